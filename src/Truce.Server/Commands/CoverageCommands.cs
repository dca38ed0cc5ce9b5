using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Truce.Detections.Arrays;
using Truce.Detections.Signals;
using Truce.Detections.Stations;
using Truce.Server.Running;
using Truce.Simulation.Injection;

namespace Truce.Server.Commands;

/// <summary><c>truce coverage</c>: how far sensors reach.</summary>
internal static class CoverageCommands
{
    public static Command Coverage() => new("coverage", "How far sensors reach, measured.") { Hearing() };

    private static Command Hearing()
    {
        var files = new Argument<string[]>("FILE") { Description = "recordings: miniSEED, SAC, GSE2, WAV or slist, gzip or plain", Arity = ArgumentArity.OneOrMore };
        var stations = new Option<string?>("--stations") { Description = "StationXML, or a table with the columns station, channel, lat, lon; sensitivities come from StationXML" };
        var band = new Option<string?>("--band") { Description = "corners of the detector in hertz, low,high; 1,5 for arrays and 6,16 for channels when not given" };
        var single = new Option<bool>("--single") { Description = "channel by channel, also where an array could be made" };
        var kg = new Option<string?>("--kg") { Description = "sizes in kg TNT equivalent, low,high; 1,100 when not given (chosen: a small shell to a heavy bomb)" };
        var snr = new Option<string?>("--snr") { Description = "signal-to-noise ratios in decibels, a list with commas: peak of the signal over rms of the noise right before it, both in the band" };
        var trials = new Option<int?>("--trials") { Description = "events at each ratio, 1 to 10000; 40 when not given" };
        var seed = new Option<ulong?>("--seed") { Description = "everything random follows from it; 20261122 when not given" };
        var sta = new Option<double?>("--sta") { Description = "channels: short window, seconds" };
        var lta = new Option<double?>("--lta") { Description = "channels: long window, seconds" };
        var on = new Option<double?>("--on") { Description = "channels: ratio above which a trigger opens" };
        var window = new Option<double?>("--window") { Description = "arrays: length of a window, seconds; 10 when not given" };
        var dispersion = new Option<double?>("--dispersion") { Description = "blasts: each hertz arrives so much later, seconds; 0 when not given" };
        var noise = new Option<double?>("--noise") { Description = "ASSUMED median of the noise in the band, in Pa or m/s, for recordings whose sensitivity is not known" };
        var planted = new Option<bool>("--planted") { Description = "a line for each planted event" };
        Option<bool> json = Shared.Json();
        var command = new Command("hearing", "Plants events in the noise of recordings and prints what is detected by signal-to-noise ratio, false alarms, and the probability of detection by distance.")
        {
            files, stations, band, single, kg, snr, trials, seed, sta, lta, on, window, dispersion, noise, planted, json,
        };
        command.SetAction(parsed => Shared.Guarded("coverage hearing", () =>
        {
            var defaults = new InjectionOptions();
            StationOptions channel = new();
            double[]? corners = Numbers(parsed.GetValue(band), "--band", 2), sizes = Numbers(parsed.GetValue(kg), "--kg", 2), ratios = Numbers(parsed.GetValue(snr), "--snr", null);
            double windowS = parsed.GetValue(window) ?? 10;
            var asked = new HearingAsked
            {
                Files = parsed.GetValue(files)!,
                Stations = parsed.GetValue(stations),
                Single = parsed.GetValue(single),
                Channels = channel with
                {
                    Bands = corners is null ? channel.Bands : [new FilterBand(corners[0], corners[1])],
                    StaS = parsed.GetValue(sta) ?? channel.StaS,
                    LtaS = parsed.GetValue(lta) ?? channel.LtaS,
                    OnRatio = parsed.GetValue(on) ?? channel.OnRatio,
                },
                Array = new ArrayOptions() with { Band = corners is null ? new(1, 5) : new(corners[0], corners[1]), WindowS = windowS, StepS = Math.Min(5, windowS / 2), NoiseS = Math.Max(3600, windowS), Acoustic = true },
                Injection = defaults with
                {
                    SnrDb = ratios is null ? defaults.SnrDb : [.. ratios.Distinct().Order()],
                    Trials = parsed.GetValue(trials) ?? defaults.Trials,
                    Seed = parsed.GetValue(seed) ?? defaults.Seed,
                    DispersionSPerHz = parsed.GetValue(dispersion) ?? 0,
                },
                SizesKg = sizes is null ? [1, 100] : [.. sizes],
                AssumedNoise = parsed.GetValue(noise),
                Planted = parsed.GetValue(planted),
            };
            using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
            return InjectCommand.Run(asked, parsed.GetValue(json), output, Console.Error);
        }));
        return command;
    }

    private static double[]? Numbers(string? text, string option, int? count)
    {
        if (text is null) return null;
        double?[] numbers = [.. text.Split(',').Select(Shared.Number)];
        return numbers.All(n => n is not null) && (count is null || numbers.Length == count)
            ? [.. numbers.Select(n => n!.Value)]
            : throw new BadInputException($"{option} '{text}': write {(count is null ? "numbers" : $"{count} numbers")} with commas between them");
    }
}

/// <summary>What was asked of <c>truce coverage hearing</c>.</summary>
internal sealed record HearingAsked
{
    public required string[] Files { get; init; }

    public string? Stations { get; init; }

    public bool Single { get; init; }

    public StationOptions Channels { get; init; } = new();

    public ArrayOptions Array { get; init; } = new() { Acoustic = true };

    public InjectionOptions Injection { get; init; } = new();

    public ImmutableArray<double> SizesKg { get; init; } = [1, 100];

    public double? AssumedNoise { get; init; }

    public bool Planted { get; init; }

    /// <summary>The first thing that is wrong; empty when nothing is.</summary>
    public string Problem() => this switch
    {
        { Injection.Trials: < 1 or > 10_000 } => $"--trials {Injection.Trials}: write 1 to 10000",
        { Injection.SnrDb: var snr } when snr.Length is 0 or > 100 || snr.Any(x => !(Math.Abs(x) <= 100)) => "--snr: write 1 to 100 ratios, −100 to 100 dB",
        { SizesKg: var kg } when !(kg[0] > 0) || !(kg[1] >= kg[0]) || kg[1] > 1e8 => $"--kg {kg[0]},{kg[1]}: write two sizes above 0, at most 100000000, the smaller one first",
        { Injection.DispersionSPerHz: not (>= 0 and <= 1) } => $"--dispersion {Injection.DispersionSPerHz}: write 0 to 1 s for each hertz",
        { AssumedNoise: { } noise } when !(noise > 0) => $"--noise {noise}: write a level above 0",
        _ => "",
    };
}
