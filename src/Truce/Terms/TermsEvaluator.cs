using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Terms;

/// <summary>Holds cases against the terms of one agreement. A pure function of agreement and case; safe to share between threads.</summary>
/// <remarks>The semantics of every step, with examples that are tests: docs/formats/terms.md.</remarks>
public sealed class TermsEvaluator(Agreement agreement)
{
    private readonly AgreementIndex _index = new(agreement);

    /// <summary>The agreement.</summary>
    public Agreement Agreement => _index.Agreement;

    /// <summary>How the case reads against every term, in the order of the agreement.</summary>
    public ImmutableArray<TermResult> Evaluate(TermsCase subject)
    {
        var reading = new CaseReading(_index, subject);
        return [.. Agreement.Terms.Select(t => t.Modality == Modality.Oblige ? Duty(reading, t) : Conduct(reading, t))];
    }

    private static TermResult Conduct(CaseReading reading, Term term)
    {
        ImmutableArray<Trace> elements = Elements(reading, term);
        Trace zone = elements[^1];
        TermResult Result(TermReading word, string ground, ImmutableArray<Trace> parts) => Make(reading, term, elements, word, ground, parts, zone);

        if (elements[0].Answer == Answer.No) return Result(TermReading.NotInForce, TermGrounds.NotInForce, elements);
        if (elements.FirstOrDefault(e => e.Answer == Answer.No) is { } no)
        {
            return no.Step == "stage" ? Result(TermReading.NotInForce, TermGrounds.StageNotBegun, elements) : Result(TermReading.Compliant, GroundOf(no), elements);
        }

        Answer met = Trace.All(elements);
        if (term.Modality == Modality.Permit) return met == Answer.Yes ? Result(TermReading.Compliant, TermGrounds.Permitted, elements) : Open(met, elements, Result);

        ImmutableArray<Trace> exceptions = [.. term.Exceptions.Select(reading.Exception), .. Permits(reading, term)];
        ImmutableArray<Trace> parts = [.. elements, .. exceptions];
        if (Trace.Any(exceptions) == Answer.Yes)
        {
            bool byException = term.Exceptions.Any(e => reading.Exception(e).Answer == Answer.Yes);
            return Result(TermReading.Excepted, byException ? TermGrounds.Exception : TermGrounds.Permit, parts) with { Exceptions = Holding(reading, term) };
        }

        if (met != Answer.Yes) return Open(met, elements, Result) with { DecidingFacts = Decides(parts) };
        return exceptions.Any(e => e.Answer is Answer.Missing or Answer.Uncertain)
            ? Result(TermReading.Indeterminate, TermGrounds.ExceptionUndecided, parts)
            : Result(TermReading.Candidate, TermGrounds.AllMet, parts);
    }

    private static TermResult Open(Answer met, ImmutableArray<Trace> parts, Func<TermReading, string, ImmutableArray<Trace>, TermResult> result) =>
        met == Answer.Missing ? result(TermReading.NotEvaluable, TermGrounds.Missing, parts) : result(TermReading.Indeterminate, TermGrounds.Uncertain, parts);

    private static TermResult Duty(CaseReading reading, Term term)
    {
        ImmutableArray<Trace> elements =
        [
            ElementQuestions.Force(reading, term), DutyQuestion.Arises(reading, term), ElementQuestions.Actor(reading, term),
            WeaponQuestion.Ask(reading, term), ElementQuestions.Window(reading, term), Zones(reading, term),
        ];
        TermResult Result(TermReading word, string ground, ImmutableArray<Trace> parts) => Make(reading, term, elements, word, ground, parts, elements[^1]);

        if (elements[0].Answer == Answer.No) return Result(TermReading.NotInForce, TermGrounds.NotInForce, elements);
        if (elements.FirstOrDefault(e => e.Answer == Answer.No) is { } no) return Result(TermReading.Compliant, GroundOf(no), elements);

        (Trace done, DateTimeOffset? due, bool notYetDue) = DutyQuestion.Done(reading, term);
        ImmutableArray<Trace> exceptions = [.. term.Exceptions.Select(reading.Exception)];
        ImmutableArray<Trace> parts = [.. elements, done, .. exceptions];
        if (done.Answer == Answer.Yes) return Result(TermReading.Compliant, notYetDue ? TermGrounds.NotYetDue : TermGrounds.DutyDone, parts) with { DueAt = due };
        if (Trace.Any(exceptions) == Answer.Yes) return Result(TermReading.Excepted, TermGrounds.Exception, parts) with { Exceptions = Holding(reading, term), DueAt = due };
        Answer met = Trace.All([.. elements, done with { Answer = done.Answer == Answer.No ? Answer.Yes : done.Answer }]);
        if (met != Answer.Yes) return Open(met, parts, Result) with { DueAt = due };
        return exceptions.Any(e => e.Answer is Answer.Missing or Answer.Uncertain)
            ? Result(TermReading.Indeterminate, TermGrounds.ExceptionUndecided, parts) with { DueAt = due }
            : Result(TermReading.Candidate, TermGrounds.DutyNotDone, parts) with { DueAt = due };
    }

    /// <summary>Force first, zone last; the others between.</summary>
    private static ImmutableArray<Trace> Elements(CaseReading reading, Term term) =>
    [
        ElementQuestions.Force(reading, term), ElementQuestions.Act(reading, term), ElementQuestions.Actor(reading, term),
        WeaponQuestion.Ask(reading, term), WeaponQuestion.Stage(reading, term), ElementQuestions.Window(reading, term), Zones(reading, term),
    ];

    private static Trace Zones(CaseReading reading, Term term)
    {
        if (term.Zones.IsEmpty) return Trace.Of(ZoneQuestion.Step, Answer.Yes, Say.Of("zone.all"));
        if (term.Zones.Length == 1) return reading.Zone(term.Zones[0]);
        ImmutableArray<Trace> parts = [.. term.Zones.Select(reading.Zone)];
        bool any = parts.Any(p => p.ProbabilityHigh is not null);
        return new(ZoneQuestion.Step, Trace.Any(parts), Say.Of("zone.any", Say.List(term.Zones)), parts)
        {
            ProbabilityLow = any ? parts.Max(p => p.ProbabilityLow ?? 0) : null,
            ProbabilityHigh = any ? Math.Min(1, parts.Sum(p => p.ProbabilityHigh ?? 1)) : null,
        };
    }

    private static IEnumerable<Trace> Permits(CaseReading reading, Term term)
    {
        foreach (Term permit in reading.Index.Permits)
        {
            if (!permit.Overrides.Contains(term.Id)) continue;
            ImmutableArray<Trace> elements = Elements(reading, permit);
            yield return new("permit", Trace.All(elements), Say.Of("permit.lifts", permit.Id, term.Id), elements) { Name = permit.Id };
        }
    }

    private static ImmutableArray<string> Holding(CaseReading reading, Term term) =>
    [
        .. term.Exceptions.Where(e => reading.Exception(e).Answer == Answer.Yes),
        .. reading.Index.Permits.Where(p => p.Overrides.Contains(term.Id) && Trace.All(Elements(reading, p)) == Answer.Yes).Select(p => p.Id),
    ];

    private static string GroundOf(Trace element) => element.Step switch
    {
        "act" => TermGrounds.OtherAct,
        "actor" => TermGrounds.OtherActor,
        WeaponQuestion.Step => TermGrounds.OtherWeapon,
        "window" => TermGrounds.OutsideWindow,
        _ => TermGrounds.OutsideZone,
    };

    private static TermResult Make(
        CaseReading reading, Term term, ImmutableArray<Trace> elements, TermReading word, string ground, ImmutableArray<Trace> parts, Trace zone)
    {
        var trace = new Trace("term", Overall(word), Sentence(reading, term, word, ground), parts);
        return new()
        {
            Case = reading.Subject.Id,
            Term = term.Id,
            Article = term.Article,
            Severity = term.Severity,
            Reading = word,
            Ground = ground,
            Concerned = !elements.Any(e => e.Answer == Answer.No && e.Step is ("act" or "actor" or WeaponQuestion.Step)),
            MissingFacts = Missing(word, parts),
            DecidingFacts = word is TermReading.NotEvaluable or TermReading.Indeterminate ? Decides(parts) : [],
            InsideLow = zone.ProbabilityLow,
            InsideHigh = zone.ProbabilityHigh,
            Actor = reading.Subject.Actor,
            Trace = trace,
        };
    }

    private static ImmutableArray<Saying> Missing(TermReading word, ImmutableArray<Trace> parts) =>
        word is TermReading.NotEvaluable or TermReading.Indeterminate ? [.. parts.SelectMany(p => p.AllMissing()).Distinct()] : [];

    /// <summary>What would decide each open element, one entry an element; of an exception, whether it holds and the facts for that.</summary>
    private static ImmutableArray<Saying> Decides(ImmutableArray<Trace> parts)
    {
        var found = new List<Saying>();
        foreach (Trace part in parts)
        {
            ImmutableArray<Saying> facts = part.AllDecides();
            if (facts.IsEmpty) continue;
            Saying said = facts.Length == 1 ? facts[0] : Say.Join(facts.Select(SayingPart.Of));
            if (part.Step is ExceptionQuestion.Step or "permit") said = Say.Of("need.holds", part.Name, said);
            if (!found.Contains(said)) found.Add(said);
        }

        return [.. found];
    }

    private static Answer Overall(TermReading word) => word switch
    {
        TermReading.Candidate => Answer.Yes,
        TermReading.Indeterminate => Answer.Uncertain,
        TermReading.NotEvaluable => Answer.Missing,
        _ => Answer.No,
    };

    private static Saying Sentence(CaseReading reading, Term term, TermReading word, string ground)
    {
        SayingPart article = term.Article.Length > 0 ? Say.Of("term.article", term.Id, term.Article) : term.Id;
        SayingPart act = Say.Word("act", term.Act);
        if (term.What is { } what) act = Say.Of("act.what", act, Say.Word("kind", what));
        Saying demand = term.Modality switch
        {
            Modality.Prohibit => Say.Of("term.forbids", article, act),
            Modality.Oblige => Say.Of("term.demands", article, act),
            _ => Say.Of("term.permits", article, act),
        };
        SayingPart why = Say.Word("ground", ground);
        Saying outcome = word switch
        {
            TermReading.Candidate => Say.Of("outcome.candidate"),
            TermReading.Compliant => Say.Of("outcome.compliant", why),
            TermReading.Indeterminate => Say.Of("outcome.indeterminate", why),
            TermReading.Excepted => Say.Of("outcome.excepted", why),
            TermReading.NotInForce => Say.Of("outcome.not-in-force", why),
            _ => Say.Of("outcome.not-evaluable"),
        };
        return Say.Of("term", demand, outcome, reading.Subject.Actor is { } actor ? Say.Of("attribution.known", actor) : Say.Of("attribution.open"));
    }
}
