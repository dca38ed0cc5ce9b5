using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truce.Detections.Arrays;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Feeds.Waveforms.Sac;
using Truce.Feeds.Waveforms.StationXml;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Bench.Arrays;

/// <summary>A real recording with its elements and how its peers looked at it.</summary>
internal sealed record Recording(string Name, ImmutableArray<ArrayElement> Elements, ImmutableArray<WaveformSegment> Segments, ArrayOptions Options)
{
    public double RateHz => Segments[0].SampleRateHz;

    private readonly Dictionary<ChannelId, (double[] X, Instant Start)> _joined = [];

    /// <summary>All samples of an element in a row, NaN where there are none.</summary>
    public (double[] X, Instant Start) Joined(ArrayElement e)
    {
        if (_joined.TryGetValue(e.Channel, out var known)) return known;
        WaveformSegment[] own = [.. Segments.Where(s => s.Channel == e.Channel).OrderBy(s => s.Start)];
        double[] x = new double[own.Max(s => At(s) + s.Count)];
        Array.Fill(x, double.NaN);
        foreach (WaveformSegment s in own) s.Samples.CopyTo(x.AsSpan(At(s), s.Count));
        return _joined[e.Channel] = (x, own[0].Start);

        int At(WaveformSegment s) => (int)Math.Round((s.Start - own[0].Start).TotalSeconds * RateHz);
    }

    public static IEnumerable<Recording> All(string data)
    {
        yield return Brp(data);
        yield return Hrr5(data, "W220");
        yield return Hrr5(data, "W420");
        yield return Agfa(data);
    }

    public static Recording Brp(string data)
    {
        var segments = new List<WaveformSegment>();
        var places = new List<(ChannelId, GeoPoint)>();
        foreach (string file in Directory.GetFiles(Path.Combine(data, "infrapy-brp"), "*.SAC").Order(StringComparer.Ordinal))
        {
            SacReader.Read(File.ReadAllBytes(file), p => Take(p, segments), c => places.Add((c.Channel, c.Position)));
        }

        return new("BRP", ArrayElement.Of(places), [.. segments], new() { Band = new(1, 5), WindowS = 10, StepS = 5, Acoustic = true });
    }

    public static Recording Hrr5(string data, string array)
    {
        var segments = new List<WaveformSegment>();
        MiniSeedReader.Read(File.ReadAllBytes(Path.Combine(data, "hrr5", array + "_100Hz.mseed")), p => Take(p, segments));
        Dictionary<string, GeoPoint> places = File.ReadLines(Path.Combine(data, "hrr5", "stations.csv")).Skip(1).Select(l => l.Split(','))
            .ToDictionary(c => c[1], c => new GeoPoint(Number(c[4]), Number(c[5])));
        var elements = segments.Select(s => s.Channel).Distinct().Select(c => (c, places[c.Station + c.Location]));
        return new(array, ArrayElement.Of(elements), [.. segments], new() { Band = new(0.5, 3), WindowS = 20, StepS = 5, Acoustic = true });
    }

    public static Recording Agfa(string data)
    {
        var segments = new List<WaveformSegment>();
        MiniSeedReader.Read(File.ReadAllBytes(Path.Combine(data, "obspy-arrays", "agfa_corrected.mseed")), p => Take(p, segments));
        using FileStream stream = File.OpenRead(Path.Combine(data, "obspy-arrays", "agfainventory.xml"));
        IReadOnlyList<SensorChannel> places = StationXmlReader.Read(stream).Channels;
        var elements = segments.GroupBy(s => s.Channel).Select(g => (g.Key, ElementPlaces.Of(g.Key, places, g.First().Start)!.Position));
        return new("AGFA", ArrayElement.Of(elements), [.. segments], new() { Band = new(1, 8), WindowS = 1, StepS = 0.05, ElementSigmaM = 0.5 });
    }

    private static void Take(WaveformPiece piece, List<WaveformSegment> segments)
    {
        if (piece is WaveformPiece.Series s) segments.Add(s.Segment);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
