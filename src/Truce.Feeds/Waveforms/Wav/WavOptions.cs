using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.Wav;

/// <summary>What a WAV file does not carry.</summary>
public sealed record WavOptions
{
    /// <summary>Instant of the first sample. Without it every file is refused: sound of no time is evidence of nothing.</summary>
    public Instant? Start { get; init; }

    /// <summary>Channel of the first track; further tracks get their number, 02, 03, …, as location. Without it: no codes but source D (pressure) and the track's number as location.</summary>
    public ChannelId? Channel { get; init; }
}
