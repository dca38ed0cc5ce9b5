using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>What statements contradict one another in.</summary>
public enum Facet
{
    /// <summary>A number.</summary>
    Value = 0,

    /// <summary>Whether it is promised at all.</summary>
    Support,

    /// <summary>Whether it binds now.</summary>
    Binding,

    /// <summary>How much is promised.</summary>
    Quantity,

    /// <summary>Who came: the rank announced and the rank seen.</summary>
    Representation,
}

/// <summary>One of the things said about a contested matter, and who says it.</summary>
/// <param name="Said">What is said, in a word or a number with its unit.</param>
/// <param name="Statements">The statements that say so.</param>
/// <param name="Origins">Independent origins behind them.</param>
public sealed record Standpoint(string Said, ImmutableArray<LedgerStatement> Statements, int Origins);

/// <summary>Statements that stand against one another, side by side; nothing here chooses between them.</summary>
/// <remarks>That a matter is contested is known at once; what is said is put side by side when somebody looks. Safe to read from several threads.</remarks>
public sealed class Contested
{
    private readonly Lazy<ImmutableArray<Standpoint>> _standpoints;

    internal Contested(Func<ImmutableArray<Standpoint>> standpoints) => _standpoints = new(standpoints);

    /// <summary>What it is about: attendance, … ; empty for a promise.</summary>
    public string About { get; init; } = "";

    /// <summary>Meeting or event, empty for none.</summary>
    public string Regarding { get; init; } = "";

    /// <summary>Whose promise, by code; empty for a matter that is nobody's promise.</summary>
    public string Guarantor { get; init; } = "";

    /// <summary>Pillar; empty for none.</summary>
    public string Pillar { get; init; } = "";

    /// <summary>Domain; empty for all.</summary>
    public string Domain { get; init; } = "";

    /// <summary>What they contradict one another in.</summary>
    public required Facet Facet { get; init; }

    /// <summary>What is said, in the order of the first statement of each.</summary>
    public ImmutableArray<Standpoint> Standpoints => _standpoints.Value;

    /// <summary>Why it is called contested, in English; pages word it from the parts.</summary>
    public string Why
    {
        get
        {
            string said = string.Join("; ", Standpoints.Select(p => $"{p.Said} ({string.Join(", ", p.Statements.Select(s => s.Id.Id))})"));
            return Facet switch
            {
                Facet.Support => "promised by some words and denied or limited by others: " + said,
                Facet.Binding => "said to bind and not to bind: " + said,
                Facet.Representation => "different ranks are named: " + said,
                _ => "different numbers: " + said,
            };
        }
    }
}

/// <summary>Finds statements that contradict one another. One voice that speaks twice does not contest itself: that is a reversal.</summary>
public static class ContestedMatters
{
    /// <summary>Everything contested in a ledger, promises first, by guarantor and pillar.</summary>
    public static ImmutableArray<Contested> In(Ledger ledger) => In(new LedgerBasis(ledger, []), DateOnly.MaxValue);

    /// <summary>The same on a day.</summary>
    internal static ImmutableArray<Contested> In(LedgerBasis basis, DateOnly day)
    {
        OriginGroups origins = basis.Origins;
        var found = new List<Contested>();
        foreach (SpokenCell cell in basis.Cells) found.AddRange(cell.Contested(cell.CountBy(day), origins));
        foreach (ImmutableArray<(int On, LedgerStatement Said)> matter in basis.Matters)
        {
            LedgerStatement[] said = [.. matter.Where(s => s.On <= day.DayNumber).Select(s => s.Said)];
            Find("", Facet.Value, [.. said.Where(s => s.Value is not null)], s => s.Value!.ToString());
            foreach (IGrouping<string, LedgerStatement> of in said.SelectMany(s => s.Guarantors.Select(g => (Guarantor: g, Statement: s))).GroupBy(p => p.Guarantor, p => p.Statement).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                Find(of.Key, Facet.Representation, NoRankInCommon([.. of.Where(s => Ranks(s).Length > 0)]), s => string.Join(", ", s.Levels));
            }

            void Find(string guarantor, Facet facet, LedgerStatement[] statements, Func<LedgerStatement, string> word)
            {
                if (AreSplit(statements, word)) found.Add(new(() => Standpoints(statements, word, origins)) { About = said[0].About, Regarding = said[0].Regarding, Guarantor = guarantor, Facet = facet });
            }
        }

        return [.. found];
    }

    /// <summary>Statements about promises with the number of their day, by guarantor and pillar.</summary>
    internal static IEnumerable<IGrouping<(string Guarantor, string Pillar), (int On, LedgerStatement Said)>> Promises(IEnumerable<(int On, LedgerStatement Said)> statements) =>
        statements.Where(s => s.Said.About.Length == 0 && s.Said.Pillar.Length > 0)
            .SelectMany(s => s.Said.Guarantors.Select(g => (Key: (g, s.Said.Pillar), Statement: s)))
            .GroupBy(p => p.Key, p => p.Statement);

    private static int[] Ranks(LedgerStatement s) => [.. s.Levels.Select(WordScale.Representation.RankOf).OfType<int>()];

    // "Envoys came" and "envoys and a commander came" can both be; a minister and an envoy, with no rank in common, cannot.
    private static LedgerStatement[] NoRankInCommon(LedgerStatement[] said) =>
        [.. said.Where(a => said.Any(b => !Ranks(a).Intersect(Ranks(b)).Any()))];

    /// <summary>Whether at least two things are said, and not by one voice.</summary>
    /// <remarks>Two voices and two things said always make a pair of different voices that say different things: had each voice of one thing the one voice of the other, there would be one.</remarks>
    internal static bool AreSplit(IReadOnlyCollection<LedgerStatement> statements, Func<LedgerStatement, string> said) =>
        statements.Select(said).Distinct().Skip(1).Any() && statements.Select(Voice).Distinct().Skip(1).Any();

    /// <summary>What is said side by side, in the order of the first statement of each.</summary>
    internal static ImmutableArray<Standpoint> Standpoints(IEnumerable<LedgerStatement> statements, Func<LedgerStatement, string> said, OriginGroups origins) =>
        [.. statements.GroupBy(said).Select(g => new Standpoint(g.Key, [.. g], origins.Count(g.Select(s => s.Source))))];

    /// <summary>Who speaks: the speaker, or the report where it names none.</summary>
    internal static string Voice(LedgerStatement s) => s.Speaker.Length > 0 ? s.Speaker : s.Source.ToString();
}
