using NodaTime;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Tests.Detections.Stations;

/// <summary>Recordings made for tests: noise about an offset, with bursts.</summary>
internal static class Planted
{
    public static readonly Instant Start = Instant.FromUtc(2022, 11, 22, 1, 2, 3);

    public static ChannelId Channel(string station = "STA") => ChannelId.FromSeed("XX", station, "", "HHZ", out _)!;

    public static double[] Noise(ulong seed, int count, double offset = 12_345, double bursts = 20)
    {
        var random = new SeededRandom(seed);
        double[] x = new double[count];
        int burst = 0;
        for (int i = 0; i < count; i++)
        {
            if (random.NextBelow(3000) == 0) burst = 30 + random.NextBelow(300);
            x[i] = Math.Round(offset + (100 * random.NextNormal() * (burst-- > 0 ? bursts : 1)));
        }

        return x;
    }

    public static WaveformSegment Segment(double[] x, double rateHz = 100, string station = "STA", int type = 0) => new()
    {
        Channel = Channel(station),
        Start = Start,
        SampleRateHz = rateHz,
        Samples = type switch
        {
            0 => new WaveformSamples.Float64(x),
            1 => new WaveformSamples.Int32(x.Select(v => (int)v).ToArray()),
            _ => new WaveformSamples.Float32(x.Select(v => (float)v).ToArray()),
        },
    };

    public static WaveformSegment Part(WaveformSegment s, int from, int count) => s with
    {
        Start = s.InstantOf(from),
        Samples = s.Samples switch
        {
            WaveformSamples.Float64 d => new WaveformSamples.Float64(d.Values.Slice(from, count)),
            WaveformSamples.Int32 i => new WaveformSamples.Int32(i.Values.Slice(from, count)),
            WaveformSamples.Float32 f => new WaveformSamples.Float32(f.Values.Slice(from, count)),
            _ => throw new InvalidOperationException(),
        },
    };

    /// <summary>The same samples in many records.</summary>
    public static IEnumerable<WaveformSegment> Cut(WaveformSegment s, ulong seed, int longest)
    {
        var random = new SeededRandom(seed);
        for (int i = 0, n; i < s.Count; i += n)
        {
            n = Math.Min(s.Count - i, 1 + random.NextBelow(longest));
            yield return Part(s, i, n);
        }
    }
}
