using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Simulation.Locations;

/// <summary>Draws the arrivals of one event; the numbers are those of <see cref="LocationWorld"/>.</summary>
internal sealed class ArrivalMaker
{
    private readonly SeededRandom _draw;
    private readonly LayeredTravelTimes _ground;
    private readonly double _factor, _soundMPerS, _windEast, _windNorth;
    private readonly Dictionary<string, ListeningSite> _sites = [];
    private readonly List<Arrival> _arrivals = [];

    public ArrivalMaker(SeededRandom draw, LayeredTravelTimes ground, double factor, bool known)
    {
        (_draw, _ground, _factor) = (draw, ground, factor);
        double celsius = known ? 10 + (3 * draw.NextNormal()) : -5 + (30 * draw.NextUnit());
        _soundMPerS = 331.3 * Math.Sqrt(1 + (celsius / 273.15));
        (_windEast, _windNorth) = (4 * draw.NextNormal(), 4 * draw.NextNormal());
    }

    public required GeoPoint Source { get; init; }

    public required double DepthKm { get; init; }

    public required Instant Origin { get; init; }

    public IReadOnlyDictionary<string, ListeningSite> Sites => _sites;

    public void Station(GeoPoint place, double shareP, double shareS, double untold)
    {
        string site = Site(place);
        if (_draw.NextUnit() < shareP) Add(site, _draw.NextUnit() < untold ? ArrivalPhases.Ground : ArrivalPhases.P, GroundS(ArrivalPhases.P, place), 0.1);
        if (_draw.NextUnit() < shareS) Add(site, _draw.NextUnit() < untold ? ArrivalPhases.Ground : ArrivalPhases.S, GroundS(ArrivalPhases.S, place), 0.2);
    }

    public void GroundArray(GeoPoint place, bool shear)
    {
        string site = Site(place);
        double bend = 3 * _draw.NextNormal(), site1 = 1 + (0.15 * _draw.NextNormal());
        foreach (ArrivalPhases phase in shear ? (ArrivalPhases[])[ArrivalPhases.P, ArrivalPhases.S] : [ArrivalPhases.P])
        {
            double d = Geodesic.Inverse(place, Source).DistanceM / 1000, slowness = _ground.TimeS(phase, d + 0.5, DepthKm) - _ground.TimeS(phase, d - 0.5, DepthKm);
            Add(site, phase, GroundS(phase, place), phase == ArrivalPhases.P ? 0.1 : 0.2, bend, slowness / _factor * site1);
        }
    }

    public void Node(GeoPoint place)
    {
        (double m, double azimuth) = Geodesic.Inverse(place, Source);
        double a = azimuth * Math.PI / 180, against = (_windEast * Math.Sin(a)) + (_windNorth * Math.Cos(a));
        Add(Site(place), ArrivalPhases.Acoustic, m / (_soundMPerS - against) * (1 + (0.008 * _draw.NextNormal())), 0.05);
    }

    public void InfrasoundArray(GeoPoint place)
    {
        double u = _draw.NextUnit(), v = _draw.NextUnit(), celerity = u < 0.6 ? 0.28 + (0.03 * v) : u < 0.9 ? 0.22 + (0.06 * v) : 0.31 + (0.05 * v);
        Add(Site(place), ArrivalPhases.Infrasound, Geodesic.Inverse(place, Source).DistanceM / 1000 / celerity, 5, 3 * _draw.NextNormal());
    }

    public IReadOnlyList<Arrival> Finished()
    {
        if (_arrivals.Count <= 4) return _arrivals;
        for (int i = 0; i < _arrivals.Count; i++)
        {
            if (_draw.NextUnit() < 0.02) _arrivals[i] = _arrivals[i] with { At = _arrivals[i].At + Duration.FromSeconds(60 * (_draw.NextUnit() - 0.5)) };
        }

        return _arrivals;
    }

    private string Site(GeoPoint place)
    {
        string id = $"S{_sites.Count:d2}";
        _sites[id] = new(id, place);
        return id;
    }

    private double GroundS(ArrivalPhases phase, GeoPoint place) =>
        _ground.TimeS(phase, Geodesic.Inverse(place, Source).DistanceM / 1000, DepthKm) / _factor * (1 + (0.008 * _draw.NextNormal()));

    private void Add(string site, ArrivalPhases phase, double timeS, double sigmaS, double? bendDeg = null, double? slownessSPerKm = null)
    {
        double azimuth = Geodesic.Inverse(_sites[site].Position, Source).AzimuthDeg;
        double laplace = _draw.NextUnit() - 0.5, error = -Math.Sign(laplace) * Math.Log(1 - (2 * Math.Abs(laplace))) * sigmaS / Math.Sqrt(2);
        _arrivals.Add(new()
        {
            Id = $"{site}-{_arrivals.Count}",
            Site = site,
            Phases = phase,
            At = Origin + Duration.FromNanoseconds((long)((timeS + error) * 1e9)),
            SigmaS = sigmaS,
            BackAzimuthDeg = bendDeg is double bend ? (azimuth + bend + (1.5 * _draw.NextNormal()) + 720) % 360 : null,
            BackAzimuthSigmaDeg = bendDeg is null ? null : 1.5,
            SlownessSPerKm = slownessSPerKm is double s ? Math.Max(0, s * (1 + (0.1 * _draw.NextNormal()))) : null,
            SlownessSigmaSPerKm = slownessSPerKm * 0.1,
        });
    }
}
