using Truce.Measures;

namespace Truce.Fusion.Arrivals;

/// <summary>A grid of equal steps of latitude and longitude about a middle, for one level of refinement; a cell is a row and a column in one number.</summary>
internal sealed class CellGrid(double southDeg, double westDeg, double latStepDeg, double lonStepDeg)
{
    private const double SemiMajorKm = 6378.137, EccentricitySquared = 0.006694379990141317;

    public double LatStepDeg => latStepDeg;

    /// <summary>Half the side of a cell, km (the cells are about square at the middle).</summary>
    public double HalfKm => latStepDeg * 111.2 / 2;

    // Beyond the border there are rows and columns below nought: the outline asks for them.
    public static long Cell(int row, int column) => ((long)row << 32) | unchecked((uint)column);

    public static int Row(long cell) => (int)(cell >> 32);

    public static int Column(long cell) => unchecked((int)cell);

    /// <summary>The grid with steps half as long.</summary>
    public CellGrid Finer() => new(southDeg, westDeg, latStepDeg / 2, lonStepDeg / 2);

    public GeoPoint Middle(long cell) => Point(Row(cell) + 0.5, Column(cell) + 0.5);

    /// <summary>A place by rows and columns from the corner; longitudes are brought back to ±180.</summary>
    public GeoPoint Point(double rows, double columns)
    {
        double lon = westDeg + (columns * lonStepDeg);
        return new(Math.Clamp(southDeg + (rows * latStepDeg), -90, 90), lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon);
    }

    public bool TryCell(GeoPoint p, out long cell)
    {
        double east = p.LongitudeDeg - westDeg;
        if (east < 0) east += 360;
        double row = Math.Floor((p.LatitudeDeg - southDeg) / latStepDeg), column = Math.Floor(east / lonStepDeg);
        bool known = row is >= 0 and < int.MaxValue && column is >= 0 and < int.MaxValue;
        cell = known ? Cell((int)row, (int)column) : -1;
        return known;
    }

    public double AreaKm2(long cell)
    {
        double φ = (southDeg + ((Row(cell) + 0.5) * latStepDeg)) * Math.PI / 180, sin = Math.Sin(φ), w = 1 - (EccentricitySquared * sin * sin);
        double radians = Math.PI / 180 * Math.PI / 180;
        return SemiMajorKm * SemiMajorKm * (1 - EccentricitySquared) / (w * w) * Math.Max(0, Math.Cos(φ)) * latStepDeg * lonStepDeg * radians;
    }
}
