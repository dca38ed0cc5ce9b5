using System.Collections.Immutable;
using Truce.Measures;
using Truce.Response.Clocks;
using Truce.Response.Protocols;
using Truce.Sayings;

namespace Truce.Response.Consultations;

/// <summary>Gathers the events of one consultation up to an instant; what they mean together is said by <see cref="TierFold"/> and <see cref="Escalations"/>.</summary>
internal sealed class ConsultationFold
{
    private readonly Protocol _protocol;
    private readonly DateTimeOffset _now;
    private readonly ConsultationBasis? _basis;
    private readonly IReadOnlyList<ConsultationEvent> _events;
    private readonly List<ConsultationRemark> _remarks = [];
    private readonly Dictionary<string, (DateTimeOffset At, EscalationGround Ground)> _reached = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PromiseListed> _promises = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConsultationEvent.Answered> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<Hash256, ConsultationEvent.CameIn> _cameIn = [];
    private readonly Dictionary<Hash256, ConsultationEvent.Answered> _entered = [];
    private readonly Dictionary<Hash256, ConsultationEvent.SetAside> _setAside = [];
    private readonly List<ConsultationEvent.Answered> _answers = [];
    private readonly List<ConsultationEvent.PromiseState> _states = [];
    private ConsultationEvent.Opened? _opened;
    private ConsultationEvent.NotOpened? _notOpened;
    private ConsultationEvent.StoodDown? _stoodDown;
    private ConsultationEvent.Course? _course;
    private FourTimes _times = FourTimes.Unknown;

    public ConsultationFold(Protocol protocol, IReadOnlyList<ConsultationEvent> ordered, DateTimeOffset now, ConsultationBasis? basis = null)
    {
        (_protocol, _now, _basis) = (protocol, now, basis);
        _events = ordered.Count == 0 || ordered[^1].At <= now ? ordered : [.. ordered.TakeWhile(e => e.At <= now)];
    }

    public ConsultationState State()
    {
        // The opening first: it brings the times that later events complete.
        _opened = _events.OfType<ConsultationEvent.Opened>().FirstOrDefault();
        if (_opened is { } o)
        {
            _times = o.Times;
            if (_protocol.Find(o.Tier) is null) Remark(o, Say.Of("response.odd.tier", o.Tier));
            else _reached[o.Tier] = (o.At, EscalationGround.Trigger);
            if (o.Protocol != _protocol.Id || o.ProtocolVersion != _protocol.Version) Remark(o, Say.Of("response.odd.version", o.Protocol, o.ProtocolVersion ?? 0));
        }

        // A person enters an answer as of the instant at which it came in: both have the same time, and either may stand first.
        foreach (ConsultationEvent.CameIn c in _events.OfType<ConsultationEvent.CameIn>()) _cameIn[c.Id] = c;
        foreach (ConsultationEvent e in _events) Take(e);
        foreach (ConsultationEvent.PromiseState s in _states) Follow(s);
        if (_opened is { } opened && _times.Disorder() is { } order) Remark(opened, Say.Of("response.odd.times", Clock(order.Earlier), Clock(order.Later)));

        var tiers = new TierFold(_protocol, _events, _answers, _opened, _times, _now, _stoodDown?.At);
        ImmutableArray<TierState> states = [.. _protocol.Tiers.Where(t => _reached.ContainsKey(t.Id)).Select(t => tiers.Read(t, _reached[t.Id].At, _reached[t.Id].Ground, Remark))];
        return new ConsultationState
        {
            Protocol = _protocol,
            Now = _now,
            Stage = _opened is null ? _notOpened is null ? ConsultationStage.Undecided : ConsultationStage.NotOpened : _stoodDown is null ? ConsultationStage.Open : ConsultationStage.StoodDown,
            Opened = _opened,
            Basis = _basis,
            NotOpened = _notOpened,
            StoodDown = _stoodDown,
            Times = _times,
            Course = _course,
            Tiers = states,
            EscalationsDue = _opened is null || _stoodDown is not null ? [] : new Escalations(_protocol, _opened, _basis, states, _course, _now).Due(),
            Promises = [.. _promises.Values],
            CameIn = [.. _cameIn.Values.OrderBy(c => c.At).ThenBy(c => c.Id).Select(c => new AnswerCameIn(c, _entered.GetValueOrDefault(c.Id), _setAside.GetValueOrDefault(c.Id)))],
            Remedies = [.. _events.OfType<ConsultationEvent.Remedy>()],
            Outcomes = [.. _events.OfType<ConsultationEvent.Outcome>()],
            Remarks = [.. _remarks],
        };
    }

    private void Take(ConsultationEvent e)
    {
        if (_stoodDown is not null && e is ConsultationEvent.Escalated or ConsultationEvent.NoticeSent) AfterTheEnd(e);
        switch (e)
        {
            case ConsultationEvent.Opened o when !ReferenceEquals(o, _opened):
                Remark(o, Say.Of("response.odd.opened"));
                break;
            case ConsultationEvent.NotOpened n:
                _notOpened ??= n;
                if (_opened is not null && _opened.At < n.At) Remark(n, Say.Of("response.odd.notopened"));
                break;
            case ConsultationEvent.TimeKnown t:
                _times = _times.With(t.Which, t.Time);
                break;
            case ConsultationEvent.Course c:
                // Since when it goes on matters, not how often people have said so.
                if (_course is null || _course.Continues != c.Continues) _course = c;
                break;
            case ConsultationEvent.Escalated x when _protocol.Find(x.Tier) is null:
                Remark(x, Say.Of("response.odd.tier", x.Tier));
                break;
            case ConsultationEvent.Escalated x when _stoodDown is null:
                _reached.TryAdd(x.Tier, (x.At, x.Ground));
                break;
            case ConsultationEvent.Answered a:
                Answer(a);
                break;
            case ConsultationEvent.SetAside s when !_cameIn.ContainsKey(s.Received):
                Remark(s, Say.Of("response.odd.received", s.By));
                break;
            case ConsultationEvent.SetAside s:
                _setAside.TryAdd(s.Received, s);
                break;
            case ConsultationEvent.PromiseDue p:
                _promises.TryAdd(p.Commitment, new(p, PromiseStanding.Due, ""));
                break;
            case ConsultationEvent.PromiseState s:
                _states.Add(s);
                break;
            case ConsultationEvent.StoodDown d when _stoodDown is null:
                _stoodDown = d;
                if (!Allows(d.Ground)) Remark(d, Say.Of("response.odd.ground", Say.Word("standdown", ConsultationWords.Word(d.Ground))));
                break;
        }
    }

    private void AfterTheEnd(ConsultationEvent e)
    {
        if (_stoodDown is { } end && e.At > end.At) Remark(e, Say.Of("response.odd.after"));
    }

    private void Answer(ConsultationEvent.Answered a)
    {
        if (a.Received is { } received)
        {
            // What a person enters must be what came in, word for word and at its time: else neither of the two could be trusted.
            if (!_cameIn.TryGetValue(received, out ConsultationEvent.CameIn? c) || a != c.Entered(a.By, a.Known))
            {
                Remark(a, Say.Of("response.odd.received", a.By));
                return;
            }

            if (!_entered.TryAdd(received, a)) return; // a second person enters the same: it is one answer
        }

        if (a.Reference.Length > 0 && !_references.TryAdd(a.Guarantor + "\n" + a.Reference, a))
        {
            Remark(a, Say.Of("response.odd.reference", a.Guarantor, a.Reference));
            return;
        }

        _answers.Add(a);
    }

    private void Follow(ConsultationEvent.PromiseState s)
    {
        if (_promises.TryGetValue(s.Commitment, out PromiseListed? listed)) _promises[s.Commitment] = listed with { State = s.State, Basis = s.Basis };
        else Remark(s, Say.Of("response.odd.promise", s.Commitment));
    }

    /// <summary>Whether a tier that was reached names this ground; where nothing is said, people decide and nothing is odd.</summary>
    private bool Allows(StandDownGround ground)
    {
        StandDownRule[] rules = [.. _protocol.Tiers.Where(t => _reached.ContainsKey(t.Id)).Select(_protocol.StandDownOf).OfType<StandDownRule>()];
        return rules.Length == 0 || rules.Any(r => ground switch
        {
            StandDownGround.Decision => r.DecidedBy is not null,
            StandDownGround.Remedied => r.Remedied,
            _ => r.Quiet is not null,
        });
    }

    private void Remark(ConsultationEvent e, Saying says) => _remarks.Add(new(e, says));

    private static SayingPart Clock(DeadlineStart which) => Say.Word("clock", ProtocolWords.Word(which));
}
