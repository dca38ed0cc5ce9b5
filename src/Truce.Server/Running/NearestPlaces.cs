using Truce.Measures;
using Truce.Observations.Places;

namespace Truce.Server.Running;

/// <summary>Finds the nearest place on a grid of 0.25°.</summary>
internal sealed class NearestPlaces
{
    private const double CellDeg = 0.25;
    private readonly ILookup<(int, int), Place> _cells;

    public NearestPlaces(IEnumerable<Place> places) => _cells = places.ToLookup(p => Cell(p.Position));

    /// <summary>The nearest within a distance; ties go to the lower id.</summary>
    public Place? Nearest(GeoPoint at, double withinM)
    {
        (int row, int column) = Cell(at);
        Place? best = null;
        double bestM = withinM;
        int rings = (int)Math.Ceiling(withinM / (CellDeg * 60_000));
        for (int r = -rings; r <= rings; r++)
        {
            for (int c = -rings; c <= rings; c++)
            {
                foreach (Place p in _cells[(row + r, column + c)])
                {
                    double m = p.Position.DistanceM(at);
                    if (m < bestM || (m == bestM && best is not null && string.CompareOrdinal(p.Id, best.Id) < 0)) (best, bestM) = (p, m);
                }
            }
        }

        return best;
    }

    private static (int, int) Cell(GeoPoint p) => ((int)Math.Floor(p.LatitudeDeg / CellDeg), (int)Math.Floor(p.LongitudeDeg / CellDeg));
}
