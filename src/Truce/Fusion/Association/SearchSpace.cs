using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Fusion.Association;

/// <summary>The largest boxes of the search and how each sees the sites. East, north and up are those of the middle of each cell, kilometres, on the ellipsoid.</summary>
internal sealed class SearchSpace
{
    private const double MeanKm = 6_371.0088;
    private const int MostCellsAcross = 24; // keeps the map of evidence in the cache of one core
    private readonly LocalPlane _plane;

    internal SearchSpace(IReadOnlyList<ListeningSite> sites, AssociationOptions options)
    {
        Sites = sites.Count;
        double lat = sites.Average(s => s.Position.LatitudeDeg), lon = MeanLongitudeDeg(sites);
        _plane = new(new GeoPoint(lat, lon));
        (double EastKm, double NorthKm)[] at = [.. sites.Select(s => Plane(s.Position))];
        double margin = options.MarginKm ?? Math.Min(options.ReachKm, options.ReachKm / Math.Sqrt(sites.Count / 2.0));
        WestKm = at.Min(p => p.EastKm) - margin;
        SouthKm = at.Min(p => p.NorthKm) - margin;
        double width = Math.Max(1, at.Max(p => p.EastKm) + margin - WestKm), height = Math.Max(1, at.Max(p => p.NorthKm) + margin - SouthKm);
        CellKm = Math.Max(options.LeafKm * (1 << (TravelTable.Levels - 1)), Math.Max(width, height) / MostCellsAcross);
        Columns = (int)Math.Ceiling(width / CellKm);
        Rows = (int)Math.Ceiling(height / CellKm);
        DeepestKm = options.DeepestKm;
        Layers = DeepestKm > 0 ? Math.Max(1, (int)Math.Round(DeepestKm / CellKm)) : 1;
        AreaKm2 = width * height;
        FarthestKm = 1.05 * Math.Sqrt((width * width) + (height * height));
        Cells = Columns * Rows;
        Centres = new GeoPoint[Cells];
        HalfDiagonalKm = new float[Cells];
        SiteEast = new float[Cells * Sites];
        SiteNorth = new float[Cells * Sites];
        SiteUp = new float[Cells * Sites];
        SiteAxes = new float[Cells * Sites * 6];
        for (int c = 0; c < Cells; c++) Fill(c, sites);
    }

    internal int Sites { get; }

    internal int Cells { get; }

    internal int Columns { get; }

    internal int Rows { get; }

    internal int Layers { get; }

    internal double WestKm { get; }

    internal double SouthKm { get; }

    internal double CellKm { get; }

    internal double DeepestKm { get; }

    internal double AreaKm2 { get; }

    internal double FarthestKm { get; }

    internal GeoPoint[] Centres { get; }

    internal float[] HalfDiagonalKm { get; }

    internal float[] SiteEast { get; }

    internal float[] SiteNorth { get; }

    internal float[] SiteUp { get; }

    // East and north of the site itself, in the frame of the cell: e.east, e.north, e.up, n.east, n.north, n.up.
    internal float[] SiteAxes { get; }

    /// <summary>Distance along the surface from a point of a cell to a site, kilometres, and its slopes.</summary>
    internal float DistanceKm(int cell, int site, float east, float north, out float perEast, out float perNorth)
    {
        int i = (cell * Sites) + site;
        float de = east - SiteEast[i], dn = north - SiteNorth[i];
        float du = (-((east * east) + (north * north)) * (float)(0.5 / MeanKm)) - SiteUp[i];
        float chord2 = (de * de) + (dn * dn) + (du * du), chord = MathF.Sqrt(chord2);
        float inverse = chord > 1e-6f ? 1 / chord : 0;
        perEast = de * inverse;
        perNorth = dn * inverse;
        return Arc(chord, chord2);
    }

    // Arc of a chord on the mean sphere, to the fourth order: within 10 m at 3 000 km.
    internal static float Arc(float chord, float chord2)
    {
        float q = chord2 * (float)(1 / (MeanKm * MeanKm));
        return chord * (1 + (q * ((1 / 24f) + (q * 3 / 640f))));
    }

    /// <summary>Direction from a site to a point of a cell, radians clockwise from north.</summary>
    internal float BearingRad(int cell, int site, float east, float north)
    {
        int i = (cell * Sites) + site, a = 6 * i;
        float de = east - SiteEast[i], dn = north - SiteNorth[i];
        float du = (-((east * east) + (north * north)) * (float)(0.5 / MeanKm)) - SiteUp[i];
        return MathF.Atan2(
            (SiteAxes[a] * de) + (SiteAxes[a + 1] * dn) + (SiteAxes[a + 2] * du),
            (SiteAxes[a + 3] * de) + (SiteAxes[a + 4] * dn) + (SiteAxes[a + 5] * du));
    }

    internal GeoPoint ToGeo(int cell, double eastKm, double northKm) => new LocalPlane(Centres[cell]).ToGeo(1000 * eastKm, 1000 * northKm);

    /// <summary>The cell that holds a point of another one, and the point in its frame; held inside the region.</summary>
    internal (int Cell, float East, float North) Home(int cell, float east, float north)
    {
        GeoPoint place = ToGeo(cell, east, north);
        (double e, double n) = Plane(place);
        int column = Math.Clamp((int)Math.Floor((e - WestKm) / CellKm), 0, Columns - 1), row = Math.Clamp((int)Math.Floor((n - SouthKm) / CellKm), 0, Rows - 1);
        int home = (row * Columns) + column;
        (double eastM, double northM) = new LocalPlane(Centres[home]).ToPlane(place);
        float half = (float)CellKm / 2;
        return (home, Math.Clamp((float)(eastM / 1000), -half, half), Math.Clamp((float)(northM / 1000), -half, half));
    }

    private void Fill(int cell, IReadOnlyList<ListeningSite> sites)
    {
        double e = WestKm + (((cell % Columns) + 0.5) * CellKm), n = SouthKm + (((cell / Columns) + 0.5) * CellKm);
        GeoPoint centre = _plane.ToGeo(1000 * e, 1000 * n);
        Centres[cell] = centre;
        LocalPlane plane = new(centre);
        (double e1, double n1) = plane.ToPlane(_plane.ToGeo(1000 * (e + (CellKm / 2)), 1000 * (n + (CellKm / 2))));
        HalfDiagonalKm[cell] = (float)(Math.Sqrt((e1 * e1) + (n1 * n1)) / 1000);
        double[] axes = Axes(centre), at = Earth(centre);
        for (int s = 0; s < Sites; s++)
        {
            double[] site = Earth(sites[s].Position), own = Axes(sites[s].Position);
            int i = (cell * Sites) + s;
            SiteEast[i] = (float)Dot(axes, 0, site, at);
            SiteNorth[i] = (float)Dot(axes, 3, site, at);
            SiteUp[i] = (float)Dot(axes, 6, site, at);
            for (int k = 0; k < 6; k++)
            {
                int from = k < 3 ? 0 : 3, to = 3 * (k % 3);
                SiteAxes[(6 * i) + k] = (float)((own[from] * axes[to]) + (own[from + 1] * axes[to + 1]) + (own[from + 2] * axes[to + 2]));
            }
        }
    }

    private static double Dot(double[] axes, int from, double[] point, double[] origin) =>
        (axes[from] * (point[0] - origin[0])) + (axes[from + 1] * (point[1] - origin[1])) + (axes[from + 2] * (point[2] - origin[2]));

    private (double EastKm, double NorthKm) Plane(GeoPoint p)
    {
        double turn = p.LongitudeDeg - _plane.Origin.LongitudeDeg;
        double wholeM = Math.Abs(turn) > 180 ? Math.Sign(turn) * 360 * _plane.MetresPerDegreeEast : 0; // across the date line
        (double e, double n) = _plane.ToPlane(p);
        return ((e - wholeM) / 1000, n / 1000);
    }

    private static double MeanLongitudeDeg(IReadOnlyList<ListeningSite> sites)
    {
        double x = 0, y = 0;
        foreach (ListeningSite s in sites)
        {
            x += Math.Cos(s.Position.LongitudeDeg * Math.PI / 180);
            y += Math.Sin(s.Position.LongitudeDeg * Math.PI / 180);
        }

        return Math.Atan2(y, x) * 180 / Math.PI;
    }

    private static double[] Earth(GeoPoint p)
    {
        SpacePoint at = SpacePoint.Of(p);
        return [at.XKm, at.YKm, at.ZKm];
    }

    // East, north and up, one after the other.
    private static double[] Axes(GeoPoint p)
    {
        (double sinφ, double cosφ) = Math.SinCos(p.LatitudeDeg * Math.PI / 180);
        (double sinλ, double cosλ) = Math.SinCos(p.LongitudeDeg * Math.PI / 180);
        return [-sinλ, cosλ, 0, -sinφ * cosλ, -sinφ * sinλ, cosφ, cosφ * cosλ, cosφ * sinλ, sinφ];
    }
}
