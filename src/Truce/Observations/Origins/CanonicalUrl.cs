using System.Collections.Frozen;
using System.Text;

namespace Truce.Observations.Origins;

/// <summary>One spelling for all addresses of one page, and whether the page says one thing.</summary>
/// <remarks>
/// Follows RFC 3986 §6.2.2 (case, percent-encoding, dot segments) and then goes on where the web is less tidy: scheme, <c>www</c>, mobile and AMP
/// hosts and paths, tracking parameters, fragments, trailing slashes, preview forms of Telegram, the many hosts of Twitter / X and YouTube.
/// A translation of a page has an address of its own; text likeness joins it, not this.
/// </remarks>
public static class CanonicalUrl
{
    /// <summary>A longer address is not looked at.</summary>
    public const int LongestUrl = 2048;

    private static readonly FrozenSet<string> Tracking = ("fbclid gclid yclid dclid msclkid twclid igshid igsh mc_cid mc_eid _ga _gl ref ref_src ref_url refsrc referrer from " +
        "source src cmpid ocid ncid smid feature si share shared spm amp outputtype output embed single tgme xtor recommendation cx_testid rss")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> TwitterHosts = ("twitter.com x.com mobile.twitter.com m.twitter.com mobile.x.com nitter.net fxtwitter.com vxtwitter.com fixupx.com twstalker.com")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> TelegramHosts = "t.me telegram.me telegram.dog tlgrm.ru tx.me".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> ListWords = ("allnews all-news all news novosti novini live online onlayn liveblog live-blog tag tags tema topic topics theme category rubric rubrika " +
        "search rss feed feeds archive archives main index home lenta newsfeed latest last video videos photo author authors").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The canonical form, <c>https://host/path?query</c>; absent when the text is no web address.</summary>
    public static string? Of(string address)
    {
        string s = address.Trim().Trim('<', '>', '"', '\'', ',', ';', '«', '»');
        if (s.Length is 0 or > LongestUrl || s.AsSpan().ContainsAny(" \t\r\n\0")) return null;
        if (s.StartsWith("tg://", StringComparison.OrdinalIgnoreCase)) return TelegramLink(s);
        int scheme = s.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 && !s.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !s.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return null;
        string rest = scheme >= 0 ? s[(scheme + 3)..] : s.StartsWith("//", StringComparison.Ordinal) ? s[2..] : s;
        int fragment = rest.IndexOf('#', StringComparison.Ordinal);
        if (fragment >= 0) rest = rest[..fragment];
        int cut = rest.AsSpan().IndexOfAny('/', '?');
        string? host = Host(cut < 0 ? rest : rest[..cut]);
        if (host is null) return null;
        string tail = cut < 0 ? "" : rest[cut..];
        int q = tail.IndexOf('?', StringComparison.Ordinal);
        List<string> path = Segments(q < 0 ? tail : tail[..q]);
        List<string> query = Query(q < 0 ? "" : tail[(q + 1)..]);
        return Known(host, path, query) ?? Join(host, path, query);
    }

    /// <summary>
    /// Whether the canonical address names one item. A site's front page, a list, a tag, a numbered page of a list, a live page, a chronicle and a bare
    /// channel do not: whatever stands there changes, so sharing the address says nothing about sharing a mouth.
    /// </summary>
    public static bool NamesOneItem(string canonical)
    {
        int q = canonical.IndexOf('?', StringComparison.Ordinal);
        string query = q < 0 ? "" : canonical[(q + 1)..];
        string[] parts = (q < 0 ? canonical : canonical[..q])["https://".Length..].Split('/');
        string[] path = parts[1..];
        if (query.Split('&').Any(p => p.StartsWith("page=", StringComparison.Ordinal) || p.StartsWith("p=", StringComparison.Ordinal) && p.Length < 6)) return false;
        if (path.Length == 0) return HasLongNumber(query);
        if (path.Any(IsListWord) && !HasLongNumber(path[^1])) return false;
        if (path.Any(p => p is "online" or "live" or "liveblog" || p.StartsWith("khronika", StringComparison.Ordinal) || p.StartsWith("hronika", StringComparison.Ordinal))) return false;
        if (parts[0] is "t.me") return path.Length >= 2 && path[^1].All(char.IsAsciiDigit);
        if (parts[0] is "twitter.com") return path.Length >= 3 && path[1] == "status";
        string last = path[^1];
        return HasLongNumber(query) || (HasLongNumber(last) && !IsDate(path)) || last.Count(c => c is '-' or '_') >= 3 || last.Length >= 20;
    }

    private static bool IsListWord(string segment)
    {
        int dot = segment.IndexOf('.', StringComparison.Ordinal);
        return ListWords.Contains((dot > 0 ? segment[..dot] : segment).ToLowerInvariant());
    }

    /// <summary>Four digits or more in a row: the number of an item (a year stands in the path of a date, which is asked before).</summary>
    private static bool HasLongNumber(string s)
    {
        int run = 0;
        foreach (char c in s)
        {
            run = char.IsAsciiDigit(c) ? run + 1 : 0;
            if (run >= 4) return true;
        }

        return false;
    }

    private static bool IsDate(string[] path) =>
        path[^1].Length <= 10 && path[^1].All(c => char.IsAsciiDigit(c) || c is '-' or '.')
        && (path[^1].Length <= 4 || path[^1].Contains('-', StringComparison.Ordinal) || path[^1].Contains('.', StringComparison.Ordinal)
            || (path[^1].Length == 8 && path[^1].StartsWith("20", StringComparison.Ordinal)));

    private static string? Host(string authority)
    {
        int at = authority.LastIndexOf('@');
        string host = (at >= 0 ? authority[(at + 1)..] : authority).ToLowerInvariant();
        int colon = host.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            if (host[(colon + 1)..] is "" or "80" or "443") host = host[..colon];
            else return null;
        }

        host = host.TrimEnd('.');
        if (!host.Contains('.', StringComparison.Ordinal) || host.Contains("..", StringComparison.Ordinal) || host.StartsWith('.')) return null;
        foreach (char c in host)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-' or '_')) return null;
        }

        if (TwitterHosts.Contains(host)) return host;
        foreach (string prefix in (ReadOnlySpan<string>)["www.", "m.", "amp.", "mobile.", "mbasic.", "web.", "touch."])
        {
            if (host.StartsWith(prefix, StringComparison.Ordinal) && host.AsSpan(prefix.Length).Contains('.')) host = host[prefix.Length..];
        }

        return host;
    }

    private static List<string> Segments(string path)
    {
        var segments = new List<string>();
        foreach (string raw in path.Split('/'))
        {
            if (raw is "" or "." or "amp") continue;
            if (raw == "..")
            {
                if (segments.Count > 0) segments.RemoveAt(segments.Count - 1);
                continue;
            }

            segments.Add(Percent(raw));
        }

        if (segments.Count > 0 && segments[^1] is "index.html" or "index.php" or "index.htm") segments.RemoveAt(segments.Count - 1);
        else if (segments.Count > 0 && segments[^1].EndsWith(".amp", StringComparison.Ordinal)) segments[^1] = segments[^1][..^4];
        return segments;
    }

    private static List<string> Query(string query)
    {
        var kept = new List<string>();
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = (pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and int e ? pair[..e] : pair).ToLowerInvariant();
            if (!name.StartsWith("utm_", StringComparison.Ordinal) && !name.StartsWith("at_", StringComparison.Ordinal) && !Tracking.Contains(name)) kept.Add(Percent(pair));
        }

        kept.Sort(StringComparer.Ordinal);
        return kept;
    }

    /// <summary>RFC 3986 §6.2.2.2: unreserved characters are written plainly, all others as upper-case percent-encoded UTF-8.</summary>
    private static string Percent(string part)
    {
        var bytes = new List<byte>(part.Length);
        var plain = new List<bool>(part.Length); // false: it came percent-encoded and must stay so when reserved
        for (int i = 0; i < part.Length;)
        {
            if (part[i] == '%' && i + 2 < part.Length && char.IsAsciiHexDigit(part[i + 1]) && char.IsAsciiHexDigit(part[i + 2]))
            {
                bytes.Add(Convert.ToByte(part.Substring(i + 1, 2), 16));
                plain.Add(false);
                i += 3;
                continue;
            }

            int length = char.IsHighSurrogate(part[i]) && i + 1 < part.Length ? 2 : 1;
            foreach (byte b in Encoding.UTF8.GetBytes(part, i, length))
            {
                bytes.Add(b);
                plain.Add(true);
            }

            i += length;
        }

        var text = new StringBuilder(part.Length);
        for (int i = 0; i < bytes.Count; i++)
        {
            char c = (char)bytes[i];
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' || (plain[i] && c < 0x80 && c > ' ')) text.Append(c);
            else text.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{bytes[i]:X2}");
        }

        return text.ToString();
    }

    private static string? Known(string host, List<string> path, List<string> query)
    {
        if (TwitterHosts.Contains(host)) return Twitter(path);
        if (TelegramHosts.Contains(host)) return Telegram(path);
        if (host == "youtu.be" && path.Count > 0) return "https://youtube.com/watch?v=" + path[0];
        if (host == "youtube.com" && path is ["watch"] && query.Find(p => p.StartsWith("v=", StringComparison.Ordinal)) is { } v) return "https://youtube.com/watch?" + v;
        return host == "youtube.com" && path is ["shorts" or "live" or "embed", { } id] ? "https://youtube.com/watch?v=" + id : null;
    }

    /// <summary>A status number is unique without its author, and the author can change name.</summary>
    private static string Twitter(List<string> path)
    {
        int status = path.FindIndex(p => p is "status" or "statuses");
        if (status >= 0 && status + 1 < path.Count && path[status + 1].All(char.IsAsciiDigit)) return "https://twitter.com/i/status/" + path[status + 1];
        return Join("twitter.com", [.. path.Select(p => p.ToLowerInvariant())], []);
    }

    private static string Telegram(List<string> path)
    {
        if (path.Count > 1 && path[0] == "s") path.RemoveAt(0);
        if (path.Count > 0 && path[0] is not ("c" or "joinchat")) path[0] = path[0].ToLowerInvariant();
        return Join("t.me", path, []);
    }

    private static string? TelegramLink(string s)
    {
        int q = s.IndexOf('?', StringComparison.Ordinal);
        if (q < 0) return null;
        string? domain = null, post = null;
        foreach (string pair in s[(q + 1)..].Split('&'))
        {
            if (pair.StartsWith("domain=", StringComparison.Ordinal)) domain = pair[7..];
            else if (pair.StartsWith("post=", StringComparison.Ordinal)) post = pair[5..];
        }

        return domain is { Length: > 0 } ? Telegram(post is null ? [domain] : [domain, post]) : null;
    }

    private static string Join(string host, List<string> path, List<string> query) =>
        "https://" + host + string.Concat(path.Select(p => "/" + p)) + (query.Count > 0 ? "?" + string.Join('&', query) : "");
}
