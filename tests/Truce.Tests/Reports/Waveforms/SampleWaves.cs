using System.Globalization;
using System.Xml.Linq;
using NodaTime;
using Truce.Observations.Waveforms;
using Truce.Reports.Waveforms;

namespace Truce.Tests.Reports.Waveforms;

/// <summary>Made-up recordings, and a reader for the pictures of them.</summary>
internal static class SampleWaves
{
    internal const double LeftPx = 86, PlotPx = 852;

    internal static readonly Instant Begin = Instant.FromUtc(2031, 4, 5, 6, 7, 8);

    internal static ChannelId Id(string station) => ChannelId.FromSeed("XX", station, "", "HHZ", out _)!;

    internal static Instant After(double seconds) => Begin + Duration.FromNanoseconds(Math.Round(seconds * 1e9));

    internal static WaveformSegment Segment(string station, double startS, double rateHz, int count, Func<int, double> value, RecordedQuality quality = default) => new()
    {
        Channel = Id(station),
        Start = After(startS),
        SampleRateHz = rateHz,
        Samples = new WaveformSamples.Float64(Enumerable.Range(0, count).Select(value).ToArray()),
        Quality = quality,
    };

    internal static PictureChannel Channel(string station, params WaveformSegment[] segments) => new() { Channel = Id(station), Segments = [.. segments] };

    internal static PictureInput Input(double spanS, params PictureChannel[] channels) => new() { Channels = [.. channels], From = Begin, To = After(spanS) };

    /// <summary>Noise with a burst at a share of it.</summary>
    internal static double[] Noise(int count, int seed, double burstAt = 0.4)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => ((random.NextDouble() - 0.5) * 40) + (i < burstAt * count ? 0 : 900 * Math.Exp(-(i - (burstAt * count)) / (0.05 * count)) * Math.Sin(i * 0.9)))];
    }

    internal static XDocument Parsed(string svg) => XDocument.Parse(svg);

    internal static IEnumerable<XElement> Kind(XDocument picture, string kind) => picture.Descendants().Where(e => (string?)e.Attribute("data-kind") == kind);

    /// <summary>The upright strokes of an envelope: x, top and bottom.</summary>
    internal static List<(double X, double Top, double Bottom)> Strokes(XElement path)
    {
        var strokes = new List<(double, double, double)>();
        double x = 0, y = 0;
        foreach (string step in path.Attribute("d")!.Value.Split(['m', 'M'], StringSplitOptions.RemoveEmptyEntries))
        {
            int v = step.IndexOf('v', StringComparison.Ordinal);
            int parted = step.IndexOfAny([' ', '-'], 1);
            x += Number(step[..parted]);
            y += Number(step[parted..v]);
            double length = Number(step[(v + 1)..]);
            strokes.Add((x, y, y + length));
            y += length;
        }

        return strokes;
    }

    internal static double Number(string text) => double.Parse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture);

    internal static double Value(XElement element, string attribute) => Number(element.Attribute(attribute)!.Value);
}
