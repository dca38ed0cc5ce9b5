using System.Collections.Immutable;
using System.Globalization;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Reports.Bulletins;

namespace Truce.Server.Commands;

/// <summary>Gathers located events as bulletins write them.</summary>
internal sealed class LocateBulletins(IReadOnlyDictionary<string, ListeningSite> sites)
{
    private const double Z90 = 1.645;
    private readonly List<BulletinEvent> _events = [];

    /// <summary>The events, in the order in which they were located.</summary>
    public IReadOnlyList<BulletinEvent> Events => _events;

    public void Add(LocatedEvent e, IReadOnlyList<Arrival> arrivals)
    {
        Dictionary<string, ArrivalEvidence> evidence = e.Evidence.ToDictionary(v => v.Arrival, StringComparer.Ordinal);
        _events.Add(new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"event-{_events.Count + 1}"),
            Time = e.Origin,
            TimeSigmaS = e.OriginSigmaS,
            Position = e.Mean,
            Horizontal = e.Covariance,
            DepthKm = e.Depth.Assumed ? 0 : e.Depth.MeanKm,
            DepthSigmaKm = e.Depth.Assumed ? null : (e.Depth.HighKm - e.Depth.LowKm) / (2 * Z90),
            Picks = [.. arrivals.OrderBy(a => a.At).ThenBy(a => a.Id, StringComparer.Ordinal).Select((a, i) => Pick(e, a, evidence.GetValueOrDefault(a.Id), i))],
        });
    }

    private BulletinPick Pick(LocatedEvent e, Arrival a, ArrivalEvidence? v, int index)
    {
        (double distanceM, double azimuthDeg) = Geodesic.Inverse(e.Mean, sites[a.Site].Position);
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"pick-{index + 1}"),
            Channel = ChannelOf(a.Site),
            Phase = (v?.Phase ?? a.Phases) switch { ArrivalPhases.P => "P", ArrivalPhases.S => "S", ArrivalPhases.Infrasound or ArrivalPhases.Acoustic or ArrivalPhases.Air => "I", _ => "" },
            Time = a.At,
            SigmaS = a.SigmaS,
            ResidualS = v?.ResidualS,
            DistanceKm = distanceM / 1000,
            EventAzimuthDeg = azimuthDeg,
            BackAzimuthDeg = a.BackAzimuthDeg,
            BackAzimuthSigmaDeg = a.BackAzimuthSigmaDeg,
            BackAzimuthResidualDeg = v?.BearingResidualDeg,
            SlownessSPerKm = a.SlownessSPerKm,
            TimeUsed = v is not null,
            BackAzimuthUsed = v?.BearingResidualDeg is not null,
        };
    }

    // NET.STA or STA; a site that is named by its place has no code, and gets a number of its own.
    private ChannelId ChannelOf(string site)
    {
        string[] codes = site.Split('.');
        string network = codes.Length >= 2 ? codes[0] : "", station = codes.Length >= 2 ? codes[1] : site;
        string numbered = string.Create(CultureInfo.InvariantCulture, $"SITE{sites.Keys.Order(StringComparer.Ordinal).ToImmutableArray().IndexOf(site) + 1}");
        return ChannelId.FromSeed(network, station, "", "", out _) is { } known && codes.Length <= 3 && !double.TryParse(site.Split(',')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? known
            : ChannelId.FromSeed("", numbered, "", "", out _)!;
    }
}
