using System.Text;
using Truce.Observations;

namespace Truce.Feeds.Ucdp;

/// <summary>Whose word a row rests on, as far as the row says it.</summary>
/// <remarks>
/// The dataset names the person or body that the news quoted (<c>source_original</c>), in free words. One voice, named: its group. Several voices,
/// or none: the row cannot be told from another's echo, so its origin stays unknown and counts as shared. See README.md of this folder.
/// </remarks>
internal static class UcdpOrigin
{
    private static readonly char[] Between = [',', ';', '\n', '\r', '/', '&', '+', '|'];

    /// <summary>Words by which a source is described and not named: a row that has only such words names nobody.</summary>
    private static readonly HashSet<string> Nameless = new(StringComparer.Ordinal)
    {
        "", "unknown", "not specified", "n/a", "na", "none", "officials", "official", "local officials", "authorities", "local authorities", "police", "witnesses",
        "eyewitnesses", "residents", "local residents", "military", "army", "media", "local media", "journalists", "reporters", "sources", "government", "rebels", "insurgents",
    };

    /// <summary>The group of a row.</summary>
    /// <param name="saidBy">The column <c>source_original</c>.</param>
    public static OriginGroup Of(string saidBy)
    {
        string[] voices = [.. saidBy.ToLowerInvariant().Split(Between).SelectMany(part => part.Split(" and ")).Select(Normal).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)];
        return voices is [{ } one] && !Nameless.Contains(one) ? OriginGroup.Of(OriginBasis.Outlet, one) : default;
    }

    /// <summary>Letters and digits with single blanks between, and without the "x3" by which coders count entries of one register.</summary>
    private static string Normal(string voice)
    {
        var text = new StringBuilder(voice.Length);
        foreach (char c in voice)
        {
            if (char.IsLetterOrDigit(c)) text.Append(c);
            else if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
        }

        string plain = text.ToString().TrimEnd();
        int last = plain.LastIndexOf(' ');
        string tail = plain[(last + 1)..];
        bool counts = last > 0 && tail.Length > 1 && tail[0] == 'x' && tail.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
        return counts ? plain[..last] : plain;
    }
}
