using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Simulation.Listening;

/// <summary>SIMULATED: eight seismometers on a ring and in it, and an array of four microphones.</summary>
public static class SmallNetwork
{
    private const double RateHz = 100;

    /// <summary>The sensors about a place: seismometers 12 and 25 km out, the array 20 km to the south-west.</summary>
    public static ImmutableArray<SensorChannel> About(GeoPoint middle)
    {
        var plane = new LocalPlane(middle);
        var sensors = ImmutableArray.CreateBuilder<SensorChannel>();
        for (int i = 0; i < 8; i++)
        {
            double a = 2 * Math.PI * i / 8, r = i % 2 == 0 ? 12_000 : 25_000;
            sensors.Add(Sensor($"G{i}", "", "HHZ", plane.ToGeo(r * Math.Sin(a), r * Math.Cos(a)), "M/S"));
        }

        (double East, double North)[] places = [(0, 0), (600, 100), (250, 650), (-400, 350)];
        for (int i = 0; i < places.Length; i++) sensors.Add(Sensor("A", $"0{i + 1}", "HDF", plane.ToGeo(-14_000 + places[i].East, -14_000 + places[i].North), "PA"));
        return sensors.ToImmutable();
    }

    /// <summary>The sensors as a table that <c>--stations</c> and missions read.</summary>
    public static string Table(IEnumerable<SensorChannel> sensors) => "network,station,location,channel,lat,lon,elev\n" + string.Concat(sensors.Select(s => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{s.Channel.Network},{s.Channel.Station},{s.Channel.Location},{s.Channel.Channel},{s.Position.LatitudeDeg:f6},{s.Position.LongitudeDeg:f6},0\n")));

    private static SensorChannel Sensor(string station, string location, string channel, GeoPoint place, string unit) => new()
    {
        Channel = ChannelId.FromSeed("XX", station, location, channel, out _)!,
        Position = place,
        SampleRateHz = RateHz,
        Sensitivity = unit == "PA" ? 1000 : 1e9,
        Unit = unit,
    };
}
