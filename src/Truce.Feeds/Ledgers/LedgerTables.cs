using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Truce.Commitments;

namespace Truce.Feeds.Ledgers;

/// <summary>Reads tables: those of the support tracker, and our own template, where each line says what kind of row it is (docs/formats/ledger.md).</summary>
public static class LedgerTables
{
    /// <summary>Column that names the kind of a line.</summary>
    public const string KindColumn = "row";

    /// <summary>Kinds of rows, by the word of the column or the name of the sheet.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["source", "pillar", "statement", "commitment", "instrument", "gate", "delivery", "event", "requirement", "rate", "warPower", "force"];

    /// <summary>Reads a table of comma, semicolon or tab separated values.</summary>
    public static LedgerReading Read(ReadOnlyMemory<byte> bytes, string file)
    {
        var problems = new LedgerProblems(file);
        string pack = LedgerJson.PackOf(file);
        if (NotText(bytes.Span) is { } at) return Broken("the file", $"byte {at} is no UTF-8 text, and the file is no workbook either", "save the table as CSV UTF-8, or as .xlsx", new(file), pack);
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        LedgerTable table = LedgerTable.ReadCsv(stream, problems);
        if (KielTable.IsHeader(table.Header)) return Reading(KielTable.Read(table, pack, problems), problems);
        if (table.Header.Contains(KindColumn, StringComparer.OrdinalIgnoreCase)) return Reading(new TablePack(pack, problems).Read([("", table)]), problems);
        // Under a header that is not known no line means anything: one message, and not one for each line.
        return Broken("line 1", "the header is of no table known here", $"write a column \"{KindColumn}\" with the kind of each line ({string.Join(", ", Kinds)}), or the columns of the support tracker", new(file), pack);
    }

    private static LedgerReading Broken(string place, string reason, string remedy, LedgerProblems problems, string pack)
    {
        problems.Add(place, reason, remedy);
        return new(new LedgerBatch { Pack = pack }, problems.All, 1, true);
    }

    // The first byte that is no text: one outside UTF-8, or a zero.
    private static int? NotText(ReadOnlySpan<byte> bytes)
    {
        int zero = bytes.IndexOf((byte)0), bad = Utf8.IsValid(bytes) ? -1 : FirstInvalid(bytes);
        return zero >= 0 && (bad < 0 || zero < bad) ? zero : bad >= 0 ? bad : null;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out int used) != OperationStatus.Done) return at;
            at += used;
        }

        return bytes.Length;
    }

    internal static LedgerReading Reading(LedgerBatch batch, LedgerProblems problems) => new(batch, problems.All, problems.Refused, false);

    /// <summary>The kind that a word or the name of a sheet means; nothing for another word.</summary>
    internal static string? KindOf(string word) =>
        Kinds.FirstOrDefault(k => string.Equals(k, word, StringComparison.OrdinalIgnoreCase) || string.Equals(Plural(k), word, StringComparison.OrdinalIgnoreCase));

    private static string Plural(string kind) => kind == "delivery" ? "deliveries" : kind + "s";
}

/// <summary>Rows of tables as a pack.</summary>
internal sealed class TablePack(string pack, LedgerProblems problems)
{
    private readonly RowReaders _rows = new(pack);
    private readonly GateReaders _gates = new(pack);
    private readonly List<object> _read = [];

    public LedgerBatch Read(IEnumerable<(string Sheet, LedgerTable Table)> tables)
    {
        bool simulated = false;
        foreach ((string sheet, LedgerTable table) in tables)
        {
            foreach ((int line, IReadOnlyDictionary<string, string> cells) in table.Rows)
            {
                string name = cells.GetValueOrDefault("id", ""), place = $"{(sheet.Length > 0 ? sheet + " " : "")}line {line}{(name.Length is > 0 and <= 60 ? $" ({name})" : "")}";
                var row = new TableRowFields(cells, "", place, problems);
                simulated |= row.Flag("simulated") == true;
                Take(row, sheet.Length > 0 ? sheet : cells.GetValueOrDefault(LedgerTables.KindColumn, ""), line);
            }
        }

        return new LedgerBatch
        {
            Pack = pack,
            Sources = Of<LedgerSource>(),
            Pillars = Of<Pillar>(),
            Statements = Of<LedgerStatement>(),
            Commitments = Of<Commitment>(),
            Instruments = Of<Instrument>(),
            Gates = Of<Gate>(),
            Deliveries = Of<Delivery>(),
            Events = Of<LedgerEvent>(),
            Requirements = Of<Requirement>(),
            Rates = Of<ExchangeRate>(),
            WarPowers = Of<WarPower>(),
            Forces = Of<ForceElement>(),
            Simulated = simulated,
        };
    }

    private ImmutableArray<T> Of<T>() => [.. _read.OfType<T>()];

    private void Take(RowFields row, string word, int line)
    {
        int before = problems.Marks;
        object? read = null;
        if (LedgerTables.KindOf(word) is { } kind) read = One(row, kind, line);
        else row.Add(LedgerTables.KindColumn, $"'{word}' is no kind of row", "write one of " + string.Join(", ", LedgerTables.Kinds));
        if (read is not null && problems.Marks == before) _read.Add(read);
        else problems.RefuseRow();
        problems.Settle(before);
    }

    private object? One(RowFields row, string kind, int line)
    {
        switch (kind)
        {
            case "source": return _rows.Source(row);
            case "pillar": return RowReaders.Pillar(row, row.Flag("beside") ?? false);
            case "statement": return _rows.Statement(row, row.Text("meeting"));
            case "commitment": return _rows.Commitment(row);
            case "instrument": return _rows.Instrument(row);
            case "event": return _rows.Event(row);
            case "requirement": return _rows.Requirement(row);
            case "rate": return _rows.Rate(row);
            case "warPower": return _rows.WarPower(row);
            case "force": return _rows.Force(row);
            case "delivery":
                string of = row.Text("commitment", required: true);
                return _gates.Delivery(row, RowId.Of(pack, of), row.Has("id") ? _rows.Id(row) : new(pack, $"{of}#line{line}"));
            default:
                (Gate? gate, Delivery? delivery) = _gates.Read(row, null, line);
                return (object?)gate ?? delivery;
        }
    }
}
