using Truce.Detections.Arrays;

namespace Truce.Bench.Arrays;

internal static class Print
{
    public static void Windows(Recording r)
    {
        ArrayRun run = ArrayRun.Over(r.Elements, r.RateHz, r.Options, r.Segments);
        Console.WriteLine($"== {r.Name} {string.Join(' ', r.Elements.Select(e => $"{e.Channel.Station}{e.Channel.Location}({e.EastM:f0},{e.NorthM:f0})"))}");
        foreach (ArrayWindow w in run.Windows) Console.WriteLine(Line(r, w));
        foreach (ArrayDetection d in run.Detections) Console.WriteLine($"DET {d.Start} {d.End} n={d.Windows} mean {d.MeanBackAzimuthDeg:f1}±{d.MeanSigmaDeg:f1} best {Line(r, d.Best)}");
    }

    public static string Line(Recording r, ArrayWindow w) =>
        $"{w.Start.ToString("HH:mm:ss.fff", null)} {(w.Detected ? "*" : " ")}{(w.Consistent ? "=" : "!")} ba {w.Wave?.BackAzimuthDeg,6:f1} ±{w.Wave?.BackAzimuthSigmaDeg,5:f1} s {w.Wave?.SlownessSPerKm,6:f3} F {w.F,7:f1} thr {w.FThreshold,5:f1} "
        + $"S {w.Semblance:f3} rho {w.MeanCorrelation:f2} res {1000 * w.Wave?.ResidualS:f1} ms used {w.Used.Length} "
        + string.Join(' ', w.Faults.Select(f => $"{r.Elements[f.Element].Channel.Station}{r.Elements[f.Element].Channel.Location}:{f.Kind}:{f.OffsetS:f2}:{f.Probability:f2}"));
}
