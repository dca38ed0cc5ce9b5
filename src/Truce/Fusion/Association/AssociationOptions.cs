namespace Truce.Fusion.Association;

/// <summary>What association may be told. The defaults need no tuning to a network: region, rates and time steps follow from the sites and the arrivals.</summary>
public sealed record AssociationOptions
{
    /// <summary>How far from the sites events are looked for, kilometres, above 0. With n sites the margin about them is this over √(n/2): where many listen, what many hear lies among them.</summary>
    public double ReachKm { get; init; } = 200;

    /// <summary>Margin about the sites, kilometres, instead of the one that follows from <see cref="ReachKm"/>.</summary>
    public double? MarginKm { get; init; }

    /// <summary>Deepest source looked for, kilometres, 0 or more; 0 for explosions at the surface only.</summary>
    public double DeepestKm { get; init; } = 30;

    /// <summary>Side of the smallest box of the search, kilometres, above 0: the stated tolerance of the search. Places are refined below it.</summary>
    public double LeafKm { get; init; } = 2.5;

    /// <summary>An event is taken as the best of its time when no other box could hold evidence larger by more than this share, 0 to 1: the other stated tolerance of the search.</summary>
    public double SearchSlackShare { get; init; } = 0.25;

    /// <summary>
    /// Evidence that an event needs, nats above "all of these are clutter", after paying for the choice of place and time. Score is a log-odds: at 1 the weakest event taken would be false one time in four if the model were exact;
    /// docs/quality-association.md measures how many are.
    /// </summary>
    public double LeastScoreNats { get; init; } = 1;

    /// <summary>Probability, 0 to 1, that a site near the source hears a wave.</summary>
    public double NearProbability { get; init; } = 0.85;

    /// <summary>Share, 0 to 1, of a site's arrivals that is taken for clutter before anything is associated.</summary>
    public double ClutterShare { get; init; } = 0.2;

    /// <summary>1 σ by which winds and slopes bend bearings of waves of the air, degrees, 0 or more. Field notes 3.4: several.</summary>
    public double AirBendDeg { get; init; } = 4;

    /// <summary>1 σ by which the ground bends bearings, degrees, 0 or more.</summary>
    public double GroundBendDeg { get; init; } = 4;

    /// <summary>How many sigma an arrival may be beside what the model allows, above 0.</summary>
    public double GateFactor { get; init; } = 3;

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> with a message that says what to write instead.</summary>
    public AssociationOptions Validated()
    {
        Above0(ReachKm, nameof(ReachKm));
        Above0(LeafKm, nameof(LeafKm));
        Above0(GateFactor, nameof(GateFactor));
        if (!(SearchSlackShare is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(SearchSlackShare), "write a share of 0 or more, below 1");
        if (MarginKm is { } margin && !(margin >= 0)) throw new ArgumentOutOfRangeException(nameof(MarginKm), "write a margin of 0 km or more, or none");
        if (!(DeepestKm >= 0)) throw new ArgumentOutOfRangeException(nameof(DeepestKm), "write a depth of 0 km or more");
        if (!double.IsFinite(LeastScoreNats)) throw new ArgumentOutOfRangeException(nameof(LeastScoreNats), "write a finite number of nats, for instance 1");
        Within01(NearProbability, nameof(NearProbability));
        Within01(ClutterShare, nameof(ClutterShare));
        if (!(AirBendDeg >= 0) || !(GroundBendDeg >= 0)) throw new ArgumentOutOfRangeException(nameof(AirBendDeg), "write bends of 0 degrees or more");
        return this;
    }

    private static void Above0(double value, string name)
    {
        if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(name, "write a number above 0");
    }

    private static void Within01(double value, string name)
    {
        if (!(value > 0 && value < 1)) throw new ArgumentOutOfRangeException(name, "write a number between 0 and 1");
    }
}
