namespace Truce.Sayings;

/// <summary>Makes sayings. Every key is written as a literal in the call of <see cref="Of"/>: a test reads them there and looks them up in every catalogue.</summary>
internal static class Say
{
    /// <summary>A saying by its key and what stands in its blanks.</summary>
    public static Saying Of(string key, params ReadOnlySpan<SayingPart> parts) => new(key, [.. parts]);

    /// <summary>A word of a family, as <c>act:fire</c>, when the catalogues have it; else the word as it is: agreements bring words of their own.</summary>
    public static SayingPart Word(string family, string word)
    {
        string key = $"{family}:{word}";
        return SayingWords.English.Has(key) ? new Saying(key, []) : word;
    }

    /// <summary>Words of a family, one after the other.</summary>
    public static Saying Words(string family, IEnumerable<string> words) => Join(words.Select(w => Word(family, w)));

    /// <summary>Ids as they are, one after the other.</summary>
    public static Saying List(IEnumerable<string> ids) => Join(ids.Select(SayingPart.Of));

    /// <summary>Parts one after the other.</summary>
    public static Saying Join(IEnumerable<SayingPart> parts) => Of("list", [.. parts]);

    /// <summary>A length in kilometres, whole metres.</summary>
    public static Saying Km(double metres) => Of("unit.km", SayingPart.Of(metres / 1000, 3));

    /// <summary>A length in metres with one decimal.</summary>
    public static Saying Metres(double metres) => Of("unit.m", SayingPart.Of(metres, 1));

    /// <summary>A number with three decimals.</summary>
    public static SayingPart Number(double value) => SayingPart.Of(value, 3);

    /// <summary>A probability with three decimals; two bounds when they differ.</summary>
    public static SayingPart P(double low, double high) => high - low < 5e-4 ? P(low) : Of("p.range", P(low), P(high));

    /// <summary>A probability with three decimals; sure things are never rounded into certainty.</summary>
    public static SayingPart P(double p) => p is > 0 and < 0.0005 ? Of("p.under") : p is > 0.9995 and < 1 ? Of("p.over") : Number(p);
}
