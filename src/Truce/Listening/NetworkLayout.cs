using System.Collections.Immutable;
using Truce.Detections.Arrays;
using Truce.Detections.Arrivals;
using Truce.Observations.Waveforms;

namespace Truce.Listening;

/// <summary>An array of seismometers, named by whoever set it up: sensors of the ground that stand close together may as well be a network of single stations.</summary>
/// <param name="Name">Name of its site.</param>
/// <param name="Stations">Its elements: NETWORK.STATION, with * for any characters at the end.</param>
public sealed record GroundArray(string Name, ImmutableArray<string> Stations)
{
    /// <summary>Whether a channel is of one of its elements.</summary>
    public bool Has(ChannelId channel)
    {
        string station = $"{channel.Network}.{channel.Station}";
        return Stations.Any(s => s.EndsWith('*') ? station.StartsWith(s[..^1], StringComparison.Ordinal) : station == s);
    }
}

/// <summary>An array of the network.</summary>
/// <param name="Site">In the middle of its elements.</param>
/// <param name="Elements">Its channels.</param>
/// <param name="Ground">Whether they are seismometers.</param>
internal sealed record LaidArray(ListeningSite Site, ImmutableArray<SensorChannel> Elements, bool Ground);

/// <summary>Which sensors of a network stand alone and which are elements of arrays.</summary>
/// <param name="Arrays">Arrays.</param>
/// <param name="Sites">Site of every channel.</param>
/// <param name="Alone">Channels whose own triggers are arrivals.</param>
internal sealed record NetworkLayout(
    ImmutableArray<LaidArray> Arrays, ImmutableDictionary<ChannelId, ListeningSite> Sites, ImmutableHashSet<ChannelId> Alone)
{
    private const int FewestElements = 3;

    /// <summary>Sensors of the air that stand close together are one array, the chain from neighbour to neighbour no longer than the spread; arrays of the ground are those that are named. Elsewhere the vertical sensor of a station speaks for it.</summary>
    public static NetworkLayout Of(IEnumerable<SensorChannel> channels, double spreadKm, ImmutableArray<GroundArray> named)
    {
        SensorChannel[] all = [.. channels.GroupBy(c => c.Channel).Select(g => g.Last()).OrderBy(c => c.Channel, ChannelId.ByText)];
        var sites = ImmutableDictionary.CreateBuilder<ChannelId, ListeningSite>();
        var alone = ImmutableHashSet.CreateBuilder<ChannelId>();
        var arrays = ImmutableArray.CreateBuilder<LaidArray>();
        foreach (ImmutableArray<SensorChannel> close in Clusters([.. all.Where(c => c.Channel.IsPressure)], spreadKm * 1000))
        {
            bool array = close.Length >= FewestElements;
            ListeningSite middle = Middle(Name(close), close);
            if (array) arrays.Add(new(middle, close, false));
            foreach (SensorChannel c in close)
            {
                sites.Add(c.Channel, array ? middle : SiteOf(c));
                if (!array) alone.Add(c.Channel);
            }
        }

        foreach (IGrouping<(string, string, string), SensorChannel> sensor in all.Where(c => !c.Channel.IsPressure).GroupBy(c => (c.Channel.Network, c.Channel.Station, c.Channel.Location)))
        {
            foreach (SensorChannel c in sensor) sites.Add(c.Channel, SiteOf(c));
            alone.Add((sensor.FirstOrDefault(c => c.Channel.Subsource == "Z") ?? sensor.First()).Channel);
        }

        foreach (GroundArray array in named)
        {
            ImmutableArray<SensorChannel> elements = [.. all.Where(c => alone.Contains(c.Channel) && !c.Channel.IsPressure && array.Has(c.Channel)).GroupBy(c => c.SampleRateHz).OrderByDescending(g => g.Count()).FirstOrDefault() ?? Enumerable.Empty<SensorChannel>()];
            if (elements.Length < FewestElements) continue;
            ListeningSite middle = Middle(array.Name, elements);
            arrays.Add(new(middle, elements, true));
            foreach (SensorChannel e in elements)
            {
                sites[e.Channel] = middle;
                alone.Remove(e.Channel);
            }
        }

        return new(arrays.ToImmutable(), sites.ToImmutable(), alone.ToImmutable());
    }

    private static ListeningSite Middle(string name, ImmutableArray<SensorChannel> of) => new(name, ArrayElement.Middle([.. of.Select(c => c.Position)]), of.Average(c => c.ElevationM));

    private static string Name(ImmutableArray<SensorChannel> close) => (close[0].Channel.Network.Length > 0 ? close[0].Channel.Network + "." : "") + ArrayNames.Of([.. close.Select(c => c.Channel)]);

    private static ListeningSite SiteOf(SensorChannel c) =>
        new(string.Join('.', new[] { c.Channel.Network, c.Channel.Station, c.Channel.Location }.Where(s => s.Length > 0)), c.Position, c.ElevationM);

    private static IEnumerable<ImmutableArray<SensorChannel>> Clusters(List<SensorChannel> left, double spreadM)
    {
        while (left.Count > 0)
        {
            var close = new List<SensorChannel> { left[0] };
            left.RemoveAt(0);
            for (int i = 0; i < close.Count; i++)
            {
                foreach (SensorChannel near in left.Where(c => c.Position.DistanceM(close[i].Position) <= spreadM && c.SampleRateHz == close[i].SampleRateHz).ToArray())
                {
                    close.Add(near);
                    left.Remove(near);
                }
            }

            yield return [.. close.OrderBy(c => c.Channel, ChannelId.ByText)];
        }
    }
}
