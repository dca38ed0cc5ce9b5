using System.Text.Json.Nodes;

namespace Truce.Server.Consoles;

/// <summary>What the page asks of the mission behind it. Every member is read-only, may be called from several threads and answers from what is stored.</summary>
/// <remarks>The shapes are written down in README.md of this folder. Nothing found is <c>null</c> and becomes 404.</remarks>
public sealed record ConsoleData
{
    /// <summary>The mission: id, titles, zone, area, days, parties, caution, feeds.</summary>
    public required Func<JsonNode> Mission { get; init; }

    /// <summary>An array, a day an element: counts by class and by level.</summary>
    public required Func<JsonNode> Days { get; init; }

    /// <summary>The incidents of a local day, most probable first.</summary>
    public required Func<DateOnly, JsonNode> Incidents { get; init; }

    /// <summary>One incident by id, its reasons worded in a language (ISO 639-1; in English for one that has no words).</summary>
    public required Func<string, string, JsonNode?> Incident { get; init; }

    /// <summary>The findings of a local day.</summary>
    public required Func<DateOnly, JsonNode> Findings { get; init; }

    /// <summary>One observation by id, with its seal.</summary>
    public required Func<string, JsonNode?> Observation { get; init; }

    /// <summary>The line as it stood on a local day, GeoJSON; <c>null</c> when none is known for it.</summary>
    public required Func<DateOnly, JsonNode?> Line { get; init; }

    /// <summary>Outlines of areas, GeoJSON; <c>null</c> when the mission has none.</summary>
    public required Func<JsonNode?> Outlines { get; init; }

    /// <summary>The files that the map draws under the incidents, and the policy of boundaries.</summary>
    public required MissionMap Ground { get; init; }

    /// <summary>The larger places of the mission's gazetteer, GeoJSON points: names by language, people.</summary>
    public required Func<JsonNode> Places { get; init; }

    /// <summary>The recordings that a located event rests on, as an SVG, by the id of its observation, in a language and a theme (<c>light</c>, <c>dark</c>, <c>auto</c>); <c>null</c> where there are none, and where the label does not let them be shown.</summary>
    public required Func<string, string, string, ConsoleFile?> Recordings { get; init; }

    /// <summary>Where and how long the listening networks heard on a local day, GeoJSON with its feeds; empty when the mission has none.</summary>
    public required Func<DateOnly, JsonNode> Hearing { get; init; }

    /// <summary>The log: origin, size, root, vkey.</summary>
    public required Func<JsonNode> Log { get; init; }

    /// <summary>The proof of a sealed thing by kind and id, text of C2SP tlog-proof.</summary>
    public required Func<string, string, string?> Proof { get; init; }

    /// <summary>The report of a local day in a format (<c>html</c>, <c>pdf</c>, <c>csv</c>, <c>geojson</c>) and a language.</summary>
    public required Func<DateOnly, string, string, ConsoleFile?> Report { get; init; }
}

/// <summary>A file to hand out.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record ConsoleFile(byte[] Bytes, string ContentType);
