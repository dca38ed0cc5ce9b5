using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrays;
using Truce.Detections.Signals;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Simulation.Injection;

namespace Truce.Simulation.Tests.Injection;

/// <summary>Signals, ratios and planting, in noise that is made here.</summary>
public sealed class InjectionTests
{
    private const double RateHz = 100;
    private const ulong Seed = 20_261_122;

    private static readonly Instant Start = Instant.FromUtc(2026, 11, 22, 10, 0);

    [Theory]
    [InlineData(200.0)]
    [InlineData(200.37)]
    public void A_blast_is_Friedlanders_wave_from_its_arrival_on(double arrival)
    {
        const double T = 0.3;
        double[] samples = new PlantedSignal.Blast(T).Sampled(arrival, 800, RateHz);
        for (int i = 0; i < samples.Length; i++)
        {
            double t = (i - arrival) / RateHz, wave = t < 0 ? 0 : (1 - (t / T)) * Math.Exp(-t / T);
            if (Math.Abs(t) > 0.1) Assert.Equal(wave, samples[i], 0.02); // the shock itself rings, for the band ends at half the rate
        }
    }

    [Fact]
    public void Dispersion_brings_high_frequencies_late()
    {
        double[] pulse = new PlantedSignal.Blast(0.1).Sampled(200, 1200, RateHz), train = new PlantedSignal.Blast(0.1, 0.3).Sampled(200, 1200, RateHz);
        Assert.Equal(pulse.Sum(x => x * x), train.Sum(x => x * x), 0.02 * pulse.Sum(x => x * x));
        Assert.InRange(Centre(train, new(4, 6)) - Centre(train, new(1, 2)), 0.6, 1.6); // 3.5 Hz apart: 1.05 s
        Assert.InRange(Centre(pulse, new(4, 6)) - Centre(pulse, new(1, 2)), -0.6, 0.1); // the filters' own delay
    }

    [Fact]
    public void The_ratio_is_the_one_that_is_written()
    {
        FilterBand band = new(10, 20);
        NoiseRow row = NoiseRow.Longest([Noise("S1", "HHZ", 60, Seed)], band)!;
        double rms = Math.Sqrt(row.MeanSquareBefore(Start + Duration.FromSeconds(40), 10));
        double[] plain = new double[6000];
        row.Cut(row.Start, row.End, []).Samples.CopyTo(plain.AsSpan());
        var filter = new BiquadCascade(Butterworth.BandPass(band, RateHz));
        filter.Settle(plain[0]);
        filter.Run(plain);
        Assert.Equal(Math.Sqrt(plain[3000..4000].Average(x => x * x)), rms, 1e-9);
    }

    [Fact]
    public void Nothing_is_planted_in_masked_times()
    {
        var quiet = new QuietTimes(Start, At(100), [(At(-5), At(10)), (At(20), At(50)), (At(40), At(60)), (At(95), At(120))]);
        var random = new SeededRandom(Seed);
        Assert.Equal(45, quiet.TotalS, 1e-9);
        for (int i = 0; i < 1000; i++)
        {
            double s = (quiet.Draw(random) - Start).TotalSeconds;
            Assert.True(s is (>= 10 and < 20) or (>= 60 and < 95));
        }
    }

    [Fact]
    public void A_channel_hears_what_is_loud_and_not_what_is_faint_and_the_seed_repeats_it()
    {
        WaveformSegment[] noise = [Noise("S1", "HHZ", 600, Seed)];
        InjectionOptions options = new() { SnrDb = [-20, 12, 30], Trials = 40, Seed = Seed };
        InjectionRun run = StationInjection.Over(noise, new(), options), again = StationInjection.Over(noise, new(), options);
        Assert.Equal("", run.Problem);
        Assert.True(run.Points[2].Detected >= 39);
        Assert.True(run.Points[0].Interval.Low <= (double)run.ChanceHits / run.Blanks && (double)run.ChanceHits / run.Blanks <= run.Points[0].Interval.High);
        Assert.Equal(run.Planted, again.Planted);
        Assert.NotEqual(run.Planted, StationInjection.Over(noise, new(), options with { Seed = Seed + 1 }).Planted);
    }

    [Fact]
    public void An_array_finds_planted_bearings_and_delays_of_the_wrong_sign_are_seen()
    {
        ImmutableArray<ArrayElement> elements = [.. new (double E, double N)[] { (0, 0), (300, 40), (-80, 280), (-250, -190) }.Select((p, i) => new ArrayElement(Channel($"A{i}", "HDF"), p.E, p.N))];
        WaveformSegment[] noise = [.. elements.Select((e, i) => Noise(e.Channel.Station, "HDF", 300, Seed + (ulong)i))];
        InjectionOptions options = new() { SnrDb = [-20, 30], Trials = 10, Seed = Seed, Blanks = 200 };
        InjectionRun run = ArrayInjection.Over("A", elements, noise, new() { Acoustic = true }, options);
        Assert.Equal("", run.Problem);
        Assert.Equal([0, 10], run.Points.Select(p => p.Detected));
        Assert.Equal(0, run.FalseAlarms);

        // The planted fault: delays of the wrong sign. The wave then comes from the opposite side, and no detection counts.
        Assert.Equal(0, ArrayInjection.Over("A", elements, noise, new() { Acoustic = true }, options with { SoundKmPerS = -0.34 }).Points[1].Detected);
    }

    [Fact]
    public void Where_nothing_can_be_planted_the_reason_is_said()
    {
        Assert.Contains("quiet", StationInjection.Over([Noise("S1", "HHZ", 20, Seed)], new(), new()).Problem, StringComparison.Ordinal);
        Assert.Contains("band", StationInjection.Over([Noise("S1", "HHZ", 20, Seed)], new() { Bands = [new(40, 80)] }, new()).Problem, StringComparison.Ordinal);
        Assert.Contains("at least 3", ArrayInjection.Over("A", [], [], new(), new()).Problem, StringComparison.Ordinal);
    }

    private static Instant At(double seconds) => Start + Duration.FromSeconds(seconds);

    private static double Centre(double[] samples, FilterBand band)
    {
        double[] filtered = [.. samples];
        new BiquadCascade(Butterworth.BandPass(band with { Poles = 2 }, RateHz)).Run(filtered);
        return filtered.Select((x, i) => x * x * i / RateHz).Sum() / filtered.Sum(x => x * x);
    }

    private static ChannelId Channel(string station, string channel) => ChannelId.FromSeed("XX", station, "", channel, out _)!;

    private static WaveformSegment Noise(string station, string channel, int seconds, ulong seed)
    {
        var random = new SeededRandom(seed);
        double[] samples = [.. Enumerable.Range(0, (int)(seconds * RateHz)).Select(_ => random.NextNormal())];
        return new() { Channel = Channel(station, channel), Start = Start, SampleRateHz = RateHz, Samples = new WaveformSamples.Float64(samples) };
    }
}
