using System.Collections.Frozen;

namespace Truce.Commitments;

/// <summary>Which reports are one voice: those that repeat one another, name one another as their origin, or come from one outlet.</summary>
/// <remarks>Two reports with one origin are one source (DESIGN.md, "Echoes counted once"). Whom a report merely mentions is no origin.</remarks>
public sealed class OriginGroups
{
    private readonly FrozenDictionary<RowId, RowId> _group;

    private OriginGroups(FrozenDictionary<RowId, RowId> group) => _group = group;

    /// <summary>Groups of the sources of a ledger.</summary>
    public static OriginGroups Of(Ledger ledger)
    {
        var parent = ledger.Sources.Keys.ToDictionary(id => id);
        RowId Root(RowId id)
        {
            while (parent[id] != id) id = parent[id] = parent[parent[id]];
            return id;
        }

        void Join(RowId a, RowId b)
        {
            (RowId ra, RowId rb) = (Root(a), Root(b));
            if (ra == rb) return;
            if (ra.CompareTo(rb) < 0) parent[rb] = ra;
            else parent[ra] = rb;
        }

        var byName = new Dictionary<string, RowId>(StringComparer.OrdinalIgnoreCase);
        foreach (LedgerSource s in ledger.Sources.Values)
        {
            foreach (RowId cited in s.Cites.Where(parent.ContainsKey)) Join(s.Id, cited);
            if (!byName.TryAdd(s.Outlet, s.Id)) Join(byName[s.Outlet], s.Id);
        }

        foreach (LedgerSource s in ledger.Sources.Values)
        {
            if (s.Origin.Length == 0) continue;
            if (byName.TryGetValue(s.Origin, out RowId outlet)) Join(outlet, s.Id);
            else if (!byName.TryAdd("origin: " + s.Origin, s.Id)) Join(byName["origin: " + s.Origin], s.Id);
        }

        return new(ledger.Sources.Keys.ToFrozenDictionary(id => id, Root));
    }

    /// <summary>The group of a source: the first of its members; a source that the ledger does not hold is a group of its own.</summary>
    public RowId Of(RowId source) => _group.TryGetValue(source, out RowId group) ? group : source;

    /// <summary>How many groups stand behind some sources.</summary>
    public int Count(IEnumerable<RowId> sources) => sources.Select(Of).Distinct().Count();
}
