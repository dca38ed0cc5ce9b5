using System.Collections.Immutable;
using Truce.Measures;
using Truce.Sayings;

namespace Truce.Findings;

/// <summary>The three questions that are never answered together: did it occur, how does it read against the term, who.</summary>
public enum Question
{
    /// <summary>Did it occur?</summary>
    Occurrence = 0,

    /// <summary>Does it go against the term?</summary>
    Conformity = 1,

    /// <summary>Who is responsible?</summary>
    Attribution = 2,
}

/// <summary>Where a finding stands with the people who judge it.</summary>
public enum FindingState
{
    /// <summary>Made by a machine; nobody has looked.</summary>
    Proposed = 0,

    /// <summary>A person has taken it for review.</summary>
    Claimed,

    /// <summary>One person affirmed that it occurred; a second has not.</summary>
    AwaitingSecondReviewer,

    /// <summary>Two people affirmed that it occurred.</summary>
    Confirmed,

    /// <summary>People found that it did not occur.</summary>
    Refuted,

    /// <summary>It occurred and people found that it does not go against the term.</summary>
    NotAgainstTheTerm,

    /// <summary>People found that it cannot be decided.</summary>
    Indeterminate,

    /// <summary>Taken back by the person who made or confirmed it; never deleted.</summary>
    Withdrawn,
}

/// <summary>How one incident reads against one term of the agreement: a proposal until people agree.</summary>
public sealed record Finding
{
    /// <summary>Hash of incident id, agreement id and term id: the same finding through all its versions.</summary>
    public required Hash256 Id { get; init; }

    /// <summary>1 for the first version.</summary>
    public required int Version { get; init; }

    /// <summary>When this version became known, UTC.</summary>
    public required DateTimeOffset Known { get; init; }

    /// <summary>The incident.</summary>
    public required Hash256 Incident { get; init; }

    /// <summary>Version of the incident that was read.</summary>
    public required int IncidentVersion { get; init; }

    /// <summary>Agreement id and version, for instance <c>EX-1 v3</c>.</summary>
    public required string Agreement { get; init; }

    /// <summary>Term id.</summary>
    public required string Term { get; init; }

    /// <summary>Article number as the agreement writes it.</summary>
    public required string Article { get; init; }

    /// <summary>Result word of the Terms room: <c>violation-candidate</c>, <c>indeterminate</c>, <c>excepted</c>, <c>not-evaluable</c>, …</summary>
    public required string Result { get; init; }

    /// <summary>P(inside the zone), 0 to 1, when the term has a zone.</summary>
    public double? InsideProbability { get; init; }

    /// <summary>The trace as sentences a lawyer can read, in order, in English: the words that are sealed. Each step deeper has one more <c>·</c>.</summary>
    public ImmutableArray<string> Trace { get; init; } = [];

    /// <summary>The same sentences as values, one for each line of <see cref="Trace"/>; empty in a record of an earlier version of the program.</summary>
    public ImmutableArray<Saying> Sayings { get; init; } = [];

    /// <summary>Severity as the agreement says.</summary>
    public string Severity { get; init; } = "";

    /// <summary>Level given by machine or reached by people.</summary>
    public required Level Level { get; init; }

    /// <summary>What the machine's level was decided on.</summary>
    public ImmutableArray<LevelReason> Reasons { get; init; } = [];

    /// <summary>Where it stands with people.</summary>
    public FindingState State { get; init; }

    /// <summary>Hash of the record of the version before; absent for the first.</summary>
    public Hash256? Previous { get; init; }

    /// <summary>The trace in a language, line for line; a line that cannot be said in it stays in English, with <c>false</c> beside it.</summary>
    public ImmutableArray<(string Line, bool Worded)> TraceIn(SayingWords words)
    {
        if (words.Language == SayingWords.English.Language) return [.. Trace.Select(line => (line, true))];
        return [.. Trace.Select((line, i) => Sayings.Length == Trace.Length && words.TrySay(Sayings[i]) is { } said ? (Depth(line) + said, true) : (line, false))];
    }

    /// <summary>Lines of a trace: each after one that it explains has one more <c>·</c> before it.</summary>
    public static string Line(int depth, Saying says) => new string('·', depth) + (depth > 0 ? " " : "") + says.English;

    private static string Depth(string line) => line[..(line.Length - line.TrimStart('·', ' ').Length)];

    /// <summary>Id of a finding.</summary>
    public static Hash256 IdOf(Hash256 incident, string agreement, string term) =>
        Hash256.Of(System.Text.Encoding.UTF8.GetBytes($"truce/finding/v1\n{incident}\n{agreement}\n{term}"));
}
