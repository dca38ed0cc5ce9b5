using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Commitments;
using Truce.Feeds.Ledgers;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce commitments</c>: the ledger of the guarantors' promises.</summary>
internal static class CommitmentsCommands
{
    public static Command Commitments() =>
        new("commitments", "The guarantors' ledger: promises with evidence at every gate.") { Import(), Metrics(), Contested(), Board(), AgreeCommand.Agree(), PostureCommand.Posture(), PublishCommand.Publish(), LedgerServeCommand.Serve() };

    internal static Option<string?> On() => new("--on") { Description = "the day on which promises are judged, for instance 2026-01-08; today without it" };

    private static Command Import()
    {
        var files = new Argument<string[]>("FILES") { Description = "packs of statements or promises (JSON), tables (CSV, XLSX), rows of the Kiel tracker", Arity = ArgumentArity.OneOrMore };
        Option<string> store = Shared.Store();
        Option<bool> json = Shared.Json();
        var command = new Command("import", "Seals files of the ledger and reads them; every row that is refused is said with its place.") { files, store, json };
        command.SetAction(parsed => Shared.Guarded("commitments import", () => Import(parsed.GetValue(files)!, parsed.GetValue(store)!, parsed.GetValue(json), TimeProvider.System)));
        return command;
    }

    internal static int Import(string[] paths, string store, bool json, TimeProvider clock)
    {
        foreach (string path in paths)
        {
            if (!File.Exists(path)) throw new BadInputException($"{path}: no such file");
            if (new FileInfo(path).Length > LedgerJson.MostBytes) throw new BadInputException($"{path}: larger than {LedgerJson.MostBytes >> 20} MiB; split it");
        }

        var done = LedgerStore.Import(store, [.. paths.Select(p => (Path.GetFileName(p), File.ReadAllBytes(p)))], clock);
        Ledger ledger = LedgerStore.Read(store).AsKnown();
        // A stated state speaks of the time of the pack, which may lie ahead: it is held against everything that the ledger holds.
        ImmutableArray<CommitmentState> states = StatusRule.On(ledger, DateOnly.MaxValue.AddYears(-1));
        ImmutableArray<LedgerRemark> remarks = LedgerChecks.Of(ledger, states);
        foreach (LedgerReject reject in done.SelectMany(d => d.Reading.Rejects)) Console.Error.WriteLine($"truce commitments import: {reject}");
        foreach ((string file, _, _, LedgerReading reading) in done.Where(d => d.Reading.Refused > d.Reading.Rejects.Length)) Console.Error.WriteLine($"truce commitments import: {file}: {reading.Refused - reading.Rejects.Length} further rows were refused and are not listed");
        if (json)
        {
            var files = new JsonArray([.. done.Select(d => (JsonNode)FileJson(d.File, d.Entry, d.IsNew, d.Reading))]);
            Console.WriteLine(new JsonObject { ["files"] = files, ["remarks"] = new JsonArray([.. remarks.Select(r => (JsonNode)Remark(r))]) }.ToJsonString(Shared.Compact));
        }
        else
        {
            foreach ((string file, long entry, bool isNew, LedgerReading reading) in done) Console.WriteLine($"{file}: {(isNew ? "sealed as" : "was sealed before as")} entry {entry}; {Counted(reading.Batch)}; refused {reading.Refused}");
            // What was said of other packs when they came is not said again.
            HashSet<string> packs = [.. done.Select(d => d.Reading.Batch.Pack)];
            LedgerRemark[] here = [.. remarks.Where(r => packs.Contains(r.Row.Pack))];
            foreach (LedgerRemark r in here.Take(50)) Console.WriteLine($"  does not fit ({r.Kind}): {r.Row}: {r.What}; {r.Remedy}");
            if (here.Length > 50) Console.WriteLine($"  and {here.Length - 50} more; --json lists all");
            if (remarks.Length > here.Length) Console.WriteLine($"  {remarks.Length - here.Length} remarks on rows of other packs; --json lists them");
        }

        return done.Any(d => d.Reading.Broken || (d.Reading.Refused > 0 && d.Reading.Batch.Rows == 0)) ? 2 : 0;
    }

    private static string Counted(LedgerBatch b) => string.Join(", ", Counts(b).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Count} {c.Name}"))) is { Length: > 0 } counted ? counted : "no rows";

    private static IEnumerable<(string Name, int Count)> Counts(LedgerBatch b) => ((string, int)[])
    [
        ("sources", b.Sources.Length), ("pillars", b.Pillars.Length), ("statements", b.Statements.Length), ("commitments", b.Commitments.Length), ("instruments", b.Instruments.Length), ("gates", b.Gates.Length),
        ("deliveries", b.Deliveries.Length), ("events", b.Events.Length), ("requirements", b.Requirements.Length), ("rates", b.Rates.Length), ("support", b.Support.Length), ("warPowers", b.WarPowers.Length), ("forces", b.Forces.Length),
    ] is { } all ? all.Where(c => c.Item2 > 0) : [];

    private static JsonObject FileJson(string file, long entry, bool isNew, LedgerReading r) => new()
    {
        ["file"] = file,
        ["pack"] = r.Batch.Pack,
        ["entry"] = entry,
        ["new"] = isNew,
        ["rows"] = new JsonObject(Counts(r.Batch).Select(c => KeyValuePair.Create(c.Name, (JsonNode?)c.Count))),
        ["refused"] = r.Refused,
        ["rejects"] = new JsonArray([.. r.Rejects.Select(x => (JsonNode)new JsonObject { ["place"] = x.Place, ["reason"] = x.Reason, ["remedy"] = x.Remedy })]),
    };

    private static JsonObject Remark(LedgerRemark r) => new() { ["kind"] = r.Kind, ["row"] = r.Row.ToString(), ["what"] = r.What, ["remedy"] = r.Remedy };

    private static Command Metrics()
    {
        Option<string> store = Shared.Store();
        Option<string?> known = Shared.AsKnown(), on = On();
        var without = new Option<string?>("--without") { Description = "codes of guarantors to take away, with commas: US,GB; each in turn without it" };
        var scenario = new Option<string?>("--scenario") { Description = "file of pauses: who does nothing for which pillars, from when, for how many days" };
        Option<bool> json = Shared.Json();
        var command = new Command("metrics", "Figures of the ledger, each with its definition in docs/metrics.md.") { store, known, on, without, scenario, json };
        command.SetAction(parsed => Shared.Guarded("commitments metrics", () =>
        {
            Question asked = Ask(parsed.GetValue(store)!, parsed.GetValue(known), parsed.GetValue(on), TimeProvider.System);
            ImmutableArray<string> leaving = [.. (parsed.GetValue(without) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Countries.Normal)];
            LedgerMetrics metrics = LedgerMetrics.Of(asked.History, asked.Known, asked.Day, leaving);
            CheckKnown(leaving, metrics, asked);
            AttentionScenario? pauses = parsed.GetValue(scenario) is { } file ? Scenario(file) : null;
            JsonObject figures = MetricsWriting.Write(metrics);
            if (pauses is not null) figures["scenario"] = MetricsWriting.Scenario(pauses, asked.Ledger, asked.Day);
            if (parsed.GetValue(json)) Console.WriteLine(Stamped(figures, asked).ToJsonString(Shared.Compact));
            else MetricsText.Print(metrics, asked.Ledger.Simulated);
            if (pauses is not null && !parsed.GetValue(json)) MetricsText.Print(pauses, asked.Ledger, asked.Day);
            return 0;
        }));
        return command;
    }

    private static AttentionScenario Scenario(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file");
        (AttentionScenario? scenario, ImmutableArray<LedgerReject> rejects) = ScenarioReader.Read(File.ReadAllBytes(path), Path.GetFileName(path));
        return scenario ?? throw new BadInputException(string.Join(Environment.NewLine, rejects));
    }

    private static void CheckKnown(ImmutableArray<string> leaving, LedgerMetrics metrics, Question asked)
    {
        string[] known = [.. metrics.Positions.Select(p => p.Guarantor).Concat(asked.Ledger.Support.Select(s => s.Guarantor)).Distinct().Order(StringComparer.Ordinal)];
        foreach (string code in leaving.Where(c => !known.Contains(c))) throw new BadInputException($"--without '{code}': no such guarantor in the ledger; there are {string.Join(", ", known)}");
    }

    private static Command Contested()
    {
        Option<string> store = Shared.Store();
        Option<string?> known = Shared.AsKnown(), on = On();
        Option<bool> json = Shared.Json();
        var command = new Command("contested", "Statements that contradict one another, side by side with their sources.") { store, known, on, json };
        command.SetAction(parsed => Shared.Guarded("commitments contested", () =>
        {
            Question asked = Ask(parsed.GetValue(store)!, parsed.GetValue(known), parsed.GetValue(on), TimeProvider.System);
            Ledger then = asked.Ledger.On(asked.Day);
            ImmutableArray<Contested> all = ContestedMatters.In(then);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(Stamped(new JsonObject { ["contested"] = new JsonArray([.. all.Select(c => (JsonNode)LedgerWriting.Contested(c, then))]) }, asked).ToJsonString(Shared.Compact));
                return 0;
            }

            MetricsText.Print(all, then);
            return 0;
        }));
        return command;
    }

    private static Command Board()
    {
        Option<string> store = Shared.Store();
        Option<string?> known = Shared.AsKnown(), on = On();
        Option<bool> json = Shared.Json();
        var command = new Command("board", "Pillars and guarantors: how far each promise has come, what it waits for, what is contested.") { store, known, on, json };
        command.SetAction(parsed => Shared.Guarded("commitments board", () =>
        {
            Question asked = Ask(parsed.GetValue(store)!, parsed.GetValue(known), parsed.GetValue(on), TimeProvider.System);
            ImmutableArray<Position> board = Positions.On(asked.Ledger, asked.Day);
            if (parsed.GetValue(json)) Console.WriteLine(Stamped(LedgerWriting.Board(board, asked.Ledger.On(asked.Day)), asked).ToJsonString(Shared.Compact));
            else MetricsText.Print(board, asked.Ledger);
            return 0;
        }));
        return command;
    }

    /// <summary>What was asked about: the ledger as known at an instant, judged on a day.</summary>
    internal sealed record Question(LedgerHistory History, Ledger Ledger, DateTimeOffset? Known, DateOnly Day);

    internal static Question Ask(string store, string? known, string? on, TimeProvider clock)
    {
        DateTimeOffset? at = Shared.Instant(known, "--as-known");
        DateOnly day = Shared.Day(on, "--on") ?? DateOnly.FromDateTime((at ?? clock.GetUtcNow()).UtcDateTime);
        LedgerHistory history = LedgerStore.Read(store);
        return new(history, history.AsKnown(at), at, day);
    }

    internal static JsonObject Stamped(JsonObject json, Question asked)
    {
        json["on"] = LedgerWriting.Day(asked.Day);
        if (asked.Known is { } known) json["asKnown"] = Observations.ObservationJson.Instant(known);
        if (asked.Ledger.Simulated) json["simulated"] = "SIMULATED";
        return json;
    }
}
