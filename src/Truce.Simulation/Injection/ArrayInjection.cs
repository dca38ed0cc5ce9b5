using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrays;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Simulation.Injection;

/// <summary>Plants plane waves of blasts in the noise of an array, from random bearings, and asks the array detector.</summary>
public static class ArrayInjection
{
    /// <summary>Plants events while all elements record.</summary>
    /// <param name="name">The array.</param>
    /// <param name="elements">Its elements.</param>
    /// <param name="segments">Samples of the elements.</param>
    /// <param name="detector">The detector.</param>
    /// <param name="options">How to plant.</param>
    public static InjectionRun Over(string name, ImmutableArray<ArrayElement> elements, IReadOnlyList<WaveformSegment> segments, ArrayOptions detector, InjectionOptions options)
    {
        NoiseRow[] rows = [.. elements.Select(e => NoiseRow.Longest(segments.Where(s => s.Channel == e.Channel), detector.Band)).OfType<NoiseRow>()];
        if (rows.Length != elements.Length || rows.Length < 3) return InjectionRun.None(name, $"{rows.Length} of {elements.Length} elements have samples: an array has at least 3");
        Instant start = rows.Max(r => r.Start), end = rows.Min(r => r.End);
        double leadS = (detector.LearningWindows * detector.StepS) + (2 * detector.WindowS), tailS = (2 * detector.WindowS) + options.ToleranceS;
        if ((end - start).TotalSeconds < leadS + tailS + InjectionRun.LeastQuietS) return InjectionRun.None(name, "all elements together record for too short a time to learn the noise");
        double rateHz = rows[0].SampleRateHz;
        ArrayRun clean = ArrayRun.Over(elements, rateHz, detector, rows.Select(r => r.Cut(start, end, [])));
        ArrayDetection[] strong = [.. clean.Detections.Where(d => d.Best.F >= options.MaskRatio * d.Best.FThreshold)];
        Duration margin = Duration.FromSeconds(options.MaskMarginS);
        var quiet = new QuietTimes(start + Duration.FromSeconds(leadS), end - Duration.FromSeconds(tailS), strong.Select(d => (d.Start - margin, d.End + margin)));
        if (quiet.TotalS < InjectionRun.LeastQuietS) return InjectionRun.None(name, $"{quiet.TotalS:0} s are quiet: {strong.Length} strong detections in {(end - start).TotalSeconds:0} s");
        var random = new SeededRandom(options.Seed);
        var planted = new List<PlantedEvent>();
        foreach (double snrDb in options.SnrDb)
        {
            for (int i = 0; i < options.Trials; i++)
            {
                var wave = new Wave(quiet.Draw(random), 360 * random.NextUnit(), StationInjection.Signal(random, elements[0].Channel, detector.Band, options));
                planted.Add(Plant(rows, elements, start, snrDb, wave, detector, options));
            }
        }

        int chance = 0;
        var levels = new List<double>();
        for (int i = 0; i < options.Blanks; i++)
        {
            Instant at = quiet.Draw(random);
            if (Hit(clean.Detections, at, 360 * random.NextUnit(), options)) chance++;
            levels.Add(Math.Sqrt(MeanSquare(rows, at, options)));
        }

        int falseAlarms = clean.Detections.Except(strong).Count(d => quiet.Holds(d.Best.Middle));
        return new(name, InjectionRun.Count(planted), [.. planted], quiet.TotalS, falseAlarms, strong.Length, chance, options.Blanks, InjectionRun.Quantiles(levels), "");
    }

    private static PlantedEvent Plant(NoiseRow[] rows, ImmutableArray<ArrayElement> elements, Instant start, double snrDb, Wave wave, ArrayOptions detector, InjectionOptions options)
    {
        Instant to = wave.Arrival + Duration.FromSeconds((2 * detector.WindowS) + options.ToleranceS);
        (double sin, double cos) = Math.SinCos(wave.BearingDeg * Math.PI / 180);
        double[][] waves = new double[rows.Length][];
        double peak = 0;
        for (int e = 0; e < rows.Length; e++)
        {
            // The wave comes from the bearing: an element that stands towards it hears it first.
            double lateS = -((elements[e].EastM * sin) + (elements[e].NorthM * cos)) / (1000 * options.SoundKmPerS);
            (int first, int end) = rows[e].Range(start, to);
            waves[e] = wave.Signal.Sampled(rows[e].IndexOf(wave.Arrival) + (lateS * rows[e].SampleRateHz) - first, end - first, rows[e].SampleRateHz);
            if (e == 0) peak = PlantedSignal.PeakInBand(waves[0], detector.Band, rows[0].SampleRateHz);
        }

        double scale = Math.Pow(10, snrDb / 20) * Math.Sqrt(MeanSquare(rows, wave.Arrival, options)) / peak;
        foreach (double[] w in waves)
        {
            for (int i = 0; i < w.Length; i++) w[i] *= scale;
        }

        ArrayRun run = ArrayRun.Over(elements, rows[0].SampleRateHz, detector, rows.Select((r, e) => r.Cut(start, to, waves[e])));
        return new(snrDb, wave.Arrival, wave.BearingDeg, wave.Signal, Hit(run.Detections, wave.Arrival, wave.BearingDeg, options));
    }

    private static bool Hit(ImmutableArray<ArrayDetection> detections, Instant arrival, double bearingDeg, InjectionOptions options)
    {
        Duration tolerance = Duration.FromSeconds(options.ToleranceS);
        return detections.Any(d => arrival >= d.Start - tolerance && arrival <= d.End + tolerance && Math.Abs(((d.MeanBackAzimuthDeg - bearingDeg + 540) % 360) - 180) <= options.BearingDeg);
    }

    private static double MeanSquare(NoiseRow[] rows, Instant at, InjectionOptions options) => rows.Sum(r => r.MeanSquareBefore(at, options.NoiseWindowS)) / rows.Length;

    private readonly record struct Wave(Instant Arrival, double BearingDeg, PlantedSignal Signal);
}
