using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>A zone as an interval of the signed distance from a shape, with the error of its edge.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="LowM">Least signed distance inside; minus infinity for none.</param>
/// <param name="HighM">Greatest signed distance inside.</param>
/// <param name="ErrorM">1 σ of the shape and the edge together, metres.</param>
internal readonly record struct DistanceBand(GeoShape Shape, double LowM, double HighM, double ErrorM);

/// <summary>Probability that an uncertain place lies in a zone. Deterministic: fixed nodes, fixed order.</summary>
internal static class ZoneProbability
{
    /// <summary>Beyond this many σ from every edge the probability is 0 or 1 to better than 1e-7.</summary>
    private const double ClearSigmas = 6;

    private const int LineNodes = 16;
    private const int GridNodes = 32;

    /// <summary>Nodes along a line that bends within the error: with 16, each carries 6 %, too coarse for a tail of 5 %.</summary>
    private const int BentLineNodes = 96;

    private static readonly ImmutableArray<double> LineZ = Nodes(LineNodes);
    private static readonly ImmutableArray<double> BentLineZ = Nodes(BentLineNodes);
    private static readonly ImmutableArray<double> GridZ = Nodes(GridNodes);

    /// <summary>A place with a normal error.</summary>
    public static double Of(GeoPoint mean, Covariance2 error, DistanceBand band)
    {
        (double signedM, bool atEnd) = band.Shape.Measure(mean);
        (double majorM, double minorM, double azimuthDeg) = error.Ellipse();
        double reach = ClearSigmas * Math.Sqrt((majorM * majorM) + (band.ErrorM * band.ErrorM));
        if (IsClear(signedM, atEnd, reach, band) is { } certain) return certain;
        if (majorM <= 0) return InBand(signedM, band, band.ErrorM);
        bool line = band.Shape.Kind == GeoShapeKind.Line && !atEnd && majorM <= Math.Max(Math.Abs(band.LowM), band.HighM) / 8;
        return (line ? AcrossLine(mean, error, band) : null) ?? OnGrid(mean, majorM, minorM, azimuthDeg, band);
    }

    /// <summary>0 or 1 when no edge is within reach. Beyond an open end the side of a line jumps, so there only "too far away on any side" is clear.</summary>
    private static double? IsClear(double signedM, bool atEnd, double reachM, DistanceBand band)
    {
        double depth = Math.Max(double.IsNegativeInfinity(band.LowM) ? 0 : -band.LowM, band.HighM), away = Math.Abs(signedM);
        if (band.Shape.Kind == GeoShapeKind.Line && away - depth > reachM) return 0;
        if (band.LowM == -band.HighM && depth - away > reachM) return 1;
        double margin = Math.Min(Math.Abs(band.HighM - signedM), Math.Abs(signedM - band.LowM));
        return !atEnd && margin > reachM ? InInterval(signedM, 0, band.LowM, band.HighM) : null;
    }

    /// <summary>A direction and distance band, uniform by area.</summary>
    public static double Of(TermsPlace.Sector sector, DistanceBand band)
    {
        var plane = new LocalPlane(sector.Observer);
        double widthDeg = ((sector.ToDeg - sector.FromDeg) % 360 + 360) % 360;
        if (widthDeg == 0 && sector.ToDeg != sector.FromDeg) widthDeg = 360;
        double near2 = sector.NearM * sector.NearM, far2 = sector.FarM * sector.FarM, sum = 0;
        double sigma = Math.Sqrt((sector.ObserverSigmaM * sector.ObserverSigmaM) + (band.ErrorM * band.ErrorM));
        for (int i = 0; i < LineNodes; i++)
        {
            (double sin, double cos) = Math.SinCos((sector.FromDeg + (widthDeg * (i + 0.5) / LineNodes)) * Math.PI / 180);
            for (int k = 0; k < LineNodes; k++)
            {
                double r = Math.Sqrt(near2 + ((far2 - near2) * (k + 0.5) / LineNodes));
                sum += InBand(band.Shape.SignedDistanceM(plane.ToGeo(r * sin, r * cos)), band, sigma);
            }
        }

        return sum / (LineNodes * LineNodes);
    }

    /// <summary>An area, uniform inside, given by the places of its lattice.</summary>
    public static double Of(ImmutableArray<GeoPoint> lattice, double sigmaM, DistanceBand band)
    {
        double sigma = Math.Sqrt((sigmaM * sigmaM) + (band.ErrorM * band.ErrorM)), sum = 0;
        foreach (GeoPoint p in lattice) sum += InBand(band.Shape.SignedDistanceM(p), band, sigma);
        return sum / lattice.Length;
    }

    /// <summary>Probability that a normal signed distance lies in an interval; without an error, whether it does, ends included.</summary>
    public static double InInterval(double signedM, double sigmaM, double lowM, double highM)
    {
        if (sigmaM <= 0) return signedM >= lowM && signedM <= highM ? 1 : 0;
        double below = double.IsNegativeInfinity(lowM) ? 0 : Probability.NormalCdf((lowM - signedM) / sigmaM);
        return Math.Clamp(Probability.NormalCdf((highM - signedM) / sigmaM) - below, 0, 1);
    }

    private static double InBand(double signedM, DistanceBand band, double sigmaM) => InInterval(signedM, sigmaM, band.LowM, band.HighM);

    /// <summary>
    /// Across the line the error is integrated exactly, along it by nodes of equal probability: exact for a straight line, and good while the
    /// error is small against the depth of the zone.
    /// </summary>
    /// <returns>Null where the distance does not run straight through the error: near a bend, or half-way between two stretches of the line.</returns>
    private static double? AcrossLine(GeoPoint mean, Covariance2 error, DistanceBand band)
    {
        const double StepM = 5, Straight = 0.1;
        var plane = new LocalPlane(mean);
        double At(double e, double n) => band.Shape.SignedDistanceM(plane.ToGeo(e, n));
        double ge = At(StepM, 0) - At(-StepM, 0), gn = At(0, StepM) - At(0, -StepM), g = Math.Sqrt((ge * ge) + (gn * gn));
        if (g < StepM / 10) return null;
        (ge, gn) = (ge / g, gn / g);
        double normal2 = (ge * ge * error.EastEastM2) + (2 * ge * gn * error.EastNorthM2) + (gn * gn * error.NorthNorthM2);
        double tangent2 = (gn * gn * error.EastEastM2) - (2 * ge * gn * error.EastNorthM2) + (ge * ge * error.NorthNorthM2);
        double both = (ge * gn * (error.NorthNorthM2 - error.EastEastM2)) + (((ge * ge) - (gn * gn)) * error.EastNorthM2);
        double across = Math.Sqrt(Math.Max(0, normal2)), along = Math.Sqrt(Math.Max(0, tangent2 - (normal2 > 0 ? both * both / normal2 : 0)));
        double drift = normal2 > 0 ? both / normal2 : 0; // a slanted ellipse moves along the line while it moves across
        double sigma = Math.Sqrt(normal2 + (band.ErrorM * band.ErrorM)), sum = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double z in LineZ)
        {
            double t = along * z, here = At(-gn * t, ge * t);
            foreach (double k in (ReadOnlySpan<double>)[-2 * across, 2 * across])
            {
                double slid = t + (drift * k);
                if (Math.Abs(At((-gn * slid) + (ge * k), (ge * slid) + (gn * k)) - here - k) > Straight * sigma) return null;
            }

            sum += InBand(here, band, sigma);
            (least, most) = (Math.Min(least, here), Math.Max(most, here));
        }

        if (most - least <= sigma) return sum / LineNodes;
        sum = 0;
        foreach (double z in BentLineZ) sum += InBand(At(-gn * along * z, ge * along * z), band, sigma);
        return sum / BentLineNodes;
    }

    /// <summary>Nodes of equal probability along both axes of the error ellipse; for curved edges and large errors.</summary>
    private static double OnGrid(GeoPoint mean, double majorM, double minorM, double azimuthDeg, DistanceBand band)
    {
        var plane = new LocalPlane(mean);
        (double sin, double cos) = Math.SinCos(azimuthDeg * Math.PI / 180);
        double sum = 0;
        foreach (double z in GridZ)
        {
            foreach (double w in GridZ)
            {
                double a = z * majorM, c = w * minorM;
                GeoPoint p = plane.ToGeo((a * sin) + (c * cos), (a * cos) - (c * sin));
                sum += InBand(band.Shape.SignedDistanceM(p), band, band.ErrorM);
            }
        }

        return sum / (GridNodes * GridNodes);
    }

    private static ImmutableArray<double> Nodes(int count) => [.. Enumerable.Range(0, count).Select(i => Quantile((i + 0.5) / count))];

    /// <summary>Quantile of the standard normal by bisection of its distribution function.</summary>
    public static double Quantile(double p)
    {
        double low = -10, high = 10;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (Probability.NormalCdf(middle) < p) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
