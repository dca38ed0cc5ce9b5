using System.Collections.Immutable;
using Truce.Fusion;
using Truce.Measures;

namespace Truce.Incidents;

/// <summary>Gives fusion's hypotheses a name in time: versions, aliases, merges and splits. Pure; nothing in it is ever edited.</summary>
/// <remarks>
/// The state after a series of deltas depends only on the last set of hypotheses; versions and aliases tell the way there.
/// Old names stay valid for ever: <see cref="Resolve"/> follows them.
/// </remarks>
public sealed class IncidentLedger
{
    private readonly SortedDictionary<Hash256, Incident> _current = [];
    private readonly SortedDictionary<Hash256, Hash256> _aliasOf = [];
    private readonly Dictionary<Hash256, Hash256> _homeOf = [];
    private readonly Dictionary<Hash256, int> _last = [];
    private readonly Func<Incident, Hash256> _recordHash;

    /// <summary>An empty ledger; <paramref name="recordHash"/> names a version by the hash of its record.</summary>
    public IncidentLedger(Func<Incident, Hash256> recordHash) => _recordHash = recordHash;

    /// <summary>The incidents that stand, in order of id.</summary>
    public IEnumerable<Incident> Current => _current.Values;

    /// <summary>Old names and the incident each is now found under, in order of the old name.</summary>
    public IEnumerable<KeyValuePair<Hash256, Hash256>> Aliases => _aliasOf;

    /// <summary>Whether an incident stands under this very name.</summary>
    public bool Stands(Hash256 id) => _current.ContainsKey(id);

    /// <summary>The incident now known under this name or one of its old ones; absent when it never was or has dissolved.</summary>
    public Incident? Resolve(Hash256 id)
    {
        for (int hops = 0; hops <= _aliasOf.Count; hops++)
        {
            if (_current.TryGetValue(id, out Incident? found)) return found;
            if (!_aliasOf.TryGetValue(id, out id)) return null;
        }

        return null;
    }

    /// <summary>Takes fusion's change and gives the new versions in order of id; dissolved ones last.</summary>
    /// <param name="changed">Hypotheses that are new or changed.</param>
    /// <param name="removed">Ids of those that are no more.</param>
    /// <param name="known">When this became known, UTC.</param>
    /// <param name="model">The model of sources under which they were scored; absent while nothing was learned.</param>
    public ImmutableArray<Incident> Apply(IReadOnlyList<Hypothesis> changed, IReadOnlyList<Hash256> removed, DateTimeOffset known, Hash256? model = null)
    {
        Hypothesis[] now = [.. changed.OrderBy(h => h.Id)];
        var gone = removed.Concat(now.Select(h => h.Id)).Distinct().Where(_current.ContainsKey)
            .ToDictionary(id => id, id => _current[id]);
        var heirs = new Dictionary<Hash256, Hash256>();
        foreach (Incident old in gone.Values)
        {
            if (Heir(old, now) is { } heir) heirs[old.Id] = heir;
        }

        ILookup<Hash256, Hash256> inherited = heirs.ToLookup(p => p.Value, p => p.Key);
        var versions = ImmutableArray.CreateBuilder<Incident>(now.Length);
        HashSet<Hash256> standing = [.. now.Select(h => h.Id), .. _current.Keys.Where(id => !gone.ContainsKey(id))];
        foreach (Hypothesis h in now)
        {
            versions.Add(Version(h, [.. inherited[h.Id].Order().Select(id => gone[id])], gone, standing, known) with { Model = model });
        }

        Hash256[] dissolved = [.. gone.Keys.Where(id => !heirs.ContainsKey(id)).Order()];
        foreach (Hash256 id in gone.Keys) Forget(id);
        foreach (Incident made in versions) Remember(made, heirs, standing);
        foreach (Hash256 id in dissolved.Where(id => !_current.ContainsKey(id)))
        {
            versions.Add(Dissolve(gone[id], known) with { Model = model });
            _last[id] = versions[^1].Version;
        }

        return versions.ToImmutable();
    }

    /// <summary>The new hypothesis that holds most members of the old incident (ties: the lower id); absent when none holds any.</summary>
    private static Hash256? Heir(Incident old, Hypothesis[] now)
    {
        var members = old.Hypothesis.Members.Select(m => m.Detection).ToHashSet();
        Hash256? best = null;
        int most = 0;
        foreach (Hypothesis h in now)
        {
            int shared = h.Members.Count(m => members.Contains(m.Detection));
            if (shared > most) (best, most) = (h.Id, shared);
        }

        return best;
    }

    private Incident Version(
        Hypothesis h, ImmutableArray<Incident> parents, Dictionary<Hash256, Incident> gone, HashSet<Hash256> standing, DateTimeOffset known)
    {
        if (parents.IsEmpty)
        {
            bool partOfAnother = h.Members.Any(m => _homeOf.TryGetValue(m.Detection, out Hash256 home) && gone.ContainsKey(home));
            return new Incident
            {
                Id = h.Id,
                Version = _last.GetValueOrDefault(h.Id) + 1,
                Known = known,
                Hypothesis = h,
                Change = partOfAnother ? IncidentChange.Split : IncidentChange.New,
            };
        }

        Incident parent = parents.FirstOrDefault(p => p.Id == h.Id) ?? parents.MaxBy(p => p.Version)!;
        return new Incident
        {
            Id = h.Id,
            Version = Math.Max(parent.Version, _last.GetValueOrDefault(h.Id)) + 1,
            Known = known,
            Hypothesis = h,
            Change = parents.Length > 1 ? IncidentChange.Merged : IncidentChange.Revised,
            Aliases = [.. parents.SelectMany(p => p.Aliases.Append(p.Id)).Where(id => !standing.Contains(id)).Distinct().Order()],
            Previous = _recordHash(parent),
        };
    }

    private Incident Dissolve(Incident old, DateTimeOffset known) => old with
    {
        Version = old.Version + 1,
        Known = known,
        Change = IncidentChange.Dissolved,
        Previous = _recordHash(old),
    };

    private void Forget(Hash256 id)
    {
        foreach (Member m in _current[id].Hypothesis.Members)
        {
            if (_homeOf.TryGetValue(m.Detection, out Hash256 home) && home == id) _homeOf.Remove(m.Detection);
        }

        _current.Remove(id);
    }

    private void Remember(Incident made, Dictionary<Hash256, Hash256> heirs, HashSet<Hash256> standing)
    {
        _current[made.Id] = made;
        _last[made.Id] = made.Version; // a name that comes back goes on counting: (id, version) names one record for ever
        _aliasOf.Remove(made.Id);
        foreach (Member m in made.Hypothesis.Members) _homeOf[m.Detection] = made.Id;
        foreach ((Hash256 old, Hash256 heir) in heirs)
        {
            if (heir == made.Id && !standing.Contains(old)) _aliasOf[old] = made.Id;
        }
    }
}
