using System.Collections.Immutable;
using System.Globalization;

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
            ? $"The record speaks of {what}, of which notice is due."
            : $"Nothing on record says that this was {what}, so no duty to give notice of it arises from this case.");
    }

    /// <summary>Whether the duty was done; the instant at which it is due, when that is known; and whether it is open and not yet due.</summary>
    public static (Trace Done, DateTimeOffset? DueAt, bool NotYetDue) Done(CaseReading reading, Term term)
    {
        if (term.Within is not null || term.Every is not null) return Timed(reading, term);
        if (term.Act == ActVocabulary.Notify) return (NoticeGiven(reading, term), null, false);
        DutyRecord? duty = reading.Subject.Facts.Duty;
        if (duty?.DoneAt is { } done) return (Trace.Of(Step, Answer.Yes, $"It was done {reading.Say(done)}; the term sets no time."), null, false);
        return (Trace.Lacks(Step, "by when the duty is to be done (the term sets no time)", "It is not done, and the term sets no time by which it is to be done."), null, false);
    }

    private static Trace NoticeGiven(CaseReading reading, Term term)
    {
        var parts = ImmutableArray.CreateBuilder<Trace>();
        parts.Add(ExceptionQuestion.Notified(reading, term.What!));
        if (term.LeadTime is not null) parts.Add(ExceptionQuestion.LeadTime(reading, term.What!, term.LeadTime));
        parts.Add(Complete(reading, term, "fields", term.Fields, n => n.Fields, "says"));
        parts.Add(Complete(reading, term, "to", term.To, n => n.To, "went to"));
        return new(Step, Trace.All(parts.ToImmutable()), $"Notice of {term.What} is due" + (term.LeadTime is null ? "." : $", at least {term.LeadTime} before."), parts.ToImmutable());
    }

    private static Trace Complete(
        CaseReading reading, Term term, string step, ImmutableArray<string> wanted, Func<CaseNotification, ImmutableArray<string>?> given, string verb)
    {
        if (wanted.IsEmpty) return Trace.Of(step, Answer.Yes, $"The term demands no {step}.");
        ImmutableArray<Trace> parts = [.. ExceptionQuestion.Of(reading, term.What!).Select(n => One(n))];
        if (parts.IsEmpty) return Trace.Of(step, Answer.No, $"No notification of {term.What} is on record.");
        return parts.Length == 1 ? parts[0] : new(step, Trace.Any(parts), $"One of {parts.Length} notifications must be whole.", parts);

        Trace One(CaseNotification n)
        {
            if (given(n) is not { } has) return Trace.Lacks(step, $"what the notification of {n.Kind} {verb}", $"What the notification {verb} is not on record.");
            ImmutableArray<string> lacking = [.. wanted.Where(w => !has.Contains(w))];
            return lacking.IsEmpty
                ? Trace.Of(step, Answer.Yes, $"The notification {verb} {Say.List(wanted)}, as demanded.")
                : Trace.Of(step, Answer.No, $"The notification lacks {Say.List(lacking)}.");
        }
    }

    /// <summary>A duty with a time: done at the deadline is in time; undone at the deadline is not yet late.</summary>
    private static (Trace Done, DateTimeOffset? DueAt, bool NotYetDue) Timed(CaseReading reading, Term term)
    {
        AgreedDuration span = term.Within ?? term.Every!;
        DutyRecord? duty = reading.Subject.Facts.Duty;
        if (duty is null) return (Trace.Lacks(Step, "when the duty arose and whether it was done", $"It is due within {span}; when it arose and whether it was done is not on record."), null, false);
        DateTimeOffset? since = duty.Since ?? (term.Every is not null ? reading.Agreement.EffectiveFrom : null);
        if (since is null) return (ByElapsed(span, duty), null, false);
        DateTimeOffset due = span.AfterIn(reading.Agreement.Zone, since.Value);
        string rule = $"It arose {reading.Say(since.Value)} and is due within {span}, by {reading.Say(due)}";
        if (duty.DoneAt is { } done)
        {
            return (Trace.Of(Step, done <= due ? Answer.Yes : Answer.No, $"{rule}; it was done {reading.Say(done)}."), due, false);
        }

        DateTimeOffset? known = duty.AsOf ?? (duty.OpenFor is { } open ? since + open : null);
        if (known is not { } asOf) return (Trace.Lacks(Step, "until when the duty is known to be undone", $"{rule}; it is not on record as done, nor until when that is known."), due, false);
        bool late = asOf > due;
        return (Trace.Of(Step, late ? Answer.No : Answer.Yes, $"{rule}; as of {reading.Say(asOf)} it was not done{(late ? "" : ", and it was not yet due")}."), due, !late);
    }

    private static Trace ByElapsed(AgreedDuration span, DutyRecord duty)
    {
        if (duty.OpenFor is not { } open) return Trace.Lacks(Step, "when the duty arose", $"It is due within {span}; when it arose is not on record.");
        if (!span.IsElapsed) return Trace.Lacks(Step, $"the times of the duty ({span} is calendar time)", $"{span} is calendar time; a number of hours does not decide it.");
        string hours = open.TotalHours.ToString("0.###", CultureInfo.InvariantCulture);
        return Trace.Of(Step, open > span.Elapsed ? Answer.No : Answer.Yes, $"It is due within {span}; it stayed undone for {hours} h.");
    }
}
