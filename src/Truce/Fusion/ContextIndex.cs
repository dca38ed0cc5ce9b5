using Truce.Detections;
using Truce.Measures;

namespace Truce.Fusion;

/// <summary>Context factors by time, and what those that touch a place and time say by class.</summary>
/// <remarks>
/// A factor that speaks for part of the posterior only counts for that part: ln(1 + p (e^l − 1)), p the probability that the event was
/// in its time and circle. Of one origin the factor that says most counts, the others are echoes.
/// </remarks>
internal sealed class ContextIndex
{
    private static readonly List<(ContextFactor Factor, double Share)> None = [];
    private readonly SortedDictionary<Hash256, ContextFactor> _factors = [];
    private ContextFactor[] _byStart = [];
    private double[] _starts = [];
    private double _longest;
    private bool _stale;

    /// <summary>Adds a factor; false when it is already there.</summary>
    public bool Add(ContextFactor factor)
    {
        bool added = _factors.TryAdd(factor.Id, factor);
        _stale |= added;
        return added;
    }

    /// <summary>Takes a factor away; null when there is none.</summary>
    public ContextFactor? Remove(Hash256 id)
    {
        if (!_factors.Remove(id, out ContextFactor? factor)) return null;
        _stale = true;
        return factor;
    }

    /// <summary>The factors that speak of the given place and time with p above 0.001, one an origin, by id; with their p.</summary>
    public List<(ContextFactor Factor, double Share)> At(GeoPoint place, double sigmaM, double fromHours, double toHours)
    {
        if (_factors.Count == 0) return None;
        var found = new List<(ContextFactor Factor, double Share)>();
        Arrange();
        int i = Array.BinarySearch(_starts, fromHours - _longest);
        for (i = i < 0 ? ~i : i; i < _byStart.Length && _starts[i] <= toHours; i++)
        {
            ContextFactor f = _byStart[i];
            double p = Share(f, place, sigmaM, fromHours, toHours);
            if (p > 1e-3) found.Add((f, p));
        }

        return OneAnOrigin(found);
    }

    private static double Share(ContextFactor f, GeoPoint place, double sigmaM, double from, double to)
    {
        double start = TimeFactor.Hours(f.When.Start), end = TimeFactor.Hours(f.When.End);
        double common = Math.Min(end, to) - Math.Max(start, from);
        if (common < 0) return 0;
        double time = to > from ? Math.Min(1, common / (to - from)) : 1;
        double inside = Probability.NormalCdf((f.RadiusM - f.Centre.DistanceM(place)) / Math.Max(1, sigmaM));
        return time * inside;
    }

    private static List<(ContextFactor Factor, double Share)> OneAnOrigin(List<(ContextFactor Factor, double Share)> found)
    {
        if (found.Count < 2) return found;
        found.Sort(static (x, y) => x.Factor.Id.CompareTo(y.Factor.Id));
        var best = new Dictionary<Hash256, int>();
        for (int i = 0; i < found.Count; i++)
        {
            Hash256 origin = found[i].Factor.Origin.Key;
            if (!best.TryGetValue(origin, out int other) || Says(found[i]) > Says(found[other])) best[origin] = i;
        }

        var kept = new List<(ContextFactor Factor, double Share)>(best.Count);
        for (int i = 0; i < found.Count; i++)
        {
            if (best[found[i].Factor.Origin.Key] == i) kept.Add(found[i]);
        }

        return kept;
    }

    private static double Says((ContextFactor Factor, double Share) f)
    {
        double most = 0;
        foreach (double l in f.Factor.LogRatio) most = Math.Max(most, Math.Abs(l));
        return most * f.Share;
    }

    private void Arrange()
    {
        if (!_stale) return;
        _byStart = [.. _factors.Values];
        Array.Sort(_byStart, static (x, y) =>
        {
            int c = x.When.Start.CompareTo(y.When.Start);
            return c != 0 ? c : x.Id.CompareTo(y.Id);
        });
        _starts = new double[_byStart.Length];
        _longest = 0;
        for (int i = 0; i < _byStart.Length; i++)
        {
            _starts[i] = TimeFactor.Hours(_byStart[i].When.Start);
            _longest = Math.Max(_longest, _byStart[i].When.Length.TotalHours);
        }

        _stale = false;
    }
}
