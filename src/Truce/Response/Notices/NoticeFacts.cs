using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Response.Notices;

/// <summary>What a notice is for.</summary>
public enum NoticeKind
{
    /// <summary>Asks somebody into a consultation for the first time.</summary>
    Convened = 0,

    /// <summary>The next tier of the protocol has begun.</summary>
    Escalated,

    /// <summary>An answer is awaited and its time has not passed.</summary>
    Reminder,

    /// <summary>The time for an answer has passed without one.</summary>
    Overdue,

    /// <summary>The consultation has ended; nothing more is asked.</summary>
    StoodDown,
}

/// <summary>Which of the four stored times the protocol counts from.</summary>
public enum NoticeClock
{
    /// <summary>When the event took place.</summary>
    Occurred = 0,

    /// <summary>When a source first told of it.</summary>
    Detected,

    /// <summary>When people confirmed the finding.</summary>
    Determined,

    /// <summary>When the notice was given.</summary>
    Notified,
}

/// <summary>What people have said of the event by the time of the notice.</summary>
public enum NoticeBasis
{
    /// <summary>Reported and screened by a machine only.</summary>
    Reported = 0,

    /// <summary>Corroborated by a machine, not yet confirmed by people.</summary>
    Corroborated,

    /// <summary>Two people have confirmed that it took place.</summary>
    Confirmed,
}

/// <summary>A place in words, and how exact the words are.</summary>
/// <param name="Words">A name, as people say it; no coordinates.</param>
/// <param name="WithinKm">The place lies within this distance of what is named, kilometres, more than 0.</param>
public sealed record NoticePlace(string Words, double WithinKm);

/// <summary>An earlier notice of the same consultation to the same invitee, as CAP refers to it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IssuedAt">When it was issued, UTC, whole seconds.</param>
public sealed record NoticeReference(Hash256 Id, DateTimeOffset IssuedAt);

/// <summary>What a notice tells, before it is worded for one invitee in one language.</summary>
public sealed record NoticeFacts
{
    /// <summary>What the notice is for.</summary>
    public required NoticeKind Kind { get; init; }

    /// <summary>Name of the body that sends it.</summary>
    public required string House { get; init; }

    /// <summary>Id of the consultation.</summary>
    public required string Consultation { get; init; }

    /// <summary>The agreement or protocol by its own name.</summary>
    public required string Protocol { get; init; }

    /// <summary>Tier of the protocol in its own words.</summary>
    public required string Tier { get; init; }

    /// <summary>When the notice is issued, UTC; kept to whole seconds.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Which time the clock counts from.</summary>
    public required NoticeClock Clock { get; init; }

    /// <summary>When the clock started, UTC.</summary>
    public required DateTimeOffset ClockStartedAt { get; init; }

    /// <summary>Until when an answer is due, UTC; absent: no limit is set.</summary>
    public DateTimeOffset? AnswerDueAt { get; init; }

    /// <summary>Zone of the local times, a name of the IANA time zone database.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What people have said of the event.</summary>
    public required NoticeBasis Basis { get; init; }

    /// <summary>Severity in the agreement's own word; absent when it gives none.</summary>
    public string? Severity { get; init; }

    /// <summary>Where the severity stands among those of the agreement, 0 the least to 1 the gravest; absent when not known.</summary>
    public double? SeverityShare { get; init; }

    /// <summary>The place in several exactnesses; the notice says the most exact that its label allows, or that none is given.</summary>
    public ImmutableArray<NoticePlace> Places { get; init; } = [];

    /// <summary>Whether weapons or positions are spoken of: their place is never said finer than <see cref="NoticeRules.ForcesWithinKm"/>.</summary>
    public bool ConcernsForces { get; init; }

    /// <summary>Who may see it.</summary>
    public required Label Label { get; init; }

    /// <summary>Whether all this is an exercise.</summary>
    public required bool IsSimulated { get; init; }

    /// <summary>Digest of the evidence that the consultation rests on.</summary>
    public required Hash256 EvidenceHash { get; init; }

    /// <summary>The notice that this one follows; needed by every kind but <see cref="NoticeKind.Convened"/>.</summary>
    public NoticeReference? Follows { get; init; }
}
