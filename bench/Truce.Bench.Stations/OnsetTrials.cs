using Truce.Detections.Signals;
using Truce.Detections.Stations;
using Truce.Feeds.Waveforms;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Bench.Stations;

/// <summary>Puts signals of known beginning into real noise: how far off are the onsets, and how often does the stated error hold them?</summary>
internal static class OnsetTrials
{
    // The constants of the onset were chosen with seed 20221122.
    private const ulong Seed = 20261122;
    private const int Trials = 400;

    public static void Run(string data)
    {
        Console.WriteLine($"onset trials, seed {Seed}, {Trials} a row: set, band, signal over noise (peak over rms in the band), picked, median and MAD of error, share within 1 and 2 sigma, median sigma");
        One("UH network", Noise(Directory.GetFiles(Path.Combine(data, "obspy-uh-network"), "*HZ*.gz"), 6000, 0), new(10, 20), 0.5, 10);
        One("GSE2 local", Noise(Directory.GetFiles(Path.Combine(data, "obspy-trigger-gse2"), "*waldk*"), 4000, 0), new(6, 16), 0.3, 3);
        One("HRR-5 W220", Noise([Path.Combine(data, "hrr5", "W220_100Hz.mseed")], 6000, 6000), new(6, 16), 0.3, 3);
        One("BRP infrasound", Noise(Directory.GetFiles(Path.Combine(data, "infrapy-brp"), "*.SAC"), 6000, 6000), new(1, 5), 1, 10);
    }

    // The quietest stretch of each channel.
    private static List<(double[] X, double RateHz, ChannelId Channel)> Noise(string[] files, int samples, int skip)
    {
        var noise = new List<(double[], double, ChannelId)>();
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            var runs = new WaveformRuns(keepSamples: true);
            foreach (WaveformPiece.Series piece in WaveformFiles.Read(file).Pieces.OfType<WaveformPiece.Series>()) runs.Add(piece.Segment, piece.Encoding);
            foreach (WaveformRun s in runs.Runs().Where(r => r.Count >= samples + skip))
            {
                double[] x = [.. s.Samples.SelectMany(Values)];
                int best = skip;
                double least = double.PositiveInfinity;
                for (int from = skip; from + samples <= x.Length; from += samples / 4)
                {
                    double sum = 0;
                    for (int i = from + 1; i < from + samples; i++) sum += (x[i] - x[i - 1]) * (x[i] - x[i - 1]);
                    if (sum < least) (best, least) = (from, sum);
                }

                noise.Add((x[best..(best + samples)], s.SampleRateHz, s.Channel));
            }
        }

        return noise;
    }

    private static double[] Values(WaveformSamples samples)
    {
        double[] x = new double[samples.Count];
        samples.CopyTo(x);
        return x;
    }

    private static void One(string name, List<(double[] X, double RateHz, ChannelId Channel)> noise, FilterBand band, double staS, double ltaS)
    {
        foreach (double ratio in new[] { 5.0, 10, 30 })
        {
            var random = new SeededRandom(Seed);
            var errors = new List<double>();
            var sigmas = new List<double>();
            int one = 0, two = 0;
            for (int t = 0; t < Trials; t++)
            {
                (double[] x, double rateHz, ChannelId channel) = noise[random.NextBelow(noise.Count)];
                int low = (int)(1.5 * ltaS * rateHz), high = x.Length - (int)(2 * rateHz);
                if (high <= low) continue;
                double at = low + (random.NextUnit() * (high - low));
                double[] with = Signal(x, at, ratio, rateHz, band, random);
                var watch = new ChannelWatch(channel, rateHz, new() { Bands = [band], StaS = staS, LtaS = ltaS });
                var found = new List<StationTrigger>();
                WaveformSegment segment = new() { Channel = channel, Start = NodaTime.Instant.FromUtc(2022, 11, 22, 0, 0), SampleRateHz = rateHz, Samples = new WaveformSamples.Float64(with) };
                watch.Take(segment, found);
                watch.Finish(found);
                StationTrigger? hit = found.Where(f => f.Onset is not null && Math.Abs((f.On - segment.InstantOf(at)).TotalSeconds) < 2 * staS).MinBy(f => f.On);
                if (hit is null) continue;
                double error = (hit.Onset!.At - segment.InstantOf(at)).TotalSeconds;
                errors.Add(error);
                sigmas.Add(hit.Onset.SigmaS);
                one += Math.Abs(error) <= hit.Onset.SigmaS ? 1 : 0;
                two += Math.Abs(error) <= 2 * hit.Onset.SigmaS ? 1 : 0;
            }

            Console.WriteLine($"{name}, {band.LowHz}-{band.HighHz} Hz, {ratio}: {errors.Count}, {Median(errors):f3} s, {Median([.. errors.Select(e => Math.Abs(e - Median(errors)))]):f3} s, {100.0 * one / errors.Count:f0} %, {100.0 * two / errors.Count:f0} %, {Median(sigmas):f3} s");
        }
    }

    // A wave of the band that begins at once or rises over up to a period, and dies away.
    private static double[] Signal(double[] x, double at, double ratio, double rateHz, FilterBand band, SeededRandom random)
    {
        double[] noise = [.. x.Select(v => v - x[0])];
        new BiquadCascade(Butterworth.BandPass(band, rateHz)).Run(noise);
        double rms = Math.Sqrt(noise.Skip(noise.Length / 4).Average(v => v * v));
        double hz = band.LowHz + (random.NextUnit() * (band.HighHz - band.LowHz)), phase = 2 * Math.PI * random.NextUnit(), fallS = (1 + (4 * random.NextUnit())) / band.LowHz, riseS = random.NextUnit() / hz;
        double[] with = [.. x];
        for (int i = (int)Math.Ceiling(at); i < x.Length; i++)
        {
            double s = (i - at) / rateHz;
            with[i] += ratio * rms * Math.Min(1, riseS > 0 ? s / riseS : 1) * Math.Exp(-s / fallS) * Math.Sin((2 * Math.PI * hz * s) + phase);
        }

        return with;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
