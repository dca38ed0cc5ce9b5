using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace Truce.Terms;

/// <summary>Reads prohibitions, duties and permits.</summary>
internal static class TermsReader
{
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");
    private static readonly ImmutableArray<string> Modalities = ["prohibit", "oblige", "permit"];

    public static ImmutableArray<Term> Read(JsonSpot root, DraftIds ids, string authoritativeLanguage)
    {
        var terms = ImmutableArray.CreateBuilder<Term>();
        foreach (JsonSpot item in root.Array("terms", ids.Problems, required: true))
        {
            if (!item.IsObject(ids.Problems, "a term")) continue;
            item.OnlyMembers(
                ids.Problems, "id", "article", "text", "modality", "act", "actor", "weapons", "zones", "windows", "stages", "effectiveFrom", "effectiveTo",
                "severity", "object", "what", "to", "beneficiary", "within", "every", "leadTime", "fields", "exceptions", "overrides", "examples", "note");
            terms.Add(ReadOne(item, ids, authoritativeLanguage));
        }

        CheckOverrides(root, terms, ids.Problems);
        return terms.ToImmutable();
    }

    private static Term ReadOne(JsonSpot item, DraftIds ids, string authoritativeLanguage)
    {
        Problems problems = ids.Problems;
        string? word = item.WordMember("modality", Modalities, problems, required: true);
        Modality modality = word switch { "oblige" => Modality.Oblige, "permit" => Modality.Permit, _ => Modality.Prohibit };
        string? act = item.TextMember("act", problems, required: true, example: "fire");
        if (act is not null && !ids.Acts.Contains(act)) problems.Add(item["act"]!, $"the act {JsonSpot.Quote(act)} is not known", SpotReading.Choose(act, ids.Acts.All, problems) + ", or declare it in \"acts\"");
        DateTimeOffset? from = ids.Instant(item, "effectiveFrom"), to = ids.Instant(item, "effectiveTo");
        if (to <= from) problems.Add(item["effectiveTo"]!, "the term ends before it begins", "write a time after effectiveFrom");
        ImmutableArray<string> weapons = item["weapons"] is { Kind: SpotKind.Text, Text: "*" } ? [] : ids.ResolveAll(item, "weapons", ids.Weapons, "weapon category");
        var term = new Term
        {
            Id = ids.IdOf(item),
            Article = item.TextMember("article", problems) ?? "",
            Text = Texts(item, authoritativeLanguage, problems),
            Modality = modality,
            Act = act ?? "",
            Actor = item["actor"] is { Kind: SpotKind.Text, Text: "any" } ? null : ids.Resolve(item["actor"], [.. ids.Parties, "any"], "party"),
            Weapons = weapons,
            Zones = ids.ResolveAll(item, "zones", ids.Zones, "zone"),
            Windows = Windows(item, problems),
            Stages = Stages(item, ids, weapons),
            EffectiveFrom = from,
            EffectiveTo = to,
            Severity = item.WordMember("severity", ids.Severities, problems),
            Object = item.TextMember("object", problems),
            What = item.TextMember("what", problems),
            To = ids.ResolveAll(item, "to", [.. ids.Bodies, .. ids.Parties], "body or party"),
            Beneficiary = ids.Resolve(item["beneficiary"], [.. ids.Bodies, .. ids.Parties], "body or party"),
            Within = ids.Duration(item, "within"),
            Every = ids.Duration(item, "every"),
            LeadTime = ids.Duration(item, "leadTime"),
            Fields = [.. item.Texts("fields", problems).Select(f => f.Text)],
            Exceptions = ids.ResolveAll(item, "exceptions", ids.Exceptions, "exception"),
            Overrides = ids.ResolveAll(item, "overrides", ids.Terms, "term"),
        };
        CheckShape(item, term, problems);
        return term;
    }

    /// <summary>Members that mean something for one modality only.</summary>
    private static void CheckShape(JsonSpot item, Term term, Problems problems)
    {
        if (term.Modality != Modality.Oblige)
        {
            foreach (string name in (ReadOnlySpan<string>)["within", "every", "leadTime", "fields", "to", "beneficiary"])
            {
                if (item[name] is { } only) problems.Add(only, $"\"{name}\" belongs to a duty", "remove it, or write \"modality\": \"oblige\"");
            }
        }

        if (term.Modality != Modality.Permit && item["overrides"] is { } overrides) problems.Add(overrides, "only a permit lifts other terms", "remove it, or write \"modality\": \"permit\"");
        if (term.Modality == Modality.Permit && item["exceptions"] is { } exceptions) problems.Add(exceptions, "a permit has no exceptions", "narrow its act, weapons, zones or windows instead");
        if (term.Modality == Modality.Oblige && term.Act == ActVocabulary.Notify && term.What is null) problems.Add(item, $"the duty {term.Id} does not say of what notice is to be given", "add \"what\"");
        if (term.Within is not null && term.Every is not null) problems.Add(item["every"]!, "\"within\" and \"every\" stand together", "keep \"within\" for a duty that arises once, \"every\" for one that recurs");
    }

    private static ImmutableSortedDictionary<string, string> Texts(JsonSpot item, string authoritativeLanguage, Problems problems)
    {
        ImmutableSortedDictionary<string, string> none = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        if (item["text"] is not { } text || !text.IsObject(problems, "the words of the article by language")) return none;
        foreach ((string language, _) in text.Members)
        {
            if (text.TextMember(language, problems, required: true) is { } words) none = none.Add(language, words);
        }

        if (text[authoritativeLanguage] is null) problems.Add(text, $"the words in the authoritative language \"{authoritativeLanguage}\" are missing", $"add \"{authoritativeLanguage}\": \"…\"");
        return none;
    }

    private static ImmutableArray<DailyWindow> Windows(JsonSpot item, Problems problems)
    {
        var windows = ImmutableArray.CreateBuilder<DailyWindow>();
        foreach (JsonSpot window in item.Array("windows", problems))
        {
            if (!window.IsObject(problems, "a daily window")) continue;
            window.OnlyMembers(problems, "from", "to", "fromDate", "toDate", "note");
            LocalTime? from = Time(window, "from", problems), to = Time(window, "to", problems);
            LocalDate? fromDate = Date(window, "fromDate", problems), toDate = Date(window, "toDate", problems);
            if (toDate < fromDate) problems.Add(window["toDate"]!, "the window's last date is before its first", "write a date not before fromDate");
            if (from is { } f && to is { } t) windows.Add(new(f, t, fromDate, toDate));
        }

        return windows.ToImmutable();
    }

    private static LocalTime? Time(JsonSpot window, string name, Problems problems)
    {
        if (window.TextMember(name, problems, required: true, example: "22:00") is not { } text) return null;
        ParseResult<LocalTime> time = TimeOfDay.Parse(text);
        if (time.Success) return time.Value;
        problems.Add(window[name]!, $"{JsonSpot.Quote(text)} is not a time of day", "write hours and minutes from \"00:00\" to \"23:59\"; the end of a day is \"00:00\"");
        return null;
    }

    private static LocalDate? Date(JsonSpot window, string name, Problems problems)
    {
        if (window.TextMember(name, problems, example: "2030-03-01") is not { } text) return null;
        if (AgreementClock.TryDate(text, out LocalDate date)) return date;
        problems.Add(window[name]!, $"{JsonSpot.Quote(text)} is not a date", "write year, month and day: \"2030-03-01\"");
        return null;
    }

    private static ImmutableArray<Stage> Stages(JsonSpot item, DraftIds ids, ImmutableArray<string> weapons)
    {
        var stages = ImmutableArray.CreateBuilder<Stage>();
        foreach (JsonSpot stage in item.Array("stages", ids.Problems))
        {
            if (!stage.IsObject(ids.Problems, "a stage")) continue;
            stage.OnlyMembers(ids.Problems, "weapons", "from", "after", "note");
            ImmutableArray<string> of = ids.ResolveAll(stage, "weapons", weapons.IsEmpty ? ids.Weapons : weapons, "weapon category of this term");
            if (of.IsEmpty) ids.Problems.Add(stage, "the stage names no weapon", "add \"weapons\": [ … ]");
            if (stage["from"] is null == (stage["after"] is null))
            {
                ids.Problems.Add(stage, "a stage begins at a date or after a duration", "write \"from\": \"2030-03-16\", or \"after\": \"P15D\" counted from the agreement's effectiveFrom");
                continue;
            }

            DateTimeOffset? from = stage["from"] is not null ? ids.Instant(stage, "from") : After(stage, ids);
            if (from is { } f) stages.Add(new(of, f));
        }

        return stages.ToImmutable();
    }

    private static DateTimeOffset? After(JsonSpot stage, DraftIds ids) =>
        ids.Duration(stage, "after") is { } duration && ids.EffectiveFrom is { } start ? duration.AfterIn(ids.Zone, start) : null;

    private static void CheckOverrides(JsonSpot root, ImmutableArray<Term>.Builder terms, Problems problems)
    {
        foreach (JsonSpot item in root.Array("terms", problems))
        {
            if (item.Kind != SpotKind.Object || item["overrides"] is not { Kind: SpotKind.Array } list) continue;
            foreach (JsonSpot id in list.Items)
            {
                if (terms.FirstOrDefault(t => t.Id == id.Text) is { Modality: not Modality.Prohibit } other)
                {
                    problems.Add(id, $"{other.Id} is no prohibition, so a permit cannot lift it", "name a term with \"modality\": \"prohibit\"");
                }
            }
        }
    }
}
