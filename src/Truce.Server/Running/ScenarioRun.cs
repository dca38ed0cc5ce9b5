using System.Collections.Immutable;
using Truce.Simulation;
using Truce.Simulation.Scenarios;

namespace Truce.Server.Running;

/// <summary>A scenario from its file to a mission folder.</summary>
internal static class ScenarioRun
{
    /// <summary>Reads a scenario file; every mistake in one message.</summary>
    public static Scenario Read(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file; a scenario is a text file such as scenarios/exercise.txt");
        byte[] bytes = new byte[Scenario.MaxBytes + 1];
        using (FileStream stream = File.OpenRead(path)) bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        return Scenario.TryRead(bytes, path, out Scenario? scenario, out ImmutableArray<ScenarioProblem> problems)
            ? scenario
            : throw new BadInputException($"{problems.Length} {(problems.Length == 1 ? "line" : "lines")} of the scenario cannot be read{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
    }

    /// <summary>Writes the mission folder of a world.</summary>
    public static void Lay(SimulatedWorld world, string folder)
    {
        foreach ((string name, byte[] bytes) in world.Files)
        {
            string path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }
}
