using System.Buffers.Binary;
using System.Globalization;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>The header of miniSEED 3 (FDSN miniSEED 3, "Definition": 40 bytes, little-endian, then source identifier, extra headers, data).</summary>
internal static class MiniSeed3Header
{
    public const int FixedBytes = 40;

    /// <summary>Longest record that is read; libmseed has the same bound.</summary>
    public const int LongestRecord = 10 * 1024 * 1024;

    /// <summary>Whether bytes begin like a record of version 3.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= FixedBytes && bytes[0] == (byte)'M' && bytes[1] == (byte)'S' && bytes[2] == 3
        && bytes[12] < 24 && bytes[13] < 60 && bytes[14] <= 60;

    /// <summary>Reads a header that <see cref="Begins"/> takes for one, and checks the checksum of the whole record.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, HeaderMemory memory, out MiniSeedHeader header, out int length, out WaveformFault fault)
    {
        header = default;
        length = 0;
        fault = default;
        int identifier = bytes[33], extra = BinaryPrimitives.ReadUInt16LittleEndian(bytes[34..]);
        uint data = BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]);
        long whole = FixedBytes + identifier + extra + (long)data;
        if (whole > LongestRecord) fault = new("record-length", string.Create(CultureInfo.InvariantCulture, $"record of {whole} bytes; {LongestRecord} are read"));
        else if (whole > bytes.Length) fault = new("truncated", string.Create(CultureInfo.InvariantCulture, $"record of {whole} bytes, {bytes.Length} there"));
        if (fault != default) return false;

        length = (int)whole;
        ReadOnlySpan<byte> record = bytes[..length];
        uint announced = BinaryPrimitives.ReadUInt32LittleEndian(record[28..]), found = Crc32C.OfRecord(record);
        if (announced != found)
        {
            fault = new("crc", $"CRC-32C 0x{announced:X8} announced, 0x{found:X8} found");
            return false;
        }

        return TryFields(record, identifier, extra, memory, out header, out fault);
    }

    private static bool TryFields(ReadOnlySpan<byte> record, int identifier, int extra, HeaderMemory memory, out MiniSeedHeader header, out WaveformFault fault)
    {
        header = default;
        uint nanosecond = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]), samples = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        int year = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]), day = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        double rate = BinaryPrimitives.ReadDoubleLittleEndian(record[16..]);
        fault = default;
        if (year is < 1 or > 9000 || day is < 1 or > 366 || nanosecond > 999_999_999) fault = new("time", "year 1 to 9000, day 1 to 366 and nanosecond 0 to 999999999 expected");
        else if (samples > int.MaxValue) fault = new("samples-beyond-payload", "more samples announced than any payload holds");
        if (fault != default || !memory.TryFromIdentifier(record.Slice(FixedBytes, identifier), out ChannelId channel, out fault)) return false;

        ExtraHeaders more = memory.Extra(record.Slice(FixedBytes + identifier, extra));
        int dataOffset = FixedBytes + identifier + extra;
        var encoding = (MiniSeedEncoding)record[15];
        header = new()
        {
            Version = 3,
            Channel = channel,
            Start = RecordTime.Of(year, day, record[12], record[13], record[14], nanosecond),
            SampleRateHz = rate < 0 ? -1 / rate : rate,
            SampleCount = (int)samples,
            Encoding = encoding,
            LittleEndianData = encoding is not (MiniSeedEncoding.Steim1 or MiniSeedEncoding.Steim2),
            DataOffset = dataOffset,
            DataLength = record.Length - dataOffset,
            RecordLength = record.Length,
            Quality = QualityOf(record[3]) | more.Quality,
            Publication = record[32],
            TimingQualityPercent = more.TimingQualityPercent,
            ExtraHeaders = more.Text,
        };
        return true;
    }

    private static RecordedQuality QualityOf(byte flags)
    {
        RecordedQuality quality = RecordedQuality.None;
        if ((flags & 1) != 0) quality |= RecordedQuality.Calibration;
        if ((flags & 2) != 0) quality |= RecordedQuality.TimeQuestionable;
        if ((flags & 4) != 0) quality |= RecordedQuality.ClockLocked;
        return quality;
    }
}
