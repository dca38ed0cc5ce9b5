using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Reports;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce report</c>: the daily report, or which numbers do not add up.</summary>
internal static class ReportCommands
{
    private static readonly string[] Formats = ["html", "pdf", "csv", "geojson"];

    public static Command Report()
    {
        Option<string> store = Shared.Store();
        var day = new Option<string?>("--day") { Description = "local day of the mission" };
        var from = new Option<string?>("--from") { Description = "first local day of a report over several days; with --to" };
        var to = new Option<string?>("--to") { Description = "its last local day" };
        var output = new Option<string>("--out") { Description = "folder for the files", Required = true };
        var format = new Option<string>("--format") { Description = "html,pdf,csv,geojson", DefaultValueFactory = _ => "html,pdf,csv,geojson" };
        var lang = new Option<string>("--lang") { Description = $"{string.Join(", ", Catalogue.Languages)}, or several with commas", DefaultValueFactory = _ => "en" };
        Option<bool> json = Shared.Json();
        var command = new Command("report", "Makes the daily report, or one over several days, from sealed rows; refuses (1) when totals and rows disagree.") { store, day, from, to, output, format, lang, json };
        command.SetAction(parsed => Shared.Guarded("report", () =>
        {
            string[] formats = List(parsed.GetValue(format)!, Formats, "--format");
            string[] languages = List(parsed.GetValue(lang)!, [.. Catalogue.Languages], "--lang");
            (DateOnly first, DateOnly? last) = Days(Shared.Day(parsed.GetValue(day), "--day"), Shared.Day(parsed.GetValue(from), "--from"), Shared.Day(parsed.GetValue(to), "--to"));
            return Publish(parsed.GetValue(store)!, first, last, parsed.GetValue(output)!, formats, languages, parsed.GetValue(json));
        }));
        return command;
    }

    /// <summary>One day, or first and last; anything else is told.</summary>
    private static (DateOnly First, DateOnly? Last) Days(DateOnly? day, DateOnly? from, DateOnly? to) => (day, from, to) switch
    {
        ({ } d, null, null) => (d, null),
        (null, { } f, { } t) when f <= t => (f, t),
        (null, { } f, { } t) => throw new BadInputException($"--from {f:yyyy-MM-dd} lies after --to {t:yyyy-MM-dd}"),
        _ => throw new BadInputException("say which days: --day D for one, or --from D --to D for several"),
    };

    private static int Publish(string storePath, DateOnly day, DateOnly? last, string output, string[] formats, string[] languages, bool json)
    {
        using OpenMission open = OpenMission.Open(storePath, Progress.OnTerminal(TimeProvider.System));
        Mission mission = open.World.Mission;
        foreach (DateOnly d in (DateOnly[])[day, last ?? day])
        {
            if (d >= mission.FirstDay && d <= (mission.LastDay ?? DateOnly.MaxValue)) continue;
            throw new BadInputException($"{(last is null ? "--day" : d == day ? "--from" : "--to")} {d:yyyy-MM-dd} is outside the mission: {mission.FirstDay:yyyy-MM-dd} to {mission.LastDay:yyyy-MM-dd}");
        }

        var publisher = new ReportPublisher(open.Store, open.World);
        DailyReport report = last is { } end ? publisher.Make(day, end) : publisher.Make(day);
        (IReadOnlyList<string> written, IReadOnlyList<Discrepancy> wrong) = publisher.PublishAsync(report, output, formats, languages).GetAwaiter().GetResult();
        foreach (Discrepancy d in wrong) Console.Error.WriteLine($"truce report: not published: {d}");
        if (json)
        {
            Console.WriteLine(new JsonObject
            {
                [last is null ? "day" : "days"] = report.Input.Name,
                ["published"] = wrong.Count == 0,
                ["rowSet"] = report.RowSetHash.ToString(),
                ["files"] = new JsonArray([.. written.Select(f => (JsonNode)f)]),
                ["discrepancies"] = new JsonArray([.. wrong.Select(d => (JsonNode)d.ToString())]),
            }.ToJsonString(Shared.Compact));
        }
        else if (wrong.Count == 0)
        {
            foreach (string file in written) Console.WriteLine(file);
            Console.WriteLine($"row set {report.RowSetHash}");
        }

        return wrong.Count == 0 ? 0 : 1;
    }

    private static string[] List(string text, string[] known, string option)
    {
        string[] words = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? odd = words.FirstOrDefault(w => !known.Contains(w));
        return odd is null && words.Length > 0 ? words : throw new BadInputException($"{option} '{odd ?? text}' is not known; there are {string.Join(", ", known)}");
    }
}
