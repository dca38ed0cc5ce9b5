using System.Text;
using Truce.Findings;
using Truce.Measures;
using Truce.Observations;
using Truce.Response.Clocks;
using Truce.Response.Consultations;
using Truce.Response.Notices;
using Truce.Response.Protocols;
using Truce.Review;
using Truce.Tests.Response.Notices;

namespace Truce.Tests.Response.Consultations;

/// <summary>Answers that come in by machine: seen at once, counted when a person enters them, and then as of the time at which they came. And a finding that changes meanwhile.</summary>
public sealed class CameInTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Hash256 FindingId = Hash256.Of("finding"u8);
    private static readonly Protocol Protocol = Samples.Protocol;
    private static readonly Hash256 Id = ConsultationEvent.ConsultationOf(FindingId, Protocol.Id);

    [Fact]
    public void What_came_in_counts_when_a_person_enters_it_and_then_as_of_the_time_at_which_it_came()
    {
        ConsultationEvent.CameIn came = Came(2);
        ConsultationState waits = Read(30, Opened(), came);
        Assert.True(Assert.Single(waits.CameIn).Waits);
        Assert.Equal(InviteeStatus.Overdue, Status(waits));
        Assert.Contains(waits.Needs, n => n.English == "a person enters the answer of ALDER on tier R1 that came in by webhook, 2030-05-01T14:00:00Z");

        ConsultationEvent.Answered entered = came.Entered("r1", Noon.AddHours(40));
        ConsultationState read = Read(41, Opened(), came, entered);
        Assert.Equal((InviteeStatus.AnsweredInTime, came.At, came.Text), (Status(read), read.Tiers[0].Invitees[0].Counted!.At, read.Tiers[0].Invitees[0].Counted!.Text));
        Assert.False(Assert.Single(read.CameIn).Waits);
        Assert.DoesNotContain(read.Needs, n => n.English.Contains("enters the answer", StringComparison.Ordinal));

        // As known before it was entered, it was overdue: that stays visible.
        ConsultationState before = ConsultationState.Of(Protocol, [Opened(), came, entered], Noon.AddHours(39), Noon.AddHours(39));
        Assert.Equal((InviteeStatus.Overdue, true), (Status(before), before.CameIn[0].Waits));
    }

    [Fact]
    public void The_order_in_which_events_are_read_changes_nothing()
    {
        ConsultationEvent.CameIn came = Came(2), refused = Came(3, AnswerKind.Refuse);
        ConsultationEvent[] events = [Opened(), came, came.Entered("r1", Noon.AddHours(5)), refused, refused.Entered("r2", Noon.AddHours(6))];
        foreach (ConsultationEvent[] order in (ConsultationEvent[][])[events, [.. events.Reverse()], [.. events.OrderBy(e => e.Id)]])
        {
            InviteeState alder = Read(9, order).Tiers[0].Invitees[0];
            Assert.Equal((came.Entered("r1", Noon.AddHours(5)).Id, AnswerKind.Refuse), (alder.Counted!.Id, alder.Standing!.Kind));
        }
    }

    [Fact]
    public void Who_enters_another_thing_than_what_came_enters_nothing()
    {
        ConsultationEvent.CameIn came = Came(2);
        ConsultationEvent.Answered true1 = came.Entered("r1", Noon.AddHours(4));
        ConsultationEvent.Answered[] planted =
        [
            true1 with { Kind = AnswerKind.Refuse }, true1 with { Text = "we do not" }, true1 with { Tier = "R2" }, true1 with { Guarantor = "BIRCH" }, true1 with { Instrument = "call" },
            true1 with { Reference = "A-2" }, true1 with { At = true1.At.AddTicks(1) }, true1 with { Received = Hash256.Of("nothing"u8) },
        ];
        Assert.All(planted, p =>
        {
            ConsultationState read = Read(9, Opened(), came, p);
            Assert.All(read.Tiers[0].Invitees, i => Assert.Null(i.Counted));
            Assert.True(read.CameIn[0].Waits);
            Assert.Contains(read.Remarks, r => r.Says.English == "r1 entered or set aside what did not come in so; it does not count");
        });
        Assert.NotNull(Read(9, Opened(), came, true1).Tiers[0].Invitees[0].Counted);
    }

    [Fact]
    public void Two_people_who_enter_the_same_give_one_answer()
    {
        ConsultationEvent.CameIn came = Came(2);
        ConsultationState read = Read(9, Opened(), came, came.Entered("r1", Noon.AddHours(4)), came.Entered("r2", Noon.AddHours(5)));
        Assert.Equal(1, read.Tiers[0].Counting);
        Assert.Empty(read.Remarks);
    }

    [Fact]
    public void What_is_set_aside_waits_no_longer_and_counts_nothing()
    {
        ConsultationEvent.CameIn came = Came(2);
        var aside = new ConsultationEvent.SetAside(came.Id, "a test of their system") { Consultation = Id, At = Noon.AddHours(3), Known = Noon.AddHours(3), By = "r1" };
        ConsultationState read = Read(9, Opened(), came, aside);
        Assert.Equal((false, "a test of their system", 0), (read.CameIn[0].Waits, read.CameIn[0].SetAside!.Reason, read.Tiers[0].Counting));
        Assert.Equal(1, Read(9, Opened(), came, aside, came.Entered("r2", Noon.AddHours(5))).Tiers[0].Counting); // and a person may still see it otherwise
        Assert.Single(Read(9, Opened(), aside).Remarks);
    }

    [Fact]
    public void A_peer_speaks_for_itself_of_what_it_was_asked_and_of_nothing_else()
    {
        (Notice notice, OutboxDelivery sent) = Sent();
        Outbox outbox = Outbox.Of([new OutboxEvent.Queued(Noon, notice, "GB/webhook", [])]);
        string Refused(InviteeReply reply, string peer = "ALDER", Outbox? held = null) => Assert.IsType<ReplyVerdict.Refused>(Judge(held ?? outbox, reply, peer)).Why;

        var answer = new InviteeReply.Answer(true, Id.Short, "R1", AnswerKind.Accept, "yes", "note", "7", "put right");
        ConsultationEvent.CameIn came = Assert.IsType<ReplyVerdict.Answers>(Judge(outbox, answer, "ALDER")).Event;
        Assert.Equal((Id, Noon.AddHours(2), Noon.AddHours(2.5), "ALDER", "R1", "yes", "put right", "d-1", true), (came.Consultation, came.At, came.Known, came.Guarantor, came.Tier, came.Text, came.RemedyText, came.Delivery, came.Simulated));
        Assert.Equal($"no consultation {Id.Short} asks HAZEL", Refused(answer, "HAZEL"));
        Assert.Equal("no consultation 00000000 asks ALDER", Refused(answer with { Consultation = "00000000" }));
        Assert.Equal($"consultation {Id.Short} does not ask ALDER on tier R2; it does on R1", Refused(answer with { Tier = "R2" }));
        Assert.Contains("does not say so", Refused(answer with { IsSimulated = false }), StringComparison.Ordinal);

        var has = new InviteeReply.Acknowledged(true, notice.Id);
        Assert.Equal($"no notice {notice.Id} was sent to GB", Refused(has, "GB")); // queued and never tried: nobody can have it
        Outbox tried = outbox.Apply(OutboxSteps.Attempt(sent, RetryPolicy.Default, Noon));
        Assert.Equal($"no notice {notice.Id} was sent to ALDER", Refused(has, "ALDER", tried));
        OutboxEvent.Acknowledged step = Assert.Single(Assert.IsType<ReplyVerdict.HasNotice>(Judge(tried, has, "GB")).Steps);
        Assert.Equal(OutboxStage.Acknowledged, tried.Apply(step).Deliveries[step.Delivery].Stage);
        Assert.Empty(Assert.IsType<ReplyVerdict.HasNotice>(Judge(tried.Apply(step), has, "GB")).Steps);
    }

    [Fact]
    public void A_finding_that_became_graver_leads_on_and_one_that_people_took_back_leads_nowhere_and_both_are_seen()
    {
        ConsultationEvent.Opened opened = Opened();
        FindingStanding then = new(2, Level.Determined, "ordinary", "violation-candidate", FindingState.Confirmed, Noon), graver = then with { Version = 3, Severity = "grave", Known = Noon.AddHours(5) };
        Assert.DoesNotContain(Read(6, opened).EscalationsDue, e => e.Ground == EscalationGround.Trigger);
        EscalationDue[] now = [.. With(new(then, graver), 6, opened).EscalationsDue.Where(e => e.Ground == EscalationGround.Trigger)];
        Assert.NotEmpty(now);
        Assert.All(now, e => Assert.Equal(Noon.AddHours(5), e.Since));

        ConsultationEvent.Opened grave = Opened("grave");
        EscalationDue[] atOpening = [.. Read(6, grave).EscalationsDue];
        Assert.Equal(atOpening, With(new(then with { Severity = "grave" }, then with { Severity = "grave" }), 6, grave).EscalationsDue);
        ConsultationState refuted = With(new(then, graver with { State = FindingState.Refuted, Level = Level.Corroborated }), 6, grave);
        Assert.Empty(refuted.EscalationsDue);
        Assert.Equal(("R1", "grave", TierStanding.Open), (refuted.TierReached, refuted.Opened!.Severity, refuted.Tiers[0].Standing)); // what was opened stays what it was
        Assert.Contains(refuted.Needs, n => n.English.StartsWith("the finding no longer stands as people confirmed it, since 2030-05-01T17:00:00Z", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("severity", true)]
    [InlineData("level", true)]
    [InlineData("state", true)]
    [InlineData("result", true)]
    [InlineData("version", false)]
    public void A_change_is_one_of_what_the_protocol_or_people_look_at(string what, bool changed)
    {
        FindingStanding then = new(2, Level.Determined, "ordinary", "violation-candidate", FindingState.Confirmed, Noon), now = what switch
        {
            "severity" => then with { Severity = "grave" },
            "level" => then with { Level = Level.Confirmed },
            "state" => then with { State = FindingState.NotAgainstTheTerm },
            "result" => then with { Result = FindingLedger.Closed },
            _ => then with { Version = 3, Known = Noon.AddDays(1) },
        };
        Assert.Equal(changed, new ConsultationBasis(then, now).HasChanged(Opened()));
    }

    private static ReplyVerdict Judge(Outbox outbox, InviteeReply reply, string peer)
    {
        ConsultationState state = Read(2, Opened());
        var received = new WebhookReceived(Noon.AddHours(2), Noon.AddHours(2.5), peer, "d-1", Hash256.Of("body"u8), 4);
        return new ReplyJudgement(outbox, begins => Id.ToString().StartsWith(begins, StringComparison.Ordinal) ? [Id] : [], id => id == Id ? state : null, simulated: true).Of(received, reply);
    }

    private static (Notice Notice, OutboxDelivery Delivery) Sent()
    {
        Notice notice = NoticeSample.Make(change: f => f with { Label = Label.Default });
        return (notice, Outbox.Of([new OutboxEvent.Queued(Noon, notice, "GB/webhook", [])]).Deliveries.Values.Single());
    }

    private static ConsultationEvent.CameIn Came(double hours, AnswerKind kind = AnswerKind.Accept) => new("R1", "ALDER", kind, "we come", "note verbale", $"A-{(int)kind}", "", "webhook", $"d-{hours}", Hash256.Of("body"u8))
    {
        Consultation = Id,
        At = Noon.AddHours(hours),
        Known = Noon.AddHours(hours + 0.5),
        By = ReplyJudgement.Machine,
    };

    private static ConsultationState Read(double hours, params ConsultationEvent[] events) => ConsultationState.Of(Protocol, events, Noon.AddHours(hours));

    private static ConsultationState With(ConsultationBasis basis, double hours, params ConsultationEvent[] events) => ConsultationState.Of(Protocol, events, Noon.AddHours(hours), basis: basis);

    private static InviteeStatus Status(ConsultationState state) => state.Tiers[0].Invitees.Single(i => i.Invitee == "ALDER").Status;

    private static ConsultationEvent.Opened Opened(string severity = "ordinary") =>
        Opening.Open(ConfirmedFinding.TryConfirm(Proposed(severity), [Confirm("a"), Confirm("b")])!, new FourTimes(Noon.AddHours(-9), null, Noon, null), Protocol, "R1", Noon, "desk");

    private static Finding Proposed(string severity) => new()
    {
        Id = FindingId,
        Version = 2,
        Known = Noon,
        Incident = Hash256.Of("incident"u8),
        IncidentVersion = 1,
        Agreement = "EX-1 v1",
        Term = "T1",
        Article = "2",
        Result = "violation-candidate",
        Severity = severity,
        Level = Level.Determined,
    };

    private static Statement Confirm(string person) => new()
    {
        Id = Hash256.Of(Encoding.UTF8.GetBytes(person)),
        Kind = StatementKind.Confirm,
        Question = Question.Occurrence,
        Finding = FindingId,
        FindingVersion = 2,
        Person = person,
        Nation = "N",
        Reason = "seen",
        AlternativesRejected = ["thunder"],
        At = Noon,
    };
}
