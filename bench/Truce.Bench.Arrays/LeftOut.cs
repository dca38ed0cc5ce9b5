using NodaTime;
using Truce.Detections.Arrays;

namespace Truce.Bench.Arrays;

/// <summary>How far the bearing of a clean recording moves when an element is left out: by the product, and by an exhaustive beam search over the same elements.</summary>
internal static class LeftOut
{
    public static void Run(Recording r)
    {
        ArrayRun clean = ArrayRun.Over(r.Elements, r.RateHz, r.Options, r.Segments);
        ArrayWindow[] good = [.. Faults.Chosen(clean)];
        good = [.. good.Where(w => !double.IsNaN(BeamSearch.BackAzimuthDeg(r, w.Start, [.. r.Elements.Select((_, i) => i)])))];
        int[] all = [.. Enumerable.Range(0, r.Elements.Length)];
        double[] beam = [.. good.Select(w => BeamSearch.BackAzimuthDeg(r, w.Start, all))];
        double[] own = [.. good.Select(w => w.Wave!.BackAzimuthDeg)];
        Console.WriteLine($"== {r.Name}: {good.Length} windows; all elements: product less beam search, median of the absolute {Median(own.Zip(beam, (a, b) => Math.Abs(Turn(a - b)))):f2} deg; mean of windows {Mean(own):f1} and {Mean(beam):f1} deg");
        var product = new List<double>();
        var search = new List<double>();
        foreach (int e in all)
        {
            ArrayRun run = ArrayRun.Over(r.Elements.RemoveAt(e), r.RateHz, r.Options, r.Segments);
            Dictionary<Instant, ArrayWindow> by = run.Windows.ToDictionary(w => w.Start);
            int[] rest = [.. all.Where(i => i != e)];
            double[] ownRest = [.. good.Select(w => by.TryGetValue(w.Start, out ArrayWindow? now) && now.Wave is { } wave ? wave.BackAzimuthDeg : double.NaN)];
            double[] beamRest = [.. good.Select(w => BeamSearch.BackAzimuthDeg(r, w.Start, rest))];
            double[] ownMoved = [.. own.Zip(ownRest, (a, b) => Math.Abs(Turn(a - b)))], beamMoved = [.. beam.Zip(beamRest, (a, b) => Math.Abs(Turn(a - b)))];
            product.AddRange(ownMoved);
            search.AddRange(beamMoved);
            Console.WriteLine($"{r.Name} without {r.Elements[e].Channel.Station}{r.Elements[e].Channel.Location}: product moves {Median(ownMoved):f2} deg (mean of windows {Turn(Mean(ownRest) - Mean(own)):f2}), within 2 deg {Share(ownMoved):f0} %; "
                + $"beam search moves {Median(beamMoved):f2} deg (mean {Turn(Mean(beamRest) - Mean(beam)):f2}), within 2 deg {Share(beamMoved):f0} %");
        }

        Console.WriteLine($"{r.Name}, every element left out in turn: product within 2 deg in {Share(product):f0} % of {product.Count} windows (median {Median(product):f2}), beam search {Share(search):f0} % (median {Median(search):f2})");
    }

    private static double Share(IReadOnlyCollection<double> moved) => 100.0 * moved.Count(m => m <= 2) / moved.Count;

    private static double Median(IEnumerable<double> values) => values.Where(v => !double.IsNaN(v)).Order().ElementAtOrDefault(values.Count(v => !double.IsNaN(v)) / 2);

    private static double Mean(IEnumerable<double> deg)
    {
        double[] known = [.. deg.Where(d => !double.IsNaN(d))];
        return ((Math.Atan2(known.Sum(d => Math.Sin(d * Math.PI / 180)), known.Sum(d => Math.Cos(d * Math.PI / 180))) * 180 / Math.PI) + 360) % 360;
    }

    private static double Turn(double deg) => ((deg + 540) % 360) - 180;
}
