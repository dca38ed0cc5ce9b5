namespace Truce.Response.Notices;

/// <summary>What came of one attempt to send a notice through one channel.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>It was taken over by the other end.</summary>
    /// <param name="Receipt">What the other end said; what that proves depends on the channel: docs/formats/notices.md, "Receipts".</param>
    public sealed record Delivered(string Receipt) : SendOutcome;

    /// <summary>It was not, and may be later.</summary>
    /// <param name="Reason">Why, one line.</param>
    /// <param name="MayHaveArrived">Whether the other end may have it all the same: the line broke before its answer.</param>
    /// <param name="RetryAfter">How long the other end asks to wait; absent when it does not.</param>
    public sealed record TryLater(string Reason, bool MayHaveArrived = false, TimeSpan? RetryAfter = null) : SendOutcome;

    /// <summary>It was refused for good.</summary>
    /// <param name="Reason">Why, one line.</param>
    public sealed record Refused(string Reason) : SendOutcome;
}
