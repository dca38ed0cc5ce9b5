using System.Collections.Immutable;
using NodaTime;
using Truce.Measures;
using Truce.Sayings;

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
        if (reading.Subject.Time is TermsTime.Assumed) return Trace.Of(Step, Answer.Yes, Say.Of("force.assumed"));
        if (reading.When is not { } when) return Trace.Lacks(Step, Say.Of("need.time"), Say.Of("force.notime"));
        Answer answer = AgreementClock.Inside(when, from, to);
        return Trace.Timed(Step, answer, to is { } end
            ? Say.Of("force.until", SayWhen(reading, when), reading.Say(from), reading.Say(end))
            : Say.Of("force", SayWhen(reading, when), reading.Say(from)));
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
        SayingPart wanted = Say.Word("act", term.Act);
        if (term.Object is { } at) wanted = Say.Of("act.what", wanted, Say.Word("kind", at));
        Saying decides = term.Act == ActVocabulary.AttackOn ? Say.Of("need.aim") : Say.Of("need.act", wanted);
        return Trace.Likely(Step, low, high, reading.Agreement.Judgement, decides, Say.Of("act", Said(reading.Subject.Acts), wanted, Say.P(low, high)), []);
    }

    private static Saying Said(ImmutableArray<Weighted> acts)
    {
        SayingPart[] said = [.. acts.Where(a => a.Probability >= LeastSaid).Select(a => Said(ActVocabulary.Say(a.Word), a.Probability))];
        double rest = 1 - acts.Sum(a => a.Probability);
        return said.Length == 0 ? Say.Of("act.unknown") : Say.Join(rest < LeastSaid ? said : [.. said, Said(Say.Of("act.unknown"), rest)]);
    }

    /// <summary>A word with its probability, when that is under 1.</summary>
    public static SayingPart Said(SayingPart word, double probability) => probability >= 1 ? word : Say.Of("weighed", word, Say.P(probability));

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
        if (term.Actor is null) return Trace.Of(Step, Answer.Yes, actor is null ? Say.Of("actor.every.open") : Say.Of("actor.every"));
        if (actor is null) return Trace.Lacks(Step, Say.Of("need.actor"), Say.Of("actor.open", term.Actor));
        return Trace.Of(Step, actor == term.Actor ? Answer.Yes : Answer.No, Say.Of("actor", term.Actor, actor));
    }

    /// <summary>Was it in a daily window of the term? [from, to) of local time.</summary>
    public static Trace Window(CaseReading reading, Term term)
    {
        const string Step = "window";
        if (term.Windows.IsEmpty) return Trace.Of(Step, Answer.Yes, Say.Of("window.always"));
        if (reading.When is not { } when) return Trace.Lacks(Step, Say.Of("need.time"), Say.Of("window.notime"));
        Answer answer = Answer.No;
        foreach (DailyWindow window in term.Windows)
        {
            Answer inside = InWindow(reading.Agreement.Zone, window, when);
            if (inside == Answer.Yes) answer = Answer.Yes;
            else if (inside == Answer.Uncertain && answer == Answer.No) answer = Answer.Uncertain;
        }

        Saying windows = Say.Join(term.Windows.Select(w => SayingPart.Of(Say.Of("window.span", $"{w.From:HH:mm}", $"{w.To:HH:mm}"))));
        return Trace.Timed(Step, answer, Say.Of("window", SayWhen(reading, when), windows, reading.Agreement.Zone.Id));
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
    public static Saying SayWhen(CaseReading reading, TimeInterval when) =>
        when.Length == TimeSpan.Zero ? Say.Of("when.at", reading.Say(when.Start)) : Say.Of("when.within", reading.Say(when.Start), reading.Say(when.End));

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
