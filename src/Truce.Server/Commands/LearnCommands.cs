using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Detections;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Measures;
using Truce.Observations;
using Truce.Records;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce learn</c>: takes from the findings that people have closed how far each source is to be believed, and scores anew what that touches.</summary>
internal static class LearnCommands
{
    public static Command Learn()
    {
        Option<string> store = Shared.Store();
        Option<bool> json = Shared.Json();
        var command = new Command("learn", "Learns from closed findings how sources report; seals the step and scores anew what it touches.") { store, json };
        command.SetAction(parsed => Shared.Guarded("learn", () =>
        {
            JsonObject said = Execute(parsed.GetValue(store)!, TimeProvider.System, Progress.OnTerminal(TimeProvider.System));
            if (parsed.GetValue(json)) Console.WriteLine(said.ToJsonString(Shared.Compact));
            else Print(said);
            return 0;
        }));
        return command;
    }

    /// <summary>Learns; where the lesson is the one that stands already, nothing is sealed.</summary>
    internal static JsonObject Execute(string storePath, TimeProvider clock, Progress progress)
    {
        using OpenMission open = OpenMission.Open(storePath, progress);
        var walker = new Walker(open.Store, open.World, progress);
        walker.TakeUp([.. SealedLog.Records(open.Store.Log.Read())]);
        Watch watch = walker.Engine.Watch;
        Hash256? before = SourceRecords.IdOf(watch.Sources), lesson = SourceRecords.IdOf(watch.Lessons());
        if (before == lesson) return Said(learned: false, lesson, null, null);
        bool simulated = open.World.Mission.Simulated;
        DateTimeOffset known = open.Now(clock);
        byte[] record = CanonicalJson.Write(WalkRecords.Learn(known, simulated));
        long index = open.Store.Log.Append([new SealItem(record, CoarseType.Other, simulated)])[0].Index;
        IReadOnlyList<Output> outputs = walker.Learn(known);
        open.Store.Log.Publish();
        return Said(learned: true, lesson, index, outputs);
    }

    private static JsonObject Said(bool learned, Hash256? model, long? entry, IReadOnlyList<Output>? outputs)
    {
        var json = new JsonObject { ["learned"] = learned };
        if (model is { } id) json["model"] = id.ToString();
        if (entry is { } index) json["entry"] = index;
        if (outputs?.OfType<Output.Learned>().Single() is not { } lesson) return json;
        json["casesOccurred"] = lesson.Cases.Where(c => c.Real).Select(c => c.Incident).Distinct().Count();
        json["casesRefuted"] = lesson.Cases.Where(c => !c.Real).Select(c => c.Incident).Distinct().Count();
        json["sources"] = SourceRecords.State(lesson.Model);
        json["changes"] = new JsonArray([.. lesson.Changes.Select(Change)]);
        json["incidentVersions"] = outputs.OfType<Output.IncidentVersion>().Count();
        json["findingVersions"] = outputs.OfType<Output.FindingVersion>().Count();
        json["reconsider"] = new JsonArray([.. outputs.OfType<Output.Reconsider>().Select(r => (JsonNode)r.Finding.ToString())]);
        return json;
    }

    private static JsonNode Change(SourceChange c) => new JsonObject
    {
        ["source"] = c.Source,
        ["class"] = ObservationJson.Word(c.Said),
        ["grade"] = c.Grade.ToString(),
        ["loneReportOddsBefore"] = Math.Round(c.OddsBefore, 4),
        ["loneReportOddsAfter"] = Math.Round(c.OddsAfter, 4),
        ["reports"] = c.Reports,
    };

    private static void Print(JsonObject said)
    {
        if (said["entry"] is null)
        {
            Console.WriteLine(said["model"] is { } stands ? $"nothing new to learn: model {Short(stands)} stands" : "nothing to learn: people have closed no finding");
            return;
        }

        Console.WriteLine($"sealed as entry {said["entry"]}: model {(said["model"] is { } id ? Short(id) : "empty")}, from incidents that people judged: {said["casesOccurred"]} occurred, {said["casesRefuted"]} did not");
        foreach (JsonNode? c in said["changes"]!.AsArray())
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {c!["source"]}, {c["class"]} ({c["grade"]}): a lone report is worth {(double)c["loneReportOddsAfter"]!:0.##} to 1, before {(double)c["loneReportOddsBefore"]!:0.##} to 1; {c["reports"]} reports"));
        }

        Console.WriteLine($"{said["incidentVersions"]} new versions of incidents, {said["findingVersions"]} of findings; {said["reconsider"]!.AsArray().Count} judged findings to be looked at again");
    }

    private static string Short(JsonNode id) => id.GetValue<string>()[..12];
}
