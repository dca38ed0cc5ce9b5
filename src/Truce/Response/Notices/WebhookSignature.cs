using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Truce.Response.Notices;

/// <summary>What a signature came to.</summary>
public enum WebhookVerdict
{
    /// <summary>Right, and of now.</summary>
    Right = 0,

    /// <summary>The header, or the name of the delivery, is missing or not of the form.</summary>
    Malformed,

    /// <summary>No signature in it is of one of the keys.</summary>
    Wrong,

    /// <summary>The signature is right and its time is not near enough to the receiver's clock.</summary>
    OutOfTime,
}

/// <summary>The header <c>Truce-Signature: t=SECONDS,v1=HEX</c>: HMAC-SHA256 (RFC 2104) with the shared key over the seconds, a dot, the delivery's name, a dot and the body.</summary>
/// <remarks>
/// docs/formats/notices.md, "Webhook". The name is signed with the body, or whoever overhears a request could send it again under the name that the peer will use next, and
/// the peer would be told that its name is taken. Several v1 may stand in one header, so that a key can be changed without a gap.
/// </remarks>
public static class WebhookSignature
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Truce-Signature";

    /// <summary>Name of the header with the delivery's name, which stays the same through all attempts.</summary>
    public const string DeliveryHeader = "Truce-Delivery";

    /// <summary>Least length of a key, bytes: the length of the digest (RFC 2104 §3).</summary>
    public const int LeastKeyBytes = 32;

    /// <summary>How far the sender's clock may be from the receiver's, either way.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int MostSignatures = 4;

    /// <summary>Whether a delivery may be called so: 1 to 200 letters, digits, hyphens, underscores and colons. Without a dot, so that what is signed can be cut in one way only.</summary>
    public static bool IsName(string delivery) => delivery.Length is > 0 and <= 200 && delivery.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':');

    /// <summary>The value of the header.</summary>
    public static string Sign(Secret key, DateTimeOffset at, string delivery, ReadOnlySpan<byte> body)
    {
        string t = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={t},v1={Convert.ToHexStringLower(Mac(key, t, delivery, body))}";
    }

    /// <summary>Whether the header signs name and body with one of the keys at about this time. Every key is tried on every signature in constant time; the time is judged last.</summary>
    public static WebhookVerdict Verify(IReadOnlyList<Secret> keys, string? header, string delivery, ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan window)
    {
        if (!IsName(delivery) || !TryRead(header, out string t, out List<byte[]> signatures)) return WebhookVerdict.Malformed;
        bool right = false;
        foreach (Secret key in keys)
        {
            byte[] mac = Mac(key, t, delivery, body);
            foreach (byte[] signature in signatures) right |= CryptographicOperations.FixedTimeEquals(mac, signature);
        }

        if (!right) return WebhookVerdict.Wrong;
        TimeSpan apart = now - DateTimeOffset.FromUnixTimeSeconds(long.Parse(t, NumberStyles.None, CultureInfo.InvariantCulture));
        return apart.Duration() <= window ? WebhookVerdict.Right : WebhookVerdict.OutOfTime;
    }

    private static byte[] Mac(Secret key, string t, string delivery, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Bytes);
        mac.AppendData(Encoding.ASCII.GetBytes($"{t}.{delivery}."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    private static bool TryRead(string? header, out string t, out List<byte[]> signatures)
    {
        (t, signatures) = ("", []);
        if (header is null || header.Length > 500) return false;
        foreach (string part in header.Split(','))
        {
            if (part.Split('=') is not [string name, string value]) return false;
            if (name == "t" && t.Length == 0 && value.Length is > 0 and <= 11 && value.All(char.IsAsciiDigit)) t = value;
            else if (name == "v1" && value.Length == 64 && value.All(char.IsAsciiHexDigitLower) && signatures.Count < MostSignatures) signatures.Add(Convert.FromHexString(value));
            else if (name is "t" or "v1") return false;
        }

        return t.Length > 0 && signatures.Count > 0;
    }
}
