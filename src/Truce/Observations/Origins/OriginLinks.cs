using System.Runtime.InteropServices;

namespace Truce.Observations.Origins;

/// <summary>The signs by which two reports share a mouth, each as links between report indices.</summary>
internal static class OriginLinks
{
    private const int LongText = 12, ShortText = 6;

    /// <summary>The same key at the same feed, with other content: corrections and repeats of one record.</summary>
    public static void ByRecordKey(Report[] reports, List<OriginLink> links) =>
        Chain(reports, links, OriginBasis.RecordKey, r => r.Observation.SourceKey.Length == 0 ? [] : [r.Observation.Feed + "\n" + r.Observation.SourceKey], long.MaxValue);

    /// <summary>An origin that the feed itself established by a sure sign.</summary>
    public static void ByGivenOrigin(Report[] reports, List<OriginLink> links)
    {
        foreach (OriginBasis basis in (ReadOnlySpan<OriginBasis>)[OriginBasis.RecordKey, OriginBasis.CanonicalUrl, OriginBasis.NearDuplicateText, OriginBasis.Forwarded])
        {
            Chain(reports, links, basis, r => r.Observation.Origin.Basis == basis ? [r.Observation.Origin.Key.ToString()] : [], long.MaxValue);
        }
    }

    /// <summary>The same page within the window; a page under which many different texts stand joins nothing.</summary>
    public static void ByAddress(Report[] reports, List<OriginLink> links, OriginOptions options)
    {
        foreach (int[] members in Postings(reports, r => r.Pages))
        {
            int texts = members.Select(i => reports[i].Form.Identity).Distinct().Take(options.MostTextsOfOnePage + 1).Count();
            if (texts <= options.MostTextsOfOnePage) ChainInTime(reports, members, links, OriginBasis.CanonicalUrl, options.Window.Ticks);
        }
    }

    /// <summary>Nearly the same text, in the same words or in another of the three languages.</summary>
    public static void ByText(Report[] reports, List<OriginLink> links, OriginOptions options)
    {
        var keys = new Dictionary<ulong, List<int>>();
        var mine = new HashSet<ulong>();
        for (int i = 0; i < reports.Length; i++)
        {
            if (reports[i].Form.Tokens.Length == 0) continue;
            mine.Clear();
            Fingerprints.Winnow(reports[i].Form, mine);
            Fingerprints.MinHashBands(reports[i].Form, mine);
            foreach (ulong key in mine) (CollectionsMarshal.GetValueRefOrAddDefault(keys, key, out _) ??= new(1)).Add(i);
        }

        var seen = new HashSet<long>();
        foreach (List<int> members in keys.Values)
        {
            if (members.Count < 2) continue;
            SortInTime(reports, members);
            for (int i = 0; i < members.Count; i++)
            {
                for (int j = i + 1; j < members.Count && j <= i + options.MostNeighbours; j++)
                {
                    if (Apart(reports[members[i]], reports[members[j]]) > options.Window.Ticks) break;
                    (int a, int b) = members[i] < members[j] ? (members[i], members[j]) : (members[j], members[i]);
                    if (seen.Add(((long)a << 32) | (uint)b) && Alike(reports[a], reports[b], options) is { } strength) links.Add(new(a, b, OriginBasis.NearDuplicateText, strength));
                }
            }
        }
    }

    /// <summary>Two reports that cite the same mouth, or one that cites the other's source, with like words and at least two names in common.</summary>
    public static void ByCitation(Report[] reports, List<OriginLink> links, OriginOptions options)
    {
        foreach (int[] members in Postings(reports, Mouths))
        {
            for (int i = 0; i < members.Length; i++)
            {
                for (int j = i + 1; j < members.Length && j <= i + options.MostNeighbours; j++)
                {
                    Report a = reports[members[i]], b = reports[members[j]];
                    if (Apart(a, b) > options.MediumWindow.Ticks) break;
                    if (a.Mouths.Length + b.Mouths.Length == 0 || !TextLikeness.NumbersAgree(a.Form, b.Form)) continue;
                    (double likeness, int names) = TextLikeness.Words(a.Form, b.Form);
                    if (names >= 2 && likeness >= options.CitedLikeness) links.Add(new(Math.Min(members[i], members[j]), Math.Max(members[i], members[j]), OriginBasis.Forwarded, likeness));
                }
            }
        }
    }

    /// <summary>How alike two texts are when they count as one; nothing when they do not.</summary>
    public static double? Alike(Report a, Report b, OriginOptions options)
    {
        int words = Math.Min(a.Form.Tokens.Length, b.Form.Tokens.Length);
        long apart = Apart(a, b);
        if (a.Form.Identity == b.Form.Identity)
        {
            return words >= LongText || apart < (words >= ShortText ? options.MediumWindow : options.ShortWindow).Ticks ? 1 : null;
        }

        if (words < 4) return null;
        TimeSpan window = words >= LongText ? options.Window : words >= ShortText ? options.MediumWindow : options.ShortWindow;
        if (apart >= window.Ticks || !TextLikeness.NumbersAgree(a.Form, b.Form)) return null;
        (double likeness, int names) = TextLikeness.Words(a.Form, b.Form);
        double contained = TextLikeness.Containment(a.Form.Triples, b.Form.Triples);
        // A cut copy: most triples of the shorter stand in the longer, and enough of them that this is no common phrase.
        if (words >= ShortText && contained >= options.TripleContainment && names >= 2) return Math.Max(contained, likeness);
        if (words < ShortText) return likeness >= 0.85 && names >= 2 ? likeness : null;
        return likeness >= options.WordLikeness && names >= 3 && apart < options.MediumWindow.Ticks ? likeness : null;
    }

    private static IEnumerable<string> Mouths(Report r)
    {
        foreach (ulong m in r.Mouths) yield return m.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        if (CitedMouth.Named(r.Observation.Source) is > 0 and ulong own) yield return own.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Chain(Report[] reports, List<OriginLink> links, OriginBasis basis, Func<Report, IEnumerable<string>> keys, long window)
    {
        foreach (int[] members in Postings(reports, keys)) ChainInTime(reports, members, links, basis, window);
    }

    private static void ChainInTime(Report[] reports, int[] members, List<OriginLink> links, OriginBasis basis, long window)
    {
        for (int i = 1; i < members.Length; i++)
        {
            if (Apart(reports[members[i - 1]], reports[members[i]]) > window) continue;
            links.Add(new(Math.Min(members[i - 1], members[i]), Math.Max(members[i - 1], members[i]), basis, 1));
        }
    }

    /// <summary>Reports under one key, at least two, sorted by time and then by id.</summary>
    private static IEnumerable<int[]> Postings(Report[] reports, Func<Report, IEnumerable<string>> keys)
    {
        var postings = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (int i = 0; i < reports.Length; i++)
        {
            foreach (string key in keys(reports[i]))
            {
                if (!postings.TryGetValue(key, out List<int>? list)) postings[key] = list = new(1);
                if (list.Count == 0 || list[^1] != i) list.Add(i);
            }
        }

        foreach (List<int> list in postings.Values)
        {
            if (list.Count < 2) continue;
            SortInTime(reports, list);
            yield return [.. list];
        }
    }

    private static void SortInTime(Report[] reports, List<int> members) => members.Sort((x, y) =>
    {
        int c = reports[x].Ticks.CompareTo(reports[y].Ticks);
        return c != 0 ? c : x.CompareTo(y); // indices follow the ids
    });

    /// <summary>Ticks between two reports; 0 when one has no time, because nothing then speaks against it.</summary>
    private static long Apart(Report a, Report b) =>
        a.Ticks == long.MinValue || b.Ticks == long.MinValue ? 0 : Math.Abs(a.Ticks - b.Ticks);
}
