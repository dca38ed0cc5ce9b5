using System.Collections.Immutable;
using System.Globalization;

namespace Truce.Sayings;

/// <summary>A sentence, or part of one, as a value: which message, and what stands in its blanks. It is worded by <see cref="SayingWords"/>, in any language.</summary>
/// <remarks>Two sayings are equal when key and parts are: docs/decisions/0079-reasons-are-values.md.</remarks>
/// <param name="Key">Key of the message.</param>
/// <param name="Parts">What stands in the blanks, in their order.</param>
public sealed record Saying(string Key, ImmutableArray<SayingPart> Parts)
{
    /// <summary>The sentence in English, the language of the record.</summary>
    public string English => SayingWords.English.Say(this);

    /// <inheritdoc/>
    public bool Equals(Saying? other) =>
        other is not null && string.Equals(Key, other.Key, StringComparison.Ordinal) && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(Key.GetHashCode(StringComparison.Ordinal), HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => English;
}

/// <summary>What stands in one blank: words of the agreement or of a record, as they are; a number; or a saying.</summary>
public readonly record struct SayingPart
{
    private SayingPart(string? text, double? number, Saying? said) => (Text, Number, Said) = (text, number, said);

    /// <summary>Words that are the same in every language: an id, a label, a time in ISO 8601.</summary>
    public string? Text { get; }

    /// <summary>A number, already rounded to the decimals with which it is said.</summary>
    public double? Number { get; }

    /// <summary>A saying inside the saying.</summary>
    public Saying? Said { get; }

    /// <summary>Words as they are.</summary>
    public static SayingPart Of(string text) => new(text, null, null);

    /// <summary>A saying.</summary>
    public static SayingPart Of(Saying said) => new(null, null, said);

    /// <summary>A number rounded to so many decimals, as it is going to be said and sealed; one that is not finite becomes words.</summary>
    public static SayingPart Of(double number, int decimals)
    {
        // Rounded through its digits, so that what is said of the sealed number is what would have been said of the number itself; −0 becomes 0.
        string digits = number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? new(null, double.Parse(digits, CultureInfo.InvariantCulture) + 0.0, null) : Of(digits);
    }

    /// <summary>A whole number.</summary>
    public static SayingPart Of(int number) => new(null, number, null);

    /// <summary>A number as it was read from a record.</summary>
    internal static SayingPart Read(double number) => new(null, number, null);

    /// <summary>Words as they are.</summary>
    public static implicit operator SayingPart(string text) => Of(text);

    /// <summary>A saying.</summary>
    public static implicit operator SayingPart(Saying said) => Of(said);

    /// <summary>A whole number.</summary>
    public static implicit operator SayingPart(int number) => Of(number);
}
