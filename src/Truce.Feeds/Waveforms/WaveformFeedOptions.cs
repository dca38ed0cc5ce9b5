using System.Collections.Immutable;
using System.Globalization;
using Truce.Detections.Signals;
using Truce.Feeds.Text;
using Truce.Fusion.Arrivals;
using Truce.Listening;

namespace Truce.Feeds.Waveforms;

/// <summary>How a mission listens to a network of sensors.</summary>
public sealed record WaveformFeedOptions
{
    /// <summary>Name of the network, as the source of what it hears.</summary>
    public string Source { get; init; } = "";

    /// <summary>Band of single seismometers; absent for the program's own.</summary>
    public FilterBand? GroundBand { get; init; }

    /// <summary>Band of single sensors of the air.</summary>
    public FilterBand? SoundBand { get; init; }

    /// <summary>Band of arrays of the air.</summary>
    public FilterBand? ArrayBand { get; init; }

    /// <summary>Seismometers that are elements of an array, by the name of the array: <c>NAME=NET.STA*</c>, elements with commas between, arrays with semicolons.</summary>
    public ImmutableArray<GroundArray> GroundArrays { get; init; } = [];

    /// <summary>How far from the sites events are looked for, kilometres; absent for the program's own.</summary>
    public double? ReachKm { get; init; }

    /// <summary>Deepest source looked for, kilometres.</summary>
    public double? DeepestKm { get; init; }

    /// <summary>Model of the ground; absent for the program's own.</summary>
    public VelocityModel? Ground { get; init; }

    /// <summary>Reads the options of a mission; the list of mistakes is empty when all is well.</summary>
    public static WaveformFeedOptions Read(IReadOnlyDictionary<string, string> given, out IReadOnlyList<string> problems)
    {
        var reader = new FeedOptionReader(given);
        var wrong = new List<string>();
        FilterBand? Band(string name) => Pair(reader, name, wrong, "two corners in hertz, such as \"1,5\",") is { } p ? new FilterBand(p.First, p.Second) : null;
        double? Optional(string name, double least, double most) => reader.Number(name, double.NaN, least, most) is var n && double.IsNaN(n) ? null : n;
        var options = new WaveformFeedOptions
        {
            Source = reader.Word("source", ""),
            GroundBand = Band("groundBand"),
            SoundBand = Band("soundBand"),
            ArrayBand = Band("arrayBand"),
            GroundArrays = Arrays(reader, wrong),
            ReachKm = Optional("reachKm", 1, 2000),
            DeepestKm = Optional("deepestKm", 0, 60),
            Ground = Model(reader, wrong),
        };
        problems = [.. reader.Problems(), .. wrong];
        return options;
    }

    /// <summary>A model of the ground by name or by its speeds of P and S; null for a text that is neither. A mission may name a file instead, which it reads itself.</summary>
    public static VelocityModel? GroundOf(string text) => text switch
    {
        "iasp91" => VelocityModel.Iasp91,
        "ak135" => VelocityModel.Ak135,
        _ => Speeds(text) is { } v ? VelocityModel.Homogeneous(text, "two speeds", v.First, v.Second) : null,
    };

    private static ImmutableArray<GroundArray> Arrays(FeedOptionReader reader, List<string> wrong)
    {
        var arrays = ImmutableArray.CreateBuilder<GroundArray>();
        foreach (string part in reader.Word("groundArrays", "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] named = part.Split('=', 2, StringSplitOptions.TrimEntries);
            ImmutableArray<string> stations = named.Length == 2 ? [.. named[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] : [];
            if (named[0].Length > 0 && stations.Length > 0 && stations.All(s => s.Contains('.', StringComparison.Ordinal))) arrays.Add(new(named[0], stations));
            else wrong.Add($"groundArrays: a name and its stations such as \"MALYN=UR.AK*\" expected, got '{part}'");
        }

        return arrays.ToImmutable();
    }

    private static VelocityModel? Model(FeedOptionReader reader, List<string> wrong)
    {
        string text = reader.Word("ground", "");
        if (text.Length == 0) return null;
        VelocityModel? model = GroundOf(text);
        if (model is null) wrong.Add($"ground: iasp91, ak135, or speeds of P and S in km/s such as \"6.3,3.7\" expected, got '{text}'");
        else if (model.Fault() is { } fault) wrong.Add($"ground: {fault}, got '{text}'");
        return model;
    }

    private static (double First, double Second)? Pair(FeedOptionReader reader, string name, List<string> wrong, string what)
    {
        string text = reader.Word(name, "");
        if (text.Length == 0) return null;
        if (Speeds(text) is { } pair) return pair;
        wrong.Add($"{name}: {what} expected, got '{text}'");
        return null;
    }

    private static (double First, double Second)? Speeds(string text) =>
        text.Split(',') is [var a, var b] && double.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out double first)
            && double.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out double second) && first > 0 && second > 0
            ? (first, second)
            : null;
}
