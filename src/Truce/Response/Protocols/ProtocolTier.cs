using System.Collections.Immutable;
using Truce.Findings;
using Truce.Terms;

namespace Truce.Response.Protocols;

/// <summary>One step of the response.</summary>
public sealed record ProtocolTier
{
    /// <summary>Id used in the file.</summary>
    public required string Id { get; init; }

    /// <summary>What leads here by itself; absent for a tier that only escalation reaches.</summary>
    public TierTrigger? Trigger { get; init; }

    /// <summary>Time within which the answers are due.</summary>
    public required AgreedDuration Deadline { get; init; }

    /// <summary>From which time the deadline runs.</summary>
    public required DeadlineStart From { get; init; }

    /// <summary>Bodies and invitees that are asked, as the file names them.</summary>
    public ImmutableArray<string> Asks { get; init; } = [];

    /// <summary>By which instrument they are asked: note verbale, call, letter; absent when the file does not say.</summary>
    public string? Instrument { get; init; }

    /// <summary>What is to be done, in words.</summary>
    public ImmutableArray<string> Actions { get; init; } = [];

    /// <summary>What counts as an answer; absent when the file does not say, and then nobody can say whether the tier was met.</summary>
    public AnswerRule? Answer { get; init; }

    /// <summary>Where no answer, a refusal, or going on leads.</summary>
    public EscalationRule Escalates { get; init; } = new(null, null, null);

    /// <summary>What ends a consultation on this tier; absent for the protocol's rule.</summary>
    public StandDownRule? StandDown { get; init; }
}

/// <summary>What leads to a tier. All that is given must hold; the words are another way to it.</summary>
public sealed record TierTrigger
{
    /// <summary>Least level of the finding.</summary>
    public Level? Level { get; init; }

    /// <summary>Least severity.</summary>
    public string? SeverityAtLeast { get; init; }

    /// <summary>Whether it has to go on.</summary>
    public bool Continues { get; init; }

    /// <summary>Tier whose deadline has to have passed.</summary>
    public string? After { get; init; }

    /// <summary>Words of the text that lead here too when people say that they are met.</summary>
    public string? Or { get; init; }

    /// <summary>Whether it says anything that a finding or its course can meet; else people's words alone lead here.</summary>
    public bool IsComputable => Level is not null || SeverityAtLeast is not null || Continues || After is not null;
}

/// <summary>What counts as an answer, and how many make a tier met.</summary>
/// <param name="Kinds">Kinds that count.</param>
/// <param name="NeedsText">Whether an answer without text does not count.</param>
/// <param name="QuorumShare">Least share of those asked, above 0 to 1; absent when a number is given, or when the file does not say.</param>
/// <param name="QuorumAtLeast">Least number of those asked; absent when a share is given, or when the file does not say.</param>
public sealed record AnswerRule(ImmutableArray<AnswerKind> Kinds, bool NeedsText, double? QuorumShare, int? QuorumAtLeast)
{
    /// <summary>How many counting answers meet a tier that asks so many; absent when the file does not say.</summary>
    public int? Needed(int asked) => QuorumAtLeast ?? (QuorumShare is { } share ? Math.Max(1, (int)Math.Ceiling((share * asked) - 1e-9)) : null);
}

/// <summary>Tiers to which a tier leads; each absent when it leads nowhere.</summary>
/// <param name="OnNoAnswer">When the deadline passes without quorum.</param>
/// <param name="OnRefusal">When one of those asked refuses.</param>
/// <param name="IfContinues">When it still goes on once the deadline has passed.</param>
public sealed record EscalationRule(string? OnNoAnswer, string? OnRefusal, string? IfContinues)
{
    /// <summary>The tiers it names.</summary>
    public IEnumerable<string> Targets => new[] { OnNoAnswer, OnRefusal, IfContinues }.OfType<string>().Distinct(StringComparer.Ordinal);
}

/// <summary>What somebody who was asked says.</summary>
public enum AnswerKind
{
    /// <summary>Will do what is asked.</summary>
    Accept = 0,

    /// <summary>Will do a part.</summary>
    Partial,

    /// <summary>Will not.</summary>
    Refuse,

    /// <summary>Asks for more time.</summary>
    MoreTime,
}

/// <summary>The words of the format for the closed sets of a protocol.</summary>
public static class ProtocolWords
{
    /// <summary>Kinds of answers, in the order of <see cref="AnswerKind"/>.</summary>
    public static ImmutableArray<string> Answers { get; } = ["accept", "partial", "refuse", "more-time"];

    /// <summary>The four times, in the order of <see cref="DeadlineStart"/>.</summary>
    public static ImmutableArray<string> Clocks { get; } = ["occurred", "detected", "determined", "notified"];

    /// <summary>The word of the format for a deadline that runs from when its tier was reached.</summary>
    public const string TierReached = "reached";

    /// <summary>The word of a kind of answer.</summary>
    public static string Word(AnswerKind kind) => Answers[(int)kind];

    /// <summary>The word of a start; empty when it is not said.</summary>
    public static string Word(DeadlineStart start) => start switch
    {
        DeadlineStart.NotSaid => "",
        DeadlineStart.TierReached => TierReached,
        _ => Clocks[(int)start - 1],
    };

    /// <summary>The start that a word names; not said for any other word.</summary>
    public static DeadlineStart Start(string? word) =>
        word == TierReached ? DeadlineStart.TierReached : word is null ? DeadlineStart.NotSaid : (DeadlineStart)(Clocks.IndexOf(word) + 1);
}
