using System.Collections.Immutable;
using NodaTime;

namespace Truce.Terms;

/// <summary>An agreement as data: what is promised, by whom, where and when. Read by <see cref="AgreementReader"/>; format: docs/formats/terms.md.</summary>
/// <remarks>Only a reading without errors becomes an agreement, so every reference in it resolves and no reference runs in a circle.</remarks>
public sealed record Agreement
{
    /// <summary>Id of the agreement.</summary>
    public required string Id { get; init; }

    /// <summary>Version, from 1; absent when the file gives none.</summary>
    public int? Version { get; init; }

    /// <summary>Title in the authoritative language.</summary>
    public required string Title { get; init; }

    /// <summary>Whether the file says that nobody concluded this text: set for exercises and for data of a time without an agreement.</summary>
    public bool Hypothetical { get; init; }

    /// <summary>Language whose article texts prevail, an ISO 639-1 code.</summary>
    public required string AuthoritativeLanguage { get; init; }

    /// <summary>Languages of the article texts.</summary>
    public ImmutableArray<string> Languages { get; init; } = [];

    /// <summary>First instant at which the agreement binds, UTC, included.</summary>
    public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>First instant at which it binds no more, UTC; absent for "until further notice".</summary>
    public DateTimeOffset? EffectiveTo { get; init; }

    /// <summary>The zone whose clocks the local times of the text mean.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Version of the time zone data used for local times, for instance <c>TZDB: 2025b (mapping: …)</c>.</summary>
    public required string ZoneData { get; init; }

    /// <summary>The parties, in file order.</summary>
    public required ImmutableArray<AgreementParty> Parties { get; init; }

    /// <summary>Bodies that the text names.</summary>
    public ImmutableArray<AgreementBody> Bodies { get; init; } = [];

    /// <summary>Versions of the reference lines; several versions may share an id.</summary>
    public ImmutableArray<LineVersion> Lines { get; init; } = [];

    /// <summary>Weapon categories.</summary>
    public ImmutableArray<WeaponCategory> Weapons { get; init; } = [];

    /// <summary>Zones.</summary>
    public ImmutableArray<Zone> Zones { get; init; } = [];

    /// <summary>Prohibitions, duties and permits.</summary>
    public ImmutableArray<Term> Terms { get; init; } = [];

    /// <summary>Exceptions.</summary>
    public ImmutableArray<ExceptionClause> Exceptions { get; init; } = [];

    /// <summary>Kinds of acts, the built-in ones and those that the agreement adds.</summary>
    public required ActVocabulary Acts { get; init; }

    /// <summary>Severities from the least to the gravest.</summary>
    public ImmutableArray<string> Severities { get; init; } = ["ordinary", "serious", "grave"];

    /// <summary>How sure one must be.</summary>
    public JudgementRule Judgement { get; init; } = new(0.95, 0.05);

    /// <summary>Who is convened when, once people have determined a breach.</summary>
    public ResponseProtocol? Response { get; init; }
}

/// <summary>A party to the agreement.</summary>
/// <param name="Id">Id used in the file.</param>
/// <param name="Name">Name for people.</param>
public sealed record AgreementParty(string Id, string Name);

/// <summary>A body that the text names: a mission, a commission, a coordination centre.</summary>
/// <param name="Id">Id used in the file.</param>
/// <param name="Kind">What it is.</param>
public sealed record AgreementBody(string Id, string Kind);

/// <summary>Thresholds of probability at which a statement counts as true or as not true; between them it is uncertain.</summary>
/// <param name="InsideProbability">At this probability or more: yes. 0.5 to 1.</param>
/// <param name="OutsideProbability">At this probability or less: no. 0 to 0.5.</param>
/// <remarks>Written for zones ("zoneContainment"); used for weapons and acts too, so that one standard of proof holds for a whole term.</remarks>
public sealed record JudgementRule(double InsideProbability, double OutsideProbability)
{
    /// <summary>Yes when the least probability reaches the first threshold, no when the greatest is at most the second; absent between them.</summary>
    internal Answer? Decide(double low, double high) => low >= InsideProbability ? Answer.Yes : high <= OutsideProbability ? Answer.No : null;
}

/// <summary>What a category of weapons covers.</summary>
/// <param name="Id">Id used in the file.</param>
/// <param name="Label">Words of the agreement.</param>
/// <param name="Covers">What it covers, any of them; empty when only the label says so: such a category is known by its id alone.</param>
public sealed record WeaponCategory(string Id, string Label, ImmutableArray<WeaponCover> Covers);

/// <summary>One kind of weapon that a category covers.</summary>
/// <param name="System">Kind of system, for instance "mortar"; absent for any.</param>
/// <param name="MinCalibreMm">Least calibre, included, millimetres.</param>
/// <param name="MaxCalibreMm">Greatest calibre, millimetres.</param>
/// <param name="MaxIncluded">Whether the greatest calibre itself is covered ("up to"), or not ("under").</param>
public sealed record WeaponCover(string? System, double? MinCalibreMm, double? MaxCalibreMm, bool MaxIncluded);

/// <summary>One version of a reference line.</summary>
public sealed record LineVersion
{
    /// <summary>Id that zones refer to.</summary>
    public required string Id { get; init; }

    /// <summary>Version number, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The instant from which this version describes the line, until the next version does; UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The date as written.</summary>
    public required string AsOfText { get; init; }

    /// <summary>Where the geometry is; absent when the file gives none.</summary>
    public string? GeometryRef { get; init; }

    /// <summary>1 σ of the line's own position across itself, metres; says nothing when <see cref="SurveyErrorKnown"/> is false.</summary>
    public required double SurveyErrorM { get; init; }

    /// <summary>Whether the survey error is known. It may be unknown only for a line that is declared without geometry.</summary>
    public bool SurveyErrorKnown { get; init; } = true;

    /// <summary>Whether the file says by itself that nobody gave the line's geometry: <c>"geometry": "none"</c>.</summary>
    public bool WithoutGeometry { get; init; }

    /// <summary>Party on the left of the direction of digitisation; absent when the file does not say.</summary>
    public string? LeftParty { get; init; }

    /// <summary>Party on the right of the direction of digitisation; absent when the file does not say.</summary>
    public string? RightParty { get; init; }

    /// <summary>The geometry; absent when it was not handed in.</summary>
    public GeoShape? Shape { get; init; }
}

/// <summary>A zone.</summary>
/// <param name="Id">Id used in the file.</param>
/// <param name="Kind">What it is for, for instance "bufferZone".</param>
/// <param name="Geometry">Where it is.</param>
public sealed record Zone(string Id, string Kind, ZoneGeometry Geometry);

/// <summary>Where a zone is: a closed set.</summary>
public abstract record ZoneGeometry
{
    private ZoneGeometry()
    {
    }

    /// <summary>All the area of the agreement.</summary>
    public sealed record Everywhere : ZoneGeometry;

    /// <summary>Everything within a distance of a line.</summary>
    /// <param name="Line">Id of the line.</param>
    /// <param name="Side">Party on whose side the zone lies; absent for both.</param>
    /// <param name="DepthM">Depth on one side, metres: <c>km</c>, or half of <c>totalWidthKm</c>.</param>
    /// <param name="FromTotalWidth">Whether the file gave the total width.</param>
    /// <param name="ErrorM">1 σ of the zone's own edge beside the survey error of the line, metres.</param>
    public sealed record Offset(string Line, string? Side, double DepthM, bool FromTotalWidth, double ErrorM) : ZoneGeometry;

    /// <summary>Polygons with a margin around them, or points with a radius.</summary>
    /// <param name="Reference">Where the geometry is.</param>
    /// <param name="ReachM">Margin or radius, metres.</param>
    /// <param name="ErrorM">1 σ of the edge, metres.</param>
    /// <param name="Shape">The geometry; absent when it was not handed in.</param>
    public sealed record Near(string Reference, double ReachM, double ErrorM, GeoShape? Shape) : ZoneGeometry;
}
