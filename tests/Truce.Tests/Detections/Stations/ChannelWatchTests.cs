using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Truce.Detections.Stations;
using Truce.Observations.Waveforms;

namespace Truce.Tests.Detections.Stations;

public sealed class ChannelWatchTests
{
    private static readonly StationOptions Options = new() { StaS = 0.5, LtaS = 5 };

    [Theory]
    [InlineData(6, 16, 4, 0.5, 10, 100)]
    [InlineData(6, 16, 2, 0.3, 3, 100)]
    [InlineData(10, 20, 4, 0.5, 10, 200)]
    [InlineData(1, 5, 4, 1, 20, 50)]
    [InlineData(0.5, 45, 1, 0.25, 2, 100)]
    [InlineData(20, 60, 8, 0.1, 4, 250)]
    public void Triggers_are_those_of_the_plain_formulas_within_a_sample(double lowHz, double highHz, int poles, double staS, double ltaS, double rateHz)
    {
        foreach (AverageForm form in new[] { AverageForm.Recursive, AverageForm.Classic })
        {
            double[] x = Planted.Noise(7, 40_000);
            StationOptions options = Options with { Bands = [new(lowHz, highHz, poles)], StaS = staS, LtaS = ltaS, Form = form };
            double[] y = PlainReference.BandPass(x, lowHz, highHz, poles, rateHz);
            int nsta = options.ShortSamples(rateHz), nlta = options.LongSamples(rateHz);
            double[] ratio = form == AverageForm.Recursive ? PlainReference.Recursive(y, nsta, nlta) : PlainReference.Classic(y, nsta, nlta);
            List<(int On, int Off)> wanted = PlainReference.Triggers(ratio, 3.5, 1);
            StationTrigger[] found = Watched([Planted.Segment(x, rateHz)], options, rateHz);
            Assert.NotEmpty(wanted);
            Assert.Equal(wanted.Count, found.Length);
            for (int i = 0; i < found.Length; i++)
            {
                Assert.InRange(Sample(found[i].On, rateHz) - wanted[i].On, -1, 1);
                Assert.InRange(Sample(found[i].Off, rateHz) - wanted[i].Off, -1, 1);
                Assert.Equal(ratio[wanted[i].On..(wanted[i].Off + 1)].Max(), found[i].PeakRatio, 1e-6 * found[i].PeakRatio);
            }
        }
    }

    [Theory]
    [InlineData(30)]
    [InlineData(170)]
    public void The_longest_trigger_is_cut_as_the_plain_rules_cut_it(int longest)
    {
        double[] x = Planted.Noise(3, 60_000);
        StationOptions options = Options with { LongestTriggerS = longest / 100.0 };
        double[] ratio = PlainReference.Recursive(PlainReference.BandPass(x, 6, 16, 4, 100), 50, 500);
        foreach (AverageForm form in new[] { AverageForm.Recursive, AverageForm.Classic })
        {
            if (form == AverageForm.Classic) ratio = PlainReference.Classic(PlainReference.BandPass(x, 6, 16, 4, 100), 50, 500);
            List<(int On, int Off)> wanted = PlainReference.Triggers(ratio, 3.5, 1, longest);
            StationTrigger[] found = Watched([Planted.Segment(x)], options with { Form = form });
            Assert.Equal(wanted.Select(w => ((long)w.On, (long)w.Off)), found.Select(f => (Sample(f.On), Sample(f.Off))));
            Assert.Contains(found, f => f.End == TriggerEnd.Longest);
        }
    }

    [Fact]
    public void Cut_anywhere_and_on_any_number_of_lanes_the_triggers_are_the_same_to_the_bit() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(12), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            StationOptions options = Options with { Bands = [new(6, 16), new(2, 8), new(5, 20, 3)], Form = seed % 5 == 0 ? AverageForm.Classic : AverageForm.Recursive, FromRest = seed % 3 == 0 };
            WaveformSegment[] whole = [.. Enumerable.Range(0, 5).Select(c => Planted.Segment(Planted.Noise((ulong)(seed + c), 6000 + (500 * c)), station: "S" + c, type: (seed + c) % 3))];
            WaveformSegment[] cut = [.. whole.SelectMany((s, c) => Planted.Cut(s, (ulong)(seed ^ c), 700))];
            StationTrigger[] wanted = [.. whole.SelectMany(s => Watched([s], options))];
            StationTrigger[] parts = [.. cut.GroupBy(s => s.Channel).SelectMany(g => Watched(g, options))];
            Compare(wanted, parts);
            foreach (int lanes in new[] { 1, 4, 8 }) Compare(wanted, StationsRun.Over(cut, options, lanes).Triggers);
            return wanted.Length > 0;
        }));

    [Fact]
    public void Eight_channels_of_one_type_take_the_transposing_way_and_say_the_same()
    {
        for (int type = 0; type < 3; type++)
        {
            WaveformSegment[] all = [.. Enumerable.Range(0, 11).Select(c => Planted.Segment(Planted.Noise((ulong)c, 20_000 + (13 * c)), station: "S" + (char)('A' + c), type: type))];
            Compare([.. all.SelectMany(s => Watched([s], Options))], StationsRun.Over(all, Options, 8).Triggers);
        }
    }

    [Fact]
    public void A_gap_starts_afresh_and_its_step_is_no_trigger()
    {
        WaveformSegment whole = Planted.Segment(Planted.Noise(1, 12_000, bursts: 1));
        double[] moved = [.. Planted.Noise(2, 6000, offset: -900_000, bursts: 1)];
        WaveformSegment later = Planted.Segment(moved) with { Start = whole.InstantOf(12_500) };
        var watch = new ChannelWatch(whole.Channel, 100, Options);
        var found = new List<StationTrigger>();
        watch.Take(whole, found);
        watch.Take(later, found);
        watch.Finish(found);
        Assert.Empty(found);
        Assert.Equal(1, watch.Counts.Gaps);
        Assert.Equal(5, watch.Counts.MissingS, 6);

        // The same step without a gap is one: the check can fail.
        var planted = new ChannelWatch(whole.Channel, 100, Options);
        planted.Take(whole, found);
        planted.Take(later with { Start = whole.End }, found);
        planted.Finish(found);
        Assert.NotEmpty(found);
    }

    [Fact]
    public void What_comes_twice_or_late_is_dropped_and_counted()
    {
        WaveformSegment whole = Planted.Segment(Planted.Noise(5, 20_000), type: 1);
        StationTrigger[] wanted = Watched([whole], Options);
        var watch = new ChannelWatch(whole.Channel, 100, Options);
        var found = new List<StationTrigger>();
        watch.Take(Planted.Part(whole, 0, 8000), found);
        watch.Take(Planted.Part(whole, 0, 8000), found);
        watch.Take(Planted.Part(whole, 7000, 5000), found);
        watch.Take(Planted.Part(whole, 0, 100) with { Start = whole.Start - Duration.FromDays(3653) }, found);
        watch.Take(Planted.Part(whole, 0, 100) with { SampleRateHz = 50 }, found);
        watch.Take(Planted.Part(whole, 12_000, 8000), found);
        watch.Finish(found);
        Compare(wanted, found);
        Assert.Equal((2, 1, 1, 0), (watch.Counts.Overlaps, watch.Counts.Late, watch.Counts.Refused, watch.Counts.Gaps));
        Assert.Equal(20_000, watch.Counts.Used);
    }

    [Fact]
    public void Samples_that_are_no_numbers_are_a_gap_however_they_are_cut()
    {
        double[] x = Planted.Noise(6, 20_000);
        for (int i = 9000; i < 9050; i++) x[i] = i % 2 == 0 ? double.NaN : double.PositiveInfinity;
        x[100] = 1e200;
        WaveformSegment whole = Planted.Segment(x);
        StationTrigger[] wanted = Watched([whole], Options);
        Assert.NotEmpty(wanted);
        Assert.All(wanted, t => Assert.True(double.IsFinite(t.PeakRatio)));
        Compare(wanted, Watched(Planted.Cut(whole, 1, 300), Options));
        var watch = new ChannelWatch(whole.Channel, 100, Options);
        watch.Take(whole, []);
        Assert.Equal(51, watch.Counts.NotNumbers);
    }

    [Fact]
    public void A_channel_that_wakes_does_not_trigger_on_waking()
    {
        double[] x = Planted.Noise(8, 20_000, bursts: 1);
        Array.Fill(x, 12_345, 4000, 6000);
        WaveformSegment whole = Planted.Segment(x, type: 1);
        Assert.Empty(Watched([whole], Options));
        Compare(Watched([whole], Options with { OnRatio = 1.5 }), Watched(Planted.Cut(whole, 2, 500), Options with { OnRatio = 1.5 }));
        Assert.NotEmpty(Watched([whole], Options with { StandstillS = 1000 }));
    }

    [Fact]
    public void An_onset_lies_where_the_signal_was_planted()
    {
        double[] x = Planted.Noise(9, 6000, bursts: 1);
        for (int i = 4000; i < 4300; i++) x[i] += 3000 * Math.Sin(2 * Math.PI * 10 * (i - 4000) / 100);
        StationTrigger trigger = Assert.Single(Watched([Planted.Segment(x)], Options));
        double offS = (trigger.Onset!.At - Planted.Start).TotalSeconds - 40;
        Assert.InRange(offS, -0.05, 0.05);
        Assert.InRange(Math.Abs(offS), 0, 3 * trigger.Onset.SigmaS);
        Assert.Empty(Watched([Planted.Segment(x)], Options with { KurtosisAtLeast = 1000 }));
    }

    [Fact]
    public void Options_that_cannot_be_say_what_to_write()
    {
        foreach (StationOptions wrong in new[]
        {
            Options with { Bands = [] }, Options with { Bands = [new(6, 60)] }, Options with { StaS = 0 }, Options with { LtaS = 0.1 }, Options with { OnRatio = 1 },
            Options with { OffRatio = 9 }, Options with { LongestTriggerS = 0 }, Options with { StandstillS = 0 }, Options with { StaS = double.NaN },
        })
        {
            Assert.Throws<ArgumentException>(() => new ChannelWatch(Planted.Channel(), 100, wrong));
        }
    }

    private static StationTrigger[] Watched(IEnumerable<WaveformSegment> segments, StationOptions options, double rateHz = 100)
    {
        WaveformSegment[] all = [.. segments];
        var watch = new ChannelWatch(all[0].Channel, rateHz, options);
        var found = new List<StationTrigger>();
        foreach (WaveformSegment s in all) watch.Take(s, found);
        watch.Finish(found);
        return [.. found.OrderBy(t => options.Bands.IndexOf(t.Band)).ThenBy(t => t.On)];
    }

    private static void Compare(IEnumerable<StationTrigger> wanted, IEnumerable<StationTrigger> found) => Assert.Equal(wanted, found);

    private static long Sample(Instant at, double rateHz = 100) => (long)Math.Round((at - Planted.Start).TotalSeconds * rateHz);
}
