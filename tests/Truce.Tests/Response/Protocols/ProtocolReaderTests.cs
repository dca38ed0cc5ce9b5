using System.Text;
using System.Text.Json.Nodes;
using Truce.Findings;
using Truce.Measures;
using Truce.Response.Clocks;
using Truce.Response.Protocols;
using Truce.Terms;
using Truce.Tests.Terms;

namespace Truce.Tests.Response.Protocols;

/// <summary>A protocol is read whole or with every mistake named; what an agreement leaves open stays open.</summary>
public sealed class ProtocolReaderTests
{
    [Fact]
    public void The_sample_is_read_without_a_remark()
    {
        ProtocolReading reading = Samples.ReadProtocol(Samples.ProtocolText);
        Assert.Empty(reading.Remarks);
        Protocol p = reading.Protocol!;
        Assert.Equal(("EX-RESPONSE", 1, "Europe/Kyiv", DeadlineStart.Determined, 3), (p.Id, p.Version, p.Zone.Id, p.ClockStart, p.Tiers.Length));
        Assert.Equal(["ALDER", "BIRCH", "CEDAR", "ELM", "HAZEL"], p.Asked(p.Tiers[1]));
        Assert.Equal((true, false, false), (p.MachineMaySend("R1"), p.MachineMaySend("R2"), p.MachineMaySend("no such tier")));
        Assert.Equal((2, 3, 4), (p.Tiers[0].Answer!.Needed(2), p.Tiers[1].Answer!.Needed(5), p.Tiers[2].Answer!.Needed(5)));
        Assert.Equal((Level.Determined, "grave", "wideAttack"), (p.Tiers[2].Trigger!.Level, p.Tiers[2].Trigger!.SeverityAtLeast, p.Tiers[2].Trigger!.Or));
    }

    [Theory]
    [InlineData("\"severityAtLeast\": \"ordinary\" }", "\"severityAtLeast\": \"ordinary\", \"after\": \"R2\" }", "in a circle: R1 → R2 → R1", "$.tiers[1]")]
    [InlineData("\"onRefusal\": \"R3\", \"ifContinues\": \"R3\"", "\"onRefusal\": \"R1\"", "in a circle: R1 → R2 → R1", "$.tiers[1]")]
    [InlineData("\"escalates\": { \"onNoAnswer\": \"R2\", \"ifContinues\": \"R2\" }", "\"note\": \"\"", "nothing leads to tier R2", "$.tiers[1]")]
    [InlineData("\"deadline\": \"PT48H\"", "\"deadline\": \"PT12H\"", "deadlines cross: tier R2 is due PT12H and tier R1, which it follows, PT24H", "$.tiers[1].deadline")]
    [InlineData("\"standDown\": { \"decidedBy\": \"SC\", \"remedied\": true, \"quiet\": \"P7D\" },", "", "tier R1 has no exit", "$.tiers[0]")]
    [InlineData("{ \"decidedBy\": \"SC\", \"remedied\": true, \"quiet\": \"P7D\" }", "{ \"remedied\": false }", "nothing ends the consultation", "$.standDown")]
    [InlineData("\"quorumAtLeast\": 4", "\"quorumAtLeast\": 6", "the quorum of 6 cannot be reached: tier R3 asks 5", "$.tiers[2].answer.quorumAtLeast")]
    [InlineData("\"quorum\": 0.6", "\"quorum\": 1.6", "a number from 0 to 1 is expected", "$.tiers[1].answer.quorum")]
    [InlineData("\"quorum\": 0.6", "\"quorum\": 0", "is met when nobody answers", "$.tiers[1].answer.quorum")]
    [InlineData("[\"accept\", \"partial\", \"refuse\"], \"quorum\"", "[], \"quorum\"", "no kind of answer counts, so no quorum can be reached", "$.tiers[1].answer")]
    [InlineData("\"asks\": [\"SC\"]", "\"asks\": [\"XX\"]", "\"XX\" is not the id of a body or an invitee", "$.tiers[0].asks[0]")]
    [InlineData("\"asks\": [\"SC\"]", "\"asks\": [\"SC\", \"SC\"]", "\"SC\" is named twice", "$.tiers[0].asks[1]")]
    [InlineData("\"asks\": [\"SC\"]", "\"asks\": [\"SC\", \"BIRCH\"]", "\"BIRCH\" is named twice: by itself and as a member of SC", "$.tiers[0].asks")]
    [InlineData("\"asks\": [\"SC\"]", "\"asks\": []", "tier R1 asks nobody", "$.tiers[0]")]
    [InlineData("\"members\": [\"ALDER\", \"BIRCH\"]", "\"members\": []", "tier R1 asks nobody", "$.tiers[0]")]
    [InlineData("\"clockStart\": \"determined\"", "\"clockStart\": \"reported\"", "\"reported\" is not one of the words", "$.clockStart")]
    [InlineData("\"instrument\": \"note verbale\"", "\"from\": \"found\"", "\"found\" is not one of the words", "$.tiers[0].from")]
    [InlineData("\"instrument\": \"consultation of guarantors\"", "\"release\": \"machine\"", "tier R2 is released by machine above the limit: a machine may send up to tier R1", "$.tiers[1].release")]
    [InlineData("\"machineUpTo\": \"R1\"", "\"machineUpTo\": \"R9\"", "\"R9\" is not the id of a tier", "$.release.machineUpTo")]
    [InlineData("\"deadline\": \"PT24H\"", "\"deadline\": \"-PT24H\"", "is negative", "$.tiers[0].deadline")]
    [InlineData("\"deadline\": \"PT24H\"", "\"deadline\": 24", "the number 24 is not a duration", "$.tiers[0].deadline")]
    [InlineData("\"deadline\": \"PT24H\",", "", "the member \"deadline\" is missing", "$.tiers[0]")]
    [InlineData("\"or\": \"wideAttack\"", "\"or\": \"wideAtack\"", "is not the id of one of the triggers in words", "$.tiers[2].trigger.or")]
    [InlineData("\"id\": \"R2\"", "\"id\": \"R1\"", "the id \"R1\" stands twice in tiers", "$.tiers[1].id")]
    [InlineData("\"Europe/Kyiv\"", "\"Europe/Kijv\"", "is not a time zone", "$.timeZone")]
    [InlineData("\"version\": 1", "\"version\": 1.5", "is not a whole number", "$.version")]
    [InlineData("\"clockStart\"", "\"clokStart\"", "write \"clockStart\"", "$.clokStart")]
    public void A_mistake_is_named_with_its_place_and_what_to_write(string from, string to, string message, string path)
    {
        ProtocolReading reading = Samples.ReadProtocol(Samples.ProtocolText.With(from, to));
        Assert.Null(reading.Protocol);
        Assert.Contains(reading.Errors, e => e.Path == path && e.ToString().Contains(message, StringComparison.Ordinal) && e.Instead.Length > 0 && e.Line > 1);
    }

    [Fact]
    public void Deadlines_that_only_meet_and_a_limit_without_people_are_warned_of()
    {
        Assert.Contains(Samples.ReadProtocol(Samples.ProtocolText.With("\"PT48H\"", "\"P1D\"")).Remarks, r => r.Weight == RemarkWeight.Warning && r.Message.StartsWith("deadlines meet", StringComparison.Ordinal));
        Assert.Contains(Samples.ReadProtocol(Samples.ProtocolText.With("\"machineUpTo\": \"R1\"", "\"machineUpTo\": \"R3\"")).Remarks, r => r.Weight == RemarkWeight.Warning && r.Message.StartsWith("no tier needs people", StringComparison.Ordinal));
        // From when each is reached, no order of deadlines can cross.
        Assert.Empty(Samples.ReadProtocol(Samples.ProtocolText.With("\"deadline\": \"PT48H\"", "\"deadline\": \"PT12H\", \"from\": \"reached\"")).Remarks);
    }

    [Fact]
    public void An_agreement_gives_its_response_and_what_it_leaves_open()
    {
        ProtocolReading reading = ProtocolReader.Read(ExampleAgreement.Bytes, "a.json");
        Protocol p = reading.Protocol!;
        Assert.All(reading.Remarks, r => Assert.StartsWith("the file leaves open", r.Message, StringComparison.Ordinal));
        Assert.Equal((8, 8), (reading.Remarks.Length, p.LeftOpen.Length));
        Assert.Equal(("R1", "PT24H", DeadlineStart.Determined), (p.Tiers[0].Id, p.Tiers[0].Deadline.Text, p.Tiers[0].From));
        Assert.Equal(["CC", "SC"], p.Asked(p.Tiers[2]));
        Assert.False(p.MembersKnown(p.Tiers[0]) || p.MachineMaySend("R1"));
        Assert.Null(p.Release);
        Assert.Null(p.StandDownOf(p.Tiers[0]));

        // R2 follows R1: whether its 48 hours run from the determination or from R1 is not written, so the clock does not start.
        var now = new DateTimeOffset(2030, 4, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.IsType<Deadline.NotStarted>(Deadline.Of(p, p.Tiers[1], new(now, now, now, now), now));
        Assert.IsType<Deadline.Running>(Deadline.Of(p, p.Tiers[0], new(null, null, now, null), now));
    }

    [Fact]
    public void An_agreement_without_response_is_no_protocol()
    {
        JsonObject agreement = JsonNode.Parse(ExampleAgreement.Bytes)!.AsObject();
        agreement.Remove("responseProtocol");
        ProtocolReading reading = Samples.ReadProtocol(agreement.ToJsonString());
        Assert.Null(reading.Protocol);
        Assert.Contains("the agreement has no response", Assert.Single(reading.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_of_the_time_holds_and_the_greater_number_where_two_do()
    {
        string second = Samples.ProtocolText.With("\"version\": 1", "\"version\": 2").With("2030-03-01T00:01:00+02:00", "2030-06-01T00:00:00+03:00");
        Protocol one = Samples.Protocol, two = Samples.ReadProtocol(second).Protocol!;
        ProtocolVersions versions = ProtocolVersions.TryGather([two, one], out _)!;
        DateTimeOffset change = two.ValidFrom!.Value;
        Assert.Null(versions.At(one.ValidFrom!.Value.AddTicks(-1)));
        Assert.Equal((1, 1, 2), (versions.At(one.ValidFrom!.Value)!.Version, versions.At(change.AddTicks(-1))!.Version, versions.At(change)!.Version));
        Assert.Same(one, versions.Find(1));
        Assert.Null(ProtocolVersions.TryGather([one, one], out string twice));
        Assert.Equal("version 1 of EX-RESPONSE stands twice", twice);
        Assert.Null(ProtocolVersions.TryGather([], out _));
    }

    [Fact]
    public void Bytes_that_are_no_protocol_give_remarks_and_never_an_exception()
    {
        byte[] sample = Encoding.UTF8.GetBytes(Samples.ProtocolText);
        var random = new SeededRandom(20301);
        for (int i = 0; i < 1500; i++)
        {
            byte[] bytes = [.. sample];
            for (int n = random.NextBelow(4); n >= 0; n--) bytes[random.NextBelow(bytes.Length)] = (byte)"{}[]\",:019eRT \n"[random.NextBelow(15)];
            if (random.NextBelow(4) == 0) bytes = bytes[..random.NextBelow(bytes.Length)];
            ProtocolReading reading = ProtocolReader.Read(bytes, "p.json");
            Assert.True(reading.Protocol is not null || reading.Errors.Any(), $"seed 20301, case {i}");
        }
    }
}
