using System.Text.Json.Nodes;
using Truce.Response.Exercises;
using Truce.Response.Protocols;
using Truce.Sayings;
using Truce.Server.Commands;
using Truce.Server.Tests.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary><c>truce response check</c> and <c>truce response exercise</c>: exit codes, one clear line a mistake, and the stamp.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class ResponseCommandTests
{
    private static readonly string ProtocolPath = Path.Combine(Repository.Root, "missions/examples/protocol.example.json");
    private static readonly string ScenarioPath = Path.Combine(Repository.Root, "missions/examples/response-scenario.example.json");

    [Fact]
    public void A_protocol_is_checked_with_and_without_json()
    {
        (int code, string output, string error) = Cli.Run("response", "check", ProtocolPath);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("3 tiers, 2 bodies, 5 invitees; the clock starts when determined; 0 warnings", output, StringComparison.Ordinal);
        (code, output, _) = Cli.Run("response", "check", ProtocolPath, "--json");
        JsonNode said = JsonNode.Parse(output)!;
        Assert.Equal((0, true, "R3", true), (code, (bool)said["usable"]!, (string)said["tiers"]![2]!["id"]!, (bool)said["tiers"]![0]!["machineMaySend"]!));
    }

    [Fact]
    public void The_given_agreement_is_read_with_what_it_leaves_open()
    {
        string agreement = SharedData.Path("incidents/examples/agreement.example.json");
        (int code, string output, string error) = Cli.Run("response", "check", agreement, "--json");
        JsonNode said = JsonNode.Parse(output)!;
        Assert.Equal((0, 8, "determined"), (code, said["leftOpen"]!.AsArray().Count, (string)said["clockStart"]!));
        Assert.Null(said["tiers"]![1]!["from"]);
        Assert.Contains("the file leaves open whether PT48H of tier R2 runs from the clock's start or from tier R1", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_ends_with_two_and_a_line_with_place_and_remedy()
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Root, "p.json"), scenario = Path.Combine(folder.Root, "s.json");
        File.WriteAllText(file, File.ReadAllText(ProtocolPath).Replace("\"standDown\": { \"decidedBy\": \"SC\", \"remedied\": true, \"quiet\": \"P7D\" },", "", StringComparison.Ordinal));
        (int code, string output, string error) = Cli.Run("response", "check", file);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains($"{file}:29:5: error at $.tiers[0]: tier R1 has no exit: nothing ends a consultation on it; add \"standDown\"", error, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run("response", "exercise", file, "--scenario", ScenarioPath).Code);

        File.WriteAllText(scenario, File.ReadAllText(ScenarioPath).Replace("\"probability\": 0.97", "\"probability\": 97", StringComparison.Ordinal));
        (code, output, error) = Cli.Run("response", "exercise", ProtocolPath, "--scenario", scenario);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("$.guarantors[0].probability: the number 97 stands where a number from 0 to 1 is expected", error, StringComparison.Ordinal);

        Assert.Contains("no such file", Cli.Run("response", "check", Path.Combine(folder.Root, "none.json")).Err, StringComparison.Ordinal);
        Assert.Contains("--runs 0 is not from 1", Cli.Run("response", "exercise", ProtocolPath, "--scenario", ScenarioPath, "--runs", "0").Err, StringComparison.Ordinal);
        Assert.Contains("--language 'xx' is not one of en, fr, ru, uk", Cli.Run("response", "exercise", ProtocolPath, "--scenario", ScenarioPath, "--language", "xx").Err, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exercise_is_stamped_repeats_and_speaks_four_languages()
    {
        string[] line = ["response", "exercise", ProtocolPath, "--scenario", ScenarioPath, "--seed", "7"];
        (int code, string output, string error) = Cli.Run(line);
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("SIMULATED", output, StringComparison.Ordinal);
        Assert.EndsWith("SIMULATED\n", output, StringComparison.Ordinal);
        Assert.Equal(output, Cli.Run(line).Out);
        Assert.Equal(SayingWords.Languages.Length, SayingWords.Languages.Select(l => Cli.Run([.. line, "--language", l]).Out).Distinct().Count());
        JsonNode json = JsonNode.Parse(Cli.Run([.. line, "--json"]).Out)!;
        Assert.Equal(("SIMULATED", 2), ((string)json["stamp"]!, json["consultations"]!.AsArray().Count));
        Assert.All(json["consultations"]!.AsArray(), c => Assert.All(c!["events"]!.AsArray(), e => Assert.True((bool)e!["simulated"]!)));
    }

    [Fact]
    public void Many_runs_give_the_same_counts_on_any_number_of_threads()
    {
        Protocol protocol = ProtocolReader.Read(File.ReadAllBytes(ProtocolPath), "p").Protocol!;
        Exercise exercise = ExerciseReader.Read(File.ReadAllBytes(ScenarioPath), "s", protocol).Exercise!;
        string[] told = [.. new[] { 1, 2, 5 }.Select(threads => ExerciseJson.Many(protocol, exercise, ResponseExercise.Play(protocol, exercise, 3, 500, threads), 3).ToJsonString())];
        Assert.Single(told.Distinct());

        JsonNode json = JsonNode.Parse(Cli.Run("response", "exercise", ProtocolPath, "--scenario", ScenarioPath, "--runs", "500", "--seed", "3", "--json").Out)!;
        JsonNode met = json["findings"]![0]!["tiers"]![0]!["metInTime"]!;
        Assert.Equal(500, (int)met["of"]!);
        Assert.True((double)met["low"]! < (double)met["share"]! && (double)met["share"]! < (double)met["high"]!);
        Assert.True(json["assumptions"]!.AsArray().Count >= 12);
    }
}
