using System.CommandLine;
using System.Globalization;
using System.Text;
using Truce.Detections.Signals;
using Truce.Detections.Stations;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary>The options of <c>truce detect seismic</c>.</summary>
internal static class SeismicCommand
{
    private static readonly StationOptions Defaults = new();

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "miniSEED, SAC, GSE2, WAV or slist files, gzip or plain", Arity = ArgumentArity.OneOrMore };
        var band = new Option<string[]>("--band") { Description = "corners in hertz, low,high, and if wanted the poles: low,high,poles; may be given several times; 6,16 when not given", Arity = ArgumentArity.ZeroOrMore };
        var sta = new Option<double?>("--sta") { Description = "short window, seconds; 0.3 when not given" };
        var lta = new Option<double?>("--lta") { Description = "long window, seconds; 3 when not given" };
        var on = new Option<double?>("--on") { Description = "ratio above which a trigger opens; 3.5 when not given" };
        var off = new Option<double?>("--off") { Description = "ratio above which it stays open; 1 when not given" };
        var classic = new Option<bool>("--classic") { Description = "moving sums in place of exponential averages" };
        var kurtosis = new Option<double?>("--kurtosis") { Description = "only triggers with at least this kurtosis around the onset" };
        var longest = new Option<double?>("--longest") { Description = "a trigger is closed after so many seconds; 600 when not given" };
        var rest = new Option<bool>("--from-rest") { Description = "filter from rest, as batch programs do; an offset then makes a step" };
        var coincidence = new Option<int?>("--coincidence") { Description = "tell when so many stations are triggered together" };
        var extension = new Option<double?>("--extension") { Description = "seconds for which a trigger still counts for coincidences behind its end; 0 when not given" };
        var health = new Option<bool>("--health") { Description = "tell what is the matter with channels" };
        Option<bool> json = Shared.Json();
        var command = new Command("seismic", "Triggers of single channels with their onsets, and coincidences of stations.")
        {
            files, band, sta, lta, on, off, classic, kurtosis, longest, rest, coincidence, extension, health, json,
        };
        command.SetAction(parsed => Shared.Guarded("detect seismic", () =>
        {
            string[] bands = parsed.GetValue(band) ?? [];
            var options = new StationOptions
            {
                Bands = bands.Length == 0 ? Defaults.Bands : [.. bands.Select(Band)],
                StaS = parsed.GetValue(sta) ?? Defaults.StaS,
                LtaS = parsed.GetValue(lta) ?? Defaults.LtaS,
                OnRatio = parsed.GetValue(on) ?? Defaults.OnRatio,
                OffRatio = parsed.GetValue(off) ?? Defaults.OffRatio,
                Form = parsed.GetValue(classic) ? AverageForm.Classic : AverageForm.Recursive,
                KurtosisAtLeast = parsed.GetValue(kurtosis),
                LongestTriggerS = parsed.GetValue(longest) ?? Defaults.LongestTriggerS,
                FromRest = parsed.GetValue(rest),
            };
            var asked = new SeismicAsked(options, parsed.GetValue(coincidence), parsed.GetValue(extension) ?? 0, parsed.GetValue(health), parsed.GetValue(json));
            using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
            return DetectSeismic.Run(parsed.GetValue(files)!, asked, output, Console.Error);
        }));
        return command;
    }

    private static FilterBand Band(string text)
    {
        string[] parts = text.Split(',');
        int poles = new FilterBand(1, 2).Poles;
        bool read = parts.Length is 2 or 3 & Number(parts[0], out double low) & Number(parts.Length > 1 ? parts[1] : "", out double high)
            && (parts.Length == 2 || int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out poles));
        return read ? new(low, high, poles) : throw new BadInputException($"--band '{text}' is no band; write low,high in hertz, for instance 6,16, or low,high,poles");
    }

    private static bool Number(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
