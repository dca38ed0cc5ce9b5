using System.Collections.Immutable;
using System.Globalization;
using Truce.Feeds.Text;

namespace Truce.Feeds.Firms;

/// <summary>What the words of a row say about the sensor and its confidence; shared by all rows with the same words.</summary>
/// <param name="Source">Name of the satellite, or that several were merged.</param>
/// <param name="Instrument">Which sensor.</param>
/// <param name="IsMerged">Whether neither satellite nor instrument is known.</param>
/// <param name="Confidence">0 to 1, when the row gives one that has a number.</param>
/// <param name="PixelM">Side of the footprint when the row gives none, metres.</param>
/// <param name="SigmaM">1 σ of the georegistration, metres.</param>
/// <param name="Facts">The words as they stood.</param>
/// <param name="Refusal">Why such rows cannot be read; <c>default</c> when they can.</param>
internal sealed record FirmsSensor(
    string Source,
    FirmsInstrument Instrument,
    bool IsMerged,
    double? Confidence,
    double PixelM,
    double SigmaM,
    ImmutableSortedDictionary<string, string> Facts,
    Refusal Refusal)
{
    /// <summary>Name of the source when rows of several sensors were merged and none says which.</summary>
    public const string MergedSource = "FIRMS, sensors merged";

    /// <summary>Reads the words: satellite, instrument, confidence, version, day or night, type; empty for what the download lacks.</summary>
    public static FirmsSensor Read(string[] words, FirmsInstrument implied, FirmsOptions options)
    {
        string satellite = words[0], instrument = words[1], confidence = words[2];
        foreach (string word in words)
        {
            if (word.AsSpan().ContainsAnyExceptInRange(' ', '~')) return Refused(new("not-ascii", "a word of the row holds bytes that FIRMS never writes"));
        }

        (string source, FirmsInstrument named) = Satellite(satellite);
        FirmsInstrument sensor = instrument.ToUpperInvariant() switch
        {
            "VIIRS" => FirmsInstrument.Viirs,
            "MODIS" => FirmsInstrument.Modis,
            "OLI" or "LANDSAT" => FirmsInstrument.Landsat,
            _ => implied != FirmsInstrument.Unknown ? implied : named,
        };
        if (!TryConfidence(confidence, out double? value))
        {
            return Refused(new("confidence-out-of-range", $"confidence 0 to 100 or l, n, h expected, got {confidence}"));
        }

        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Add(facts, "satellite", satellite);
        Add(facts, "instrument", instrument);
        Add(facts, "confidence", confidence);
        Add(facts, "version", words[3]);
        Add(facts, "daynight", words[4]);
        Add(facts, "type", TypeWord(words[5]));
        (double pixel, double sigma) = sensor switch
        {
            FirmsInstrument.Viirs => (options.ViirsPixelM, options.ViirsSigmaM),
            FirmsInstrument.Modis => (options.ModisPixelM, options.ModisSigmaM),
            FirmsInstrument.Landsat => (options.LandsatPixelM, options.LandsatSigmaM),
            _ => (options.UnknownPixelM, options.UnknownSigmaM),
        };
        bool merged = source.Length == 0;
        return new(merged ? MergedSource : source, sensor, merged, value, pixel, sigma, facts.ToImmutable(), default);
    }

    private static FirmsSensor Refused(Refusal refusal) =>
        new("", default, false, null, 1, 1, ImmutableSortedDictionary<string, string>.Empty, refusal);

    private static void Add(ImmutableSortedDictionary<string, string>.Builder facts, string name, string word)
    {
        if (word.Length > 0) facts[name] = word;
    }

    private static (string Source, FirmsInstrument Instrument) Satellite(string word) => word.ToUpperInvariant() switch
    {
        "" or "NA" => ("", FirmsInstrument.Unknown),
        "N" or "NPP" or "SUOMI NPP" or "S-NPP" => ("Suomi-NPP", FirmsInstrument.Viirs),
        "N20" or "1" or "J1" or "NOAA-20" => ("NOAA-20", FirmsInstrument.Viirs),
        "N21" or "2" or "J2" or "NOAA-21" => ("NOAA-21", FirmsInstrument.Viirs),
        "T" or "TERRA" => ("Terra", FirmsInstrument.Modis),
        "A" or "AQUA" => ("Aqua", FirmsInstrument.Modis),
        "L8" or "LANDSAT-8" => ("Landsat 8", FirmsInstrument.Landsat),
        "L9" or "LANDSAT-9" => ("Landsat 9", FirmsInstrument.Landsat),
        _ => (word, FirmsInstrument.Unknown),
    };

    /// <summary>
    /// MODIS gives 0 to 100; the words stand for the middle of the ranges that the MODIS Collection 6.1 user's guide gives them:
    /// low 0–29, nominal 30–79, high 80–100. They order rows; they are not calibrated probabilities.
    /// </summary>
    private static bool TryConfidence(string word, out double? value)
    {
        value = word.ToLowerInvariant() switch
        {
            "l" or "low" => 0.15,
            "n" or "nominal" or "m" or "medium" => 0.55,
            "h" or "high" => 0.9,
            _ => null,
        };
        if (value is not null || !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double percent)) return true;
        value = percent / 100;
        return percent is >= 0 and <= 100;
    }

    private static string TypeWord(string type) => type switch
    {
        "0" => "vegetation",
        "1" => "volcano",
        "2" => "static",
        "3" => "offshore",
        _ => type,
    };
}
