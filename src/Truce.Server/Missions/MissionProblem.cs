namespace Truce.Server.Missions;

/// <summary>A mistake in a mission file: where it is and what to write instead.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Message">One sentence.</param>
internal sealed record MissionProblem(string File, long Line, string Message)
{
    /// <summary><c>file:line: message</c>, as compilers write it.</summary>
    public override string ToString() => $"{File}:{Line}: {Message}";
}
