using System.Globalization;
using Truce.Findings;
using Truce.Measures;
using Truce.Response.Clocks;
using Truce.Response.Consultations;
using Truce.Response.Protocols;
using Truce.Sayings;
using Truce.Terms;

namespace Truce.Pages;

/// <summary>The room of a consultation: its clocks, who was asked and what they said, what is still needed. It shows and does nothing; acts are signed elsewhere.</summary>
public static class ConsultationPage
{
    private static readonly DeadlineStart[] FourTimes = [DeadlineStart.Occurred, DeadlineStart.Detected, DeadlineStart.Determined, DeadlineStart.Notified];

    /// <summary>What waits for a decision, and all consultations.</summary>
    /// <param name="view">The ledger of the same store.</param>
    /// <param name="state">What the address says.</param>
    /// <param name="links">Where pages lie.</param>
    /// <param name="all">The consultations.</param>
    /// <param name="undecided">Confirmed findings on which nobody has decided, the longest waiting first.</param>
    /// <param name="now">When the page is read, UTC.</param>
    public static string List(LedgerView view, PageState state, PageLinks links, IReadOnlyList<(Hash256 Id, ConsultationState State)> all, IReadOnlyList<UndecidedFinding> undecided, DateTimeOffset now)
    {
        var page = new PageContext(view, state, links);
        Reports.Html o = page.Out;
        UndecidedSection.Write(page, undecided, now);
        if (all.Count == 0)
        {
            o.Raw("<div class=\"state\">").Element("strong", page["consult.empty"]).Element("p", page["consult.empty.do"]).Raw("</div>");
            return PageFrame.Around(page, PageKind.Consultations, "", page["page.consultations"]);
        }

        string[] headers = [page["consult.finding"], page["consult.stage"], page["consult.tier"], page["consult.next"], page["consult.overdue"]];
        o.Table(page["page.consultations"], headers, all.OrderBy(c => c.State.NextDeadline ?? DateTimeOffset.MaxValue).ThenBy(c => c.Id).Select(c => (string[])
        [
            $"\u0001<a href=\"{PageContext.Esc(links.To(PageKind.Consultation, state with { Part = 1 }, c.Id.ToString()))}\"><code>{Finding(c.State)?.Short ?? c.Id.Short}</code></a>",
            PageContext.Esc(page.Words.Word("conststage", c.State.Stage)), PageContext.Esc(c.State.TierReached ?? page["not.known"]),
            PageContext.Esc(c.State.NextDeadline is { } next ? $"{Length(page, next - c.State.Now)} ({Instant(page, c.State, next)})" : page["invitee.none"]),
            PageContext.Esc(string.Join(", ", c.State.Overdue.Select(t => t.Tier.Id)) is { Length: > 0 } late ? late : page["invitee.none"]),
        ]), "cards");
        return PageFrame.Around(page, PageKind.Consultations, "", page["page.consultations"]);
    }

    /// <summary>One consultation.</summary>
    public static string Room(LedgerView view, PageState state, PageLinks links, Hash256 id, ConsultationState s)
    {
        var page = new PageContext(view, state, links);
        Reports.Html o = page.Out;
        string version = s.Protocol.Version?.ToString(CultureInfo.InvariantCulture) ?? page["not.known"];
        o.Raw("<p class=\"lead\">").Raw($"<strong>{PageContext.Esc(page.Words.Word("conststage", s.Stage))}</strong>. ").Text($"{page["consult.finding"]} ").Raw($"<code>{Finding(s)?.Short ?? ""}</code>. ")
            .Text($"{page.Words.Say("consult.protocol", s.Protocol.Title.Length > 0 ? s.Protocol.Title : s.Protocol.Id, version)} {page.Words.Say("consult.readAt", Instant(page, s, s.Now))}").Raw("</p>\n");
        if (s.Protocol.Hypothetical) o.Element("p", page["consult.hypothetical"], "class=\"notice\"");
        if (s.NotOpened is { } not) o.Raw("<p class=\"notice\">").Text($"{page.Words.Say("consult.notOpened", Instant(page, s, not.At), not.By)} {not.Reason}").Raw("</p>\n");
        if (s.StoodDown is { } down) o.Raw("<p class=\"notice\">").Text($"{page.Words.Say("consult.stoodDown", Instant(page, s, down.At), down.By)} {down.Reason}").Raw("</p>\n");
        Basis(page, s);
        Needs(page, s);
        foreach (TierState tier in s.Tiers) Tier(page, s, tier);
        Times(page, s);
        Promises(page, s);
        Texts(page, "consult.remedies", s.Remedies.Select(r => r.Text));
        Texts(page, "consult.outcomes", s.Outcomes.Select(r => r.Text));
        Texts(page, "consult.remarks", s.Remarks.Select(r => SayingWords.For(state.Language).Say(r.Says)));
        return PageFrame.Around(page, PageKind.Consultation, id.ToString(), page.Words.Say("consult.title", id.Short));
    }

    // What was opened stays what it was; what has become of its finding stands beside it.
    private static void Basis(PageContext page, ConsultationState s)
    {
        if (s is not { Opened: { } opened, Basis: { } basis } || !basis.HasChanged(opened)) return;
        string Severity(string said) => said.Length > 0 ? said : page["not.known"];
        FindingStanding now = basis.Now;
        string state = now.Result == FindingLedger.Closed ? page["basis.closed"] : Reports.Catalogue.For(page.Words.Language)[$"state.{Observations.ObservationJson.Word(now.State)}"];
        page.Out.Raw("<div class=\"notice\">")
            .Element("p", page.Words.Say("basis.then", page.Words.Number(opened.FindingVersion), page.Words.Number((int)opened.Level), Severity(opened.Severity)))
            .Element("p", page.Words.Say("basis.now", page.Words.Number(now.Version), page.Words.Number((int)now.Level), Severity(now.Severity), state, Instant(page, s, now.Known)))
            .Raw("</div>\n");
    }

    private static Hash256? Finding(ConsultationState s) => s.Opened?.Finding ?? s.NotOpened?.Finding;

    private static void Needs(PageContext page, ConsultationState s)
    {
        page.Out.Raw("<section>").Element("h2", page["needs.title"]);
        if (s.Needs.Length == 0) page.Out.Element("p", page["needs.none"]);
        else page.Out.Raw("<ul>");
        foreach (Saying need in s.Needs.Take(60)) page.Out.Element("li", SayingWords.For(page.Words.Language).Say(need));
        page.Out.Raw(s.Needs.Length > 0 ? "</ul></section>\n" : "</section>\n");
    }

    private static void Tier(PageContext page, ConsultationState s, TierState t)
    {
        Reports.Html o = page.Out;
        o.Raw("<section>").Element("h2", page.Words.Say("tier.title", t.Tier.Id));
        o.Raw($"<p><strong>{PageContext.Esc(page.Words.Word("tierstanding", t.Standing))}</strong>. ").Text($"{page.Words.Say("tier.reached", Instant(page, s, t.ReachedAt))} {page.Words.Say("tier.answers", page.Words.Number(t.Counting), t.Needed is { } n ? page.Words.Number(n) : page["not.known"])}").Raw("</p>\n");
        Clock(page, s, t);
        string by = t.ReleasedBy.Length > 0 ? page.Words.Say("release.by", string.Join(", ", t.ReleasedBy)) : "";
        o.Element("p", $"{(t.MaySend ? page["release.may"] : page.Words.Say("release.need", page.Words.Number(Math.Max(1, 2 - t.ReleasedBy.Length))))} {by}".TrimEnd());
        string[] headers = [page["invitee.who"], page["invitee.state"], page["invitee.asked"], page["invitee.received"], page["invitee.answer"]];
        o.Table(page["invitee.title"], headers, t.Invitees.Select(i => (string[])
        [
            "\u0001" + PageContext.Esc(page.Guarantor(s.Protocol.NameOf(i.Invitee))), $"<b>{PageContext.Esc(page.Words.Word("inviteestatus", i.Status))}</b>",
            PageContext.Esc(i.AskedAt is { } asked ? Instant(page, s, asked) : i.FailedAt is { } failed ? page.Words.Say("invitee.failed", Instant(page, s, failed)) : page["invitee.none"]),
            PageContext.Esc(i.ReceivedAt is { } received ? Instant(page, s, received) : page["invitee.none"]), Answer(page, s, i) + CameIn(page, s, t, i),
        ]), "cards");
        o.Raw("</section>\n");
    }

    // What a machine took is no answer until a person enters it; it is seen from the moment at which it came.
    private static string CameIn(PageContext page, ConsultationState s, TierState t, InviteeState i) => string.Concat(s.CameIn
        .Where(c => c.Entered is null && c.Event.Tier == t.Tier.Id && c.Event.Guarantor == i.Invitee)
        .Select(c => c.SetAside is { } aside ? page.Words.Say("invitee.setAside", Instant(page, s, c.Event.At), aside.By, aside.Reason)
            : page.Words.Say("invitee.cameIn", Instant(page, s, c.Event.At), page.Words.Word("answer", c.Event.Kind) + (c.Event.Text.Length > 0 ? $" – {c.Event.Text}" : "")))
        .Select(said => $"<p class=\"notice\">{PageContext.Esc(said)}</p>"));

    private static string Answer(PageContext page, ConsultationState s, InviteeState i) => i.Standing is not { } a ? PageContext.Esc(page["invitee.none"])
        : $"{PageContext.Esc(page.Words.Word("answer", a.Kind))}, {PageContext.Esc(Instant(page, s, a.At))}{(a.Instrument.Length > 0 ? ", " + PageContext.Esc(page.Instrument(a.Instrument)) : "")}{(a.Text.Length > 0 ? $": <q>{PageContext.Esc(a.Text)}</q>" : "")}";

    // Time left in words, and a bar from the start, which is named, to the deadline: never a bare countdown.
    private static void Clock(PageContext page, ConsultationState s, TierState t)
    {
        Reports.Html o = page.Out;
        string from = page.Words.Word("start", t.Tier.From);
        if (t.Clock is not Deadline.Running r)
        {
            o.Element("p", page.Words.Say("clock.notStarted", from), "class=\"notice\"");
            return;
        }

        TimeSpan whole = r.Due - r.Start, gone = s.Now - r.Start;
        string said = t.MetAt is { } met ? page.Words.Say("clock.met", Instant(page, s, met), Instant(page, s, r.Due))
            : s.Now <= r.Due ? page.Words.Say("clock.left", Length(page, r.Due - s.Now), Length(page, whole), from)
            : page.Words.Say("clock.past", Length(page, s.Now - r.Due), Length(page, whole), from);
        double share = whole > TimeSpan.Zero ? Math.Clamp(gone / whole, 0, 1) : 1;
        // Words stand under the bar as words, so that they wrap on a phone instead of lying on one another.
        o.Raw($"<p class=\"clock\"><strong>{PageContext.Esc(said)}</strong></p>\n<figure class=\"clockbar\"><svg class=\"barline\" width=\"100%\" height=\"16\" role=\"img\" aria-label=\"{PageContext.Esc(said)}\">")
            .Raw($"<rect class=\"{(s.Now > r.Due && t.MetAt is null ? "overdue" : "all")}\" x=\"0\" y=\"1\" width=\"100%\" height=\"14\"/><rect class=\"part\" x=\"0\" y=\"1\" width=\"{PageContext.F(100 * share)}%\" height=\"14\"/></svg>")
            .Raw($"<figcaption><span>{PageContext.Esc(page.Words.Say("clock.from", $"{from}, {Instant(page, s, r.Start)}"))}</span> <span>{PageContext.Esc(page.Words.Say("clock.due", Instant(page, s, r.Due)))}</span></figcaption></figure>\n");
    }

    private static void Times(PageContext page, ConsultationState s)
    {
        Reports.Html o = page.Out;
        o.Raw("<section>").Element("h2", page["times.title"]).Raw("<dl class=\"facts\">");
        foreach (DeadlineStart which in FourTimes)
        {
            string counts = s.Protocol.ClockStart == which ? $" <b>{PageContext.Esc(page["times.counts"])}</b>" : "";
            o.Raw($"<div><dt>{PageContext.Esc(page["times." + ProtocolWords.Word(which)])}{counts}</dt><dd>{PageContext.Esc(s.Times.Of(which) is { } at ? Instant(page, s, at) : page["not.known"])}</dd></div>");
        }

        o.Raw("</dl></section>\n");
    }

    private static void Promises(PageContext page, ConsultationState s)
    {
        if (s.Promises.Length == 0) return;
        Reports.Html o = page.Out;
        o.Raw("<section>").Element("h2", page["consult.promises"]).Raw("<ul class=\"says\">");
        foreach (PromiseListed p in s.Promises)
        {
            Commitments.RowId promise = Commitments.RowId.Of("", p.Due.Commitment);
            string name = PageContext.Esc($"{page.Guarantor(p.Due.Guarantor)}, {p.Due.Commitment}");
            string linked = page.View.Ledger.Commitments.ContainsKey(promise) ? $"<a href=\"{page.To(PageKind.Promise, PageLinks.Slug(promise))}\">{name}</a>" : name;
            o.Raw($"<li>{linked}: <b>{PageContext.Esc(page.Words.Word("promisestanding", p.State))}</b>, {PageContext.Esc(page.Words.Say("clock.due", p.Due.Due is { } due ? Instant(page, s, due) : page["not.known"]))}</li>");
        }

        o.Raw("</ul></section>\n");
    }

    private static void Texts(PageContext page, string title, IEnumerable<string> texts)
    {
        string[] all = [.. texts.Take(60)];
        if (all.Length == 0) return;
        page.Out.Raw("<section>").Element("h2", page[title]).Raw("<ul>");
        foreach (string text in all) page.Out.Element("li", text);
        page.Out.Raw("</ul></section>\n");
    }

    /// <summary>An instant in UTC and on the clocks of the protocol.</summary>
    private static string Instant(PageContext page, ConsultationState s, DateTimeOffset at) =>
        $"{page.Words.Date(DateOnly.FromDateTime(at.UtcDateTime))}, {at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC{(s.Protocol.Zone.Id is "UTC" or "Etc/UTC" ? "" : $" ({AgreementClock.Local(s.Protocol.Zone, at)})")}";

    private static string Length(PageContext page, TimeSpan t) => page.Words.Length(t);
}
