using Truce.Feeds.Text;

namespace Truce.Feeds.Ucdp;

/// <summary>What the rows of UCDP GED do not say. Chosen by us; reasons in README.md of this folder.</summary>
public sealed record UcdpOptions
{
    /// <summary>Name of the source of the set.</summary>
    public string Source { get; init; } = "UCDP GED";

    /// <summary>The zone whose calendar the days follow.</summary>
    public LocalDays Days { get; init; } = LocalDays.Of("Europe/Kyiv");

    /// <summary>1 σ of an event about the named point it was located to (where_prec 1), metres.</summary>
    public double ExactSigmaM { get; init; } = 2_000;

    /// <summary>1 σ of an event "near" a named point, within about 25 km of it (where_prec 2), metres.</summary>
    public double NearSigmaM { get; init; } = 12_500;

    /// <summary>1 σ about the centre of a second-order area (where_prec 3), metres.</summary>
    public double SecondOrderSigmaM { get; init; } = 15_000;

    /// <summary>1 σ about the centre of a first-order area (where_prec 4), metres.</summary>
    public double FirstOrderSigmaM { get; init; } = 46_000;

    /// <summary>1 σ about the point that stands for a road, a coast or a region without a border (where_prec 5), metres.</summary>
    public double RegionSigmaM { get; init; } = 65_000;

    /// <summary>1 σ about a point in international waters or airspace (where_prec 7), metres.</summary>
    public double WatersSigmaM { get; init; } = 25_000;

    /// <summary>Reads the options of a mission; the list of mistakes is empty when all is well.</summary>
    public static UcdpOptions Read(IReadOnlyDictionary<string, string> given, out IReadOnlyList<string> problems)
    {
        var reader = new FeedOptionReader(given);
        var standard = new UcdpOptions();
        double Sigma(string name, double fallback) => reader.Number(name, fallback, 10, 300_000);
        var options = new UcdpOptions
        {
            Source = reader.Word("source", standard.Source),
            Days = reader.Days("timeZone", "Europe/Kyiv"),
            ExactSigmaM = Sigma("exactSigmaM", standard.ExactSigmaM),
            NearSigmaM = Sigma("nearSigmaM", standard.NearSigmaM),
            SecondOrderSigmaM = Sigma("secondOrderSigmaM", standard.SecondOrderSigmaM),
            FirstOrderSigmaM = Sigma("firstOrderSigmaM", standard.FirstOrderSigmaM),
            RegionSigmaM = Sigma("regionSigmaM", standard.RegionSigmaM),
            WatersSigmaM = Sigma("watersSigmaM", standard.WatersSigmaM),
        };
        problems = reader.Problems();
        return options;
    }
}
