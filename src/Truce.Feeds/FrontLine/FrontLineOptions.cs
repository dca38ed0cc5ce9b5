using Truce.Feeds.Text;

namespace Truce.Feeds.FrontLine;

/// <summary>What a file of control polygons does not say.</summary>
public sealed record FrontLineOptions
{
    /// <summary>Name of the expert group when the file does not say.</summary>
    public string Source { get; init; } = "DeepState";

    /// <summary>Status of a polygon without one: some publishers give the occupied area alone.</summary>
    public string DefaultStatus { get; init; } = "occupied";

    /// <summary>1 σ of the edges, metres: "about 1 km at best" by the publisher.</summary>
    public double SigmaM { get; init; } = 1_000;

    /// <summary>Reads the options of a mission; the list of mistakes is empty when all is well.</summary>
    public static FrontLineOptions Read(IReadOnlyDictionary<string, string> given, out IReadOnlyList<string> problems)
    {
        var reader = new FeedOptionReader(given);
        var standard = new FrontLineOptions();
        var options = new FrontLineOptions
        {
            Source = reader.Word("source", standard.Source),
            DefaultStatus = reader.Word("defaultStatus", standard.DefaultStatus),
            SigmaM = reader.Number("sigmaM", standard.SigmaM, 1, 100_000),
        };
        problems = reader.Problems();
        return options;
    }
}
