using System.CommandLine;
using System.Globalization;
using Truce.Detections.Arrays;
using Truce.Detections.Signals;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce detect</c>: a detector alone, on files.</summary>
internal static class DetectCommands
{
    public static Command Detect() => new("detect", "Runs a detector over recordings and prints what it saw.") { Array(), SeismicCommand.Create() };

    private static Command Array()
    {
        var files = new Argument<string[]>("FILE") { Description = "miniSEED or SAC files", Arity = ArgumentArity.OneOrMore };
        var stations = new Option<string?>("--stations") { Description = "StationXML, or a table with the columns station, channel, lat, lon (and network, location); SAC files bring their places themselves" };
        var band = new Option<string?>("--band") { Description = "corners in hertz, low,high; 1,5 when not given" };
        var window = new Option<double?>("--window") { Description = "length of a window, seconds; 10 when not given" };
        var step = new Option<double?>("--step") { Description = "from window to window, seconds; half a window when not given, at most 5" };
        var slowest = new Option<double?>("--slowest") { Description = "slowest wave that is looked for, km/s; 0.25 when not given" };
        var place = new Option<double?>("--place-sigma") { Description = "1 sigma of an element's place, metres; 2 when not given" };
        var alarm = new Option<double?>("--false-alarm") { Description = "probability that noise passes for a signal in a window; 0.001 when not given" };
        var all = new Option<bool>("--windows") { Description = "every window, not only detections" };
        Option<bool> json = Shared.Json();
        var command = new Command("array", "Waves over an array: bearing, slowness, and the elements that do not fit.") { files, stations, band, window, step, slowest, place, alarm, all, json };
        command.SetAction(parsed => Shared.Guarded("detect array", () =>
        {
            double windowS = parsed.GetValue(window) ?? 10, stepS = parsed.GetValue(step) ?? Math.Min(5, windowS / 2);
            var defaults = new ArrayOptions();
            ArrayOptions options = defaults with
            {
                Band = Band(parsed.GetValue(band)),
                WindowS = windowS,
                StepS = stepS,
                SlowestKmPerS = parsed.GetValue(slowest) ?? defaults.SlowestKmPerS,
                ElementSigmaM = parsed.GetValue(place) ?? defaults.ElementSigmaM,
                FalseAlarmProbability = parsed.GetValue(alarm) ?? defaults.FalseAlarmProbability,
                NoiseS = Math.Max(defaults.NoiseS, windowS),
            };
            try
            {
                options.Validated();
            }
            catch (ArgumentException e)
            {
                throw new BadInputException(e.Message);
            }

            using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false), 1 << 16);
            return DetectArray.Run(parsed.GetValue(files)!, parsed.GetValue(stations), options, parsed.GetValue(all), parsed.GetValue(json), output, Console.Error);
        }));
        return command;
    }

    private static FilterBand Band(string? text)
    {
        if (text is null) return new(1, 5);
        string[] parts = text.Split(',');
        return parts.Length == 2 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double low)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double high)
            ? new(low, high)
            : throw new BadInputException($"--band '{text}' is no band; write low,high in hertz, for instance 0.5,3");
    }
}
