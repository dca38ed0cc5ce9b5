using System.Collections.Immutable;
using System.Globalization;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>The pages of the guarantors' ledger.</summary>
public enum PageKind
{
    /// <summary>Pillars across, guarantors down.</summary>
    Board = 0,

    /// <summary>One guarantor in one pillar.</summary>
    Cell,

    /// <summary>One promise.</summary>
    Promise,

    /// <summary>What statements contradict one another in.</summary>
    Contested,

    /// <summary>Who must agree to what, and how long it takes.</summary>
    Parliaments,

    /// <summary>Sites and units of the force.</summary>
    Posture,

    /// <summary>Figures.</summary>
    Figures,

    /// <summary>How everything is computed.</summary>
    Method,

    /// <summary>All consultations.</summary>
    Consultations,

    /// <summary>One consultation.</summary>
    Consultation,

    /// <summary>Indicators of regrouping.</summary>
    Indicators,
}

/// <summary>All that a page's address says: the same address gives the same page.</summary>
public sealed record PageState
{
    /// <summary>ISO 639-1 code of the language.</summary>
    public string Language { get; init; } = "en";

    /// <summary><c>light</c>, <c>dark</c>, or empty for what the reader's system asks for.</summary>
    public string Theme { get; init; } = "";

    /// <summary>Guarantors taken away, by code, sorted.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>Pillars in which they are taken away; all where empty.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Day of the question as asked; absent for today.</summary>
    public DateOnly? On { get; init; }

    /// <summary>As known at this instant, UTC; absent for everything known.</summary>
    public DateTimeOffset? Known { get; init; }

    /// <summary>Whether guarantors stand in the order of their share of the money, not of their names.</summary>
    public bool ByShare { get; init; }

    /// <summary>Number of the part of a long page, from 1.</summary>
    public int Part { get; init; } = 1;

    /// <summary>Reads the query of an address. What cannot be read is as if it were not there; lists are bounded.</summary>
    /// <param name="value">The value of a name, absent where there is none; of <c>without</c> all values with commas between them.</param>
    public static PageState Read(Func<string, string?> value) => new()
    {
        Language = value("lang") is { } lang && PageWords.Languages.Contains(lang) ? lang : "en",
        Theme = value("theme") is "light" or "dark" ? value("theme")! : "",
        Without = [.. Codes(value("without")).Select(Countries.Normal).Distinct().Order(StringComparer.Ordinal)],
        Only = Codes(value("only")),
        On = DateOnly.TryParseExact(value("on"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly on) ? on : null,
        Known = DateTimeOffset.TryParse(value("known"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset known) ? known.ToUniversalTime() : null,
        ByShare = value("order") == "share",
        Part = int.TryParse(value("part"), NumberStyles.None, CultureInfo.InvariantCulture, out int part) && part is > 0 and < 1_000_000 ? part : 1,
    };

    private static ImmutableArray<string> Codes(string? list) =>
        [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(100).Distinct().Order(StringComparer.Ordinal)];
}
