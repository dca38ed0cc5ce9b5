using System.Buffers.Binary;
using System.Globalization;
using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>The fixed header of miniSEED 2 and its blockettes (SEED 2.4, chapter 8).</summary>
internal static class MiniSeed2Header
{
    public const int FixedBytes = 48;

    private const int MostBlockettes = 255; // the fixed header counts them in one byte
    private const int ShortestRecord = 128;
    private const int LongestWithoutBlockette = 65536;

    /// <summary>Whether bytes begin like a data record: sequence number, quality, and a time of day that is one.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= FixedBytes
        && bytes[6] is (byte)'D' or (byte)'R' or (byte)'Q' or (byte)'M'
        && bytes[7] is (byte)' ' or 0
        && HasSequence(bytes)
        && bytes[24] < 24 && bytes[25] < 60 && bytes[26] <= 60;

    /// <summary>Whether bytes begin like a control header of full SEED: volume, abbreviation, station or time span.</summary>
    public static bool BeginsControl(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 8 && bytes[6] is (byte)'V' or (byte)'A' or (byte)'S' or (byte)'T' && bytes[7] is (byte)' ' or (byte)'*' && HasSequence(bytes);

    /// <summary>Whether bytes begin like a blank ("noise") record: a sequence number in digits, and spaces.</summary>
    public static bool BeginsBlank(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= FixedBytes
        && bytes[..6].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
        && bytes[6..FixedBytes].IndexOfAnyExcept((byte)' ') < 0;

    /// <summary>Reads a header that <see cref="Begins"/> takes for one.</summary>
    /// <param name="bytes">From the first byte of the record to the end of what is there.</param>
    /// <param name="whole">Whether the bytes are one record and nothing else.</param>
    /// <param name="memory">What the last headers said.</param>
    /// <param name="header">The header, when true.</param>
    /// <param name="length">Bytes of the record where known, also when false; 0 otherwise.</param>
    /// <param name="fault">Why not, when false.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, bool whole, HeaderMemory memory, out MiniSeedHeader header, out int length, out WaveformFault fault)
    {
        header = default;
        length = 0;
        if (!TryOrder(bytes, out bool little))
        {
            fault = new("year-or-day", "neither byte order gives a year from 1900 to 2100 and a day from 1 to 366");
            return false;
        }

        if (!Blockettes.TryRead(bytes, little, MostBlockettes, out Blockettes blockettes, out fault)) return false;
        if (!TryLength(bytes, whole, blockettes, ref length, out fault)) return false;
        if (!memory.TryFromSeed(bytes[8..20], out ChannelId channel, out fault)) return false;

        int count = U16(bytes, 30, little), dataOffset = U16(bytes, 44, little);
        if (dataOffset == 0) count = 0; // "no data", whatever the count says; peers agree
        else if (count > 0 && (dataOffset < FixedBytes || dataOffset >= length))
        {
            fault = new("data-offset", string.Create(CultureInfo.InvariantCulture, $"data begin at byte {dataOffset} of a record of {length}"));
            return false;
        }

        header = new()
        {
            Version = 2,
            Channel = channel,
            Start = Start(bytes, little, blockettes.Microseconds),
            SampleRateHz = blockettes.ActualRateHz is { } actual ? actual : NominalRate(S16(bytes, 32, little), S16(bytes, 34, little)),
            SampleCount = count,
            Encoding = blockettes.Encoding,
            LittleEndianData = blockettes.WordOrder switch { 0 => true, 1 => false, _ => little },
            DataOffset = count == 0 ? length : dataOffset,
            DataLength = count == 0 ? 0 : length - dataOffset,
            RecordLength = length,
            Quality = QualityOf(bytes[36], bytes[37], bytes[38]),
            Publication = bytes[6] switch { (byte)'R' => 1, (byte)'D' => 2, (byte)'Q' => 3, _ => 4 },
            TimingQualityPercent = blockettes.TimingQualityPercent,
            ExtraHeaders = "",
        };
        return true;
    }

    /// <summary>Rate from factor and multiplier (SEED 2.4, chapter 8, fields 10 and 11): positive is a rate, negative a period; a multiplier of 0 is none.</summary>
    public static double NominalRate(short factor, short multiplier)
    {
        double rate = factor >= 0 ? factor : -1.0 / factor;
        return multiplier switch { > 0 => rate * multiplier, < 0 => rate / -(double)multiplier, _ => rate };
    }

    private static bool HasSequence(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < 6; i++)
        {
            if (bytes[i] is not ((>= (byte)'0' and <= (byte)'9') or (byte)' ' or 0)) return false;
        }

        return true;
    }

    private static bool TryOrder(ReadOnlySpan<byte> bytes, out bool little)
    {
        little = false;
        if (U16(bytes, 20, false) is >= 1900 and <= 2100 && U16(bytes, 22, false) is >= 1 and <= 366) return true;
        little = true;
        return U16(bytes, 20, true) is >= 1900 and <= 2100 && U16(bytes, 22, true) is >= 1 and <= 366;
    }

    // Without blockette 1000 the record reaches to the next header on a multiple of 128 bytes, or to the end of what is there.
    private static bool TryLength(ReadOnlySpan<byte> bytes, bool whole, in Blockettes blockettes, ref int length, out WaveformFault fault)
    {
        fault = default;
        if (blockettes.LengthExponent is { } exponent)
        {
            if (exponent is < 7 or > 20) fault = new("record-length", string.Create(CultureInfo.InvariantCulture, $"record length 2^{exponent}; 2^7 to 2^20 are read"));
            else if (1 << exponent > bytes.Length) fault = new("truncated", string.Create(CultureInfo.InvariantCulture, $"record of {1 << exponent} bytes, {bytes.Length} there"));
            else length = 1 << exponent;
            return length > 0;
        }

        if (whole) length = bytes.Length;
        for (int at = ShortestRecord; length == 0 && at <= LongestWithoutBlockette && at < bytes.Length; at += ShortestRecord)
        {
            ReadOnlySpan<byte> there = bytes[at..];
            if ((Begins(there) && TryOrder(there, out _)) || BeginsBlank(there) || BeginsControl(there)) length = at;
        }

        if (length == 0 && bytes.Length is >= ShortestRecord and <= LongestWithoutBlockette) length = bytes.Length;
        if (length == 0) fault = new("record-length", "no blockette 1000, and no next header within 65,536 bytes");
        return length > 0;
    }

    private static Instant Start(ReadOnlySpan<byte> bytes, bool little, int microseconds)
    {
        Instant start = RecordTime.Of(
            U16(bytes, 20, little), U16(bytes, 22, little), bytes[24], bytes[25], bytes[26], (U16(bytes, 28, little) * 100_000L) + (microseconds * 1000L));
        bool applied = (bytes[36] & 2) != 0;
        int correction = little ? BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]) : BinaryPrimitives.ReadInt32BigEndian(bytes[40..]);
        return applied ? start : start + Duration.FromNanoseconds(correction * 100_000L);
    }

    // Activity, I/O and clock, and data quality flags: SEED 2.4, chapter 8, fields 12 to 14.
    private static RecordedQuality QualityOf(byte activity, byte clock, byte data)
    {
        RecordedQuality quality = RecordedQuality.None;
        if ((activity & 1) != 0) quality |= RecordedQuality.Calibration;
        if ((clock & 32) != 0) quality |= RecordedQuality.ClockLocked;
        if ((data & 3) != 0) quality |= RecordedQuality.Clipped;
        if ((data & 4) != 0) quality |= RecordedQuality.Spikes;
        if ((data & 16) != 0) quality |= RecordedQuality.Missing;
        if ((data & 32) != 0) quality |= RecordedQuality.TelemetryError;
        if ((data & 128) != 0) quality |= RecordedQuality.TimeQuestionable;
        return quality;
    }

    internal static int U16(ReadOnlySpan<byte> bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static short S16(ReadOnlySpan<byte> bytes, int at, bool little) => (short)U16(bytes, at, little);
}
