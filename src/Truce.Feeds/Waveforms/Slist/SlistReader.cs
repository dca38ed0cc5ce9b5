using System.Buffers.Text;
using System.Globalization;
using System.Text;
using NodaTime.Text;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.Slist;

/// <summary>Sample lists as text: a <c>TIMESERIES</c> line and the samples after it (the SLIST form of the IRIS tool mseed2ascii and of ObsPy).</summary>
public static class SlistReader
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.ExtendedIso;

    /// <summary>Whether bytes begin with a TIMESERIES line.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith("TIMESERIES "u8);

    /// <summary>Reads a file, a series after the other.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="take">Gets the pieces in the order of the bytes.</param>
    /// <returns>Bytes read: all.</returns>
    public static long Read(ReadOnlySpan<byte> file, Action<WaveformPiece> take)
    {
        for (int at = 0; at < file.Length;)
        {
            int end = file[(at + 1)..].IndexOf("\nTIMESERIES "u8);
            end = end < 0 ? file.Length : at + 1 + end + 1;
            ReadOnlySpan<byte> part = file[at..end];
            if (TrySeries(part, out WaveformSegment? segment, out WaveformFault fault)) take(new WaveformPiece.Series(segment!, "slist", at, part.Length));
            else take(new WaveformPiece.Refused(fault, at, part.Length));
            at = end;
        }

        return file.Length;
    }

    // TIMESERIES BW_UH1__SHZ_D, 11517 samples, 50 sps, 2010-05-27T16:24:03.679998, SLIST, INTEGER, Counts
    private static bool TrySeries(ReadOnlySpan<byte> text, out WaveformSegment? segment, out WaveformFault fault)
    {
        segment = null;
        int line = text.IndexOf((byte)'\n');
        string head = Encoding.Latin1.GetString(text[..Math.Min(line < 0 ? text.Length : line, 300)]);
        string[] fields = [.. head.Split(',').Select(f => f.Trim())];
        fault = new("header", "TIMESERIES with name, samples, rate, time, SLIST and type expected");
        if (fields.Length < 6 || !fields[0].StartsWith("TIMESERIES ", StringComparison.Ordinal) || fields[4] != "SLIST") return false;
        string[] codes = fields[0]["TIMESERIES ".Length..].Split('_');
        if (codes.Length < 4 || !Begin(fields[1], out int count) || !Number(fields[2], out double rate) || Time.Parse(fields[3].TrimEnd('Z')) is not { Success: true } time) return false;
        ChannelId? id = ChannelId.FromSeed(codes[0], codes[1], codes[2], codes[3], out string problem);
        fault = id is null ? new("channel-code", problem) : default;
        if (id is null || !RecordTime.Fits(rate, count, out fault)) return false;
        if (count > text.Length - line)
        {
            fault = new("samples-beyond-payload", string.Create(CultureInfo.InvariantCulture, $"{count} samples announced in {text.Length - line} characters"));
            return false;
        }

        if (!TrySamples(text[(line + 1)..], count, fields[5] == "INTEGER", out WaveformSamples? samples))
        {
            fault = new("samples-beyond-payload", string.Create(CultureInfo.InvariantCulture, $"not {count} numbers of type {fields[5]}"));
            return false;
        }

        segment = new() { Channel = id, Start = time.Value.InUtc().ToInstant(), SampleRateHz = rate, Samples = samples! };
        return true;
    }

    private static bool TrySamples(ReadOnlySpan<byte> text, int count, bool whole, out WaveformSamples? samples)
    {
        samples = null;
        int[] integers = whole ? new int[count] : [];
        double[] reals = whole ? [] : new double[count];
        for (int i = 0; i < count; i++)
        {
            text = text.TrimStart(" \t\r\n"u8);
            bool read = whole ? Utf8Parser.TryParse(text, out integers[i], out int used) : Utf8Parser.TryParse(text, out reals[i], out used);
            if (!read) return false;
            text = text[used..];
        }

        samples = whole ? new WaveformSamples.Int32(integers) : new WaveformSamples.Float64(reals);
        return text.TrimStart(" \t\r\n"u8).IsEmpty;
    }

    private static bool Begin(string text, out int count) =>
        int.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;

    private static bool Number(string text, out double value) =>
        double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
