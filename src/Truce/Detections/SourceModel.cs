using System.Collections.Immutable;
using System.Globalization;
using Truce.Observations;

namespace Truce.Detections;

/// <summary>A Beta distribution over a probability, as pseudo-counts.</summary>
/// <param name="Yes">Pseudo-count of reports, above 0.</param>
/// <param name="No">Pseudo-count of silences, above 0.</param>
public readonly record struct BetaCount(double Yes, double No)
{
    /// <summary>Posterior mean, 0 to 1.</summary>
    public double Mean => Yes / (Yes + No);
}

/// <summary>What closed findings say of one source and one class it reports: counts of cases, each an incident that people have closed.</summary>
/// <param name="Real">It reported, and people confirmed that it occurred.</param>
/// <param name="Refuted">It reported, and people found that it did not occur.</param>
/// <param name="Attended">Of <paramref name="Real"/>: those for which its silence would have been known as silence.</param>
/// <param name="Silent">It was there and could have reported, it did not, and people confirmed that it occurred.</param>
public readonly record struct SourceCases(int Real, int Refuted, int Attended, int Silent)
{
    /// <summary>Both together.</summary>
    public static SourceCases operator +(SourceCases a, SourceCases b) =>
        new(a.Real + b.Real, a.Refuted + b.Refuted, a.Attended + b.Attended, a.Silent + b.Silent);
}

/// <summary>What learning changed for the reports of one source, class and grade.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Said">Class it reports.</param>
/// <param name="Grade">Its grade, which gives the prior.</param>
/// <param name="OddsBefore">Odds, to one, that a lone report has something real behind it: P(report | event) / P(report | no event), before.</param>
/// <param name="OddsAfter">The same now.</param>
/// <param name="Reports">How many reports this touches.</param>
public sealed record SourceChange(string Source, ObservationClass Said, SourceGrade Grade, double OddsBefore, double OddsAfter, int Reports);

/// <summary>How a source reports: P(report | event) and P(report | no event) as Beta posteriors, by source and stated class.</summary>
/// <remarks>
/// The prior comes from the Admiralty letter alone; the digit is never used, because it already holds the corroboration that fusion
/// counts itself (Baker 1968: 87 % of 1,400 grades lie on the diagonal). Learned from closed findings only: that is people's word, not the
/// machine's own output fed back. What is counted and what that is biased by: docs/decisions/0029-learned-sources.md. Immutable.
/// </remarks>
public sealed class SourceModel
{
    private readonly ImmutableSortedDictionary<string, SourceCases> _cases;

    private SourceModel(ImmutableSortedDictionary<string, SourceCases> cases) => _cases = cases;

    /// <summary>Nothing learned yet.</summary>
    public static SourceModel Empty { get; } = new(ImmutableSortedDictionary.Create<string, SourceCases>(StringComparer.Ordinal));

    /// <summary>Whether nothing is learned.</summary>
    public bool IsEmpty => _cases.IsEmpty;

    /// <summary>What was counted, in ordinal order of source, then class.</summary>
    public IEnumerable<(string Source, ObservationClass Said, SourceCases Cases)> Entries => _cases.Select(c =>
    {
        int cut = c.Key.LastIndexOf('\n');
        return (c.Key[..cut], (ObservationClass)int.Parse(c.Key.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture), c.Value);
    });

    /// <summary>Priors by letter, as pseudo-counts of P(report | event) and P(report | no event).</summary>
    /// <remarks>
    /// Chosen so that a single report of an A source is worth ln 19 nats, B ln 9, C ln 4, D ln 2, E and F nothing; the weight falls from ten cases
    /// to two, so that F and ungraded sources are learned about fastest.
    /// </remarks>
    public static (BetaCount Event, BetaCount None) Prior(SourceGrade grade) => grade.Reliability switch
    {
        'A' => (new(5.7, 4.3), new(0.3, 9.7)),
        'B' => (new(4.5, 3.5), new(0.5, 7.5)),
        'C' => (new(3, 3), new(0.75, 5.25)),
        'D' => (new(2, 2), new(1, 3)),
        'E' => (new(1.2, 1.8), new(1.2, 1.8)),
        _ => (new(1, 1), new(1, 1)),
    };

    /// <summary>Posterior means of P(report | event) and P(report | no event) of a source that says a class.</summary>
    public (double GivenEvent, double GivenNone) Of(string source, ObservationClass said, SourceGrade grade)
    {
        (BetaCount e, BetaCount n) = Counts(source, said, grade);
        return (e.Mean, n.Mean);
    }

    /// <summary>The pseudo-counts behind <see cref="Of"/>, prior included.</summary>
    /// <remarks>
    /// P(report | event) learns only from cases in which silence would have counted; otherwise it would climb to 1, since nobody closes a finding that
    /// nobody reported. P(report | no event) is a rate of false reports for each occasion on which an event might have been (fusion multiplies it with the rate of
    /// events), so occasions are counted as the events that its true reports stand for, real / P(report | event). With many cases a lone report is then
    /// worth real : refuted, its precision among what people have closed.
    /// </remarks>
    public (BetaCount Event, BetaCount None) Counts(string source, ObservationClass said, SourceGrade grade)
    {
        (BetaCount e, BetaCount n) = Prior(grade);
        if (!_cases.TryGetValue(Key(source, said), out SourceCases c)) return (e, n);
        e = new(e.Yes + c.Attended, e.No + c.Silent);
        return (e, new(n.Yes + c.Refuted, n.No + Math.Max(0, (c.Real / e.Mean) - c.Refuted)));
    }

    /// <summary>The model with more cases of a source and class.</summary>
    /// <param name="source">Name of the source, as observations carry it.</param>
    /// <param name="said">Class it reports, or would have.</param>
    /// <param name="cases">What people's closed findings say of it.</param>
    public SourceModel Learn(string source, ObservationClass said, SourceCases cases)
    {
        string key = Key(source, said);
        return cases == default ? this : new(_cases.SetItem(key, _cases.GetValueOrDefault(key) + cases));
    }

    private static string Key(string source, ObservationClass said) => string.Create(CultureInfo.InvariantCulture, $"{source}\n{(int)said}");
}
