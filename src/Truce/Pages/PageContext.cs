using System.Globalization;
using Truce.Commitments;
using Truce.Reports;

namespace Truce.Pages;

/// <summary>What every page needs while it is written: the ledger, the words, the address and the markup so far.</summary>
internal sealed class PageContext(LedgerView view, PageState state, PageLinks links)
{
    private readonly Dictionary<RowId, string> _originLetters = [];

    internal LedgerView View { get; } = view;

    internal PageState State { get; } = state;

    internal PageLinks Links { get; } = links;

    internal PageWords Words { get; } = PageWords.For(state.Language);

    internal NameOrder Names { get; } = NameOrder.For(state.Language);

    internal Html Out { get; } = new();

    internal string this[string key] => Words[key];

    internal static string Esc(string text) => Html.Escape(text);

    /// <summary>A guarantor by name; what is no state as written, groups that we know in the reader's language.</summary>
    internal string Guarantor(string code) => Countries.IsState(code) ? Countries.Name(code, Words.Language) : Words.Known("group", code);

    internal string Guarantors(IEnumerable<string> codes) => string.Join(", ", codes.Select(Guarantor).Order(Names));

    /// <summary>The pillar's name: the pack's own in English, our translation of the five pillars and the tasks beside them in other languages.</summary>
    internal string Pillar(string id)
    {
        string said = View.Ledger.Pillars.FirstOrDefault(p => p.Id == id)?.Name ?? "";
        return Words.Language != "en" || said.Length == 0 || said == id || said.StartsWith(id + "-", StringComparison.Ordinal) ? Words.Own.Has("pillar." + id) ? Words["pillar." + id] : said.Length > 0 ? said : id : said;
    }

    internal string To(PageKind kind, string slug = "", string fragment = "") => Esc(Links.To(kind, Plain(kind), slug, fragment));

    internal string ToCell(string guarantor, string pillar) => To(PageKind.Cell, PageLinks.Slug(pillar, guarantor));

    /// <summary>A link to the definition of a figure, under a heading that names the figure.</summary>
    internal string Definition(string figure) => $"<a class=\"def\" href=\"{To(PageKind.Method, "", figure)}\">{Esc(this["definition"])}<span class=\"unseen\">: {Esc(this[$"method.{figure}.title"])}</span></a>";

    /// <summary>The same within a text, where nothing else names the figure.</summary>
    internal string Defined(string figure) => $"<a class=\"def\" href=\"{To(PageKind.Method, "", figure)}\">{Esc(Words.Say("definition.of", this[$"method.{figure}.title"]))}</a>";

    // Files have no query: only the board knows who is taken away.
    private PageState Plain(PageKind kind) => State with { Part = 1, Without = Links.Files && kind != PageKind.Board ? [] : State.Without };

    /// <summary>Letter of the origin group of a report, in the order in which the page first names them.</summary>
    internal string Origin(RowId source)
    {
        RowId group = View.Origins.Of(source);
        if (!_originLetters.TryGetValue(group, out string? letter))
        {
            int n = _originLetters.Count;
            letter = n < 26 ? ((char)('A' + n)).ToString() : (n + 1).ToString(CultureInfo.InvariantCulture);
            _originLetters[group] = letter;
        }

        return letter;
    }

    /// <summary>The report in which something was read: outlet, stance, day, and a link where it has an address of the web.</summary>
    internal string Source(RowId? id)
    {
        if (id is not { } row || !View.Ledger.Sources.TryGetValue(row, out LedgerSource? s)) return $"<span class=\"soft\">{Esc(this["source.none"])}</span>";
        string name = Esc(s.Outlet);
        if (Uri.TryCreate(s.Address, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)) name = $"<a rel=\"noreferrer\" href=\"{Esc(address.AbsoluteUri)}\">{name}</a>";
        string stance = s.Stance.Length > 0 ? $", {Esc(Words.Known("stance", s.Stance))}" : "";
        return $"<span class=\"source\">{name}{stance}, {Esc(Words.Date(s.Published))} <span class=\"origin\">{Esc(Words.Say("origin.letter", Origin(row)))}</span></span>";
    }

    /// <summary>A sentence of the pack: it stands in the language in which it was coded.</summary>
    internal static string Claim(string text) => $"<span lang=\"en\">{Esc(text)}</span>";

    /// <summary>Who says it; a report that speaks in its own name is no speaker.</summary>
    internal string Speaker(LedgerStatement s) => s.Speaker.Length == 0 || string.Equals(s.Speaker, "report", StringComparison.OrdinalIgnoreCase) ? this["speaker.none"] : Words.Say("speaker", s.Speaker);

    internal string Instrument(string said) => Words.Known("instr", said.ToLowerInvariant());

    internal string Conditions(IEnumerable<string> said) => string.Join(", ", said.Select(c => Words.Known("cond", c)));

    /// <summary>What something waits for, in words.</summary>
    internal string Wait(Wait w)
    {
        string what = w.Kind switch
        {
            "condition" or "event" => Words.Known("cond", w.What),
            "parliament" => w.What == "parliament" ? this["wait.parliament"] : Words.Say("wait.parliament.of", Chambers(w.What)),
            "ratification" => w.What == "ratification" ? this["wait.ratification"] : Words.Say("wait.ratification.of", Chambers(w.What)),
            "promise" when w.What.StartsWith("a circle", StringComparison.Ordinal) => this["wait.circle"],
            _ => this["wait.promise"],
        };
        return w.Since is { } since ? Words.Say("wait.since", what, Words.Date(since)) : what;
    }

    internal string Chambers(string said) => string.Join(", ", said.Split(", ").Select(c => Words.Known("chamber", c)));

    internal string Binding(Bindingness binding) => Words.Word("binding", binding);

    /// <summary>Why a promise stands where it stands, in the reader's language, from the same facts as the rule's own sentence.</summary>
    internal string Because(CommitmentState s)
    {
        string due = s.Due is { } day ? Words.Date(day) : "";
        return s.Standing switch
        {
            Standing.Honoured => Words.Say("because.honoured", s.DeliveredOn is { } on ? Words.Date(on) : this["not.known"]),
            Standing.Withdrawn => Words.Say("because.withdrawn", s.Commitment.Withdrawn is { } w ? Words.Date(w.On) : this["not.known"]),
            Standing.Lapsed when s.Stage == Stage.RefusedByParliament => this["because.refused"],
            Standing.Lapsed => Words.Say("because.lapsed", s.Commitment.Lapses is { } l ? Words.Date(l) : this["not.known"]),
            Standing.NotDue when s.Waits.Any(w => w.HoldsBack) => Words.Say("because.hangs", string.Join(", ", s.Waits.Where(w => w.HoldsBack).Select(Wait))),
            Standing.NotDue => Words.Say("because.notDue", due),
            Standing.Partly => Words.Say("because.partly", due, s.DeliveredShare is { } share ? Words.Percent(share) : this["not.known"]),
            Standing.Late => Words.Say("because.late", due),
            _ => this["because.unknown"],
        };
    }

    internal static string F(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
