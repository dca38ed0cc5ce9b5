using System.Globalization;
using Truce.Findings;
using Truce.Measures;

namespace Truce.Pages;

/// <summary>A finding that people confirmed and on which nobody has decided whether it opens a consultation.</summary>
/// <param name="Id">The finding.</param>
/// <param name="Incident">The incident it is about; the console opens it by this name.</param>
/// <param name="Level">How far people took it.</param>
/// <param name="Term">Id of the term it was read against.</param>
/// <param name="Article">Article of the agreement; may be empty.</param>
/// <param name="Since">Since when it has been confirmed without a break, UTC.</param>
public sealed record UndecidedFinding(Hash256 Id, Hash256 Incident, Level Level, string Term, string Article, DateTimeOffset Since)
{
    /// <summary>Day on which the console shows the incident; absent where it is not known.</summary>
    public DateOnly? Day { get; init; }
}

/// <summary>What waits for a decision, above the consultations: a confirmed finding opens one or explicitly does not.</summary>
internal static class UndecidedSection
{
    /// <summary>Writes the list; nothing where nothing waits.</summary>
    /// <param name="page">The page.</param>
    /// <param name="waiting">What waits, the longest first.</param>
    /// <param name="now">When the page is read, UTC.</param>
    internal static void Write(PageContext page, IReadOnlyList<UndecidedFinding> waiting, DateTimeOffset now)
    {
        if (waiting.Count == 0) return;
        Reports.Html o = page.Out;
        string title = page.Words.Plural("undecided.title", waiting.Count);
        o.Raw("<section class=\"undecided\" aria-labelledby=\"undecided\">").Element("h2", title, "id=\"undecided\"").Element("p", page["undecided.note"]);
        string[] headers = [page["consult.finding"], page["undecided.level"], page["undecided.term"], page["undecided.since"]];
        o.Table(title, headers, waiting.Select(f => (string[])
        [
            $"\u0001<a href=\"{Console(page, f)}\"><code>{f.Id.Short}</code></a>", $"<b>{PageContext.Esc(page.Words.Level((int)f.Level))}</b>",
            PageContext.Esc(f.Article.Length > 0 ? $"{f.Term} ({f.Article})" : f.Term), PageContext.Esc(page.Words.Say("undecided.for", Instant(page, f.Since), page.Words.Length(now - f.Since))),
        ]), "cards");
        o.Raw("</section>\n");
    }

    // The console knows incidents by address; their findings stand in its evidence pane.
    private static string Console(PageContext page, UndecidedFinding f) =>
        PageContext.Esc($"/?{(f.Day is { } day ? $"day={Commitments.LedgerWriting.Day(day)}&" : "")}incident={f.Incident}&lang={page.Words.Language}{(page.State.Theme.Length > 0 ? "&theme=" + page.State.Theme : "")}&pane=evidence");

    private static string Instant(PageContext page, DateTimeOffset at) => $"{page.Words.Date(DateOnly.FromDateTime(at.UtcDateTime))}, {at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";
}
