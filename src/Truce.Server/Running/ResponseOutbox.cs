using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Findings;
using Truce.Measures;
using Truce.Observations;
using Truce.Response.Clocks;
using Truce.Response.Consultations;
using Truce.Response.Notices;
using Truce.Response.Protocols;
using Truce.Server.Notices;

namespace Truce.Server.Running;

/// <summary>The outbox of a mission's store: queues what consultations may send, and seals each step with what it means for the consultation, in one group.</summary>
internal sealed class ResponseOutbox
{
    /// <summary>Who the machine is in a consultation's events.</summary>
    public const string Machine = "machine:outbox";

    private readonly StoreFolder _store;
    private readonly Mission _mission;
    private readonly ResponseBook _book;
    private readonly Dictionary<string, OutboxDelivery> _known = new(StringComparer.Ordinal);
    private readonly HashSet<Hash256> _notified = [];

    public ResponseOutbox(StoreFolder store, Mission mission, ResponseBook book, Func<OutboxDelivery, CancellationToken, Task<SendOutcome>> send, TimeProvider time)
    {
        (_store, _mission, _book) = (store, mission, book);
        foreach (OutboxDelivery d in book.Outbox.Deliveries.Values) _known[d.Name] = d;
        Runner = new OutboxRunner(book.Outbox, Seal, send, RetryPolicy.Default, time);
    }

    /// <summary>Works through what is queued.</summary>
    public OutboxRunner Runner { get; }

    /// <summary>What could not be queued, and why: nobody configured a channel, a label forbids it.</summary>
    public List<string> NotQueued { get; } = [];

    /// <summary>Queues a notice for everybody who is asked on a tier that may send and who has none yet; says how many were queued.</summary>
    public int Queue(NoticeChannels channels, DateTimeOffset now)
    {
        int queued = 0;
        foreach (Hash256 id in _book.Events.Keys)
        {
            if (_book.State(id, now) is not { Stage: ConsultationStage.Open, Opened: { } opened } state) continue;
            foreach (TierState tier in state.Tiers.Where(t => t.MaySend))
            {
                foreach (InviteeState asked in tier.Invitees) queued += Queue(channels, state, opened, tier, asked, now);
            }
        }

        return queued;
    }

    private int Queue(NoticeChannels channels, ConsultationState state, ConsultationEvent.Opened opened, TierState tier, InviteeState asked, DateTimeOffset now)
    {
        string consultation = opened.Consultation.Short;
        OutboxDelivery[] before = [.. Runner.State.Deliveries.Values.Where(d => d.Notice.Consultation == consultation && d.Notice.Tier == tier.Tier.Id && d.Notice.Invitee == asked.Invitee)];
        if (channels.Invitees.FirstOrDefault(i => i.Id == asked.Invitee) is not { Channels.Length: > 0 } invitee)
        {
            NotQueued.Add($"{asked.Invitee}: the file of channels names no way to reach it");
            return 0;
        }

        // A program that was killed between two channels has queued the first alone: the same notice goes by the others too.
        if (before.Length > 0) return Queue(before[0].Notice, [.. invitee.Channels.Where(c => before.All(d => d.Channel != c.Name))], state, tier, now);
        NoticeReference? follows = Runner.State.Deliveries.Values.Where(d => d.Notice.Consultation == consultation && d.Notice.Invitee == asked.Invitee).OrderBy(d => d.Notice.IssuedAt).LastOrDefault()?.Notice.Reference;
        if (!NoticeText.TryWord(Facts(channels, state, opened, tier, follows, now), asked.Invitee, invitee.Language, out Notice? notice, out string reason))
        {
            NotQueued.Add($"{asked.Invitee}: {reason}");
            return 0;
        }

        return Queue(notice!, invitee.Channels, state, tier, now);
    }

    private int Queue(Notice notice, ImmutableArray<NoticeChannel> channels, ConsultationState state, TierState tier, DateTimeOffset now)
    {
        int queued = 0, people = state.Protocol.MachineMaySend(tier.Tier.Id) ? 0 : 2;
        foreach (NoticeChannel channel in channels)
        {
            if (OutboxSteps.TryQueue(notice, channel.Name, tier.ReleasedBy, people, now, out string reason) is not { } step)
            {
                NotQueued.Add($"{notice.Invitee}: {reason}");
                continue;
            }

            Runner.Add(step);
            queued++;
        }

        return queued;
    }

    private NoticeFacts Facts(NoticeChannels channels, ConsultationState state, ConsultationEvent.Opened opened, TierState tier, NoticeReference? follows, DateTimeOffset now)
    {
        DateTimeOffset whole = new(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        bool runs = tier.Clock is Deadline.Running && state.Times.Of(tier.Tier.From) is not null;
        int rank = state.Protocol.SeverityRank(opened.Severity), most = state.Protocol.Severities.Length - 1;
        return new NoticeFacts
        {
            Kind = follows is null ? NoticeKind.Convened : NoticeKind.Escalated,
            House = channels.House,
            Consultation = opened.Consultation.Short, // people read it; the whole id is in the log
            Protocol = state.Protocol.Title.Length > 0 ? state.Protocol.Title : state.Protocol.Id,
            Tier = tier.Tier.Id,
            IssuedAt = whole,
            Clock = runs ? ClockOf(tier.Tier.From) : NoticeClock.Notified,
            ClockStartedAt = runs ? state.Times.Of(tier.Tier.From)!.Value : whole,
            AnswerDueAt = tier.Clock.DueAt,
            TimeZone = state.Protocol.Zone.Id,
            Basis = opened.Level >= Level.Confirmed ? NoticeBasis.Confirmed : NoticeBasis.Corroborated,
            Severity = opened.Severity.Length > 0 ? opened.Severity : null,
            SeverityShare = rank >= 0 && most > 0 ? rank / (double)most : null,
            Label = new Label(Classification.Parties, "*", ""),
            IsSimulated = _mission.Simulated,
            EvidenceHash = opened.Finding,
            Follows = follows,
        };
    }

    private static NoticeClock ClockOf(DeadlineStart from) => from switch
    {
        DeadlineStart.Occurred => NoticeClock.Occurred,
        DeadlineStart.Detected => NoticeClock.Detected,
        DeadlineStart.Determined => NoticeClock.Determined,
        _ => NoticeClock.Notified,
    };

    // A step and what it means for the consultation are one group of the log: there is no moment between them.
    private void Seal(JsonObject step)
    {
        OutboxEvent said = OutboxEvent.Read(step);
        if (_mission.Simulated) step["simulated"] = true;
        var records = new List<JsonObject> { step };
        if (said is OutboxEvent.Queued queued) _known[queued.Delivery] = Outbox.Of([queued]).Deliveries[queued.Delivery];
        if (_known.TryGetValue(said.Delivery, out OutboxDelivery? delivery)) records.AddRange(Meaning(said, delivery).Select(e => ConsultationJson.Write(_mission.Simulated ? e with { Simulated = true } : e)));
        _store.Log.Append([.. records.Select(r => new SealItem(CanonicalJson.Write(r), CoarseType.Other, _mission.Simulated))]);
    }

    private IEnumerable<ConsultationEvent> Meaning(OutboxEvent step, OutboxDelivery delivery)
    {
        Hash256 id = ConsultationOf(_book, delivery.Notice);
        if (id == default) yield break;
        (string tier, string invitee, string channel) = (delivery.Notice.Tier, delivery.Notice.Invitee, delivery.Channel);
        switch (step)
        {
            case OutboxEvent.Delivered:
                yield return new ConsultationEvent.NoticeSent(tier, invitee, channel, delivery.Notice.Id.ToString()) { Consultation = id, At = step.At, Known = step.At, By = Machine };
                if (_book.State(id, step.At)?.Times.Notified is null && _notified.Add(id)) yield return new ConsultationEvent.TimeKnown(DeadlineStart.Notified, step.At) { Consultation = id, At = step.At, Known = step.At, By = Machine };
                break;
            case OutboxEvent.GivenUp given:
                yield return new ConsultationEvent.NoticeFailed(tier, invitee, channel, given.Reason) { Consultation = id, At = step.At, Known = step.At, By = Machine };
                break;
            case OutboxEvent.Failed { Attempt: 1 } failed:
                yield return new ConsultationEvent.NoticeFailed(tier, invitee, channel, failed.Reason) { Consultation = id, At = step.At, Known = step.At, By = Machine };
                break;
            case OutboxEvent.Acknowledged:
                yield return new ConsultationEvent.Receipt(tier, invitee, channel) { Consultation = id, At = step.At, Known = step.At, By = Machine };
                break;
        }
    }

    /// <summary>The consultation that a notice speaks of; none where the log holds no such.</summary>
    internal static Hash256 ConsultationOf(ResponseBook book, Notice notice) => book.Events.Keys.FirstOrDefault(k => k.Short == notice.Consultation);
}
