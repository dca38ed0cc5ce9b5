using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;

namespace Truce;

/// <summary>A mission is data: who, where, under which terms, from which feeds. Nothing in the code knows a country.</summary>
/// <remarks>Read and validated whole from <c>mission.yaml</c> at the edge (docs/formats/mission.md); paths are already resolved.</remarks>
public sealed record Mission
{
    /// <summary>Short name: lower-case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Title by language code; <c>en</c> is always there.</summary>
    public required ImmutableSortedDictionary<string, string> Title { get; init; }

    /// <summary>Whether everything in it is simulated. A simulated mission refuses real feeds and the reverse.</summary>
    public bool Simulated { get; init; }

    /// <summary>IANA zone in which days begin and reports are cut off.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Corner of the area with the lowest latitude and longitude.</summary>
    public required GeoPoint AreaSouthWest { get; init; }

    /// <summary>Corner of the area with the highest latitude and longitude.</summary>
    public required GeoPoint AreaNorthEast { get; init; }

    /// <summary>First local day of the mission.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Last local day; absent while the mission runs.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Local time of day at which a report's period ends.</summary>
    public TimeOnly CutOff { get; init; } = new(0, 0);

    /// <summary>How long after the cut-off a day is settled and its report made: what became known until then is in it.</summary>
    public TimeSpan ReportAfter { get; init; }

    /// <summary>The parties, always two or more, in file order; order means nothing.</summary>
    public required ImmutableArray<MissionParty> Parties { get; init; }

    /// <summary>Path of the agreement.</summary>
    public required string AgreementPath { get; init; }

    /// <summary>Path of the definitions of indicators; absent for the standard ones.</summary>
    public string? IndicatorsPath { get; init; }

    /// <summary>The line of contact, version by version.</summary>
    public required ImmutableArray<MissionLine> Lines { get; init; }

    /// <summary>The feeds.</summary>
    public required ImmutableArray<MissionFeed> Feeds { get; init; }

    /// <summary>Feeds that only tell the ordinary rate of things (earlier years of thermal hot spots).</summary>
    public ImmutableArray<MissionFeed> Background { get; init; } = [];

    /// <summary>Gazetteer inputs.</summary>
    public ImmutableArray<MissionGazetteer> Gazetteers { get; init; } = [];

    /// <summary>Registers of facts that are complete for this mission, by the words of the Terms room: what is not in such a register is not so; what is not in another is not known.</summary>
    public ImmutableArray<string> CompleteRegisters { get; init; } = [];

    /// <summary>People who may review, by id.</summary>
    public ImmutableArray<MissionReviewer> Reviewers { get; init; } = [];

    /// <summary>Languages of reports, first the authoritative one.</summary>
    public ImmutableArray<string> Languages { get; init; } = ["en"];

    /// <summary>First line of the log's checkpoints; ends in <c>/SIMULATED</c> for a simulated mission.</summary>
    public required string LogOrigin { get; init; }

    /// <summary>What a reader must know about the sources as a whole; shown in every report. By language code.</summary>
    public ImmutableSortedDictionary<string, string> Caution { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What the page draws under the incidents.</summary>
    public MissionMap Map { get; init; } = new(null, "", null, MissionMap.NoBoundaries);

    /// <summary>SHA-256 of the mission file.</summary>
    public Hash256 FileHash { get; init; }

    /// <summary>Whether a place lies in the mission's area.</summary>
    public bool Covers(GeoPoint p) =>
        p.LatitudeDeg >= AreaSouthWest.LatitudeDeg && p.LatitudeDeg <= AreaNorthEast.LatitudeDeg
        && p.LongitudeDeg >= AreaSouthWest.LongitudeDeg && p.LongitudeDeg <= AreaNorthEast.LongitudeDeg;
}

/// <summary>What the page draws under the incidents. Depiction only: no computation reads it.</summary>
/// <param name="BasemapPath">A GeoJSON or PMTiles file in place of the program's own ground; absent for that one.</param>
/// <param name="Attribution">Line that the licence of the basemap asks for.</param>
/// <param name="BoundariesPath">A boundary layer in place of the program's own; absent for that one.</param>
/// <param name="Policy">Id of the policy of the boundary layer by which boundaries are drawn; <see cref="NoBoundaries"/> draws none.</param>
public sealed record MissionMap(string? BasemapPath, string Attribution, string? BoundariesPath, string Policy)
{
    /// <summary>The policy that draws no boundary: what holds where the mission names none.</summary>
    public const string NoBoundaries = "none";
}

/// <summary>A party to the agreement.</summary>
/// <param name="Id">Id as in the agreement.</param>
/// <param name="Name">Name by language code.</param>
public sealed record MissionParty(string Id, ImmutableSortedDictionary<string, string> Name);

/// <summary>Where versions of a line come from.</summary>
/// <param name="Id">Id as in the agreement.</param>
/// <param name="Format">Decoder: <c>line</c> (control polygons by day) or <c>geojson</c> (a LineString as it stands); <see cref="NoGeometry"/> when nobody gave one.</param>
/// <param name="Files">Files, one a version; dated by their own content.</param>
/// <param name="ErrorM">1 σ of its place, metres: survey error or the expert group's own statement.</param>
/// <param name="Inside">The party on the side of the control polygons (format <c>line</c>) or left of the line's direction (format <c>geojson</c>).</param>
public sealed record MissionLine(string Id, string Format, ImmutableArray<string> Files, double ErrorM, string Inside)
{
    /// <summary>The format of a line that is declared and has no geometry: no files, no error, no side.</summary>
    public const string NoGeometry = "none";

    /// <summary>Why there is no geometry, by language code; empty when there is one. Shown in every report.</summary>
    public ImmutableSortedDictionary<string, string> Reason { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>A feed of the mission.</summary>
public sealed record MissionFeed
{
    /// <summary>Id, unique in the mission.</summary>
    public required string Id { get; init; }

    /// <summary>Decoder: <c>firms</c>, <c>alarms</c>, <c>viina</c>, <c>incidents</c>, <c>patrol</c>, <c>line</c>, <c>ucdp</c>, <c>waveforms</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Files, expanded and in ordinal order.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>A folder to follow when serving.</summary>
    public string? Follow { get; init; }

    /// <summary>A SeedLink server to follow when serving; for recordings alone.</summary>
    public MissionSeedLink? SeedLink { get; init; }

    /// <summary>File of a velocity model that a network's waves are timed with; absent: <see cref="Options"/> say which, or none does.</summary>
    public string? GroundPath { get; init; }

    /// <summary>Where the sensors of recordings stand: StationXML or a table; absent for feeds that are no recordings.</summary>
    public string? StationsPath { get; init; }

    /// <summary>How far its sensors hear, as <c>truce coverage hearing --json</c> writes it; absent: not known.</summary>
    public string? HearingPath { get; init; }

    /// <summary>Size of the events for which that is told, kg TNT equivalent; absent: the middle one of the file.</summary>
    public double? HearingKg { get; init; }

    /// <summary>First local day taken; absent: the mission's.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last local day taken; absent: the mission's.</summary>
    public DateOnly? To { get; init; }

    /// <summary>How long after the end of its time an item of this feed becomes known, where the feed's records do not say it themselves. Used to replay archives as they would have come in.</summary>
    public TimeSpan KnownAfter { get; init; }

    /// <summary>Options of the decoder by name, as its README lists them; empty for its standard ones.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Label of its observations.</summary>
    public Label Label { get; init; } = Label.Default;

    /// <summary>Default grade of its sources.</summary>
    public SourceGrade Grade { get; init; }

    /// <summary>Whose information space it comes from, by language code; empty when it takes no side. Shown wherever a rate is shown.</summary>
    public ImmutableSortedDictionary<string, string> Bias { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Attribution line that its licence asks for.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>Whether it looks at every hour by the mission's own word; otherwise its hours are those of its watch rows, or not known.</summary>
    public bool AlwaysWatches { get; init; }

    /// <summary>Share of the area it can see, 0 to 1; absent when not known.</summary>
    public double? ExposureShare { get; init; }
}

/// <summary>A SeedLink server and what a mission asks of it.</summary>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Streams">What is asked for: <c>NET_STA</c> or <c>NET_STA:LL.CCC,…</c>.</param>
/// <param name="Version">3 or 4; absent: the best that the server offers.</param>
/// <param name="FromOldest">Whether a station that was never taken begins with the oldest that the server holds; otherwise with the next to come.</param>
public sealed record MissionSeedLink(string Host, int Port, ImmutableArray<string> Streams, int? Version, bool FromOldest);

/// <summary>A gazetteer input.</summary>
/// <param name="Format">Reader of the input.</param>
/// <param name="Path">File or folder.</param>
public sealed record MissionGazetteer(string Format, string Path);

/// <summary>A person who may review.</summary>
/// <param name="Id">Id, written into statements.</param>
/// <param name="Nation">Delegation or organisation the person comes from.</param>
/// <param name="VerifierKey">Public key in the text form of a signed-note verifier.</param>
public sealed record MissionReviewer(string Id, string Nation, string VerifierKey);
