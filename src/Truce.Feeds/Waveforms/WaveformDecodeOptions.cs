using Truce.Feeds.Waveforms.Wav;

namespace Truce.Feeds.Waveforms;

/// <summary>What <c>truce decode</c> may be told beside a waveform format and files.</summary>
public sealed record WaveformDecodeOptions
{
    /// <summary>Whether the samples are printed too.</summary>
    public bool Samples { get; init; }

    /// <summary>What WAV files do not carry.</summary>
    public WavOptions Wav { get; init; } = new();
}
