using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Terms;

/// <summary>Did a duty arise from the case, and was it done in time and in full?</summary>
internal static class DutyQuestion
{
    public const string Step = "duty";

    /// <summary>Whether the case is one from which the duty arises.</summary>
    public static Trace Arises(CaseReading reading, Term term)
    {
        if (term.Act != ActVocabulary.Notify) return ElementQuestions.Act(reading, term);
        string what = term.What ?? "";
        bool said = reading.Subject.Facts.Activity == what || ExceptionQuestion.Of(reading, what).Any();
        return Trace.Of("act", said ? Answer.Yes : Answer.No, said
            ? Say.Of("duty.arises", Say.Word("kind", what))
            : Say.Of("duty.arises.not", Say.Word("kind", what)));
    }

    /// <summary>Whether the duty was done; the instant at which it is due, when that is known; and whether it is open and not yet due.</summary>
    public static (Trace Done, DateTimeOffset? DueAt, bool NotYetDue) Done(CaseReading reading, Term term)
    {
        if (term.Within is not null || term.Every is not null) return Timed(reading, term);
        if (term.Act == ActVocabulary.Notify) return (NoticeGiven(reading, term), null, false);
        DutyRecord? duty = reading.Subject.Facts.Duty;
        if (duty?.DoneAt is { } done) return (Trace.Of(Step, Answer.Yes, Say.Of("duty.done", reading.Say(done))), null, false);
        return (Trace.Lacks(Step, Say.Of("need.duty.when"), Say.Of("duty.undone")), null, false);
    }

    private static Trace NoticeGiven(CaseReading reading, Term term)
    {
        var parts = ImmutableArray.CreateBuilder<Trace>();
        parts.Add(ExceptionQuestion.Notified(reading, term.What!));
        if (term.LeadTime is not null) parts.Add(ExceptionQuestion.LeadTime(reading, term.What!, term.LeadTime));
        parts.Add(Fields(reading, term));
        parts.Add(Recipients(reading, term));
        SayingPart what = Say.Word("kind", term.What!);
        Saying due = term.LeadTime is null ? Say.Of("notice.due", what) : Say.Of("notice.due.lead", what, term.LeadTime.Says());
        return new(Step, Trace.All(parts.ToImmutable()), due, parts.ToImmutable());
    }

    /// <summary>Whether one of the notifications says all that the term demands.</summary>
    private static Trace Fields(CaseReading reading, Term term)
    {
        const string FieldsStep = "fields";
        if (term.Fields.IsEmpty) return Trace.Of(FieldsStep, Answer.Yes, Say.Of("notice.nofields"));
        return Whole(reading, term, FieldsStep, n => n.Fields is not { } has
            ? Trace.Lacks(FieldsStep, Say.Of("need.notice.fields", Say.Word("kind", n.Kind)), Say.Of("notice.fields.unknown"))
            : Lacking(term.Fields, has) is { Length: > 0 } lacking ? Trace.Of(FieldsStep, Answer.No, Say.Of("notice.lacks", Say.Words("field", lacking)))
            : Trace.Of(FieldsStep, Answer.Yes, Say.Of("notice.fields", Say.Words("field", term.Fields))));
    }

    /// <summary>Whether one of the notifications went to all whom the term names.</summary>
    private static Trace Recipients(CaseReading reading, Term term)
    {
        const string ToStep = "to";
        if (term.To.IsEmpty) return Trace.Of(ToStep, Answer.Yes, Say.Of("notice.noto"));
        return Whole(reading, term, ToStep, n => n.To is not { } has
            ? Trace.Lacks(ToStep, Say.Of("need.notice.to", Say.Word("kind", n.Kind)), Say.Of("notice.to.unknown"))
            : Lacking(term.To, has) is { Length: > 0 } lacking ? Trace.Of(ToStep, Answer.No, Say.Of("notice.to.lacks", Say.List(lacking)))
            : Trace.Of(ToStep, Answer.Yes, Say.Of("notice.to", Say.List(term.To))));
    }

    private static ImmutableArray<string> Lacking(ImmutableArray<string> wanted, ImmutableArray<string> has) => [.. wanted.Where(w => !has.Contains(w))];

    private static Trace Whole(CaseReading reading, Term term, string step, Func<CaseNotification, Trace> one)
    {
        ImmutableArray<Trace> parts = [.. ExceptionQuestion.Of(reading, term.What!).Select(one)];
        if (parts.IsEmpty) return Trace.Of(step, Answer.No, Say.Of("notice.none", Say.Word("kind", term.What!)));
        return parts.Length == 1 ? parts[0] : new(step, Trace.Any(parts), Say.Of("notice.one", parts.Length), parts);
    }

    /// <summary>A duty with a time: done at the deadline is in time; undone at the deadline is not yet late.</summary>
    private static (Trace Done, DateTimeOffset? DueAt, bool NotYetDue) Timed(CaseReading reading, Term term)
    {
        AgreedDuration span = term.Within ?? term.Every!;
        DutyRecord? duty = reading.Subject.Facts.Duty;
        if (duty is null) return (Trace.Lacks(Step, Say.Of("need.duty"), Say.Of("duty.unknown", span.Says())), null, false);
        DateTimeOffset? since = duty.Since ?? (term.Every is not null ? reading.Agreement.EffectiveFrom : null);
        if (since is null) return (ByElapsed(span, duty), null, false);
        DateTimeOffset due = span.AfterIn(reading.Agreement.Zone, since.Value);
        Saying rule = Say.Of("duty.rule", reading.Say(since.Value), span.Says(), reading.Say(due));
        if (duty.DoneAt is { } done)
        {
            return (Trace.Of(Step, done <= due ? Answer.Yes : Answer.No, Say.Of("duty.rule.done", rule, reading.Say(done))), due, false);
        }

        DateTimeOffset? known = duty.AsOf ?? (duty.OpenFor is { } open ? since + open : null);
        if (known is not { } asOf) return (Trace.Lacks(Step, Say.Of("need.duty.until"), Say.Of("duty.rule.unknown", rule)), due, false);
        bool late = asOf > due;
        return (Trace.Of(Step, late ? Answer.No : Answer.Yes, late ? Say.Of("duty.rule.undone", rule, reading.Say(asOf)) : Say.Of("duty.rule.early", rule, reading.Say(asOf))), due, !late);
    }

    private static Trace ByElapsed(AgreedDuration span, DutyRecord duty)
    {
        if (duty.OpenFor is not { } open) return Trace.Lacks(Step, Say.Of("need.duty.since"), Say.Of("duty.since.unknown", span.Says()));
        if (!span.IsElapsed) return Trace.Lacks(Step, Say.Of("need.duty.times", span.Says()), Say.Of("calendar", span.Says()));
        return Trace.Of(Step, open > span.Elapsed ? Answer.No : Answer.Yes, Say.Of("duty.elapsed", span.Says(), Say.Number(open.TotalHours)));
    }
}
