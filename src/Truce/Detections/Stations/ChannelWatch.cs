using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Stations;

/// <summary>Watches one channel as its segments come: triggers of every band.</summary>
/// <remarks>Cut the samples where one likes, the triggers are the same to the bit; so are those of <see cref="StationsRun"/>, which runs channels side by side.</remarks>
public sealed class ChannelWatch
{
    private readonly SampleTrack _track;
    private readonly LaneEngine[] _engines;
    private readonly LaneClock _clock;
    private readonly List<CleanPiece> _pieces = [];
    private readonly List<LaneTrigger> _found = [];
    private readonly List<LaneTrigger> _onsets = [];
    private readonly double[] _samples = new double[LaneEngine.Block];
    private readonly int _past;

    /// <summary>A watch that has seen nothing.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="sampleRateHz">Its samples a second; segments of another rate are refused and counted.</param>
    /// <param name="options">How to watch; <see cref="ArgumentException"/> says what is wrong with them at this rate.</param>
    public ChannelWatch(ChannelId channel, double sampleRateHz, StationOptions options)
    {
        string problem = sampleRateHz > 0 && double.IsFinite(sampleRateHz) ? options.Problem(sampleRateHz) : $"{sampleRateHz} samples a second: write a number above 0";
        if (problem.Length > 0) throw new ArgumentException(problem, nameof(options));
        (Channel, SampleRateHz, Options) = (channel, sampleRateHz, options);
        _track = new(sampleRateHz, options);
        _engines = [.. options.Bands.Select(b => new LaneEngine(1, sampleRateHz, [b], options))];
        _clock = new(sampleRateHz);
        _past = (int)Math.Ceiling(OnsetPicker.BeforeInShortWindows * options.ShortSamples(sampleRateHz));
    }

    /// <summary>The channel.</summary>
    public ChannelId Channel { get; }

    /// <summary>Samples a second.</summary>
    public double SampleRateHz { get; }

    /// <summary>How it is watched.</summary>
    public StationOptions Options { get; }

    /// <summary>Gets triggers as soon as their onset has been read, while they are open; for those who cannot wait for the end. Absent: nobody waits.</summary>
    public List<OpenedTrigger>? Opened { get; init; }

    /// <summary>What became of the samples.</summary>
    public TrackCounts Counts => _track.Counts;

    /// <summary>No trigger that is still to come begins before this instant; absent before the first sample.</summary>
    public Instant? Watermark => _engines.Select(e => e.Waiting(0)).Min() is { } on ? _clock.Of(on) : _track.Next;

    /// <summary>Takes a segment of the channel; triggers that became complete are added to <paramref name="output"/>, band by band in the order of time.</summary>
    public void Take(WaveformSegment segment, List<StationTrigger> output)
    {
        if (segment.Channel != Channel) throw new ArgumentException($"a segment of {segment.Channel} for the watch of {Channel}", nameof(segment));
        _pieces.Clear();
        _track.Take(segment, _pieces);
        foreach (CleanPiece piece in _pieces)
        {
            if (piece.Fresh) End(output);
            for (int i = 0; i < piece.Count; i += _samples.Length)
            {
                int n = Math.Min(_samples.Length, piece.Count - i);
                Span<double> part = _samples.AsSpan(0, n);
                Interleaver.Copy(piece.Samples, piece.From + i, part);
                _clock.Take(piece, n, i == 0);
                for (int e = 0; e < _engines.Length; e++)
                {
                    if (i == 0 && piece.Fresh) _engines[e].Begin(0, part[0]);
                    _engines[e].Opened = Opened is null ? null : _onsets;
                    _engines[e].Run(part, _found);
                    Tell(e, output);
                }
            }

            _clock.Forget((_engines.Select(e => e.Waiting(0)).Min() ?? _clock.Count) - _past);
        }
    }

    /// <summary>The recording has ended: what is open is closed.</summary>
    public void Finish(List<StationTrigger> output) => End(output);

    private void End(List<StationTrigger> output)
    {
        for (int e = 0; e < _engines.Length; e++)
        {
            _engines[e].End(0, _found);
            Tell(e, output);
        }
    }

    private void Tell(int engine, List<StationTrigger> output)
    {
        foreach (LaneTrigger open in _onsets) Opened!.Add(new(Channel, Options.Bands[engine], _clock.Of(open.On), Trigger(open, Channel, Options.Bands[engine], _clock).Onset));
        _onsets.Clear();
        foreach (LaneTrigger found in _found) output.Add(Trigger(found, Channel, Options.Bands[engine], _clock));
        _found.Clear();
    }

    internal static StationTrigger Trigger(in LaneTrigger found, ChannelId channel, FilterBand band, LaneClock clock) => new()
    {
        Channel = channel,
        Band = band,
        On = clock.Of(found.On),
        Off = clock.Of(found.Off),
        End = found.End,
        PeakRatio = found.PeakRatio,
        Onset = found.Onset is { } o ? new(clock.Of(found.OnsetWindow + o.Sample) - Duration.FromNanoseconds(Math.Round(o.DelayS * 1e9)), o.SigmaS, o.Kurtosis, o.AmplitudeRatio) : null,
    };
}
