using System.Collections.Immutable;
using Truce.Response.Clocks;
using Truce.Response.Consultations;
using Truce.Response.Protocols;
using Truce.Sayings;

namespace Truce.Response.Exercises;

/// <summary>An exercise on paper, in any language. Every heading carries the stamp, so that no page of it can be taken for a record.</summary>
public static class ExerciseReport
{
    /// <summary>Stands on every page of an exercise, in every language.</summary>
    public const string Stamp = "SIMULATED";

    /// <summary>One run as lines: who was asked, what was answered, which promise would have failed.</summary>
    public static ImmutableArray<string> Run(Protocol protocol, Exercise exercise, ExerciseResult result, ulong seed, SayingWords words)
    {
        var page = new Page(words);
        Head(page, protocol, exercise, seed, 1);
        for (int i = 0; i < result.Consultations.Length; i++)
        {
            SimulatedFinding finding = exercise.Findings[i];
            SimulatedConsultation consultation = result.Consultations[i];
            page.Head(Say.Of("exercise.finding", finding.Id, (int)finding.Level, finding.Severity));
            if (consultation.Events.IsEmpty) page.Line(1, Say.Of("exercise.none"));
            foreach (ConsultationEvent e in consultation.Events) page.Line(1, EventSayings.Says(e), Deadline.Utc(e.At));
            foreach (TierState tier in consultation.State.Tiers) Tier(page, tier);
            foreach (ConsultationRemark remark in consultation.State.Remarks) page.Line(1, Say.Of("exercise.remark", remark.Says));
        }

        page.Head(Say.Of("exercise.failed"));
        PromiseListed[] failed = [.. result.Consultations.SelectMany(c => c.State.Promises).Where(p => p.State is PromiseStanding.Lapsed or PromiseStanding.Withdrawn)];
        foreach (PromiseListed p in failed) page.Line(1, Say.Of("exercise.failed.one", p.Due.Commitment, p.Due.Guarantor, EventSayings.Says(p.State)));
        if (failed.Length == 0) page.Line(1, Say.Of("exercise.failed.none"));
        return page.End();
    }

    /// <summary>Many runs as lines: the chance that each tier is met, with its interval and everything that is assumed.</summary>
    public static ImmutableArray<string> Many(Protocol protocol, Exercise exercise, ExerciseTally tally, ulong seed, SayingWords words)
    {
        var page = new Page(words);
        Head(page, protocol, exercise, seed, tally.Runs);
        for (int f = 0; f < exercise.Findings.Length; f++)
        {
            SimulatedFinding finding = exercise.Findings[f];
            page.Head(Say.Of("exercise.finding", finding.Id, (int)finding.Level, finding.Severity));
            for (int t = 0; t < protocol.Tiers.Length; t++)
            {
                ProtocolTier tier = protocol.Tiers[t];
                page.Line(1, Say.Of("exercise.tally.reached", tier.Id, Share(tally.Reached(f, t))));
                page.Line(1, Say.Of("exercise.tally.met", tier.Id, Share(tally.Met(f, t))));
                foreach (string asked in protocol.Asked(tier)) page.Line(2, Say.Of("exercise.tally.answered", asked, tier.Id, Share(tally.Answered(f, t, asked))));
            }

            for (int p = 0; p < exercise.Promises.Length; p++)
            {
                page.Line(1, Say.Of("exercise.tally.promise", exercise.Promises[p].Commitment, exercise.Promises[p].Guarantor, Share(tally.Failed(f, p))));
            }
        }

        return page.End();
    }

    /// <summary>Everything that is assumed, in words.</summary>
    public static IEnumerable<Saying> Assumptions(Protocol protocol, Exercise exercise)
    {
        yield return Say.Of("exercise.assume.whatif");
        yield return Say.Of("exercise.assume.independent");
        yield return Say.Of("exercise.assume.desk", Span(exercise.OpenAfter), Span(exercise.ReleaseAfter), Span(exercise.NoticeAfter));
        foreach (GuarantorModel g in exercise.Guarantors)
        {
            yield return Say.Of("exercise.assume.answer", protocol.NameOf(g.Id), SayingPart.Of(g.Model.AnswerProbability, 3), Delay(g.Model.Delay), Kinds(g.Model));
            foreach ((string tier, AnswerModel m) in g.ByTier)
            {
                yield return Say.Of("exercise.assume.answer.tier", protocol.NameOf(g.Id), SayingPart.Of(m.AnswerProbability, 3), Delay(m.Delay), Kinds(m), tier);
            }
        }

        foreach (ScriptedAnswer a in exercise.Answers)
        {
            yield return Say.Of("exercise.assume.script", protocol.NameOf(a.Guarantor), a.Tier, Span(a.After), Say.Word("answer", ProtocolWords.Word(a.Kind)), a.Of);
        }

        foreach (ClaimedPromise p in exercise.Promises)
        {
            yield return Say.Of("exercise.assume.promise",
                p.Commitment, protocol.NameOf(p.Guarantor), Span(p.Within), p.Tier, SayingPart.Of(p.KeptIfAcceptedProbability, 3), SayingPart.Of(p.KeptIfPartialProbability, 3));
        }
    }

    private static void Head(Page page, Protocol protocol, Exercise exercise, ulong seed, int runs)
    {
        string version = protocol.Version is { } v ? FormattableString.Invariant($"{protocol.Id} v{v}") : protocol.Id;
        page.Head(Say.Of("exercise.head", exercise.Title, version, Deadline.Utc(exercise.Start), Deadline.Utc(exercise.End)));
        page.Line(1, Say.Of("exercise.seed", seed.ToString(System.Globalization.CultureInfo.InvariantCulture), runs));
        page.Head(Say.Of("exercise.assumed"));
        foreach (Saying assumption in Assumptions(protocol, exercise)) page.Line(1, assumption);
    }

    private static void Tier(Page page, TierState tier)
    {
        SayingPart needed = tier.Needed is { } n ? n : "?";
        page.Line(1, Say.Of("exercise.tier", tier.Tier.Id, EventSayings.Says(tier.Standing), tier.Counting, needed, tier.Clock.Says));
        foreach (InviteeState i in tier.Invitees) page.Line(2, Say.Of("exercise.invitee", i.Invitee, EventSayings.Says(i.Status)));
    }

    private static Saying Share(RunShare share)
    {
        if (share.Of == 0) return Say.Of("exercise.rate.none");
        return Say.Of("exercise.rate",
            share.Hits, share.Of, SayingPart.Of(100.0 * share.Hits / share.Of, 1), SayingPart.Of(100 * share.Interval.Low, 1), SayingPart.Of(100 * share.Interval.High, 1));
    }

    private static Saying Kinds(AnswerModel model) => Say.Join(
        model.KindProbabilities.Select((p, k) => (P: p, Kind: (AnswerKind)k)).Where(k => k.P > 0)
            .Select(k => SayingPart.Of(Say.Of("exercise.assume.kind", Say.Word("answer", ProtocolWords.Word(k.Kind)), SayingPart.Of(k.P, 3)))));

    private static Saying Delay(DelayModel delay) => delay switch
    {
        DelayModel.Always a => Say.Of("delay.always", Span(a.After)),
        DelayModel.Uniform u => Say.Of("delay.uniform", Span(u.Least), Span(u.Most)),
        DelayModel.Exponential e => Say.Of("delay.exponential", Span(e.Mean)),
        DelayModel.LogNormal l => Say.Of("delay.lognormal", Span(l.Median), SayingPart.Of(l.SpreadFactor, 3)),
        _ => throw new ArgumentException($"no words for {delay.GetType().Name}", nameof(delay)),
    };

    /// <summary>A time that passes, as ISO 8601 writes it in every language.</summary>
    private static string Span(TimeSpan time)
    {
        if (time == TimeSpan.Zero) return "PT0S";
        string days = time.Days > 0 ? FormattableString.Invariant($"{time.Days}D") : "", hours = time.Hours > 0 ? FormattableString.Invariant($"{time.Hours}H") : "";
        string minutes = time.Minutes > 0 ? FormattableString.Invariant($"{time.Minutes}M") : "", seconds = time.Seconds > 0 ? FormattableString.Invariant($"{time.Seconds}S") : "";
        string clock = hours + minutes + seconds;
        return "P" + days + (clock.Length > 0 ? "T" + clock : "");
    }

    /// <summary>Lines under headings that carry the stamp.</summary>
    private sealed class Page(SayingWords words)
    {
        private readonly ImmutableArray<string>.Builder _lines = ImmutableArray.CreateBuilder<string>();

        public void Head(Saying says) => _lines.Add($"{Stamp}  {words.Say(says)}");

        public void Line(int depth, Saying says, string before = "") => _lines.Add(new string(' ', 2 * depth) + (before.Length > 0 ? before + "  " : "") + words.Say(says));

        public ImmutableArray<string> End()
        {
            _lines.Add(Stamp);
            return _lines.ToImmutable();
        }
    }
}
