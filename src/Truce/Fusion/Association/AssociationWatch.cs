using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;

namespace Truce.Fusion.Association;

/// <summary>What became of an event when more was heard.</summary>
public enum RevisionKind
{
    /// <summary>It is new.</summary>
    New,

    /// <summary>It has other members, or an arrival of it was told anew.</summary>
    Revised,

    /// <summary>Its arrivals are better explained otherwise: it is no longer held.</summary>
    Withdrawn,

    /// <summary>Everything that could belong to it has had time to arrive: it is final, and its arrivals are used up.</summary>
    Settled,
}

/// <summary>One line of the live form.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="EventId">Stays with the event over its revisions.</param>
/// <param name="Event">As it stands now; for a withdrawn one as it stood.</param>
/// <param name="Arrivals">Its arrivals in the order of its members, each with the phase it was taken for.</param>
public sealed record EventRevision(RevisionKind Kind, string EventId, AssociatedEvent Event, ImmutableArray<Arrival> Arrivals);

/// <summary>The live form: arrivals come in any order and late, and a step costs what is new, not what waits. The core steps, the edge waits: time comes in from outside.</summary>
/// <remarks>
/// At each step events that stand take up what fits them; then boxes of space and time are searched that a new arrival reaches; then rivals settle who has what. A wave that may still be on its way has not been missed:
/// silence counts only of sites that listen, and only once the last wave would have passed. Beside the batch form: clutter is learned from what was forgotten in no event, not from the whole; weak events can differ for that.
/// Memory is bounded by the arrivals of twice the longest travel time.
/// </remarks>
public sealed class AssociationWatch
{
    private const float ClearNats = 5; // as in the batch form
    private readonly AssociationOptions _options;
    private readonly Dictionary<string, int> _siteOf = [];
    private readonly string[] _siteIds;
    private readonly SearchGround _ground;
    private readonly Readings _readings;
    private readonly EventFit _fit;
    private readonly EventSearch _search;
    private readonly ClutterRates _rates = new();
    private readonly Dictionary<string, Arrival> _held = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fresh = new(StringComparer.Ordinal);
    private readonly double _longestS;
    private Instant? _start, _heardUntil;
    private List<Standing> _standing = [];
    private int _next = 1;

    /// <summary>A watch that has heard nothing.</summary>
    /// <param name="sites">Who listens, and for what; with different ids.</param>
    /// <param name="times">Ground and air.</param>
    /// <param name="longestS">How long after an event its last wave is waited for, seconds, above 0; the longest travel time in the region when absent.</param>
    /// <param name="options">The defaults when absent.</param>
    public AssociationWatch(IReadOnlyList<(ListeningSite Site, ArrivalPhases Hears)> sites, TravelTimes times, double? longestS = null, AssociationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(times);
        if (longestS is { } given && !(given > 0)) throw new ArgumentOutOfRangeException(nameof(longestS), "write a time above 0 seconds");
        _options = (options ?? new()).Validated();
        (ListeningSite Site, ArrivalPhases Hears)[] ordered = [.. sites.OrderBy(s => s.Site.Id, StringComparer.Ordinal)];
        _siteIds = [.. ordered.Select(s => s.Site.Id)];
        for (int i = 0; i < ordered.Length; i++) _siteOf.Add(ordered[i].Site.Id, i);
        bool[] used = new bool[ordered.Length * Readings.Phases];
        for (int ch = 0; ch < used.Length; ch++) used[ch] = (ordered[ch / Readings.Phases].Hears & Readings.PhaseOf(ch % Readings.Phases)) != 0;
        _ground = new([.. ordered.Select(s => s.Site)], times, _options, used, [0.05, 0.05, 0.2, 0.5]); // small errors of picks: they bound what an arrival can say
        _readings = new([.. ordered.Select(s => s.Site)], _options);
        _fit = new(_ground, _readings);
        _longestS = longestS ?? Math.Max(1, _ground.LongestS);
        _search = new(_ground, _readings, _fit, Math.Max(64, (int)Math.Ceiling((_longestS + 240) / _ground.BinS)));
    }

    /// <summary>Arrivals held now.</summary>
    public int Held => _held.Count;

    /// <summary>How long after an event its last wave is waited for.</summary>
    public Duration Longest => Duration.FromSeconds(_longestS);

    /// <summary>Takes an arrival; told again under the same id it stands instead of the one before. One of a site that nobody listens at is not taken.</summary>
    public void Add(Arrival arrival)
    {
        ArgumentNullException.ThrowIfNull(arrival);
        if (!_siteOf.TryGetValue(arrival.Site, out int site)) return;
        if (_held.TryGetValue(arrival.Id, out Arrival? old) && old == arrival) return;
        _start ??= arrival.At;
        _held[arrival.Id] = arrival;
        _fresh.Add(arrival.Id);
        if (old is null) _rates.Tell(site, arrival.Phases);
    }

    /// <summary>Associates what is new.</summary>
    /// <param name="heardUntil">Until when everything that was heard is here; later arrivals wait.</param>
    /// <param name="listens">Sites that listen now; all when absent.</param>
    /// <param name="now">Events of which the last wave would have passed by then are settled; <paramref name="heardUntil"/> when absent.</param>
    /// <returns>What changed: withdrawals first, then the others in order of event time.</returns>
    public ImmutableArray<EventRevision> Advance(Instant heardUntil, IReadOnlySet<string>? listens = null, Instant? now = null)
    {
        if (_start is not { } start) return [];
        List<EventRevision> said = [];
        _rates.ListenedS += Listened(heardUntil);
        _ground.HeardUntilS = Seconds(heardUntil, start);
        if (listens is not null) _ground.Listening([.. _siteIds.Select(listens.Contains)]);
        Arrival[] heard = [.. _held.Values.Where(a => a.At <= heardUntil)];
        bool[] fresh = [.. heard.Select(a => _fresh.Contains(a.Id))];
        if (fresh.Contains(true) || _standing.Count > 0) Step(heard, fresh, start, said);
        foreach (Arrival a in heard) _fresh.Remove(a.Id);
        Settle(Seconds(now ?? heardUntil, start), start, said);
        return [.. said];
    }

    // How much farther it was listened; at most a day in one step, whatever clocks say.
    private double Listened(Instant heardUntil)
    {
        if (heardUntil == Instant.MaxValue) return 0;
        Instant from = _heardUntil ?? _held.Values.Where(a => a.At <= heardUntil).Select(a => a.At).Append(heardUntil).Min();
        if (_heardUntil is null || heardUntil > _heardUntil) _heardUntil = heardUntil;
        return Math.Clamp((heardUntil - from).TotalSeconds, 0, 86_400);
    }

    private static double Seconds(Instant at, Instant start) => at == Instant.MaxValue ? double.PositiveInfinity : (at - start).TotalSeconds;

    private void Step(Arrival[] heard, bool[] fresh, Instant start, List<EventRevision> said)
    {
        double lastS = heard.Length == 0 ? 0 : heard.Max(a => (a.At - start).TotalSeconds);
        _readings.Load(heard, start, _rates);
        _fit.EventsPerS = Math.Max(1, _rates.Told) / (_rates.ListenedS + 600) / Math.Max(2, _ground.Channels.Length / 4.0);
        Dictionary<string, int> at = [];
        for (int i = 0; i < heard.Length; i++) at.Add(heard[i].Id, i);
        var settlement = new Settlement(_readings, _fit, Math.Min(_longestS, _ground.LongestS), _options.LeastScoreNats);
        HashSet<int> changed = [];
        List<Draft> drafts = [.. _standing.Select(s => s.Remade(_readings, at))];
        changed.UnionWith(drafts.Where(d => d.Members.Any(r => fresh[_readings.Arrival[r]])).Select(d => d.Key)); // an arrival of it was told anew
        changed.UnionWith(settlement.Refresh(drafts));
        if (fresh.Contains(true)) Search(drafts, settlement, changed, heard.Where((_, i) => fresh[i]).Min(a => (a.At - start).TotalSeconds), lastS, fresh);
        Tell(drafts, changed, start, said);
    }

    private void Search(List<Draft> drafts, Settlement settlement, HashSet<int> changed, double oldestFreshS, double lastS, bool[] fresh)
    {
        double longestS = Math.Min(_longestS, _ground.LongestS);
        changed.UnionWith(settlement.Run(drafts, d => d.TimeS + longestS >= oldestFreshS));
        foreach (float more in new[] { ClearNats, 0 })
        {
            List<Draft> found = [];
            _search.Run(found, more, oldestFreshS - longestS, lastS, fresh);
            foreach (Draft d in found) d.Key = _next++;
            HashSet<int> news = [.. found.Select(d => d.Key)];
            drafts.AddRange(found);
            if (news.Count > 0) changed.UnionWith(settlement.Run(drafts, d => news.Contains(d.Key)));
        }
    }

    private void Tell(List<Draft> drafts, HashSet<int> changed, Instant start, List<EventRevision> said)
    {
        Dictionary<int, Standing> before = _standing.ToDictionary(s => s.Draft.Key);
        List<Standing> after = [];
        List<EventRevision> news = [];
        foreach (Draft d in drafts.OrderBy(d => d.TimeS).ThenBy(d => d.Key))
        {
            bool known = before.Remove(d.Key);
            d.Members.Sort();
            var standing = new Standing(d, Association.Event(d, _fit, _readings, _ground.Space, start), [.. d.Members.Select(r => _readings.Arrivals[_readings.Arrival[r]] with { Phases = Readings.PhaseOf(_readings.Phase[r]) })]);
            after.Add(standing);
            if (!known || changed.Contains(d.Key)) news.Add(new(known ? RevisionKind.Revised : RevisionKind.New, IdOf(d.Key), standing.Event, standing.Arrivals));
        }

        said.AddRange(before.Values.OrderBy(s => s.Draft.Key).Select(s => new EventRevision(RevisionKind.Withdrawn, IdOf(s.Draft.Key), s.Event, s.Arrivals)));
        said.AddRange(news);
        _standing = after;
    }

    // Arrivals that could still belong to an event that nobody has found are held one travel time longer than those that it is made of.
    private void Settle(double untilS, Instant start, List<EventRevision> said)
    {
        foreach (Standing s in _standing.Where(s => s.Draft.TimeS + _longestS < untilS).ToArray())
        {
            _standing.Remove(s);
            foreach (Arrival a in s.Arrivals) Forget(a.Id, clutter: false);
            said.Add(new(RevisionKind.Settled, IdOf(s.Draft.Key), s.Event, s.Arrivals));
        }

        HashSet<string> kept = [.. _standing.SelectMany(s => s.Arrivals.Select(a => a.Id))];
        foreach (Arrival a in _held.Values.Where(a => (a.At - start).TotalSeconds + _longestS < untilS && !_fresh.Contains(a.Id) && !kept.Contains(a.Id)).ToArray()) Forget(a.Id, clutter: true);
    }

    private void Forget(string id, bool clutter)
    {
        if (!_held.Remove(id, out Arrival? a)) return;
        if (clutter) _rates.TellClutter(_siteOf[a.Site], a.Phases);
    }

    private static string IdOf(int key) => "E" + key.ToString("d6", CultureInfo.InvariantCulture);

    /// <summary>An event that stands between two steps; its members by name, since readings are numbered anew.</summary>
    private sealed record Standing(Draft Draft, AssociatedEvent Event, ImmutableArray<Arrival> Arrivals)
    {
        public Draft Remade(Readings readings, Dictionary<string, int> at)
        {
            Draft draft = Draft.Copy();
            draft.Members.Clear();
            foreach (Arrival member in Arrivals)
            {
                if (!at.TryGetValue(member.Id, out int arrival)) continue;
                foreach (int r in readings.ReadingsOf[arrival])
                {
                    if (Readings.PhaseOf(readings.Phase[r]) == member.Phases) draft.Members.Add(r);
                }
            }

            return draft;
        }
    }
}
