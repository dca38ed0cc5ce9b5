using System.Collections.Immutable;

namespace Truce.Response.Notices;

/// <summary>Which step follows: pure, so that the same outcome always leads to the same record.</summary>
public static class OutboxSteps
{
    /// <summary>A notice enters the outbox; nothing, with a reason, when too few people have released it.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="channel">Name of the channel.</param>
    /// <param name="released">People who released it.</param>
    /// <param name="peopleNeeded">How many different people the protocol asks for at this level; 0: a machine may send alone.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="reason">Why not.</param>
    public static OutboxEvent.Queued? TryQueue(Notice notice, string channel, IEnumerable<string> released, int peopleNeeded, DateTimeOffset now, out string reason)
    {
        ImmutableArray<string> people = [.. released.Select(p => p.Trim()).Where(p => p.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        reason = people.Length >= peopleNeeded ? "" : $"{peopleNeeded} different people release a notice of this level; {people.Length} have";
        return reason.Length == 0 ? new(now, notice, channel, people) : null;
    }

    /// <summary>Before anything goes out.</summary>
    public static OutboxEvent.Attempted Attempt(OutboxDelivery delivery, RetryPolicy policy, DateTimeOffset now) =>
        new(now, delivery.Name, delivery.Attempts + 1, now + policy.AttemptLapses);

    /// <summary>What is recorded of an outcome.</summary>
    /// <param name="delivery">The delivery, with the attempt begun.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="policy">When to try again.</param>
    /// <param name="now">When, UTC.</param>
    public static IReadOnlyList<OutboxEvent> After(OutboxDelivery delivery, SendOutcome outcome, RetryPolicy policy, DateTimeOffset now)
    {
        switch (outcome)
        {
            case SendOutcome.Delivered done:
                return [new OutboxEvent.Delivered(now, delivery.Name, delivery.Attempts, done.Receipt)];
            case SendOutcome.Refused refused:
                return [new OutboxEvent.GivenUp(now, delivery.Name, refused.Reason)];
            case SendOutcome.TryLater later:
                var failed = new OutboxEvent.Failed(
                    now, delivery.Name, delivery.Attempts, later.Reason, later.MayHaveArrived, now + policy.WaitAfter(delivery.Name, delivery.Attempts, later.RetryAfter));
                return delivery.Attempts < policy.MostAttempts
                    ? [failed]
                    : [failed, new OutboxEvent.GivenUp(now, delivery.Name, $"{delivery.Attempts} attempts, the last: {later.Reason}")];
            default:
                throw new ArgumentOutOfRangeException(nameof(outcome));
        }
    }
}
