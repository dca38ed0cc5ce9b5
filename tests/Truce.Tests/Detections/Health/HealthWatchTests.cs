using NodaTime;
using Truce.Detections.Health;
using Truce.Observations.Waveforms;
using Truce.Tests.Detections.Stations;

namespace Truce.Tests.Detections.Health;

public sealed class HealthWatchTests
{
    private static readonly HealthOptions Options = new() { SampleRateHz = 100 };

    [Fact]
    public void A_sound_channel_has_nothing_the_matter()
    {
        Assert.Empty(Watched([Planted.Segment(Planted.Noise(1, 60_000), type: 1)]));
        double[] smooth = [.. Enumerable.Range(0, 60_000).Select(i => Math.Round(1000 * Math.Sin(i * 0.005)))];
        Assert.Empty(Watched([Planted.Segment(smooth, type: 1)]));
    }

    [Fact]
    public void Planted_faults_are_told_with_their_time()
    {
        double[] dead = Planted.Noise(2, 60_000, bursts: 1), clipped = [.. dead], spiky = [.. dead];
        for (int i = 20_000; i < 40_000; i++) dead[i] = 5 + (i % 2);
        for (int i = 0; i < clipped.Length; i++) clipped[i] = i is > 30_000 and < 31_000 ? Math.Clamp(12_345 + (20 * (clipped[i] - 12_345)), 11_500, 13_200) : clipped[i];
        for (int i = 30_000; i < 34_000; i += 1000) spiky[i] += 5000;
        Assert.Equal(HealthKind.Dead, Told(dead, 20_000, 40_000, 3000).Kind);
        Assert.Equal(HealthKind.Clipped, Told(clipped, 30_000, 31_000, 3000).Kind);
        ChannelHealth spikes = Told(spiky, 30_000, 34_000, 3000);
        Assert.Equal((HealthKind.Spiky, 3.0), (spikes.Kind, spikes.Figure)); // the fourth stands alone in its window
    }

    [Fact]
    public void Cut_anywhere_the_intervals_are_the_same()
    {
        double[] x = Planted.Noise(4, 40_000);
        for (int i = 9000; i < 30_000; i += 700) x[i] += 50_000;
        Array.Fill(x, 3, 15_000, 5000);
        x[26_000] = double.NaN;
        WaveformSegment whole = Planted.Segment(x);
        ChannelHealth[] wanted = Watched([whole]);
        Assert.Contains(wanted, h => h.Kind == HealthKind.Dead);
        Assert.Contains(wanted, h => h.Kind == HealthKind.NotNumbers);
        for (ulong seed = 1; seed < 6; seed++) Assert.Equal(wanted, Watched(Planted.Cut(whole, seed, 900)));
    }

    [Fact]
    public void Clocks_and_gaps_are_told_apart()
    {
        WaveformSegment whole = Planted.Segment(Planted.Noise(5, 20_000), type: 1), first = Planted.Part(whole, 0, 10_000), second = Planted.Part(whole, 10_000, 10_000);
        Assert.Equal((HealthKind.Gap, 7.0), One([first, second with { Start = second.Start + Duration.FromSeconds(7) }]));
        Assert.Equal((HealthKind.ClockStepped, 7.004), One([first, second with { Start = second.Start + Duration.FromMilliseconds(7004) }]));
        Assert.Equal((HealthKind.ClockStepped, -3.0), One([first, second with { Start = second.Start - Duration.FromSeconds(3) }]));
        Assert.Empty(Watched([first, first, Planted.Part(whole, 9000, 11_000)]));
        Assert.Equal((HealthKind.ClockUnsure, 100.0), One([first, second with { Quality = RecordedQuality.TimeQuestionable }]));
        Assert.Equal((HealthKind.WrongRate, 125.0), One([first, second with { SampleRateHz = 125 }]));
    }

    [Fact]
    public void Times_that_cannot_be_are_told_and_do_not_stand_in_the_way()
    {
        WaveformSegment whole = Planted.Segment(Planted.Noise(6, 20_000), type: 1);
        HealthOptions bounded = Options with { NotBefore = whole.Start - Duration.FromDays(1), NotAfter = whole.End + Duration.FromDays(1) };
        WaveformSegment old = Planted.Part(whole, 0, 5000) with { Start = whole.Start - Duration.FromDays(3653) }, future = old with { Start = whole.Start + Duration.FromDays(3653) };
        ChannelHealth[] found = Watched([old, future, whole], bounded);
        Assert.Equal([HealthKind.ClockImplausible, HealthKind.ClockImplausible], found.Select(h => h.Kind));
        Assert.InRange(found[0].Figure, -3653 * 86_400.0, -3651 * 86_400.0);
        Assert.InRange(found[1].Figure, 3651 * 86_400.0, 3653 * 86_400.0);
    }

    private static ChannelHealth Told(double[] x, int from, int to, int window)
    {
        WaveformSegment s = Planted.Segment(x, type: 1);
        ChannelHealth found = Assert.Single(Watched([s]));
        Duration room = Duration.FromSeconds(window / 100.0);
        Assert.InRange(found.From, s.InstantOf(from) - room, s.InstantOf(from) + room);
        Assert.InRange(found.To, s.InstantOf(to) - room, s.InstantOf(to) + room);
        return found;
    }

    private static (HealthKind, double) One(WaveformSegment[] segments)
    {
        ChannelHealth found = Assert.Single(Watched(segments));
        return (found.Kind, Math.Round(found.Figure, 6));
    }

    private static ChannelHealth[] Watched(IEnumerable<WaveformSegment> segments, HealthOptions? options = null)
    {
        WaveformSegment[] all = [.. segments];
        var watch = new HealthWatch(all[0].Channel, options ?? Options);
        var found = new List<ChannelHealth>();
        foreach (WaveformSegment s in all) watch.Take(s, found);
        watch.Finish(found);
        return [.. found.OrderBy(h => h.From).ThenBy(h => h.Kind)];
    }
}
