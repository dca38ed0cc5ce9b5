using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Truce.Measures;

namespace Truce.Response.Notices;

/// <summary>From whom and to whom a message goes.</summary>
/// <param name="FromName">Name of the house.</param>
/// <param name="FromAddress">Its address; replies go there.</param>
/// <param name="To">Addresses of the invitee, at least one.</param>
public sealed record MailEnvelope(string FromName, string FromAddress, ImmutableArray<string> To);

/// <summary>A notice as a message of mail: RFC 5322 and MIME (RFC 2045 to 2047), ASCII only on the wire; lines of at most 76 characters but for addresses and Message-ID, which stand whole.</summary>
/// <remarks>The same notice gives the same bytes but for the attached letter. Message-ID is the notice's id, so a message that came twice can be told as one.</remarks>
public static class MailText
{
    /// <summary>The message; or why there is none: an address or a header that is not fit to be sent.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="envelope">From whom, to whom.</param>
    /// <param name="pdf">The letter to attach; empty for none.</param>
    /// <param name="message">Bytes with CRLF line ends, not yet dot-stuffed.</param>
    /// <param name="reason">Why there is none.</param>
    public static bool TryWrite(Notice notice, MailEnvelope envelope, ReadOnlySpan<byte> pdf, out byte[] message, out string reason)
    {
        message = [];
        reason = Fault(notice, envelope) ?? "";
        if (reason.Length > 0) return false;
        var text = new StringBuilder();
        Headers(text, notice, envelope);
        string body = string.Join("\r\n\r\n", notice.Paragraphs) + "\r\n\r\n-- \r\n" + string.Join("\r\n", NoticeText.Foot(notice)) + "\r\n";
        if (pdf.IsEmpty)
        {
            TextPart(text, body);
        }
        else
        {
            string boundary = "=_truce-" + Hash256.Of(Encoding.UTF8.GetBytes(notice.Id + " boundary")).Short; // an underscore after = is in no base64 line
            text.Append("Content-Type: multipart/mixed;\r\n boundary=\"").Append(boundary).Append("\"\r\n\r\n--").Append(boundary).Append("\r\n");
            TextPart(text, body);
            string file = $"notice-{notice.Id.Short}.pdf";
            text.Append("--").Append(boundary).Append("\r\nContent-Type: application/pdf; name=\"").Append(file).Append("\"\r\nContent-Transfer-Encoding: base64\r\n");
            text.Append("Content-Disposition: attachment; filename=\"").Append(file).Append("\"\r\n\r\n");
            Base64(text, pdf);
            text.Append("--").Append(boundary).Append("--\r\n");
        }

        message = Encoding.ASCII.GetBytes(text.ToString());
        return true;
    }

    /// <summary>The Message-ID of a notice: its id, at the domain of the sender.</summary>
    public static string MessageId(Hash256 notice, string fromAddress) => $"<{notice}@{fromAddress[(fromAddress.IndexOf('@', StringComparison.Ordinal) + 1)..]}>";

    private static string? Fault(Notice notice, MailEnvelope envelope)
    {
        if (envelope.To.IsDefaultOrEmpty) return "a message goes to at least one address";
        foreach (string address in envelope.To.Prepend(envelope.FromAddress))
        {
            if (MailAddress.Fault(address) is { } fault) return $"{Terms.JsonSpot.Quote(address)}: {fault}";
        }

        return envelope.FromName.Concat(notice.Subject).Concat(notice.Consultation).Concat(notice.Invitee).Any(NoticeRules.IsHidden)
            ? "a header holds a line end or a control character; it is refused, because it could forge another header"
            : null;
    }

    private static void Headers(StringBuilder text, Notice notice, MailEnvelope envelope)
    {
        void Header(string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");
        Header("Date", notice.IssuedAt.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header("From", $"{Words("From: ", envelope.FromName)}\r\n <{envelope.FromAddress}>");
        Header("To", string.Join(",\r\n ", envelope.To));
        Header("Message-ID", MessageId(notice.Id, envelope.FromAddress));
        if (notice.Follows is { } follows)
        {
            Header("In-Reply-To", MessageId(follows.Id, envelope.FromAddress));
            Header("References", MessageId(follows.Id, envelope.FromAddress));
        }

        Header("Subject", Words("Subject: ", notice.Subject));
        Header("Content-Language", notice.Language);
        Header("Auto-Submitted", "auto-generated"); // RFC 3834: out-of-office answers stay away
        Header("X-Truce-Consultation", Words("X-Truce-Consultation: ", notice.Consultation));
        if (notice.IsSimulated) Header("X-Truce-Simulated", "SIMULATED");
        Header("MIME-Version", "1.0");
    }

    private static void TextPart(StringBuilder text, string body)
    {
        text.Append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        Base64(text, Encoding.UTF8.GetBytes(body));
    }

    private static void Base64(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length; at += 57) text.Append(Convert.ToBase64String(bytes[at..Math.Min(bytes.Length, at + 57)])).Append("\r\n");
    }

    /// <summary>Words of a header: as they are when they are short and plain, else encoded words of RFC 2047, folded, whole characters each.</summary>
    internal static string Words(string name, string value)
    {
        bool plain = value.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '.' or '/' or '_' or '(' or ')' or ':' or ',');
        bool isPhrase = name == "From: "; // in a name of a sender these have a meaning
        if (plain && name.Length + value.Length <= 76 && !(isPhrase && value.AsSpan().ContainsAny("().:,"))) return value;
        var words = new List<string>();
        var piece = new List<byte>();
        Span<byte> utf8 = stackalloc byte[4];
        foreach (Rune rune in value.EnumerateRunes())
        {
            int length = rune.EncodeToUtf8(utf8);
            if (piece.Count + length > 36) // 36 bytes are 48 of base64: with its frame an encoded word of 60, under the 75 of RFC 2047 §2 beside any name here
            {
                words.Add(Encoded(piece));
                piece.Clear();
            }

            piece.AddRange(utf8[..length]);
        }

        if (piece.Count > 0) words.Add(Encoded(piece));
        return (name.Length > 14 ? "\r\n " : "") + string.Join("\r\n ", words);
    }

    private static string Encoded(List<byte> piece) => $"=?UTF-8?B?{Convert.ToBase64String([.. piece])}?=";
}
