using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrays;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Bench.Arrays;

/// <summary>Plants one fault into a real recording, afresh each time: how often is the element named, and how far does the bearing move?</summary>
internal static class Faults
{
    private const ulong Seed = 20120409;
    private const int Trials = 40;

    public static void Run(Recording r)
    {
        ArrayRun clean = ArrayRun.Over(r.Elements, r.RateHz, r.Options, r.Segments);
        ArrayWindow[] good = [.. Chosen(clean)];
        Console.WriteLine($"== {r.Name}: {good.Length} windows; clean ones that name somebody: {good.Count(w => w.Faults.Length > 0)} of them, {clean.Windows.Count(w => w.Faults.Length > 0)} of all {clean.Windows.Length}");
        ArrayDetection whole = clean.Detections.MaxBy(d => d.Best.F)!;
        foreach (string kind in new[] { "reversed", "clock", "flat", "noise" })
        {
            var random = new SeededRandom(Seed);
            int named = 0, close = 0, all = 0, seen = 0, kinds = 0, runs = 0;
            var offDeg = new List<double>();
            for (int t = 0; t < Trials; t++)
            {
                int element = random.NextBelow(r.Elements.Length);
                ArrayRun run = ArrayRun.Over(r.Elements, r.RateHz, r.Options, Plant(r, element, kind, random));
                Dictionary<Instant, ArrayWindow> by = run.Windows.ToDictionary(w => w.Start);
                foreach (ArrayWindow was in good)
                {
                    if (!by.TryGetValue(was.Start, out ArrayWindow? now)) continue;
                    all++;
                    seen += now.Detected ? 1 : 0;
                    bool right = now.Faults.Length == 1 && now.Faults[0].Element == element;
                    named += right ? 1 : 0;
                    kinds += right && now.Faults[0].Kind == Expected(kind) ? 1 : 0;
                    close += now.Detected && Math.Abs(Turn(now.Wave!.BackAzimuthDeg - was.Wave!.BackAzimuthDeg)) <= 2 ? 1 : 0;
                }

                ArrayDetection? strongest = run.Detections.Where(d => good.Any(g => g.Start == d.Best.Start)).MaxBy(d => d.Best.F);
                if (strongest is not null) offDeg.Add(Math.Abs(Turn(strongest.MeanBackAzimuthDeg - whole.MeanBackAzimuthDeg)));
                runs += strongest is not null && strongest.Faults.Length == 1 && strongest.Faults[0].Element == element ? 1 : 0;
            }

            Console.WriteLine($"{r.Name} {kind}: {Trials} trials, {all} windows: named {100.0 * named / all:f1} %, with the right kind {100.0 * kinds / all:f1} %, bearing within 2 deg {100.0 * close / all:f1} %, above threshold {100.0 * seen / all:f1} %; strongest detection names it in {runs} of {Trials}, its mean bearing within 2 deg in {offDeg.Count(o => o <= 2)} (median {Median(offDeg):f1} deg off)");
        }
    }

    private static double Turn(double deg) => ((deg + 540) % 360) - 180;

    private static double Median(List<double> values) => values.Order().ElementAtOrDefault(values.Count / 2);

    // The strongest windows of a clean recording, at most twenty.
    public static IEnumerable<ArrayWindow> Chosen(ArrayRun run) =>
        run.Detections.SelectMany(d => run.Windows.Where(w => w.Detected && w.Start >= d.Start && w.End <= d.End)).Where(w => w.F > 10).OrderByDescending(w => w.F).Take(20);

    private static ElementFaultKind Expected(string kind) => kind switch { "flat" => ElementFaultKind.Dead, "noise" => ElementFaultKind.Uncorrelated, "clock" => ElementFaultKind.Clock, _ => ElementFaultKind.Reversed };

    private static ImmutableArray<WaveformSegment> Plant(Recording r, int element, string kind, SeededRandom random)
    {
        double clockS = (random.NextUnit() < 0.5 ? -1 : 1) * (0.5 + (1.5 * random.NextUnit()));
        return [.. r.Segments.Select(s => s.Channel != r.Elements[element].Channel ? s : Planted(s, kind, clockS, random))];
    }

    private static WaveformSegment Planted(WaveformSegment s, string kind, double clockS, SeededRandom random)
    {
        if (kind == "clock") return s with { Start = s.Start + Duration.FromNanoseconds((long)(clockS * 1e9)) };
        double[] x = new double[s.Count];
        s.Samples.CopyTo(x);
        double mean = x.Average(), deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)));
        for (int i = 0; i < x.Length; i++) x[i] = kind switch { "reversed" => -x[i], "flat" => 0, _ => mean + (deviation * random.NextNormal()) };
        return s with { Samples = new WaveformSamples.Float64(x) };
    }
}
