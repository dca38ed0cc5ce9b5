using Truce.Detections;
using Truce.Measures;

namespace Truce.Fusion;

/// <summary>One bump of a likelihood over places: a normal, or a Student-t with 4 degrees of freedom, in information form.</summary>
/// <remarks>Every shape of <see cref="PlaceEvidence"/> becomes a weighted sum of these; a bearing or a track joins fusion by giving its own sum.</remarks>
internal readonly struct PlaceBump
{
    public PlaceBump(GeoPoint centre, Covariance2 error, double logWeight, bool heavyTail, double leastSigmaM)
    {
        var plane = new LocalPlane(centre);
        LatDeg = centre.LatitudeDeg;
        LonDeg = centre.LongitudeDeg;
        KmPerDegEast = plane.MetresPerDegreeEast / 1000;
        KmPerDegNorth = plane.MetresPerDegreeNorth / 1000;
        double least = leastSigmaM * leastSigmaM;
        double a = Math.Max(error.EastEastM2, least) * 1e-6, c = Math.Max(error.NorthNorthM2, least) * 1e-6;
        double b = error.EastNorthM2 * 1e-6, det = (a * c) - (b * b);
        if (!(det > 0) || !double.IsFinite(det)) (b, det) = (0, a * c);
        InfoEE = c / det;
        InfoEN = -b / det;
        InfoNN = a / det;
        HalfLogDetInfo = -0.5 * Math.Log(det);
        SigmaKm = Math.Sqrt((a + c) / 2);
        LogWeight = logWeight;
        HeavyTail = heavyTail;
    }

    /// <summary>Centre, degrees.</summary>
    public double LatDeg { get; }

    /// <summary>Centre, degrees.</summary>
    public double LonDeg { get; }

    /// <summary>Length of a degree of longitude there, km.</summary>
    public double KmPerDegEast { get; }

    /// <summary>Length of a degree of latitude there, km.</summary>
    public double KmPerDegNorth { get; }

    /// <summary>Information (inverse covariance), km⁻².</summary>
    public double InfoEE { get; }

    /// <summary>Information, km⁻².</summary>
    public double InfoEN { get; }

    /// <summary>Information, km⁻².</summary>
    public double InfoNN { get; }

    /// <summary>½ ln det of the information.</summary>
    public double HalfLogDetInfo { get; }

    /// <summary>Root mean square of the two standard deviations, km: the size that the gate uses.</summary>
    public double SigmaKm { get; }

    /// <summary>ln of its share in the sum.</summary>
    public double LogWeight { get; }

    /// <summary>Student-t (a source's own error) or normal (an area).</summary>
    public bool HeavyTail { get; }
}

/// <summary>Turns a shape of evidence into bumps.</summary>
internal static class PlaceFactor
{
    /// <summary>The bumps and ln of the weight of "somewhere else" (−∞ when the shape leaves none).</summary>
    public static (PlaceBump[] Bumps, double LogElsewhere) Of(PlaceEvidence where, double leastSigmaM) => where switch
    {
        PlaceEvidence.Point p => ([OfPoint(p, leastSigmaM)], double.NegativeInfinity),
        PlaceEvidence.Pixel p => ([new(p.Centre, OfPixel(p), 0, false, leastSigmaM)], double.NegativeInfinity),
        PlaceEvidence.Sector s => (OfSector(s, leastSigmaM), double.NegativeInfinity),
        PlaceEvidence.Mixture m => OfMixture(m, leastSigmaM),
        _ => throw new InvalidOperationException("the set of places is closed"),
    };

    /// <summary>The bump of a position.</summary>
    public static PlaceBump OfPoint(PlaceEvidence.Point p, double leastSigmaM) => new(p.Position, p.Error, 0, true, leastSigmaM);

    // A uniform of width w blurred by σ has variance w²/12 + σ²; for pixels that are not much wider than their blur the normal is close.
    private static Covariance2 OfPixel(PlaceEvidence.Pixel p)
    {
        double blur = p.EdgeSigmaM * p.EdgeSigmaM;
        return new((p.WidthM * p.WidthM / 12) + blur, 0, (p.HeightM * p.HeightM / 12) + blur);
    }

    // The ring sector is cut into tiles of about equal sides; each tile is a normal with the tile's own second moments.
    private static PlaceBump[] OfSector(PlaceEvidence.Sector s, double leastSigmaM)
    {
        double span = s.ToDeg - s.FromDeg;
        if (span <= 0) span += 360;
        double near = Math.Max(0, Math.Min(s.NearM, s.FarM)), far = Math.Max(Math.Max(s.NearM, s.FarM), near + 1);
        int rings = far > 2 * near ? 2 : 1;
        int slices = Math.Clamp((int)Math.Ceiling(span / 45), 1, 8);
        var plane = new LocalPlane(s.Observer);
        var bumps = new List<PlaceBump>(rings * slices);
        for (int r = 0; r < rings; r++)
        {
            double inner = near + ((far - near) * r / rings), outer = near + ((far - near) * (r + 1) / rings);
            double share = ((outer * outer) - (inner * inner)) / ((far * far) - (near * near)) / slices;
            double mid = (inner + outer) / 2, slice = span / slices;
            double along = (outer - inner) / Math.Sqrt(12), across = mid * slice * Math.PI / 180 / Math.Sqrt(12);
            for (int k = 0; k < slices; k++)
            {
                double azimuth = s.FromDeg + (slice * (k + 0.5)), a = azimuth * Math.PI / 180;
                Covariance2 error = Covariance2.Oriented(along, across, azimuth) + Covariance2.Circular(s.ObserverSigmaM);
                bumps.Add(new(plane.ToGeo(mid * Math.Sin(a), mid * Math.Cos(a)), error, Math.Log(share), false, leastSigmaM));
            }
        }

        return [.. bumps];
    }

    private static (PlaceBump[] Bumps, double LogElsewhere) OfMixture(PlaceEvidence.Mixture m, double leastSigmaM)
    {
        double sum = 0;
        var bumps = new List<PlaceBump>(m.Candidates.Length);
        foreach (var c in m.Candidates)
        {
            if (!(c.Weight > 0)) continue;
            sum += c.Weight;
            bumps.Add(new(c.Position, Covariance2.Circular(c.SigmaM), Math.Log(c.Weight), false, leastSigmaM));
        }

        return ([.. bumps], sum < 1 - 1e-9 ? Math.Log(1 - sum) : double.NegativeInfinity);
    }
}
