namespace Truce.Fusion.Character;

/// <summary>Whether something was listened for, and heard.</summary>
public enum Hearing
{
    /// <summary>Nobody who could have heard it is known to have listened: says nothing.</summary>
    NotListened = 0,

    /// <summary>Listened for within reach, and not heard.</summary>
    NotHeard,

    /// <summary>Heard.</summary>
    Heard,
}

/// <summary>What is known of an event's signals and surroundings. What is absent is not known and says nothing.</summary>
public sealed record EventFeatures
{
    /// <summary>Waves of the ground: P or S.</summary>
    public Hearing Ground { get; init; }

    /// <summary>Waves of the air.</summary>
    public Hearing Air { get; init; }

    /// <summary>log₁₀ of P over S amplitude between 6 and 16 Hz, the median over stations.</summary>
    public double? LogPOverS { get; init; }

    /// <summary>Stations that <see cref="LogPOverS"/> comes from.</summary>
    public int POverSStations { get; init; }

    /// <summary>Depth within which the source lies with 90 %, kilometres; absent when the arrivals do not bound it.</summary>
    public (double LowKm, double HighKm)? DepthKm { get; init; }

    /// <summary>Greatest difference between bearings that one array measured of it from window to window, degrees.</summary>
    public double? BearingSwingDeg { get; init; }

    /// <summary>Strokes of lightning nearby, by a lightning network that watched.</summary>
    public Hearing Lightning { get; init; }

    /// <summary>Probability that it lies in a known quarry or mine; absent when no list of them is at hand.</summary>
    public double? InQuarry { get; init; }

    /// <summary>Whether it was in the hours in which quarries there blast; absent when not known.</summary>
    public bool? WorkingHours { get; init; }
}
