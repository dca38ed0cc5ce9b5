using System.Numerics;
using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Tests.Detections.Signals;

public sealed class SpectrumTests
{
    private static readonly Instant Begin = Instant.FromUtc(2031, 4, 5, 6, 7, 8);

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(2048)]
    public void The_transform_is_the_sum_that_defines_it(int n)
    {
        double[] samples = Noise(n, 3);
        var found = new Complex[(n / 2) + 1];
        new SpectrumFft(n).Transform(samples, found);
        for (int k = 0; k <= n / 2; k++)
        {
            Complex sum = Complex.Zero;
            for (int i = 0; i < n; i++) sum += samples[i] * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((long)i * k % n) / n);
            Assert.True(Complex.Abs(sum - found[k]) < 1e-11 * n, $"bin {k} of {n}: {found[k]}, the sum is {sum}");
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(4096)]
    [InlineData(1 << 16)]
    public void The_energy_is_the_same_on_both_sides(int n)
    {
        double[] samples = Noise(n, 9);
        var spectrum = new Complex[(n / 2) + 1];
        new SpectrumFft(n).Transform(samples, spectrum);
        double time = samples.Sum(s => s * s), frequency = 0;
        for (int k = 0; k <= n / 2; k++) frequency += (k == 0 || k == n / 2 ? 1 : 2) * spectrum[k].Magnitude * spectrum[k].Magnitude / n;
        Assert.Equal(1, frequency / time, 11);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(1 << 21)]
    public void A_length_that_is_no_power_of_two_is_refused(int n) => Assert.Throws<ArgumentOutOfRangeException>(() => new SpectrumFft(n));

    [Fact]
    public void A_tone_stands_in_its_row_with_its_power()
    {
        // Amplitude 2 has power 2; in the middle of a bin a Hann window spreads it over three bins, so that the density at the peak is 2/(1.5·f/N).
        const int N = 256;
        double rateHz = 100, toneHz = 64 * rateHz / N;
        SpectrumOverTime spectrum = Spectrum([Segment(Begin, rateHz, 20_000, i => 7 + (2 * Math.Sin(2 * Math.PI * toneHz * i / rateHz)))], 200, 1, new() { MostRows = N / 2, WindowSamples = N })!;
        int row = (int)((toneHz - spectrum.LowestHz) / spectrum.RowHz);
        double wantedDb = 10 * Math.Log10(2 / (1.5 * rateHz / N));
        for (int c = 2; c < spectrum.Columns - 2; c++)
        {
            Assert.Equal(row, Enumerable.Range(0, spectrum.Rows).MaxBy(r => spectrum.LevelDb(r, c)));
            Assert.Equal(wantedDb, spectrum.LevelDb(row, c), 0.01);
        }
    }

    [Fact]
    public void Noise_has_the_density_of_its_variance_and_the_sensitivity_divides_it()
    {
        double[] noise = Noise(60_000, 4); // even between −1 and 1: variance 1/3, one-sided density (1/3)/(f/2)
        SpectrumOverTime one = Spectrum([Segment(Begin, 50, noise.Length, i => noise[i])], 1200, 1, new())!, tenth = Spectrum([Segment(Begin, 50, noise.Length, i => noise[i])], 1200, 10, new())!;
        double mean = one.LevelsDb.Where(float.IsFinite).Average(d => Math.Pow(10, d / 10));
        Assert.Equal(10 * Math.Log10(1 / 3.0 / 25), 10 * Math.Log10(mean), 0.15);
        Assert.All(one.LevelsDb.Zip(tenth.LevelsDb).Where(p => float.IsFinite(p.First)), p => Assert.Equal(p.First - 20, p.Second, 0.001));
    }

    [Fact]
    public void A_gap_and_a_sample_that_is_no_number_leave_their_cells_empty()
    {
        WaveformSegment[] parts = [Segment(Begin, 100, 5000, i => i % 7), Segment(Begin + Duration.FromSeconds(100), 100, 5000, i => i == 2500 ? double.NaN : i % 7)];
        SpectrumOverTime spectrum = Spectrum(parts, 150, 1, new())!;
        bool Empty(double atS) => float.IsNaN(spectrum.LevelDb(3, (int)(atS / spectrum.ColumnWidthS)));
        Assert.True(Empty(75) && Empty(53) && Empty(97) && Empty(125));
        Assert.False(Empty(25) || Empty(40) || Empty(110) || Empty(140));
        Assert.Null(Spectrum([Segment(Begin, 100, 5, i => i)], 150, 1, new()));
        Assert.Null(Spectrum([], 150, 1, new()));
    }

    [Fact]
    public void Records_that_follow_each_other_give_what_one_long_record_gives()
    {
        double[] noise = Noise(30_000, 6);
        WaveformSegment whole = Segment(Begin, 100, noise.Length, i => noise[i]);
        var cut = new List<WaveformSegment>();
        for (int at = 0; at < noise.Length; at += 377)
        {
            int from = at;
            cut.Add(Segment(whole.InstantOf(at), 100, Math.Min(377, noise.Length - at), i => noise[from + i]));
        }

        cut.Reverse();
        Assert.Equal(Spectrum([whole], 300, 1, new())!.LevelsDb, Spectrum(cut, 300, 1, new())!.LevelsDb);
    }

    private static SpectrumOverTime? Spectrum(IEnumerable<WaveformSegment> segments, double spanS, double countsPerUnit, SpectrumOptions options) =>
        SpectrumOverTime.Of(segments, Begin, Begin + Duration.FromSeconds(spanS), countsPerUnit, options);

    private static WaveformSegment Segment(Instant start, double rateHz, int count, Func<int, double> value) => new()
    {
        Channel = ChannelId.FromSeed("XX", "ONE", "", "HHZ", out _)!,
        Start = start,
        SampleRateHz = rateHz,
        Samples = new WaveformSamples.Float64(Enumerable.Range(0, count).Select(value).ToArray()),
    };

    private static double[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }
}
