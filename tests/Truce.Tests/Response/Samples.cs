using System.Text;
using Truce.Response.Exercises;
using Truce.Response.Protocols;
using Truce.Testing;

namespace Truce.Tests.Response;

/// <summary>The SIMULATED protocol and scenario that lie in the project, and variations of them.</summary>
internal static class Samples
{
    public static string ProtocolText { get; } = File.ReadAllText(Path.Combine(Repository.Root, "missions/examples/protocol.example.json"));

    public static string ScenarioText { get; } = File.ReadAllText(Path.Combine(Repository.Root, "missions/examples/response-scenario.example.json"));

    public static Protocol Protocol { get; } = ProtocolReader.Read(Encoding.UTF8.GetBytes(ProtocolText), "p.json").Protocol!;

    public static Exercise Exercise { get; } = ExerciseReader.Read(Encoding.UTF8.GetBytes(ScenarioText), "s.json", Protocol).Exercise!;

    public static ProtocolReading ReadProtocol(string text) => ProtocolReader.Read(Encoding.UTF8.GetBytes(text), "p.json");

    public static ExerciseReading ReadScenario(string text) => ExerciseReader.Read(Encoding.UTF8.GetBytes(text), "s.json", Protocol);

    /// <summary>A text with one place changed; fails when the place is not there.</summary>
    public static string With(this string text, string from, string to)
    {
        Assert.Contains(from, text, StringComparison.Ordinal);
        int at = text.IndexOf(from, StringComparison.Ordinal);
        return text[..at] + to + text[(at + from.Length)..];
    }
}
