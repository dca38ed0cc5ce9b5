using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>A row that two people coded differently.</summary>
/// <param name="Row">Id inside the packs.</param>
/// <param name="Facet">What they coded differently.</param>
/// <param name="First">What the first wrote; empty for nothing.</param>
/// <param name="Second">What the second wrote; empty for nothing.</param>
public sealed record CodingDifference(string Row, string Facet, string First, string Second);

/// <summary>How far two codings of one facet agree.</summary>
/// <param name="Facet">The facet.</param>
/// <param name="Rows">Rows that both coded.</param>
/// <param name="Same">Rows on which they agree.</param>
/// <param name="AlphaFactor">Krippendorff's alpha; absent where the facet does not vary.</param>
public sealed record FacetAgreement(string Facet, int Rows, int Same, double? AlphaFactor);

/// <summary>Two people's coding of the same statements: how far they agree, and where they differ. Nothing decides between them.</summary>
/// <param name="Facets">Facet by facet.</param>
/// <param name="Differences">Rows that differ, by row and facet.</param>
/// <param name="OnlyFirst">Rows that only the first coded.</param>
/// <param name="OnlySecond">Rows that only the second coded.</param>
public sealed record DoubleCoding(ImmutableArray<FacetAgreement> Facets, ImmutableArray<CodingDifference> Differences, ImmutableArray<string> OnlyFirst, ImmutableArray<string> OnlySecond)
{
    // "Nothing said" is a code too: to leave a field empty is a judgement of the coder.
    private static readonly (string Name, Func<LedgerStatement, string> Of)[] Nominal =
    [
        ("about", s => s.About), ("guarantors", s => string.Join(", ", s.Guarantors.Order(StringComparer.Ordinal))), ("pillar", s => s.Pillar), ("domain", s => s.Domain),
        ("direction", s => LedgerWriting.Word(s.Direction)), ("instrument", s => s.Instrument), ("bindingNow", s => s.BindingNow is { } b ? b ? "true" : "false" : ""),
        ("conditions", s => string.Join(", ", s.Conditions.Order(StringComparer.Ordinal))), ("speaker", s => s.Speaker), ("value", s => s.Value?.ToString() ?? ""), ("quantity", s => s.Quantity?.ToString() ?? ""),
        ("strength", s => s.Strength),
    ];

    /// <summary>Compares two codings; rows are matched by their id inside the pack.</summary>
    public static DoubleCoding Compare(LedgerBatch first, LedgerBatch second)
    {
        var a = first.Statements.GroupBy(s => s.Id.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        var b = second.Statements.GroupBy(s => s.Id.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        string[] both = [.. a.Keys.Where(b.ContainsKey).Order(StringComparer.Ordinal)];
        var facets = ImmutableArray.CreateBuilder<FacetAgreement>();
        var differences = new List<CodingDifference>();
        foreach ((string name, Func<LedgerStatement, string> of) in Nominal)
        {
            (string First, string Second)[] codes = [.. both.Select(id => (of(a[id]), of(b[id])))];
            differences.AddRange(both.Zip(codes).Where(p => p.Second.First != p.Second.Second).Select(p => new CodingDifference(p.First, name, p.Second.First, p.Second.Second)));
            double? alpha = name == "strength" && both.All(id => Ranked(a[id]) && Ranked(b[id]))
                ? Krippendorff.Ordinal(both.Select(id => (IReadOnlyList<int?>)[WordScale.Strength.RankOf(a[id].Strength), WordScale.Strength.RankOf(b[id].Strength)]))
                : Krippendorff.Nominal(codes.Select(c => (IReadOnlyList<string?>)[c.First, c.Second]));
            facets.Add(new(name, both.Length, codes.Count(c => c.First == c.Second), alpha));
        }

        return new(
            facets.ToImmutable(), [.. differences.OrderBy(d => d.Row, StringComparer.Ordinal)],
            [.. a.Keys.Where(id => !b.ContainsKey(id)).Order(StringComparer.Ordinal)], [.. b.Keys.Where(id => !a.ContainsKey(id)).Order(StringComparer.Ordinal)]);
    }

    // A word that is on no scale makes the whole facet nominal: places that are missing would flatter the agreement.
    private static bool Ranked(LedgerStatement s) => s.Strength.Length == 0 || WordScale.Strength.RankOf(s.Strength) is not null;
}
