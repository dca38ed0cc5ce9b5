using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>Version 2 around a payload, big-endian: fixed header, blockettes 1000 and 1001, and 100 where factor and multiplier cannot say the rate.</summary>
internal sealed class RecordFrame2 : RecordFrame
{
    private readonly short _factor;
    private readonly short _multiplier;
    private readonly bool _needsRate;
    private readonly byte _publication;
    private readonly int _recordBytes;

    private RecordFrame2(WaveformSegment segment, MiniSeedWriteOptions options, MiniSeedEncoding encoding, short factor, short multiplier, bool needsRate)
        : base(segment, encoding, options.RecordBytes - (needsRate ? 128 : 64))
    {
        _factor = factor;
        _multiplier = multiplier;
        _needsRate = needsRate;
        _publication = options.Publication;
        _recordBytes = options.RecordBytes;
    }

    public static RecordFrame2? For(WaveformSegment segment, MiniSeedWriteOptions options, MiniSeedEncoding encoding, out WaveformFault fault)
    {
        fault = default;
        ChannelId c = segment.Channel;
        int year = segment.Start.InUtc().Year;
        if (c.Network.Length > 2 || c.Station.Length > 5 || c.Location.Length > 2 || c.Channel.Length > 3)
        {
            fault = new("channel-code", $"the codes of {c} are too long for version 2");
        }
        else if (year is < 1900 or > 2100) fault = new("year-or-day", string.Create(CultureInfo.InvariantCulture, $"year {year}; version 2 says 1900 to 2100"));
        if (fault != default) return null;

        bool exact = TryRate(segment.SampleRateHz, out short factor, out short multiplier);
        return new(segment, options, encoding, factor, multiplier, !exact);
    }

    public override int Write(Span<byte> record, ReadOnlySpan<byte> payload, Instant start, int samples, int sequence)
    {
        record = record[.._recordBytes];
        record.Clear();
        int dataOffset = _needsRate ? 128 : 64;
        WriteIdentity(record, sequence);
        int microsecond = WriteTime(record, start);
        BinaryPrimitives.WriteUInt16BigEndian(record[30..], (ushort)samples);
        BinaryPrimitives.WriteInt16BigEndian(record[32..], _factor);
        BinaryPrimitives.WriteInt16BigEndian(record[34..], _multiplier);
        WriteQuality(record);
        record[39] = (byte)(_needsRate ? 3 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(record[44..], (ushort)dataOffset);
        BinaryPrimitives.WriteUInt16BigEndian(record[46..], 48);
        WriteBlockettes(record, microsecond, payload.Length);
        CopyPayload(payload, record[dataOffset..], bigEndian: true);
        return _recordBytes;
    }

    /// <summary>Factor and multiplier that give exactly this rate; false with the nearest when there are none.</summary>
    internal static bool TryRate(double rateHz, out short factor, out short multiplier)
    {
        for (int divisor = 1; divisor <= short.MaxValue; divisor++)
        {
            double up = Math.Round(rateHz * divisor);
            if (up is < 1 or > short.MaxValue || MiniSeed2Header.NominalRate((short)up, (short)(divisor == 1 ? 1 : -divisor)) != rateHz) continue;
            factor = (short)up;
            multiplier = (short)(divisor == 1 ? 1 : -divisor);
            return true;
        }

        for (int times = 2; times <= short.MaxValue; times++)
        {
            double part = Math.Round(rateHz / times);
            if (part is < 1 or > short.MaxValue || part * times != rateHz) continue;
            factor = (short)part;
            multiplier = (short)times;
            return true;
        }

        factor = (short)Math.Clamp(rateHz >= 1 ? Math.Round(rateHz) : -Math.Round(1 / rateHz), short.MinValue, short.MaxValue);
        multiplier = 1;
        return false;
    }

    private void WriteIdentity(Span<byte> record, int sequence)
    {
        sequence.TryFormat(record, out _, "D6", CultureInfo.InvariantCulture);
        record[6] = _publication switch { 1 => (byte)'R', 2 => (byte)'D', 3 => (byte)'Q', _ => (byte)'M' };
        record[7..20].Fill((byte)' ');
        ChannelId c = Segment.Channel;
        System.Text.Encoding.ASCII.GetBytes(c.Station, record[8..]);
        System.Text.Encoding.ASCII.GetBytes(c.Location, record[13..]);
        System.Text.Encoding.ASCII.GetBytes(c.Channel, record[15..]);
        System.Text.Encoding.ASCII.GetBytes(c.Network, record[18..]);
    }

    // The header has tenths of milliseconds; what is left, −50 to 49 µs, is for blockette 1001.
    private static int WriteTime(Span<byte> record, Instant start)
    {
        long microseconds = FloorDivide((start - NodaConstants.UnixEpoch).ToInt64Nanoseconds() + 500, 1000);
        long tenths = FloorDivide(microseconds + 50, 100);
        (int year, int day, int hour, int minute, int second, int nanosecond) = Fields(NodaConstants.UnixEpoch + Duration.FromNanoseconds(tenths * 100_000L));
        BinaryPrimitives.WriteUInt16BigEndian(record[20..], (ushort)year);
        BinaryPrimitives.WriteUInt16BigEndian(record[22..], (ushort)day);
        record[24] = (byte)hour;
        record[25] = (byte)minute;
        record[26] = (byte)second;
        BinaryPrimitives.WriteUInt16BigEndian(record[28..], (ushort)(nanosecond / 100_000));
        return (int)(microseconds - (tenths * 100));
    }

    private static long FloorDivide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);

    private void WriteQuality(Span<byte> record)
    {
        RecordedQuality q = Segment.Quality;
        record[36] = (byte)((q & RecordedQuality.Calibration) != 0 ? 1 : 0);
        record[37] = (byte)((q & RecordedQuality.ClockLocked) != 0 ? 32 : 0);
        int data = 0;
        if ((q & RecordedQuality.Clipped) != 0) data |= 2;
        if ((q & RecordedQuality.Spikes) != 0) data |= 4;
        if ((q & RecordedQuality.Missing) != 0) data |= 16;
        if ((q & RecordedQuality.TelemetryError) != 0) data |= 32;
        if ((q & RecordedQuality.TimeQuestionable) != 0) data |= 128;
        record[38] = (byte)data;
    }

    private void WriteBlockettes(Span<byte> record, int microsecond, int payloadBytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(record[48..], 1000);
        BinaryPrimitives.WriteUInt16BigEndian(record[50..], 56);
        record[52] = (byte)Encoding;
        record[53] = 1;
        record[54] = (byte)BitOperations.Log2((uint)_recordBytes);
        BinaryPrimitives.WriteUInt16BigEndian(record[56..], 1001);
        BinaryPrimitives.WriteUInt16BigEndian(record[58..], (ushort)(_needsRate ? 64 : 0));
        record[61] = (byte)(sbyte)microsecond;
        record[63] = (byte)Math.Min(byte.MaxValue, payloadBytes / SteimTables.FrameBytes);
        if (!_needsRate) return;
        BinaryPrimitives.WriteUInt16BigEndian(record[64..], 100);
        BinaryPrimitives.WriteSingleBigEndian(record[68..], (float)Segment.SampleRateHz);
    }
}
