using System.Collections.Immutable;

namespace Truce.Detections.Arrays;

/// <summary>Makes detections of windows in a row whose bearings are steady.</summary>
public sealed class ArrayGrouper
{
    private readonly ArrayOptions _options;
    private readonly List<ArrayWindow> _run = [];

    /// <summary>A grouper before its first window.</summary>
    public ArrayGrouper(ArrayOptions options) => _options = options.Validated();

    /// <summary>The detection that is open, as far as its windows have come; absent when none is.</summary>
    public ArrayDetection? Open => _run.Count == 0 ? null : Detection();

    /// <summary>Takes a window; a detection that ends with it goes to <paramref name="detections"/>.</summary>
    public void Take(ArrayWindow window, ICollection<ArrayDetection> detections)
    {
        if (!window.Detected || window.Wave is null)
        {
            Finish(detections);
            return;
        }

        if (_run.Count > 0 && Math.Abs(Turn(window.Wave.BackAzimuthDeg - Mean(_run).Deg)) > _options.SteadyDeg) Finish(detections);
        _run.Add(window);
    }

    /// <summary>Ends the detection that is open, if there is one.</summary>
    public void Finish(ICollection<ArrayDetection> detections)
    {
        if (_run.Count >= _options.FewestWindows) detections.Add(Detection());
        _run.Clear();
    }

    private ArrayDetection Detection()
    {
        (double deg, double sigmaDeg) = Mean(_run);
        return new(_run[0].Start, _run[^1].End, _run.MaxBy(w => w.F)!, _run.Count, deg, sigmaDeg, Faults());
    }

    private ImmutableArray<ElementFault> Faults() =>
    [
        .. from w in _run
           from f in w.Faults
           group (w.F, Fault: f) by f.Element into same
           where 2 * same.Sum(s => s.F) >= _run.Sum(w => w.F)
           orderby same.Key
           select same.MaxBy(s => s.F).Fault,
    ];

    private static (double Deg, double SigmaDeg) Mean(List<ArrayWindow> run)
    {
        double east = 0, north = 0, weights = 0, variance = 0;
        foreach (ArrayWindow w in run)
        {
            double sigma = Math.Max(1e-6, w.Wave!.BackAzimuthSigmaDeg), weight = 1 / (sigma * sigma), rad = w.Wave.BackAzimuthDeg * Math.PI / 180;
            east += weight * Math.Sin(rad);
            north += weight * Math.Cos(rad);
            weights += weight;
            variance += 1;
        }

        return (((Math.Atan2(east, north) * 180 / Math.PI) + 360) % 360, Math.Sqrt(variance / weights));
    }

    private static double Turn(double deg) => ((deg + 540) % 360) - 180;
}
