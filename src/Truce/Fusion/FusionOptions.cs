using Truce.Detections;

namespace Truce.Fusion;

/// <summary>The constants of the fusion model (docs/fusion.md). They are part of what a replay must repeat.</summary>
public sealed record FusionOptions
{
    /// <summary>Rate of incidents by class.</summary>
    public IncidentRates Rates { get; init; } = IncidentRates.Default;

    /// <summary>ln P(every other working source stays silent | incident), nats, at most 0. Learned where the sensor network is known; 0 where it is not.</summary>
    public double OthersSilentLog { get; init; }

    /// <summary>Area of the mission, km²: where "somewhere else" is.</summary>
    public double AreaKm2 { get; init; } = 600_000;

    /// <summary>Spatial gate, in standard deviations of the two places together. Chosen: Student-t tails matter to about 5.</summary>
    public double GateSigma { get; init; } = 5;

    /// <summary>Time gate, in standard deviations of each clock.</summary>
    public double GateClockSigma { get; init; } = 4;

    /// <summary>Two detections are neighbours when ln of the Bayes factor "one incident" to "two" is at least this.</summary>
    public double GateLogBayes { get; init; } = -1;

    /// <summary>Components of up to this many detections are enumerated exactly (at most 10).</summary>
    public int ExactUpTo { get; init; } = 8;

    /// <summary>In a larger component, up to this many parts that move as one are enumerated exactly when all are round points at instants (at most 14).</summary>
    public int PointPartsExactUpTo { get; init; } = 14;

    /// <summary>Most modes of place that a hypothesis carries while it is built.</summary>
    public int MaxModes { get; init; } = 8;

    /// <summary>Hypotheses below this probability are counted and not given out.</summary>
    public double LeastProbability { get; init; }

    /// <summary>Least 1 σ of any clock, seconds: no source times an event better than this for fusion.</summary>
    public double LeastClockSigmaS { get; init; } = 0.5;

    /// <summary>Least 1 σ of any place, metres: an event has a size.</summary>
    public double LeastPlaceSigmaM { get; init; } = 10;

    /// <summary>Whether round points at instants take the shorter form of the same sums; false sends all through the general one. For tests: the answers agree.</summary>
    public bool ShortForms { get; init; } = true;

    /// <summary>
    /// ln of how much more often a text that nearly repeats another tells of the same than of something else, nats, at least 0. Chosen: texts of different
    /// stories pass for copies in less than 2 % of pairs (docs/quality.md), and place and time do not show what the words did.
    /// </summary>
    public double CopiedTextLog { get; init; } = 3.9;

    /// <summary>Throws <see cref="ArgumentException"/> with what to write instead, when a value makes no sense.</summary>
    public FusionOptions Validated()
    {
        Require(OthersSilentLog <= 0 && double.IsFinite(OthersSilentLog), "OthersSilentLog", "a number of nats, 0 or below");
        Require(AreaKm2 > 0, "AreaKm2", "the area of the mission in km², above 0");
        Require(GateSigma is > 0 and <= 12, "GateSigma", "0 to 12 standard deviations");
        Require(GateClockSigma is > 0 and <= 12, "GateClockSigma", "0 to 12 standard deviations");
        Require(ExactUpTo is >= 1 and <= 10, "ExactUpTo", "1 to 10 detections");
        Require(PointPartsExactUpTo is >= 1 and <= 14, "PointPartsExactUpTo", "1 to 14 parts");
        Require(CopiedTextLog >= 0 && double.IsFinite(CopiedTextLog), "CopiedTextLog", "a number of nats, 0 or above");
        Require(MaxModes is >= 1 and <= 64, "MaxModes", "1 to 64");
        Require(LeastProbability is >= 0 and < 1, "LeastProbability", "0 to 1");
        Require(LeastClockSigmaS > 0 && LeastPlaceSigmaM > 0, "LeastClockSigmaS, LeastPlaceSigmaM", "above 0");
        return this;
    }

    private static void Require(bool good, string name, string instead)
    {
        if (!good) throw new ArgumentException($"fusion option {name}: write {instead}");
    }
}
