using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Listening;

/// <summary>Which sites about an event listened and told of nothing.</summary>
/// <param name="sites">All sites and what they hear.</param>
internal sealed class SilenceReader(ImmutableArray<(ListeningSite Site, ArrivalPhases Hears)> sites)
{
    private const int Nearest = 40; // enough to stand about any event
    private const double GroundSlow = 5, GroundFast = 8, AirSlow = 0.28, AirFast = 0.36; // km/s: P about a network, sound and infrasound
    private static readonly Duration Deaf = Duration.FromSeconds(60); // longest that a trigger stays open, and hides another
    private readonly Dictionary<string, GeoPoint> _places = sites.ToDictionary(s => s.Site.Id, s => s.Site.Position);
    private readonly Dictionary<(string, ArrivalPhases), ListeningSite[]> _about = [];
    private readonly Dictionary<string, Instant> _last = new(StringComparer.Ordinal);

    /// <summary>Takes notice of an arrival: its site is not silent for a while.</summary>
    public void Heard(Arrival arrival)
    {
        if (!_last.TryGetValue(arrival.Site, out Instant last) || arrival.At > last) _last[arrival.Site] = arrival.At;
    }

    /// <summary>Silence about an event, of the ground and of the air.</summary>
    /// <param name="arrivals">Arrivals of the event.</param>
    /// <param name="listens">Sites that listen now.</param>
    /// <param name="heardUntil">Until when what they heard is known.</param>
    public ImmutableArray<SilentSites> About(ImmutableArray<Arrival> arrivals, IReadOnlySet<string> listens, Instant heardUntil)
    {
        var said = ImmutableArray.CreateBuilder<SilentSites>();
        foreach ((ArrivalPhases kind, double slow, double fast) in new[] { (ArrivalPhases.Ground, GroundSlow, GroundFast), (ArrivalPhases.Air, AirSlow, AirFast) })
        {
            Arrival[] heard = [.. arrivals.Where(a => (a.Phases & kind) != 0)];
            if (heard.Length == 0) continue;
            Arrival first = heard.MinBy(a => a.At)!;
            ListeningSite[] about = About(first.Site, kind);
            GeoPoint[] silent = [.. about.Where(s => listens.Contains(s.Id) && !(_last.TryGetValue(s.Id, out Instant last) && last > first.At - Deaf)).Select(s => s.Position)];
            if (silent.Length == 0) continue;
            // What was heard last has nothing to add to how far the waves have come when nobody knows until when: then only nearer sites count.
            Instant until = heardUntil == Instant.MaxValue ? heard.Max(a => a.At) : heardUntil;
            said.Add(new(silent, [.. heard.Select(a => new HeardAt(_places[a.Site], (until - a.At).TotalSeconds))], slow, fast));
        }

        return said.ToImmutable();
    }

    private ListeningSite[] About(string site, ArrivalPhases kind)
    {
        if (_about.TryGetValue((site, kind), out ListeningSite[]? about)) return about;
        GeoPoint from = _places[site];
        about = [.. sites.Where(s => (s.Hears & kind) != 0 && s.Site.Id != site).OrderBy(s => s.Site.Position.DistanceM(from)).ThenBy(s => s.Site.Id, StringComparer.Ordinal).Take(Nearest).Select(s => s.Site)];
        _about.Add((site, kind), about);
        return about;
    }
}
