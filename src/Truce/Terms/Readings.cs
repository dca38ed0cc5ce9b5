using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Truce.Terms;

/// <summary>An agreement with its references resolved, made once for many cases.</summary>
internal sealed class AgreementIndex
{
    public AgreementIndex(Agreement agreement)
    {
        Agreement = agreement;
        Zones = agreement.Zones.ToFrozenDictionary(z => z.Id, StringComparer.Ordinal);
        Exceptions = agreement.Exceptions.ToFrozenDictionary(e => e.Id, StringComparer.Ordinal);
        Weapons = agreement.Weapons.ToFrozenDictionary(w => w.Id, StringComparer.Ordinal);
        Lines = agreement.Lines.GroupBy(l => l.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.OrderBy(l => l.AsOf).ThenBy(l => l.Version).ToImmutableArray(), StringComparer.Ordinal);
        Permits = [.. agreement.Terms.Where(t => t.Modality == Modality.Permit && !t.Overrides.IsEmpty)];
        LineIds = [.. agreement.Lines.Select(l => l.Id).Distinct(StringComparer.Ordinal)];
    }

    public Agreement Agreement { get; }

    public FrozenDictionary<string, Zone> Zones { get; }

    public FrozenDictionary<string, ExceptionClause> Exceptions { get; }

    public FrozenDictionary<string, WeaponCategory> Weapons { get; }

    /// <summary>Versions of each line from the oldest.</summary>
    public FrozenDictionary<string, ImmutableArray<LineVersion>> Lines { get; }

    public ImmutableArray<string> LineIds { get; }

    public ImmutableArray<Term> Permits { get; }
}

/// <summary>One case under one agreement: what several questions share.</summary>
internal sealed class CaseReading(AgreementIndex index, TermsCase subject)
{
    private readonly Dictionary<string, Trace> _zones = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Trace> _exceptions = new(StringComparer.Ordinal);
    private ImmutableArray<Measures.GeoPoint>? _lattice;

    public AgreementIndex Index { get; } = index;

    public Agreement Agreement => Index.Agreement;

    public TermsCase Subject { get; } = subject;

    /// <summary>The interval of time, when it is known and sane.</summary>
    public Measures.TimeInterval? When { get; } =
        subject.Time is TermsTime.During d && AgreementClock.IsSane(d.When.Start) && AgreementClock.IsSane(d.When.End) ? d.When : null;

    /// <summary>Whether a place in a zone has been asked before; the answer is kept, since many terms share a zone.</summary>
    public Trace Zone(string id)
    {
        if (!_zones.TryGetValue(id, out Trace? trace)) _zones[id] = trace = ZoneQuestion.Ask(this, Index.Zones[id]);
        return trace;
    }

    public Trace Exception(string id)
    {
        if (!_exceptions.TryGetValue(id, out Trace? trace)) _exceptions[id] = trace = ExceptionQuestion.Ask(this, Index.Exceptions[id]);
        return trace;
    }

    /// <summary>The lattice of an area, made once for all zones.</summary>
    public ImmutableArray<Measures.GeoPoint> Lattice(TermsPlace.Area area) => _lattice ??= AreaLattice.Of(area);

    /// <summary>An instant in UTC and in the agreement's local time, for a sentence.</summary>
    public string Say(DateTimeOffset instant) =>
        AgreementClock.Local(Agreement.Zone, instant) + " (" + instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) + ")";
}
