using System.Buffers.Binary;
using System.Globalization;
using NodaTime;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.Sac;

/// <summary>SAC binary files, header versions 6 and 7, either byte order: one evenly spaced series in single precision (SAC manual, "SAC data file format").</summary>
public static class SacReader
{
    private const int HeaderBytes = 632;
    private const int FooterBytes = 176;
    private const int Integers = 280;
    private const int Texts = 440;
    private const float Undefined = -12345f;
    private const double ToWholeRate = 1.2e-7; // what single precision leaves of an interval
    private const double LongestBeginS = 100 * 365.25 * 86400;

    /// <summary>Whether bytes begin like a SAC file: the header version stands at byte 304.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => TryOrder(file, out _, out _);

    /// <summary>Reads a file: one series, or why not.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="take">Gets the pieces.</param>
    /// <param name="place">Gets where the station stands, when the header says so.</param>
    /// <returns>Bytes read: all.</returns>
    public static long Read(ReadOnlySpan<byte> file, Action<WaveformPiece> take, Action<SensorChannel> place)
    {
        if (file.IsEmpty) return 0;
        if (!TryRead(file, out WaveformSegment? segment, out SensorChannel? channel, out WaveformFault fault)) take(new WaveformPiece.Refused(fault, 0, file.Length));
        else
        {
            take(new WaveformPiece.Series(segment!, "sac-float32", 0, file.Length));
            if (channel is not null) place(channel);
        }

        return file.Length;
    }

    /// <summary>Reads a file.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, out WaveformSegment? segment, out SensorChannel? place, out WaveformFault fault)
    {
        segment = null;
        place = null;
        fault = default;
        if (!TryOrder(file, out bool little, out int version))
        {
            fault = new("not-sac", "no header version 6 or 7 at byte 304");
            return false;
        }

        int count = Whole(file, 9, little);
        long expected = HeaderBytes + ((long)count * 4) + (version == 7 ? FooterBytes : 0);
        if (Whole(file, 15, little) is not 1) fault = new("file-type", "an evenly spaced time series (IFTYPE 1) expected");
        else if (Whole(file, 35, little) != 1) fault = new("uneven", "LEVEN is not true: the samples are not evenly spaced");
        else if (count <= 0) fault = new("no-samples", "a header that announces no samples");
        else if (expected != file.Length) fault = new("size", string.Create(CultureInfo.InvariantCulture, $"{count} samples announced, so {expected} bytes expected, {file.Length} there"));
        else if (!TryStart(file, little, out _)) fault = new("start-time-missing", "the reference time or B is undefined or is no time");
        if (fault != default || !RecordTime.Fits(RateHz(Real(file, 0, little)), count, out fault)) return false;

        ChannelId? id = ChannelId.FromSeed(Text(file, 168), Text(file, 0), Text(file, 24), Text(file, 160), out string problem);
        if (id is null)
        {
            fault = new("channel-code", problem);
            return false;
        }

        TryStart(file, little, out Instant start);
        segment = new()
        {
            Channel = id,
            Start = start,
            SampleRateHz = RateHz(Real(file, 0, little)),
            Samples = new WaveformSamples.Float32(SampleDecoder.Floats(file[HeaderBytes..], count, little)),
        };
        place = Place(file, little, id, segment.SampleRateHz);
        return true;
    }

    private static bool TryOrder(ReadOnlySpan<byte> file, out bool little, out int version)
    {
        little = false;
        version = 0;
        if (file.Length < HeaderBytes) return false;
        foreach (bool order in new[] { true, false })
        {
            version = Whole(file, 6, order);
            little = order;
            if (version is 6 or 7) return true;
        }

        return false;
    }

    // The reference time has milliseconds, and B is single precision: a microsecond is finer than it knows.
    private static bool TryStart(ReadOnlySpan<byte> file, bool little, out Instant start)
    {
        start = default;
        int year = Whole(file, 0, little), day = Whole(file, 1, little), hour = Whole(file, 2, little);
        int minute = Whole(file, 3, little), second = Whole(file, 4, little), milli = Whole(file, 5, little);
        float begin = Real(file, 5, little);
        if (year is < 1 or > 9000 || day is < 1 or > 366 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60 || milli is < 0 or > 999) return false;
        if (begin == Undefined || !(Math.Abs(begin) < LongestBeginS)) return false;
        start = RecordTime.Of(year, day, hour, minute, second, milli * 1_000_000L) + Duration.FromNanoseconds(Math.Round(begin * 1e6) * 1000);
        return true;
    }

    /// <summary>
    /// Rate of an interval in single precision: the whole rate where the interval is one within its precision, else one over the shortest decimal that it stands for.
    /// Undefined, 0, negative and not finite give 0.
    /// </summary>
    internal static double RateHz(float intervalS)
    {
        if (!(intervalS > 0) || !float.IsFinite(intervalS)) return 0;
        double rate = 1.0 / intervalS, whole = Math.Round(rate);
        if (whole >= 1 && Math.Abs(rate - whole) <= ToWholeRate * rate) return whole;
        return 1 / double.Parse(intervalS.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static SensorChannel? Place(ReadOnlySpan<byte> file, bool little, ChannelId id, double rateHz)
    {
        double? latitude = Known(file, 31, little), longitude = Known(file, 32, little);
        if (latitude is null || longitude is null || !GeoPoint.IsValid(latitude.Value, longitude.Value)) return null;
        return new()
        {
            Channel = id,
            Position = new GeoPoint(latitude.Value, longitude.Value),
            ElevationM = Known(file, 33, little) ?? 0,
            DepthM = Known(file, 34, little) ?? 0,
            AzimuthDeg = Known(file, 57, little),
            DipDeg = Known(file, 58, little) is { } incidence ? incidence - 90 : null, // SAC counts from up, SEED from the horizontal
            SampleRateHz = rateHz,
        };
    }

    // Shortest decimal, so that 41.1 is 41.1 and not the nearest single.
    private static double? Known(ReadOnlySpan<byte> file, int index, bool little)
    {
        float value = Real(file, index, little);
        return value == Undefined || !float.IsFinite(value)
            ? null
            : double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static float Real(ReadOnlySpan<byte> file, int index, bool little) =>
        little ? BinaryPrimitives.ReadSingleLittleEndian(file[(index * 4)..]) : BinaryPrimitives.ReadSingleBigEndian(file[(index * 4)..]);

    private static int Whole(ReadOnlySpan<byte> file, int index, bool little) => little
        ? BinaryPrimitives.ReadInt32LittleEndian(file[(Integers + (index * 4))..])
        : BinaryPrimitives.ReadInt32BigEndian(file[(Integers + (index * 4))..]);

    private static string Text(ReadOnlySpan<byte> file, int offset)
    {
        ReadOnlySpan<byte> bytes = file.Slice(Texts + offset, 8);
        int end = bytes.IndexOf((byte)0);
        string text = string.Concat((end < 0 ? bytes : bytes[..end]).ToArray().Where(b => b is > 0x20 and < 0x7f).Select(b => b == (byte)'_' ? '-' : (char)b)); // an underscore parts the codes of an identifier
        return text.StartsWith("-12345", StringComparison.Ordinal) ? "" : text;
    }
}
