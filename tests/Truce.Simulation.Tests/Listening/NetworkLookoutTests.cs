using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Detections.Health;
using Truce.Fusion.Arrivals;
using Truce.Listening;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Simulation.Listening;

namespace Truce.Simulation.Tests.Listening;

/// <summary>A simulated network hears simulated shocks: what it says of them, of its sensors, and of the hours it listened.</summary>
public sealed class NetworkLookoutTests
{
    private const ulong Seed = 20261122;
    private static readonly GeoPoint Middle = new(50, 30);
    private static readonly Instant Start = Instant.FromUtc(2031, 3, 1, 12, 0, 0);
    private static readonly SimulatedShock Shock = new(Start + Duration.FromSeconds(130.4), new LocalPlane(Middle).ToGeo(4_000, -3_000), 900);

    [Fact]
    public void A_shock_is_located_named_by_its_arrivals_and_settled_once()
    {
        (ImmutableArray<HeardEvent> events, _) = Heard([Shock], pieceS: 1);
        HeardEvent last = Assert.Single(events, e => e.Settled);
        Assert.InRange(last.Located.Mean.DistanceM(Shock.Place), 0, 1000);
        Assert.InRange(Math.Abs((last.Located.Origin - Shock.At).TotalSeconds), 0, 0.5);
        Assert.True(last.Located.Region(0.95).Contains(Shock.Place));
        Assert.InRange(last.Arrivals.Count(a => a.Site.StartsWith("XX.G", StringComparison.Ordinal)), 7, 20);
        Assert.Contains(last.Arrivals, a => a.Site == "XX.A" && a.BackAzimuthDeg is not null);
        Assert.Contains(last.Character.Reasons, r => r.Reason.Key == "character.ground-and-air");
        Assert.NotNull(last.Size);
        Assert.Equal(Enumerable.Range(1, events.Max(e => e.Version)), events.Where(e => e.Id == last.Id).Select(e => e.Version).Distinct().Order());
    }

    [Fact]
    public void Noise_alone_gives_no_event() => Assert.Empty(Heard([], pieceS: 5).Events);

    [Fact]
    public void Where_records_are_cut_does_not_matter()
    {
        HeardEvent whole = Heard([Shock], pieceS: 10).Events.Single(e => e.Settled), cut = Heard([Shock], pieceS: 2).Events.Single(e => e.Settled);
        Assert.Equal(whole.Arrivals.AsSpan(), cut.Arrivals.AsSpan());
        Assert.Equal((whole.Located.Mean, whole.Located.Origin, whole.ScoreNats), (cut.Located.Mean, cut.Located.Origin, cut.ScoreNats));
    }

    [Fact]
    public void A_dead_channel_is_told_and_the_shock_is_heard_without_it()
    {
        (ImmutableArray<HeardEvent> events, ImmutableArray<NetworkOutput> outputs) = Heard([Shock], pieceS: 5, dead: 2);
        Assert.Contains(outputs.SelectMany(o => o.Health), h => h.Kind == HealthKind.Dead && h.Channel.Station == "G2");
        HeardEvent last = Assert.Single(events, e => e.Settled);
        Assert.DoesNotContain(last.Arrivals, a => a.Site == "XX.G2");
        Assert.True(last.Located.Region(0.95).Contains(Shock.Place));
    }

    [Fact]
    public void Seismometers_that_are_named_an_array_speak_as_one_with_a_bearing_and_a_time()
    {
        var plane = new LocalPlane(Middle);
        (double East, double North)[] places = [(-30_000, 0), (-29_100, 300), (-30_500, 800), (-30_200, -900), (-29_400, -500)];
        ImmutableArray<SensorChannel> sensors =
        [
            .. SmallNetwork.About(Middle),
            .. places.Select((p, i) => SmallNetwork.About(Middle)[0] with { Channel = ChannelId.FromSeed("XX", $"K{i}", "", "HHZ", out _)!, Position = plane.ToGeo(p.East, p.North) }),
        ];
        var scene = new SimulatedNetwork(sensors, [Shock with { Counts = 4000 }], Seed);
        var network = new NetworkLookout(sensors, Options with { GroundArrays = [new("XX.K", ["XX.K*"])] });
        Assert.Equal("XX.K", network.SiteOf(sensors[^1].Channel));
        var events = new List<HeardEvent>();
        for (int second = 0; second < Seconds; second += 5)
        {
            for (int s = 0; s < sensors.Length; s++) network.Take(scene.Segment(s, Start + Duration.FromSeconds(second), 500));
            events.AddRange(network.Advance(Start + Duration.FromSeconds(second + 5)).Events);
        }

        HeardEvent last = Assert.Single([.. events, .. network.Finish().Events], e => e.Settled);
        Arrival heard = Assert.Single(last.Arrivals, a => a.Site == "XX.K");
        GeoPoint middle = network.Sites.Single(s => s.Id == "XX.K").Position;
        (double metres, double bearing) = Geodesic.Inverse(middle, Shock.Place);
        Assert.Equal(ArrivalPhases.P, heard.Phases);
        Assert.InRange(Math.Abs(Math.IEEERemainder(heard.BackAzimuthDeg!.Value - bearing, 360)), 0, 5);
        Assert.InRange((heard.At - Shock.At).TotalSeconds - (metres / 1000 / SimulatedNetwork.VpKmPerS), -0.3, 0.3);
        Assert.InRange(heard.SigmaS, 0.001, 0.3);
        Assert.DoesNotContain(last.Arrivals, a => a.Site is "XX.K0" or "XX.K1");
    }

    [Fact]
    public void The_hours_of_listening_are_those_of_the_records()
    {
        (_, ImmutableArray<NetworkOutput> outputs) = Heard([], pieceS: 5);
        double seconds = outputs.SelectMany(o => o.Heard).Where(h => h.Channel.Station == "G1").Sum(h => h.Span.Duration.TotalSeconds);
        Assert.Equal(Seconds, seconds, 3);
    }

    [Fact]
    public void Channels_without_a_place_and_without_samples_are_said_to_be_so()
    {
        var network = new NetworkLookout(SmallNetwork.About(Middle), Options);
        WaveformSegment segment = Scene([]).Segment(0, Start, 100);
        Assert.Equal("no-place", network.Take(segment with { Channel = ChannelId.FromSeed("XX", "NOWHERE", "", "HHZ", out _)! }));
        Assert.Equal("no-samples", network.Take(segment with { Samples = new WaveformSamples.Int32(Array.Empty<int>()) }));
        Assert.Equal("no-rate", network.Take(segment with { SampleRateHz = 0 }));
        Assert.Equal("", network.Take(segment));
    }

    private const int Seconds = 300;

    private static NetworkOptions Options => new() { Travel = new() { Ground = VelocityModel.Homogeneous("even", "the scene", SimulatedNetwork.VpKmPerS, SimulatedNetwork.VsKmPerS) } };

    private static SimulatedNetwork Scene(ImmutableArray<SimulatedShock> shocks) => new(SmallNetwork.About(Middle), shocks, Seed);

    private static (ImmutableArray<HeardEvent> Events, ImmutableArray<NetworkOutput> Outputs) Heard(ImmutableArray<SimulatedShock> shocks, int pieceS, int dead = -1)
    {
        SimulatedNetwork scene = Scene(shocks);
        var network = new NetworkLookout(scene.Sensors, Options);
        var outputs = ImmutableArray.CreateBuilder<NetworkOutput>();
        for (int second = 0; second < Seconds; second += pieceS)
        {
            Instant at = Start + Duration.FromSeconds(second);
            for (int s = 0; s < scene.Sensors.Length; s++)
            {
                WaveformSegment segment = scene.Segment(s, at, pieceS * 100);
                network.Take(s == dead ? segment with { Samples = new WaveformSamples.Int32(new int[pieceS * 100]) } : segment);
            }

            if ((second + pieceS) % 10 == 0) outputs.Add(network.Advance(at + Duration.FromSeconds(pieceS)));
        }

        outputs.Add(network.Finish());
        return ([.. outputs.SelectMany(o => o.Events)], outputs.ToImmutable());
    }
}
