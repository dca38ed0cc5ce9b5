using System.Collections.Immutable;
using System.Text;
using Truce.Sayings;

namespace Truce.Terms;

/// <summary>The answer to one question about a case.</summary>
public enum Answer
{
    /// <summary>No, to the standard of the agreement.</summary>
    No = 0,

    /// <summary>Yes, to the standard of the agreement.</summary>
    Yes,

    /// <summary>The fact is on record, and it does not reach the standard either way: the probabilities say how far it goes.</summary>
    Uncertain,

    /// <summary>The fact is not on record at all: what the case holds leaves a certain yes and a certain no open.</summary>
    Missing,
}

/// <summary>One step of the reasoning, with the steps it rests on; a tree that a lawyer can read.</summary>
/// <param name="Step">Which question: a stable word for machines, for instance "zone".</param>
/// <param name="Answer">The answer.</param>
/// <param name="Says">The answer in a sentence, as a value that can be worded in any language.</param>
/// <param name="Parts">What it rests on.</param>
public sealed record Trace(string Step, Answer Answer, Saying Says, ImmutableArray<Trace> Parts)
{
    /// <summary>The answer in a sentence, in English.</summary>
    public string Sentence => Says.English;

    /// <summary>Least probability of "yes", 0 to 1, where the step has one.</summary>
    public double? ProbabilityLow { get; init; }

    /// <summary>Greatest probability of "yes", 0 to 1; above the least when part of the case is not known.</summary>
    public double? ProbabilityHigh { get; init; }

    /// <summary>What is missing, in words; empty unless the answer is <see cref="Answer.Missing"/>.</summary>
    public string Missing => Answer == Answer.Missing ? Decides : "";

    /// <summary>Id of the exception or permit that the step asks about; empty for other steps.</summary>
    public string Name { get; init; } = "";

    /// <summary>The fact that would decide this step; absent when it is decided, or when it rests on parts that say it.</summary>
    public Saying? Fact { get; init; }

    /// <summary><see cref="Fact"/> in English; empty when there is none.</summary>
    public string Decides => Fact?.English ?? "";

    /// <summary>A step that rests on nothing else.</summary>
    internal static Trace Of(string step, Answer answer, Saying says) => new(step, answer, says, []);

    /// <summary>A step for which a fact is missing.</summary>
    internal static Trace Lacks(string step, Saying missing, Saying says) => new(step, Answer.Missing, says, []) { Fact = missing };

    /// <summary>A step for which the fact is on record and is not exact enough.</summary>
    internal static Trace Open(string step, Saying decides, Saying says) => new(step, Answer.Uncertain, says, []) { Fact = decides };

    /// <summary>A step answered by the time of the event; an interval that crosses a boundary is decided by a more exact time.</summary>
    internal static Trace Timed(string step, Answer answer, Saying says) =>
        new(step, answer, says, []) { Fact = answer == Answer.Uncertain ? Say.Of("need.time.exact") : null };

    /// <summary>A step answered by bounds of a probability: yes when the least reaches the first threshold, no when the greatest is at most the second.</summary>
    /// <remarks>
    /// Between them the answer is uncertain, unless the bounds leave a certain yes and a certain no open: then the record knows nothing of it, and the fact
    /// is missing (docs/decisions/0028-uncertain-is-not-missing.md).
    /// </remarks>
    /// <param name="step">Which question.</param>
    /// <param name="low">Least probability: what is known to be so.</param>
    /// <param name="high">Greatest probability: that, and all that is not known.</param>
    /// <param name="rule">Thresholds.</param>
    /// <param name="decides">The fact that would decide it; absent when the parts say it.</param>
    /// <param name="says">The sentence.</param>
    /// <param name="parts">What it rests on.</param>
    /// <param name="held">Whether the fact is on record for certain or not, where the bounds do not tell; absent where they do.</param>
    internal static Trace Likely(
        string step, double low, double high, JudgementRule rule, Saying? decides, Saying says, ImmutableArray<Trace> parts, bool? held = null)
    {
        bool known = held ?? (low > rule.OutsideProbability || high < rule.InsideProbability);
        Answer answer = rule.Decide(low, high) ?? (known ? Answer.Uncertain : Answer.Missing);
        return new(step, answer, says, parts)
        {
            ProbabilityLow = low,
            ProbabilityHigh = high,
            Fact = answer is Answer.Uncertain or Answer.Missing ? decides : null,
        };
    }

    /// <summary>All must hold: one "no" is enough for no; then a missing fact outweighs an uncertain one.</summary>
    internal static Answer All(ImmutableArray<Trace> parts) => Fold(parts, Answer.No, Answer.Yes);

    /// <summary>One must hold: one "yes" is enough for yes; then a missing fact outweighs an uncertain one.</summary>
    internal static Answer Any(ImmutableArray<Trace> parts) => Fold(parts, Answer.Yes, Answer.No);

    private static Answer Fold(ImmutableArray<Trace> parts, Answer decisive, Answer neutral)
    {
        Answer result = neutral;
        foreach (Trace part in parts)
        {
            if (part.Answer == decisive) return decisive;
            if (part.Answer == Answer.Missing || (part.Answer == Answer.Uncertain && result == neutral)) result = part.Answer;
        }

        return result;
    }

    /// <summary>Everything that is missing below and here, each once, in order.</summary>
    public ImmutableArray<Saying> AllMissing()
    {
        var found = new List<Saying>();
        Collect(this, t => t.Answer == Answer.Missing, found);
        return [.. found];
    }

    /// <summary>Every fact that would decide an open step below or here, each once, in order.</summary>
    public ImmutableArray<Saying> AllDecides()
    {
        var found = new List<Saying>();
        Collect(this, t => t.Answer is Answer.Missing or Answer.Uncertain, found);
        return [.. found];
    }

    private static void Collect(Trace trace, Func<Trace, bool> goes, List<Saying> found)
    {
        if (!goes(trace)) return;
        if (trace.Fact is { } fact && !found.Contains(fact)) found.Add(fact);
        foreach (Trace part in trace.Parts) Collect(part, goes, found);
    }

    /// <summary>The tree as indented lines, for people.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        Write(text, this, 0);
        return text.ToString();
    }

    /// <summary>The sentences of the tree in order, each before those it rests on.</summary>
    public ImmutableArray<string> Sentences()
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        Gather(this, sentences);
        return sentences.ToImmutable();
    }

    private static void Gather(Trace trace, ImmutableArray<string>.Builder into)
    {
        into.Add(trace.Sentence);
        foreach (Trace part in trace.Parts) Gather(part, into);
    }

    private static void Write(StringBuilder text, Trace trace, int depth)
    {
        text.Append(' ', depth * 2).Append(Mark(trace.Answer)).Append(' ').Append(trace.Sentence).Append('\n');
        foreach (Trace part in trace.Parts) Write(text, part, depth + 1);
    }

    private static string Mark(Answer answer) => answer switch
    {
        Answer.Yes => "yes      ",
        Answer.No => "no       ",
        Answer.Uncertain => "uncertain",
        _ => "missing  ",
    };
}
