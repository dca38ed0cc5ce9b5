using System.Collections.Immutable;
using System.Globalization;
using Truce.Detections.Arrays;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Feeds.Waveforms.Sac;
using Truce.Feeds.Waveforms.StationXml;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary>The recordings of an array and where its elements stand, read from files.</summary>
/// <param name="Elements">Channels that have samples of the common rate and a place.</param>
/// <param name="SampleRateHz">The rate that most samples have.</param>
/// <param name="Segments">Samples of the elements.</param>
/// <param name="Notes">What was left out, and why.</param>
internal sealed record ArrayInput(ImmutableArray<ArrayElement> Elements, double SampleRateHz, ImmutableArray<WaveformSegment> Segments, ImmutableArray<string> Notes)
{
    public static ArrayInput Read(string[] files, string? stations)
    {
        var segments = new List<WaveformSegment>();
        List<SensorChannel> places = stations is null ? [] : Places(stations);
        var notes = new List<string>();
        foreach (string file in files) Samples(file, segments, places, notes);
        if (segments.Count == 0) return new([], 0, [], [.. notes]);
        double rateHz = segments.GroupBy(s => s.SampleRateHz).OrderByDescending(g => g.Sum(s => (long)s.Count)).ThenBy(g => g.Key).First().Key;
        var elements = new List<(ChannelId, GeoPoint)>();
        foreach (IGrouping<ChannelId, WaveformSegment> channel in segments.GroupBy(s => s.Channel))
        {
            if (channel.All(s => Math.Abs(s.SampleRateHz - rateHz) > 1e-4 * rateHz)) notes.Add($"{channel.Key}: {channel.First().SampleRateHz} samples a second, the others have {rateHz}");
            else if (ElementPlaces.Of(channel.Key, places, channel.Min(s => s.Start)) is { } place) elements.Add((channel.Key, place.Position));
            else notes.Add($"{channel.Key}: no place in the metadata");
        }

        return new(ArrayElement.Of(elements), rateHz, [.. segments], [.. notes]);
    }

    private static void Samples(string file, List<WaveformSegment> segments, List<SensorChannel> places, List<string> notes)
    {
        byte[] bytes = File.ReadAllBytes(file);
        int refused = 0;
        string why = "";
        void Take(WaveformPiece piece)
        {
            if (piece is WaveformPiece.Series { Segment: { Count: > 0, SampleRateHz: > 0 } } series) segments.Add(series.Segment);
            if (piece is WaveformPiece.Refused reject) (refused, why) = (refused + 1, $"{reject.Fault.Reason}: {reject.Fault.Detail}");
        }

        if (SacReader.Begins(bytes)) SacReader.Read(bytes, Take, places.Add);
        else MiniSeedReader.Read(bytes, Take);
        if (refused > 0) notes.Add($"{Path.GetFileName(file)}: {refused} stretches could not be read; the last one: {why}");
    }

    private static List<SensorChannel> Places(string file)
    {
        using FileStream stream = File.OpenRead(file);
        if (stream.ReadByte() == '<' || Path.GetExtension(file).Equals(".xml", StringComparison.OrdinalIgnoreCase))
        {
            stream.Position = 0;
            return [.. StationXmlReader.Read(stream).Channels];
        }

        string[] lines = File.ReadAllLines(file);
        string[] head = lines.Length == 0 ? [] : [.. lines[0].Split(',').Select(c => c.Trim().ToLowerInvariant())];
        int station = Array.IndexOf(head, "station"), lat = Column(head, "lat", "latitude"), lon = Column(head, "lon", "longitude");
        if (station < 0 || lat < 0 || lon < 0) throw new BadInputException($"--stations {Path.GetFileName(file)}: neither StationXML nor a table with the columns station, lat and lon");
        var places = new List<SensorChannel>();
        for (int i = 1; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            string[] cells = lines[i].Split(',');
            places.Add(Row(file, i + 1, head, cells, station, lat, lon));
        }

        return places;
    }

    private static SensorChannel Row(string file, int line, string[] head, string[] cells, int station, int lat, int lon)
    {
        string Cell(string column) => Array.IndexOf(head, column) is >= 0 and var i && i < cells.Length ? cells[i].Trim() : "";
        string where = $"--stations {Path.GetFileName(file)}, line {line}";
        if (cells.Length < head.Length) throw new BadInputException($"{where}: {cells.Length} columns, the head has {head.Length}");
        if (!double.TryParse(cells[lat], NumberStyles.Float, CultureInfo.InvariantCulture, out double latitude)
            || !double.TryParse(cells[lon], NumberStyles.Float, CultureInfo.InvariantCulture, out double longitude) || !GeoPoint.IsValid(latitude, longitude))
        {
            throw new BadInputException($"{where}: '{cells[lat]}', '{cells[lon]}' is no place; write degrees, latitude −90 to 90 and longitude −180 to 180");
        }

        ChannelId id = ChannelId.FromSeed(Cell("network"), cells[station].Trim(), Cell("location"), Cell("channel"), out string problem) ?? throw new BadInputException($"{where}: {problem}");
        return new() { Channel = id, Position = new(latitude, longitude) };
    }

    private static int Column(string[] head, string brief, string full) => Math.Max(Array.IndexOf(head, brief), Array.IndexOf(head, full));
}
