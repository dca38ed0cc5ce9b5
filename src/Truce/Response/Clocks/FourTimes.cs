using Truce.Response.Protocols;

namespace Truce.Response.Clocks;

/// <summary>The four times of a finding, each known or not: a text may count from any of them, so all are kept.</summary>
/// <param name="Occurred">When it occurred, UTC; absent when not known.</param>
/// <param name="Detected">When it was detected, UTC; absent when not known.</param>
/// <param name="Determined">When people determined it, UTC; absent when not known.</param>
/// <param name="Notified">When it was notified, UTC; absent when not known.</param>
public sealed record FourTimes(DateTimeOffset? Occurred, DateTimeOffset? Detected, DateTimeOffset? Determined, DateTimeOffset? Notified)
{
    /// <summary>Nothing is known.</summary>
    public static FourTimes Unknown { get; } = new(null, null, null, null);

    /// <summary>The time of that name; nothing when it is not known, and for a start that is none of the four.</summary>
    public DateTimeOffset? Of(DeadlineStart which) => which switch
    {
        DeadlineStart.Occurred => Occurred,
        DeadlineStart.Detected => Detected,
        DeadlineStart.Determined => Determined,
        DeadlineStart.Notified => Notified,
        _ => null,
    };

    /// <summary>The same with one of the four known to be <paramref name="at"/>; throws <see cref="ArgumentOutOfRangeException"/> for a start that is none of the four.</summary>
    public FourTimes With(DeadlineStart which, DateTimeOffset at) => which switch
    {
        DeadlineStart.Occurred => this with { Occurred = at },
        DeadlineStart.Detected => this with { Detected = at },
        DeadlineStart.Determined => this with { Determined = at },
        DeadlineStart.Notified => this with { Notified = at },
        _ => throw new ArgumentOutOfRangeException(nameof(which), which, "one of the four times"),
    };

    /// <summary>The first pair of known times that stand in the wrong order; nothing when all is well.</summary>
    public (DeadlineStart Earlier, DeadlineStart Later)? Disorder()
    {
        for (DeadlineStart a = DeadlineStart.Occurred; a < DeadlineStart.Notified; a++)
        {
            for (DeadlineStart b = a + 1; b <= DeadlineStart.Notified; b++)
            {
                if (Of(b) < Of(a)) return (a, b);
            }
        }

        return null;
    }
}
