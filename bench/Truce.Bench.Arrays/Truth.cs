using NodaTime;
using Truce.Detections.Arrays;
using Truce.Detections.Signals;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Bench.Arrays;

/// <summary>Plane waves (SIMULATED) laid over the real noise of an array, one element at fault: is it named, and is the bearing that of the wave?</summary>
internal static class Truth
{
    private const ulong Seed = 20120409;
    private const int Trials = 40;
    private const int Lines = 60;

    public static void Run(Recording r)
    {
        ArrayRun clean = ArrayRun.Over(r.Elements, r.RateHz, r.Options, r.Segments);
        (Instant from, double lengthS) = Quiet(clean, r.Options);
        double[] rms = [.. r.Elements.Select(e => Rms(r, e, from, lengthS)).Order()];
        Console.WriteLine($"== {r.Name}: quiet for {lengthS:f0} s from {from}; noise in the band, rms {string.Join(' ', rms.Select(v => v.ToString("g3", null)))}; {Trials} trials a row, seed {Seed}");
        foreach (double ratio in new[] { 5.0, 10.0 })
        {
            foreach (string kind in new[] { "none", "reversed", "clock", "dead" })
            {
                var random = new SeededRandom(Seed);
                int named = 0, close = 0, both = 0, detected = 0;
                var off = new List<double>();
                for (int t = 0; t < Trials; t++)
                {
                    var wave = new Wave(r, random, ratio * rms[rms.Length / 2], from, lengthS);
                    int bad = kind == "none" ? -1 : wave.Element;
                    ArrayRun run = ArrayRun.Over(r.Elements, r.RateHz, r.Options, r.Elements.Select((e, i) => wave.Record(r, e, i == bad ? kind : "none")));
                    ArrayDetection? d = run.Detections.Where(d => d.Best.Start < wave.Until && d.Best.End > wave.Since).MaxBy(d => d.Best.F);
                    if (d is null) continue;
                    detected++;
                    bool right = bad < 0 ? d.Faults.Length == 0 : d.Faults.Length == 1 && d.Faults[0].Element == bad;
                    double away = Math.Abs(Turn(d.MeanBackAzimuthDeg - wave.BackAzimuthDeg));
                    off.Add(away);
                    (named, close, both) = (named + (right ? 1 : 0), close + (away <= 2 ? 1 : 0), both + (right && away <= 2 ? 1 : 0));
                }

                off.Sort();
                Console.WriteLine($"{r.Name} ratio {ratio} {kind}: detected {detected} of {Trials}; {(kind == "none" ? "nobody" : "the element")} named {named}, bearing within 2 deg of the truth {close}, both {both}; off by {off.ElementAtOrDefault(off.Count / 2):f2} deg (median), {off.ElementAtOrDefault(off.Count * 9 / 10):f2} deg (nine in ten)");
            }
        }
    }

    private static double Turn(double deg) => ((deg + 540) % 360) - 180;

    // The longest row of windows without a detection.
    private static (Instant From, double LengthS) Quiet(ArrayRun run, ArrayOptions options)
    {
        int best = 0, at = 0, now = 0;
        for (int i = 0; i < run.Windows.Length; i++)
        {
            now = run.Windows[i].Detected || run.Windows[i].Missing.Length > 0 ? 0 : now + 1;
            if (now > best) (best, at) = (now, i - now + 1);
        }

        return (run.Windows[at].Start, (best - 1) * options.StepS);
    }

    private static double Rms(Recording r, ArrayElement e, Instant from, double lengthS)
    {
        double[] x = Noise(r, e, from, lengthS).X;
        var filter = new BiquadCascade(Butterworth.BandPass(r.Options.Band, r.RateHz));
        filter.Settle(x[0]);
        filter.Run(x);
        return Math.Sqrt(x.Skip(x.Length / 10).Average(v => v * v));
    }

    private static (double[] X, Instant Start) Noise(Recording r, ArrayElement e, Instant from, double lengthS)
    {
        (double[] x, Instant begin) = r.Joined(e);
        int first = (int)Math.Ceiling((from - begin).TotalSeconds * r.RateHz), n = (int)(lengthS * r.RateHz) - 1;
        return (x[first..(first + n)], begin + Duration.FromSeconds(first / r.RateHz));
    }

    /// <summary>A wave of random phases in the band, in the last third of the quiet stretch, three windows long.</summary>
    private sealed class Wave
    {
        private readonly (double Hz, double Phase, double Amplitude)[] _lines;
        private readonly double _east, _north, _clockS;
        private readonly Instant _from;
        private readonly double _lengthS;

        public Wave(Recording r, SeededRandom random, double rms, Instant from, double lengthS)
        {
            (_from, _lengthS) = (from, lengthS);
            (double low, double high) = (r.Options.Band.LowHz, r.Options.Band.HighHz);
            _lines = [.. Enumerable.Range(0, Lines).Select(i => (low + ((high - low) * (i + random.NextUnit()) / Lines), 2 * Math.PI * random.NextUnit(), 0.5 + random.NextUnit()))];
            double own = Math.Sqrt(_lines.Sum(l => l.Amplitude * l.Amplitude / 2));
            _lines = [.. _lines.Select(l => (l.Hz, l.Phase, l.Amplitude * rms / own))];
            double speedKmS = r.Options.Acoustic ? 0.32 + (0.1 * random.NextUnit()) : 0.44 + (0.06 * random.NextUnit());
            BackAzimuthDeg = 360 * random.NextUnit();
            (_east, _north) = (-Math.Sin(BackAzimuthDeg * Math.PI / 180) / speedKmS, -Math.Cos(BackAzimuthDeg * Math.PI / 180) / speedKmS);
            Element = random.NextBelow(r.Elements.Length);
            _clockS = (random.NextUnit() < 0.5 ? -1 : 1) * (0.5 + (1.5 * random.NextUnit()));
            Since = from + Duration.FromSeconds(0.67 * lengthS);
            Until = Since + Duration.FromSeconds(3 * r.Options.WindowS);
        }

        public double BackAzimuthDeg { get; }

        public int Element { get; }

        public Instant Since { get; }

        public Instant Until { get; }

        public WaveformSegment Record(Recording r, ArrayElement e, string fault)
        {
            (double[] x, Instant start) = Noise(r, e, _from, _lengthS);
            double delayS = ((_east * e.EastM) + (_north * e.NorthM)) / 1000, beginS = (start - Since).TotalSeconds, lastS = (Until - Since).TotalSeconds;
            for (int i = 0; i < x.Length; i++)
            {
                double t = beginS + (i / r.RateHz) - delayS;
                if (t < 0 || t > lastS) continue;
                foreach ((double hz, double phase, double amplitude) in _lines) x[i] += amplitude * Math.Sin((2 * Math.PI * hz * t) + phase);
            }

            for (int i = 0; i < x.Length; i++) x[i] = fault switch { "reversed" => -x[i], "dead" => 0, _ => x[i] };
            return new() { Channel = e.Channel, SampleRateHz = r.RateHz, Samples = new WaveformSamples.Float64(x), Start = fault == "clock" ? start + Duration.FromSeconds(_clockS) : start };
        }
    }
}
