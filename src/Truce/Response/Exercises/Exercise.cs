using System.Collections.Immutable;
using Truce.Findings;
using Truce.Response.Protocols;

namespace Truce.Response.Exercises;

/// <summary>A scenario that drives a protocol in simulated time. Always SIMULATED. Read by <see cref="ExerciseReader"/>; format: docs/formats/protocol.md, "Scenarios".</summary>
/// <remarks>What is assumed of people is written in the scenario and printed with every result: a result is an answer to "what if", not a forecast.</remarks>
public sealed record Exercise
{
    /// <summary>Title for people.</summary>
    public required string Title { get; init; }

    /// <summary>First instant, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it lasts.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>How long people take to open a consultation once the finding is determined.</summary>
    public TimeSpan OpenAfter { get; init; }

    /// <summary>How long two people take to release what a machine may not send.</summary>
    public TimeSpan ReleaseAfter { get; init; }

    /// <summary>How long a notice takes to leave once it may.</summary>
    public TimeSpan NoticeAfter { get; init; }

    /// <summary>Findings that people confirm.</summary>
    public required ImmutableArray<SimulatedFinding> Findings { get; init; }

    /// <summary>What else happens.</summary>
    public ImmutableArray<Happening> Happenings { get; init; } = [];

    /// <summary>How those who are asked answer.</summary>
    public required ImmutableArray<GuarantorModel> Guarantors { get; init; }

    /// <summary>Answers that are given for certain, in place of sampled ones.</summary>
    public ImmutableArray<ScriptedAnswer> Answers { get; init; } = [];

    /// <summary>Promises that are claimed.</summary>
    public ImmutableArray<ClaimedPromise> Promises { get; init; } = [];

    /// <summary>Last instant, UTC.</summary>
    public DateTimeOffset End => Start + Length;
}

/// <summary>A finding that people confirm in the exercise.</summary>
/// <param name="Id">Id used in the file.</param>
/// <param name="After">When it occurs, from the start of the exercise.</param>
/// <param name="Level">Level that people give it, 3 to 5.</param>
/// <param name="Severity">Severity.</param>
/// <param name="DetectedAfter">From when it occurs to when it is detected; absent when that time is not known.</param>
/// <param name="DeterminedAfter">From when it occurs to when people determine it; absent when that time is not known.</param>
/// <param name="NotifiedAfter">From when it occurs to when it is notified; absent when that time is not known.</param>
/// <param name="Continues">Whether it goes on from the start until something stops it.</param>
public sealed record SimulatedFinding(
    string Id, TimeSpan After, Level Level, string Severity, TimeSpan? DetectedAfter, TimeSpan? DeterminedAfter, TimeSpan? NotifiedAfter, bool Continues);

/// <summary>What can happen to a finding.</summary>
public enum HappeningKind
{
    /// <summary>It goes on, or begins again.</summary>
    Continues = 0,

    /// <summary>It stops.</summary>
    Stops,

    /// <summary>It is remedied.</summary>
    Remedied,

    /// <summary>The body that decides it ends the consultation.</summary>
    Decided,

    /// <summary>People say that words of the text are met.</summary>
    Words,
}

/// <summary>Something that happens to a finding.</summary>
/// <param name="Of">Id of the finding.</param>
/// <param name="After">When, from the start of the exercise.</param>
/// <param name="Kind">What.</param>
/// <param name="Word">Id of the words that are met; empty for other kinds.</param>
public sealed record Happening(string Of, TimeSpan After, HappeningKind Kind, string Word);

/// <summary>How one guarantor answers.</summary>
/// <param name="Id">Id of the invitee.</param>
/// <param name="Model">On any tier that has no model of its own.</param>
/// <param name="ByTier">On single tiers.</param>
public sealed record GuarantorModel(string Id, AnswerModel Model, ImmutableSortedDictionary<string, AnswerModel> ByTier)
{
    /// <summary>The model on a tier.</summary>
    public AnswerModel On(string tier) => ByTier.GetValueOrDefault(tier, Model);
}

/// <summary>Chances of an answer.</summary>
/// <param name="AnswerProbability">That an answer comes at all, 0 to 1.</param>
/// <param name="Delay">How long it takes after the notice.</param>
/// <param name="KindProbabilities">Chances of each kind, in the order of <see cref="AnswerKind"/>; they sum to 1.</param>
public sealed record AnswerModel(double AnswerProbability, DelayModel Delay, ImmutableArray<double> KindProbabilities);

/// <summary>How long something takes.</summary>
public abstract record DelayModel
{
    private DelayModel()
    {
    }

    /// <summary>Always as long.</summary>
    /// <param name="After">How long.</param>
    public sealed record Always(TimeSpan After) : DelayModel;

    /// <summary>As likely any time between two.</summary>
    /// <param name="Least">The shortest.</param>
    /// <param name="Most">The longest.</param>
    public sealed record Uniform(TimeSpan Least, TimeSpan Most) : DelayModel;

    /// <summary>Without memory.</summary>
    /// <param name="Mean">Mean time.</param>
    public sealed record Exponential(TimeSpan Mean) : DelayModel;

    /// <summary>A logarithm that is normal: half before the median, and two in three within a factor of it.</summary>
    /// <param name="Median">Half of the answers have come by then.</param>
    /// <param name="SpreadFactor">Geometric standard deviation, 1 or more.</param>
    public sealed record LogNormal(TimeSpan Median, double SpreadFactor) : DelayModel;
}

/// <summary>An answer that is given for certain.</summary>
/// <param name="Id">Id used in the file; becomes the number of the answer.</param>
/// <param name="Of">Id of the finding.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Guarantor">Who answers.</param>
/// <param name="After">How long after the notice.</param>
/// <param name="Kind">What.</param>
/// <param name="Text">The text; empty for none.</param>
public sealed record ScriptedAnswer(string Id, string Of, string Tier, string Guarantor, TimeSpan After, AnswerKind Kind, string Text);

/// <summary>A promise that is claimed when a tier is reached.</summary>
/// <param name="Commitment">Id of the commitment.</param>
/// <param name="Guarantor">Who promised.</param>
/// <param name="Tier">The tier that makes it due.</param>
/// <param name="Within">How long after the tier is reached it is due.</param>
/// <param name="KeptIfAcceptedProbability">Chance that it is kept by one who accepted, 0 to 1.</param>
/// <param name="KeptIfPartialProbability">Chance that it is kept by one who answered partly, 0 to 1. One who refused, asked for time or was silent does not keep it.</param>
public sealed record ClaimedPromise(string Commitment, string Guarantor, string Tier, TimeSpan Within, double KeptIfAcceptedProbability, double KeptIfPartialProbability);
