using System.Text;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>One record of miniSEED 2 or 3 from its bytes.</summary>
public static class MiniSeedRecord
{
    private const int LongestText = 64 * 1024;

    /// <summary>Reads one record that is exactly the bytes given, as a live stream brings it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="offset">What to say as its offset.</param>
    /// <returns>Samples, or bytes without samples, or why it could not be read. Never throws.</returns>
    public static WaveformPiece Decode(ReadOnlySpan<byte> record, long offset = 0)
    {
        if (!TryDecode(record, whole: true, new HeaderMemory(), offset, out WaveformPiece? piece, out int length, out WaveformFault fault))
        {
            return new WaveformPiece.Refused(fault, offset, record.Length);
        }

        return length == record.Length
            ? piece!
            : new WaveformPiece.Refused(new("record-length", $"a record of {length} bytes in {record.Length}"), offset, record.Length);
    }

    /// <summary>Reads one record; false with the reason for a record that cannot be read or has no samples (<c>header-only</c>, <c>text</c>).</summary>
    public static bool TryDecode(ReadOnlySpan<byte> record, out WaveformSegment? segment, out WaveformFault fault)
    {
        WaveformPiece piece = Decode(record);
        segment = (piece as WaveformPiece.Series)?.Segment;
        fault = piece switch
        {
            WaveformPiece.Refused refused => refused.Fault,
            WaveformPiece.PassedOver passed => new(passed.What, "a record without samples"),
            _ => default,
        };
        return segment is not null;
    }

    /// <summary>Reads the header alone.</summary>
    /// <param name="record">The record, from its first byte; may be followed by others.</param>
    /// <param name="header">The header, when true.</param>
    /// <param name="fault">Why not, when false.</param>
    public static bool TryReadHeader(ReadOnlySpan<byte> record, out MiniSeedHeader header, out WaveformFault fault) =>
        TryReadHeader(record, whole: false, new HeaderMemory(), out header, out _, out fault);

    internal static bool TryReadHeader(ReadOnlySpan<byte> bytes, bool whole, HeaderMemory memory, out MiniSeedHeader header, out int length, out WaveformFault fault)
    {
        if (MiniSeed3Header.Begins(bytes)) return MiniSeed3Header.TryRead(bytes, memory, out header, out length, out fault);
        if (MiniSeed2Header.Begins(bytes)) return MiniSeed2Header.TryRead(bytes, whole, memory, out header, out length, out fault);
        header = default;
        length = 0;
        fault = NotARecord;
        return false;
    }

    internal static WaveformFault NotARecord { get; } = new("not-a-record", "no header of miniSEED 2 or 3 begins here");

    internal static bool TryDecode(
        ReadOnlySpan<byte> bytes, bool whole, HeaderMemory memory, long offset, out WaveformPiece? piece, out int length, out WaveformFault fault)
    {
        piece = null;
        if (!TryReadHeader(bytes, whole, memory, out MiniSeedHeader header, out length, out fault)) return false;

        ReadOnlySpan<byte> payload = bytes.Slice(header.DataOffset, header.DataLength);
        if (header.SampleCount == 0)
        {
            piece = new WaveformPiece.PassedOver("header-only", header.Channel, "", offset, length);
            return true;
        }

        if (header.Encoding == MiniSeedEncoding.Text)
        {
            if (header.SampleCount <= payload.Length)
            {
                piece = new WaveformPiece.PassedOver("text", header.Channel, Encoding.UTF8.GetString(payload[..Math.Min(LongestText, header.SampleCount)]), offset, length);
                return true;
            }

            fault = new("samples-beyond-payload", "more characters announced than the payload holds");
            return false;
        }

        if (!RecordTime.Fits(header.SampleRateHz, header.SampleCount, out fault)) return false;
        if (!SampleDecoder.TryDecode(payload, header.SampleCount, header.Encoding, header.LittleEndianData, out WaveformSamples samples, out fault)) return false;
        var segment = new WaveformSegment
        {
            Channel = header.Channel,
            Start = header.Start,
            SampleRateHz = header.SampleRateHz,
            Samples = samples,
            Quality = header.Quality,
        };
        piece = new WaveformPiece.Series(segment, SampleDecoder.NameOf(header.Encoding), offset, length);
        return true;
    }
}
