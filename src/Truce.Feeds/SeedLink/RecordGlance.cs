using System.Buffers.Binary;
using System.Text;

namespace Truce.Feeds.SeedLink;

/// <summary>The two things that following a server needs of a record before anyone decodes it: its station, which SeedLink 3 does not name, and its start.</summary>
/// <remarks>Reading samples is the business of the miniSEED decoder, above, after sealing. Layout: SEED 2.4, fixed section of data header; miniSEED 3, section 1.</remarks>
internal static class RecordGlance
{
    /// <summary><c>NET_STA</c> of a record of miniSEED 2; empty when the bytes name none.</summary>
    public static string Station(ReadOnlySpan<byte> record)
    {
        if (!Is2(record)) return "";
        ReadOnlySpan<byte> station = record[8..13].TrimEnd((byte)' '), network = record[18..20].TrimEnd((byte)' ');
        return IsCode(station) && IsCode(network) && station.Length > 0 ? Encoding.ASCII.GetString(network) + "_" + Encoding.ASCII.GetString(station) : "";
    }

    /// <summary>Start as written, without corrections; <c>null</c> when it is no time.</summary>
    public static DateTimeOffset? Start(ReadOnlySpan<byte> record)
    {
        if (Is2(record))
        {
            bool little = BinaryPrimitives.ReadUInt16BigEndian(record[20..]) is < 1900 or > 2100;
            int year = U16(record[20..], little), day = U16(record[22..], little), tenths = U16(record[28..], little);
            return Time(year, day, record[24], record[25], record[26], tenths * 1000L);
        }

        if (record.Length < 40 || !record.StartsWith("MS"u8) || record[2] != 3) return null;
        uint ns = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        return Time(U16(record[8..], true), U16(record[10..], true), record[12], record[13], record[14], ns / 100);
    }

    private static DateTimeOffset? Time(int year, int day, int hour, int minute, int second, long ticks) =>
        year is < 1900 or > 2100 || day is < 1 or > 366 || hour > 23 || minute > 59 || second > 60 || ticks >= TimeSpan.TicksPerSecond
            ? null
            : new DateTimeOffset(year, 1, 1, hour, minute, 0, TimeSpan.Zero).AddDays(day - 1).AddTicks((second * TimeSpan.TicksPerSecond) + ticks);

    private static bool Is2(ReadOnlySpan<byte> record) => record.Length >= 48 && record[6] is (byte)'D' or (byte)'R' or (byte)'Q' or (byte)'M';

    private static bool IsCode(ReadOnlySpan<byte> code)
    {
        foreach (byte b in code)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b != '-') return false;
        }

        return true;
    }

    private static int U16(ReadOnlySpan<byte> bytes, bool little) => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
