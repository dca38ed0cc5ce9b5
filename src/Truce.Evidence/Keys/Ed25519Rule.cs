using System.Buffers.Binary;

namespace Truce.Evidence.Keys;

/// <summary>The one Ed25519 rule of Truce, stricter than RFC 8032: docs/decisions/0010-ed25519-rule.md.</summary>
/// <remarks>
/// A signature is accepted when, and only when:
/// (1) A and R are canonical encodings, y &lt; p, and the sign bit is 0 where x = 0;
/// (2) neither A nor R is one of the eight points of small order;
/// (3) S &lt; L;
/// (4) the equation without the cofactor holds exactly: the encoding of [S]B − [k]A is the bytes of R.
/// (1) and (2) are checked here on the bytes, (3) and (4) by libcrypto. It is the rule called verify_strict elsewhere.
/// A key A with a small-order component beside a large one is not refused as such; (4) decides for it too.
/// </remarks>
internal static class Ed25519Rule
{
    // The y of the points of order 8, little endian; y and p − y (the other sign of x is the top bit).
    private static readonly byte[] s_order8 = Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    private static readonly byte[] s_order8Negative = Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

    /// <summary>False for a point encoding that the rule refuses, in a key or as a signature's R.</summary>
    internal static bool Allows(ReadOnlySpan<byte> point)
    {
        if (point.Length != 32) return false;
        Span<byte> y = stackalloc byte[32];
        point.CopyTo(y);
        y[31] &= 0x7f;
        // y ≥ p = 2^255 − 19 is not canonical; y = p − 1 is the point of order 2; y = 0 and y = 1 are of order 4 and 1.
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(y);
        bool highOnes = y[8..31].IndexOfAnyExcept((byte)0xff) < 0 && y[31] == 0x7f;
        if (highOnes && low >= ulong.MaxValue - 19) return false; // p − 1 = 2^255 − 20 ends in the word 2^64 − 20
        bool highZeros = y[8..].IndexOfAnyExcept((byte)0) < 0;
        if (highZeros && low <= 1) return false;
        return !y.SequenceEqual(s_order8) && !y.SequenceEqual(s_order8Negative);
    }
}
