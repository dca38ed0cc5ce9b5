using System.Collections.Immutable;
using Truce.Commitments;
using Truce.Observations;

namespace Truce.Feeds.Ledgers;

/// <summary>Reads rows of the Kiel Institute's Ukraine Support Tracker: commitments and allocations by donor and month, euro billions.</summary>
/// <remarks>
/// It measures what is committed and allocated, never what arrived (Trebesch et al., "The Ukraine Support Tracker", Kiel Working Paper 2218): no row becomes a delivery.
/// Negative amounts are corrections by the tracker and stay; a donor and month that stands twice is refused the second time.
/// </remarks>
public static class KielTable
{
    private const double Billion = 1e9;
    private static readonly string[] Needed = ["country", "year", "month", "financial", "humanitarian", "military", "commitments"];

    /// <summary>Whether a header is one of these tables.</summary>
    internal static bool IsHeader(IEnumerable<string> header) => Needed.All(n => header.Contains(n, StringComparer.OrdinalIgnoreCase));

    internal static LedgerBatch Read(LedgerTable table, string pack, LedgerProblems problems)
    {
        var rows = ImmutableArray.CreateBuilder<SupportRow>(table.Rows.Count);
        var seen = new HashSet<(string, DateOnly)>();
        foreach ((int line, IReadOnlyDictionary<string, string> cells) in table.Rows)
        {
            int before = problems.Marks;
            var fields = new TableRowFields(cells, "", $"line {line}", problems);
            SupportRow? row = Row(fields);
            if (row is not null && problems.Marks == before && !seen.Add((row.Guarantor, row.Month))) fields.Add("month", $"{row.Guarantor} {row.Month:yyyy-MM} stands twice", "keep one of the two lines");
            if (row is null || problems.Marks != before) problems.RefuseRow();
            else rows.Add(row);
            problems.Settle(before);
        }

        return new LedgerBatch { Pack = pack, Support = rows.ToImmutable(), Note = "Kiel Institute, Ukraine Support Tracker: commitments and allocations, not deliveries" };
    }

    private static SupportRow? Row(TableRowFields fields)
    {
        string donor = fields.Text("iso") is { Length: > 0 } iso && Countries.IsState(Countries.Normal(iso)) ? Countries.Normal(iso) : Countries.Normal(fields.Text("country", required: true));
        if (fields.Number("year", 1, 9998) is not { } year || fields.Number("month", 1, 12) is not { } month)
        {
            fields.Add("month", "the row has no month", "write year and month in digits");
            return null;
        }

        double Euro(string name) => (fields.Number(name) ?? 0) * Billion;
        return new(donor, new((int)year, (int)month, 1), Euro("commitments"), Euro("financial"), Euro("humanitarian"), Euro("military"), Euro("to_be_allocated")) { Label = RowReaders.LabelOf(fields, Label.Open) };
    }
}
