using System.Buffers.Binary;
using System.Numerics;

namespace Truce.Simulation.SeedLink;

/// <summary>Writes another start time into a record of miniSEED, in place.</summary>
/// <remarks>Version 2: the BTIME of the fixed header, bytes 20 to 29, to 100 µs; blockette 1001 keeps its microseconds (SEED 2.4, chapter 8). Version 3: bytes 4 to 14 and the CRC-32C, bytes 28 to 31.</remarks>
internal static class RecordClock
{
    /// <summary>Moves the start by a whole number of 100 µs.</summary>
    public static void Shift(Span<byte> record, TimeSpan by)
    {
        if (record.StartsWith("MS"u8) && record[2] == 3) Shift3(record, by);
        else Shift2(record, by);
    }

    private static void Shift2(Span<byte> record, TimeSpan by)
    {
        bool little = BinaryPrimitives.ReadUInt16BigEndian(record[20..]) is < 1900 or > 2100;
        DateTimeOffset at = Time(Get(record, 20, little), Get(record, 22, little), record[24], record[25], record[26], Get(record, 28, little) * 1000L) + by;
        Put(record, 20, (ushort)at.Year, little);
        Put(record, 22, (ushort)at.DayOfYear, little);
        record[24] = (byte)at.Hour;
        record[25] = (byte)at.Minute;
        record[26] = (byte)at.Second;
        Put(record, 28, (ushort)(at.Ticks % TimeSpan.TicksPerSecond / 1000), little);
    }

    private static void Shift3(Span<byte> record, TimeSpan by)
    {
        uint ns = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        DateTimeOffset at = Time(Get(record, 8, true), Get(record, 10, true), record[12], record[13], record[14], ns / 100) + by;
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(at.Ticks % TimeSpan.TicksPerSecond * 100) + (ns % 100));
        Put(record, 8, (ushort)at.Year, true);
        Put(record, 10, (ushort)at.DayOfYear, true);
        record[12] = (byte)at.Hour;
        record[13] = (byte)at.Minute;
        record[14] = (byte)at.Second;
        BinaryPrimitives.WriteUInt32LittleEndian(record[28..], 0);
        uint crc = uint.MaxValue;
        foreach (byte b in record) crc = BitOperations.Crc32C(crc, b);
        BinaryPrimitives.WriteUInt32LittleEndian(record[28..], ~crc);
    }

    private static DateTimeOffset Time(int year, int day, int hour, int minute, int second, long ticks) =>
        new DateTimeOffset(Math.Clamp(year, 1900, 2100), 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day - 1).AddHours(hour).AddMinutes(minute).AddSeconds(second).AddTicks(ticks);

    private static ushort Get(ReadOnlySpan<byte> record, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(record[at..]) : BinaryPrimitives.ReadUInt16BigEndian(record[at..]);

    private static void Put(Span<byte> record, int at, ushort value, bool little)
    {
        if (little) BinaryPrimitives.WriteUInt16LittleEndian(record[at..], value);
        else BinaryPrimitives.WriteUInt16BigEndian(record[at..], value);
    }
}
