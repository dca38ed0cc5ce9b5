using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Coverage.Hearing;
using Truce.Detections.Arrays;
using Truce.Detections.Signals;
using Truce.Feeds.Waveforms;
using Truce.Observations.Waveforms;
using Truce.Server.Running;
using Truce.Simulation.Injection;

namespace Truce.Server.Commands;

/// <summary>Plants events in real noise, counts what the detectors see of them, and writes curves, false alarms and reach as lines.</summary>
internal static class InjectCommand
{
    private static readonly double[] DistancesKm = [0.5, 1, 2, 5, 10, 20, 50, 100, 200];

    /// <summary>0: done; 1: at no sensor a curve could be measured; throws for bad input.</summary>
    public static int Run(HearingAsked asked, bool json, TextWriter output, TextWriter errors)
    {
        if (asked.Problem() is { Length: > 0 } problem) throw new BadInputException(problem);
        (List<WaveformSegment> segments, List<SensorChannel> channels) = Read(asked, errors);
        (InjectionRun Run, SensorChannel? Channel, bool Air, FilterBand Band, double RateHz)[] runs = [.. Runs(asked, segments, channels, errors)];
        if (runs.Length == 0) throw new BadInputException("neither a pressure channel nor a vertical one among the recordings");
        var lines = new List<JsonObject> { Plan(asked) };
        int curves = 0;
        foreach (var one in runs)
        {
            if (one.Run.Problem.Length > 0)
            {
                lines.Add(new() { ["kind"] = "unknown", ["sensor"] = one.Run.Sensor, ["reason"] = one.Run.Problem });
                continue;
            }

            lines.AddRange(HearingLines.Counts(one.Run, asked.Planted));
            DetectionCurve? curve = DetectionCurve.Fit(one.Run.Points, HearingLines.ChanceProbability(one.Run), out string why);
            lines.Add(HearingLines.Fit(one.Run.Sensor, curve, why));
            if (curve is not null) curves++;
            foreach (double kg in Sizes(asked.SizesKg)) lines.AddRange(HearingLines.Reach(one.Run.Sensor, kg, Field(asked, one, curve, why, kg), DistancesKm));
        }

        lines.Add(new()
        {
            ["kind"] = "summary",
            ["sensors"] = runs.Length,
            ["curves"] = curves,
            ["planted"] = runs.Sum(r => r.Run.Planted.Length),
            ["quiet_minutes"] = Math.Round(runs.Sum(r => r.Run.QuietS) / 60, 2),
            ["words"] = "SIMULATED events: detection rates come from injection into minutes of real noise at stated SNR; no shelling data is open",
        });
        foreach (JsonObject line in lines) output.WriteLine(json ? line.ToJsonString(Shared.Compact) : Plain(line));
        return curves > 0 ? 0 : 1;
    }

    private static (List<WaveformSegment> Segments, List<SensorChannel> Channels) Read(HearingAsked asked, TextWriter errors)
    {
        var segments = new List<WaveformSegment>();
        List<SensorChannel> channels = asked.Stations is null ? [] : StationFile.Channels(asked.Stations);
        foreach (string file in asked.Files)
        {
            WaveformFile read = WaveformFiles.Read(file);
            segments.AddRange(read.Segments.Where(s => s.Count > 0 && s.SampleRateHz > 0));
            channels.AddRange(read.Channels);
            int refused = read.Pieces.OfType<WaveformPiece.Refused>().Count();
            if (refused > 0) errors.WriteLine($"truce coverage hearing: {Path.GetFileName(file)}: {refused} stretches could not be read");
        }

        return segments.Count > 0 ? (segments, channels) : throw new BadInputException($"{string.Join(", ", asked.Files.Select(Path.GetFileName))}: no samples that could be read");
    }

    private static IEnumerable<(InjectionRun Run, SensorChannel? Channel, bool Air, FilterBand Band, double RateHz)> Runs(HearingAsked asked, List<WaveformSegment> segments, List<SensorChannel> channels, TextWriter errors)
    {
        if (!asked.Single && segments.All(s => s.Channel.IsPressure) && segments.Select(s => s.Channel).Distinct().Count() >= 3)
        {
            ArrayInput input = ArrayInput.Read(asked.Files, asked.Stations);
            foreach (string note in input.Notes) errors.WriteLine("truce coverage hearing: " + note);
            if (input.Elements.Length >= 3)
            {
                Fits(asked.Array.Band, input.SampleRateHz);
                string name = DetectArray.Site(input.Elements, input.Middle!.Value).Id;
                yield return (ArrayInjection.Over(name, input.Elements, input.Segments, Valid(asked.Array), asked.Injection), Of(channels, input.Segments[0]), true, asked.Array.Band, input.SampleRateHz);
                yield break;
            }

            errors.WriteLine("truce coverage hearing: fewer than three elements with a place: channel by channel");
        }

        foreach (IGrouping<ChannelId, WaveformSegment> channel in segments.GroupBy(s => s.Channel).OrderBy(g => g.Key, ChannelId.ByText))
        {
            if (!channel.Key.IsPressure && channel.Key.Subsource != "Z")
            {
                errors.WriteLine($"truce coverage hearing: {channel.Key}: neither pressure nor vertical: left out");
                continue;
            }

            yield return (StationInjection.Over([.. channel], asked.Channels, asked.Injection), Of(channels, channel.First()), channel.Key.IsPressure, asked.Channels.Bands[0], channel.First().SampleRateHz);
        }
    }

    private static ArrayOptions Valid(ArrayOptions options)
    {
        try
        {
            return options.Validated();
        }
        catch (ArgumentException e)
        {
            throw new BadInputException(e.Message);
        }
    }

    private static void Fits(FilterBand band, double rateHz)
    {
        if (band.Problem(rateHz) is { Length: > 0 } problem) throw new BadInputException("--band: " + problem);
    }

    private static SensorChannel? Of(List<SensorChannel> channels, WaveformSegment segment) =>
        channels.FirstOrDefault(c => c.Channel == segment.Channel && c.Holds(segment.Start) && c.Sensitivity is not null) ?? channels.FirstOrDefault(c => c.Channel == segment.Channel);

    // The smallest, the largest, and the one between them by ratio.
    private static double[] Sizes(ImmutableArray<double> kg) => kg[0] == kg[1] ? [kg[0]] : [kg[0], Math.Sqrt(kg[0] * kg[1]), kg[1]];

    private static HearingField Field(HearingAsked asked, (InjectionRun Run, SensorChannel? Channel, bool Air, FilterBand Band, double RateHz) one, DetectionCurve? curve, string why, double kg)
    {
        if (curve is null) return new HearingField.Unknown("no curve: " + why);
        string unit = one.Air ? "PA" : "M/S";
        double perUnit;
        string noise;
        if (one.Channel is { Sensitivity: { } s } && string.Equals(one.Channel.Unit, unit, StringComparison.OrdinalIgnoreCase)) (perUnit, noise) = (Math.Abs(s), "noise as recorded, by the sensitivity of the metadata");
        else if (asked.AssumedNoise is { } median) (perUnit, noise) = (one.Run.NoiseRms[one.Run.NoiseRms.Length / 2] / median, string.Create(CultureInfo.InvariantCulture, $"ASSUMED: the median of the noise in the band is {median} {(one.Air ? "Pa" : "m/s")}"));
        else return new HearingField.Unknown($"sensitivity not known: the metadata give none in {(one.Air ? "counts per Pa" : "counts per m/s")}");
        if (one.Run.NoiseRms.Any(n => !(n > 0))) return new HearingField.Unknown("the recording stands still: no noise level");
        SourceAtDistance source = one.Air ? HearingSources.Air(kg, one.Band, one.RateHz) : HearingSources.Ground(kg, one.Band);
        return new HearingField.Known(curve, [.. one.Run.NoiseRms.Select(n => n / perUnit)], source with { Words = source.Words + "; " + noise });
    }

    private static JsonObject Plan(HearingAsked asked) => new()
    {
        ["kind"] = "plan",
        ["seed"] = asked.Injection.Seed,
        ["trials"] = asked.Injection.Trials,
        ["snr_db"] = new JsonArray([.. asked.Injection.SnrDb.Select(s => (JsonNode)s)]),
        ["snr"] = $"20 log10 of the signal's peak over the rms of the noise in the {asked.Injection.NoiseWindowS} s right before it, both behind the detector's band filter",
        ["tolerance_s"] = asked.Injection.ToleranceS,
        ["bearing_within_deg"] = asked.Injection.BearingDeg,
        ["masked_from_ratio"] = asked.Injection.MaskRatio,
        ["mask_margin_s"] = asked.Injection.MaskMarginS,
        ["simulated"] = true,
    };

    private static string Plain(JsonObject line) => string.Join("  ", line.Select(m => $"{m.Key} {(m.Value is JsonValue v && v.TryGetValue(out string? text) ? text : m.Value?.ToJsonString(Shared.Compact) ?? "unknown")}"));
}
