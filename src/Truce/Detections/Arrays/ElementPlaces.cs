using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Arrays;

/// <summary>Finds where a channel stands among metadata whose codes are not always the same as the recording's.</summary>
public static class ElementPlaces
{
    /// <summary>The metadata of a channel at an instant: by all codes; else without the network, where one side has none; else by station and location written together, as lists of elements have them. Null when there is none.</summary>
    /// <param name="channel">The channel of the samples.</param>
    /// <param name="places">The metadata.</param>
    /// <param name="at">When.</param>
    public static SensorChannel? Of(ChannelId channel, IEnumerable<SensorChannel> places, Instant at)
    {
        SensorChannel? near = null, joined = null;
        foreach (SensorChannel place in places)
        {
            if (!place.Holds(at)) continue;
            ChannelId c = place.Channel;
            if (c == channel) return place;
            if (c.Channel != channel.Channel || (c.Network.Length > 0 && channel.Network.Length > 0 && c.Network != channel.Network)) continue;
            if (c.Station == channel.Station && c.Location == channel.Location) near ??= place;
            else if (c.Station + c.Location == channel.Station + channel.Location) joined ??= place;
        }

        return near ?? joined;
    }
}
