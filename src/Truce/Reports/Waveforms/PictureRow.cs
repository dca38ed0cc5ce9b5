using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Reports.Waveforms;

/// <summary>What one channel has in a picture, worked out before a line is drawn.</summary>
internal sealed record PictureRow
{
    internal required PictureChannel Channel { get; init; }

    internal required ImmutableArray<SampleRun> Runs { get; init; }

    internal required PictureTrace Raw { get; init; }

    /// <summary>Absent without a band, and where the band does not fit.</summary>
    internal PictureTrace? Filtered { get; init; }

    internal SpectrumOverTime? Spectrum { get; init; }

    /// <summary>Stretches without samples or with samples that are no numbers.</summary>
    internal required ImmutableArray<(Instant From, Instant To)> Gaps { get; init; }

    /// <summary>Hatched stretches, those of the recorder's own flags too.</summary>
    internal required ImmutableArray<PictureSpan> Spans { get; init; }

    internal required PictureLabels Labels { get; init; }

    internal double RateHz => Runs.Length == 0 ? 0 : Runs[0].SampleRateHz;

    internal string Unit(Catalogue words) => Channel.CountsPerUnit is null || Channel.Unit.Length == 0 ? words["counts"] : Channel.Unit;

    internal static PictureRow Of(PictureChannel channel, PictureInput input, PictureOptions options, PictureFrame frame)
    {
        double counts = channel.CountsPerUnit is { } c && double.IsFinite(c) && c != 0 ? c : 1;
        ImmutableArray<SampleRun> runs = [.. SampleRun.Of(channel.Segments.Where(s => s.End > input.From && s.Start < input.To))];
        ImmutableArray<SampleRun> whole = options.Band is null ? runs : [.. SampleRun.Of(channel.Segments.Where(s => s.Start < input.To)).Where(r => r.End > input.From)];
        bool fits = options.Band is { } b && runs.Any(r => b.Problem(r.SampleRateHz).Length == 0);
        var raw = PictureTrace.Of(runs, input.From, input.To, PictureFrame.Columns, counts, null);
        return new()
        {
            Channel = channel,
            Runs = runs,
            Raw = raw,
            Filtered = fits ? PictureTrace.Of(whole, input.From, input.To, PictureFrame.Columns, counts, options.Band) : null,
            Spectrum = options.Spectrogram ? SpectrumOverTime.Of(channel.Segments, input.From, input.To, counts, new SpectrumOptions { HighestHz = options.HighestHz ?? 0 }) : null,
            Gaps = GapsOf(runs, raw, input),
            Spans = [.. input.Spans.Where(s => s.Channel is null || s.Channel == channel.Channel), .. Flagged(runs, frame.Words)],
            Labels = PictureLabels.Of(input.Marks.Where(m => m.Channel is null || m.Channel == channel.Channel), frame),
        };
    }

    private static ImmutableArray<(Instant, Instant)> GapsOf(ImmutableArray<SampleRun> runs, PictureTrace raw, PictureInput input)
    {
        var gaps = new List<(Instant From, Instant To)>();
        Instant covered = input.From;
        double sampleS = runs.Length == 0 ? 0 : 1 / runs[0].SampleRateHz;
        foreach (SampleRun run in runs)
        {
            // Before its first sample a recording may begin anywhere within a sample; between two runs half of one is the limit.
            if ((run.Start - covered).TotalSeconds > (covered == input.From ? sampleS : sampleS / 2)) gaps.Add((covered, run.Start));
            if (run.End > covered) covered = run.End;
        }

        if ((input.To - covered).TotalSeconds > sampleS) gaps.Add((covered, input.To));
        gaps.AddRange(raw.Holes.Select(h => (input.From + Duration.FromNanoseconds(h.FromS * 1e9), input.From + Duration.FromNanoseconds(h.ToS * 1e9))));
        return [.. gaps.OrderBy(g => g.From)];
    }

    private static IEnumerable<PictureSpan> Flagged(ImmutableArray<SampleRun> runs, Catalogue words)
    {
        (RecordedQuality Flags, string Key)[] kinds =
        [
            (RecordedQuality.Clipped, "clipped"),
            (RecordedQuality.TimeQuestionable, "clock"),
            (RecordedQuality.Calibration | RecordedQuality.Spikes | RecordedQuality.Missing | RecordedQuality.TelemetryError, "warned"),
        ];
        foreach ((RecordedQuality flags, string key) in kinds)
        {
            (Instant From, Instant To)? open = null;
            foreach (WaveformSegment s in runs.SelectMany(r => r.Segments).Where(s => (s.Quality & flags) != 0))
            {
                if (open is { } o && s.Start <= o.To + Duration.FromMilliseconds(1))
                {
                    open = (o.From, s.End > o.To ? s.End : o.To);
                    continue;
                }

                if (open is { } done) yield return new(null, done.From, done.To, words[key]);
                open = (s.Start, s.End);
            }

            if (open is { } last) yield return new(null, last.From, last.To, words[key]);
        }
    }
}
