namespace Truce.Measures;

/// <summary>How exact a count is, in the words of the OSCE SMM tables.</summary>
public enum CountExactness
{
    /// <summary>Not counted; "unknown stays unknown".</summary>
    Unknown = 0,

    /// <summary>Each one was counted.</summary>
    Exact,

    /// <summary>"At least": the true number is this or more.</summary>
    AtLeast,

    /// <summary>"About": an estimate.</summary>
    About,
}

/// <summary>How many, and how exactly that is known.</summary>
/// <remarks><c>default</c> is "unknown", never zero.</remarks>
public readonly record struct Count
{
    /// <summary>A count of at least 0; throws <see cref="ArgumentOutOfRangeException"/> for a negative number.</summary>
    public Count(int value, CountExactness exactness)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Value = exactness == CountExactness.Unknown ? 0 : value;
        Exactness = exactness;
    }

    /// <summary>The number; meaningless (0) when the exactness is unknown.</summary>
    public int Value { get; }

    /// <summary>How exact the number is.</summary>
    public CountExactness Exactness { get; }

    /// <summary>The number, or nothing.</summary>
    public int? Known => Exactness == CountExactness.Unknown ? null : Value;
}
