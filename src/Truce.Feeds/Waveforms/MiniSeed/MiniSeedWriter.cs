using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>Writes segments as records of miniSEED 2 (big-endian) or 3.</summary>
/// <remarks>What is written reads back exactly: samples always; times to a nanosecond in version 3, to a microsecond in version 2.</remarks>
public static class MiniSeedWriter
{
    /// <summary>Writes a segment.</summary>
    /// <param name="segment">The segment; one without samples gives no record.</param>
    /// <param name="options">How; throws <see cref="ArgumentException"/> when they are no options.</param>
    /// <param name="to">Gets whole records.</param>
    /// <param name="fault">When false: why this segment cannot be said in this form; what was written before stands.</param>
    /// <param name="firstSequence">Sequence number of the first record of version 2, 1 to 999,999; then upwards, after 999,999 again from 1.</param>
    public static bool TryWrite(WaveformSegment segment, MiniSeedWriteOptions options, IBufferWriter<byte> to, out WaveformFault fault, int firstSequence = 1)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        fault = default;
        MiniSeedEncoding encoding = EncodingOf(segment.Samples, options);
        if (!RecordTime.Fits(segment.SampleRateHz, Math.Max(1, segment.Count), out fault)) return false;
        RecordFrame? frame = options.Version == 2 ? RecordFrame2.For(segment, options, encoding, out fault) : RecordFrame3.For(segment, options, encoding);
        if (frame is null) return false;

        byte[] payload = new byte[frame.PayloadBytes];
        int done = 0;
        for (int record = 0; done < segment.Count; record++)
        {
            int packed = Pack(segment.Samples, done, encoding, payload, out int used);
            if (packed < 0)
            {
                fault = new("steim-difference", "a difference of samples needs more than the 30 bits of Steim 2");
                return false;
            }

            Span<byte> bytes = to.GetSpan(options.RecordBytes)[..options.RecordBytes];
            int length = frame.Write(bytes, payload.AsSpan(0, used), segment.InstantOf(done), packed, ((firstSequence - 1 + record) % 999_999) + 1);
            to.Advance(length);
            done += packed;
        }

        return true;
    }

    private static MiniSeedEncoding EncodingOf(WaveformSamples samples, MiniSeedWriteOptions options) => samples switch
    {
        WaveformSamples.Float32 => MiniSeedEncoding.Float32,
        WaveformSamples.Float64 => MiniSeedEncoding.Float64,
        _ => options.Integers,
    };

    private static int Pack(WaveformSamples samples, int from, MiniSeedEncoding encoding, Span<byte> payload, out int used)
    {
        if (encoding is MiniSeedEncoding.Steim1 or MiniSeedEncoding.Steim2)
        {
            ReadOnlySpan<int> values = ((WaveformSamples.Int32)samples).Values.Span;
            int packed = SteimEncoder.Encode(values[from..], values[Math.Max(0, from - 1)], payload, encoding == MiniSeedEncoding.Steim1 ? 1 : 2, out int frames);
            used = frames * SteimTables.FrameBytes;
            return packed;
        }

        int width = encoding == MiniSeedEncoding.Float64 ? 8 : 4;
        int count = Math.Min(samples.Count - from, payload.Length / width);
        used = count * width;
        ReadOnlySpan<byte> raw = samples switch
        {
            WaveformSamples.Float32 f => MemoryMarshal.AsBytes(f.Values.Span.Slice(from, count)),
            WaveformSamples.Float64 f => MemoryMarshal.AsBytes(f.Values.Span.Slice(from, count)),
            _ => MemoryMarshal.AsBytes(((WaveformSamples.Int32)samples).Values.Span.Slice(from, count)),
        };
        raw.CopyTo(payload);
        return count;
    }
}

/// <summary>The form of a record around its payload. Payloads come in the order of this machine, Steim frames as the standard has them.</summary>
internal abstract class RecordFrame(WaveformSegment segment, MiniSeedEncoding encoding, int payloadBytes)
{
    public int PayloadBytes { get; } = payloadBytes;

    protected WaveformSegment Segment { get; } = segment;

    protected MiniSeedEncoding Encoding { get; } = encoding;

    /// <summary>Writes one record and answers its length.</summary>
    public abstract int Write(Span<byte> record, ReadOnlySpan<byte> payload, Instant start, int samples, int sequence);

    protected static (int Year, int Day, int Hour, int Minute, int Second, int Nanosecond) Fields(Instant at)
    {
        LocalDateTime t = at.InUtc().LocalDateTime;
        return (t.Year, t.DayOfYear, t.Hour, t.Minute, t.Second, t.NanosecondOfSecond);
    }

    protected void CopyPayload(ReadOnlySpan<byte> payload, Span<byte> to, bool bigEndian)
    {
        payload.CopyTo(to);
        if (Encoding is MiniSeedEncoding.Steim1 or MiniSeedEncoding.Steim2 || bigEndian != BitConverter.IsLittleEndian) return;
        if (Encoding == MiniSeedEncoding.Float64)
        {
            Span<long> wide = MemoryMarshal.Cast<byte, long>(to[..payload.Length]);
            BinaryPrimitives.ReverseEndianness(wide, wide);
        }
        else
        {
            Span<int> narrow = MemoryMarshal.Cast<byte, int>(to[..payload.Length]);
            BinaryPrimitives.ReverseEndianness(narrow, narrow);
        }
    }
}

/// <summary>Version 3 around a payload.</summary>
internal sealed class RecordFrame3 : RecordFrame
{
    private readonly byte[] _identifier;
    private readonly byte[] _extra;
    private readonly byte _publication;

    private RecordFrame3(WaveformSegment segment, MiniSeedWriteOptions options, MiniSeedEncoding encoding, byte[] identifier, byte[] extra)
        : base(segment, encoding, options.RecordBytes - MiniSeed3Header.FixedBytes - identifier.Length - extra.Length)
    {
        _identifier = identifier;
        _extra = extra;
        _publication = options.Publication;
    }

    public static RecordFrame3 For(WaveformSegment segment, MiniSeedWriteOptions options, MiniSeedEncoding encoding) =>
        new(segment, options, encoding, System.Text.Encoding.ASCII.GetBytes(segment.Channel.ToString()), Extra(segment.Quality));

    public override int Write(Span<byte> record, ReadOnlySpan<byte> payload, Instant start, int samples, int sequence)
    {
        int dataOffset = MiniSeed3Header.FixedBytes + _identifier.Length + _extra.Length;
        record = record[..(dataOffset + payload.Length)];
        (int year, int day, int hour, int minute, int second, int nanosecond) = Fields(start);
        record.Clear();
        record[0] = (byte)'M';
        record[1] = (byte)'S';
        record[2] = 3;
        record[3] = (byte)((Has(RecordedQuality.Calibration) ? 1 : 0) | (Has(RecordedQuality.TimeQuestionable) ? 2 : 0) | (Has(RecordedQuality.ClockLocked) ? 4 : 0));
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], nanosecond);
        BinaryPrimitives.WriteUInt16LittleEndian(record[8..], (ushort)year);
        BinaryPrimitives.WriteUInt16LittleEndian(record[10..], (ushort)day);
        record[12] = (byte)hour;
        record[13] = (byte)minute;
        record[14] = (byte)second;
        record[15] = (byte)Encoding;
        BinaryPrimitives.WriteDoubleLittleEndian(record[16..], Segment.SampleRateHz);
        BinaryPrimitives.WriteInt32LittleEndian(record[24..], samples);
        record[32] = _publication;
        record[33] = (byte)_identifier.Length;
        BinaryPrimitives.WriteUInt16LittleEndian(record[34..], (ushort)_extra.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record[36..], payload.Length);
        _identifier.CopyTo(record[MiniSeed3Header.FixedBytes..]);
        _extra.CopyTo(record[(MiniSeed3Header.FixedBytes + _identifier.Length)..]);
        CopyPayload(payload, record[dataOffset..], bigEndian: false);
        BinaryPrimitives.WriteUInt32LittleEndian(record[28..], Crc32C.OfRecord(record));
        return record.Length;
    }

    private bool Has(RecordedQuality flag) => (Segment.Quality & flag) != 0;

    // Only what the flag byte cannot say.
    private static byte[] Extra(RecordedQuality quality)
    {
        List<string> flags = [];
        if ((quality & RecordedQuality.Clipped) != 0) flags.Add("\"DigitizerClipping\":true");
        if ((quality & RecordedQuality.Spikes) != 0) flags.Add("\"Spikes\":true");
        if ((quality & RecordedQuality.Missing) != 0) flags.Add("\"MissingData\":true");
        if ((quality & RecordedQuality.TelemetryError) != 0) flags.Add("\"TelemetrySyncError\":true");
        return flags.Count == 0 ? [] : System.Text.Encoding.ASCII.GetBytes($"{{\"FDSN\":{{\"Flags\":{{{string.Join(',', flags)}}}}}}}");
    }
}
