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
        int[] inTime = [.. Enumerable.Range(0, reports.Length).Where(i => reports[i].Form.Tokens.Length > 0)];
        SortInTime(reports, inTime);
        foreach ((int x, int y) in new Likely([.. inTime.Select(i => reports[i].Form)], options).Pairs())
        {
            int a = Math.Min(inTime[x], inTime[y]), b = Math.Max(inTime[x], inTime[y]);
            if (Alike(reports[a], reports[b], options) is { } strength) links.Add(new(a, b, OriginBasis.NearDuplicateText, strength, Apart(reports[a], reports[b])));
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
                    if (a.Mouths.Length + b.Mouths.Length == 0 || !TextLikeness.Agree(a.Form.Numbers, b.Form.Numbers) || !TextLikeness.Agree(a.Form.Names, b.Form.Names)) continue;
                    (double likeness, int names) = TextLikeness.Words(a.Form, b.Form);
                    if (names >= 2 && likeness >= options.CitedLikeness) links.Add(new(Math.Min(members[i], members[j]), Math.Max(members[i], members[j]), OriginBasis.Forwarded, likeness, Apart(a, b)));
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
        if (apart >= window.Ticks || TextLikeness.Contradict(a.Form.Numbers, b.Form.Numbers)) return null; // the cheapest question first: most pairs fail it
        (double likeness, int names) = TextLikeness.Words(a.Form, b.Form);
        if (words >= ShortText && names >= 2 && Copied(a, b, options) is { } copied) return Math.Max(copied, likeness);
        if (!TextLikeness.Agree(a.Form.Numbers, b.Form.Numbers)) return null;
        bool namesAgree = TextLikeness.Agree(a.Form.Names, b.Form.Names);
        if (words < ShortText) return namesAgree && likeness >= 0.85 && names >= 2 ? likeness : null;
        if (apart >= options.MediumWindow.Ticks) return null;
        if (namesAgree && likeness >= options.WordLikeness && names >= 3) return likeness;
        // A translation: the same numbers and names carry it where the words differ. Names are spelt apart, so half of them will do.
        int numbers = TextLikeness.Common(a.Form.Numbers, b.Form.Numbers), spelt = TextLikeness.Common(a.Form.Names, b.Form.Names);
        return likeness >= options.TranslatedLikeness && numbers >= 2 && numbers + spelt >= options.TranslatedFacts
            && 2 * spelt >= Math.Min(a.Form.Names.Length, b.Form.Names.Length) ? likeness : null;
    }

    /// <summary>A copy, cut or in another frame: most triples of the shorter stand in the longer, and no name or number was exchanged for another.</summary>
    private static double? Copied(Report a, Report b, OriginOptions options)
    {
        double contained = TextLikeness.Containment(a.Form.Triples, b.Form.Triples);
        return contained >= options.TripleContainment && !TextLikeness.FactsExchanged(a.Form, b.Form) ? contained : null;
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
            links.Add(new(Math.Min(members[i - 1], members[i]), Math.Max(members[i - 1], members[i]), basis, 1, Apart(reports[members[i - 1]], reports[members[i]])));
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
            int[] members = [.. list];
            SortInTime(reports, members);
            yield return members;
        }
    }

    private static void SortInTime(Report[] reports, int[] members) => Array.Sort(members, (x, y) =>
    {
        int c = reports[x].Ticks.CompareTo(reports[y].Ticks);
        return c != 0 ? c : x.CompareTo(y); // indices follow the ids
    });

    /// <summary>Ticks between two reports; 0 when one has no time, because nothing then speaks against it.</summary>
    private static long Apart(Report a, Report b) =>
        a.Ticks == long.MinValue || b.Ticks == long.MinValue ? 0 : Math.Abs(a.Ticks - b.Ticks);
}
