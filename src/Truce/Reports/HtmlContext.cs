using System.Collections.Immutable;
using System.Globalization;
using Truce.Measures;
using Truce.Reports.Waveforms;

namespace Truce.Reports;

/// <summary>What every section of the page needs: the report, the words, the mission's clock, and how many rows a table may show.</summary>
internal sealed class HtmlContext(DailyReport report, Catalogue words, HtmlOptions options)
{
    private readonly HashSet<Hash256> _shownIncidents = [];

    /// <summary>Findings that the page has shown so far.</summary>
    internal HashSet<Hash256> ShownFindings { get; } = [];

    /// <summary>The release in words; one that a mission defined itself by its own name.</summary>
    internal string ReleaseName => Words.Has($"release.{Report.Release.Name}") ? Words[$"release.{Report.Release.Name}"] : Report.Release.Name;

    internal DailyReport Report { get; } = report;

    internal ReportInput Input => Report.Input;

    internal Catalogue Words { get; } = words;

    internal HtmlOptions Options { get; } = options;

    internal Html Out { get; } = new();

    /// <summary>"14:03" on the mission's clock.</summary>
    internal string Clock(DateTimeOffset t) => ReportPeriod.Local(Input.Mission, t).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"14 June 2022, 14:03 (UTC+3)" on the mission's clock.</summary>
    internal string Instant(DateTimeOffset t)
    {
        DateTimeOffset local = ReportPeriod.Local(Input.Mission, t);
        return $"{Words.Date(DateOnly.FromDateTime(local.DateTime))}, {Clock(t)} ({Offset(local.Offset)})";
    }

    /// <summary>"14.06 14:03–14:20" for a table: numbers only, the year is on the page.</summary>
    internal string Span(TimeInterval? when)
    {
        if (when is not { } w) return Words["not.known"];
        DateTimeOffset from = ReportPeriod.Local(Input.Mission, w.Start), to = ReportPeriod.Local(Input.Mission, w.End);
        // Over several days a table may run into another year.
        string form = Input.Days > 2 ? "dd.MM.yyyy" : "dd.MM";
        string day = from.ToString(form, CultureInfo.InvariantCulture), first = from.ToString("HH:mm", CultureInfo.InvariantCulture);
        if (w.Length < TimeSpan.FromMinutes(1)) return $"{day} {first}";
        string second = to.ToString(from.Date == to.Date ? "HH:mm" : form + " HH:mm", CultureInfo.InvariantCulture);
        bool wholeDay = from.TimeOfDay == TimeSpan.Zero && w.Length >= TimeSpan.FromHours(22.9) && w.Length <= TimeSpan.FromHours(25);
        return wholeDay ? $"{day}, {Words["time.wholeDay"]}" : $"{day} {first}–{second}";
    }

    /// <summary>Coordinates as published, with no more digits than the release keeps.</summary>
    internal string Position(GeoPoint p, double stepDeg)
    {
        int digits = stepDeg >= 0.1 ? 1 : stepDeg >= 0.01 ? 2 : 3;
        return $"{Words.Number(Math.Abs(p.LatitudeDeg), digits)}° {(p.LatitudeDeg < 0 ? "S" : "N")}, {Words.Number(Math.Abs(p.LongitudeDeg), digits)}° {(p.LongitudeDeg < 0 ? "W" : "E")}";
    }

    internal static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "UTC−" : "UTC+") + offset.ToString(offset.Minutes == 0 ? "%h" : "h\\:mm", CultureInfo.InvariantCulture);

    /// <summary>The short form of a record's hash; the whole one in the title; a link when the report has somewhere to link to.</summary>
    internal string Record(string kind, Hash256 id)
    {
        string code = $"<code title=\"{id}\">{id.Short}</code>";
        return Options.EvidenceBase.Length == 0 ? code : $"<a href=\"{Html.Escape($"{Options.EvidenceBase}{kind}/{id}")}\">{code}</a>";
    }

    /// <summary>A link to an incident of this page when the page shows it, else its short hash.</summary>
    internal string IncidentLink(Hash256 id) => _shownIncidents.Contains(id)
        ? $"<a href=\"#i-{id.Short}\"><code title=\"{id}\">{id.Short}</code></a>"
        : Record("incidents", id);

    /// <summary>A link to a finding of this page when the page shows it, else its short hash.</summary>
    internal string FindingLink(Hash256 id) => ShownFindings.Contains(id)
        ? $"<a href=\"#f-{id.Short}\"><code title=\"{id}\">{id.Short}</code></a>"
        : Record("findings", id);

    internal void Shown(IEnumerable<Hash256> incidents)
    {
        foreach (Hash256 id in incidents) _shownIncidents.Add(id);
    }

    internal string FeedName(string feed)
    {
        ImmutableSortedDictionary<string, string>? name = Input.Exposure.FirstOrDefault(f => f.Feed == feed)?.Name;
        return name is { Count: > 0 } ? Words.Pick(name) : feed;
    }

    internal string AreaName(string code, ImmutableSortedDictionary<string, string> name) =>
        name.Count > 0 ? Words.Pick(name)
        : Input.Outlines.FirstOrDefault(o => o.Code == code) is { } outline ? Words.Pick(outline.Name)
        : code.Length > 0 ? code : Words["area.unknown"];

    /// <summary>The word of the likelihood scale (method.7) and the number.</summary>
    internal string Likelihood(double p)
    {
        int word = p >= 0.95 ? 1 : p >= 0.8 ? 2 : p >= 0.55 ? 3 : p >= 0.45 ? 4 : p >= 0.2 ? 5 : 6;
        return $"{Words[$"lik.{word}"]} ({Words.Percent(p)})";
    }
}

/// <summary>How a page is drawn.</summary>
public sealed record HtmlOptions
{
    /// <summary>For paper: fewer rows a table; everything stays in the CSV file.</summary>
    public static HtmlOptions Print { get; } = new() { RowsPerClass = 10, IncidentRows = 30, FindingRows = 20, Events = 4, ChannelsInPart = 3 };

    /// <summary>Address before <c>observations/ID</c>, <c>incidents/ID</c> and <c>findings/ID</c>; empty: records are named by hash and not linked.</summary>
    public string EvidenceBase { get; init; } = "";

    /// <summary>Most observation rows shown of one class.</summary>
    public int RowsPerClass { get; init; } = 25;

    /// <summary>Most incidents in the table.</summary>
    public int IncidentRows { get; init; } = 60;

    /// <summary>Most findings shown in full in each group.</summary>
    public int FindingRows { get; init; } = 40;

    /// <summary>Most located events whose recordings are drawn.</summary>
    public int Events { get; init; } = 8;

    /// <summary>Channels of an event that stand in one picture: paper breaks between pictures, and three fit half a page of A4.</summary>
    public int ChannelsInPart { get; init; } = EventRecordings.MostChannels;

    /// <summary>Most incidents on the map.</summary>
    public int IncidentsOnMap { get; init; } = 1500;

    /// <summary>Incidents whose 95 % region is wider than this are not drawn, kilometres.</summary>
    public double WidestOnMapKm { get; init; } = 60;
}
