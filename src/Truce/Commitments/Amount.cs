using System.Globalization;

namespace Truce.Commitments;

/// <summary>How much was said: an exact number, or a band of which one end may be open. "Thousands" is a band, never a number.</summary>
/// <param name="AtLeast">Least that it may be, in <paramref name="Unit"/>; absent when nothing bounds it below.</param>
/// <param name="AtMost">Most that it may be, in <paramref name="Unit"/>; absent when nothing bounds it above.</param>
/// <param name="Unit">What is counted, as written: <c>troops</c>, <c>battalion</c>, <c>MEUR</c>.</param>
/// <param name="Word">The source's own word where it gave no number, for instance "thousands".</param>
public sealed record Amount(double? AtLeast, double? AtMost, string Unit, string? Word = null)
{
    /// <summary>An exact amount.</summary>
    public static Amount Exactly(double value, string unit) => new(value, value, unit);

    /// <summary>The number, where it is exact.</summary>
    public double? Exact => AtLeast == AtMost ? AtLeast : null;

    /// <summary>Whether nothing can be both: the same unit, and no number in both bands.</summary>
    public bool Excludes(Amount other) => Unit == other.Unit && (AtMost < other.AtLeast || other.AtMost < AtLeast);

    /// <summary>The amount in words: "27 heads of state", "at least 2000 troops (thousands)".</summary>
    public override string ToString()
    {
        string number = (AtLeast, AtMost) switch
        {
            ({ } low, { } high) when low == high => Say(low),
            ({ } low, { } high) => $"{Say(low)} to {Say(high)}",
            ({ } low, null) => $"at least {Say(low)}",
            (null, { } high) => $"at most {Say(high)}",
            _ => Word ?? "not said",
        };
        return Word is { } word && word != number ? $"{number} {Unit} ({word})" : $"{number} {Unit}";
    }

    private static string Say(double d) => d.ToString("R", CultureInfo.InvariantCulture);
}
