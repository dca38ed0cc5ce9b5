using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Arrays;

/// <summary>An element of an array and where it stands.</summary>
/// <param name="Channel">Its channel.</param>
/// <param name="EastM">East of the array's middle, metres.</param>
/// <param name="NorthM">North of the array's middle, metres.</param>
public sealed record ArrayElement(ChannelId Channel, double EastM, double NorthM)
{
    /// <summary>Elements in the plane that touches the earth at their middle, ordered by channel.</summary>
    /// <param name="places">Channels and places; every channel once.</param>
    public static ImmutableArray<ArrayElement> Of(IEnumerable<(ChannelId Channel, GeoPoint Position)> places)
    {
        (ChannelId Channel, GeoPoint Position)[] all = [.. places.OrderBy(p => p.Channel, ChannelId.ByText)];
        if (all.Length == 0) return [];
        var plane = new LocalPlane(Middle([.. all.Select(p => p.Position)]));
        return
        [
            .. all.Select(p => new ArrayElement(p.Channel, Turned(p.Position.LongitudeDeg - plane.Origin.LongitudeDeg) * plane.MetresPerDegreeEast,
                (p.Position.LatitudeDeg - plane.Origin.LatitudeDeg) * plane.MetresPerDegreeNorth)),
        ];
    }

    /// <summary>The middle of places that lie close together, also across the antimeridian; at least one.</summary>
    public static GeoPoint Middle(IReadOnlyList<GeoPoint> places)
    {
        double latitudeDeg = 0, longitudeDeg = 0, first = places[0].LongitudeDeg;
        foreach (GeoPoint p in places)
        {
            latitudeDeg += p.LatitudeDeg / places.Count;
            longitudeDeg += Turned(p.LongitudeDeg - first) / places.Count;
        }

        return new(latitudeDeg, Turned(first + longitudeDeg));
    }

    // Into −180 to 180: an array may lie across the antimeridian.
    private static double Turned(double deg) => deg > 180 ? deg - 360 : deg < -180 ? deg + 360 : deg;
}
