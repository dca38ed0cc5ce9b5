using Truce.Measures;

namespace Truce.Response.Notices;

/// <summary>When a failed notice is tried again.</summary>
/// <remarks>
/// Waits double and are spread by chance that is made of the delivery's name, so that many notices do not come back in one burst and a replay waits the same.
/// All values are our choice: the last wait is short against the shortest clock we know, 24 hours.
/// </remarks>
public sealed record RetryPolicy
{
    /// <summary>30 s, doubling to at most an hour, for at most 100 attempts: about four days.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>Wait after the first failure, before the spread.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait, spread included.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Longest wait that the other end may ask for; a longer one is cut to this.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromHours(2);

    /// <summary>After this many attempts it is given up, visibly.</summary>
    public int MostAttempts { get; init; } = 100;

    /// <summary>After this an attempt that left no result is taken to have died with its program, and another is due.</summary>
    public TimeSpan AttemptLapses { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Why the policy cannot be used; nothing when it can.</summary>
    public string? Fault() =>
        FirstWait <= TimeSpan.Zero || LongestWait < FirstWait ? "the first wait is more than nothing and at most the longest wait"
        : LongestRetryAfter < TimeSpan.Zero || AttemptLapses <= TimeSpan.Zero ? "waits are not negative, and an attempt lapses after more than nothing"
        : MostAttempts is < 1 or > 10_000 ? "1 to 10,000 attempts"
        : null;

    /// <summary>The wait after a failed attempt: half to all of the doubled wait, never less than the other end asked for within the bound.</summary>
    /// <param name="delivery">Name of the delivery.</param>
    /// <param name="attempt">Which attempt failed, from 1.</param>
    /// <param name="asked">What the other end asked for.</param>
    public TimeSpan WaitAfter(string delivery, int attempt, TimeSpan? asked)
    {
        double doubledS = FirstWait.TotalSeconds * Math.Pow(2, Math.Min(attempt - 1, 40));
        double boundedS = Math.Min(doubledS, LongestWait.TotalSeconds);
        ulong seed = Hash256.Of(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{delivery} {attempt}"))).Seed;
        var wait = TimeSpan.FromMilliseconds(Math.Round(boundedS * 1000 * (0.5 + (0.5 * new SeededRandom(seed).NextUnit()))));
        TimeSpan least = asked is not { } a || a < TimeSpan.Zero ? TimeSpan.Zero : a > LongestRetryAfter ? LongestRetryAfter : a;
        return wait > least ? wait : least;
    }
}
