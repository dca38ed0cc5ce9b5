using Truce.Feeds.Text;

namespace Truce.Feeds.Viina;

/// <summary>What the VIINA rows do not say. Chosen by us; reasons in README.md of this folder.</summary>
public sealed record ViinaOptions
{
    /// <summary>The zone whose calendar the reporting days follow.</summary>
    public LocalDays Days { get; init; } = LocalDays.Of("Europe/Kyiv");

    /// <summary>Whole days by which the event may precede the day of the report.</summary>
    public int EventMayPrecedeDays { get; init; } = 1;

    /// <summary>1 σ of an event about the centre of a settlement it is told of, metres.</summary>
    public double SettlementSigmaM { get; init; } = 3_000;

    /// <summary>1 σ when the place carries the name of its oblast: "in Kharkiv" is often "in Kharkiv oblast".</summary>
    public double NamesakeSigmaM { get; init; } = 10_000;

    /// <summary>1 σ when only a raion is named.</summary>
    public double RaionSigmaM { get; init; } = 15_000;

    /// <summary>1 σ when only an oblast is named.</summary>
    public double OblastSigmaM { get; init; } = 30_000;

    /// <summary>Probability that a settlement's own centroid is the place meant; the rest is "a homonym or none of these".</summary>
    public double SettlementWeight { get; init; } = 0.85;

    /// <summary>The same for a place that carries the name of its oblast, and for raions and oblasts.</summary>
    public double WiderWeight { get; init; } = 0.7;

    /// <summary>
    /// Whole days by which the database lists a post of a social network late. Of 16 rows of June 2022 whose post carries its own instant, 13 stand one or two
    /// days after it.
    /// </summary>
    public int PostListedLaterDays { get; init; } = 1;

    /// <summary>1 σ about the centre of a city with its oblast's name, when the text names the city itself, metres: half the radius of a disc of 800 km².</summary>
    public double CitySigmaM { get; init; } = 8_000;

    /// <summary>P(a page that names several places tells of an event at each of them): summaries of a day.</summary>
    public double SeveralEventsShare { get; init; } = 0.2;

    /// <summary>How likely the event is at a place that the words do not name, or name only as an area, against one that they name.</summary>
    public double LessPlainlyNamed { get; init; } = 0.1;

    /// <summary>Factor on the weight of a place that the words do not name at all: the geocoder read it out of something else.</summary>
    public double NotInTextFactor { get; init; } = 0.5;

    /// <summary>Reads the options of a mission; the list of mistakes is empty when all is well.</summary>
    public static ViinaOptions Read(IReadOnlyDictionary<string, string> given, out IReadOnlyList<string> problems)
    {
        var reader = new FeedOptionReader(given);
        var options = new ViinaOptions
        {
            Days = reader.Days("timeZone", "Europe/Kyiv"),
            EventMayPrecedeDays = (int)reader.Number("eventMayPrecedeDays", 1, 0, 7),
            SettlementSigmaM = reader.Number("settlementSigmaM", 3_000, 10, 100_000),
            NamesakeSigmaM = reader.Number("namesakeSigmaM", 10_000, 10, 100_000),
            RaionSigmaM = reader.Number("raionSigmaM", 15_000, 10, 100_000),
            OblastSigmaM = reader.Number("oblastSigmaM", 30_000, 10, 200_000),
            SettlementWeight = reader.Number("settlementWeight", 0.85, 0.01, 0.99),
            WiderWeight = reader.Number("widerWeight", 0.7, 0.01, 0.99),
            PostListedLaterDays = (int)reader.Number("postListedLaterDays", 1, 0, 7),
            CitySigmaM = reader.Number("citySigmaM", 8_000, 10, 100_000),
            SeveralEventsShare = reader.Number("severalEventsShare", 0.2, 0, 1),
            LessPlainlyNamed = reader.Number("lessPlainlyNamed", 0.1, 0.001, 1),
            NotInTextFactor = reader.Number("notInTextFactor", 0.5, 0.01, 1),
        };
        problems = reader.Problems();
        return options;
    }
}
