using Truce.Feeds.Text;

namespace Truce.Feeds.Incidents;

/// <summary>What the rows of verified incidents do not say. Chosen by us; reasons in README.md of this folder.</summary>
public sealed record IncidentOptions
{
    /// <summary>Name of the source of the set.</summary>
    public string Source { get; init; } = "Centre for Information Resilience, Eyes on Russia";

    /// <summary>The zone whose calendar the days follow.</summary>
    public LocalDays Days { get; init; } = LocalDays.Of("Europe/Kyiv");

    /// <summary>1 σ of a position with a published geolocation, metres.</summary>
    public double GeolocatedSigmaM { get; init; } = 50;

    /// <summary>1 σ of a position without one, metres.</summary>
    public double UnlocatedSigmaM { get; init; } = 500;

    /// <summary>Reads the options of a mission; the list of mistakes is empty when all is well.</summary>
    public static IncidentOptions Read(IReadOnlyDictionary<string, string> given, out IReadOnlyList<string> problems)
    {
        var reader = new FeedOptionReader(given);
        var standard = new IncidentOptions();
        var options = new IncidentOptions
        {
            Source = reader.Word("source", standard.Source),
            Days = reader.Days("timeZone", "Europe/Kyiv"),
            GeolocatedSigmaM = reader.Number("geolocatedSigmaM", standard.GeolocatedSigmaM, 1, 10_000),
            UnlocatedSigmaM = reader.Number("unlocatedSigmaM", standard.UnlocatedSigmaM, 1, 100_000),
        };
        problems = reader.Problems();
        return options;
    }
}
