namespace Truce.Response.Notices;

/// <summary>What an SMTP server answered.</summary>
/// <param name="Code">Three digits, 200 to 599.</param>
/// <param name="Text">Its text, lines joined by a blank, printable characters only.</param>
public sealed record SmtpReply(int Code, string Text)
{
    /// <summary>Whether the request was done (2xx).</summary>
    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>Whether the server says for good that it will not (5xx).</summary>
    public bool IsPermanent => Code >= 500;

    /// <summary>One line of a reply: its code, whether more lines follow, its text; false for what is none.</summary>
    public static bool TryLine(string line, out int code, out bool more, out string text)
    {
        (code, more, text) = (0, false, "");
        if (line.Length < 3 || line[0] is < '2' or > '5' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2])) return false;
        if (line.Length > 3 && line[3] is not (' ' or '-')) return false;
        code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        more = line.Length > 3 && line[3] == '-';
        text = line.Length > 4 ? new string([.. line[4..].Select(c => c is < ' ' or > '~' ? '?' : c)]) : "";
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Text}".TrimEnd();
}
