using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Fusion;

/// <summary>The place posterior of the last scored set, as a record.</summary>
internal static class PlacePosterior
{
    private const double LeastWeight = 0.02;
    private const double SecondMode = 0.1;

    /// <summary>One mode, or several with the flag that says when an ellipse alone would mislead.</summary>
    public static PosteriorPlace Of(ClusterScore score)
    {
        if (score.Modes is not { } search)
        {
            PlaceIntegral p = score.Place;
            PlaceMode mode = Mode(p.LatDeg, p.LonDeg, p.InfoEE, p.InfoEN, p.InfoNN, 1);
            return new(mode.Position, mode.Error, default, false);
        }

        return OfModes(search.Found);
    }

    private static PosteriorPlace OfModes(List<FoundMode> found)
    {
        var modes = new List<PlaceMode>();
        foreach (FoundMode f in found)
        {
            if (!f.Located) continue;
            double weight = Math.Exp(f.LogWeight);
            PlaceMode mode = Mode(f.LatDeg, f.LonDeg, f.InfoEE, f.InfoEN, f.InfoNN, weight);
            int same = modes.FindIndex(m => SameBump(m, mode));
            if (same >= 0) modes[same] = modes[same] with { Weight = modes[same].Weight + weight };
            else modes.Add(mode);
        }

        double sum = 0;
        foreach (PlaceMode m in modes) sum += m.Weight;
        var kept = ImmutableArray.CreateBuilder<PlaceMode>();
        foreach (PlaceMode m in modes.OrderByDescending(m => m.Weight).ThenBy(m => m.Position.LatitudeDeg).ThenBy(m => m.Position.LongitudeDeg))
        {
            double share = m.Weight / sum;
            if (kept.Count == 0 || share >= LeastWeight) kept.Add(m with { Weight = Math.Round(share, 6) });
        }

        return new(kept[0].Position, kept[0].Error, kept.ToImmutable(), kept.Count > 1 && kept[1].Weight >= SecondMode);
    }

    // Two peaks within one and a half standard deviations of the wider are one to the eye.
    private static bool SameBump(PlaceMode a, PlaceMode b)
    {
        double wider = Math.Max(a.Error.EastEastM2 + a.Error.NorthNorthM2, b.Error.EastEastM2 + b.Error.NorthNorthM2) / 2;
        double d = a.Position.DistanceM(b.Position);
        return d * d <= 2.25 * wider;
    }

    private static PlaceMode Mode(double lat, double lon, double ee, double en, double nn, double weight)
    {
        double det = (ee * nn) - (en * en);
        var error = new Covariance2(Math.Round(nn / det * 1e6, 2), Math.Round(-en / det * 1e6, 2), Math.Round(ee / det * 1e6, 2));
        return new(new(Math.Round(Math.Clamp(lat, -90, 90), 7), Math.Round(Math.Clamp(lon, -180, 180), 7)), error, Math.Round(weight, 6));
    }
}
