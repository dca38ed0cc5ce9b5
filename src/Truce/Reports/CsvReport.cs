using System.Globalization;
using System.Text;
using Truce.Detections;
using Truce.Observations;

namespace Truce.Reports;

/// <summary>The row set as CSV (RFC 4180, UTF-8 without a mark, CRLF): one file, one header, a column that says what kind of row it is.</summary>
/// <remarks>
/// The first record repeats the row-set hash, so that a copied file still says which report it is. A cell that a spreadsheet would
/// run as a formula (=, +, −, @ at its start) gets an apostrophe before it (OWASP, CSV injection).
/// </remarks>
public static class CsvReport
{
    private static readonly string[] Columns =
    [
        "row", "id", "simulated", "role", "class", "means", "start", "end", "known", "latitude", "longitude", "error_m", "place", "area",
        "observer_latitude", "observer_longitude", "count", "count_exactness", "killed_low", "killed_best", "killed_high", "weapon", "restriction", "feed", "source", "grade", "incident",
        "version", "probability", "class_probability", "robustness", "level", "origins", "change", "in_period", "stands",
        "article", "term", "result", "state", "inside_probability", "text",
    ];

    /// <summary>The whole file.</summary>
    public static string Render(DailyReport report)
    {
        var text = new StringBuilder(256 * (report.Rows.Observations.Length + report.Rows.Incidents.Length + 8));
        Line(text, Columns);
        bool simulated = report.Input.Mission.Simulated;
        Row(text, simulated, new()
        {
            ["row"] = "report",
            ["id"] = report.RowSetHash.ToString(),
            ["start"] = ObservationJson.Instant(report.Input.Period.Start),
            ["end"] = ObservationJson.Instant(report.Input.Period.End),
            ["known"] = ObservationJson.Instant(report.Input.KnownAt),
            ["text"] = $"{report.Input.Mission.Id} {report.Input.Name} {report.Release.Name} {report.Input.Agreement}",
        });
        foreach (ObservationRow r in report.Rows.Observations) Row(text, r.Observation.Simulated, Cells(r));
        foreach (IncidentRow r in report.Rows.Incidents) Row(text, simulated, Cells(r));
        foreach (FindingRow r in report.Rows.Findings) Row(text, simulated, Cells(r));
        return text.ToString();
    }

    private static Dictionary<string, string> Cells(ObservationRow r)
    {
        Observation o = r.Observation;
        return new(StringComparer.Ordinal)
        {
            ["row"] = "observation",
            ["id"] = r.Id.ToString(),
            ["role"] = ObservationJson.Word(r.Role),
            ["class"] = ObservationJson.Word(o.Class),
            ["means"] = ObservationJson.Word(o.Means),
            ["start"] = o.When is { } s ? ObservationJson.Instant(s.Start) : "",
            ["end"] = o.When is { } e ? ObservationJson.Instant(e.End) : "",
            ["known"] = r.Known is { } k ? ObservationJson.Instant(k) : "",
            ["latitude"] = N(r.Position?.LatitudeDeg),
            ["longitude"] = N(r.Position?.LongitudeDeg),
            ["error_m"] = N(r.RadiusM),
            ["place"] = r.PlaceName,
            ["area"] = o.Where is ObservedPlace.Area a ? a.Code : "",
            ["observer_latitude"] = N(r.Observer?.LatitudeDeg),
            ["observer_longitude"] = N(r.Observer?.LongitudeDeg),
            ["count"] = o.Count.Known?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["count_exactness"] = ObservationJson.Word(o.Count.Exactness),
            ["killed_low"] = KilledCounts.Of(o)?.Low.ToString(CultureInfo.InvariantCulture) ?? "",
            ["killed_best"] = KilledCounts.Of(o)?.Best.ToString(CultureInfo.InvariantCulture) ?? "",
            ["killed_high"] = KilledCounts.Of(o)?.High.ToString(CultureInfo.InvariantCulture) ?? "",
            ["weapon"] = o.Weapon?.Text ?? "",
            ["restriction"] = o.Restriction == RestrictionKind.None ? "" : ObservationJson.Word(o.Restriction),
            ["feed"] = o.Feed,
            ["source"] = o.Source,
            ["grade"] = o.Grade.ToString(),
            ["incident"] = r.Incident?.ToString() ?? "",
            ["text"] = o.Text,
        };
    }

    private static Dictionary<string, string> Cells(IncidentRow r) => new(StringComparer.Ordinal)
    {
        ["row"] = "incident",
        ["id"] = r.Id.ToString(),
        ["version"] = r.Version.ToString(CultureInfo.InvariantCulture),
        ["class"] = ObservationJson.Word<IncidentClass>(r.Class),
        ["start"] = ObservationJson.Instant(r.When.Start),
        ["end"] = ObservationJson.Instant(r.When.End),
        ["known"] = ObservationJson.Instant(r.Known),
        ["latitude"] = N(r.Position?.LatitudeDeg),
        ["longitude"] = N(r.Position?.LongitudeDeg),
        ["error_m"] = r.Position is null ? "" : N(Math.Round(2.4477 * r.Error.Ellipse().MajorM)),
        ["place"] = r.Place.GetValueOrDefault("en", ""),
        ["area"] = r.AreaCode,
        ["probability"] = N(r.Probability),
        ["class_probability"] = N(r.ClassProbability),
        ["robustness"] = N(r.Robustness),
        ["level"] = N((int)r.Level),
        ["origins"] = N(r.Origins),
        ["change"] = ObservationJson.Word(r.Change),
        ["in_period"] = r.InPeriod ? "true" : "false",
        ["stands"] = r.Stands ? "true" : "false",
    };

    private static Dictionary<string, string> Cells(FindingRow r) => new(StringComparer.Ordinal)
    {
        ["row"] = "finding",
        ["id"] = r.Finding.Id.ToString(),
        ["version"] = r.Finding.Version.ToString(CultureInfo.InvariantCulture),
        ["known"] = ObservationJson.Instant(r.Finding.Known),
        ["incident"] = r.Finding.Incident.ToString(),
        ["level"] = N((int)r.Level),
        ["article"] = r.Finding.Article,
        ["term"] = r.Finding.Term,
        ["result"] = r.Result,
        ["state"] = ObservationJson.Word(r.State),
        ["inside_probability"] = r.Finding.InsideProbability is { } p ? N(Math.Round(p, 3)) : "",
    };

    private static void Row(StringBuilder to, bool simulated, Dictionary<string, string> cells)
    {
        cells["simulated"] = simulated ? "SIMULATED" : "";
        Line(to, Columns.Select(c => cells.GetValueOrDefault(c, "")));
    }

    private static void Line(StringBuilder to, IEnumerable<string> cells) => to.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string value)
    {
        // Numbers may start with a minus; text that starts like a formula may not.
        bool number = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        string safe = value.Length > 0 && !number && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string N(double? value) => value is { } v ? v.ToString("R", CultureInfo.InvariantCulture) : "";
}
