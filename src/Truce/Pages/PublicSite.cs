using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>A file of the public site.</summary>
/// <param name="Path">Path under the folder of the site, with forward slashes.</param>
/// <param name="Bytes">Its bytes.</param>
public sealed record SiteFile(string Path, byte[] Bytes);

/// <summary>The pages as files that need no server and no login, in every language asked for, with the data behind them.</summary>
public static class PublicSite
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    /// <summary>Data files beside the pages.</summary>
    public static ImmutableArray<string> DataFiles { get; } = ["ledger.csv", "ledger.json", "metrics.json"];

    /// <summary>Every file, one after the other. The style sheet is the caller's to add.</summary>
    /// <param name="view">What the public may see.</param>
    /// <param name="languages">ISO 639-1 codes; the first one is where the site opens.</param>
    /// <param name="posture">What sites are looked at with.</param>
    public static IEnumerable<SiteFile> Files(LedgerView view, IReadOnlyList<string> languages, PostureBasis posture)
    {
        PostureView sites = PostureView.Of(view, posture);
        yield return Text("ledger.csv", PublicTables.Csv(view));
        yield return Text("ledger.json", PublicTables.Ledger(view).ToJsonString(Readable));
        yield return Text("metrics.json", PublicTables.Metrics(view).ToJsonString(Readable));
        yield return Text("index.html", PublicDoor.Render(view, languages));
        var links = new PageLinks(Files: true);
        foreach (string language in languages)
        {
            foreach ((PageKind kind, PageState state, string slug, string html) in Pages(view, links, new PageState { Language = language }, languages, sites))
            {
                yield return Text($"{language}/{PageLinks.File(kind, state, slug)}", html);
            }
        }
    }

    private static IEnumerable<(PageKind Kind, PageState State, string Slug, string Html)> Pages(LedgerView view, PageLinks links, PageState plain, IReadOnlyList<string> languages, PostureView sites)
    {
        foreach (PageState state in Boards(view, plain)) yield return (PageKind.Board, state, "", Fitted(BoardPage.Render(view, state, links), languages));
        for (int part = 1; part <= ContestedPage.Parts(view); part++)
        {
            PageState state = plain with { Part = part };
            yield return (PageKind.Contested, state, "", Fitted(ContestedPage.Render(view, state, links), languages));
        }

        yield return (PageKind.Parliaments, plain, "", Fitted(ParliamentsPage.Render(view, plain, links), languages));
        if (!view.Ledger.Forces.IsEmpty) yield return (PageKind.Posture, plain, "", Fitted(PosturePage.Render(view, plain, links, sites), languages));
        yield return (PageKind.Figures, plain, "", Fitted(FiguresPage.Render(view, plain, links), languages));
        yield return (PageKind.Method, plain, "", Fitted(MethodPage.Render(view, plain, links), languages));
        foreach ((PageKind kind, string slug, int parts) in Long(view))
        {
            for (int part = 1; part <= parts; part++)
            {
                PageState state = plain with { Part = part };
                string? html = kind == PageKind.Cell ? PromisePage.Cell(view, state, links, slug) : PromisePage.Promise(view, state, links, slug);
                yield return (kind, state, slug, Fitted(html!, languages));
            }
        }
    }

    // The board as it is, by share where there is money, without each guarantor who appears anywhere, and with those on it pausing as in the scenario.
    private static IEnumerable<PageState> Boards(LedgerView view, PageState plain)
    {
        yield return plain;
        if (view.Shares.Count > 0) yield return plain with { ByShare = true };
        foreach (string guarantor in view.Guarantors)
        {
            yield return plain with { Without = [guarantor] };
            if (RemainderSection.HasScenario(view) && view.OnBoard.Contains(guarantor)) yield return plain with { Without = [guarantor], Only = Attention.Pillars };
        }
    }

    private static IEnumerable<(PageKind Kind, string Slug, int Parts)> Long(LedgerView view)
    {
        int Entries(RowId id) => view.Ledger.Gates[id].Count() + view.Ledger.Deliveries[id].Count() + view.Texts[id].Select(t => t.Id).Distinct().Count();
        foreach ((string slug, Position cell) in view.Cells.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            yield return (PageKind.Cell, slug, Timeline.Parts(cell.Statements.Length + cell.Commitments.Sum(c => Entries(c.Commitment.Id))));
        }

        foreach ((string slug, CommitmentState s) in view.Metrics.States.Select(s => (Slug: PageLinks.Slug(s.Commitment.Id), s)).OrderBy(p => p.Slug, StringComparer.Ordinal))
        {
            RowId id = s.Commitment.Id;
            int statements = view.About(id) is { Length: > 0 } about ? about.Length : view.Cells.GetValueOrDefault(PageLinks.Slug(s.Commitment.Pillar, s.Commitment.Guarantor))?.Statements.Length ?? 0;
            yield return (PageKind.Promise, slug, Timeline.Parts(statements + Entries(id)));
        }
    }

    // A site of two languages links to no third.
    private static string Fitted(string html, IReadOnlyList<string> languages)
    {
        foreach (string language in PageWords.Languages.Where(l => !languages.Contains(l)))
        {
            int from = html.IndexOf($"<li><a lang=\"{language}\"", StringComparison.Ordinal);
            if (from >= 0) html = html.Remove(from, html.IndexOf("</li>", from, StringComparison.Ordinal) + 5 - from);
        }

        return html;
    }

    private static SiteFile Text(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
