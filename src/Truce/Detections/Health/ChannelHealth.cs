using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Health;

/// <summary>What is the matter with a channel.</summary>
public enum HealthKind
{
    /// <summary>Nothing but digitiser noise. Figure: the range of the samples.</summary>
    Dead,

    /// <summary>Flat tops at the largest or smallest value. Figure: samples in them; 0 where only the recorder says so.</summary>
    Clipped,

    /// <summary>Single samples far off their neighbours. Figure: how many; 0 where only the recorder says so.</summary>
    Spiky,

    /// <summary>The time of a record does not follow from the samples before it. Figure: seconds, forward positive.</summary>
    ClockStepped,

    /// <summary>The recorder says that its time is questionable. Figure: seconds.</summary>
    ClockUnsure,

    /// <summary>A time that cannot be. Figure: seconds outside the bounds.</summary>
    ClockImplausible,

    /// <summary>No samples. Figure: seconds.</summary>
    Gap,

    /// <summary>Another sample rate than the channel is to have. Figure: samples a second.</summary>
    WrongRate,

    /// <summary>Samples that are no numbers. Figure: how many.</summary>
    NotNumbers,
}

/// <summary>A time in which a channel does not tell what it should. Nothing of the kind says that nothing happened.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Kind">What is the matter.</param>
/// <param name="From">Since when; to the window, or to the sample.</param>
/// <param name="To">Until when.</param>
/// <param name="Figure">How much of it, in the unit that the kind names.</param>
public sealed record ChannelHealth(ChannelId Channel, HealthKind Kind, Instant From, Instant To, double Figure);

/// <summary>How channels are judged.</summary>
public sealed record HealthOptions
{
    /// <summary>Samples are judged together over so long, seconds: windows of UTC, so that they do not depend on where records begin.</summary>
    public double WindowS { get; init; } = 30;

    /// <summary>Integer samples whose range over a window is at most this are digitiser noise: its last bit, up and down. Other samples are dead only when they do not change at all.</summary>
    public double DeadCounts { get; init; } = 2;

    /// <summary>A value that stands for so long is no signal, seconds.</summary>
    public double StandstillS { get; init; } = 10;

    /// <summary>Samples of a flat top from which on it is one.</summary>
    public int FlatSamples { get; init; } = 3;

    /// <summary>A sample is a spike when it is so many times farther from its neighbours' mean than samples usually are.</summary>
    public double SpikeRatio { get; init; } = 15;

    /// <summary>Spikes in a window from which on a channel is called spiky.</summary>
    public int SpikesAtLeast { get; init; } = 2;

    /// <summary>Earliest time that can be; absent when nothing is known.</summary>
    public Instant? NotBefore { get; init; }

    /// <summary>Latest time that can be.</summary>
    public Instant? NotAfter { get; init; }

    /// <summary>The rate by the channel's metadata, hertz; absent when there are none: then the first segment's.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>These options, or <see cref="ArgumentException"/> saying what to write instead.</summary>
    public HealthOptions Validated()
    {
        if (!(WindowS is > 0 and <= 86_400)) throw new ArgumentException($"window of health {WindowS} s: write seconds, at most a day");
        if (!(StandstillS > 0)) throw new ArgumentException($"standstill {StandstillS} s: write seconds above 0");
        if (FlatSamples < 2) throw new ArgumentException($"flat top of {FlatSamples} samples: write 2 or more");
        if (!(SpikeRatio > 1)) throw new ArgumentException($"spike ratio {SpikeRatio}: write a number above 1");
        return this;
    }
}
