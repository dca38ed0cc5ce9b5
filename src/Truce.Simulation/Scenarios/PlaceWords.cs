using Truce.Simulation.Lands;

namespace Truce.Simulation.Scenarios;

/// <summary>Reads a place, after the word <c>at</c>.</summary>
internal static class PlaceWords
{
    private const double MostKm = 166;
    private const double MostAwayM = 65_000;

    /// <summary>What may stand there.</summary>
    public const string Example = "at line km 92, 5.5 km on side A";

    private static readonly string[] Kinds = ["line", "village", "object", "holding"];

    /// <summary>The place; a default after a mistake.</summary>
    public static ScenarioPlace Read(LineWords words)
    {
        if (words.Peek(1) is "S" or "N") return Coordinate(words);
        switch (words.OneOf(Kinds, "a kind of place (or 0.1021 N 19.2440 W)"))
        {
            case "line":
                words.Must("km", Example);
                return ByTheLine(words);
            case "village":
                string village = words.OneOf(["near", "namesake", "unwatched"], "a village");
                return new ScenarioPlace.Village(village == "unwatched" ? $"unwatched {words.OneOf(["A", "B"], "a side")}" : village);
            case "object":
                return new ScenarioPlace.ProtectedObject(words.Whole("the number of a protected object", 1, 3));
            case "holding":
                words.Must("area", "at holding area A1");
                return new ScenarioPlace.HoldingArea(words.OneOf(ScenarioPlace.HoldingArea.Names, "a holding area"));
            default:
                return new ScenarioPlace.ByTheLine(0, 0, null);
        }
    }

    private static ScenarioPlace.ByTheLine ByTheLine(LineWords words)
    {
        double km = words.Number("a kilometre of the line, counted from the south,", 0, MostKm);
        if (words.Peek(1) is not ("km" or "m") || words.Peek(2) != "on") return new(km, 0, null);
        double awayM = words.DistanceM("the distance from the line", MostAwayM);
        words.Must("on", Example);
        words.Must("side", Example);
        return new(km, awayM / 1000, words.OneOf(["A", "B"], "a side"));
    }

    private static ScenarioPlace.Coordinate Coordinate(LineWords words)
    {
        double latitude = words.Number("a latitude", 0, 90);
        if (words.OneOf(["N", "S"], "N or S") == "S") latitude = -latitude;
        double longitude = words.Number("a longitude", 0, 180);
        if (words.OneOf(["E", "W"], "E or W") == "W") longitude = -longitude;
        bool inside = latitude is >= Land.SouthDeg and <= Land.NorthDeg && longitude is >= Land.WestDeg and <= Land.EastDeg;
        if (!words.Failed && !inside) words.FailBefore("the place lies outside the land; write 0 to 1.5 N and 18.5 to 20 W");
        return new(inside ? new(ContactLine.Round(latitude), ContactLine.Round(longitude)) : default);
    }
}
