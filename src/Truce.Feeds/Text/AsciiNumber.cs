using System.Buffers.Text;

namespace Truce.Feeds.Text;

/// <summary>Numbers in ASCII, read from bytes without a string.</summary>
public static class AsciiNumber
{
    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    /// <summary>A finite decimal number, blanks around it allowed; false for anything else.</summary>
    /// <remarks>
    /// Up to 15 digits are read as an integer and one division by an exact power of ten, which rounds correctly
    /// (Clinger 1990, PLDI, "fast path"); the rest goes to the framework's parser. Both give the same double.
    /// </remarks>
    public static bool TryDouble(ReadOnlySpan<byte> field, out double value)
    {
        field = field.Trim((byte)' ');
        int at = 0, digits = 0, decimals = 0;
        bool negative = false, point = false;
        if (field.Length > 0 && (field[0] is (byte)'-' or (byte)'+'))
        {
            negative = field[0] == '-';
            at = 1;
        }

        long mantissa = 0;
        for (; at < field.Length; at++)
        {
            byte b = field[at];
            if (b == '.' && !point)
            {
                point = true;
                continue;
            }

            if (b is < (byte)'0' or > (byte)'9') return Slow(field, out value);
            if (++digits > 15) return Slow(field, out value);
            mantissa = (mantissa * 10) + (b - '0');
            if (point) decimals++;
        }

        value = mantissa / PowersOfTen[decimals];
        if (negative) value = -value;
        return digits > 0;
    }

    private static bool Slow(ReadOnlySpan<byte> field, out double value)
    {
        if (field.Length > 1 && field[0] == '+') field = field[1..];
        return Utf8Parser.TryParse(field, out value, out int used) && used == field.Length && double.IsFinite(value);
    }

    /// <summary>An unsigned integer of at most 9 digits and nothing else.</summary>
    public static bool TryDigits(ReadOnlySpan<byte> field, out int value)
    {
        value = 0;
        if (field.Length is 0 or > 9) return false;
        foreach (byte b in field)
        {
            if (b is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + (b - '0');
        }

        return true;
    }

    /// <summary>Number of digits after the point, 0 without one: how finely a coordinate was written.</summary>
    public static int Decimals(ReadOnlySpan<byte> field)
    {
        int point = field.IndexOf((byte)'.');
        return point < 0 ? 0 : field.Length - point - 1;
    }
}
