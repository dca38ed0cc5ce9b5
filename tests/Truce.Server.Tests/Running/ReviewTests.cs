using System.Text.Json.Nodes;
using Truce.Evidence.Envelopes;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Findings;
using Truce.Measures;
using Truce.Records;
using Truce.Review;
using Truce.Server.Running;
using Truce.Server.Tests.Commands;
using Truce.Storage.Sqlite;

namespace Truce.Server.Tests.Running;

/// <summary>People's part, through the command line: who may say what, and what it takes until a finding is confirmed.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class ReviewTests(SimulatedRun run)
{
    private const string Rejected = "exercise,demining,thunder";

    [Fact]
    public void Two_people_and_named_alternatives_confirm_and_nothing_less()
    {
        string store = run.CopyStore();
        Hash256 finding = FirstFinding(store);
        Assert.Equal("claimed 1", Say(store, "claim", finding, "r1", level: 1));
        Assert.Equal("awaitingSecondReviewer 1", Say(store, "confirm", finding, "r1", "--reason", "crater seen"));
        Assert.Equal("awaitingSecondReviewer 1", Say(store, "confirm", finding, "r1", "--reason", "crater seen again"));
        Assert.Equal("awaitingSecondReviewer 1", Say(store, "confirm", finding, "r2", "--reason", "I agree")); // nobody has named an alternative
        Assert.Equal("confirmed 3", Say(store, "confirm", finding, "r2", "--reason", "I agree", "--rejected", Rejected));
        Assert.Equal("confirmed 3", Say(store, "dissent", finding, "r3", "--reason", "I was there and it was thunder"));
        Assert.Equal(0, Cli.Run("replay", "--store", store).Code);
        Assert.Empty(SimulatedRun.Audit(store));

        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        StatementRow[] said = [.. held.Read.Statements()];
        Assert.Equal(6, said.Length); // all kept, the dissent too
        Assert.Contains(said, s => PayloadOf(s).Contains("it was thunder", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_taken_back_no_longer_counts_and_the_machine_level_returns()
    {
        string store = run.CopyStore();
        Hash256 finding = FirstFinding(store);
        string before = Held(store, finding);
        Say(store, "confirm", finding, "r1", "--reason", "seen", "--rejected", Rejected);
        Assert.Equal("confirmed 3", Say(store, "confirm", finding, "r3", "--reason", "seen"));
        string statement = StatementOf(store, "r3");
        Assert.Equal("awaitingSecondReviewer" + before[before.IndexOf(' ', StringComparison.Ordinal)..], Say(store, "withdraw", finding, "r3", "--reason", "wrong place", "--takes-back", statement));
        Assert.Equal("withdrawn" + before[before.IndexOf(' ', StringComparison.Ordinal)..], Say(store, "withdraw", finding, "r1", "--reason", "likewise", "--takes-back", StatementOf(store, "r1")));
    }

    [Fact]
    public void Nobody_takes_back_what_another_said()
    {
        string store = run.CopyStore();
        Hash256 finding = FirstFinding(store);
        Say(store, "confirm", finding, "r1", "--reason", "seen", "--rejected", Rejected);
        Say(store, "confirm", finding, "r2", "--reason", "seen");
        string hashes = SimulatedRun.Hashes(store).History;
        (int code, string output, string error) = Cli.Run(
            "review", "withdraw", "--store", store, "--finding", finding.ToString(), "--person", "r3", "--key", run.KeyOf("r3"), "--reason", "no", "--takes-back", StatementOf(store, "r1"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("nobody takes back what another said", error, StringComparison.Ordinal);
        Assert.Equal(hashes, SimulatedRun.Hashes(store).History);
    }

    [Fact]
    public void Level_four_needs_two_nations()
    {
        string store = run.CopyStore();
        Hash256 finding = FirstFinding(store);
        foreach (string person in (string[])["r1", "r2"]) Say(store, "confirm", finding, person, "--reason", "seen", "--rejected", Rejected);
        Say(store, "confirm", finding, "r1", "--reason", "article 2", "--question", "conformity");
        Assert.Equal("confirmed 3", Say(store, "confirm", finding, "r2", "--reason", "article 2", "--question", "conformity")); // one nation
        Assert.Equal("confirmed 4", Say(store, "confirm", finding, "r3", "--reason", "article 2", "--question", "conformity"));
    }

    [Theory]
    [InlineData("r9", "r1", "no reviewer of this mission")]
    [InlineData("r2", "r1", "is the key of r1, not of r2")]
    public void Who_is_not_a_reviewer_or_holds_another_persons_key_is_refused(string person, string key, string says)
    {
        string store = run.CopyStore();
        (int code, string output, string error) = Cli.Run(
            "review", "confirm", "--store", store, "--finding", FirstFinding(store).ToString(), "--person", person, "--key", run.KeyOf(key), "--reason", "x");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Equal(SimulatedRun.Hashes(run.Store), SimulatedRun.Hashes(store));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("who")]
    public void A_question_that_is_none_of_the_three_is_refused(string question)
    {
        string store = run.CopyStore();
        (int code, _, string error) = Cli.Run(
            "review", "confirm", "--store", store, "--finding", FirstFinding(store).ToString(), "--person", "r1", "--key", run.KeyOf("r1"), "--reason", "x", "--question", question);
        Assert.Equal(2, code);
        Assert.Contains("there are occurrence, conformity, attribution", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confirmation_without_a_reason_is_refused()
    {
        string store = run.CopyStore();
        (int code, _, string error) = Cli.Run("review", "confirm", "--store", store, "--finding", FirstFinding(store).ToString(), "--person", "r1", "--key", run.KeyOf("r1"));
        Assert.Equal(2, code);
        Assert.Contains("needs a reason", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sealed_envelopes_that_are_forged_or_in_anothers_name_or_nation_have_no_effect()
    {
        string store = run.CopyStore();
        Hash256 finding = FirstFinding(store);
        string before = Held(store, finding);
        using Ed25519Signer r1 = KeyFile.OpenOrCreate(run.KeyOf("r1"), "r1");
        using var stranger = new Ed25519Signer("r2", [.. Enumerable.Repeat((byte)77, 32)]);
        Statement Of(string person, string nation) => new()
        {
            Id = default,
            Kind = StatementKind.Confirm,
            Question = Question.Occurrence,
            Finding = finding,
            FindingVersion = 1,
            Person = person,
            Nation = nation,
            Reason = "seen",
            AlternativesRejected = ["thunder"],
            At = new(2031, 3, 20, 0, 0, 0, TimeSpan.Zero),
        };
        DsseEnvelope good = Signed(Of("r1", "Neutral N1"), r1);
        byte[] bent = [.. good.Payload.Span];
        bent[^5] ^= 1;
        (string What, DsseEnvelope Envelope)[] wrong =
        [
            ("key of nobody", Signed(Of("r2", "Neutral N1"), stranger)),
            ("r1 in the name of r2", Signed(Of("r2", "Neutral N1"), r1)),
            ("another nation", Signed(Of("r1", "Neutral N2"), r1)),
            ("changed after signing", good with { Payload = bent }),
            ("another payload type", DsseEnvelope.Sign("application/json", good.Payload.Span, r1)),
            ("no object", DsseEnvelope.Sign(StatementIntake.PayloadType, "[]"u8, r1)),
            ("no JSON", DsseEnvelope.Sign(StatementIntake.PayloadType, "{"u8, r1)),
            ("members of other kinds", DsseEnvelope.Sign(StatementIntake.PayloadType, """{"kind":3,"question":[]}"""u8, r1)),
        ];
        using (StoreFolder open = StoreFolder.Open(store, "truce.example/simulated-exercise/SIMULATED"))
        {
            foreach ((_, DsseEnvelope e) in wrong) open.Log.Append([new(CanonicalJson.Write(JsonNode.Parse(e.Encode())), CoarseType.Statement, true)]);
            open.Log.Publish();
        }

        SimulatedRun.Run(run.Mission, store);
        Assert.Equal(before, Held(store, finding));
        Mission mission = MissionRun.Read(run.Mission).Mission;
        foreach ((string what, DsseEnvelope e) in wrong)
        {
            Assert.True(StatementIntake.Verify(e, mission, out string why) is null, what);
            Assert.NotEmpty(why);
        }

        Assert.NotNull(StatementIntake.Verify(good, mission, out _)); // and the good one is taken: the refusals are for what is wrong in them
    }

    private static DsseEnvelope Signed(Statement s, Ed25519Signer by) => DsseEnvelope.Sign(StatementIntake.PayloadType, CanonicalJson.Write(FindingRecords.Payload(s)), by);

    /// <summary>Says it through the command line; gives the finding's state and level, and holds the database to what was printed.</summary>
    private string Say(string store, string kind, Hash256 finding, string person, params string[] more)
    {
        (int code, string output, string error) = Cli.Run(
            ["review", kind, "--store", store, "--finding", finding.ToString(), "--person", person, "--key", run.KeyOf(person), "--json", .. more]);
        Assert.True(code == 0, error);
        JsonObject said = JsonNode.Parse(output)!.AsObject();
        string now = $"{said["state"]} {said["level"]}";
        Assert.Equal(now, Held(store, finding));
        return now;
    }

    private string Say(string store, string kind, Hash256 finding, string person, int level)
    {
        Assert.Equal(level, int.Parse(Held(store, finding).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)); // the test is about a finding of machine level 1
        return Say(store, kind, finding, person);
    }

    private static string Held(string store, Hash256 finding)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        FindingRow row = held.Read.Findings().Single(f => f.Id == finding);
        return $"{row.State} {row.Level}";
    }

    /// <summary>The first finding of machine level 1.</summary>
    private static Hash256 FirstFinding(string store)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        return held.Read.Findings().First(f => f.Level == 1).Id;
    }

    private static string StatementOf(string store, string person)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        return held.Read.Statements().Single(s => PayloadOf(s).Contains($"\"person\":\"{person}\"", StringComparison.Ordinal)).Id.ToString();
    }

    private static string PayloadOf(StatementRow row)
    {
        Assert.True(DsseEnvelope.TryParse(System.Text.Encoding.UTF8.GetBytes(row.Json), out DsseEnvelope? envelope));
        return System.Text.Encoding.UTF8.GetString(envelope!.Payload.Span);
    }
}
