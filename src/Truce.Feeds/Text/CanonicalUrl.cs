using System.Globalization;
using System.Text;

namespace Truce.Feeds.Text;

/// <summary>One address for one page, however it was shared: so that two reports of one page are seen to have one origin.</summary>
/// <remarks>
/// Syntax-based normalisation of RFC 3986 §6.2.2 (case, percent-encoding, dot segments) and scheme-based of §6.2.3 (default port, empty path),
/// then habits of the press: scheme, <c>www.</c>, <c>m.</c>, <c>mobile.</c>, <c>amp.</c>, <c>/amp</c>, tracking parameters, fragment and a
/// last slash say nothing about which page it is. What is left over is compared, never fetched.
/// </remarks>
public static class CanonicalUrl
{
    private const int MaxChars = 4096;
    private static readonly string[] DroppedHostPrefixes = ["www.", "m.", "mobile.", "amp."];

    private static readonly HashSet<string> Tracking = new(StringComparer.Ordinal)
    {
        "fbclid", "gclid", "dclid", "yclid", "msclkid", "twclid", "igshid", "igsh", "mc_cid", "mc_eid", "_openstat", "ref", "ref_src", "ref_url",
        "cmpid", "ocid", "from", "src", "share", "si", "feature", "s", "t", "amp", "outputtype", "_ga", "_gl", "spm", "icid", "smid", "rss", "xtor",
    };

    /// <summary>Parameters that some sites use for the page itself; on those hosts they stay.</summary>
    private static readonly HashSet<string> Meaningful = new(StringComparer.Ordinal) { "s", "t", "from", "src", "share" };

    /// <summary>The canonical form of an http or https address; false when it is not one.</summary>
    public static bool TryMake(string address, out string canonical)
    {
        canonical = "";
        string text = address.Trim();
        if (text.Length is 0 or > MaxChars) return false;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0) return false;
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) return false;

        string host = Host(uri);
        string path = Path(uri.GetComponents(UriComponents.Path, UriFormat.UriEscaped));
        string query = Query(host, uri.GetComponents(UriComponents.Query, UriFormat.UriEscaped));
        SameSite(ref host, ref path, ref query);
        string port = uri.IsDefaultPort || uri.Port is 80 or 443 ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}");
        canonical = $"https://{host}{port}{path}{query}";
        return true;
    }

    /// <summary>The canonical forms of every address in a list that is separated by blanks or bars; in order, each once.</summary>
    public static List<string> All(string list)
    {
        List<string> found = [];
        foreach (string part in Split(list))
        {
            if (TryMake(part, out string canonical) && !found.Contains(canonical)) found.Add(canonical);
        }

        return found;
    }

    /// <summary>The addresses of a list as they were written: http and https only, in order, each once.</summary>
    public static List<string> Written(string list) =>
        [.. Split(list).Where(part => TryMake(part, out _)).Distinct(StringComparer.Ordinal)];

    private static string[] Split(string list) =>
        list.Split([' ', '|', '\n', '\r', '\t', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Host(Uri uri)
    {
        string host = uri.IdnHost.ToLowerInvariant().TrimEnd('.');
        for (bool again = true; again;)
        {
            again = false;
            foreach (string prefix in DroppedHostPrefixes)
            {
                // "m.ua" is a site; "m.site.ua" is a site's page for telephones
                if (!host.StartsWith(prefix, StringComparison.Ordinal) || !host[prefix.Length..].Contains('.', StringComparison.Ordinal)) continue;
                host = host[prefix.Length..];
                again = true;
            }
        }

        return host;
    }

    private static string Path(string escaped)
    {
        string path = "/" + Normal(escaped);
        while (path.Contains("//", StringComparison.Ordinal)) path = path.Replace("//", "/", StringComparison.Ordinal);
        path = path.TrimEnd('/');
        if (path.EndsWith("/amp", StringComparison.OrdinalIgnoreCase)) path = path[..^4];
        if (path.EndsWith(".amp", StringComparison.OrdinalIgnoreCase)) path = path[..^4];
        if (path.StartsWith("/amp/", StringComparison.OrdinalIgnoreCase)) path = path[4..];
        return path.TrimEnd('/');
    }

    private static string Query(string host, string escaped)
    {
        if (escaped.Length == 0) return "";
        List<string> kept = [];
        foreach (string pair in escaped.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = pair.Split('=', 2)[0].ToLowerInvariant();
            bool tracking = name.StartsWith("utm_", StringComparison.Ordinal) || name.StartsWith("pk_", StringComparison.Ordinal) || Tracking.Contains(name);
            if (tracking && !(Meaningful.Contains(name) && !IsSocial(host) && !LooksLikeTracking(pair))) continue;
            kept.Add(Normal(pair));
        }

        kept.Sort(StringComparer.Ordinal);
        return kept.Count == 0 ? "" : "?" + string.Join('&', kept);
    }

    /// <summary>On an unknown site a short parameter stays when it carries a number: it may name the page.</summary>
    private static bool LooksLikeTracking(string pair)
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 || !pair.AsSpan(equals + 1).ContainsAnyInRange('0', '9');
    }

    private static bool IsSocial(string host) =>
        host is "twitter.com" or "x.com" or "t.me" or "youtube.com" or "youtu.be" or "facebook.com" or "instagram.com" or "tiktok.com" or "vk.com";

    /// <summary>Percent-encoding with upper-case digits, undone for unreserved characters (RFC 3986 §6.2.2.1 and §6.2.2.2).</summary>
    private static string Normal(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (int i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '%' && i + 2 < escaped.Length
                && byte.TryParse(escaped.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code))
            {
                if (char.IsAsciiLetterOrDigit((char)code) || (char)code is '-' or '.' or '_' or '~') text.Append((char)code);
                else text.Append(CultureInfo.InvariantCulture, $"%{code:X2}");
                i += 2;
            }
            else
            {
                text.Append(escaped[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>Sites that give one page several addresses.</summary>
    private static void SameSite(ref string host, ref string path, ref string query)
    {
        if (host == "x.com") host = "twitter.com";
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (host == "twitter.com" && Array.FindIndex(parts, p => p is "status" or "statuses") is >= 0 and int at && at + 1 < parts.Length)
        {
            // The number alone names the post; the name before it may be anything. Whether photo 1 or video 1 is shown does not matter.
            path = $"/i/status/{parts[at + 1]}";
            query = "";
        }
        else if (host is "t.me" or "telegram.me")
        {
            host = "t.me";
            if (path.StartsWith("/s/", StringComparison.Ordinal)) path = path[2..];
            if (parts.Length > 0) path = path.ToLowerInvariant();
        }
        else if (host == "youtu.be" && parts.Length == 1)
        {
            (host, path, query) = ("youtube.com", "/watch", $"?v={parts[0]}");
        }
    }
}
