using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truce.Detections.Arrays;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Tests.Detections.Arrays;

public sealed class ArrayWatchTests
{
    private const double RateHz = 50;
    private static readonly ImmutableArray<ArrayElement> Four = PlantedWave.Elements((-67, -44), (-32, 78), (88, -22), (11, -11));
    private static readonly ImmutableArray<ArrayElement> Six = PlantedWave.Elements((89, 32), (-126, 26), (341, 274), (-257, 258), (257, -275), (-304, -314));
    private static readonly ArrayOptions Options = new() { Band = new(1, 5), WindowS = 10, StepS = 5, LearningWindows = 0, Acoustic = true };

    [Theory]
    [InlineData(0, 0.34)]
    [InlineData(77.7, 0.34)]
    [InlineData(200, 0.40)]
    [InlineData(318.2, 0.371)]
    public void A_plane_wave_is_found_where_it_comes_from(double backAzimuthDeg, double kmS)
    {
        ArrayWindow window = Middle(Run(Four, Wave(5, backAzimuthDeg, kmS)));
        Assert.InRange(Turn(window.Wave!.BackAzimuthDeg - backAzimuthDeg), -0.5, 0.5);
        Assert.InRange(window.Wave.TraceVelocityKmPerS, kmS * 0.99, kmS * 1.01);
        Assert.True(window.Detected && window.Consistent && window.Faults.IsEmpty && window.Check == ArrayCheck.LeaveOneOut, Show(window));
    }

    [Fact]
    public void Elements_that_start_seconds_and_parts_of_a_sample_apart_are_aligned_by_time()
    {
        PlantedWave wave = Wave(6, 110.8, 0.345);
        double[] starts = [0, 1, -16, 0.3137, 2.0071, -0.0049];
        ArrayRun run = ArrayRun.Over(Six, RateHz, Options, Six.Select((e, i) => wave.Record(e, i, 60, RateHz, starts[i])));
        ArrayWindow window = run.Windows.First(w => w.Start == PlantedWave.Begin + Duration.FromSeconds(20));
        Assert.InRange(Turn(window.Wave!.BackAzimuthDeg - 110.8), -0.2, 0.2);
        Assert.True(window.Wave.ResidualS < 0.002, Show(window));
        ArrayWindow early = run.Windows.First(w => w.Start == PlantedWave.Begin - Duration.FromSeconds(15));
        Assert.Equal([0, 1, 3, 4, 5], early.Missing.ToArray());
        Assert.Null(early.Wave);
    }

    [Fact]
    public void Cut_into_records_anywhere_the_windows_are_the_same_to_the_bit()
    {
        PlantedWave wave = Wave(7, 40, 0.36);
        WaveformSegment[] whole = [.. Four.Select((e, i) => wave.Record(e, i, 90, RateHz, 0.0031 * i))];
        ArrayRun batch = ArrayRun.Over(Four, RateHz, Options, whole);
        foreach (ulong seed in new ulong[] { 1, 2, 3 })
        {
            var random = new SeededRandom(seed);
            var watch = new ArrayWatch(Four, RateHz, Options);
            var windows = new List<ArrayWindow>();
            var queue = whole.SelectMany(s => Cut(s, random)).OrderBy(s => s.Start + Duration.FromSeconds(4 * random.NextUnit())).ToList();
            // Records of one channel keep their order; channels run ahead of each other by seconds.
            foreach (WaveformSegment s in queue.GroupBy(s => s.Channel).SelectMany(g => g.OrderBy(s => s.Start).Zip(queue.Where(q => q.Channel == g.Key).Select(q => queue.IndexOf(q))))
                .OrderBy(p => p.Second).Select(p => p.First)) Assert.Equal("", watch.Take(s, windows));
            watch.Finish(windows);
            Assert.Equal(batch.Windows.Select(Show), windows.Select(Show));
        }
    }

    [Fact]
    public void A_hole_leaves_the_element_out_of_its_windows_and_says_so()
    {
        PlantedWave wave = Wave(8, 250, 0.336);
        var segments = Four.Select((e, i) => wave.Record(e, i, 60, RateHz)).ToList();
        float[] x = ((WaveformSamples.Float32)segments[2].Samples).Values.ToArray();
        x[(int)(31 * RateHz)] = float.NaN;
        segments[2] = segments[2] with { Samples = new WaveformSamples.Float32(x) };
        ArrayRun run = ArrayRun.Over(Four, RateHz, Options, segments);
        foreach (ArrayWindow w in run.Windows)
        {
            bool holed = w.Start <= PlantedWave.Begin + Duration.FromSeconds(31) && w.End > PlantedWave.Begin + Duration.FromSeconds(31);
            Assert.Equal(holed ? [2] : [], w.Missing.ToArray());
            Assert.Equal(holed ? ArrayCheck.None : ArrayCheck.LeaveOneOut, w.Check);
            Assert.True(w.Faults.IsEmpty, Show(w));
            if (holed) Assert.InRange(Turn(w.Wave!.BackAzimuthDeg - 250), -2, 2);
        }
    }

    [Fact]
    public void Every_planted_fault_is_named_in_six_elements_and_the_bearing_stays()
    {
        (string Fault, ElementFaultKind Kind)[] faults = [("turned", ElementFaultKind.Reversed), ("late", ElementFaultKind.Clock), ("early", ElementFaultKind.Clock), ("flat", ElementFaultKind.Dead), ("noise", ElementFaultKind.Uncorrelated)];
        foreach ((string fault, ElementFaultKind kind) in faults)
        {
            for (int bad = 0; bad < Six.Length; bad++)
            {
                ArrayWindow w = Middle(Run(Six, Wave((ulong)bad, 82.4, 0.35), bad, fault));
                Assert.True(w.Faults is [var f] && f.Element == bad && f.Kind == kind && f.Probability > 0.99, $"{fault} {bad}: {Show(w)}");
                Assert.InRange(Turn(w.Wave!.BackAzimuthDeg - 82.4), -1, 1);
                if (fault is "late" or "early") Assert.InRange(w.Faults[0].OffsetS, fault == "late" ? 0.69 : -0.71, fault == "late" ? 0.71 : -0.69);
            }
        }
    }

    [Fact]
    public void Four_elements_name_a_turned_a_dead_and_an_unlike_one_and_a_clock_by_the_speed_of_sound()
    {
        foreach ((string fault, ElementFaultKind kind) in new[] { ("turned", ElementFaultKind.Reversed), ("flat", ElementFaultKind.Dead), ("noise", ElementFaultKind.Uncorrelated), ("late", ElementFaultKind.Clock) })
        {
            for (int bad = 0; bad < Four.Length; bad++)
            {
                ArrayWindow w = Middle(Run(Four, Wave((ulong)(10 + bad), 140, 0.35), bad, fault));
                Assert.True(w.Faults is [var f] && f.Element == bad && f.Kind == kind, $"{fault} {bad}: {Show(w)}");
                Assert.InRange(Turn(w.Wave!.BackAzimuthDeg - 140), -2, 2);
            }
        }
    }

    [Fact]
    public void Three_elements_say_that_nothing_was_checked() =>
        Assert.Equal(ArrayCheck.None, Middle(Run(Four[..3], Wave(9, 140, 0.35))).Check);

    [Fact]
    public void Noise_alone_is_detected_no_more_often_than_stated()
    {
        var wave = new PlantedWave(99, 1, 5, 1) { On = (1e9, 1e9), Noise = 1 };
        ArrayRun run = ArrayRun.Over(Four, RateHz, Options with { LearningWindows = 20 }, Four.Select((e, i) => wave.Record(e, i, 3600, RateHz)));
        Assert.True(run.Windows.Count(w => w.Detected) <= 5, $"{run.Windows.Count(w => w.Detected)} of {run.Windows.Length} windows");
        Assert.Empty(run.Detections);
    }

    [Fact]
    public void A_wave_that_comes_and_goes_is_one_detection_with_its_times()
    {
        (double east, double north) = PlantedWave.Slowness(300, 0.34);
        var wave = new PlantedWave(12, 1, 5) { East = east, North = north, On = (200, 230), Noise = 0.3 };
        ArrayRun run = ArrayRun.Over(Four, RateHz, Options with { LearningWindows = 20 }, Four.Select((e, i) => wave.Record(e, i, 400, RateHz)));
        ArrayDetection d = Assert.Single(run.Detections);
        Assert.InRange((d.Start - PlantedWave.Begin).TotalSeconds, 190, 205);
        Assert.InRange((d.End - PlantedWave.Begin).TotalSeconds, 225, 240);
        Assert.InRange(Turn(d.MeanBackAzimuthDeg - 300), -1, 1);
    }

    private static PlantedWave Wave(ulong seed, double backAzimuthDeg, double kmS)
    {
        (double east, double north) = PlantedWave.Slowness(backAzimuthDeg, kmS);
        return new(seed, 1, 5) { East = east, North = north };
    }

    private static ArrayRun Run(ImmutableArray<ArrayElement> elements, PlantedWave wave, int bad = -1, string fault = "") =>
        ArrayRun.Over(elements, RateHz, Options, elements.Select((e, i) => i != bad ? wave.Record(e, i, 40, RateHz) : fault switch
        {
            "turned" => wave.Record(e, i, 40, RateHz, sign: -1),
            "late" => wave.Record(e, i, 40, RateHz, clockS: 0.7),
            "early" => wave.Record(e, i, 40, RateHz, clockS: -0.7),
            "flat" => wave.Record(e, i, 40, RateHz) with { Samples = new WaveformSamples.Int32(new int[(int)(40 * RateHz)]) },
            _ => wave.Record(e, i, 40, RateHz, signal: 0) with { },
        }));

    private static ArrayWindow Middle(ArrayRun run) => run.Windows.First(w => w.Start == PlantedWave.Begin + Duration.FromSeconds(15));

    private static IEnumerable<WaveformSegment> Cut(WaveformSegment s, SeededRandom random)
    {
        ReadOnlyMemory<float> x = ((WaveformSamples.Float32)s.Samples).Values;
        for (int i = 0, n; i < x.Length; i += n)
        {
            n = Math.Min(1 + random.NextBelow(400), x.Length - i);
            yield return s with { Start = s.InstantOf(i), Samples = new WaveformSamples.Float32(x.Slice(i, n)) };
        }
    }

    private static double Turn(double deg) => ((deg + 540) % 360) - 180;

    private static string Show(ArrayWindow w) => string.Create(CultureInfo.InvariantCulture,
        $"{w.Start} wave {w.Wave?.EastSPerKm:R} {w.Wave?.NorthSPerKm:R} {w.Wave?.Covariance} res {w.Wave?.ResidualS:R} F {w.F:R} {w.FThreshold:R} {w.MeanCorrelation:R} used {string.Join(',', w.Used)} missing {string.Join(',', w.Missing)} faults {string.Join(';', w.Faults)} {w.Detected} {w.Consistent}");
}
