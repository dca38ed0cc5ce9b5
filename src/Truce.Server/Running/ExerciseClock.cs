namespace Truce.Server.Running;

/// <summary>The clock of an exercise that plays in another year: it runs as ours does, from the moment at which the exercise stands.</summary>
internal sealed class ExerciseClock(TimeProvider real, TimeSpan ahead) : TimeProvider
{
    /// <summary>Now; in an exercise that plays in another year, after everything that is known there, consultations included.</summary>
    public static DateTimeOffset Now(OpenMission open, ResponseBook book, TimeProvider real)
    {
        DateTimeOffset now = open.Now(real);
        return open.World.Mission.Simulated && book.Latest is { } latest && latest > now ? latest : now;
    }

    /// <summary>The mission's clock: our own for a real one.</summary>
    public static TimeProvider Of(OpenMission open, ResponseBook book, TimeProvider real)
    {
        TimeSpan ahead = Now(open, book, real) - real.GetUtcNow();
        return open.World.Mission.Simulated && ahead > TimeSpan.Zero ? new ExerciseClock(real, ahead) : real;
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + ahead;
}
