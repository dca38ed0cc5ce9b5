using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Truce.Detections.Arrays;
using Truce.Detections.Arrivals;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary>Runs the array detector over files and writes one line for each detection, then what the elements' health is.</summary>
internal static class DetectArray
{
    /// <summary>0: done, also when nothing was detected; 2: no array can be made of the files, with the reason.</summary>
    public static int Run(string[] files, string? stations, ArrayOptions options, bool allWindows, bool json, TextWriter output, TextWriter errors)
    {
        ArrayInput input = ArrayInput.Read(files, stations);
        foreach (string note in input.Notes) errors.WriteLine("truce detect array: " + note);
        if (input.Elements.Length < 3) throw new BadInputException($"{input.Elements.Length} channels of one rate with a place: an array has at least 3");
        string problem = options.Band.Problem(input.SampleRateHz);
        if (problem.Length > 0) throw new BadInputException("--band: " + problem);
        ArrayOptions of = options with { Acoustic = input.Elements.All(e => e.Channel.IsPressure) };
        ArrayRun run = ArrayRun.Over(input.Elements, input.SampleRateHz, of, input.Segments);
        string[] names = Names(input.Elements);
        var lines = new List<JsonObject>();
        if (allWindows) lines.AddRange(run.Windows.Select(w => Line("window", w, names, w.Faults)));
        lines.AddRange(run.Detections.Select(d => Line(d, names, of.Acoustic, Site(input.Elements, input.Middle!.Value), of.WindowS)));
        lines.AddRange(Health(run, names));
        foreach (JsonObject line in lines) output.WriteLine(json ? line.ToJsonString(Shared.Compact) : Plain(line));
        if (run.Dropped > 0) errors.WriteLine($"truce detect array: {run.Dropped} samples came twice and were used once");
        errors.WriteLine($"truce detect array: {input.Elements.Length} elements, {run.Windows.Length} windows, {run.Detections.Length} detections");
        return 0;
    }

    /// <summary>The shortest names that tell the elements apart: location, or station, or both, or the whole channel.</summary>
    public static string[] Names(IReadOnlyList<ArrayElement> elements)
    {
        Func<ChannelId, string>[] ways = [c => c.Station, c => c.Station + c.Location, c => c.Station + "." + c.Location + "." + c.Channel, c => c.ToString()];
        return ways.Select(way => elements.Select(e => way(e.Channel)).ToArray()).First(n => n.Distinct().Count() == n.Length);
    }

    /// <summary>The array as a site: by its station where all elements have one, else by what their stations begin with; in the middle of its elements.</summary>
    public static ListeningSite Site(IReadOnlyList<ArrayElement> elements, GeoPoint middle) => new(ArrayNames.Of([.. elements.Select(e => e.Channel)]), middle);

    private static JsonObject Line(ArrayDetection d, string[] names, bool sound, ListeningSite site, double windowS)
    {
        JsonObject line = Line("detection", d.Best, names, d.Faults);
        line["array"] = site.Id;
        line["latitude"] = Rounded(site.Position.LatitudeDeg, 6);
        line["longitude"] = Rounded(site.Position.LongitudeDeg, 6);
        line["phase"] = sound ? "infrasound" : "ground";
        line["arrival"] = Text(d.Start + Duration.FromSeconds(windowS / 2)); // it set in somewhere in the first window
        line["arrival_sigma_s"] = Rounded(windowS / Math.Sqrt(12), 3);
        line["start"] = Text(d.Start);
        line["end"] = Text(d.End);
        line["windows"] = d.Windows;
        line["mean_back_azimuth_deg"] = Rounded(d.MeanBackAzimuthDeg, 2);
        line["mean_sigma_deg"] = Rounded(d.MeanSigmaDeg, 2);
        return line;
    }

    private static JsonObject Line(string kind, ArrayWindow w, string[] names, IReadOnlyList<ElementFault> faults)
    {
        var line = new JsonObject { ["kind"] = kind, ["time"] = Text(w.Middle) };
        if (w.Wave is { } wave)
        {
            line["back_azimuth_deg"] = Rounded(wave.BackAzimuthDeg, 2);
            line["sigma"] = Rounded(wave.BackAzimuthSigmaDeg, 2);
            line["slowness_s_per_km"] = Rounded(wave.SlownessSPerKm, 4);
            line["slowness_sigma"] = Rounded(wave.SlownessSigmaSPerKm, 4);
            line["trace_velocity_km_s"] = Rounded(wave.TraceVelocityKmPerS, 4);
            line["slowness_east_north"] = new JsonArray(Rounded(wave.EastSPerKm, 5), Rounded(wave.NorthSPerKm, 5));
            line["slowness_covariance"] = new JsonArray(Rounded(wave.Covariance.EastEastS2PerKm2, 8), Rounded(wave.Covariance.EastNorthS2PerKm2, 8), Rounded(wave.Covariance.NorthNorthS2PerKm2, 8));
            line["degrees_of_freedom"] = wave.DegreesOfFreedom;
            line["residual_s"] = Rounded(wave.ResidualS, 5);
        }

        line["F"] = Rounded(w.F, 3);
        line["F_threshold"] = Rounded(w.FThreshold, 3);
        line["noise_factor"] = Rounded(w.NoiseFactor, 3);
        line["semblance"] = Rounded(w.Semblance, 4);
        line["correlation"] = Rounded(w.MeanCorrelation, 4);
        line["detected"] = w.Detected;
        line["consistent"] = w.Consistent;
        line["window_start"] = Text(w.Start);
        line["window_s"] = (w.End - w.Start).TotalSeconds;
        line["elements"] = names.Length;
        line["used"] = new JsonArray([.. w.Used.Select(e => (JsonNode)names[e])]);
        line["missing"] = new JsonArray([.. w.Missing.Select(e => (JsonNode)names[e])]);
        line["check"] = w.Check switch { ArrayCheck.Trimmed => "least-trimmed squares", ArrayCheck.LeaveOneOut => "leave-one-out", _ => "no robust check" };
        line["bad_elements"] = new JsonArray([.. faults.Select(f => (JsonNode)names[f.Element])]);
        line["bad_element_details"] = new JsonArray([.. faults.Select(f => (JsonNode)Detail(f, names))]);
        return line;
    }

    private static JsonObject Detail(ElementFault f, string[] names)
    {
        var detail = new JsonObject { ["element"] = names[f.Element], ["fault"] = f.Kind.ToString().ToLowerInvariant(), ["probability"] = Rounded(f.Probability, 3) };
        if (f.Kind == ElementFaultKind.Clock) detail["late_s"] = Rounded(f.OffsetS, 3);
        return detail;
    }

    // What is the matter with elements in a tenth of the windows or more, whether anything was detected or not.
    private static IEnumerable<JsonObject> Health(ArrayRun run, string[] names)
    {
        for (int e = 0; e < names.Length; e++)
        {
            int missing = run.Windows.Count(w => w.Missing.Contains(e)), detected = run.Windows.Count(w => w.Detected);
            if (missing > 0) yield return new() { ["kind"] = "health", ["element"] = names[e], ["state"] = "missing", ["windows"] = missing, ["of"] = run.Windows.Length };
            foreach (var fault in run.Windows.SelectMany(w => w.Faults.Where(f => f.Element == e)).GroupBy(f => f.Kind).OrderBy(g => g.Key))
            {
                int of = fault.Key == ElementFaultKind.Dead ? run.Windows.Length : detected;
                if (10 * fault.Count() >= of) yield return new() { ["kind"] = "health", ["element"] = names[e], ["state"] = fault.Key.ToString().ToLowerInvariant(), ["windows"] = fault.Count(), ["of"] = of };
            }
        }
    }

    private static string Plain(JsonObject line) => string.Join("  ", line.Select(m => $"{m.Key} {m.Value?.ToJsonString(Shared.Compact)}"));

    private static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);

    private static double? Rounded(double value, int digits) => double.IsFinite(value) ? Math.Round(value, digits) : null;
}
