using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Server.Running;
using Truce.Server.Tests.Commands;
using Truce.Storage.Sqlite;

namespace Truce.Server.Tests.Running;

/// <summary>The regrouping warning from a store: what was planted lights, what was not looked at is not known, and nobody's label matters.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class IndicatorBoardsTests(SimulatedRun run)
{
    private static readonly Lock Once = new();
    private static string? _store;

    private string Store()
    {
        lock (Once) return _store ??= LongExercise.Play(run, mirrored: false);
    }

    [Fact]
    public void What_was_planted_lights_with_its_evidence_and_nothing_else_does()
    {
        JsonObject board = Board(Store());
        JsonObject[] lit = [.. board["rows"]!.AsArray().Select(r => r!.AsObject()).Where(r => r["light"] is not null)];
        Assert.Equal(["flights risen", "interference risen"], lit.Select(r => $"{r["indicator"]} {r["state"]}").Order(StringComparer.Ordinal));
        foreach ((string indicator, int day) in (ReadOnlySpan<(string, int)>)[("flights", LongExercise.FlightsFrom), ("interference", LongExercise.JammingFrom)])
        {
            JsonNode light = lit.Single(r => (string)r["indicator"]! == indicator)["light"]!;
            string truth = LongExercise.Day(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(truth, (string)light["began95"]![0]!, (string)light["began95"]![1]!);
            string[] evidence = [.. light["evidence"]!.AsArray().Select(e => (string)e!)];
            Assert.Equal((int)light["count"]!, evidence.Length);
            using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(Store()));
            Assert.All(evidence, e => Assert.True(Held(held.Read, e), $"{e} is not in the store"));
        }
    }

    [Fact]
    public void Where_nobody_looked_is_not_known_and_the_loss_is_a_row_of_its_own()
    {
        JsonObject board = Board(Store());
        JsonObject[] flights = [.. board["rows"]!.AsArray().Select(r => r!.AsObject()).Where(r => (string)r["indicator"]! == "flights")];
        JsonObject blind = Assert.Single(flights, r => (string)r["state"]! == "not-known:not-watched");
        JsonNode[] days = [.. blind["series"]!.AsArray().Select(p => p!)];
        Assert.Equal(LongExercise.Days - 12 - 20, days.Count(d => d["count"] is not null));
        Assert.Equal(16.0, (double)days[0]["exposureHours"]!);
        Assert.All(days[60..80], d => Assert.Null(d["count"]));
        Assert.Contains(flights, r => (string)r["state"]! == "not-known:exposure-not-known"); // areas in which no post ever stood
        JsonNode lost = board["rows"]!.AsArray().Single(r => (string)r!["indicator"]! == "lost-watch")!;
        JsonNode gone = Assert.Single(lost["lights"]!.AsArray())!; // its second absence is no news any more: the past holds one like it
        Assert.Equal(("rise", LongExercise.Day(60).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ((string)gone["direction"]!, (string)gone["began"]!));
        Assert.Equal(32, flights.Where(r => (int)r["periodsWatched"]! > 0).Sum(r => LongExercise.Days - (int)r["periodsWatched"]!));
    }

    [Fact]
    public void Nothing_that_became_known_later_is_on_the_board_of_a_day()
    {
        JsonObject before = Board(Store(), "--as-known", "2031-06-08T18:00:00Z");
        Assert.Equal("lost-watch", (string)Assert.Single(before["rows"]!.AsArray(), r => r!["light"] is not null)!["indicator"]!); // the third post came back on day 80
        Assert.Equal("2031-06-07", (string)before["through"]!);
        JsonObject cut = Board(Store(), "--to", "2031-06-07", "--as-known", "2031-07-15T18:00:00Z"); // before anything was taken back
        Assert.Equal(before["rows"]!.ToJsonString(), cut["rows"]!.ToJsonString());
    }

    [Fact]
    public void Exchange_the_parties_and_the_board_is_the_same_row_for_row() =>
        Assert.Equal(Board(Store())["rows"]!.ToJsonString(), Board(LongExercise.Play(run, mirrored: true))["rows"]!.ToJsonString());

    [Fact]
    public void The_command_says_simulated_and_refuses_bad_input_in_one_line()
    {
        (int code, string said, _) = Cli.Run("response", "indicators", "--store", Store());
        Assert.Equal(0, code);
        Assert.StartsWith("SIMULATED", said, StringComparison.Ordinal);
        string file = run.NewPath("indicators") + ".json";
        File.WriteAllText(file, "{\"schema\": \"truce-indicators/1\", \"falseLightsPerYear\": 1, \"indicators\": [{\"id\": \"x\"}]}");
        foreach (string[] bad in (string[][])[["--definitions", file], ["--lang", "xx"], ["--from", "2031-05-01", "--to", "2031-04-01"], ["--as-known", "2031-03-01T00:00:00Z"], ["--definitions", file + ".none"]])
        {
            (int refused, _, string told) = Cli.Run(["response", "indicators", "--store", Store(), .. bad]);
            Assert.Equal(2, refused);
            Assert.Single(told.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public void The_missions_own_definitions_are_sealed_once_and_the_board_says_which()
    {
        JsonNode by = Board(Store())["definitions"]!;
        Hash256 digest = Hash256.Of(LongExercise.Definitions);
        Assert.Equal(("mission", digest.ToString(), null), ((string)by["from"]!, (string)by["sha256"]!, (string?)by["settledBefore"]));
        using StoreFolder held = StoreFolder.OpenForReplay(Store(), StoreFolder.DatabaseIn(Store()));
        LogRecord entry = Assert.Single(SealedLog.Records(held.Log.Read()), r => (string?)r.Json["role"] == "indicators");
        Assert.Equal((digest.ToString(), (long)by["logIndex"]!), ((string?)entry.Json["sha256"], entry.Index));
        Assert.Equal(LongExercise.Definitions, File.ReadAllBytes(held.Blobs.PathOf(Walker.DigestOf(digest))));
    }

    [Fact]
    public void A_trial_is_said_to_be_one_and_promises_nothing()
    {
        string file = run.NewPath("trial") + ".json";
        File.WriteAllBytes(file, Truce.Response.Indicators.StandardIndicators.File.ToArray());
        JsonObject board = Board(Store(), "--definitions", file);
        Assert.Equal("file", (string)board["definitions"]!["from"]!);
        Assert.Contains("chosen after the counts, the promise on false lights does not hold", (string)board["promise"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("Expected false lights", (string)board["promise"]!, StringComparison.Ordinal);
        JsonNode flights = board["rows"]!.AsArray().Where(r => (string)r!["indicator"]! == "flights").MaxBy(r => r!["series"]!.AsArray().Sum(d => (int?)d!["count"] ?? 0))!;
        Assert.Equal((null, 2.0), (flights["light"], (double)flights["baseline"]!["seasonAllowance"]!)); // four times as many, once a day before: in a first year that may be a season
    }

    [Fact]
    public void Definitions_that_were_changed_after_days_had_settled_say_so_and_broken_ones_stop_the_run()
    {
        string mission = run.Lay(Path.GetFileName(run.NewPath("changed")), (path, bytes) => path != "mission.yaml" ? bytes
            : System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(bytes).Replace("agreement: agreement.json", "agreement: agreement.json\nindicators: indicators.json", StringComparison.Ordinal)));
        string file = Path.Combine(mission, "indicators.json"), store = run.NewPath("changed-store");
        File.WriteAllBytes(file, Truce.Response.Indicators.StandardIndicators.File.ToArray());
        SimulatedRun.Run(mission, store);
        Assert.Null(Board(store)["definitions"]!["settledBefore"]);
        File.WriteAllBytes(file, LongExercise.Definitions);
        SimulatedRun.Run(mission, store);
        JsonObject board = Board(store);
        Assert.Equal((string)board["through"]!, (string?)board["definitions"]!["settledBefore"]);
        Assert.Contains("chosen after the counts", (string)board["promise"]!, StringComparison.Ordinal);
        File.WriteAllText(file, "{\"schema\": \"truce-indicators/1\"}");
        Assert.Contains("indicators.json", Assert.Throws<BadInputException>(() => SimulatedRun.Run(mission, run.NewPath("broken-store"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_taken_back_later_counts_as_it_was_known_then()
    {
        static int Refusals(JsonObject board, DateOnly to) => board["rows"]!.AsArray().Where(r => (string)r!["indicator"]! == "refusals").SelectMany(r => r!["series"]!.AsArray())
            .Where(d => string.CompareOrdinal((string)d!["first"]!, to.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) <= 0).Sum(d => (int?)d!["count"] ?? 0);
        DateOnly cut = LongExercise.Day(LongExercise.TakenBackOn - 2);
        string before = LongExercise.Day(LongExercise.TakenBackOn - 1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) + "T18:00:00Z";
        Assert.Equal(Refusals(Board(Store()), cut) + 1, Refusals(Board(Store(), "--as-known", before), cut));
    }

    [Fact]
    public void The_picture_is_written()
    {
        string file = run.NewPath("board") + ".svg";
        (int code, _, _) = Cli.Run("response", "indicators", "--store", Store(), "--svg", file, "--lang", "uk");
        Assert.Equal(0, code);
        string svg = File.ReadAllText(file);
        Assert.Contains("SIMULATED", svg, StringComparison.Ordinal);
        Assert.Contains("зросло", svg, StringComparison.Ordinal);
    }

    private static bool Held(StoreReader read, string evidence) => Hash256.TryParse(evidence.Split(':')[1], out Hash256 id)
        && (evidence.StartsWith("observation:", StringComparison.Ordinal) ? read.Observation(id) is not null : read.IncidentAsKnown(id, long.MaxValue) is not null);

    private static JsonObject Board(string store, params string[] more)
    {
        (int code, string said, string told) = Cli.Run(["response", "indicators", "--store", store, "--json", .. more]);
        Assert.True(code == 0, told);
        return JsonNode.Parse(said)!.AsObject();
    }
}
