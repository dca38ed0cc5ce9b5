using System.Globalization;
using System.Reflection;
using System.Text;
using Truce.Findings;
using Truce.Measures;
using Truce.Response.Clocks;
using Truce.Response.Consultations;
using Truce.Response.Exercises;
using Truce.Response.Protocols;
using Truce.Review;
using Truce.Sayings;

namespace Truce.Tests.Response.Consultations;

/// <summary>A consultation is a function of its sealed events: whatever their order, however often they come.</summary>
public sealed class ConsultationTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Hash256 FindingId = Hash256.Of("finding"u8);
    private static readonly Hash256 Id = ConsultationEvent.ConsultationOf(FindingId, "EX-RESPONSE");
    private static readonly Protocol Protocol = Samples.Protocol;

    private static T At<T>(double hours, T e, double knownH = -1) where T : ConsultationEvent =>
        (T)(e with { Consultation = Id, At = Noon.AddHours(hours), Known = Noon.AddHours(knownH < 0 ? hours : knownH), By = "desk" });

    private static ConsultationEvent Answer(double hours, string who, AnswerKind kind, string tier = "R1", string text = "as asked", string reference = "", double knownH = -1) =>
        At(hours, new ConsultationEvent.Answered(tier, who, kind, text, "note verbale", reference) { Consultation = Id, At = default, Known = default, By = "" }, knownH);

    private static ConsultationEvent Released(double hours, string person) =>
        At(hours, new ConsultationEvent.Released("R2", person) { Consultation = Id, At = default, Known = default, By = "" });

    private static ConsultationEvent Escalated(double hours, string tier) =>
        At(hours, new ConsultationEvent.Escalated(tier, EscalationGround.NoAnswer, "R1") { Consultation = Id, At = default, Known = default, By = "" });

    private static ConsultationEvent Notice(double hours, string who, string tier = "R1") =>
        At(hours, new ConsultationEvent.NoticeSent(tier, who, "smtp", "") { Consultation = Id, At = default, Known = default, By = "" });

    private static ConsultationEvent Course(double hours, bool continues) =>
        At(hours, new ConsultationEvent.Course(continues, "patrols") { Consultation = Id, At = default, Known = default, By = "" });

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

    private static ConsultationEvent.Opened Open(string severity = "ordinary", FourTimes? times = null) =>
        Opening.Open(ConfirmedFinding.TryConfirm(Proposed(severity), [Confirm("a"), Confirm("b")])!, times ?? new(Noon.AddHours(-9), null, Noon, null), Protocol, "R1", Noon, "desk");

    private static ConsultationState Read(double hours, params ConsultationEvent[] events) => ConsultationState.Of(Protocol, events, Noon.AddHours(hours));

    private static InviteeStatus Status(ConsultationState state, string who, int tier = 0) => state.Tiers[tier].Invitees.Single(i => i.Invitee == who).Status;

    [Fact]
    public void Only_a_finding_that_two_people_confirmed_opens_one()
    {
        Assert.Null(ConfirmedFinding.TryConfirm(Proposed("ordinary"), [Confirm("a")]));
        Assert.Empty(typeof(ConsultationEvent.Opened).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.All(typeof(Opening).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType.IsSubclassOf(typeof(ConsultationEvent))), m =>
            Assert.Equal(typeof(ConfirmedFinding), m.GetParameters()[0].ParameterType));
        ConsultationEvent.Opened opened = Open();
        Assert.Equal((2, Level.Determined, 1, "R1"), (opened.FindingVersion, opened.Level, opened.ProtocolVersion, opened.Tier));
        Assert.Equal(["ALDER", "BIRCH"], opened.Invitees);
        Assert.Throws<ArgumentException>(() => Opening.Open(ConfirmedFinding.TryConfirm(Proposed(""), [Confirm("a"), Confirm("b")])!, FourTimes.Unknown, Protocol, "R9", Noon, "desk"));
    }

    [Fact]
    public void A_decision_to_open_none_is_kept_with_its_reason_and_by_whom()
    {
        ConfirmedFinding finding = ConfirmedFinding.TryConfirm(Proposed("ordinary"), [Confirm("a"), Confirm("b")])!;
        ConsultationState state = Read(1, Opening.Decline(finding, Protocol, "settled on the spot", Noon, "officer"));
        Assert.Equal((ConsultationStage.NotOpened, "settled on the spot", "officer"), (state.Stage, state.NotOpened!.Reason, state.NotOpened.By));
        Assert.Equal(ConsultationStage.Undecided, Read(1).Stage);
        Assert.Equal("people decide whether a consultation is opened", Assert.Single(Read(1).Needs).English);
        Assert.Equal(ConsultationStage.Open, Read(3, Opening.Decline(finding, Protocol, "wait", Noon.AddHours(-1), "officer"), Open()).Stage);
    }

    [Fact]
    public void An_answer_in_the_last_instant_is_in_time_and_one_tick_later_is_late()
    {
        ConsultationEvent inTime = Answer(24, "ALDER", AnswerKind.Accept), late = Answer(24, "BIRCH", AnswerKind.Refuse) with { At = Noon.AddHours(24).AddTicks(1) };
        ConsultationState before = Read(24, Open(), inTime), after = Read(25, Open(), inTime, late);
        Assert.Equal((TierStanding.Open, InviteeStatus.NotAsked), (before.Tiers[0].Standing, Status(before, "BIRCH")));
        Assert.Equal((InviteeStatus.AnsweredInTime, InviteeStatus.AnsweredLate, TierStanding.MetLate), (Status(after, "ALDER"), Status(after, "BIRCH"), after.Tiers[0].Standing));
        ConsultationState missed = Read(24.001, Open(), inTime);
        Assert.Equal((TierStanding.Missed, InviteeStatus.Overdue), (missed.Tiers[0].Standing, Status(missed, "BIRCH")));
        Assert.Equal("R1", Assert.Single(missed.Overdue).Tier.Id);
        Assert.Equal((Noon.AddHours(24), null), (before.NextDeadline, missed.NextDeadline));
        Assert.Equal(TierStanding.Met, Read(25, Open(), inTime, Answer(2, "BIRCH", AnswerKind.Refuse)).Tiers[0].Standing);
    }

    [Fact]
    public void An_answer_that_does_not_count_is_shown_and_said()
    {
        ConsultationState state = Read(2, Open(), Answer(1, "ALDER", AnswerKind.MoreTime), Answer(1, "BIRCH", AnswerKind.Accept, text: " "), Answer(1, "CEDAR", AnswerKind.Accept));
        Assert.Equal(0, state.Tiers[0].Counting);
        Assert.Equal(AnswerKind.MoreTime, state.Tiers[0].Invitees[0].Standing!.Kind);
        Assert.Equal(3, state.Remarks.Length);
        Assert.Contains(state.Remarks, r => r.Says.English == "CEDAR answered and was not asked on tier R1");
    }

    [Fact]
    public void Above_the_limit_nothing_may_be_sent_before_two_different_people_released_it()
    {
        ConsultationEvent[] begun = [Open(), Escalated(24.1, "R2")];
        Assert.True(Read(25, begun).Tiers[0].MaySend);
        Assert.False(Read(25, begun).Tiers[1].MaySend);
        Assert.False(Read(27, [.. begun, Released(25, "ann"), Released(26, "ann")]).Tiers[1].MaySend);
        ConsultationState two = Read(27, [.. begun, Released(25, "ann"), Released(26, "ben")]);
        Assert.True(two.Tiers[1].MaySend);
        Assert.Equal(["ann", "ben"], two.Tiers[1].ReleasedBy);
        Assert.Contains(Read(27, begun).Needs, n => n.English == "tier R2: 2 more people release what is sent");

        ConsultationState early = Read(27, [.. begun, Released(25, "ann"), Notice(25.5, "ALDER", "R2"), Released(26, "ben")]);
        Assert.Contains(early.Remarks, r => r.Says.English == "a notice to ALDER on tier R2 left before two people released it");
        Assert.Empty(Read(28, [.. begun, Released(25, "ann"), Released(26, "ben"), Notice(27, "ALDER", "R2")]).Remarks);
    }

    [Fact]
    public void What_is_due_is_computed_from_events_and_now()
    {
        ConsultationEvent[] begun = [Open(), Course(0, true)];
        Assert.Empty(Read(24, begun).EscalationsDue);
        EscalationDue due = Assert.Single(Read(24.01, begun).EscalationsDue);
        Assert.Equal(("R2", EscalationGround.NoAnswer, "R1", Noon.AddHours(24)), (due.Tier, due.Ground, due.From, due.Since));
        ConsultationEvent[] answered = [.. begun, Answer(1, "ALDER", AnswerKind.Accept), Answer(2, "BIRCH", AnswerKind.Accept)];
        Assert.Equal(EscalationGround.Continues, Assert.Single(Read(24.01, answered).EscalationsDue).Ground);
        Assert.Empty(Read(30, [.. answered, Course(3, false)]).EscalationsDue);
        Assert.Equal("R3", Assert.Single(Read(1, Open("grave")).EscalationsDue).Tier);
        ConsultationEvent[] second = [.. begun, Escalated(24.5, "R2"), Answer(26, "HAZEL", AnswerKind.Refuse, "R2")];
        Assert.Equal(("R3", EscalationGround.Refusal), (Assert.Single(Read(27, second).EscalationsDue).Tier, Read(27, second).EscalationsDue[0].Ground));
        Assert.Equal("R2", Read(27, second).TierReached);
    }

    [Fact]
    public void A_clock_without_its_time_waits_and_starts_when_the_time_becomes_known()
    {
        ConsultationEvent.Opened open = Open(times: new(Noon.AddHours(-9), null, null, null));
        ConsultationState waits = Read(1000, open, Answer(2, "ALDER", AnswerKind.Accept));
        Assert.Equal((TierStanding.Open, InviteeStatus.AnsweredUntimed), (waits.Tiers[0].Standing, Status(waits, "ALDER")));
        Assert.Contains(waits.Needs, n => n.English == "tier R1: the clock has not started: the time when people determined it is not known");
        ConsultationEvent known = At(5, new ConsultationEvent.TimeKnown(DeadlineStart.Determined, Noon.AddHours(1)) { Consultation = Id, At = default, Known = default, By = "" });
        Assert.Equal(Noon.AddHours(25), Read(6, open, known).NextDeadline);
    }

    [Fact]
    public void It_is_read_as_it_was_known()
    {
        ConsultationEvent lateKnown = Answer(3, "ALDER", AnswerKind.Accept, knownH: 30);
        ConsultationState then = ConsultationState.Of(Protocol, [Open(), lateKnown], Noon.AddHours(26), Noon.AddHours(26));
        ConsultationState now = ConsultationState.Of(Protocol, [Open(), lateKnown], Noon.AddHours(26), Noon.AddHours(31));
        Assert.Equal((InviteeStatus.Overdue, InviteeStatus.AnsweredInTime), (Status(then, "ALDER"), Status(now, "ALDER")));
    }

    [Fact]
    public void Two_answers_under_one_number_contradict_and_the_first_counts()
    {
        ConsultationState state = Read(3, Open(), Answer(1, "ALDER", AnswerKind.Accept, reference: "NV-7"), Answer(2, "ALDER", AnswerKind.Refuse, reference: "NV-7"));
        Assert.Equal(AnswerKind.Accept, state.Tiers[0].Invitees[0].Standing!.Kind);
        Assert.Equal("ALDER gave another answer under the number NV-7; the first one counts", Assert.Single(state.Remarks).Says.English);
    }

    [Fact]
    public void The_end_stops_clocks_and_a_ground_the_protocol_does_not_name_is_said()
    {
        ConsultationEvent end = At(10, new ConsultationEvent.StoodDown(StandDownGround.Remedied, "guns withdrawn") { Consultation = Id, At = default, Known = default, By = "" });
        ConsultationState state = Read(100, Open(), Answer(1, "ALDER", AnswerKind.Accept), end);
        Assert.Equal((ConsultationStage.StoodDown, TierStanding.Ended, InviteeStatus.Released), (state.Stage, state.Tiers[0].Standing, Status(state, "BIRCH")));
        Assert.Empty(state.Overdue);
        Assert.Empty(state.Remarks);
        Protocol quietOnly = Samples.ReadProtocol(Samples.ProtocolText.With("\"remedied\": true, ", "")).Protocol!;
        Assert.Contains(ConsultationState.Of(quietOnly, [Open(), end], Noon.AddHours(20)).Remarks, r => r.Says.English == "the protocol does not name this ground for the end: remedied");
    }

    [Fact]
    public void Promises_are_listed_and_their_state_follows()
    {
        ConsultationEvent due = At(1, new ConsultationEvent.PromiseDue("C-1", "ALDER", "R1", Noon.AddHours(30)) { Consultation = Id, At = default, Known = default, By = "" });
        ConsultationEvent kept = At(20, new ConsultationEvent.PromiseState("C-1", PromiseStanding.Partly, "delivery D-3") { Consultation = Id, At = default, Known = default, By = "" });
        PromiseListed open = Assert.Single(Read(31, Open(), due).Promises);
        Assert.True(open.State == PromiseStanding.Due && open.IsOverdue(Noon.AddHours(31)) && !open.IsOverdue(Noon.AddHours(30)));
        Assert.Equal((PromiseStanding.Partly, "delivery D-3"), (Read(31, kept, due, Open()).Promises[0].State, Read(31, kept, due, Open()).Promises[0].Basis));
        Assert.Equal("promise C-1 is not listed against this consultation", Assert.Single(Read(31, Open(), kept).Remarks).Says.English);
    }

    [Fact]
    public void Where_the_protocol_does_not_say_what_counts_nobody_can_tell_whether_a_tier_is_met()
    {
        Protocol agreement = ProtocolReader.Read(Terms.ExampleAgreement.Bytes, "a.json").Protocol!;
        ConsultationEvent.Opened open = Opening.Open(ConfirmedFinding.TryConfirm(Proposed("ordinary"), [Confirm("a"), Confirm("b")])!, new(null, null, Noon, null), agreement, "R1", Noon, "desk");
        TierState tier = ConsultationState.Of(agreement, [open], Noon.AddHours(48)).Tiers[0];
        Assert.Equal((TierStanding.NotKnown, InviteeStatus.Overdue, false), (tier.Standing, tier.Invitees.Single().Status, tier.MaySend));
    }

    [Fact]
    public void Neither_order_nor_repetition_changes_what_is_read()
    {
        var random = new SeededRandom(774);
        for (int run = 0; run < 40; run++)
        {
            foreach (SimulatedConsultation c in ExerciseRun.Play(Protocol, Samples.Exercise, 774, run).Consultations)
            {
                Assert.Equal(Digest(c.State), Digest(ConsultationState.Of(Protocol, c.Events, Samples.Exercise.End)));
                DateTimeOffset now = Samples.Exercise.Start.AddHours(random.NextBelow(90 * 24));
                string sorted = Digest(ConsultationState.Of(Protocol, c.Events, now));
                ConsultationEvent[] twice = [.. c.Events, .. c.Events.Where(_ => random.NextBelow(3) == 0).Select(e => e with { Known = e.Known.AddDays(2) })];
                for (int i = twice.Length - 1; i > 0; i--)
                {
                    int j = random.NextBelow(i + 1);
                    (twice[i], twice[j]) = (twice[j], twice[i]);
                }

                Assert.Equal(sorted, Digest(ConsultationState.Of(Protocol, twice, now)));
            }
        }

        // The digest sees what differs: with one answer less it is another.
        SimulatedConsultation whole = ExerciseRun.Play(Protocol, Samples.Exercise, 774, 0).Consultations[0];
        ConsultationEvent lost = whole.Events.First(e => e is ConsultationEvent.Answered);
        Assert.NotEqual(Digest(whole.State), Digest(ConsultationState.Of(Protocol, whole.Events.Remove(lost), Samples.Exercise.End)));
    }

    [Fact]
    public void Events_of_two_consultations_are_our_mistake() =>
        Assert.Throws<ArgumentException>(() => Read(1, Open(), Course(0, true) with { Consultation = default }));

    [Fact]
    public void Every_need_and_remark_is_said_in_every_language()
    {
        ConsultationEvent.Opened open = Open("grave", new(Noon, Noon.AddHours(-2), null, null));
        ConsultationState state = Read(200, open, Course(1, true), Escalated(2, "R2"), Notice(3, "ALDER"), Answer(4, "ELM", AnswerKind.Refuse), Notice(5, "ALDER", "R2"), Escalated(6, "R7"));
        Saying[] said = [.. state.Needs, .. state.Remarks.Select(r => r.Says)];
        Assert.True(said.Length > 8);
        Assert.Empty(said.SelectMany(s => Sayings.SayingLeaks.Of(s, "ALDER BIRCH CEDAR ELM HAZEL R1 R2 R3 R7 Europe/Kyiv clocks")));
    }

    internal static string Digest(ConsultationState s) => string.Join('\n',
    [
        $"{s.Stage} {s.TierReached} {s.Times} {s.Course?.Id} {s.StoodDown?.Id} {s.NextDeadline:O}",
        .. s.Tiers.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Tier.Id} {t.ReachedAt:O} {t.Ground} {t.Clock.Says.English} {t.Needed} {t.Standing} {t.MetAt:O} {string.Join(',', t.ReleasedBy)} {t.MaySend}")),
        .. s.Tiers.SelectMany(t => t.Invitees).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Invitee} {i.Status} {i.AskedAt:O} {i.FailedAt:O} {i.ReceivedAt:O} {i.Counted?.Id} {i.Standing?.Id}")),
        .. s.EscalationsDue.Select(e => e.ToString()),
        .. s.Promises.Select(p => $"{p.Due.Id} {p.State} {p.Basis}"),
        .. s.Remarks.Select(r => $"{r.Event.Id} {r.Says.English}").Order(StringComparer.Ordinal),
        .. s.Needs.Select(n => n.English),
    ]);
}
