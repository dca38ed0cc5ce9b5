using NodaTime;

namespace Truce.Observations.Waveforms;

/// <summary>Samples of one channel at one rate without a hole: what one record holds, or several that join exactly.</summary>
public sealed record WaveformSegment
{
    /// <summary>The channel.</summary>
    public required ChannelId Channel { get; init; }

    /// <summary>Instant of the first sample by the station's clock, corrections that the record asks for applied; nanoseconds.</summary>
    public required Instant Start { get; init; }

    /// <summary>Samples a second, above 0; finite.</summary>
    public required double SampleRateHz { get; init; }

    /// <summary>The samples as recorded.</summary>
    public required WaveformSamples Samples { get; init; }

    /// <summary>What the recorder itself says of the quality; <see cref="RecordedQuality.None"/> when nothing.</summary>
    public RecordedQuality Quality { get; init; }

    /// <summary>Samples in it.</summary>
    public int Count => Samples.Count;

    /// <summary>Instant at which the next sample would be: the start, and count over rate later, rounded to a nanosecond.</summary>
    public Instant End => InstantOf(Count);

    /// <summary>Instant of a sample, rounded to a nanosecond.</summary>
    /// <param name="index">From 0; may lie outside.</param>
    public Instant InstantOf(double index) => Start + Duration.FromNanoseconds(Math.Round(index / SampleRateHz * 1e9));
}

/// <summary>What a recorder says of its own samples (miniSEED 3, section "flags"; miniSEED 2, data quality and activity flags).</summary>
[Flags]
public enum RecordedQuality
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Calibration signals are in it.</summary>
    Calibration = 1,

    /// <summary>The time tag is questionable.</summary>
    TimeQuestionable = 2,

    /// <summary>The clock was locked to its reference.</summary>
    ClockLocked = 4,

    /// <summary>The digitiser clipped.</summary>
    Clipped = 8,

    /// <summary>Spikes were detected.</summary>
    Spikes = 16,

    /// <summary>Samples are missing or padded.</summary>
    Missing = 32,

    /// <summary>Telemetry was out of step.</summary>
    TelemetryError = 64,
}
