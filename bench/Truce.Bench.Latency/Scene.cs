using System.Buffers;
using NodaTime;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Simulation.SeedLink;

namespace Truce.Bench.Latency;

/// <summary>SIMULATED: a line of seismometers with noise of their own, and events along it; every number follows from the seed.</summary>
internal sealed class Scene
{
    public const double RateHz = 100;
    private const double VpKmS = 6, VsKmS = 3.5;
    private readonly Station[] _stations;
    private readonly (double OriginS, double EastKm, double NorthKm, double Size)[] _events;
    private readonly SeededRandom _random;
    private readonly Instant _start;

    /// <param name="stations">How many, one vertical channel each, in four rows 15 km apart, 5 km from one to the next.</param>
    /// <param name="seconds">How long it plays.</param>
    /// <param name="everyS">Seconds from event to event.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="start">When it begins.</param>
    public Scene(int stations, int seconds, double everyS, ulong seed, Instant start)
    {
        _random = new(seed);
        _start = start;
        int row = (stations + 3) / 4;
        _stations = [.. Enumerable.Range(0, stations).Select(i => new Station(i, (i % row * 5) + (i / row * 1.25), i / row * 15, new SeededRandom(seed + 1 + (ulong)i)))];
        double length = row * 5;
        _events = [.. Enumerable.Range(0, (int)((seconds - 40) / everyS)).Select(i => (20 + (i * everyS) + (everyS / 2 * _random.NextUnit()), length * _random.NextUnit(), 45 * _random.NextUnit(), 300 + (700 * _random.NextUnit())))];
    }

    public int Events => _events.Length;

    public IEnumerable<SensorChannel> Sensors => _stations.Select(s => new SensorChannel { Channel = s.Channel, Position = PlaceOf(s.EastKm, s.NorthKm), SampleRateHz = RateHz });

    public (Instant Origin, GeoPoint Place)[] Truths => [.. _events.Select(e => (_start + Duration.FromSeconds(e.OriginS), PlaceOf(e.EastKm, e.NorthKm)))];

    /// <summary>One second of one station as a record of 512 bytes.</summary>
    public ServedRecord Record(int station, int second)
    {
        Station s = _stations[station];
        int[] x = new int[(int)RateHz];
        for (int i = 0; i < x.Length; i++) x[i] = (int)Math.Round(20 * s.Random.NextNormal());
        foreach ((double originS, double east, double north, double size) in _events)
        {
            double km = Math.Sqrt(((s.EastKm - east) * (s.EastKm - east)) + ((s.NorthKm - north) * (s.NorthKm - north)));
            Add(x, second - originS - (km / VpKmS), 0.5 * size / (1 + (km / 10)));
            Add(x, second - originS - (km / VsKmS), size / (1 + (km / 10)));
        }

        var segment = new WaveformSegment { Channel = s.Channel, Start = _start + Duration.FromSeconds(second), SampleRateHz = RateHz, Samples = new WaveformSamples.Int32(x) };
        var to = new ArrayBufferWriter<byte>(512);
        if (!MiniSeedWriter.TryWrite(segment, new() { RecordLength = 512 }, to, out WaveformFault fault)) throw new InvalidOperationException(fault.Detail);
        return new(s.Channel, segment.Start.ToDateTimeOffset(), segment.End.ToDateTimeOffset(), to.WrittenSpan.ToArray());
    }

    // A wave of 10 Hz that dies away in a second and a half.
    private static void Add(int[] x, double sinceS, double size)
    {
        if (sinceS < -1 || sinceS > 8) return;
        for (int i = 0; i < x.Length; i++)
        {
            double t = sinceS + (i / RateHz);
            if (t > 0) x[i] += (int)Math.Round(size * Math.Exp(-t / 1.5) * Math.Sin(2 * Math.PI * 10 * t));
        }
    }

    private static GeoPoint PlaceOf(double eastKm, double northKm) => new LocalPlane(new(48.5, 36)).ToGeo(eastKm * 1000, northKm * 1000);

    private sealed record Station(int Index, double EastKm, double NorthKm, SeededRandom Random)
    {
        public ChannelId Channel { get; } = ChannelId.FromSeed("XX", $"S{Index:d4}", "", "HHZ", out _)!;
    }
}
