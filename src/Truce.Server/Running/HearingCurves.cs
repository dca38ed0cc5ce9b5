using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Truce.Coverage.Hearing;
using Truce.Detections.Arrays;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Waveforms;
using Truce.Server.Commands;

namespace Truce.Server.Running;

/// <summary>How far the sensors of a feed hear, from the file that <c>truce coverage hearing --json</c> wrote. Nothing is made up where the file says nothing.</summary>
internal sealed record HearingCurves
{
    /// <summary>Size the radii are for, kg TNT equivalent.</summary>
    public required double SizeKg { get; init; }

    /// <summary>Sizes in the file, ascending.</summary>
    public required ImmutableArray<double> SizesKg { get; init; }

    /// <summary>Reach by sensor, as the file names it.</summary>
    public required ImmutableSortedDictionary<string, SensorReach> Reach { get; init; }

    /// <summary>What was assumed, each once, in the order of the file.</summary>
    public required string Assumptions { get; init; }

    /// <summary>Hash of the file.</summary>
    public required Hash256 Hash { get; init; }

    /// <summary>Reads a file for one size; the middle one where none is asked for.</summary>
    /// <exception cref="BadInputException">The file is not of that command, or has no such size.</exception>
    public static HearingCurves Read(string path, double? kg)
    {
        byte[] bytes = File.ReadAllBytes(path);
        string name = Path.GetFileName(path);
        (JsonObject Json, int Line)[] lines = [.. Reaches(bytes, name)];
        double[] sizes = [.. lines.Select(l => Number(l.Json, "kg") ?? throw new BadInputException($"{name}, line {l.Line}: 'kg' is missing")).Distinct().Order()];
        if (sizes.Length == 0) throw new BadInputException($"{name}: no line of the kind 'reach'; make the file with: truce coverage hearing FILE… --json");
        double chosen = kg ?? sizes[sizes.Length / 2];
        if (!sizes.Contains(chosen)) throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{name}: nothing about {chosen} kg; there are {string.Join(", ", sizes.Select(s => s.ToString(CultureInfo.InvariantCulture)))}"));
        JsonObject[] of = [.. lines.Select(l => l.Json).Where(l => Number(l, "kg") == chosen)];
        return new()
        {
            SizeKg = chosen,
            SizesKg = [.. sizes],
            Reach = of.GroupBy(l => Text(l, "sensor"), StringComparer.Ordinal).ToImmutableSortedDictionary(g => g.Key, g => Radii(g.Last()), StringComparer.Ordinal),
            Assumptions = string.Join(" | ", of.Select(l => Text(l, "assumptions")).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)),
            Hash = Hash256.Of(bytes),
        };
    }

    /// <summary>What is wrong with the curves that a feed names; empty when nothing is, or when it names none.</summary>
    public static string Problem(MissionFeed feed)
    {
        try
        {
            if (feed.HearingPath is { } path) _ = Read(path, feed.HearingKg);
            return "";
        }
        catch (BadInputException e)
        {
            return $"feed {feed.Id}: {e.Message}";
        }
    }

    /// <summary>What the sensors of a feed covered in a period; nothing for a feed that listens to no sensors.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="mission">The mission, for its area.</param>
    /// <param name="period">The period.</param>
    /// <param name="rows">Observations that touch the period.</param>
    public static ListeningCoverage? Coverage(MissionFeed feed, Mission mission, TimeInterval period, IEnumerable<Observation> rows)
    {
        if (feed.Format != "waveforms" || feed.StationsPath is null) return null;
        HearingCurves? curves = feed.HearingPath is { } path ? Read(path, feed.HearingKg) : null;
        Observation[] watches = [.. rows.Where(o => o.Feed == feed.Id && o.Class == ObservationClass.Watch)];
        ListeningPlace[] places = [.. Places(StationFile.Channels(feed.StationsPath), watches, curves)];
        return ListeningCoverage.Of(period, mission.AreaSouthWest, mission.AreaNorthEast, places, watches) with
        {
            SizeKg = curves?.SizeKg,
            Assumptions = curves?.Assumptions ?? "",
            Curves = curves?.Hash,
        };
    }

    // Pressure and vertical channels listen. An array is one place where the file gives its reach by the beginning of its stations' names; else every channel stands for itself.
    private static IEnumerable<ListeningPlace> Places(List<SensorChannel> stations, Observation[] watches, HearingCurves? curves)
    {
        List<SensorChannel> left = [.. Sensors(stations, watches).Where(s => s.Channel.IsPressure || s.Channel.Subsource == "Z")];
        foreach ((string name, SensorReach reach) in curves?.Reach ?? ImmutableSortedDictionary<string, SensorReach>.Empty)
        {
            if (ChannelId.TryParse(name, out _, out _)) continue;
            string station = name.Split('.')[^1];
            SensorChannel[] elements = [.. left.Where(s => s.Channel.IsPressure && station.Length > 0 && s.Channel.Station.StartsWith(station, StringComparison.Ordinal)).OrderBy(s => s.Channel, ChannelId.ByText)];
            if (elements.Length < 3) continue;
            left.RemoveAll(elements.Contains);
            yield return new(name, [.. elements.Select(e => e.Channel.ToString())], ArrayElement.Middle([.. elements.Select(e => e.Position)]), reach);
        }

        foreach (SensorChannel s in left) yield return new(s.Channel.ToString(), [s.Channel.ToString()], s.Position, curves?.Reach.GetValueOrDefault(s.Channel.ToString()) ?? default);
    }

    // Channels of the list, by the names under which they were heard where the list writes them otherwise.
    private static IEnumerable<SensorChannel> Sensors(List<SensorChannel> stations, Observation[] watches)
    {
        Dictionary<string, SensorChannel> by = stations.GroupBy(s => s.Channel.ToString(), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        foreach (Observation row in watches.OrderBy(w => w.Source, StringComparer.Ordinal).Where(w => !by.ContainsKey(w.Source)).DistinctBy(w => w.Source).ToArray())
        {
            if (!ChannelId.TryParse(row.Source, out ChannelId? heard, out _) || ElementPlaces.Of(heard!, stations, NodaTime.Instant.FromDateTimeOffset(row.When!.Value.Start)) is not { } place) continue;
            by.Remove(place.Channel.ToString());
            by[row.Source] = place with { Channel = heard! };
        }

        return by.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value);
    }

    private static IEnumerable<(JsonObject Json, int Line)> Reaches(byte[] bytes, string name)
    {
        using var reader = new StreamReader(new MemoryStream(bytes));
        for (int line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0) continue;
            JsonObject? json;
            try
            {
                json = JsonNode.Parse(text) as JsonObject;
            }
            catch (JsonException)
            {
                json = null;
            }

            if (json is null) throw new BadInputException($"{name}, line {line}: no JSON object; make the file with: truce coverage hearing FILE… --json");
            if (Text(json, "kind") == "reach") yield return (json, line);
        }
    }

    private static SensorReach Radii(JsonObject line) => new(1000 * Number(line, "pd90_km"), 1000 * Number(line, "pd50_km"), 1000 * Number(line, "pd10_km"));

    private static double? Number(JsonObject json, string member) => json[member] is JsonValue v && v.TryGetValue(out double number) && double.IsFinite(number) && number >= 0 ? number : null;

    private static string Text(JsonObject json, string member) => json[member] is JsonValue v && v.TryGetValue(out string? text) ? text : "";
}
