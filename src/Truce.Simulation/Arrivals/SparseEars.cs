using Truce.Detections.Arrivals;
using Truce.Measures;

namespace Truce.Simulation.Arrivals;

/// <summary>One SIMULATED arrival before it has a name.</summary>
internal sealed record SparseArrival(ListeningSite Site, ArrivalPhases Phases, double TimeS, double SigmaS, double? BearingDeg, double? BearingSigmaDeg, int Event);

/// <summary>What arrays and stations of the sparse catalogue hear of an event, and what they hear of none. Numbers and reasons: docs/quality-association.md.</summary>
internal sealed class SparseEars
{
    private readonly SeededRandom _random;
    private readonly LocalPlane _plane;
    private readonly double _windRad, _groundBendRad;

    // The weather and the ground of the day: where the wind blows to, and which way the ground bends bearings.
    internal SparseEars(SeededRandom random, LocalPlane plane)
    {
        _random = random;
        _plane = plane;
        _windRad = 2 * Math.PI * random.NextUnit();
        _groundBendRad = 2 * Math.PI * random.NextUnit();
    }

    internal void Array(List<SparseArrival> heard, ListeningSite array, GeoPoint source, double timeS, double loudness, int number, bool ground)
    {
        (double distanceKm, double bearingRad) = Seen(array, source);
        if (ground && _random.NextUnit() < 0.95 * Falls(distanceKm, 220 * Math.Pow(10, 0.1 * loudness), 25))
        {
            double bend = (2 * Math.Sin((2 * bearingRad) + _groundBendRad)) + (_random.NextNormal() * 3);
            heard.Add(new(array, ArrivalPhases.P, timeS + GroundS(distanceKm, 6.1, 0.15), 0.2, Wrap(bearingRad, bend), 3, number));
        }

        double along = Math.Cos(bearingRad + Math.PI - _windRad); // 1 where the wind blows from source to array
        if (_random.NextUnit() < (0.7 + (0.2 * along)) * Falls(distanceKm, 230 * Math.Pow(10, 0.1 * loudness), 30))
        {
            double bend = (4 * Math.Sin(bearingRad + Math.PI - _windRad)) + (_random.NextNormal() * 2);
            heard.Add(new(array, ArrivalPhases.Infrasound, timeS + (distanceKm / CelerityKmPerS(along)), 1, Wrap(bearingRad, bend), 2, number));
        }
    }

    internal void Station(List<SparseArrival> heard, ListeningSite station, GeoPoint source, double timeS, double loudness, int number)
    {
        (double distanceKm, _) = Seen(station, source);
        double p = 0.9 * Falls(distanceKm, 140 * Math.Pow(10, 0.15 * loudness), 25);
        if (_random.NextUnit() < p) heard.Add(new(station, Label(ArrivalPhases.P), timeS + GroundS(distanceKm, 6.1, 0.3), 0.3, null, null, number));
        if (_random.NextUnit() < 0.7 * p) heard.Add(new(station, Label(ArrivalPhases.S), timeS + GroundS(distanceKm, 3.55, 0.5), 0.5, null, null, number));
    }

    internal void ArrayClutter(List<SparseArrival> heard, ListeningSite array, double mean, double durationS, bool ground)
    {
        for (double left = Exponential(mean, durationS); left < durationS; left += Exponential(mean, durationS))
        {
            heard.Add(new(array, ArrivalPhases.Infrasound, left, 1, 360 * _random.NextUnit(), 2, -1));
        }

        for (double left = Exponential(mean, durationS); ground && left < durationS; left += Exponential(mean, durationS))
        {
            heard.Add(new(array, ArrivalPhases.P, left, 0.2, 360 * _random.NextUnit(), 3, -1));
        }
    }

    internal void StationClutter(List<SparseArrival> heard, ListeningSite station, double mean, double durationS)
    {
        for (double left = Exponential(mean, durationS); left < durationS; left += Exponential(mean, durationS))
        {
            heard.Add(new(station, Label(_random.NextUnit() < 0.5 ? ArrivalPhases.P : ArrivalPhases.S), left, 0.4, null, null, -1));
        }
    }

    private double Exponential(double mean, double durationS) => -Math.Log(1 - _random.NextUnit()) * durationS / mean;

    private static double Falls(double distanceKm, double reachKm, double widthKm) => 1 / (1 + Math.Exp((distanceKm - reachKm) / widthKm));

    // Half of the triggers say no phase; of the rest 3 % say the wrong one.
    private ArrivalPhases Label(ArrivalPhases phase)
    {
        double u = _random.NextUnit();
        return u < 0.5 ? ArrivalPhases.Ground : u < 0.515 ? ArrivalPhases.Ground & ~phase : phase;
    }

    // Paths differ by 1.5 % beside the error of the pick.
    private double GroundS(double distanceKm, double kmPerS, double pickS) =>
        (distanceKm / kmPerS * (1 + (0.015 * _random.NextNormal()))) + (pickS * _random.NextNormal());

    // Ducts: 60 % stratospheric, 30 % tropospheric, 10 % thermospheric, and 8 m/s of wind along the path.
    private double CelerityKmPerS(double along)
    {
        double u = _random.NextUnit();
        double usual = u < 0.6 ? 0.295 : u < 0.9 ? 0.33 : 0.245, spread = u < 0.6 ? 0.012 : u < 0.9 ? 0.008 : 0.015;
        return Math.Clamp(usual + (0.008 * along) + (spread * _random.NextNormal()), 0.2, 0.38);
    }

    private (double DistanceKm, double BearingRad) Seen(ListeningSite site, GeoPoint source)
    {
        (double east0, double north0) = _plane.ToPlane(site.Position);
        (double east, double north) = _plane.ToPlane(source);
        return (site.Position.DistanceM(source) / 1000, Math.Atan2(east - east0, north - north0));
    }

    private static double Wrap(double bearingRad, double bendDeg)
    {
        double deg = ((bearingRad * 180 / Math.PI) + bendDeg) % 360;
        return deg < 0 ? deg + 360 : deg;
    }
}
