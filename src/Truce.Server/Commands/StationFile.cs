using System.Collections.Immutable;
using System.Globalization;
using Truce.Detections.Arrivals;
using Truce.Feeds.Waveforms.StationXml;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary>Where stations stand, from StationXML or from a table with the columns station (or id), lat and lon; network, location, channel and elev when there.</summary>
internal static class StationFile
{
    private const double UnknownBelowM = -900; // −999 and the like say "not known"

    /// <summary>The channels of the file; bad input when it is neither form, or a row is no place.</summary>
    public static List<SensorChannel> Channels(string file)
    {
        using FileStream stream = File.OpenRead(file);
        if (stream.ReadByte() == '<' || Path.GetExtension(file).Equals(".xml", StringComparison.OrdinalIgnoreCase))
        {
            stream.Position = 0;
            return [.. StationXmlReader.Read(stream).Channels];
        }

        string[] lines = File.ReadAllLines(file);
        string[] head = lines.Length == 0 ? [] : [.. lines[0].Split(',').Select(c => c.Trim().ToLowerInvariant())];
        var columns = new Columns(file, head, Column(head, "station", "id", "name"), Column(head, "lat", "latitude"), Column(head, "lon", "longitude"), Column(head, "elev", "elevation", "elevation_m", "elevation(m)"));
        if (columns.Station < 0 || columns.Lat < 0 || columns.Lon < 0)
        {
            throw new BadInputException($"--stations {Path.GetFileName(file)}: neither StationXML nor a table with the columns station (or id), lat and lon");
        }

        return [.. Enumerable.Range(1, lines.Length - 1).Where(i => !string.IsNullOrWhiteSpace(lines[i])).Select(i => Row(columns, i + 1, lines[i].Split(',')))];
    }

    /// <summary>One site for each station: the mean place of its channels. A site is known by its station code, and by network and station joined by a point where a network is given.</summary>
    public static IEnumerable<ListeningSite> Sites(IEnumerable<SensorChannel> channels)
    {
        foreach (IGrouping<(string Network, string Station), SensorChannel> station in channels.GroupBy(c => (c.Channel.Network, c.Channel.Station)))
        {
            ImmutableArray<SensorChannel> of = [.. station];
            var site = new ListeningSite(station.Key.Station, new(of.Average(c => c.Position.LatitudeDeg), of.Average(c => c.Position.LongitudeDeg)), of.Average(c => c.ElevationM));
            yield return site;
            if (station.Key.Network.Length > 0) yield return site with { Id = $"{station.Key.Network}.{station.Key.Station}" };
        }
    }

    private static SensorChannel Row(Columns columns, int line, string[] cells)
    {
        string Cell(string column) => Array.IndexOf(columns.Head, column) is >= 0 and var i && i < cells.Length ? cells[i].Trim() : "";
        string where = $"--stations {Path.GetFileName(columns.File)}, line {line}";
        if (cells.Length < columns.Head.Length) throw new BadInputException($"{where}: {cells.Length} columns, the head has {columns.Head.Length}");
        if (!Number(cells[columns.Lat], out double latitude) || !Number(cells[columns.Lon], out double longitude) || !GeoPoint.IsValid(latitude, longitude))
        {
            throw new BadInputException($"{where}: '{cells[columns.Lat]}', '{cells[columns.Lon]}' is no place; write degrees, latitude −90 to 90 and longitude −180 to 180");
        }

        ChannelId id = ChannelId.FromSeed(Cell("network"), cells[columns.Station].Trim(), Cell("location"), Cell("channel"), out string problem) ?? throw new BadInputException($"{where}: {problem}");
        bool high = columns.Elevation >= 0 && Number(cells[columns.Elevation], out double elevationM) && elevationM > UnknownBelowM;
        return new() { Channel = id, Position = new(latitude, longitude), ElevationM = high ? double.Parse(cells[columns.Elevation], CultureInfo.InvariantCulture) : 0 };
    }

    private static bool Number(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static int Column(string[] head, params string[] names) => names.Select(n => Array.IndexOf(head, n)).FirstOrDefault(i => i >= 0, -1);

    private sealed record Columns(string File, string[] Head, int Station, int Lat, int Lon, int Elevation);
}
