using System.Buffers;
using NodaTime;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Simulation.Listening;
using Truce.Simulation.SeedLink;

namespace Truce.Bench.Latency;

/// <summary>SIMULATED: a line of seismometers, and events along it; every number follows from the seed.</summary>
internal sealed class Scene
{
    public const double RateHz = 100;
    private readonly SimulatedNetwork _network;
    private readonly Instant _start;

    /// <param name="stations">How many, one vertical channel each, in four rows 15 km apart, 5 km from one to the next.</param>
    /// <param name="seconds">How long it plays.</param>
    /// <param name="everyS">Seconds from event to event.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="start">When it begins.</param>
    public Scene(int stations, int seconds, double everyS, ulong seed, Instant start)
    {
        var random = new SeededRandom(seed);
        _start = start;
        int row = (stations + 3) / 4;
        var plane = new LocalPlane(new(48.5, 36));
        SimulatedShock[] shocks =
        [
            .. Enumerable.Range(0, (int)((seconds - 40) / everyS)).Select(i => new SimulatedShock(
                start + Duration.FromSeconds(20 + (i * everyS) + (everyS / 2 * random.NextUnit())), plane.ToGeo(row * 5000 * random.NextUnit(), 45_000 * random.NextUnit()), 300 + (700 * random.NextUnit()))),
        ];
        Truths = [.. shocks.Select(s => (s.At, s.Place))];
        _network = new(Enumerable.Range(0, stations).Select(i => new SensorChannel
        {
            Channel = ChannelId.FromSeed("XX", $"S{i:d4}", "", "HHZ", out _)!,
            Position = plane.ToGeo(((i % row * 5) + (i / row * 1.25)) * 1000, i / row * 15_000),
            SampleRateHz = RateHz,
        }), shocks, seed + 1);
    }

    public IEnumerable<SensorChannel> Sensors => _network.Sensors;

    public (Instant Origin, GeoPoint Place)[] Truths { get; }

    /// <summary>One second of one station as a record of 512 bytes.</summary>
    public ServedRecord Record(int station, int second)
    {
        WaveformSegment segment = _network.Segment(station, _start + Duration.FromSeconds(second), (int)RateHz);
        var to = new ArrayBufferWriter<byte>(512);
        if (!MiniSeedWriter.TryWrite(segment, new() { Version = 2, RecordBytes = 512 }, to, out WaveformFault fault)) throw new InvalidOperationException(fault.Detail);
        return new(segment.Channel, segment.Start.ToDateTimeOffset(), segment.End.ToDateTimeOffset(), to.WrittenSpan.ToArray());
    }
}
