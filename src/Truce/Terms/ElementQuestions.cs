using System.Collections.Immutable;
using NodaTime;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>The elements of a term other than zone and exceptions: force, act, actor, weapon, window.</summary>
internal static class ElementQuestions
{
    /// <summary>Acts less probable than this are counted and not said. Chosen by us, for the reader's eye.</summary>
    private const double LeastSaid = 0.005;

    /// <summary>Was the term in force? The first instant counts, the last does not: [from, to).</summary>
    public static Trace Force(CaseReading reading, Term term)
    {
        const string Step = "force";
        Agreement agreement = reading.Agreement;
        DateTimeOffset from = term.EffectiveFrom is { } own && own > agreement.EffectiveFrom ? own : agreement.EffectiveFrom;
        DateTimeOffset? to = Earlier(term.EffectiveTo, agreement.EffectiveTo);
        if (reading.Subject.Time is TermsTime.Assumed) return Trace.Of(Step, Answer.Yes, "No time is given; the case is read as if in the time of force.");
        if (reading.When is not { } when) return Trace.Lacks(Step, "time of the event", "The time is not on record, so whether the term was in force cannot be said.");
        Answer answer = AgreementClock.Inside(when, from, to);
        string span = $"in force from {reading.Say(from)}" + (to is { } end ? $" until before {reading.Say(end)}" : ", without an end");
        return Trace.Timed(Step, answer, $"The event was {SayWhen(reading, when)}; the term is {span}.");
    }

    /// <summary>Was it the act of the term? Least: what is known to be it. Greatest: all that is not known to be something else.</summary>
    public static Trace Act(CaseReading reading, Term term)
    {
        const string Step = "act";
        double low = 0, against = 0;
        foreach (Weighted act in reading.Subject.Acts)
        {
            Answer meets = Meets(reading, act.Word, term);
            if (meets == Answer.Yes) low += act.Probability;
            else if (meets == Answer.No) against += act.Probability;
        }

        low = Math.Min(1, low);
        double high = Math.Clamp(1 - against, low, 1);
        string said = Said(reading.Subject.Acts);
        string wanted = term.Object is null ? term.Act : $"{term.Act} {term.Object}";
        string decides = term.Act == ActVocabulary.AttackOn ? "what the act was aimed at" : $"whether the act was {wanted}";
        return Trace.Likely(Step, low, high, reading.Agreement.Judgement, decides, $"The act on record is {said}; the term speaks of {wanted}: P {Say.P(low, high)}.", []);
    }

    private static string Said(ImmutableArray<Weighted> acts)
    {
        string said = string.Join(", ", acts.Where(a => a.Probability >= LeastSaid).Select(a => a.Probability >= 1 ? a.Word : $"{ActVocabulary.Say(a.Word)} ({Say.P(a.Probability, a.Probability)})"));
        double rest = 1 - acts.Sum(a => a.Probability);
        return said.Length == 0 ? "not known" : rest < LeastSaid ? said : $"{said}, not known ({Say.P(rest, rest)})";
    }

    private static Answer Meets(CaseReading reading, string act, Term term)
    {
        Answer meets = reading.Agreement.Acts.Meets(act, term.Act);
        if (term.Object is null || meets == Answer.No || reading.Subject.Facts.Target is not { } target) return meets == Answer.Yes && term.Object is not null ? Answer.Missing : meets;
        return string.Equals(target, term.Object, StringComparison.Ordinal) ? Answer.Yes : Answer.No;
    }

    /// <summary>Was it the party that the term binds?</summary>
    public static Trace Actor(CaseReading reading, Term term)
    {
        const string Step = "actor";
        string? actor = reading.Subject.Actor;
        if (term.Actor is null) return Trace.Of(Step, Answer.Yes, "The term binds every party" + (actor is null ? "; the actor is not determined." : "."));
        if (actor is null) return Trace.Lacks(Step, "who acted (attribution is not determined)", $"The term binds {term.Actor}; who acted is not determined.");
        return Trace.Of(Step, actor == term.Actor ? Answer.Yes : Answer.No, $"The term binds {term.Actor}; people have determined {actor} to be the actor.");
    }

    /// <summary>Was it in a daily window of the term? [from, to) of local time.</summary>
    public static Trace Window(CaseReading reading, Term term)
    {
        const string Step = "window";
        if (term.Windows.IsEmpty) return Trace.Of(Step, Answer.Yes, "The term holds at every hour.");
        if (reading.When is not { } when) return Trace.Lacks(Step, "time of the event", "The term holds in daily windows only, and the time is not on record.");
        Answer answer = Answer.No;
        foreach (DailyWindow window in term.Windows)
        {
            Answer inside = InWindow(reading.Agreement.Zone, window, when);
            if (inside == Answer.Yes) answer = Answer.Yes;
            else if (inside == Answer.Uncertain && answer == Answer.No) answer = Answer.Uncertain;
        }

        string windows = string.Join(", ", term.Windows.Select(w => $"{w.From:HH:mm} to before {w.To:HH:mm}"));
        return Trace.Timed(Step, answer, $"The event was {SayWhen(reading, when)}; the term holds daily from {windows} {reading.Agreement.Zone.Id} time.");
    }

    private static Answer InWindow(DateTimeZone zone, DailyWindow window, TimeInterval when)
    {
        LocalDate first = Instant.FromDateTimeOffset(when.Start).InZone(zone).Date.PlusDays(-1);
        LocalDate last = Instant.FromDateTimeOffset(when.End).InZone(zone).Date;
        if (last > first.PlusDays(4)) last = first.PlusDays(4); // three whole days in a row already show both an inside and an outside
        Answer answer = Answer.No;
        for (LocalDate day = first; day <= last; day = day.PlusDays(1))
        {
            if (day < window.FromDate || day > window.ToDate) continue;
            LocalDate endDay = window.To > window.From ? day : day.PlusDays(1);
            DateTimeOffset from = AgreementClock.Resolve(zone, day + window.From, later: false);
            DateTimeOffset to = AgreementClock.Resolve(zone, endDay + window.To, later: true);
            Answer inside = AgreementClock.Inside(when, from, to);
            if (inside == Answer.Yes) return Answer.Yes;
            if (inside == Answer.Uncertain) answer = Answer.Uncertain;
        }

        return answer;
    }

    /// <summary>"at …" or "at some instant from … to …".</summary>
    public static string SayWhen(CaseReading reading, TimeInterval when) =>
        when.Length == TimeSpan.Zero ? "at " + reading.Say(when.Start) : $"at some instant from {reading.Say(when.Start)} to {reading.Say(when.End)}";

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
