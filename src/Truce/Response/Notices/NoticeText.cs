using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using Truce.Observations;
using Truce.Sayings;
using Truce.Terms;

namespace Truce.Response.Notices;

/// <summary>Words a notice in one of four languages.</summary>
public static class NoticeText
{
    /// <summary>The notice; or why there is none: a label that does not let it go there, a name that could forge a header, a language without words.</summary>
    /// <param name="facts">What it tells.</param>
    /// <param name="invitee">Whom it is for.</param>
    /// <param name="language">ISO 639-1 code.</param>
    /// <param name="notice">The notice; absent when there is none.</param>
    /// <param name="reason">Why there is none; empty when there is.</param>
    public static bool TryWord(NoticeFacts facts, string invitee, string language, out Notice? notice, out string reason)
    {
        notice = null;
        SayingWords? words = NoticeWords.Find(language);
        reason = words is null ? $"no notices in '{language}'; there are: {string.Join(", ", NoticeWords.Languages)}" : NoticeRules.Fault(facts, invitee) ?? "";
        if (words is null || reason.Length > 0) return false;
        notice = Notice.Read(Json(facts, invitee, words));
        return true;
    }

    /// <summary>An instant for people: date and time of the zone with its offset, and the same in UTC.</summary>
    public static string When(string language, string timeZone, DateTimeOffset instant)
    {
        SayingWords words = NoticeWords.For(language);
        return words.Say(When(words, DateTimeZoneProviders.Tzdb[timeZone], instant));
    }

    /// <summary>Name of the notice and digest of the evidence, for the foot of a message or letter.</summary>
    public static ImmutableArray<string> Foot(Notice notice)
    {
        SayingWords words = NoticeWords.For(notice.Language);
        return [words.Say(Of("foot.notice", notice.Id.ToString())), words.Say(Of("foot.evidence", notice.EvidenceHash.ToString()))];
    }

    /// <summary>Clearance in words: who may see it.</summary>
    public static string Handling(string language, Label label)
    {
        SayingWords words = NoticeWords.For(language);
        Saying saying = Of("handling", Of("label." + ObservationJson.Word(label.Classification)), label.ReleasableTo == "*" ? Of("label.all") : label.ReleasableTo);
        return label.Caveats.Length == 0 ? words.Say(saying) : words.Say(Of("handling.caveats", saying, label.Caveats));
    }

    internal static Saying Of(string key, params ReadOnlySpan<SayingPart> parts) => new(key, [.. parts]);

    private static JsonObject Json(NoticeFacts facts, string invitee, SayingWords words)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[facts.TimeZone];
        Saying subject = Of("subject." + ObservationJson.Word(facts.Kind), facts.Consultation, facts.Tier);
        var json = new JsonObject
        {
            ["schema"] = Notice.Schema,
            ["kind"] = ObservationJson.Word(facts.Kind),
            ["house"] = facts.House,
            ["consultation"] = facts.Consultation,
            ["tier"] = facts.Tier,
            ["invitee"] = invitee,
            ["language"] = words.Language,
            ["subject"] = words.Say(facts.IsSimulated ? Of("subject.simulated", subject) : subject),
            ["paragraphs"] = new JsonArray([.. Paragraphs(facts, words, zone).Select(p => (JsonNode)p)]),
            ["issued"] = ObservationJson.Instant(Seconds(facts.IssuedAt)),
            ["clock"] = ObservationJson.Word(facts.Clock),
            ["clockStarted"] = ObservationJson.Instant(facts.ClockStartedAt),
            ["basis"] = ObservationJson.Word(facts.Basis),
            ["label"] = ObservationJson.LabelOf(facts.Label),
            ["simulated"] = facts.IsSimulated,
            ["evidence"] = facts.EvidenceHash.ToString(),
        };
        if (facts.AnswerDueAt is { } due) (json["answerDue"], json["answerDueLocal"]) = (ObservationJson.Instant(due), AgreementClock.Local(zone, due));
        if (facts.SeverityShare is { } share) json["severityShare"] = share;
        if (NoticeRules.Place(facts) is { } place) json["place"] = words.Say(Of("place.within", place.Words, SayingPart.Of(place.WithinKm, 1)));
        if (facts.Follows is { } f) json["follows"] = new JsonObject { ["id"] = f.Id.ToString(), ["issued"] = ObservationJson.Instant(Seconds(f.IssuedAt)) };
        return json;
    }

    private static IEnumerable<string> Paragraphs(NoticeFacts facts, SayingWords words, DateTimeZone zone)
    {
        if (facts.IsSimulated) yield return words.Say(Of("body.simulated"));
        yield return words.Say(Of("body." + ObservationJson.Word(facts.Kind), facts.House, facts.Consultation, facts.Protocol, facts.Tier));
        yield return words.Say(Of("basis." + ObservationJson.Word(facts.Basis)));
        if (facts.Severity is { } severity) yield return words.Say(Of("body.severity", severity));
        yield return words.Say(NoticeRules.Place(facts) is { } place ? Of("body.place", place.Words, SayingPart.Of(place.WithinKm, 1)) : Of("body.place.withheld"));
        yield return words.Say(Of("clock." + ObservationJson.Word(facts.Clock), When(words, zone, facts.ClockStartedAt)));
        if (facts.Kind != NoticeKind.StoodDown)
        {
            yield return words.Say(facts.AnswerDueAt is { } due ? Of(facts.Kind == NoticeKind.Overdue ? "body.due.past" : "body.due", When(words, zone, due)) : Of("body.due.none"));
            yield return words.Say(Of("body.answer"));
        }

        yield return Handling(words.Language, facts.Label);
    }

    private static Saying When(SayingWords words, DateTimeZone zone, DateTimeOffset instant)
    {
        DateTimeOffset local = DateTimeOffset.ParseExact(AgreementClock.Local(zone, instant), "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        string day = words.Language == "fr" && local.Day == 1 ? "1er" : local.Day.ToString(CultureInfo.InvariantCulture);
        Saying date = Of("date", day, Of($"month.{local.Month}"), local.Year.ToString(CultureInfo.InvariantCulture));
        return Of("when", date, Clock(local.DateTime), zone.Id, local.ToString("zzz", CultureInfo.InvariantCulture), instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " " + Clock(instant.UtcDateTime));
    }

    // Seconds are said only where there are any: a deadline must not look more exact, or less, than it is.
    private static string Clock(DateTime time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    internal static DateTimeOffset Seconds(DateTimeOffset t) => new(t.UtcTicks - (t.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
