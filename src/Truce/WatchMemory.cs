using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;
using Truce.Review;

namespace Truce;

/// <summary>What a <see cref="Watch"/> has seen. Bounded by the mission: the host starts a new watch from the log when a mission grows beyond one.</summary>
internal sealed class WatchMemory
{
    private readonly Dictionary<Hash256, Observation> _observations = [];
    private readonly SortedDictionary<Hash256, Observation> _reports = [];
    private readonly SortedDictionary<Hash256, Observation> _notifications = [];
    private readonly Dictionary<(string Feed, string Key), List<Hash256>> _byKey = [];
    private readonly HashSet<Hash256> _withdrawn = [];
    private readonly Dictionary<Hash256, SortedDictionary<int, SeenIncident>> _seen = [];
    private readonly SortedDictionary<(string Feed, string Key), (DateTimeOffset Known, Hash256 By)> _takenBack = [];

    /// <summary>Evidence by id, with the origin it counts under now.</summary>
    public Dictionary<Hash256, Detection> Detections { get; } = [];

    /// <summary>Who was listening where.</summary>
    public HearingPosts Posts { get; } = new();

    /// <summary>What people have said, by id.</summary>
    public SortedDictionary<Hash256, Statement> Statements { get; } = [];

    /// <summary>Reports of people, in order of id: those that may repeat one another.</summary>
    public IReadOnlyList<Observation> Reports => [.. _reports.Values];

    /// <summary>Notifications that stand, in order of id.</summary>
    public IReadOnlyList<Observation> Notifications => [.. _notifications.Values];

    /// <summary>False when it is known already.</summary>
    public bool Add(Observation o)
    {
        if (!_observations.TryAdd(o.Id, o)) return false;
        if (o.SourceKey.Length > 0)
        {
            if (!_byKey.TryGetValue((o.Feed, o.SourceKey), out List<Hash256>? ids)) _byKey[(o.Feed, o.SourceKey)] = ids = [];
            ids.Add(o.Id);
        }

        Posts.Add(o);
        if (o.Class == ObservationClass.Notification) _notifications[o.Id] = o;
        else if (o.Text.Length > 0 || o.References.Length > 0) _reports[o.Id] = o;
        return true;
    }

    /// <summary>An observation, withdrawn or not; absent when it was never seen.</summary>
    public Observation? Find(Hash256 id) => _observations.GetValueOrDefault(id);

    /// <summary>Observations of a record key, in order of id.</summary>
    public IEnumerable<Observation> ByKey(string feed, string key) =>
        _byKey.TryGetValue((feed, key), out List<Hash256>? ids) ? ids.Order().Select(id => _observations[id]) : [];

    /// <summary>Takes an observation out of the sums; it stays findable.</summary>
    public void Withdraw(Hash256 id)
    {
        _withdrawn.Add(id);
        _reports.Remove(id);
        _notifications.Remove(id);
    }

    /// <summary>Notes that a source takes a record back, whether or not it has come yet: of several that say so the first to be known is named, of those the lowest id.</summary>
    public void TakeBack(string feed, string key, Hash256 by, DateTimeOffset known)
    {
        if (!_takenBack.TryGetValue((feed, key), out (DateTimeOffset Known, Hash256 By) held) || (known, by).CompareTo(held) < 0) _takenBack[(feed, key)] = (known, by);
    }

    /// <summary>The observation that takes a record back, and when that was known; absent when none does.</summary>
    public (DateTimeOffset Known, Hash256 By)? TakenBackBy(Observation o) =>
        o.SourceKey.Length > 0 && _takenBack.TryGetValue((o.Feed, o.SourceKey), out (DateTimeOffset Known, Hash256 By) held) && held.By != o.Id ? held : null;

    /// <summary>Whether its source took it back.</summary>
    public bool IsWithdrawn(Hash256 id) => _withdrawn.Contains(id);

    /// <summary>An observation that stands; absent when its source took it back or it was never seen.</summary>
    public Observation? Standing(Hash256 id) => _withdrawn.Contains(id) ? null : Find(id);

    /// <summary>Notes what a version of a finding read.</summary>
    public void Show(Hash256 finding, int version, SeenIncident seen)
    {
        if (!_seen.TryGetValue(finding, out SortedDictionary<int, SeenIncident>? versions)) _seen[finding] = versions = [];
        versions[version] = seen;
    }

    /// <summary>What a version of a finding read: that of the last version up to it that read anything; absent when there is none.</summary>
    public SeenIncident? Shown(Hash256 finding, int version) =>
        _seen.TryGetValue(finding, out SortedDictionary<int, SeenIncident>? versions) ? versions.Where(v => v.Key <= version).Select(v => v.Value).LastOrDefault() : null;

    /// <summary>Statements on a finding, in order of signing.</summary>
    public ImmutableArray<Statement> StatementsOn(Hash256 finding) =>
        [.. Statements.Values.Where(s => s.Finding == finding).OrderBy(s => s.At).ThenBy(s => s.Id)];
}
