using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Observations;

/// <summary>What one source said, once: never an incident, never a judgement.</summary>
/// <remarks>
/// Source grade and confidence stay apart: the grade speaks of the source, the confidence is the source's own number.
/// The identity is the content, not the file it came in: the same row in two downloads is one observation.
/// </remarks>
public sealed record Observation
{
    // A copy made by `with` carries this field along: the owner tells whether the hash is still its own.
    private Tuple<Observation, Hash256>? _named;

    /// <summary>Id of the feed in the mission.</summary>
    public required string Feed { get; init; }

    /// <summary>Key of the record at its source; empty when the source has none.</summary>
    public string SourceKey { get; init; } = "";

    /// <summary>Name of the source: satellite, outlet, patrol.</summary>
    public required string Source { get; init; }

    /// <summary>How the source came to know.</summary>
    public ObservationMeans Means { get; init; }

    /// <summary>What it says it saw.</summary>
    public ObservationClass Class { get; init; }

    /// <summary>When: the event was at some instant in this interval. Absent when the source gives no time.</summary>
    public required TimeInterval? When { get; init; }

    /// <summary>How far the source's clock can be trusted.</summary>
    public ClockTrust Clock { get; init; }

    /// <summary>Where.</summary>
    public required ObservedPlace Where { get; init; }

    /// <summary>How many.</summary>
    public Count Count { get; init; }

    /// <summary>Weapon as the source names it; absent for "not known".</summary>
    public ObservedWeapon? Weapon { get; init; }

    /// <summary>Kind of restriction, when that is what was observed.</summary>
    public RestrictionKind Restriction { get; init; }

    /// <summary>Admiralty grade as received.</summary>
    public SourceGrade Grade { get; init; }

    /// <summary>The source's own confidence, 0 to 1; absent when it gives none.</summary>
    public double? Confidence { get; init; }

    /// <summary>Strength measured by the sensor, in the unit the feed's README names (FIRMS: fire radiative power, MW).</summary>
    public double? Strength { get; init; }

    /// <summary>Who is ultimately speaking.</summary>
    public OriginGroup Origin { get; init; }

    /// <summary>A short text of the source, in its own language; empty for none.</summary>
    public string Text { get; init; } = "";

    /// <summary>Addresses and other references the source gives.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Further plain facts of the feed, by name (documented in the feed's README).</summary>
    public ImmutableSortedDictionary<string, string> Facts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Who may see it.</summary>
    public Label Label { get; init; } = Label.Default;

    /// <summary>Whether it was made by a simulation. Stays true for everything made of it.</summary>
    public bool Simulated { get; init; }

    /// <summary>The bytes it was read from.</summary>
    public RawReference Raw { get; init; }

    /// <summary>SHA-256 of the canonical content (docs/formats/records.md): everything above but <see cref="Raw"/>.</summary>
    public Hash256 Id
    {
        get
        {
            if (_named is { } named && ReferenceEquals(named.Item1, this)) return named.Item2;
            Hash256 id = CanonicalJson.Hash(ObservationJson.Content(this));
            _named = Tuple.Create(this, id);
            return id;
        }
    }

    /// <summary>Equality is by content.</summary>
    public bool Equals(Observation? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>A weapon as a source names it.</summary>
/// <param name="Text">The source's words.</param>
/// <param name="Category">Category id of the agreement, when the source or the mission gives one.</param>
/// <param name="CalibreLowMm">Least calibre it may have, millimetres.</param>
/// <param name="CalibreHighMm">Greatest calibre it may have, millimetres.</param>
public sealed record ObservedWeapon(string Text, string? Category, double? CalibreLowMm, double? CalibreHighMm);
