using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Truce.Detections.Arrays;
using Truce.Feeds.Waveforms;
using Truce.Listening;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Waveforms;
using Truce.Reports.Waveforms;
using Truce.Server.Commands;

namespace Truce.Server.Running;

/// <summary>Puts the sealed recordings of a located event into a picture: the nearest channels that contributed, with their picks.</summary>
internal sealed partial class EventPictures(SealedRecordings recordings, MissionWorld world)
{
    // Chosen: enough noise to see that there was none of it before, and enough behind for S and sound of the nearest channels.
    private static readonly Duration Before = Duration.FromSeconds(10), After = Duration.FromSeconds(50), BehindLast = Duration.FromSeconds(20), Longest = Duration.FromMinutes(5);
    private readonly Dictionary<string, List<SensorChannel>> _stations = new(StringComparer.Ordinal);

    /// <summary>Whether an observation is a located event that names sealed records of a network.</summary>
    public static bool Has(Observation o) => o.Facts.ContainsKey("arrivals") && o.References.Any(r => RecordReference.Read(r) is not null);

    /// <summary>The recordings of an event; nothing when the observation is none of a listening network.</summary>
    /// <param name="o">The observation.</param>
    /// <param name="knownAt">Records that became known later are left out.</param>
    public EventRecordings? Of(Observation o, DateTimeOffset knownAt)
    {
        MissionFeed? feed = world.Mission.Feeds.FirstOrDefault(f => f.Id == o.Feed && f.Format == "waveforms" && f.StationsPath is not null);
        if (feed is null || !Has(o)) return null;
        RecordReference[] named = [.. o.References.Select(RecordReference.Read).OfType<RecordReference>()];
        Pick[] picks = [.. o.Facts["arrivals"].Split("; ").Select(Read).OfType<Pick>()];
        if (picks.Length == 0) return null;
        Contributor[] all = [.. Contributors(feed, o, picks, [.. recordings.ChannelsOf(named).Distinct()]).OrderBy(c => c.DistanceKm ?? double.PositiveInfinity).ThenBy(c => c.Channel, ChannelId.ByText)];
        Instant from = (all.Length == 0 ? picks : all.Take(EventRecordings.MostChannels).SelectMany(c => c.Picks)).Min(p => p.At) - Before;
        Contributor[] drawn = [.. all.Where(c => c.Picks.Min(p => p.At) < from + Longest - BehindLast).Take(EventRecordings.MostChannels)];
        if (drawn.Length == 0) return null;
        Instant last = drawn.SelectMany(c => c.Picks).Where(p => p.At < from + Longest).Max(p => p.At);
        var span = new Interval(from, Instant.Min(from + Longest, Instant.Max(from + Before + After, last + BehindLast)));
        var proven = new HashSet<Hash256>();
        return new()
        {
            Observation = o.Id,
            Source = o.Source,
            Picture = new()
            {
                Channels = [.. drawn.Select(c => Drawn(c, recordings.Samples(feed, c.Channel, [.. named.Select(r => r.Blob)], span, knownAt, proven)))],
                From = span.Start,
                To = span.End,
                Marks = [.. drawn.SelectMany(c => c.Picks.Select(p => new PictureMark { Channel = c.Channel, Phase = p.Phase, At = p.At, SigmaS = p.SigmaS, OfArray = c.OfArray }))],
                MoreChannels = picks.Select(p => p.Site).Distinct().Count() - drawn.Length,
                Simulated = o.Simulated,
            },
        };
    }

    // The channel that stands for a site: of the ground its vertical one; of an array one of the elements whose records are named.
    private IEnumerable<Contributor> Contributors(MissionFeed feed, Observation o, Pick[] picks, ChannelId[] named)
    {
        List<SensorChannel> stations = Stations(feed);
        ImmutableArray<GroundArray> arrays = WaveformFeedOptions.Read(feed.Options, out _).GroundArrays;
        bool IsElement(ChannelId c, string site) => c.IsPressure ? SiteOf(c).StartsWith(site, StringComparison.Ordinal) : arrays.Any(a => a.Name == site && a.Has(c));
        foreach (IGrouping<string, Pick> site in picks.GroupBy(p => p.Site, StringComparer.Ordinal))
        {
            ChannelId? alone = named.FirstOrDefault(c => SiteOf(c) == site.Key), element = named.Where(c => IsElement(c, site.Key)).MinBy(c => c.ToString(), StringComparer.Ordinal);
            if ((alone ?? element) is not { } channel) continue;
            Instant at = site.Min(p => p.At);
            if (!channel.IsPressure && stations.FirstOrDefault(s => s.Channel.Subsource == "Z" && !s.Channel.IsPressure && SiteOf(s.Channel) == site.Key) is { } vertical) channel = vertical.Channel;
            SensorChannel? sensor = stations.FirstOrDefault(s => s.Channel == channel && s.Holds(at)) ?? stations.FirstOrDefault(s => s.Channel == channel) ?? ElementPlaces.Of(channel, stations, at);
            double? km = sensor is not null && o.Where is ObservedPlace.At there ? Geodesic.Inverse(there.Position, sensor.Position).DistanceM / 1000 : null;
            yield return new(channel, sensor, km, alone is null, [.. site.OrderBy(p => p.At)]);
        }
    }

    private static PictureChannel Drawn(Contributor c, ImmutableArray<WaveformSegment> segments)
    {
        string unit = (c.Sensor?.Unit ?? "").ToUpperInvariant() switch { "M/S" => "m/s", "M/S**2" => "m/s²", "M" => "m", "PA" => "Pa", _ => "" };
        bool known = unit.Length > 0 && c.Sensor?.Sensitivity is { } s && s != 0 && double.IsFinite(s);
        return new() { Channel = c.Channel, Segments = segments, DistanceKm = c.DistanceKm, CountsPerUnit = known ? c.Sensor!.Sensitivity : null, Unit = known ? unit : "" };
    }

    private List<SensorChannel> Stations(MissionFeed feed) =>
        _stations.TryGetValue(feed.Id, out List<SensorChannel>? known) ? known : _stations[feed.Id] = StationFile.Channels(feed.StationsPath!);

    private static string SiteOf(ChannelId c) => string.Join('.', new[] { c.Network, c.Station, c.Location }.Where(s => s.Length > 0));

    // As NetworkObservations writes them: "XX.G0 P 2031-03-01T12:02:12.345Z ±0.05 s".
    private static Pick? Read(string text)
    {
        Match m = Arrival().Match(text);
        return m.Success && InstantPattern.ExtendedIso.Parse(m.Groups["at"].Value) is { Success: true } at
            && double.TryParse(m.Groups["sigma"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double sigmaS)
            ? new(m.Groups["site"].Value, m.Groups["phase"].Value, at.Value, sigmaS)
            : null;
    }

    [GeneratedRegex(@"^(?<site>\S+) (?<phase>.+) (?<at>\S+Z) ±(?<sigma>\S+) s$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Arrival();

    private sealed record Pick(string Site, string Phase, Instant At, double SigmaS);

    private sealed record Contributor(ChannelId Channel, SensorChannel? Sensor, double? DistanceKm, bool OfArray, ImmutableArray<Pick> Picks);
}
