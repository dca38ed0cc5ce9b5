using System.Collections.Immutable;
using Truce.Detections.Arrays;
using Truce.Detections.Arrivals;
using Truce.Observations.Waveforms;

namespace Truce.Listening;

/// <summary>Which sensors of a network stand alone and which are elements of arrays.</summary>
/// <param name="Arrays">Arrays of the air: each with its site and elements.</param>
/// <param name="Sites">Site of every channel.</param>
/// <param name="Alone">Channels whose own triggers are arrivals.</param>
internal sealed record NetworkLayout(
    ImmutableArray<(ListeningSite Site, ImmutableArray<SensorChannel> Elements)> Arrays, ImmutableDictionary<ChannelId, ListeningSite> Sites, ImmutableHashSet<ChannelId> Alone)
{
    private const int FewestElements = 3;

    /// <summary>Sensors of the air that stand close together are one array, the chain from neighbour to neighbour no longer than the spread; of the ground, the vertical sensor of a station speaks for it.</summary>
    public static NetworkLayout Of(IEnumerable<SensorChannel> channels, double spreadKm)
    {
        SensorChannel[] all = [.. channels.GroupBy(c => c.Channel).Select(g => g.Last()).OrderBy(c => c.Channel, ChannelId.ByText)];
        var sites = ImmutableDictionary.CreateBuilder<ChannelId, ListeningSite>();
        var alone = ImmutableHashSet.CreateBuilder<ChannelId>();
        var arrays = ImmutableArray.CreateBuilder<(ListeningSite, ImmutableArray<SensorChannel>)>();
        foreach (ImmutableArray<SensorChannel> close in Clusters([.. all.Where(c => c.Channel.IsPressure)], spreadKm * 1000))
        {
            bool array = close.Length >= FewestElements;
            var middle = new ListeningSite(Name(close), ArrayElement.Middle([.. close.Select(c => c.Position)]), close.Average(c => c.ElevationM));
            if (array) arrays.Add((middle, close));
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

        return new(arrays.ToImmutable(), sites.ToImmutable(), alone.ToImmutable());
    }

    // By station where all elements share one, else by what their stations begin with.
    private static string Name(ImmutableArray<SensorChannel> close)
    {
        string first = close[0].Channel.Station, name = first;
        foreach (SensorChannel c in close)
        {
            while (!c.Channel.Station.StartsWith(name, StringComparison.Ordinal)) name = name[..^1];
        }

        return (close[0].Channel.Network.Length > 0 ? close[0].Channel.Network + "." : "") + (name.Length > 0 ? name : first);
    }

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
