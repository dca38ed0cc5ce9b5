using System.Buffers.Text;
using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.Gse2;

/// <summary>GSE 2.0 waveforms: WID2, STA2, DAT2, CHK2; data as CM6 or as plain integers (GSE 2.0 formats, 1995). GSE 1.0 is refused.</summary>
public static class Gse2Reader
{
    private const int Modulo = 100_000_000;
    private const double HighestKm = 12; // some writers give metres where the format has kilometres

    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("yyyy'/'MM'/'dd HH':'mm':'ss'.'fff");

    /// <summary>Whether a file has a WID2 line among its first lines.</summary>
    public static bool Begins(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> head = file[..Math.Min(file.Length, 4096)];
        return head.StartsWith("WID2 "u8) || head.IndexOf("\nWID2 "u8) >= 0 || head.StartsWith("WID1 "u8) || head.IndexOf("\nWID1 "u8) >= 0;
    }

    /// <summary>Reads a file, a waveform after the other.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="take">Gets the pieces in the order of the bytes.</param>
    /// <param name="place">Gets where a station stands, when its STA2 line says so.</param>
    /// <returns>Bytes read: all.</returns>
    public static long Read(ReadOnlySpan<byte> file, Action<WaveformPiece> take, Action<SensorChannel> place)
    {
        int at = NextWaveform(file, 0);
        if (at > 0) take(Before(file[..at]));
        while (at < file.Length)
        {
            int end = NextWaveform(file, at + 4);
            ReadOnlySpan<byte> part = file[at..end];
            if (TryWaveform(part, out WaveformSegment? segment, out string encoding, out SensorChannel? channel, out WaveformFault fault))
            {
                take(new WaveformPiece.Series(segment!, encoding, at, part.Length));
                if (channel is not null) place(channel);
            }
            else take(new WaveformPiece.Refused(fault, at, part.Length));
            at = end;
        }

        return file.Length;
    }

    private static WaveformPiece Before(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("WID1"u8) >= 0) return new WaveformPiece.Refused(new("gse1", "a GSE 1.0 waveform; GSE 2.0 is read"), 0, text.Length);
        return text.IndexOfAnyExcept(" \r\n"u8) < 0
            ? new WaveformPiece.PassedOver("blank", null, "", 0, text.Length)
            : new WaveformPiece.Refused(new("not-a-waveform", "text without a WID2 line"), 0, text.Length);
    }

    // A WID2 at the start of a line, or the end of the file.
    private static int NextWaveform(ReadOnlySpan<byte> file, int from)
    {
        while (from < file.Length)
        {
            int found = file[from..].IndexOf("WID2 "u8);
            if (found < 0) break;
            found += from;
            if (found == 0 || file[found - 1] == (byte)'\n') return found;
            from = found + 1;
        }

        return file.Length;
    }

    private static bool TryWaveform(ReadOnlySpan<byte> text, out WaveformSegment? segment, out string encoding, out SensorChannel? place, out WaveformFault fault)
    {
        segment = null;
        place = null;
        encoding = "";
        string head = Line(text, 0, out int at);
        if (!TryHead(head, out Instant start, out ChannelId? id, out string type, out int count, out double rate, out fault)) return false;
        encoding = type == "CM6" ? "gse2-cm6" : "gse2-int";
        string station = "";
        while (at < text.Length && !text[at..].StartsWith("DAT2"u8))
        {
            string line = Line(text, at, out at);
            if (line.StartsWith("STA2", StringComparison.Ordinal)) station = line;
        }

        if (at >= text.Length)
        {
            fault = new("truncated", "no DAT2 line");
            return false;
        }

        Line(text, at, out at);
        if (!RecordTime.Fits(rate, count, out fault)) return false;
        if (count > text.Length - at)
        {
            fault = new("samples-beyond-payload", string.Create(CultureInfo.InvariantCulture, $"{count} samples announced in {text.Length - at} characters"));
            return false;
        }

        int[] samples = new int[count];
        int read = 0;
        if (!(type == "CM6" ? Cm6.TryDecode(text[at..], samples, out read) : TryIntegers(text[at..], samples, out read)))
        {
            fault = new("samples-beyond-payload", string.Create(CultureInfo.InvariantCulture, $"no sample at character {at + read}; {count} were announced"));
            return false;
        }

        if (!Checks(text[(at + read)..], samples, out fault)) return false;
        segment = new() { Channel = id!, Start = start, SampleRateHz = rate, Samples = new WaveformSamples.Int32(samples) };
        place = Place(station, id!, rate);
        return true;
    }

    // The line after the data; a second one sometimes follows. The checksum is the sum of the samples, cut at eight digits as it grows.
    private static bool Checks(ReadOnlySpan<byte> rest, ReadOnlySpan<int> samples, out WaveformFault fault)
    {
        fault = default;
        int at = rest.IndexOf("CHK2"u8);
        if (at < 0 || !int.TryParse(Line(rest, at + 4, out _).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int announced))
        {
            fault = new("checksum", "no CHK2 line with a number");
            return false;
        }

        int sum = 0;
        foreach (int sample in samples) sum = (sum + (sample % Modulo)) % Modulo;
        if (Math.Abs(sum) == Math.Abs(announced)) return true;
        fault = new("checksum", string.Create(CultureInfo.InvariantCulture, $"checksum {announced} announced, {Math.Abs(sum)} found"));
        return false;
    }

    private static bool TryHead(
        string line, out Instant start, out ChannelId? id, out string type, out int count, out double rateHz, out WaveformFault fault)
    {
        (start, id, type, count, rateHz, fault) = (default, null, "", 0, 0, default);
        ParseResult<LocalDateTime> time = Time.Parse(Column(line, 5, 23));
        type = Column(line, 44, 3);
        id = ChannelId.FromSeed("", Code(line, 29, 5), Code(line, 39, 4), Code(line, 35, 3), out string problem);
        if (!time.Success) fault = new("time", "a WID2 line without a time as yyyy/mm/dd hh:mm:ss.sss in columns 6 to 28");
        else if (id is null) fault = new("channel-code", problem);
        else if (type is not ("CM6" or "INT")) fault = new("encoding-unknown", $"data type '{type}'; CM6 and INT are read");
        else if (!int.TryParse(Column(line, 48, 8), NumberStyles.None, CultureInfo.InvariantCulture, out count) || count == 0) fault = new("sample-count", "a WID2 line without a number of samples in columns 49 to 56");
        else if (!double.TryParse(Column(line, 57, 11), NumberStyles.Float, CultureInfo.InvariantCulture, out rateHz)) fault = new("sample-rate-missing", "a WID2 line without a rate in columns 58 to 68");
        if (time.Success) start = time.Value.InUtc().ToInstant();
        return fault == default;
    }

    private static SensorChannel? Place(string line, ChannelId id, double rateHz)
    {
        if (!Number(line, 15, 9, out double latitude) || !Number(line, 25, 10, out double longitude) || !GeoPoint.IsValid(latitude, longitude)) return null;
        if (latitude == -99 || longitude == -999) return null;
        return new()
        {
            Channel = id,
            Position = new GeoPoint(latitude, longitude),
            ElevationM = Number(line, 49, 5, out double elevation) && elevation is > -1 and < HighestKm && elevation != -0.999 ? elevation * 1000 : 0,
            SampleRateHz = rateHz,
        };
    }

    private static bool Number(string line, int from, int length, out double value) =>
        double.TryParse(Column(line, from, length), NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    // An underscore parts the codes of a source identifier.
    private static string Code(string line, int from, int length) => Column(line, from, length).Replace('_', '-');

    private static string Column(string line, int from, int length) =>
        from >= line.Length ? "" : line.Substring(from, Math.Min(length, line.Length - from)).Trim();

    private static bool TryIntegers(ReadOnlySpan<byte> text, Span<int> samples, out int at)
    {
        at = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            while (at < text.Length && text[at] is (byte)' ' or (byte)'\r' or (byte)'\n') at++;
            if (at >= text.Length || !Utf8Parser.TryParse(text[at..], out samples[i], out int used)) return false;
            at += used;
        }

        return true;
    }

    private static string Line(ReadOnlySpan<byte> text, int from, out int next)
    {
        int end = text[from..].IndexOf((byte)'\n');
        next = end < 0 ? text.Length : from + end + 1;
        return Encoding.Latin1.GetString(text[from..next][..Math.Min(next - from, 200)]).TrimEnd('\r', '\n');
    }
}
