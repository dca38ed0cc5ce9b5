using System.Text.Json.Nodes;
using Truce.Feeds.Text;
using Truce.Feeds.Waveforms;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds;

/// <summary>The command <c>truce decode FORMAT FILE…</c>: a decoder alone, for science and acceptance.</summary>
public static class DecodeCommand
{
    /// <summary>Every format, sorted: those of observations and those of waveforms.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. FeedFormats.Names.Concat(WaveformDecodeCommand.Names).Order(StringComparer.Ordinal)];

    /// <summary>Decodes files and writes a JSON line for every observation and every reject, last a summary.</summary>
    /// <param name="format">Name of a format.</param>
    /// <param name="files">Paths, each an item of its own; gzip or plain.</param>
    /// <param name="output">Gets JSON lines (RFC 8785 form).</param>
    /// <param name="errors">Gets one clear line when the answer is 2.</param>
    /// <param name="waveforms">What waveform formats may be told; nothing for the others.</param>
    /// <returns>0; 1 when the bytes do not add up; 2 for an unknown format or a file that cannot be read.</returns>
    public static int Run(string format, IReadOnlyList<string> files, TextWriter output, TextWriter errors, WaveformDecodeOptions? waveforms = null)
    {
        if (WaveformDecodeCommand.Names.Contains(format) && files.Count > 0) return WaveformDecodeCommand.Run(format, files, waveforms ?? new WaveformDecodeOptions(), output, errors);
        if (!WaveformDecodeCommand.Names.Contains(format) && !FeedFormats.TryGet(format, out _))
        {
            errors.WriteLine($"truce decode: no format '{format}'; there are {string.Join(", ", Names)}");
            return 2;
        }

        if (files.Count == 0)
        {
            errors.WriteLine("truce decode: name at least one file after the format");
            return 2;
        }

        FeedFormats.TryGet(format, out FeedFormat found);
        var summary = new DecodeSummary();
        foreach (string path in files)
        {
            try
            {
                summary.EndItem(DecodeFile(found, path, output, summary));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                errors.WriteLine($"truce decode: {path}: {e.Message}");
                return 2;
            }
        }

        output.WriteLine(Line(summary.ToJson()));
        return summary.BytesAddUp ? 0 : 1;
    }

    private static long DecodeFile(FeedFormat format, string path, TextWriter output, DecodeSummary summary)
    {
        Hash256 blob;
        using (FileStream whole = File.OpenRead(path)) blob = new(System.Security.Cryptography.SHA256.HashData(whole));
        var context = new FeedContext { Feed = format.Name, Blob = blob, ItemName = Path.GetFileName(path), Label = Label.Open };
        using FileStream item = File.OpenRead(path);
        return format.Decode(item, context, piece =>
        {
            summary.Add(piece);
            if (piece is Decoded.Seen seen) output.WriteLine(Line(ObservationJson.Record(seen.Observation)));
            else if (piece is Decoded.Refused refused) output.WriteLine(Line(ObservationJson.Record(refused.Reject)));
        });
    }

    private static string Line(JsonObject json) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(json));
}
