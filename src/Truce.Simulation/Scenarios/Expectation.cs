using Truce.Detections;

namespace Truce.Simulation.Scenarios;

/// <summary>A line of a scenario that says what a run of it is expected to give.</summary>
public abstract record Expectation
{
    private Expectation()
    {
    }

    /// <summary>Line in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The line as it was written, without its comment.</summary>
    public required string Text { get; init; }

    /// <summary>So many incidents.</summary>
    /// <param name="Number">How many.</param>
    /// <param name="Of">Which.</param>
    public sealed record Incidents(Amount Number, IncidentChoice Of) : Expectation;

    /// <summary>So many findings of the incidents chosen.</summary>
    /// <param name="Number">How many.</param>
    /// <param name="Article">Article of the agreement; absent: any.</param>
    /// <param name="Verdict">The reading; absent: any.</param>
    /// <param name="Of">Of which incidents.</param>
    public sealed record Findings(Amount Number, string? Article, Verdict? Verdict, IncidentChoice Of) : Expectation;

    /// <summary>So many readings: every incident chosen is read against every article, proposed as a finding or not.</summary>
    /// <param name="Number">How many.</param>
    /// <param name="Article">Article of the agreement; absent: any.</param>
    /// <param name="Verdict">The reading; absent: any.</param>
    /// <param name="Of">Of which incidents.</param>
    public sealed record Readings(Amount Number, string? Article, Verdict? Verdict, IncidentChoice Of) : Expectation;

    /// <summary>So many corrections in the report of a day of the incidents chosen.</summary>
    /// <param name="Number">How many.</param>
    /// <param name="Of">Of which incidents.</param>
    /// <param name="ReportDay">Day of the report, from 1.</param>
    public sealed record Corrections(Amount Number, IncidentChoice Of, int ReportDay) : Expectation;

    /// <summary>Two parts of the script are read alike: the same incidents by class and level, and the same findings by article and reading.</summary>
    /// <param name="One">One part.</param>
    /// <param name="Other">The other.</param>
    public sealed record Alike(string One, string Other) : Expectation;

    /// <summary>In every hour of a time a feed could see so much.</summary>
    /// <param name="State">One of <see cref="WatchStates"/>.</param>
    /// <param name="When">The time, whole hours of one day.</param>
    /// <param name="Feed">Id of the feed.</param>
    public sealed record Watch(string State, ScenarioSpan When, string Feed) : Expectation;

    /// <summary>A reading in people's words, as a scenario writes it.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.NotInForce => "not in force",
        Verdict.NotEvaluable => "not evaluable",
        Verdict.NotConcerned => "not concerned",
        _ => verdict.ToString().ToLowerInvariant(),
    };

    /// <summary>What a feed can be said to have seen of an hour.</summary>
    public static IReadOnlyList<string> WatchStates { get; } = ["observed", "degraded", "jammed", "denied", "none", "unknown"];
}

/// <summary>A number with bounds.</summary>
/// <param name="Least">At least.</param>
/// <param name="Most">At most; absent: without end.</param>
public readonly record struct Amount(int Least, int? Most)
{
    /// <summary>Whether a number lies in the bounds.</summary>
    public bool Holds(int n) => n >= Least && (Most is not { } most || n <= most);
}

/// <summary>Which incidents an expectation speaks of. What is absent asks for nothing.</summary>
public sealed record IncidentChoice
{
    /// <summary>Most likely class.</summary>
    public IncidentClass? Class { get; init; }

    /// <summary>The part of the script that at least one of its members truly tells of.</summary>
    public string? Part { get; init; }

    /// <summary>A place that it must be near.</summary>
    public ScenarioPlace? Near { get; init; }

    /// <summary>How near: to <see cref="Near"/>, or else to where <see cref="Part"/> truly was, metres.</summary>
    public double? WithinM { get; init; }

    /// <summary>Machine level.</summary>
    public Amount? Level { get; init; }

    /// <summary>Number of origin groups: what was copied counts once.</summary>
    public Amount? Origins { get; init; }

    /// <summary>Least probability that something happened, 0 to 1.</summary>
    public double? ProbabilityLeast { get; init; }

    /// <summary>Greatest probability that something happened, 0 to 1.</summary>
    public double? ProbabilityMost { get; init; }

    /// <summary>Local day of its middle, from 1.</summary>
    public int? Day { get; init; }

    /// <summary>As it was known at this time; absent: at the end.</summary>
    public ScenarioTime? Known { get; init; }
}

/// <summary>A reading of an article, in people's words.</summary>
public enum Verdict
{
    /// <summary><c>candidate</c>: what the article forbids, as far as the record goes.</summary>
    Candidate = 0,

    /// <summary><c>compliant</c>.</summary>
    Compliant,

    /// <summary><c>indeterminate</c>: the facts do not reach the standard either way.</summary>
    Indeterminate,

    /// <summary><c>excepted</c>: an exception holds.</summary>
    Excepted,

    /// <summary><c>not in force</c>.</summary>
    NotInForce,

    /// <summary><c>not evaluable</c>: something that the article needs is not on record.</summary>
    NotEvaluable,

    /// <summary><c>not concerned</c>: the article speaks of something else. Of readings only; no finding is made of it.</summary>
    NotConcerned,
}
