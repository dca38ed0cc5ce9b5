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

    /// <summary>It has other members, another place or another score than was said before.</summary>
    Revised,

    /// <summary>Its arrivals are better explained otherwise: it is no longer held.</summary>
    Withdrawn,
}

/// <summary>One line of the live form.</summary>
/// <param name="Kind">New, revised or withdrawn.</param>
/// <param name="EventId">Stays with the event over its revisions.</param>
/// <param name="Revision">1 for new, then counted on.</param>
/// <param name="Event">As it stands now; for a withdrawn one as it stood.</param>
public sealed record EventRevision(RevisionKind Kind, string EventId, int Revision, AssociatedEvent Event);

/// <summary>
/// The live form: arrivals come in any order and late, and every step associates again what can still change. The core steps, the edge waits: time comes in from outside.
/// </summary>
/// <remarks>
/// An event can change until the longest travel time after it has passed twice; then it is final and its arrivals are forgotten, as are arrivals older than that in no event. So memory is bounded by what three of the
/// longest travel times bring. Beside the batch form: clutter is learned from the window, not from all, and what the batch form learns from later hours comes too late here; weak events can differ for that.
/// </remarks>
public sealed class AssociationWatch
{
    private readonly IReadOnlyList<ListeningSite> _sites;
    private readonly TravelTimes _times;
    private readonly AssociationOptions _options;
    private readonly Duration _longest;
    private readonly SortedDictionary<(Instant At, string Id), Arrival> _held = new(Comparer<(Instant At, string Id)>.Create(
        (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id, b.Id)));

    private List<(string Id, int Revision, AssociatedEvent Event)> _open = [];
    private int _next = 1;

    /// <summary>A watch that has heard nothing.</summary>
    /// <param name="sites">Who listens.</param>
    /// <param name="times">Ground and air.</param>
    /// <param name="longestTravelS">Longest travel time that can matter, seconds, above 0: for infrasound over 200 km some 900, for P and S alone some 90.</param>
    /// <param name="options">The defaults when absent.</param>
    public AssociationWatch(IReadOnlyList<ListeningSite> sites, TravelTimes times, double longestTravelS, AssociationOptions? options = null)
    {
        if (!(longestTravelS > 0)) throw new ArgumentOutOfRangeException(nameof(longestTravelS), "write a time above 0 seconds");
        _sites = sites;
        _times = times;
        _options = (options ?? new()).Validated();
        _longest = Duration.FromSeconds(longestTravelS);
    }

    /// <summary>Arrivals held now.</summary>
    public int Held => _held.Count;

    /// <summary>Takes an arrival; the same one twice counts once.</summary>
    public void Add(Arrival arrival)
    {
        ArgumentNullException.ThrowIfNull(arrival);
        _held[(arrival.At, arrival.Id)] = arrival;
    }

    /// <summary>Associates what is held, as of a time. Returns what changed, in order of event time; withdrawals first.</summary>
    public ImmutableArray<EventRevision> Advance(Instant now)
    {
        AssociationResult result = Associator.Run([.. _held.Values.Where(a => a.At <= now)], _sites, _times, _options);
        List<(string Id, int Revision, AssociatedEvent Event)> open = [];
        List<EventRevision> said = [];
        HashSet<int> met = [];
        foreach (AssociatedEvent one in result.Events)
        {
            int before = Before(one, met);
            if (before < 0)
            {
                string id = "E" + _next++.ToString("d6", CultureInfo.InvariantCulture);
                open.Add((id, 1, one));
                said.Add(new(RevisionKind.New, id, 1, one));
                continue;
            }

            met.Add(before);
            (string name, int revision, AssociatedEvent old) = _open[before];
            bool same = old.Members.Select(m => (m.ArrivalId, m.Phase)).SequenceEqual(one.Members.Select(m => (m.ArrivalId, m.Phase)));
            if (!same) said.Add(new(RevisionKind.Revised, name, ++revision, one));
            open.Add((name, revision, same ? old : one));
        }

        said.InsertRange(0, _open.Where((_, i) => !met.Contains(i)).Select(o => new EventRevision(RevisionKind.Withdrawn, o.Id, o.Revision + 1, o.Event)));
        _open = open;
        Forget(now);
        return [.. said];
    }

    // The open event that shares most members, at least one in two of the smaller.
    private int Before(AssociatedEvent one, HashSet<int> met)
    {
        HashSet<string> ids = [.. one.Members.Select(m => m.ArrivalId)];
        int best = -1, most = 0;
        for (int i = 0; i < _open.Count; i++)
        {
            int shared = _open[i].Event.Members.Count(m => ids.Contains(m.ArrivalId));
            if (met.Contains(i) || shared <= most || 2 * shared < Math.Min(ids.Count, _open[i].Event.Members.Length)) continue;
            (best, most) = (i, shared);
        }

        return best;
    }

    private void Forget(Instant now)
    {
        Instant horizon = now - _longest - _longest;
        HashSet<string> final = [];
        foreach ((string _, int _, AssociatedEvent one) in _open.Where(o => o.Event.At < horizon))
        {
            foreach (EventMember member in one.Members) final.Add(member.ArrivalId);
        }

        _open.RemoveAll(o => o.Event.At < horizon);
        foreach ((Instant At, string Id) key in _held.Keys.Where(k => final.Contains(k.Id) || k.At < horizon - _longest).ToArray()) _held.Remove(key);
    }
}
