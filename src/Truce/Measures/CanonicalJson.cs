using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Truce.Measures;

/// <summary>JSON in the one form that is hashed and signed: RFC 8785 (JSON Canonicalization Scheme).</summary>
/// <remarks>
/// Members sorted by UTF-16 code units, no white space, minimal string escapes (RFC 8785 §3.2.2.2),
/// numbers as ECMAScript writes them (§3.2.2.3; .NET's shortest round-trip digits, laid out by ECMA-262 Number::toString).
/// </remarks>
public static class CanonicalJson
{
    /// <summary>The canonical UTF-8 bytes of a node; a missing node is <c>null</c>.</summary>
    public static byte[] Write(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        Write(buffer, node);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The digest of the canonical bytes.</summary>
    public static Hash256 Hash(JsonNode? node) => Hash256.Of(Write(node));

    private static void Write(ArrayBufferWriter<byte> to, JsonNode? node)
    {
        switch (node)
        {
            case null: to.Write("null"u8); break;
            case JsonObject o: WriteObject(to, o); break;
            case JsonArray a: WriteArray(to, a); break;
            default: WriteValue(to, node.AsValue()); break;
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> to, JsonObject o)
    {
        string[] names = [.. o.Select(p => p.Key)];
        Array.Sort(names, string.CompareOrdinal);
        to.Write("{"u8);
        for (int i = 0; i < names.Length; i++)
        {
            if (i > 0) to.Write(","u8);
            WriteString(to, names[i]);
            to.Write(":"u8);
            Write(to, o[names[i]]);
        }

        to.Write("}"u8);
    }

    private static void WriteArray(ArrayBufferWriter<byte> to, JsonArray a)
    {
        to.Write("["u8);
        for (int i = 0; i < a.Count; i++)
        {
            if (i > 0) to.Write(","u8);
            Write(to, a[i]);
        }

        to.Write("]"u8);
    }

    private static void WriteValue(ArrayBufferWriter<byte> to, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True: to.Write("true"u8); break;
            case JsonValueKind.False: to.Write("false"u8); break;
            case JsonValueKind.Null: to.Write("null"u8); break;
            case JsonValueKind.String: WriteString(to, value.GetValue<string>()); break;
            default:
                double number = double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
                to.Write(Encoding.ASCII.GetBytes(Number(number)));
                break;
        }
    }

    private static void WriteString(ArrayBufferWriter<byte> to, string s)
    {
        var text = new StringBuilder(s.Length + 2).Append('"');
        foreach (char c in s)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\t': text.Append("\\t"); break;
                case '\n': text.Append("\\n"); break;
                case '\f': text.Append("\\f"); break;
                case '\r': text.Append("\\r"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: text.Append(c); break;
            }
        }

        to.Write(Encoding.UTF8.GetBytes(text.Append('"').ToString()));
    }

    /// <summary>A finite number as ECMAScript writes it; throws <see cref="ArgumentException"/> for NaN and infinities, which JSON cannot say.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentException("JSON has no NaN or infinity: leave the member out", nameof(value));
        if (value == 0) return "0";
        string round = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture);
        string shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        (string digits, int exponent) = Digits(shortest, round);
        string sign = value < 0 ? "-" : "";
        int k = digits.Length, n = exponent + 1; // value = 0.digits × 10^n, ECMA-262 §6.1.6.1.20
        if (n is > 0 and <= 21)
        {
            return k <= n ? sign + digits + new string('0', n - k) : sign + digits[..n] + "." + digits[n..];
        }

        if (n is > -6 and <= 0) return sign + "0." + new string('0', -n) + digits;
        string e = (n - 1 < 0 ? "-" : "+") + Math.Abs(n - 1).ToString(CultureInfo.InvariantCulture);
        return sign + (k == 1 ? digits : digits[..1] + "." + digits[1..]) + "e" + e;
    }

    /// <summary>Significant digits without leading or trailing zeros, and the power of ten of the first digit.</summary>
    private static (string Digits, int Exponent) Digits(string shortest, string scientific)
    {
        int exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int e = shortest.IndexOf('E', StringComparison.Ordinal);
        string mantissa = (e < 0 ? shortest : shortest[..e]).Replace(".", "", StringComparison.Ordinal).Trim('0');
        if (e >= 0) exponent = int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (mantissa, exponent);
    }
}
