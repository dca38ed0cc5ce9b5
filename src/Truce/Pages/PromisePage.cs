using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>The page of one promise, and of everything that one guarantor said in one pillar.</summary>
public static class PromisePage
{
    private const int MostPromises = 50;

    /// <summary>One guarantor in one pillar; nothing where the board has no such cell.</summary>
    public static string? Cell(LedgerView view, PageState state, PageLinks links, string slug)
    {
        if (!view.Cells.TryGetValue(slug, out Position? cell)) return null;
        var page = new PageContext(view, state, links);
        Reports.Html o = page.Out;
        o.Raw("<p class=\"lead\">").Raw(cell.Promised ? Ladder.Svg(cell.Stage) : Ladder.None).Raw($" <strong>{PageContext.Esc(page[BoardPage.StageKey(cell)])}</strong>, ").Text(page.Binding(cell.Binding));
        if (BoardPage.Marked(cell)) o.Raw($" <span class=\"mark\">◆ {PageContext.Esc(page["cell.contested"])}</span>");
        o.Raw($" {page.Defined("state")}</p>\n");
        if (view.Ledger.Pillars.FirstOrDefault(p => p.Id == cell.Pillar) is { Constraint.Length: > 0 } pillar) o.Raw($"<p>{PageContext.Esc(page["pillar.limit"])} {PageContext.Claim(pillar.Constraint)}</p>\n");
        if (state.Part == 1)
        {
            Promises(page, cell.Commitments);
            Disputes(page, cell.Contested);
            StrengthChart.Write(page, cell.Strength);
        }

        Timeline.Write(page, cell.Statements, cell.Commitments, parts => PartLinks.Write(page, PageKind.Cell, slug, parts));
        if (state.Part == 1)
        {
            Representation(page, cell.Guarantor);
            TextVersions.Write(page, cell.Commitments.SelectMany(c => view.Texts[c.Commitment.Id]));
            ForceTable.Write(page, view.Forces[cell.Guarantor].Where(f => f.Commitment is null ? cell.Pillar == "P3" : cell.Commitments.Any(c => c.Commitment.Id == f.Commitment)));
        }

        return PageFrame.Around(page, PageKind.Cell, slug, $"{page.Guarantor(cell.Guarantor)}: {cell.Pillar} {page.Pillar(cell.Pillar)}");
    }

    /// <summary>One promise; nothing where there is none of that name.</summary>
    public static string? Promise(LedgerView view, PageState state, PageLinks links, string slug)
    {
        if (view.Promise(slug) is not { } s) return null;
        var page = new PageContext(view, state, links);
        Commitment c = s.Commitment;
        Position? cell = view.Cells.GetValueOrDefault(PageLinks.Slug(c.Pillar, c.Guarantor));
        Reports.Html o = page.Out;
        o.Raw("<p class=\"lead\">").Raw(Ladder.Svg(s.Stage)).Raw($" <strong>{PageContext.Esc(page.Words.Word("stage", s.Stage))}</strong>. ").Text($"{page.Words.Word("standing", s.Standing)}: {page.Because(s)}").Raw($" {page.Defined("state")}</p>\n");
        if (state.Part == 1) Facts(page, s);
        ImmutableArray<LedgerStatement> about = view.About(c.Id);
        bool own = about.Length > 0;
        LedgerStatement[] statements = own ? [.. about] : [.. cell?.Statements ?? []];
        if (state.Part == 1)
        {
            if (cell is not null) Disputes(page, cell.Contested);
            StrengthChart.Write(page, own ? [.. statements.Where(x => x.Strength.Length > 0).Select(x => new StrengthPoint(view.Ledger.DayOf(x), x.Strength, WordScale.Strength.RankOf(x.Strength), x))] : cell?.Strength ?? []);
        }

        if (!own && statements.Length > 0) o.Element("p", page["promise.cellStatements"], "class=\"soft\"");
        Timeline.Write(page, statements, [s], parts => PartLinks.Write(page, PageKind.Promise, slug, parts));
        if (state.Part == 1)
        {
            Representation(page, c.Guarantor);
            TextVersions.Write(page, view.Texts[c.Id]);
            ForceTable.Write(page, view.Forces[c.Guarantor].Where(f => f.Commitment == c.Id));
        }

        return PageFrame.Around(page, PageKind.Promise, slug, $"{page.Guarantor(c.Guarantor)}: {(c.Text.Length > 0 ? c.Text : page.Pillar(c.Pillar))}");
    }

    private static void Facts(PageContext page, CommitmentState s)
    {
        Commitment c = s.Commitment;
        Reports.Html o = page.Out;
        o.Raw("<dl class=\"facts\">\n");
        void Fact(string key, string markup) => o.Raw($"<div><dt>{PageContext.Esc(page[key])}</dt><dd>{markup}</dd></div>\n");
        Fact("fact.where", $"<a href=\"{page.ToCell(c.Guarantor, c.Pillar)}\">{PageContext.Esc($"{page.Guarantor(c.Guarantor)}, {c.Pillar} {page.Pillar(c.Pillar)}")}</a>");
        if (c.Domain.Length > 0) Fact("fact.domain", PageContext.Esc(page.Words.Known("domain", c.Domain)));
        Fact("fact.quantity", PageContext.Esc(c.Quantity is { } q ? page.Words.Amount(q) : page["fact.noNumber"]));
        Fact("fact.delivered", PageContext.Esc(s.DeliveredShare switch { null => page["not.known"], 0 => page["fact.nothingShown"], { } share => page.Words.Percent(share) }) + Uncounted(page, s));
        Fact("fact.due", PageContext.Esc(s.Due is { } due ? page.Words.Date(due) : c.DueEvent.Length > 0 ? page.Words.Say("fact.dueEvent", page.Words.Known("cond", c.DueEvent), page.Words.Plural("n.days", c.DueDays)) : page["not.known"]));
        Fact("fact.binding", PageContext.Esc(page.Binding(s.Binding)));
        Fact("fact.waits", PageContext.Esc(s.Waits.Length > 0 ? string.Join("; ", s.Waits.Select(page.Wait)) : page["fact.waitsNothing"]));
        if (page.View.Outlooks.GetValueOrDefault(c.Id) is { } outlook)
        {
            Fact("fact.outlook", PageContext.Esc(page.Words.Say("fact.outlook.text", page.Words.Percent(outlook.KeptProbability, outlook.LowProbability, outlook.HighProbability), page.Words.Number(outlook.Kept), page.Words.Number(outlook.FellDue))) + " " + page.Definition("outlook"));
        }

        Fact("fact.source", page.Source(c.Source));
        o.Raw("</dl>\n");
    }

    private static string Uncounted(PageContext page, CommitmentState s)
    {
        string unit = s.Commitment.Quantity?.Unit ?? "";
        return (s.UnconfirmedQuantity > 0 ? " " + PageContext.Esc(page.Words.Say("fact.unconfirmed", page.Words.Amount(Amount.Exactly(s.UnconfirmedQuantity, unit)))) : "")
            + (s.DisputedQuantity > 0 ? " " + PageContext.Esc(page.Words.Say("fact.disputed", page.Words.Amount(Amount.Exactly(s.DisputedQuantity, unit)))) : "");
    }

    private static void Promises(PageContext page, ImmutableArray<CommitmentState> promises)
    {
        if (promises.Length == 0) return;
        Reports.Html o = page.Out;
        o.Raw("<section>").Element("h2", page.Words.Plural("n.promises", promises.Length)).Raw("<ul class=\"rows\">\n");
        foreach (CommitmentState s in promises.Take(MostPromises))
        {
            o.Raw($"<li>{Ladder.Svg(s.Stage)} <a href=\"{page.To(PageKind.Promise, PageLinks.Slug(s.Commitment.Id))}\">{PageContext.Claim(s.Commitment.Text.Length > 0 ? s.Commitment.Text : s.Commitment.Id.Id)}</a> ")
                .Raw($"<strong>{PageContext.Esc(page.Words.Word("stage", s.Stage))}</strong>. ").Text($"{page.Words.Word("standing", s.Standing)}: {page.Because(s)}").Raw("</li>\n");
        }

        o.Raw("</ul>");
        if (promises.Length > MostPromises) o.Element("p", page.Words.Say("more.notShown", page.Words.Number(promises.Length - MostPromises)), "class=\"soft\"");
        o.Raw("</section>\n");
    }

    private static void Disputes(PageContext page, ImmutableArray<Contested> contested)
    {
        if (contested.Length == 0) return;
        page.Out.Raw("<section>").Element("h2", page["disputes.title"]);
        foreach (Contested c in contested.Take(ContestedPage.PartLength)) ContestedPage.Matter(page, c, heading: 3);
        if (contested.Length > ContestedPage.PartLength) page.Out.Raw($"<p><a href=\"{page.To(PageKind.Contested)}\">{PageContext.Esc(page.Words.Say("more.notShown", page.Words.Number(contested.Length - ContestedPage.PartLength)))}</a></p>");
        page.Out.Raw("</section>\n");
    }

    // Who came is a signal of its own: it is neither a promise nor a word about one.
    private static void Representation(PageContext page, string guarantor)
    {
        LedgerStatement[] rows = [.. page.View.Representation[guarantor].OrderBy(s => page.View.Ledger.DayOf(s)?.First ?? DateOnly.MaxValue).ThenBy(s => s.Id).Take(MostPromises)];
        if (rows.Length == 0) return;
        string[] headers = [page["rep.day"], page["rep.meeting"], page["rep.planned"], page["rep.came"], page["rep.source"]];
        page.Out.Raw("<section>").Element("h2", page["rep.title"]).Raw($"<p class=\"soft\">{PageContext.Esc(page["rep.note"])} {page.Definition("representation")}</p>\n");
        page.Out.Table(page.Words.Say("rep.caption", page.Guarantor(guarantor)), headers, rows.Select(s => (string[])
        [
            "\u0001" + PageContext.Esc(page.Words.Date(page.View.Ledger.DayOf(s))), PageContext.Esc(s.Regarding.Length > 0 ? s.Regarding : page["not.known"]),
            PageContext.Esc(s.PlannedLevel.Length > 0 ? Rank(page, s.PlannedLevel) : page["rep.notSaid"]), PageContext.Esc(s.Levels.Length > 0 ? string.Join("; ", s.Levels.Select(l => Rank(page, l))) : page["rep.notSaid"]), page.Source(s.Source),
        ]), "cards");
        page.Out.Raw("</section>\n");
    }

    private static string Rank(PageContext page, string said) =>
        page.Words.Known("level", said) is var name && WordScale.Representation.RankOf(said) is { } rank ? page.Words.Say("rep.rank", name, page.Words.Number(rank + 1), page.Words.Number(WordScale.Representation.Steps)) : page.Words.Known("level", said);
}
