using System.Globalization;
using NodaTime;
using Truce.Response.Protocols;
using Truce.Sayings;
using Truce.Terms;

namespace Truce.Response.Clocks;

/// <summary>What a clock shows. It is computed from sealed events whenever somebody looks, so no restart can lose it.</summary>
public abstract record Deadline
{
    private Deadline()
    {
    }

    /// <summary>When it is due, UTC, this instant included; absent while the clock has not started.</summary>
    public DateTimeOffset? DueAt => this is Running r ? r.Due : null;

    /// <summary>Whether it has passed.</summary>
    public bool IsPast(DateTimeOffset now) => DueAt < now;

    /// <summary>The clock in words: its reason for not running, or the instant in UTC and on the clocks of the protocol.</summary>
    public abstract Saying Says { get; }

    /// <summary>The time it would run from is not known, or not said: nothing is guessed.</summary>
    /// <param name="Because">Which time is missing.</param>
    public sealed record NotStarted(Saying Because) : Deadline
    {
        /// <inheritdoc/>
        public override Saying Says => Because;
    }

    /// <summary>It runs.</summary>
    /// <param name="Start">The instant it runs from, UTC.</param>
    /// <param name="Due">The last instant in time, UTC.</param>
    /// <param name="Zone">The protocol's zone.</param>
    public sealed record Running(DateTimeOffset Start, DateTimeOffset Due, DateTimeZone Zone) : Deadline
    {
        /// <summary>The last instant in time on the clocks of the protocol's zone, with its offset.</summary>
        public string DueLocal => AgreementClock.Local(Zone, Due);

        /// <inheritdoc/>
        public override Saying Says => Say.Of("response.clock.due", Utc(Due), DueLocal, Zone.Id);
    }

    /// <summary>The clock of a tier.</summary>
    /// <param name="protocol">The protocol, for its zone.</param>
    /// <param name="tier">The tier.</param>
    /// <param name="times">The four times as known.</param>
    /// <param name="reached">When the tier was reached; absent when it was not.</param>
    public static Deadline Of(Protocol protocol, ProtocolTier tier, FourTimes times, DateTimeOffset? reached)
    {
        if (tier.From == DeadlineStart.NotSaid) return new NotStarted(Say.Of("response.clock.notsaid"));
        DateTimeOffset? start = tier.From == DeadlineStart.TierReached ? reached : times.Of(tier.From);
        return start is { } from
            ? new Running(from, tier.Deadline.AfterIn(protocol.Zone, from), protocol.Zone)
            : new NotStarted(Say.Of("response.clock.unknown", Say.Word("clock", ProtocolWords.Word(tier.From))));
    }

    /// <summary>An instant as people read it: UTC to the second.</summary>
    internal static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
