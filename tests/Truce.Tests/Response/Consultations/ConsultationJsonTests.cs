using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Response.Consultations;
using Truce.Response.Exercises;
using Truce.Response.Protocols;

namespace Truce.Tests.Response.Consultations;

/// <summary>Events survive the way into canonical bytes and back, and are named by what they say.</summary>
public sealed class ConsultationJsonTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static ConsultationEvent[] Every()
    {
        Hash256 id = Hash256.Of("c"u8), none = default;
        DateTimeOffset at = Noon.AddTicks(7), known = Noon.AddHours(1);
        ConsultationEvent.Opened opened = ExerciseRun.Play(Samples.Protocol, Samples.Exercise, 1, 0).Consultations[0].Events.OfType<ConsultationEvent.Opened>().Single();
        ConsultationEvent[] others =
        [
            new ConsultationEvent.NotOpened(id, "не потрібно") { Consultation = none, At = at, Known = known, By = "" },
            new ConsultationEvent.TimeKnown(DeadlineStart.Notified, Noon) { Consultation = none, At = at, Known = known, By = "" },
            new ConsultationEvent.Released("R2", "ann") { Consultation = none, At = at, Known = known, By = "" },
            new ConsultationEvent.NoticeSent("R1", "ALDER", "smtp", "7") { Consultation = none, At = at, Known = known, By = "" },
            new ConsultationEvent.NoticeFailed("R1", "ALDER", "smtp", "no answer") { Consultation = none, At = at, Known = known, By = "" },
            new ConsultationEvent.Receipt("R1", "ALDER", "smtp") { Consultation = none, At = at, Known = known, By = "" },
            .. Enum.GetValues<AnswerKind>().Select(k => new ConsultationEvent.Answered("R1", "ALDER", k, "text \"quoted\"\n", "letter", "A-1") { Consultation = none, At = at, Known = known, By = "" }),
            new ConsultationEvent.Answered("R1", "ALDER", AnswerKind.Accept, "text", "letter", "A-1") { Consultation = none, At = at, Known = known, By = "", Received = Hash256.Of("came"u8) },
            .. Enum.GetValues<AnswerKind>().Select(k => new ConsultationEvent.CameIn("R1", "ALDER", k, "text\n", "letter", "A-1", "put right", "webhook", "d-1", Hash256.Of("body"u8)) { Consultation = none, At = at, Known = known, By = "" }),
            new ConsultationEvent.SetAside(Hash256.Of("came"u8), "a test of their system") { Consultation = none, At = at, Known = known, By = "" },
            new ConsultationEvent.Course(true, "patrols") { Consultation = none, At = at, Known = known, By = "" },
            .. Enum.GetValues<EscalationGround>().Select(g => new ConsultationEvent.Escalated("R2", g, "R1") { Consultation = none, At = at, Known = known, By = "" }),
            new ConsultationEvent.PromiseDue("C-1", "ALDER", "R1", null) { Consultation = none, At = at, Known = known, By = "" },
            new ConsultationEvent.PromiseDue("C-1", "ALDER", "R1", Noon) { Consultation = none, At = at, Known = known, By = "" },
            .. Enum.GetValues<PromiseStanding>().Select(s => new ConsultationEvent.PromiseState("C-1", s, "D-1") { Consultation = none, At = at, Known = known, By = "" }),
            new ConsultationEvent.Remedy("withdrawn") { Consultation = none, At = at, Known = known, By = "" },
            new ConsultationEvent.Outcome("agreed") { Consultation = none, At = at, Known = known, By = "" },
            .. Enum.GetValues<StandDownGround>().Select(g => new ConsultationEvent.StoodDown(g, "enough") { Consultation = none, At = at, Known = known, By = "" }),
        ];
        return [opened, .. others.Select((e, i) => e with { Consultation = id, By = "officer " + i, Simulated = i % 2 == 0 })];
    }

    [Fact]
    public void Every_event_comes_back_as_it_was()
    {
        ConsultationEvent[] all = Every();
        Assert.Equal(typeof(ConsultationEvent).GetNestedTypes().Length, all.Select(e => e.GetType()).Distinct().Count());
        Assert.All(all, e =>
        {
            byte[] bytes = CanonicalJson.Write(ConsultationJson.Write(e));
            ConsultationEvent back = ConsultationJson.Read(JsonNode.Parse(bytes)!.AsObject());
            Assert.Equal(bytes, CanonicalJson.Write(ConsultationJson.Write(back)));
            Assert.Equal((e.Id, e.GetType(), e.At, e.Known, e.By, e.Simulated), (back.Id, back.GetType(), back.At, back.Known, back.By, back.Simulated));
            Assert.True(ConsultationJson.IsOne(ConsultationJson.Write(e)));
        });
    }

    [Fact]
    public void An_id_is_of_what_happened_and_not_of_when_it_became_known()
    {
        ConsultationEvent[] all = Every();
        Assert.Equal(all.Length, all.Select(e => e.Id).Distinct().Count());
        Assert.All(all, e =>
        {
            Assert.Equal(e.Id, (e with { Known = e.Known.AddDays(3) }).Id);
            Assert.NotEqual(e.Id, (e with { At = e.At.AddTicks(1) }).Id);
            Assert.NotEqual(e.Id, (e with { By = e.By + "x" }).Id);
        });
    }

    [Fact]
    public void A_record_with_a_member_lost_or_of_another_word_is_damage()
    {
        foreach (JsonObject json in Every().Select(ConsultationJson.Write))
        {
            foreach (string member in json.Select(m => m.Key).Except(["v", "simulated", "due", "protocolVersion", "invitees"]))
            {
                JsonObject without = json.DeepClone().AsObject();
                if (member == "received" && (string)json["type"]! == "consultation.answered") continue; // only what came in by machine has it
                without.Remove(member);
                Assert.Throws<RecordException>(() => ConsultationJson.Read(without));
            }

            if (json["kind"] is null) continue;
            JsonObject other = json.DeepClone().AsObject();
            other["kind"] = "perhaps";
            Assert.Contains("accept, partial, refuse, more-time", Assert.Throws<RecordException>(() => ConsultationJson.Read(other)).Message, StringComparison.Ordinal);
        }
    }
}
