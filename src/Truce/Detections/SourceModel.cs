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

    /// <summary>One more case.</summary>
    public BetaCount With(bool reported) => reported ? this with { Yes = Yes + 1 } : this with { No = No + 1 };
}

/// <summary>How a source reports: P(report | event) and P(report | no event) as Beta posteriors, by source and stated class.</summary>
/// <remarks>
/// The prior comes from the Admiralty letter alone; the digit is never used, because it already holds the corroboration that fusion
/// counts itself (Baker 1968: 87 % of 1,400 grades lie on the diagonal). Learned from closed findings only: that is people's word, not the
/// machine's own output fed back. Immutable; <see cref="Learn"/> gives a new one.
/// </remarks>
public sealed class SourceModel
{
    private readonly ImmutableSortedDictionary<string, (BetaCount Event, BetaCount None)> _counts;

    private SourceModel(ImmutableSortedDictionary<string, (BetaCount Event, BetaCount None)> counts) => _counts = counts;

    /// <summary>Nothing learned yet.</summary>
    public static SourceModel Empty { get; } = new(ImmutableSortedDictionary.Create<string, (BetaCount Event, BetaCount None)>(StringComparer.Ordinal));

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
    public (BetaCount Event, BetaCount None) Counts(string source, ObservationClass said, SourceGrade grade)
    {
        (BetaCount e, BetaCount n) = Prior(grade);
        if (!_counts.TryGetValue(Key(source, said), out (BetaCount Event, BetaCount None) learned)) return (e, n);
        return (new(e.Yes + learned.Event.Yes, e.No + learned.Event.No), new(n.Yes + learned.None.Yes, n.No + learned.None.No));
    }

    /// <summary>The model after one closed finding.</summary>
    /// <param name="source">Name of the source, as observations carry it.</param>
    /// <param name="said">Class it reports, or would have.</param>
    /// <param name="eventWasReal">What people found.</param>
    /// <param name="reported">Whether the source, being up and able to see, reported.</param>
    public SourceModel Learn(string source, ObservationClass said, bool eventWasReal, bool reported)
    {
        string key = Key(source, said);
        (BetaCount e, BetaCount n) = _counts.GetValueOrDefault(key);
        return new(_counts.SetItem(key, eventWasReal ? (e.With(reported), n) : (e, n.With(reported))));
    }

    private static string Key(string source, ObservationClass said) => string.Create(CultureInfo.InvariantCulture, $"{source}\n{(int)said}");
}
