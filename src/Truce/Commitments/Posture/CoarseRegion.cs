using Truce.Measures;
using Truce.Terms;

namespace Truce.Commitments;

/// <summary>The half degree that stands for a place wherever one leaves its label, and how far from a line any place in it may lie (decision 0104).</summary>
public static class CoarseRegion
{
    /// <summary>Side of the region, degrees.</summary>
    public const double SideDeg = 0.5;

    /// <summary>Step to which a distance is rounded outward, kilometres.</summary>
    public const double StepKm = 25;

    // Points a side at which the distance is taken, less one; between two of them it cannot change by more than their distance.
    private const int Steps = 6;

    /// <summary>The region in which a place lies, by its middle.</summary>
    public static (double LatitudeDeg, double LongitudeDeg) Of(GeoPoint place) => (Round(place.LatitudeDeg), Round(place.LongitudeDeg));

    /// <summary>Nearest and farthest distance from a line that any place of a region may have, kilometres, outward in steps of <see cref="StepKm"/>.</summary>
    /// <param name="region">Middle of the region.</param>
    /// <param name="line">The line.</param>
    public static (double NearKm, double FarKm) DistancesKm((double LatitudeDeg, double LongitudeDeg) region, GeoShape line)
    {
        double least = double.MaxValue, most = 0;
        bool left = false, right = false;
        const double Step = SideDeg / Steps;
        for (int i = 0; i <= Steps; i++)
        {
            for (int j = 0; j <= Steps; j++)
            {
                double lat = region.LatitudeDeg - (SideDeg / 2) + (i * Step), lon = region.LongitudeDeg - (SideDeg / 2) + (j * Step);
                double m = line.SignedDistanceM(new GeoPoint(Math.Clamp(lat, -90, 90), lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon));
                (left, right) = (left || m >= 0, right || m <= 0);
                (least, most) = (Math.Min(least, Math.Abs(m)), Math.Max(most, Math.Abs(m)));
            }
        }

        // No place lies farther from a point that was asked than half the diagonal of a step; a degree is less than 112 km anywhere.
        const double SlackKm = Step * 112 * 0.7072;
        double near = left && right ? 0 : Math.Max(0, (least / 1000) - SlackKm), far = (most / 1000) + SlackKm;
        return (Math.Floor(near / StepKm) * StepKm, Math.Ceiling(far / StepKm) * StepKm);
    }

    /// <summary>Travel time over such distances by the fastest model, whole hours outward; nothing where no model is given.</summary>
    /// <param name="km">Nearest and farthest distance, kilometres.</param>
    /// <param name="models">The models that hold there.</param>
    public static (double LowHours, double HighHours)? Hours((double NearKm, double FarKm) km, IReadOnlyCollection<TravelModel> models) =>
        models.Count == 0 ? null : (Math.Floor(models.Min(m => m.Hours(km.NearKm))), Math.Ceiling(models.Min(m => m.Hours(km.FarKm))));

    private static double Round(double degrees) => Math.Round(degrees / SideDeg, MidpointRounding.AwayFromZero) * SideDeg;
}
