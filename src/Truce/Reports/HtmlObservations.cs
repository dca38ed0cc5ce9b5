using Truce.Observations;

namespace Truce.Reports;

/// <summary>Sections 4, 5, 6 and 8: the observation table in the columns of the OSCE SMM, weapons, restrictions, civilian harm.</summary>
internal static class HtmlObservations
{
    private const int LongestText = 240;

    private static readonly string[] Winds = ["n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw"];

    internal static void Table(HtmlContext page)
    {
        Catalogue words = page.Words;
        page.Out.Element("p", words["observations.note"], "class=\"fine\"");
        var classes = page.Report.Rows.Observations
            .Where(o => o.Role is RowRole.Event or RowRole.Untimed && !HasOwnSection(o.Observation.Class))
            .GroupBy(o => o.Observation.Class).OrderBy(g => g.Key).ToArray();
        if (classes.Length == 0) page.Out.Element("p", words["observations.none"]);
        foreach (var rows in classes) Rows(page, words.Word("observation", rows.Key), [.. rows]);
    }

    internal static void Weapons(HtmlContext page)
    {
        Catalogue words = page.Words;
        ObservationRow[] rows = Of(page, ObservationClass.WeaponPresence);
        if (rows.Length == 0) page.Out.Element("p", words["weapons.none"]);
        else Rows(page, words.Word("observation", ObservationClass.WeaponPresence), rows);
        page.Out.Element("p", words["weapons.noregister"]);
        page.Out.Element("p", words["weapons.policy"], "class=\"fine\"");
    }

    internal static void Restrictions(HtmlContext page)
    {
        Catalogue words = page.Words;
        ObservationRow[] restrictions = Of(page, ObservationClass.RestrictionOfMovement);
        ObservationRow[] interference = Of(page, ObservationClass.InterferenceWithMonitoring);
        if (restrictions.Length + interference.Length == 0)
        {
            page.Out.Element("p", $"{words["restrictions.none"]} {words["restrictions.none.note"]}");
        }

        if (restrictions.Length > 0)
        {
            page.Out.Table(
                words["restrictions.bykind"],
                [words["col.kind"], words["col.rows"]],
                restrictions.CountBy(r => r.Observation.Restriction).OrderBy(k => k.Key)
                    .Select(k => (string[])["\u0001" + Html.Escape(words.Word("restriction", k.Key)), words.Number(k.Value)]),
                "", 1);
            Rows(page, words.Word("observation", ObservationClass.RestrictionOfMovement), restrictions);
        }

        if (interference.Length > 0) Rows(page, words.Word("observation", ObservationClass.InterferenceWithMonitoring), interference);
        foreach (FeedExposure feed in page.Input.Exposure.Where(f => f.Outages.Length > 0))
        {
            page.Out.Element("h3", page.FeedName(feed.Feed)).Raw("<ul>");
            foreach (string outage in feed.Outages) page.Out.Element("li", outage);
            page.Out.Close("ul");
        }
    }

    internal static void Harm(HtmlContext page)
    {
        Catalogue words = page.Words;
        Killed(page);
        ObservationRow[] rows = Of(page, ObservationClass.CivilianHarm);
        if (rows.Length == 0)
        {
            if (page.Report.Counts.KilledByFeed.Count == 0) page.Out.Element("p", words["harm.none"]);
            return;
        }

        page.Out.Element("p", $"{words.Plural("harm.rows", rows.Length)} {words["harm.note"]}");
        Rows(page, words.Word("observation", ObservationClass.CivilianHarm), rows);
    }

    /// <summary>People killed, feed by feed, with the period before beside it. No interval: deaths of one event are not independent.</summary>
    private static void Killed(HtmlContext page)
    {
        Catalogue words = page.Words;
        PeriodCounts now = page.Report.Counts;
        PeriodCounts? before = page.Input.Previous;
        string[] feeds = [.. now.KilledByFeed.Keys.Union(before?.KilledByFeed.Keys ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (feeds.Length == 0) return;
        var lines = new List<string[]>();
        void Row(string title, KilledCounts? k) => lines.Add(["\u0001" + Html.Escape(title), .. k is null
            ? Enumerable.Repeat(Html.Escape(words["none.reported"]), 1).Concat(Enumerable.Repeat("–", 6))
            : new[] { k.Rows, k.Low, k.Best, k.High, k.Civilians, k.Fighters, k.StatusUnknown }.Select(n => words.Number(n))]);
        void Rows(string title, string feed, PeriodCounts counts)
        {
            Row(title, counts.KilledByFeed.GetValueOrDefault(feed));
            if (counts.KilledReaching.TryGetValue(feed, out KilledCounts? reaching)) Row(words["killed.reaching"], reaching);
        }

        foreach (string feed in feeds)
        {
            Rows(page.FeedName(feed), feed, now);
            if (before is not null) Rows(words.Format("killed.before", page.FeedName(feed)), feed, before);
        }

        page.Out.Table(
            words["killed.title"],
            [words["col.feed"], words["col.rows"], words["killed.low"], words["killed.best"], words["killed.high"], words["killed.civilians"], words["killed.fighters"], words["killed.unknown"]],
            lines,
            "cards", 1, 2, 3, 4, 5, 6, 7);
        page.Out.Element("p", words["killed.note"], "class=\"fine\"");
    }

    internal static ObservationRow[] Of(HtmlContext page, ObservationClass c) =>
        [.. page.Report.Rows.Observations.Where(o => o.Role != RowRole.Context && o.Observation.Class == c)];

    private static bool HasOwnSection(ObservationClass c) => c is ObservationClass.WeaponPresence or ObservationClass.RestrictionOfMovement
        or ObservationClass.InterferenceWithMonitoring or ObservationClass.CivilianHarm or ObservationClass.Notification;

    internal static void Rows(HtmlContext page, string title, ObservationRow[] rows)
    {
        Catalogue words = page.Words;
        int shown = Math.Min(rows.Length, page.Options.RowsPerClass);
        string caption = shown < rows.Length
            ? words.Format("observations.caption", title, words.Number(shown), words.Number(rows.Length))
            : $"{title} ({words.Number(rows.Length)})";
        page.Out.Table(
            caption,
            [words["col.time"], words["col.observer"], words["col.location"], words["col.means"], words["col.number"], words["col.observation"],
                words["col.description"], words["col.weapon"], words["col.record"]],
            rows.Take(shown).Select(r => Row(page, r)), "cards obs");
        if (shown < rows.Length) page.Out.Element("p", words.Format("of.total", words.Number(shown), words.Number(rows.Length)), "class=\"fine\"");
    }

    private static string[] Row(HtmlContext page, ObservationRow r)
    {
        Catalogue words = page.Words;
        Observation o = r.Observation;
        string incident = r.Incident is { } i ? $"<br><span class=\"tag\">{Html.Escape(words["col.incident"])}</span> {page.IncidentLink(i)}" : "";
        return
        [
            Html.Escape(page.Span(o.When)),
            Html.Escape(r.Observer is { } at ? page.Position(at, 0.01) : "–"),
            Html.Escape(Location(page, r)),
            Html.Escape(words.Word("means", o.Means)),
            Html.Escape(words.Counted(o.Count)),
            Html.Escape(o.Restriction == RestrictionKind.None ? words.Word("observation", o.Class) : words.Word("restriction", o.Restriction)),
            Description(page, o),
            Html.Escape(o.Weapon?.Text ?? words["count.nk"]),
            page.Record("observations", r.Id) + incident,
        ];
    }

    private static string Description(HtmlContext page, Observation o)
    {
        string text = o.Text.Length <= LongestText ? o.Text : Cut(o.Text) + "…";
        string grade = o.Grade.ToString() is { Length: > 0 } g ? $", {g}" : "";
        string body = text.Length == 0 ? "" : $"<span dir=\"auto\">{Html.Escape(text)}</span><br>";
        return $"{body}<span class=\"tag\">{Html.Escape($"{page.FeedName(o.Feed)}: {o.Source}{grade}")}</span>";
    }

    /// <summary>Cuts between words where there is one near, never inside a surrogate pair.</summary>
    private static string Cut(string text)
    {
        int space = text.LastIndexOf(' ', LongestText);
        int at = space > LongestText / 2 ? space : LongestText;
        return text[..(char.IsHighSurrogate(text[at - 1]) ? at - 1 : at)];
    }

    /// <summary>The event's place in the words of the source's own geometry: "1–4 km ENE of the observer", "Name, within 3 km".</summary>
    private static string Location(HtmlContext page, ObservationRow r)
    {
        Catalogue words = page.Words;
        string Km(double metres) => words.Number(metres / 1000, metres is > 0 and < 10_000 && metres % 1000 != 0 ? 1 : 0);
        if (r.Observation.Where is ObservedPlace.Sector s)
        {
            double width = (s.ToDeg - s.FromDeg + 360) % 360;
            bool allRound = s.ToDeg - s.FromDeg >= 359.5;
            string wind = words[$"wind.{Winds[(int)Math.Round(((s.FromDeg + (width / 2)) % 360) / 22.5) % 16]}"];
            return words.Format("place.sector", allRound ? words["wind.any"] : wind, $"{Km(s.NearM)}–{Km(s.FarM)}");
        }

        if (r.Observation.Where is ObservedPlace.Named n) return words.Format("place.candidates", n.Name, words.Number(n.Candidates.Length));
        string name = r.PlaceName;
        if (r.Position is not { } p) return name.Length > 0 ? name : words["place.none"];
        double step = r.Observation.Class is ObservationClass.WeaponPresence or ObservationClass.AdvanceOfPositions
            ? ReportRelease.ForcesStepDeg : page.Report.Release.StepDeg;
        string where = name.Length > 0 ? name : page.Position(p, step);
        return r.RadiusM is { } radius ? words.Format("place.within", where, Km(Math.Max(100, radius))) : where;
    }
}
