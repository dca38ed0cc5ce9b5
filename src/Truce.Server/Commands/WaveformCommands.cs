using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Detections.Signals;
using Truce.Feeds.Arrivals;
using Truce.Feeds.Waveforms;
using Truce.Observations.Waveforms;
using Truce.Reports;
using Truce.Reports.Waveforms;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce waveform draw</c>: pictures of recordings, for people.</summary>
internal static class WaveformCommands
{
    public static Command Waveform() => new("waveform", "Pictures of recordings.") { Draw() };

    private static Command Draw()
    {
        var files = new Argument<string[]>("FILE") { Description = "recordings, gzip or plain: " + string.Join(", ", WaveformFiles.Names), Arity = ArgumentArity.OneOrMore };
        var channel = new Option<string[]>("--channel") { Description = "only channels whose name (NET.STA.LOC.CHA) has this in it; may be given several times" };
        var from = new Option<string?>("--from") { Description = "where the picture begins, for instance 2010-05-27T16:24:03Z" };
        var to = new Option<string?>("--to") { Description = "where it ends" };
        var band = new Option<string?>("--band") { Description = "a filtered trace beneath, for instance 1,5 (hertz)" };
        var highest = new Option<double?>("--highest") { Description = "upper end of the spectrogram, hertz; half the sample rate when not given" };
        var picks = new Option<string?>("--picks") { Description = "arrivals to draw: the lines of truce detect, or a table with station, phase, time and sigma_s" };
        var predicted = new Option<string?>("--predicted") { Description = "arrivals that were computed: the same forms" };
        var stations = new Option<string?>("--stations") { Description = "StationXML: sensitivities and units" };
        var lang = new Option<string>("--lang") { Description = "language of the words: " + string.Join(", ", Catalogue.Languages), DefaultValueFactory = _ => "en" };
        var theme = new Option<string>("--theme") { Description = "auto, light or dark", DefaultValueFactory = _ => "auto" };
        var title = new Option<string?>("--title") { Description = "heading" };
        var plain = new Option<bool>("--no-spectrogram") { Description = "traces alone" };
        var simulated = new Option<bool>("--simulated") { Description = "say in the picture that the data are simulated" };
        var bytes = new Option<string?>("--spectrogram") { Description = "write the first channel's spectrogram as compact bytes too (docs/formats/waveform-picture.md)" };
        var output = new Option<string>("--out") { Description = "file to write, SVG", Required = true };
        var json = Shared.Json();
        var command = new Command("draw", "Draws each channel with its picks and their errors as one SVG.")
        {
            files, channel, from, to, band, highest, picks, predicted, stations, lang, theme, title, plain, simulated, bytes, output, json,
        };
        command.SetAction(parsed => Shared.Guarded("waveform draw", () =>
        {
            var options = new PictureOptions
            {
                Language = Catalogue.Languages.Contains(parsed.GetValue(lang)!) ? parsed.GetValue(lang)! : throw new BadInputException($"--lang '{parsed.GetValue(lang)}': write one of {string.Join(", ", Catalogue.Languages)}"),
                Theme = Theme(parsed.GetValue(theme)!),
                Band = Band(parsed.GetValue(band)),
                Spectrogram = !parsed.GetValue(plain),
                HighestHz = parsed.GetValue(highest) is { } top ? top > 0 && double.IsFinite(top) ? top : throw new BadInputException($"--highest {top}: write a frequency above 0") : null,
            };
            List<PictureChannel> channels = Channels(parsed.GetValue(files)!, parsed.GetValue(channel) ?? [], parsed.GetValue(stations));
            Instant begin = At(parsed.GetValue(from), "--from") ?? channels.SelectMany(c => c.Segments).Min(s => s.Start);
            Instant end = At(parsed.GetValue(to), "--to") ?? channels.SelectMany(c => c.Segments).Max(s => s.End);
            if (end <= begin) throw new BadInputException("--to lies before --from: write a later instant");
            ImmutableArray<PictureMark> marks = [.. Marks(parsed.GetValue(picks), channels, false), .. Marks(parsed.GetValue(predicted), channels, true)];
            var input = new PictureInput { Channels = [.. channels], From = begin, To = end, Marks = marks, Title = parsed.GetValue(title) ?? "", Simulated = parsed.GetValue(simulated) };
            string svg = WaveformPicture.Draw(input, options);
            File.WriteAllText(parsed.GetValue(output)!, svg, new UTF8Encoding(false));
            if (parsed.GetValue(bytes) is { } path) File.WriteAllBytes(path, Compact(input));
            Say(channels.Count, marks.Length, Encoding.UTF8.GetByteCount(svg), parsed.GetValue(output)!, parsed.GetValue(json));
            return 0;
        }));
        return command;
    }

    private static void Say(int channels, int marks, int bytes, string file, bool json)
    {
        if (json) Console.WriteLine(new JsonObject { ["file"] = file, ["channels"] = channels, ["marks"] = marks, ["bytes"] = bytes }.ToJsonString(Shared.Compact));
        else Console.Error.WriteLine($"truce waveform draw: {channels} channels, {marks} marks, {bytes} bytes: {file}");
    }

    private static byte[] Compact(PictureInput input)
    {
        PictureChannel first = input.Channels[0];
        var spectrum = SpectrumOverTime.Of(first.Segments, input.From, input.To, first.CountsPerUnit ?? 1, new SpectrumOptions())
            ?? throw new BadInputException($"--spectrogram: {first.Name} has too few samples in the span");
        return SpectrogramFile.Write(spectrum, first.Channel, first.CountsPerUnit is null ? "counts" : first.Unit, input.Simulated);
    }

    private static List<PictureChannel> Channels(string[] files, string[] only, string? stations)
    {
        var segments = new List<WaveformSegment>();
        foreach (string file in files)
        {
            WaveformFile read = WaveformFiles.Read(file);
            segments.AddRange(read.Segments);
            int refused = read.Pieces.OfType<WaveformPiece.Refused>().Count();
            if (refused > 0) Console.Error.WriteLine($"truce waveform draw: {Path.GetFileName(file)}: {refused} stretches could not be read and are not drawn");
        }

        List<SensorChannel> known = stations is null ? [] : StationFile.Channels(stations);
        List<PictureChannel> channels = [.. segments.Where(s => s.Count > 0).GroupBy(s => s.Channel).OrderBy(g => g.Key, ChannelId.ByText).Select(g => Of(g.Key, [.. g], known))];
        if (only.Length > 0) channels.RemoveAll(c => !only.Any(o => c.Name.Contains(o, StringComparison.OrdinalIgnoreCase)));
        return channels.Count > 0 ? channels : throw new BadInputException(only.Length > 0 ? $"--channel {string.Join(", ", only)}: no such channel with samples in these files" : "no samples in these files");
    }

    private static PictureChannel Of(ChannelId id, ImmutableArray<WaveformSegment> segments, List<SensorChannel> known)
    {
        SensorChannel? meta = known.Find(k => k.Channel == id && k.Holds(segments[0].Start) && k.Sensitivity is { } s && double.IsFinite(s) && s != 0 && k.Unit.Length > 0);
        string unit = meta?.Unit.ToUpperInvariant() switch { null => "", "M/S" => "m/s", "M/S**2" => "m/s²", "M" => "m", "PA" => "Pa", _ => meta.Unit };
        return new() { Channel = id, Segments = segments, CountsPerUnit = meta?.Sensitivity, Unit = unit };
    }

    // A site is a station, a network and a station joined by a point, a whole channel, or what the stations of an array begin with.
    private static IEnumerable<PictureMark> Marks(string? file, List<PictureChannel> channels, bool predicted)
    {
        if (file is null) yield break;
        ArrivalsRead read = ArrivalFile.Read(file);
        if (read.Rejects.Length > 0) Console.Error.WriteLine($"truce waveform draw: {Path.GetFileName(file)}: {read.Rejects.Length} rows give no arrival; the first one, {read.Rejects[0].Row}: {read.Rejects[0].Detail}");
        foreach (Arrival a in read.Arrivals)
        {
            ChannelId[] own = [.. channels.Select(c => c.Channel).Where(c => a.Site == c.Station || a.Site == $"{c.Network}.{c.Station}" || a.Site == c.ToString())];
            if (own.Length == 0) own = [.. channels.Select(c => c.Channel).Where(c => c.Station.StartsWith(a.Site, StringComparison.Ordinal))];
            foreach (ChannelId id in own) yield return new() { Channel = id, Phase = Phase(a.Phases), At = a.At, SigmaS = a.SigmaS, Predicted = predicted };
        }
    }

    private static string Phase(ArrivalPhases phases) => phases switch
    {
        ArrivalPhases.P => "P",
        ArrivalPhases.S => "S",
        ArrivalPhases.Acoustic => "A",
        ArrivalPhases.Infrasound => "I",
        _ => "",
    };

    private static Instant? At(string? text, string option) => Shared.Instant(text, option) is { } t ? Instant.FromDateTimeOffset(t) : null;

    private static PictureTheme Theme(string text) => text switch
    {
        "auto" => PictureTheme.Auto,
        "light" => PictureTheme.Light,
        "dark" => PictureTheme.Dark,
        _ => throw new BadInputException($"--theme '{text}': write auto, light or dark"),
    };

    private static FilterBand? Band(string? text)
    {
        if (text is null) return null;
        double[] corners = [.. text.Split(',').Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return corners.Length == 2 && corners[0] > 0 && corners[1] > corners[0] && double.IsFinite(corners[1])
            ? new FilterBand(corners[0], corners[1])
            : throw new BadInputException($"--band '{text}': write two frequencies in hertz, the lower one first, for instance 1,5");
    }
}
