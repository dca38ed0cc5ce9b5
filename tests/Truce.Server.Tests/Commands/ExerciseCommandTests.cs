using System.Text.Json.Nodes;
using Truce.Server.Tests.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary><c>truce exercise</c>, and what it and <c>truce demo</c> say of a scenario that cannot be read.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class ExerciseCommandTests
{
    [Fact]
    public void The_command_says_yes_and_no_by_its_exit_code_and_writes_the_folder()
    {
        using var folder = new TempFolder();
        string file = Path.Combine(Repository.Root, "scenarios/late-evidence.txt"), mission = Path.Combine(folder.Root, "m");
        (int code, string output, _) = Cli.Run("exercise", file, "--out", mission, "--check", "--json");
        JsonObject said = JsonNode.Parse(output)!.AsObject();
        Assert.Equal((0, true, 0), (code, (bool)said["simulated"]!, said["unmet"]!.AsArray().Count));
        Assert.All(["mission.yaml", "agreement.json", "truth.txt", "truth.json", "scenario.txt"], name => Assert.Contains("SIMULATED", File.ReadAllText(Path.Combine(mission, name)), StringComparison.Ordinal));

        string wrong = Path.Combine(folder.Root, "wrong.txt");
        File.WriteAllText(wrong, File.ReadAllText(file) + "expect no incident  for late\n");
        (code, output, _) = Cli.Run("exercise", wrong, "--out", Path.Combine(folder.Root, "w"), "--check");
        Assert.Equal(1, code);
        Assert.Contains("expect no incident  for late\n    found: 1 incident:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exercise FILE --out OUT", "exercise")]
    [InlineData("demo --scenario FILE --store OUT", "demo")]
    public void A_scenario_that_cannot_be_read_ends_with_two_and_every_mistake(string line, string command)
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Root, "bad.txt"), nowhere = Path.Combine(folder.Root, "out");
        File.WriteAllText(file, "sed 5\nday 8  09:24  explosion  at village near  as x\n");
        (int code, string output, string error) = Cli.Run([.. line.Split(' ').Select(a => a switch { "FILE" => file, "OUT" => nowhere, _ => a })]);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"truce {command}: 2 lines of the scenario cannot be read", error, StringComparison.Ordinal);
        Assert.Contains($"{file}:1:1: 'sed' where the kind of a line belongs; did you mean 'seed'?", error, StringComparison.Ordinal);
        Assert.Contains($"{file}:2:5: '8' where a day belongs; write a whole number from 1 to 6", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
        File.Delete(file);
        Assert.Contains("no such file", Cli.Run([.. line.Split(' ').Select(a => a switch { "FILE" => file, "OUT" => nowhere, _ => a })]).Err, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_holds_something_is_left_alone()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Root, "mine.txt"), "mine");
        (int code, _, string error) = Cli.Run("exercise", Path.Combine(Repository.Root, "scenarios/echo.txt"), "--out", folder.Root);
        Assert.Equal(2, code);
        Assert.Contains("is not empty; name a new folder", error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Root));
    }
}
