using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Evidence.Envelopes;
using Truce.Findings;
using Truce.Records;
using Truce.Server.Running;
using Truce.Storage.Sqlite;

namespace Truce.Server.Commands;

/// <summary><c>truce review list</c>: what waits for people, or one finding with its reasons and with all that people have said.</summary>
internal static class ReviewListCommand
{
    public static Command List()
    {
        Option<string> store = Shared.Store();
        var finding = new Option<string?>("--finding") { Description = "one finding, by its id or the first 8 digits or more: reasons and statements" };
        var all = new Option<bool>("--all") { Description = "also those that people have closed" };
        Option<bool> json = Shared.Json();
        var command = new Command("list", "Lists findings that wait for people, the farthest first; or shows one whole.") { store, finding, all, json };
        command.SetAction(parsed => Shared.Guarded("review list", () =>
        {
            string? begins = parsed.GetValue(finding) is { } text ? FindingNames.Checked(text, "--finding", "finding") : null;
            using StoreView view = StoreView.Open(parsed.GetValue(store)!);
            ILookup<string, Said> said = view.Read.Statements().Select(Read).ToLookup(s => s.Finding, StringComparer.Ordinal);
            if (begins is not null) Show(FindingNames.Finding(view.Read, begins), said, parsed.GetValue(json));
            else Print(view.Read, said, parsed.GetValue(all), parsed.GetValue(json));
            return 0;
        }));
        return command;
    }

    /// <summary>A statement as it was signed.</summary>
    private sealed record Said(string Id, string Finding, JsonObject Payload);

    private static Said Read(StatementRow row) => DsseEnvelope.TryParse(System.Text.Encoding.UTF8.GetBytes(row.Json), out DsseEnvelope? envelope)
        ? new(row.Id.ToString(), row.Finding.ToString(), JsonNode.Parse(envelope!.Payload.Span)!.AsObject())
        : throw new StoreException($"statement {row.Id} is no envelope: the database was changed by hand; make it again with: truce replay --rebuild");

    private static void Print(StoreReader read, ILookup<string, Said> said, bool all, bool json)
    {
        Finding[] findings = [.. read.Findings().Select(f => RecordReading.Finding(JsonNode.Parse(f.Json)!.AsObject()))
            .Where(f => all || (f.Result != FindingLedger.Closed && f.State is FindingState.Proposed or FindingState.Claimed or FindingState.AwaitingSecondReviewer or FindingState.Indeterminate))
            .OrderByDescending(f => f.State == FindingState.AwaitingSecondReviewer).ThenByDescending(f => f.Level).ThenBy(f => f.Id)];
        foreach (Finding f in findings)
        {
            ImmutableArray<Said> statements = [.. said[f.Id.ToString()]];
            if (json)
            {
                JsonObject line = FindingRecords.Record(f);
                line["statements"] = new JsonArray([.. statements.Select(s => (JsonNode)s.Id)]);
                Console.WriteLine(line.ToJsonString(Shared.Compact));
            }
            else
            {
                string people = statements.IsEmpty ? "" : $", {statements.Length} statements";
                Console.WriteLine($"{f.Id.Short}  {f.Term} ({f.Article})  {f.Result}  level {(int)f.Level}  {Observations.ObservationJson.Word(f.State)}{people}");
            }
        }

        if (!json && findings.Length == 0) Console.WriteLine("no finding waits for people");
    }

    private static void Show(FindingRow row, ILookup<string, Said> said, bool json)
    {
        Said[] statements = [.. said[row.Id.ToString()].OrderBy(s => (string?)s.Payload["at"], StringComparer.Ordinal).ThenBy(s => s.Id, StringComparer.Ordinal)];
        JsonObject record = JsonNode.Parse(row.Json)!.AsObject();
        if (json)
        {
            record["statements"] = new JsonArray([.. statements.Select(s =>
            {
                JsonObject one = s.Payload.DeepClone().AsObject();
                one["id"] = s.Id;
                return (JsonNode)one;
            })]);
            Console.WriteLine(record.ToJsonString(Shared.Compact));
            return;
        }

        Finding f = RecordReading.Finding(record);
        Console.WriteLine($"finding {f.Id}, version {f.Version}: {f.Result}, level {(int)f.Level}, {Observations.ObservationJson.Word(f.State)}");
        Console.WriteLine($"incident {f.Incident}, version {f.IncidentVersion}");
        foreach (string sentence in f.Trace) Console.WriteLine("  " + sentence);
        foreach (LevelReason r in f.Reasons) Console.WriteLine($"  level {(int)r.Level}, {r.Criterion}: {(r.Met ? "met" : "not met")}; {r.Because}");
        foreach (Said s in statements)
        {
            string back = (string?)s.Payload["takesBack"] is { } taken ? $" of {taken[..12]}" : "";
            Console.WriteLine($"{s.Id[..12]}  {s.Payload["at"]}  {s.Payload["person"]} ({s.Payload["nation"]}): {s.Payload["kind"]}{back}, {s.Payload["question"]}. {s.Payload["reason"]}");
        }
    }
}
