using NodaTime;
using Truce.Detections.Signals;
using Truce.Detections.Stations;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Simulation.Injection;

/// <summary>Plants events in the noise of single channels and asks the channel detector.</summary>
public static class StationInjection
{
    // Long windows that the detector looks at before an event, and behind a masked one: by then it has forgotten what lies before (e⁻⁶ of its power is left). And the least seconds.
    // Right behind a strong event the long average is still full of it, and the detector is deaf: that is lost time, and no figure of these curves.
    private const double LongWindows = 6, LeastLeadS = 20;

    /// <summary>Plants events in the longest stretch without a hole.</summary>
    /// <param name="segments">Of one channel.</param>
    /// <param name="detector">The detector; its first band is the one of the ratios.</param>
    /// <param name="options">How to plant.</param>
    public static InjectionRun Over(IReadOnlyList<WaveformSegment> segments, StationOptions detector, InjectionOptions options)
    {
        string name = segments.Count == 0 ? "" : segments[0].Channel.ToString();
        FilterBand band = detector.Bands[0];
        StationOptions alone = detector with { Bands = [band] };
        if (NoiseRow.Longest(segments, band) is not { } row) return InjectionRun.None(name, "no samples, or the band does not fit their rate");
        if (alone.Problem(row.SampleRateHz) is { Length: > 0 } problem) return InjectionRun.None(name, problem);
        double leadS = Math.Max(LeastLeadS, LongWindows * detector.LtaS);
        StationTrigger[] clean = [.. StationsRun.Over([row.Cut(row.Start, row.End, [])], alone, 1).Triggers];
        StationTrigger[] strong = [.. clean.Where(t => t.PeakRatio >= options.MaskRatio * detector.OnRatio)];
        Duration margin = Duration.FromSeconds(options.MaskMarginS);
        var quiet = new QuietTimes(row.Start + Duration.FromSeconds(leadS), row.End - margin, strong.Select(t => (t.On - margin, t.Off + Duration.FromSeconds(Math.Max(leadS, options.MaskMarginS)))));
        if (quiet.TotalS < InjectionRun.LeastQuietS) return InjectionRun.None(name, $"{quiet.TotalS:0} s are quiet: {strong.Length} strong triggers in {(row.End - row.Start).TotalSeconds:0} s");
        var random = new SeededRandom(options.Seed);
        var planted = new List<PlantedEvent>();
        foreach (double snrDb in options.SnrDb)
        {
            for (int i = 0; i < options.Trials; i++) planted.Add(Plant(row, snrDb, quiet.Draw(random), Signal(random, row.Channel, band, options), alone, leadS, options));
        }

        int chance = 0;
        var levels = new List<double>();
        for (int i = 0; i < options.Blanks; i++)
        {
            Instant at = quiet.Draw(random);
            if (Plant(row, null, at, Signal(random, row.Channel, band, options), alone, leadS, options).Detected) chance++;
            levels.Add(Math.Sqrt(row.MeanSquareBefore(at, options.NoiseWindowS)));
        }

        return new(name, InjectionRun.Count(planted), [.. planted], quiet.TotalS, FalseAlarms(row, quiet, alone, leadS), strong.Length, chance, options.Blanks, InjectionRun.Quantiles(levels), "");
    }

    // As for planted events, the detector begins afresh before each quiet time: the long average of one that has run through an event 60 dB above the noise is full of it for longer than the lead,
    // hides what comes then, and would tell of fewer false alarms than one that has forgotten it.
    private static int FalseAlarms(NoiseRow row, QuietTimes quiet, StationOptions detector, double leadS) =>
        quiet.Times.Sum(t => StationsRun.Over([row.Cut(t.From - Duration.FromSeconds(leadS), t.To, [])], detector, 1).Triggers.Count(trigger => trigger.On >= t.From));

    // Without a ratio nothing is planted: what counts as detected then is chance.
    private static PlantedEvent Plant(NoiseRow row, double? snrDb, Instant arrival, PlantedSignal signal, StationOptions detector, double leadS, InjectionOptions options)
    {
        Instant from = arrival - Duration.FromSeconds(leadS), to = arrival + Duration.FromSeconds(signal.SecondS + options.ToleranceS + 5);
        (int first, int end) = row.Range(from, to);
        double[] wave = snrDb is null ? [] : signal.Sampled(row.IndexOf(arrival) - first, end - first, row.SampleRateHz);
        double scale = snrDb is not { } db ? 0 : Math.Pow(10, db / 20) * Math.Sqrt(row.MeanSquareBefore(arrival, options.NoiseWindowS)) / PlantedSignal.PeakInBand(wave, detector.Bands[0], row.SampleRateHz);
        for (int i = 0; i < wave.Length; i++) wave[i] *= scale;
        StationsRun run = StationsRun.Over([row.Cut(from, to, wave)], detector, 1);
        return new(snrDb ?? double.NegativeInfinity, arrival, null, signal, Hit(run.Triggers, arrival, signal.SecondS, options.ToleranceS));
    }

    private static bool Hit(IEnumerable<StationTrigger> triggers, Instant arrival, double secondS, double toleranceS) => triggers.Any(t =>
    {
        double s = ((t.Onset?.At ?? t.On) - arrival).TotalSeconds;
        return Math.Abs(s) <= toleranceS || Math.Abs(s - secondS) <= toleranceS;
    });

    // Chosen: waves of the band that last for 2 to 5 periods, S 1 to 6 s behind P (8 to 50 km) and 1 to 2 times as strong on the vertical; blasts above air's pressure for 0.05 to 0.3 s.
    internal static PlantedSignal Signal(SeededRandom random, ChannelId channel, FilterBand band, InjectionOptions options)
    {
        if (channel.IsPressure) return new PlantedSignal.Blast(0.05 * Math.Pow(6, random.NextUnit()), options.DispersionSPerHz);
        double hz = band.LowHz * Math.Pow(band.HighHz / band.LowHz, random.NextUnit());
        return new PlantedSignal.Shock(hz, (2 + (3 * random.NextUnit())) / hz / 2, 2 * Math.PI * random.NextUnit(), 1 + (5 * random.NextUnit()), 1 + random.NextUnit());
    }
}
