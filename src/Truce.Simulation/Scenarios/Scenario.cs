using System.Collections.Immutable;

namespace Truce.Simulation.Scenarios;

/// <summary>A mistake in a scenario file: where it is and what to write instead.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1, in UTF-16 units.</param>
/// <param name="Message">One sentence.</param>
public sealed record ScenarioProblem(string File, int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: message</c>, as compilers write it.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>What happens in a simulated world, as a mediator writes it, and what the mission is expected to make of it. Format: docs/formats/scenario.md.</summary>
public sealed record Scenario
{
    /// <summary>Longest file, bytes.</summary>
    public const int MaxBytes = 1 << 18;

    private static readonly Lazy<Scenario> BuiltIn = new(ReadExercise);

    /// <summary>The text as it was written, line ends as <c>\n</c>.</summary>
    public required string Text { get; init; }

    /// <summary>What it is about, in a few words; absent when the file gives no title.</summary>
    public string? Title { get; init; }

    /// <summary>Seed of the land and of chance; <see cref="SimulatedWorld.DefaultSeed"/> when the file gives none.</summary>
    public ulong Seed { get; init; } = SimulatedWorld.DefaultSeed;

    /// <summary>What the world is like beside the script.</summary>
    public WorldOptions Options { get; init; } = new();

    /// <summary>The events in order of lines: that is the order in which chance is drawn for them.</summary>
    public ImmutableArray<ScenarioEvent> Events { get; init; } = [];

    /// <summary>The notices in order of lines.</summary>
    public ImmutableArray<ScenarioNotice> Notices { get; init; } = [];

    /// <summary>The times in which no post keeps watch.</summary>
    public ImmutableArray<ScenarioSpan> Blind { get; init; } = [];

    /// <summary>What a run of it is expected to give, in order of lines.</summary>
    public ImmutableArray<Expectation> Expectations { get; init; } = [];

    /// <summary>The exercise of <c>truce demo</c>, <c>scenarios/exercise.txt</c>.</summary>
    public static Scenario Exercise => BuiltIn.Value;

    /// <summary>Reads a scenario whole. True and the scenario, or false and every line that cannot be read, in order.</summary>
    /// <param name="bytes">The file: UTF-8, at most <see cref="MaxBytes"/> bytes.</param>
    /// <param name="path">Its name, for the messages.</param>
    /// <param name="scenario">The scenario; absent when there is a mistake.</param>
    /// <param name="problems">The mistakes; empty when there is none.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, string path, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Scenario? scenario, out ImmutableArray<ScenarioProblem> problems)
    {
        (scenario, problems) = new ScenarioReader(path).Read(bytes);
        return scenario is not null;
    }

    private static Scenario ReadExercise()
    {
        const string Name = "exercise.txt";
        using Stream stream = typeof(Scenario).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidOperationException($"{Name} is not in the assembly");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return TryRead(bytes.ToArray(), Name, out Scenario? scenario, out ImmutableArray<ScenarioProblem> problems)
            ? scenario
            : throw new InvalidOperationException(string.Join('\n', problems));
    }
}
