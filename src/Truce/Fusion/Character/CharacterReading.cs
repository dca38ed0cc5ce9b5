using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Fusion.Character;

/// <summary>One thing that speaks for or against likenesses.</summary>
/// <param name="Reason">What it is, in words.</param>
/// <param name="LogLikelihood">ln P(it | likeness), by <see cref="Likeness"/>; only differences mean something.</param>
public sealed record CharacterReason(Saying Reason, ImmutableArray<double> LogLikelihood)
{
    /// <summary>The likeness it speaks for most.</summary>
    public Likeness For => Likenesses.All.MaxBy(l => LogLikelihood[(int)l]);
}

/// <summary>What an event is like, with every reason.</summary>
/// <param name="Named">The likeness, when its probability reaches <see cref="CharacterReader.NamedFrom"/>; else unknown.</param>
/// <param name="Probability">Probabilities by <see cref="Likeness"/>; sum 1.</param>
/// <param name="Reasons">In a fixed order.</param>
public sealed record CharacterReading(Likeness Named, ImmutableArray<double> Probability, ImmutableArray<CharacterReason> Reasons)
{
    /// <summary>The likeness that is named, in words.</summary>
    public SayingPart Said => Say.Word("likeness", Word(Named));

    /// <summary>A likeness as records write it: <c>explosion</c>, <c>sonic-boom</c>.</summary>
    public static string Word(Likeness likeness) => likeness == Likeness.SonicBoom ? "sonic-boom" : likeness.ToString().ToLowerInvariant();
}
