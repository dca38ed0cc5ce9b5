using System.Collections.Immutable;
using Truce.Measures;
using Truce.Response.Clocks;
using Truce.Response.Consultations;
using Truce.Response.Protocols;

namespace Truce.Response.Exercises;

/// <summary>What one run of an exercise came to.</summary>
/// <param name="Consultations">Each finding's consultation at the end, in the order of the scenario, with its events in order.</param>
public sealed record ExerciseResult(ImmutableArray<SimulatedConsultation> Consultations);

/// <summary>One finding's consultation in a run.</summary>
/// <param name="Finding">Id of the finding in the scenario.</param>
/// <param name="Events">Its events, in order.</param>
/// <param name="State">Its state when it ended, or when the exercise did; undecided when the finding meets no trigger.</param>
public sealed record SimulatedConsultation(string Finding, ImmutableArray<ConsultationEvent> Events, ConsultationState State);

/// <summary>Drives the consultations of a scenario in simulated time, with the same fold that reads real ones.</summary>
public static class ExerciseRun
{
    /// <summary>One run. The same protocol, scenario, seed and number give the same events on every machine, whatever else runs beside it.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="exercise">The scenario, read for this protocol.</param>
    /// <param name="seed">Seed of the whole.</param>
    /// <param name="run">Number of the run, from 0.</param>
    public static ExerciseResult Play(Protocol protocol, Exercise exercise, ulong seed, int run)
    {
        // One generator mixes the seed, so that runs of neighbouring seeds and numbers share nothing.
        ulong start = new SeededRandom(seed).NextBits() ^ (ulong)run;
        var random = new SeededRandom(new SeededRandom(start).NextBits());
        return new([.. exercise.Findings.Select(f => new SimulatedDesk(protocol, exercise, f, random).Play())]);
    }

    internal static TimeSpan Draw(DelayModel model, SeededRandom random)
    {
        double seconds = model switch
        {
            DelayModel.Always a => a.After.TotalSeconds,
            DelayModel.Uniform u => u.Least.TotalSeconds + (random.NextUnit() * (u.Most - u.Least).TotalSeconds),
            DelayModel.Exponential e => -Math.Log(1 - random.NextUnit()) * e.Mean.TotalSeconds,
            DelayModel.LogNormal l => l.Median.TotalSeconds * Math.Exp(Math.Log(l.SpreadFactor) * random.NextNormal()),
            _ => throw new ArgumentException($"no draw from {model.GetType().Name}", nameof(model)),
        };
        return TimeSpan.FromSeconds(Math.Min(Math.Round(seconds), 1e9)); // whole seconds; 30 years is as good as never
    }
}

/// <summary>The people and machines of one consultation in an exercise: they open, release, send, answer and escalate as the scenario says.</summary>
internal sealed class SimulatedDesk(Protocol protocol, Exercise exercise, SimulatedFinding finding, SeededRandom random)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1); // a deadline is looked at one second after it
    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> _waiting = new();
    private readonly List<ConsultationEvent> _events = [];
    private readonly Hash256 _finding = Hash256.Of(System.Text.Encoding.UTF8.GetBytes("truce/simulated-finding/v1\n" + finding.Id));
    private FourTimes _times = FourTimes.Unknown;
    private DateTimeOffset _now;
    private int _order;
    private bool _ended;

    public SimulatedConsultation Play()
    {
        DateTimeOffset occurred = exercise.Start + finding.After;
        _times = new(occurred, occurred + finding.DetectedAfter, occurred + finding.DeterminedAfter, occurred + finding.NotifiedAfter);
        ProtocolTier[] triggered = [.. Opening.Triggered(protocol, finding.Level, finding.Severity)];
        if (triggered.Length > 0)
        {
            DateTimeOffset determined = occurred + (finding.DeterminedAfter ?? TimeSpan.Zero);
            At(determined + exercise.OpenAfter, () => Open(triggered[0]));
        }

        while (_waiting.TryDequeue(out Action? act, out (DateTimeOffset At, int Order) when) && when.At <= exercise.End)
        {
            _now = when.At;
            act();
        }

        return new(finding.Id, [.. _events], ConsultationState.OfOrdered(protocol, _events, exercise.End));
    }

    private void At(DateTimeOffset when, Action act) => _waiting.Enqueue(act, (when, _order++));

    private void Say(ConsultationEvent e) => _events.Add(e);

    private void Open(ProtocolTier tier)
    {
        Say(Opening.Open(_finding, 1, finding.Level, finding.Severity, _times, protocol, tier.Id, _now, "desk", simulated: true));
        if (finding.Continues) Course(true);
        foreach (Happening h in exercise.Happenings.Where(h => h.Of == finding.Id))
        {
            DateTimeOffset when = exercise.Start + h.After;
            At(when < _now ? _now : when, () => Happen(h));
        }

        Reach(tier);
        Check();
    }

    private void Happen(Happening h)
    {
        if (_ended) return;
        switch (h.Kind)
        {
            case HappeningKind.Continues or HappeningKind.Stops:
                Course(h.Kind == HappeningKind.Continues);
                break;
            case HappeningKind.Words:
                foreach (ProtocolTier tier in protocol.Tiers.Where(t => t.Trigger?.Or == h.Word && !Reached(t))) Escalate(tier, EscalationGround.Words, "");
                Check();
                break;
            case HappeningKind.Remedied:
                Say(new ConsultationEvent.Remedy("remedied") { Consultation = Id, At = _now, Known = _now, By = "desk", Simulated = true });
                if (Rules().Any(r => r.Remedied)) StandDown(StandDownGround.Remedied, "remedied");
                break;
            case HappeningKind.Decided:
                if (Rules().Any(r => r.DecidedBy is not null)) StandDown(StandDownGround.Decision, "decided");
                break;
        }
    }

    private void Course(bool continues)
    {
        Say(new ConsultationEvent.Course(continues, "scenario") { Consultation = Id, At = _now, Known = _now, By = "desk", Simulated = true });
        if (continues) Check();
        else At(_now, QuietFrom(_now));
    }

    /// <summary>Ends the consultation after the quiet that the tiers reached ask for, unless something goes on before.</summary>
    private Action QuietFrom(DateTimeOffset stopped) => () =>
    {
        foreach (StandDownRule rule in Rules().Where(r => r.Quiet is not null))
        {
            At(rule.Quiet!.AfterIn(protocol.Zone, stopped), () =>
            {
                ConsultationEvent.Course[] said = [.. _events.OfType<ConsultationEvent.Course>()];
                if (!_ended && said[^1] is { Continues: false } && said.Last(c => c.At <= stopped).At == stopped && !said.Any(c => c.Continues && c.At > stopped)) StandDown(StandDownGround.Quiet, "quiet since " + Deadline.Utc(stopped));
            });
        }
    };

    private IEnumerable<StandDownRule> Rules() => protocol.Tiers.Where(Reached).Select(protocol.StandDownOf).OfType<StandDownRule>().Distinct();

    private void StandDown(StandDownGround ground, string reason)
    {
        Say(new ConsultationEvent.StoodDown(ground, reason) { Consultation = Id, At = _now, Known = _now, By = "desk", Simulated = true });
        _ended = true;
    }

    private bool Reached(ProtocolTier tier) => _events.Any(e => (e is ConsultationEvent.Opened o && o.Tier == tier.Id) || (e is ConsultationEvent.Escalated x && x.Tier == tier.Id));

    private Hash256 Id => _events[0].Consultation;

    /// <summary>Goes to every tier that is due now, and to those that are due by having gone there.</summary>
    private void Check()
    {
        if (_ended) return;
        while (ConsultationState.OfOrdered(protocol, _events, _now).EscalationsDue is [var due, ..]) Escalate(protocol.Find(due.Tier)!, due.Ground, due.From);
    }

    private void Escalate(ProtocolTier tier, EscalationGround ground, string from)
    {
        Say(new ConsultationEvent.Escalated(tier.Id, ground, from) { Consultation = Id, At = _now, Known = _now, By = "desk", Simulated = true });
        Reach(tier);
    }

    private void Reach(ProtocolTier tier)
    {
        DateTimeOffset reached = _now, notice = reached + exercise.NoticeAfter;
        if (Deadline.Of(protocol, tier, _times, reached).DueAt is { } due) At((due < reached ? reached : due) + Look, Check);
        if (!protocol.MachineMaySend(tier.Id))
        {
            At(reached + exercise.ReleaseAfter, () => Release(tier));
            notice += exercise.ReleaseAfter;
        }

        foreach (string invitee in protocol.Asked(tier))
        {
            (TimeSpan Delay, AnswerKind Kind, string Text, string Reference)? answer = Answer(tier, invitee);
            At(notice, () =>
            {
                if (_ended) return;
                Say(new ConsultationEvent.NoticeSent(tier.Id, invitee, "simulated", "") { Consultation = Id, At = _now, Known = _now, By = "desk", Simulated = true });
                if (answer is { } a) At(_now + a.Delay, () => Hear(tier, invitee, a.Kind, a.Text, a.Reference));
            });
        }

        foreach (ClaimedPromise promise in exercise.Promises.Where(p => p.Tier == tier.Id)) Claim(promise, tier);
    }

    private void Release(ProtocolTier tier)
    {
        if (_ended) return;
        foreach (string person in (ReadOnlySpan<string>)["first officer", "second officer"])
        {
            Say(new ConsultationEvent.Released(tier.Id, person) { Consultation = Id, At = _now, Known = _now, By = person, Simulated = true });
        }
    }

    private void Hear(ProtocolTier tier, string invitee, AnswerKind kind, string text, string reference)
    {
        if (_ended) return;
        Say(new ConsultationEvent.Answered(tier.Id, invitee, kind, text, tier.Instrument ?? "", reference) { Consultation = Id, At = _now, Known = _now, By = invitee, Simulated = true });
        if (kind == AnswerKind.Refuse) Check();
    }

    /// <summary>The answer that will come, drawn when the tier is reached: whether, how late, and what.</summary>
    private (TimeSpan Delay, AnswerKind Kind, string Text, string Reference)? Answer(ProtocolTier tier, string invitee)
    {
        if (exercise.Answers.FirstOrDefault(a => a.Of == finding.Id && a.Tier == tier.Id && a.Guarantor == invitee) is { } told) return (told.After, told.Kind, told.Text, told.Id);
        AnswerModel model = exercise.Guarantors.First(g => g.Id == invitee).On(tier.Id);
        if (random.NextUnit() >= model.AnswerProbability) return null;
        TimeSpan delay = ExerciseRun.Draw(model.Delay, random);
        double u = random.NextUnit();
        int kind = 0;
        while (kind < model.KindProbabilities.Length - 1 && u >= model.KindProbabilities[kind]) u -= model.KindProbabilities[kind++];
        while (model.KindProbabilities[kind] == 0) kind--; // the last sum may miss 1 by a rounding
        return (delay, (AnswerKind)kind, "SIMULATED answer", "");
    }

    private void Claim(ClaimedPromise promise, ProtocolTier tier)
    {
        DateTimeOffset due = _now + promise.Within;
        double luck = random.NextUnit();
        Say(new ConsultationEvent.PromiseDue(promise.Commitment, promise.Guarantor, tier.Id, due) { Consultation = Id, At = _now, Known = _now, By = "desk", Simulated = true });
        At(due, () =>
        {
            AnswerKind? said = _events.OfType<ConsultationEvent.Answered>().LastOrDefault(a => a.Guarantor == promise.Guarantor && a.Tier == tier.Id)?.Kind;
            double chance = said switch { AnswerKind.Accept => promise.KeptIfAcceptedProbability, AnswerKind.Partial => promise.KeptIfPartialProbability, _ => 0 };
            PromiseStanding state = luck < chance ? PromiseStanding.Honoured : PromiseStanding.Lapsed;
            string basis = said is { } kind ? "simulated after the answer " + ProtocolWords.Word(kind) : "simulated after no answer";
            Say(new ConsultationEvent.PromiseState(promise.Commitment, state, basis) { Consultation = Id, At = _now, Known = _now, By = "desk", Simulated = true });
        });
    }
}
