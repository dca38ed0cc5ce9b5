using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Feeds.Ledgers;

/// <summary>Reads tables: those of the support tracker, and our own template with one kind of row a table (docs/formats/ledger.md).</summary>
public static class LedgerTables
{
    /// <summary>Reads a table of comma, semicolon or tab separated values.</summary>
    public static LedgerReading Read(ReadOnlyMemory<byte> bytes, string file)
    {
        var problems = new LedgerProblems(file);
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        LedgerTable table = LedgerTable.ReadCsv(stream, problems);
        string pack = LedgerJson.PackOf(file);
        if (KielTable.IsHeader(table.Header)) return Reading(KielTable.Read(table, pack, problems), problems);
        problems.Add("line 1", "the header is of no table known here", "write a column \"row\" with the kind of each line (statement, commitment, gate, delivery, source, instrument, event, requirement, rate, warPower, force), or the columns of the support tracker");
        return new(new LedgerBatch { Pack = pack }, problems.All, Math.Max(1, problems.Refused), true);
    }

    private static LedgerReading Reading(LedgerBatch batch, LedgerProblems problems) => new(batch, problems.All, problems.Refused, false);
}
