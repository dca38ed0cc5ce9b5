using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.Text;

/// <summary>Gives the place that a name may mean; the mission's gazetteer stands behind it.</summary>
/// <param name="name">The name as the source wrote it.</param>
/// <param name="adminHint">Administrative areas around it, widest first and separated by <c>/</c>, when the source gives them.</param>
/// <returns>A mixture, an area, or <see cref="ObservedPlace.Nowhere"/>; never null.</returns>
public delegate ObservedPlace PlaceResolver(string name, string? adminHint);

/// <summary>What a decoder needs to know beside the bytes: whose they are, where they are sealed and who may see what is read from them.</summary>
public sealed record FeedContext
{
    /// <summary>Id of the feed in the mission.</summary>
    public required string Feed { get; init; }

    /// <summary>SHA-256 of the sealed bytes (as they lie, compressed or not); <c>default</c> when they are not sealed (a trial on the command line).</summary>
    public Hash256 Blob { get; init; }

    /// <summary>Name of the file or batch; used only where a format carries its day in the file's name.</summary>
    public string ItemName { get; init; } = "";

    /// <summary>Label of everything read from this feed.</summary>
    public Label Label { get; init; } = Label.Default;

    /// <summary>Admiralty grade of what this feed says, when its records give none of their own.</summary>
    public SourceGrade Grade { get; init; }

    /// <summary>Whether the feed is simulated: stamps every observation.</summary>
    public bool Simulated { get; init; }

    /// <summary>The gazetteer, when there is one.</summary>
    public PlaceResolver? ResolvePlace { get; init; }

    /// <summary>Bounds on what one feed item may ask of memory and time.</summary>
    public FeedLimits Limits { get; init; } = FeedLimits.Default;
}

/// <summary>Bounds on what one item may ask of memory and time; what lies beyond is refused and counted, never buffered.</summary>
public sealed record FeedLimits
{
    /// <summary>The limits that hold when nothing else is said.</summary>
    public static FeedLimits Default { get; } = new();

    /// <summary>Longest record of a line or table format, bytes. A longer one is skipped in chunks and becomes one reject.</summary>
    public int RecordBytes { get; init; } = 256 * 1024;

    /// <summary>Longest item of a whole-document format (GeoJSON), bytes.</summary>
    public int DocumentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Deepest nesting of a JSON document.</summary>
    public int JsonDepth { get; init; } = 64;

    /// <summary>Most bytes that a compressed item may inflate to.</summary>
    public long InflatedBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Greatest ratio of inflated to compressed bytes, checked past the first mebibyte; deflate itself reaches 1032.</summary>
    public int InflateRatio { get; init; } = 200;
}
