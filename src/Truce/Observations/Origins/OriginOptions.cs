namespace Truce.Observations.Origins;

/// <summary>When two reports count as one mouth. Chosen by us on seeded echoes and real news rows: docs/quality-origins.md.</summary>
public sealed record OriginOptions
{
    /// <summary>Two long texts (12 content words or more), or two uses of one address, join within this time.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Two texts of 6 to 11 content words join within this time.</summary>
    public TimeSpan MediumWindow { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Shorter texts, word for word alike, join when less than this apart: "explosions in X" is news every day.</summary>
    public TimeSpan ShortWindow { get; init; } = TimeSpan.FromDays(1);

    /// <summary>From the first to the last report of a group; a chain of boilerplate cannot grow past it.</summary>
    public TimeSpan LongestGroup { get; init; } = TimeSpan.FromDays(14);

    /// <summary>An address under which more different texts than this stand within the window is a digest or a live page and joins nothing.</summary>
    public int MostTextsOfOnePage { get; init; } = 6;

    /// <summary>Share of the shorter text's word triples that must stand in the other (copies, cuts, added frames).</summary>
    public double TripleContainment { get; init; } = 0.6;

    /// <summary>Weighted Jaccard likeness of word sets without order (rewordings, translations).</summary>
    public double WordLikeness { get; init; } = 0.55;

    /// <summary>The same, when both cite the same mouth within <see cref="MediumWindow"/>.</summary>
    public double CitedLikeness { get; init; } = 0.3;

    /// <summary>Weighted likeness that is enough when the facts below agree as well.</summary>
    public double TranslatedLikeness { get; init; } = 0.25;

    /// <summary>Numbers and names in common that make two texts of like words one, whatever the language.</summary>
    public int TranslatedFacts { get; init; } = 4;

    /// <summary>Fingerprints, rarest first, under which a report looks for its like.</summary>
    public int MostFingerprints { get; init; } = 10;

    /// <summary>Reports on either side in time compared with each one under one fingerprint; bounds the work on boilerplate.</summary>
    public int MostNeighbours { get; init; } = 12;
}
