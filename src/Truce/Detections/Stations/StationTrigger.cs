using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Stations;

/// <summary>Why a trigger ended.</summary>
public enum TriggerEnd
{
    /// <summary>The ratio fell to the off threshold or below.</summary>
    Fell,

    /// <summary>It had been open for the longest time allowed.</summary>
    Longest,

    /// <summary>The samples ended: a gap, a standstill, or the end of the recording.</summary>
    Ended,
}

/// <summary>A time in which a channel was louder than just before.</summary>
public sealed record StationTrigger
{
    /// <summary>The channel.</summary>
    public required ChannelId Channel { get; init; }

    /// <summary>The band in which it was seen.</summary>
    public required FilterBand Band { get; init; }

    /// <summary>First sample whose ratio was above the on threshold.</summary>
    public required Instant On { get; init; }

    /// <summary>Last sample whose ratio was above the off threshold.</summary>
    public required Instant Off { get; init; }

    /// <summary>Why it ended.</summary>
    public required TriggerEnd End { get; init; }

    /// <summary>Largest ratio of short to long average while it was open.</summary>
    public required double PeakRatio { get; init; }

    /// <summary>Where the signal begins, and how well that is known; absent where the window around the trigger was too short to say.</summary>
    public Onset? Onset { get; init; }
}

/// <summary>A trigger that may still be open, told as soon as its onset has been read.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Band">The band in which it was seen.</param>
/// <param name="On">First sample whose ratio was above the on threshold.</param>
/// <param name="Onset">Where the signal begins; absent where the window around the trigger was too short to say.</param>
public sealed record OpenedTrigger(ChannelId Channel, FilterBand Band, Instant On, Onset? Onset);

/// <summary>The beginning of a signal.</summary>
/// <param name="At">Its instant.</param>
/// <param name="SigmaS">1 σ of it, seconds.</param>
/// <param name="Kurtosis">Fourth moment over squared variance of the window around it; 3 for Gaussian noise.</param>
/// <param name="AmplitudeRatio">Root mean square behind the onset over that before it, in the window.</param>
public sealed record Onset(Instant At, double SigmaS, double Kurtosis, double AmplitudeRatio);
