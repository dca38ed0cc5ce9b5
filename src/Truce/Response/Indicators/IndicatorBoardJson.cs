using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Sayings;

namespace Truce.Response.Indicators;

/// <summary>The board as one JSON document: docs/formats/indicators.md.</summary>
public static class IndicatorBoardJson
{
    /// <summary>The whole board; sentences in a language.</summary>
    public static JsonObject Write(IndicatorBoard board, SayingWords words)
    {
        var json = new JsonObject
        {
            ["v"] = 1,
            ["type"] = "indicator-board",
            ["mission"] = board.Mission,
            ["simulated"] = board.Simulated,
            ["through"] = Day(board.Through),
            ["falseLightsPerYear"] = board.FalseLightsPerYear,
            ["promise"] = string.Join(" ", IndicatorWords.Promise(board).Select(words.Say)),
            ["definitions"] = Definitions(board.Definitions),
            ["notes"] = new JsonArray([.. board.Notes.Select(n => (JsonNode)words.Say(n))]),
            ["rows"] = new JsonArray([.. board.Rows.Select(r => (JsonNode)Row(r, words))]),
        };
        if (board.Simulated) json["caution"] = IndicatorWords.Simulated(words);
        return json;
    }

    /// <summary>The word of a state, as it stands in the document.</summary>
    public static string Word(RowState state) => state switch
    {
        RowState.Quiet => "quiet",
        RowState.Risen => "risen",
        RowState.Fallen => "fallen",
        RowState.TooLittleBaseline => "not-known:too-little-baseline",
        RowState.TooRestless => "not-known:too-restless",
        RowState.NotWatched => "not-known:not-watched",
        _ => "not-known:exposure-not-known",
    };

    private static JsonObject Definitions(BoardDefinitions definitions)
    {
        var json = new JsonObject
        {
            ["from"] = definitions switch { BoardDefinitions.Sealed => "mission", BoardDefinitions.Trial => "file", _ => "standard" },
            ["sha256"] = definitions.Digest.ToString(),
        };
        if (definitions is not BoardDefinitions.Sealed held) return json;
        json["logIndex"] = held.LogIndex;
        json["settledBefore"] = held.SettledBefore is { } day ? Day(day) : null;
        return json;
    }

    private static JsonObject Row(IndicatorRow row, SayingWords words)
    {
        var json = new JsonObject
        {
            ["indicator"] = row.Definition.Id,
            ["name"] = IndicatorWords.Named(row.Definition.Name, words.Language, row.Definition.Id),
            ["reason"] = IndicatorWords.Named(row.Definition.Reason, words.Language, ""),
            ["sector"] = row.Series.Sector,
            ["sectorName"] = IndicatorWords.Sector(row.Series, words),
            ["state"] = Word(row.State),
            ["says"] = words.Say(IndicatorWords.State(row.State)),
            ["step"] = row.Definition.Step == IndicatorStep.Day ? "day" : "week",
            ["exposure"] = row.Definition.Exposure == IndicatorExposure.Watch ? "watch" : "calendar",
            ["exposureHours"] = Rounded(row.ExposureHours),
            ["periodsWatched"] = row.Watched,
            ["periods"] = row.Series.Periods.Length,
            ["notCounted"] = row.Series.NotCounted,
            ["falseLightsPerYear"] = Rounded(row.FalseLightsPerYear),
            ["wrongIf"] = new JsonArray([.. row.Doubts.Select(d => (JsonNode)words.Say(d))]),
            ["series"] = new JsonArray([.. row.Series.Periods.Select(p => (JsonNode)Period(p))]),
        };
        if (row.Baseline is { } baseline) json["baseline"] = Baseline(baseline);
        if (row.On is { } on) json["light"] = Light(on);
        json["lights"] = new JsonArray([.. row.Lights.Select(l => (JsonNode)Light(l))]);
        return json;
    }

    private static JsonObject Period(IndicatorPeriod p) => new()
    {
        ["first"] = Day(p.First),
        ["count"] = p.IsWatched ? p.Count : null,
        ["exposureHours"] = p.IsWatched ? Rounded(p.ExposureHours!.Value) : null,
    };

    private static JsonObject Baseline(RateBaseline b) => new()
    {
        ["periods"] = b.Periods,
        ["count"] = b.Count,
        ["exposureHours"] = Rounded(b.ExposureHours),
        ["ratePerHour"] = Rounded(b.RatePerHour),
        ["ratePerHour95"] = new JsonArray(Rounded(b.LowPerHour), Rounded(b.HighPerHour)),
        ["scatter"] = Rounded(b.ScatterFactor),
        ["persistence"] = Rounded(b.PersistenceFactor),
        ["restlessness"] = Rounded(b.RestlessFactor),
        ["seasonAllowance"] = Rounded(b.SeasonFactor),
        ["ordinaryPerHour"] = new JsonArray(Rounded(b.OrdinaryLowPerHour), Rounded(b.OrdinaryHighPerHour)),
    };

    private static JsonObject Light(IndicatorLight l) => new()
    {
        ["direction"] = l.Direction == ChangeDirection.Rise ? "rise" : "fall",
        ["lit"] = Day(l.Lit),
        ["confirmed"] = Day(l.Confirmed),
        ["out"] = l.Out is { } gone ? Day(gone) : null,
        ["began"] = Day(l.Change.Began),
        ["began95"] = new JsonArray(Day(l.Change.Earliest), Day(l.Change.Latest)),
        ["orBefore"] = l.Change.OrBefore,
        ["count"] = l.Change.Count,
        ["exposureHours"] = Rounded(l.Change.ExposureHours),
        ["ratio"] = l.Change.Ratio is { } r ? Rounded(r) : null,
        ["ratio95"] = new JsonArray(Rounded(l.Change.RatioLow), l.Change.RatioHigh is { } high ? Rounded(high) : null),
        ["baseline"] = Baseline(l.Baseline),
        ["evidence"] = new JsonArray([.. l.Evidence.Select(e => (JsonNode)$"{e.Kind}:{e.Id}")]),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static double Rounded(double value) => value == 0 ? 0 : Math.Round(value, Math.Clamp(5 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));
}
