using System.Text;
using System.Text.Json.Nodes;
using Truce.Feeds.Text;
using Truce.Feeds.Waveforms.StationXml;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms;

/// <summary><c>truce decode</c> for waveforms and channel metadata: lines are runs, gaps, overlaps and rejects, because the files hold thousands of records.</summary>
public static class WaveformDecodeCommand
{
    private const string StationXml = "stationxml";

    /// <summary>The formats, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. WaveformFiles.Names.Append(StationXml).Order(StringComparer.Ordinal)];

    /// <summary>Decodes files.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="files">Paths; records of all files join into the same runs.</param>
    /// <param name="options">What to print, and what WAV does not carry.</param>
    /// <param name="output">Gets JSON lines (RFC 8785 form, but for the order of a run's samples: they stand last).</param>
    /// <param name="errors">Gets one clear line when the answer is 2.</param>
    /// <returns>0; 1 when the bytes do not add up; 2 for a file that cannot be opened or holds nothing that can be read.</returns>
    public static int Run(string format, IReadOnlyList<string> files, WaveformDecodeOptions options, TextWriter output, TextWriter errors)
    {
        var summary = new WaveformSummary();
        var runs = new WaveformRuns(options.Samples);
        List<SensorChannel> channels = [];
        string unreadable = "";
        foreach (string path in files)
        {
            long before = summary.Readable + channels.Count;
            bool read;
            try
            {
                using FileStream item = File.OpenRead(path);
                read = format == StationXml ? Document(item, path, channels, summary, output) : Waveforms(format, item, path, options, runs, channels, summary, output);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                errors.WriteLine($"truce decode: {path}: {e.Message}");
                return 2;
            }

            if (unreadable.Length == 0 && !read && summary.Readable + channels.Count == before) unreadable = path;
        }

        foreach (SensorChannel channel in channels) output.WriteLine(Line(WaveformJson.Channel(channel)));
        Write(runs, channels, options.Samples, summary, output);
        output.WriteLine(Line(summary.ToJson()));
        if (!summary.BytesAddUp) return 1;
        if (unreadable.Length == 0) return 0;
        errors.WriteLine($"truce decode: {unreadable}: nothing in it could be read as {format}");
        return 2;
    }

    private static bool Waveforms(
        string format, Stream item, string path, WaveformDecodeOptions options, WaveformRuns runs, List<SensorChannel> channels, WaveformSummary summary, TextWriter output)
    {
        string name = Path.GetFileName(path);
        summary.BytesIn += WaveformFiles.Read(format, item, options.Wav, piece =>
        {
            summary.Add(piece);
            if (piece is WaveformPiece.Series series) runs.Add(series.Segment, series.Encoding);
            else if (piece is WaveformPiece.Refused refused) output.WriteLine(Line(RejectLine(refused.Fault, name, refused.Offset, refused.Length)));
        }, channels.Add);
        return false;
    }

    private static bool Document(Stream item, string path, List<SensorChannel> channels, WaveformSummary summary, TextWriter output)
    {
        using InflatedStream plain = InflatedStream.Open(item, FeedLimits.Default);
        StationXmlReading reading = StationXmlReader.Read(plain);
        byte[] rest = new byte[64 * 1024];
        while (plain.Read(rest) > 0)
        {
            // A fault of the XML ends the reading; the bytes behind it count all the same.
        }

        bool none = reading.Channels.Count == 0 && reading.Rejects.Any(r => r.Fault.Reason is "xml" or "not-stationxml" or "version");
        summary.AddDocument(plain.PlainBytes, none);
        channels.AddRange(reading.Channels);
        foreach (StationXmlReject reject in reading.Rejects)
        {
            summary.Refuse(reject.Fault.Reason);
            JsonObject line = RejectLine(reject.Fault, Path.GetFileName(path), null, null);
            line["line"] = reject.Line;
            if (reject.Channel.Length > 0) line["channel"] = reject.Channel;
            output.WriteLine(Line(line));
        }

        return !none;
    }

    private static JsonObject RejectLine(WaveformFault fault, string file, long? offset, long? length)
    {
        var json = new JsonObject { ["reject"] = fault.Reason, ["detail"] = fault.Detail, ["file"] = file };
        if (offset is { } at) json["offset"] = at;
        if (length is { } bytes) json["length"] = bytes;
        return json;
    }

    private static void Write(WaveformRuns runs, List<SensorChannel> channels, bool samples, WaveformSummary summary, TextWriter output)
    {
        IReadOnlyList<WaveformRun> all = runs.Runs();
        IReadOnlyList<WaveformBreak> breaks = WaveformRuns.Breaks(all);
        foreach (WaveformRun run in all)
        {
            string line = Line(WaveformJson.Run(run));
            if (!samples)
            {
                output.WriteLine(line);
                continue;
            }

            output.Write(line.AsSpan(0, line.Length - 1));
            output.Write(",\"values\":[");
            WaveformJson.WriteSamples(output, run.Samples);
            output.WriteLine("]}");
        }

        foreach (WaveformBreak b in breaks) output.WriteLine(Line(WaveformJson.Break(b)));
        summary.Runs = all.Count;
        summary.Channels = all.Select(r => r.Channel).Concat(channels.Select(c => c.Channel)).Distinct().Count();
        summary.Gaps = breaks.Count(b => !b.IsOverlap);
        summary.Overlaps = breaks.Count(b => b.IsOverlap);
    }

    private static string Line(JsonObject json) => Encoding.UTF8.GetString(CanonicalJson.Write(json));
}
