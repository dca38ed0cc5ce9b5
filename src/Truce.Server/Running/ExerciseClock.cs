namespace Truce.Server.Running;

/// <summary>The clock of an exercise: it begins at an instant of the exercise and goes on as fast as the real one.</summary>
/// <remarks>A notice that is queued in the exercise's year would never be due by the clock of this machine. What outside systems check (the time in a webhook's signature) stays on the real clock.</remarks>
internal sealed class ExerciseClock(DateTimeOffset begins, TimeProvider real) : TimeProvider
{
    private readonly long _began = real.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => begins + real.GetElapsedTime(_began);
}
