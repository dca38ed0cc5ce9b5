using System.Buffers.Binary;
using System.Globalization;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>What the blockettes of a version 2 record say that concerns its samples: 100, 1000 and 1001. All others are stepped over.</summary>
/// <remarks>
/// Each blockette gives the place of the next. A place that is not behind its predecessor, or not inside the bytes, breaks the chain, and the record is refused:
/// decision 0080.
/// </remarks>
internal readonly record struct Blockettes
{
    /// <summary>Exponent of the record length from blockette 1000; absent without one.</summary>
    public int? LengthExponent { get; private init; }

    /// <summary>Word order of blockette 1000: 0 little-endian, 1 big-endian, anything else as written; −1 without one.</summary>
    public int WordOrder { get; private init; }

    /// <summary>Encoding of blockette 1000; Steim 1 without one, as in records older than it.</summary>
    public MiniSeedEncoding Encoding { get; private init; }

    /// <summary>Rate of blockette 100, when it gives one above 0.</summary>
    public double? ActualRateHz { get; private init; }

    /// <summary>Microseconds of blockette 1001 to add to the start, −50 to 49 in the standard.</summary>
    public int Microseconds { get; private init; }

    /// <summary>Quality of the time by blockette 1001, per cent; −1 without one.</summary>
    public int TimingQualityPercent { get; private init; }

    /// <summary>Follows the chain.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, bool little, int most, out Blockettes found, out WaveformFault fault)
    {
        found = new() { WordOrder = -1, Encoding = MiniSeedEncoding.Steim1, TimingQualityPercent = -1 };
        fault = default;
        int before = 0;
        int at = MiniSeed2Header.U16(bytes, 46, little);
        for (int n = 0; at != 0; n++)
        {
            int size = at + 4 <= bytes.Length && MiniSeed2Header.U16(bytes, at, little) is 100 or 1000 or 1001 ? 8 : 4;
            if (n == most || at < Math.Max(MiniSeed2Header.FixedBytes, before) || at + size > bytes.Length)
            {
                fault = new("blockette-chain", string.Create(CultureInfo.InvariantCulture, $"blockette {n + 1} at byte {at}, which is not between byte {Math.Max(MiniSeed2Header.FixedBytes, before)} and the end"));
                return false;
            }

            ReadOnlySpan<byte> body = bytes[(at + 4)..];
            switch (MiniSeed2Header.U16(bytes, at, little))
            {
                case 100:
                    float rate = little ? BinaryPrimitives.ReadSingleLittleEndian(body) : BinaryPrimitives.ReadSingleBigEndian(body);
                    if (rate > 0 && float.IsFinite(rate)) found = found with { ActualRateHz = rate };
                    break;
                case 1000:
                    found = found with { Encoding = (MiniSeedEncoding)body[0], WordOrder = body[1], LengthExponent = body[2] };
                    break;
                case 1001:
                    found = found with { TimingQualityPercent = body[0] <= 100 ? body[0] : -1, Microseconds = (sbyte)body[1] };
                    break;
            }

            before = at + size;
            at = MiniSeed2Header.U16(bytes, at + 2, little);
        }

        return true;
    }
}
