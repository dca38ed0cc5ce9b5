using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Truce.Detections.Signals;
using Truce.Detections.Stations;
using Truce.Feeds.Waveforms;
using Truce.Observations.Waveforms;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary>What was asked of <c>truce detect seismic</c>.</summary>
internal sealed record SeismicAsked(StationOptions Options, int? Coincidence, double ExtensionS, bool Health, bool Json);

/// <summary>Runs the single-channel detectors over files and writes a line for each trigger, then coincidences, health, and a summary.</summary>
internal static class DetectSeismic
{
    private const int InstantWidth = 27;

    /// <summary>0: done, also when nothing was detected; throws for bad input.</summary>
    public static int Run(string[] files, SeismicAsked asked, TextWriter output, TextWriter errors)
    {
        if (asked.Coincidence is < 1) throw new BadInputException($"--coincidence {asked.Coincidence}: write a number of stations, 1 or more");
        if (!(asked.ExtensionS >= 0) || asked.ExtensionS > 86_400) throw new BadInputException($"--extension {asked.ExtensionS}: write seconds, 0 to 86400");
        var segments = new List<WaveformSegment>();
        int refused = 0;
        foreach (string file in files) refused += Read(file, segments, errors);
        if (segments.Count == 0) throw new BadInputException($"{string.Join(", ", files.Select(Path.GetFileName))}: no samples that could be read");
        StationsRun run = StationsRun.Over(segments.OrderBy(s => s.Start).ThenBy(s => s.Channel, ChannelId.ByText), asked.Options);
        if (run.Channels.All(c => c.Problem.Length > 0)) throw new BadInputException($"{run.Channels[0].Channel}: {run.Channels[0].Problem}");
        foreach (WatchedChannel channel in run.Channels.Where(c => c.Problem.Length > 0)) errors.WriteLine($"truce detect seismic: {channel.Channel} was not watched: {channel.Problem}");
        var lines = new List<JsonObject>();
        lines.AddRange(run.Triggers.OrderBy(t => t.On).ThenBy(t => t.Channel, ChannelId.ByText).Select(Line));
        int coincidences = 0;
        if (asked.Coincidence is { } stations)
        {
            var found = CoincidenceWatch.Of(run.Triggers, stations, Duration.FromSeconds(asked.ExtensionS));
            coincidences = found.Length;
            lines.AddRange(found.Select(Line));
        }

        if (asked.Health) lines.AddRange(SeismicHealth.Lines(segments));
        lines.Add(Summary(run, files.Length, coincidences, refused));
        foreach (JsonObject line in lines) output.WriteLine(asked.Json ? line.ToJsonString(Shared.Compact) : Plain(line));
        return 0;
    }

    private static int Read(string file, List<WaveformSegment> segments, TextWriter errors)
    {
        WaveformFile read = WaveformFiles.Read(file);
        int refused = 0;
        string why = "";
        foreach (WaveformPiece piece in read.Pieces)
        {
            if (piece is WaveformPiece.Series { Segment: { Count: > 0, SampleRateHz: > 0 } } series) segments.Add(series.Segment);
            if (piece is WaveformPiece.Refused reject) (refused, why) = (refused + 1, $"{reject.Fault.Reason}: {reject.Fault.Detail}");
        }

        if (refused > 0) errors.WriteLine($"truce detect seismic: {Path.GetFileName(file)}: {refused} stretches could not be read; the last one: {why}");
        return refused;
    }

    private static JsonObject Line(StationTrigger t) => new()
    {
        ["kind"] = "trigger",
        ["channel"] = t.Channel.ToString(),
        ["station"] = $"{t.Channel.Network}.{t.Channel.Station}",
        ["on"] = Text(t.On),
        ["off"] = Text(t.Off),
        ["onset"] = t.Onset is { } o ? Text(o.At) : null,
        ["onset_sigma_s"] = Rounded(t.Onset?.SigmaS, 5),
        ["peak_ratio"] = Rounded(t.PeakRatio, 3),
        ["amplitude_ratio"] = Rounded(t.Onset?.AmplitudeRatio, 3),
        ["kurtosis"] = Rounded(t.Onset?.Kurtosis, 3),
        ["band"] = Band(t.Band),
        ["end"] = t.End.ToString().ToLowerInvariant(),
    };

    private static JsonObject Line(NetworkCoincidence c) => new()
    {
        ["kind"] = "coincidence",
        ["on"] = Text(c.On),
        ["off"] = Text(c.Off),
        ["duration_s"] = Rounded((c.Off - c.On).TotalSeconds, 4),
        ["stations"] = c.Stations.Length,
        ["names"] = new JsonArray([.. c.Stations.Select(s => (JsonNode)s)]),
        ["channels"] = new JsonArray([.. c.Triggers.Select(t => (JsonNode)t.Channel.ToString())]),
    };

    private static JsonObject Summary(StationsRun run, int files, int coincidences, int refused) => new()
    {
        ["kind"] = "summary",
        ["files"] = files,
        ["channels"] = run.Channels.Length,
        ["watched"] = run.Channels.Count(c => c.Problem.Length == 0),
        ["samples"] = run.Channels.Sum(c => c.Counts.Samples),
        ["used"] = run.Channels.Sum(c => c.Counts.Used),
        ["triggers"] = run.Triggers.Length,
        ["coincidences"] = coincidences,
        ["gaps"] = run.Channels.Sum(c => c.Counts.Gaps),
        ["gap_s"] = Rounded(run.Channels.Sum(c => c.Counts.MissingS), 3),
        ["overlaps"] = run.Channels.Sum(c => c.Counts.Overlaps),
        ["repeated_samples"] = run.Channels.Sum(c => c.Counts.Repeated),
        ["not_numbers"] = run.Channels.Sum(c => c.Counts.NotNumbers),
        ["still_samples"] = run.Channels.Sum(c => c.Counts.Still),
        ["rejects"] = refused + run.Channels.Sum(c => c.Counts.Late + c.Counts.Refused),
    };

    private static JsonArray Band(FilterBand band) => new(band.LowHz, band.HighHz);

    private static string Plain(JsonObject line) => (string)line["kind"]! switch
    {
        "trigger" => $"trigger      {line["on"],-InstantWidth}  {line["channel"],-28}  ratio {Figure(line["peak_ratio"]),7}  until {line["off"],-InstantWidth}  onset {line["onset"],-InstantWidth} ± {Figure(line["onset_sigma_s"])} s",
        "coincidence" => $"coincidence  {line["on"],-InstantWidth}  {line["stations"]} stations ({string.Join(", ", line["names"]!.AsArray().Select(n => (string)n!))}) for {Figure(line["duration_s"])} s",
        "health" => $"health       {line["from"],-InstantWidth}  {line["channel"],-28}  {line["state"]} until {line["to"]}, {Figure(line["figure"])}",
        var kind => $"{kind,-11}  " + string.Join("  ", line.Where(m => m.Key != "kind").Select(m => $"{m.Key} {(m.Value is JsonValue v && v.TryGetValue(out string? text) ? text : m.Value?.ToJsonString(Shared.Compact))}")),
    };

    private static string Figure(JsonNode? value) => value is null ? "unknown" : ((double)value).ToString("0.###", CultureInfo.InvariantCulture);

    internal static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);

    internal static double? Rounded(double? value, int digits) => value is { } v && double.IsFinite(v) ? Math.Round(v, digits) : null;
}
