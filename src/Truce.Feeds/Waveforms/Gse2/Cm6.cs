namespace Truce.Feeds.Waveforms.Gse2;

/// <summary>CM6: second differences in printable characters of six bits (GSE 2.0, "Provisional GSE 2.0 Message Formats and Protocols", 1995, appendix).</summary>
internal static class Cm6
{
    private const int Continues = 32, Negative = 16;
    private const int MostCharacters = 7; // 4 + 6 × 5 bits hold a 32-bit number

    /// <summary>Decodes as many samples as the target is long; white space is stepped over. False with the character's place when it cannot.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<int> samples, out int at)
    {
        int difference = 0, value = 0;
        at = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            if (!TryNumber(text, ref at, out int second)) return false;
            samples[i] = value = unchecked(value + (difference = unchecked(difference + second)));
        }

        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, ref int at, out int number)
    {
        number = 0;
        bool negative = false;
        for (int n = 0; n < MostCharacters; n++)
        {
            while (at < text.Length && text[at] is (byte)' ' or (byte)'\r' or (byte)'\n') at++;
            if (at >= text.Length || !TrySix(text[at], out int six)) return false;
            at++;
            if (n == 0) negative = (six & Negative) != 0;
            number = unchecked((number << 5) | (six & (n == 0 ? Negative - 1 : Continues - 1)));
            if ((six & Continues) != 0) continue;
            if (negative) number = unchecked(-number);
            return true;
        }

        return false;
    }

    // + is 0, - is 1, then the digits, the capitals, the small letters.
    private static bool TrySix(byte c, out int six)
    {
        six = c switch
        {
            (byte)'+' => 0,
            (byte)'-' => 1,
            >= (byte)'0' and <= (byte)'9' => c - '0' + 2,
            >= (byte)'A' and <= (byte)'Z' => c - 'A' + 12,
            >= (byte)'a' and <= (byte)'z' => c - 'a' + 38,
            _ => -1,
        };
        return six >= 0;
    }
}
