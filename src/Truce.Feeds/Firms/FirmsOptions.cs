using Truce.Feeds.Text;

namespace Truce.Feeds.Firms;

/// <summary>What the FIRMS rows do not say themselves. Sources and choices: README.md of this folder.</summary>
public sealed record FirmsOptions
{
    /// <summary>Side of a VIIRS I-band pixel at nadir, metres; used when a row has no scan and track.</summary>
    public double ViirsPixelM { get; init; } = 375;

    /// <summary>Side of a MODIS pixel at nadir, metres.</summary>
    public double ModisPixelM { get; init; } = 1000;

    /// <summary>Side of a Landsat OLI pixel, metres.</summary>
    public double LandsatPixelM { get; init; } = 30;

    /// <summary>Side taken when a row does not say which sensor saw it, metres: the larger of the two that may have.</summary>
    public double UnknownPixelM { get; init; } = 1000;

    /// <summary>1 σ of VIIRS georegistration, metres (Wolfe et al. 2013, JGR Atmospheres 118: 70 m nadir equivalent).</summary>
    public double ViirsSigmaM { get; init; } = 75;

    /// <summary>1 σ of MODIS georegistration, metres (Wolfe et al. 2002, Remote Sensing of Environment 83: 50 m).</summary>
    public double ModisSigmaM { get; init; } = 50;

    /// <summary>1 σ of Landsat georegistration, metres.</summary>
    public double LandsatSigmaM { get; init; } = 30;

    /// <summary>1 σ taken for an unknown sensor, metres; chosen to cover a MODIS pixel that grew off nadir.</summary>
    public double UnknownSigmaM { get; init; } = 300;

    /// <summary>Half width of the time of an overpass, minutes: granules last 86 s to 6 min, and rows carry the start or the middle of one.</summary>
    public double OverpassMinutes { get; init; } = 6;

    /// <summary>Reads the options of a mission; the list of mistakes is empty when all is well.</summary>
    public static FirmsOptions Read(IReadOnlyDictionary<string, string> given, out IReadOnlyList<string> problems)
    {
        var reader = new FeedOptionReader(given);
        var standard = new FirmsOptions();
        var options = new FirmsOptions
        {
            ViirsPixelM = reader.Number("viirsPixelM", standard.ViirsPixelM, 1, 10_000),
            ModisPixelM = reader.Number("modisPixelM", standard.ModisPixelM, 1, 10_000),
            LandsatPixelM = reader.Number("landsatPixelM", standard.LandsatPixelM, 1, 10_000),
            UnknownPixelM = reader.Number("unknownPixelM", standard.UnknownPixelM, 1, 10_000),
            ViirsSigmaM = reader.Number("viirsSigmaM", standard.ViirsSigmaM, 1, 10_000),
            ModisSigmaM = reader.Number("modisSigmaM", standard.ModisSigmaM, 1, 10_000),
            LandsatSigmaM = reader.Number("landsatSigmaM", standard.LandsatSigmaM, 1, 10_000),
            UnknownSigmaM = reader.Number("unknownSigmaM", standard.UnknownSigmaM, 1, 10_000),
            OverpassMinutes = reader.Number("overpassMinutes", standard.OverpassMinutes, 0, 60),
        };
        problems = reader.Problems();
        return options;
    }
}
