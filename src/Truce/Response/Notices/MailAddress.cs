namespace Truce.Response.Notices;

/// <summary>Addresses of mail as this house writes them: <c>local@domain</c> in ASCII, RFC 5321 §4.1.2, without quoted parts, comments and literals.</summary>
public static class MailAddress
{
    private const string Atoms = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>Why it is no such address; nothing when it is.</summary>
    public static string? Fault(string address)
    {
        if (address.Length > 254) return "an address has at most 254 characters";
        if (address.Any(c => c is < '!' or > '~')) return "an address is ASCII without blanks; write an international domain in its xn-- form";
        if (address.Split('@') is not [{ Length: > 0 and <= 64 } local, { Length: > 0 } domain]) return "an address is written local@domain";
        if (local.Split('.').Any(atom => atom.Length == 0 || !atom.All(c => char.IsAsciiLetterOrDigit(c) || Atoms.Contains(c, StringComparison.Ordinal)))) return "the part before @ is letters, digits and marks, with single dots between";
        return IsDomain(domain) ? null : "the part after @ is a domain name";
    }

    /// <summary>Whether it is a domain name of letters, digits and hyphens.</summary>
    public static bool IsDomain(string domain) => domain.Length is > 0 and <= 253
        && domain.Split('.').All(l => l.Length is > 0 and <= 63 && l.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && l[0] != '-' && l[^1] != '-');
}
