using System.Collections.Immutable;
using System.Text;

namespace Truce.Terms;

/// <summary>The answer to one question about a case.</summary>
public enum Answer
{
    /// <summary>No, to the standard of the agreement.</summary>
    No = 0,

    /// <summary>Yes, to the standard of the agreement.</summary>
    Yes,

    /// <summary>The facts are on record, and they do not reach the standard either way.</summary>
    Uncertain,

    /// <summary>A fact that is needed is not on record.</summary>
    Missing,
}

/// <summary>One step of the reasoning, with the steps it rests on; a tree that a lawyer can read.</summary>
/// <param name="Step">Which question: a stable word for machines, for instance "zone".</param>
/// <param name="Answer">The answer.</param>
/// <param name="Sentence">The answer in a sentence.</param>
/// <param name="Parts">What it rests on.</param>
public sealed record Trace(string Step, Answer Answer, string Sentence, ImmutableArray<Trace> Parts)
{
    /// <summary>Least probability of "yes", 0 to 1, where the step has one.</summary>
    public double? ProbabilityLow { get; init; }

    /// <summary>Greatest probability of "yes", 0 to 1; above the least when part of the case is not known.</summary>
    public double? ProbabilityHigh { get; init; }

    /// <summary>What is missing, in words; empty unless the answer is <see cref="Answer.Missing"/>.</summary>
    public string Missing { get; init; } = "";

    /// <summary>A step that rests on nothing else.</summary>
    internal static Trace Of(string step, Answer answer, string sentence) => new(step, answer, sentence, []);

    /// <summary>A step for which a fact is missing.</summary>
    internal static Trace Lacks(string step, string missing, string sentence) => new(step, Answer.Missing, sentence, []) { Missing = missing };

    /// <summary>A step answered by a probability: yes at the first threshold or more, no at the second or less.</summary>
    /// <param name="step">Which question.</param>
    /// <param name="low">Least probability.</param>
    /// <param name="high">Greatest probability.</param>
    /// <param name="rule">Thresholds.</param>
    /// <param name="missing">What would narrow the bounds; empty when nothing is missing.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="parts">What it rests on.</param>
    internal static Trace Likely(string step, double low, double high, JudgementRule rule, string missing, string sentence, ImmutableArray<Trace> parts)
    {
        Answer answer = low >= rule.InsideProbability ? Answer.Yes
            : high <= rule.OutsideProbability ? Answer.No
            : missing.Length > 0 && (high >= rule.InsideProbability || low <= rule.OutsideProbability) && high > low ? Answer.Missing
            : Answer.Uncertain;
        return new(step, answer, sentence, parts)
        {
            ProbabilityLow = low,
            ProbabilityHigh = high,
            Missing = answer == Answer.Missing ? missing : "",
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
    public ImmutableArray<string> AllMissing()
    {
        var found = new List<string>();
        Collect(this, found);
        return [.. found];
    }

    private static void Collect(Trace trace, List<string> found)
    {
        if (trace.Answer != Answer.Missing) return;
        if (trace.Missing.Length > 0 && !found.Contains(trace.Missing)) found.Add(trace.Missing);
        foreach (Trace part in trace.Parts) Collect(part, found);
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
