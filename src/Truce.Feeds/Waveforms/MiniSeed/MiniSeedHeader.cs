using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>The header of one record of miniSEED 2 or 3, times corrected and rates resolved.</summary>
public readonly record struct MiniSeedHeader
{
    /// <summary>2 or 3.</summary>
    public required int Version { get; init; }

    /// <summary>The channel.</summary>
    public required ChannelId Channel { get; init; }

    /// <summary>Instant of the first sample, corrections applied.</summary>
    public required Instant Start { get; init; }

    /// <summary>Samples a second; 0 where the record gives none, as logs do.</summary>
    public required double SampleRateHz { get; init; }

    /// <summary>Samples announced.</summary>
    public required int SampleCount { get; init; }

    /// <summary>How they are coded.</summary>
    public required MiniSeedEncoding Encoding { get; init; }

    /// <summary>Whether the samples are little-endian.</summary>
    public required bool LittleEndianData { get; init; }

    /// <summary>First byte of the data, from the start of the record.</summary>
    public required int DataOffset { get; init; }

    /// <summary>Bytes of data.</summary>
    public required int DataLength { get; init; }

    /// <summary>Bytes of the whole record.</summary>
    public required int RecordLength { get; init; }

    /// <summary>What the recorder says of the quality.</summary>
    public RecordedQuality Quality { get; init; }

    /// <summary>Quality indicator D, R, Q or M of version 2, or publication version of version 3, as a number; D, R, Q, M are 1 to 4, as FDSN maps them.</summary>
    public int Publication { get; init; }

    /// <summary>Quality of the time by the recorder, 0 to 100 per cent; −1 when not given.</summary>
    public int TimingQualityPercent { get; init; }

    /// <summary>The extra headers of version 3 as JSON text; empty otherwise.</summary>
    public string ExtraHeaders { get; init; }
}
