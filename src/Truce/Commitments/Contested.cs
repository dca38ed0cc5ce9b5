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
/// <param name="About">What it is about: attendance, … ; empty for a promise.</param>
/// <param name="Regarding">Meeting or event, empty for none.</param>
/// <param name="Guarantor">Whose promise, by code; empty for a matter that is nobody's promise.</param>
/// <param name="Pillar">Pillar; empty for none.</param>
/// <param name="Domain">Domain; empty for all.</param>
/// <param name="Facet">What they contradict one another in.</param>
/// <param name="Standpoints">What is said, in the order of the first statement of each.</param>
public sealed record Contested(string About, string Regarding, string Guarantor, string Pillar, string Domain, Facet Facet, ImmutableArray<Standpoint> Standpoints)
{
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
    public static ImmutableArray<Contested> In(Ledger ledger) => In(new LedgerBasis(ledger, []), ledger, DateOnly.MaxValue);

    /// <summary>The same on a day, of which the ledger is already.</summary>
    internal static ImmutableArray<Contested> In(LedgerBasis basis, Ledger then, DateOnly day)
    {
        OriginGroups origins = basis.Origins;
        var found = new List<Contested>();
        foreach (SpokenCell cell in basis.Cells) Promise(cell, cell.By(day), origins, found);
        foreach (IGrouping<(string About, string Regarding), LedgerStatement> matter in then.Statements.Where(s => s.About.Length > 0).GroupBy(s => (s.About, s.Regarding)).OrderBy(g => g.Key.About, StringComparer.Ordinal).ThenBy(g => g.Key.Regarding, StringComparer.Ordinal))
        {
            if (Split(matter.Where(s => s.Value is not null), s => s.Value!.ToString(), origins) is { } standpoints) found.Add(new(matter.Key.About, matter.Key.Regarding, "", "", "", Facet.Value, standpoints));
            foreach (IGrouping<string, LedgerStatement> of in matter.SelectMany(s => s.Guarantors.Select(g => (Guarantor: g, Statement: s))).GroupBy(p => p.Guarantor, p => p.Statement).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                if (Split(NoRankInCommon([.. of.Where(s => Ranks(s).Length > 0)]), s => string.Join(", ", s.Levels), origins) is { } ranks)
                {
                    found.Add(new(matter.Key.About, matter.Key.Regarding, of.Key, "", "", Facet.Representation, ranks));
                }
            }
        }

        return [.. found];
    }

    private static void Promise(SpokenCell cell, ImmutableArray<LedgerStatement> said, OriginGroups origins, List<Contested> found)
    {
        foreach (string domain in Domains(said))
        {
            LedgerStatement[] here = [.. said.Where(s => s.Domain.Length == 0 || s.Domain == domain)];
            Find(Facet.Support, here.Where(s => s.Direction != Direction.Open), s => s.Direction == Direction.For ? "for" : "against");
            Find(Facet.Binding, here.Where(s => s.BindingNow is not null), s => s.BindingNow == true ? "binding" : "not binding");
            foreach (IGrouping<string, LedgerStatement> unit in here.Where(s => s.Quantity is not null).GroupBy(s => s.Quantity!.Unit, StringComparer.Ordinal))
            {
                Find(Facet.Quantity, Exclusive([.. unit]), s => s.Quantity!.ToString());
            }

            void Find(Facet facet, IEnumerable<LedgerStatement> statements, Func<LedgerStatement, string> word)
            {
                if (Split(statements, word, origins) is { } standpoints) found.Add(new("", "", cell.Guarantor, cell.Pillar, domain, facet, standpoints));
            }
        }
    }

    /// <summary>Statements about promises, by guarantor and pillar.</summary>
    internal static IEnumerable<IGrouping<(string Guarantor, string Pillar), LedgerStatement>> Promises(IEnumerable<LedgerStatement> statements) =>
        statements.Where(s => s.About.Length == 0 && s.Pillar.Length > 0)
            .SelectMany(s => s.Guarantors.Select(g => (Key: (g, s.Pillar), Statement: s)))
            .GroupBy(p => p.Key, p => p.Statement);

    private static int[] Ranks(LedgerStatement s) => [.. s.Levels.Select(WordScale.Representation.RankOf).OfType<int>()];

    // "Envoys came" and "envoys and a commander came" can both be; a minister and an envoy, with no rank in common, cannot.
    private static LedgerStatement[] NoRankInCommon(LedgerStatement[] said) =>
        [.. said.Where(a => said.Any(b => !Ranks(a).Intersect(Ranks(b)).Any()))];

    // Those amounts of one unit that cannot be true together with some other: no number lies in both bands.
    private static LedgerStatement[] Exclusive(LedgerStatement[] said)
    {
        double low = said.Max(s => s.Quantity!.AtLeast ?? double.NegativeInfinity), high = said.Min(s => s.Quantity!.AtMost ?? double.PositiveInfinity);
        return low <= high ? [] : [.. said.Where(s => s.Quantity!.AtLeast > high || s.Quantity!.AtMost < low)];
    }

    // A statement without a domain speaks of all of them: with domains named it is compared in each, without any once.
    private static string[] Domains(ImmutableArray<LedgerStatement> said)
    {
        string[] named = [.. said.Select(s => s.Domain).Where(d => d.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        return named.Length == 0 ? [""] : named;
    }

    /// <summary>Standpoints of statements; nothing unless at least two things are said by different voices.</summary>
    private static ImmutableArray<Standpoint>? Split(IEnumerable<LedgerStatement> statements, Func<LedgerStatement, string> said, OriginGroups origins)
    {
        ImmutableArray<Standpoint> standpoints = [.. statements.GroupBy(said).Select(g => new Standpoint(g.Key, [.. g], origins.Count(g.Select(s => s.Source))))];
        if (standpoints.Length < 2) return null;
        bool voices = standpoints.Any(a => standpoints.Any(b => !ReferenceEquals(a, b) && a.Statements.Any(x => b.Statements.Any(y => Voice(x) != Voice(y)))));
        return voices ? standpoints : null;
    }

    /// <summary>Who speaks: the speaker, or the report where it names none.</summary>
    internal static string Voice(LedgerStatement s) => s.Speaker.Length > 0 ? s.Speaker : s.Source.ToString();
}
