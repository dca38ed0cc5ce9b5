using System.Text.Json.Nodes;
using Truce.Evidence.Envelopes;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Measures;
using Truce.Response.Consultations;
using Truce.Response.Protocols;
using Truce.Server.Running;
using Truce.Server.Tests.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary>A consultation as people lead it: from a finding that nobody confirmed to answers, overdue clocks and promises, with real keys and a process for every sentence.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class ConsultationProcessTests(SimulatedRun run)
{
    private const string Promise = """{"simulated":true,"id":"exercise","commitments":[{"id":"C1","guarantor":"ALDER","pillar":"P4","text":"consult and act","quantity":{"value":1,"unit":"mission"},"dueEvent":"consultation","dueDays":2}]}""";
    private const string Kept = """{"simulated":true,"id":"exercise","deliveries":[{"id":"D1","commitment":"C1","date":"DAY","quantity":{"value":1,"unit":"mission"},"complete":true,"witness":"recipient","evidence":"receipt 7"}]}""";

    [Fact]
    public async Task From_a_confirmed_finding_to_answers_overdue_clocks_and_promises()
    {
        using var files = new TempFolder();
        var store = new ConsultationStore(run);
        string[] findings = await store.Waiting();
        (string first, string second, string third) = (findings[0], findings[1], findings[2]);

        await TruceProcess.Refuses("it still takes", store.By("r1", "open", "--finding", first, "--tier", "R2"));
        await store.Confirm(first, "r1", "r2");
        await store.Confirm(second, "r1", "r3");
        Assert.Equal(Sorted(first, second), Undecided(await store.Status()));
        await TruceProcess.Refuses("--reason", store.By("r3", "decline", "--finding", second));
        JsonObject declined = await store.Does("r3", "decline", "--finding", second, "--reason", "settled on the spot");
        Assert.Equal(("notOpened", "settled on the spot", "r3"), ((string)declined["stage"]!, (string)declined["notOpened"]!["reason"]!, (string)declined["notOpened"]!["by"]!));
        await store.Adopt();
        await TruceProcess.Refuses("is adopted already", "response", "adopt", ConsultationStore.Protocol, "--store", store.Folder);
        Assert.Equal([first], Undecided(await store.Status())); // what was decided under the agreement's own protocol is decided
        string later = files.Write("later.json", (await File.ReadAllTextAsync(ConsultationStore.Protocol, TestContext.Current.CancellationToken)).Replace("EX-RESPONSE", "EX-LATER", StringComparison.Ordinal).Replace("2030-03-01", "2040-03-01", StringComparison.Ordinal));
        Assert.Equal(0, (await TruceProcess.Run("response", "adopt", later, "--store", store.Folder)).Code);
        await TruceProcess.Refuses("the protocol EX-RESPONSE has no tier 'R9'", store.By("r1", "open", "--finding", first, "--tier", "R9")); // the one adopted last does not hold yet, and hides nothing

        await TruceProcess.Refuses("is the store of an exercise", "commitments", "import", files.Write("real.json", Promise.Replace("\"simulated\":true,", "", StringComparison.Ordinal)), "--store", store.Folder);
        await TruceProcess.Says(0, "commitments", "import", files.Write("promise.json", Promise), "--store", store.Folder, "--json");
        await TruceProcess.Refuses("is not confirmed", store.By("r1", "open", "--finding", third, "--tier", "R2"));
        JsonObject opened = await store.Does("r1", "open", "--finding", first, "--tier", "R2");
        Assert.Equal(("open", "exercise/C1", "due"), ((string)opened["stage"]!, (string)opened["promises"]![0]!["commitment"]!, (string)opened["promises"]![0]!["state"]!));
        await TruceProcess.Refuses("is open already", store.By("r2", "open", "--finding", first, "--tier", "R2"));
        Assert.Empty(Undecided(await store.Status()));

        string consultation = (string)opened["consultation"]!;
        await Release(store, consultation);
        await Answer(store, consultation);
        await Promises(store, consultation, files);

        JsonObject last = await store.Status();
        Assert.Empty(Undecided(last));
        Assert.Empty(last["refused"]!.AsArray());

        Forge(store, consultation);
        Assert.Equal(0, (await TruceProcess.Run("replay", "--store", store.Folder)).Code);
        Assert.Empty(SimulatedRun.Audit(store.Folder));
        JsonObject after = await store.Status();
        JsonObject refused = Assert.Single(after["refused"]!.AsArray())!.AsObject();
        Assert.Equal("signed by r3, but it says it is by r1", (string)refused["why"]!);
        Assert.Equal(last["consultations"]!.ToJsonString(), after["consultations"]!.ToJsonString());
    }

    private static async Task Release(ConsultationStore store, string consultation)
    {
        foreach ((string person, string by, bool maySend) in ((string, string, bool)[])[("r1", "r1", false), ("r1", "r1", false), ("r2", "r1 r2", true)])
        {
            JsonObject tier = ConsultationStore.Tier(await store.Does(person, "release", "--consultation", consultation, "--tier", "R2"), "R2");
            Assert.Equal((by, maySend), (string.Join(' ', tier["releasedBy"]!.AsArray().Select(p => (string)p!)), (bool)tier["maySend"]!));
        }

        await TruceProcess.Refuses("r1.key", [.. store.By("r2", "release", "--consultation", consultation, "--tier", "R2", "--key", store.KeyOf("r1")).Where((_, i) => i is not (6 or 7))]);
    }

    private static async Task Answer(ConsultationStore store, string consultation)
    {
        string[] answer = ["--consultation", consultation, "--tier", "R2", "--kind", "accept", "--text", "we come"];
        await TruceProcess.Refuses("'FIR' is not asked on tier R2", store.By("r1", "answer", [.. answer, "--guarantor", "FIR"]));
        DateTimeOffset due = ConsultationStore.Instant(ConsultationStore.Tier((await store.Status("--consultation", consultation))["consultations"]![0]!.AsObject(), "R2")["due"]);
        await store.Does("r1", "answer", [.. answer, "--guarantor", "ALDER", "--at", ConsultationStore.At(due.AddHours(-1))]);

        JsonObject before = ConsultationStore.Tier((await store.Status("--consultation", consultation, "--now", ConsultationStore.At(due)))["consultations"]![0]!.AsObject(), "R2");
        Assert.Equal("ALDER:answeredInTime BIRCH:notAsked CEDAR:notAsked ELM:notAsked HAZEL:notAsked", ConsultationStore.Statuses(before));
        JsonObject missed = (await store.Status("--consultation", consultation, "--now", ConsultationStore.At(due.AddMilliseconds(1))))["consultations"]![0]!.AsObject();
        Assert.Equal("ALDER:answeredInTime BIRCH:overdue CEDAR:overdue ELM:overdue HAZEL:overdue", ConsultationStore.Statuses(ConsultationStore.Tier(missed, "R2")));
        Assert.Equal(("open", "missed"), ((string)before["standing"]!, (string)ConsultationStore.Tier(missed, "R2")["standing"]!));
    }

    /// <summary>The promise is overdue while nothing came; when the ledger holds a delivery, its state is another, and nobody typed it in.</summary>
    private static async Task Promises(ConsultationStore store, string consultation, TempFolder files)
    {
        JsonObject open = (await store.Status("--consultation", consultation))["consultations"]![0]!.AsObject();
        DateTimeOffset due = ConsultationStore.Instant(open["promises"]![0]!["due"]);
        Assert.Equal(due, ConsultationStore.Instant(open["opened"]).AddDays(2));
        string later = ConsultationStore.At(due.AddDays(3));
        JsonObject status = await store.Status("--consultation", consultation, "--now", later);
        Assert.True((bool)status["consultations"]![0]!["promises"]![0]!["overdue"]!);
        Assert.Equal("late", (string)status["promises"]![0]!["standing"]!);
        string day = due.UtcDateTime.AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await TruceProcess.Says(0, "commitments", "import", files.Write("kept.json", Kept.Replace("DAY", day, StringComparison.Ordinal)), "--store", store.Folder, "--json");
        Assert.Equal("honoured", (string)(await store.Status("--consultation", consultation, "--now", later))["promises"]![0]!["standing"]!);
    }

    // The third person seals what says it is by the first: only somebody who holds the store's own key can, and it must not count.
    private static void Forge(ConsultationStore store, string consultation)
    {
        Assert.True(Hash256.TryParse(consultation, out Hash256 id));
        DateTimeOffset at = new(2031, 3, 20, 0, 0, 0, TimeSpan.Zero);
        var said = new ConsultationEvent.Answered("R2", "BIRCH", AnswerKind.Accept, "we come too", "", "") { Consultation = id, At = at, Known = at, By = "r1", Simulated = true };
        using Ed25519Signer person = KeyFile.OpenOrCreate(store.KeyOf("r3"), "r3");
        DsseEnvelope envelope = DsseEnvelope.Sign(ConsultationIntake.PayloadType, CanonicalJson.Write(ConsultationJson.Write(said)), person);
        Assert.True(KeyFile.TryParse(File.ReadAllText(Path.Combine(store.Folder, "log.key")), out Ed25519Signer? signer));
        using EvidenceLog log = EvidenceLog.Open(store.Folder, signer!.Name, signer);
        log.Append([new(CanonicalJson.Write(JsonNode.Parse(envelope.Encode())), CoarseType.Statement, log.IsSimulated)]);
        log.Publish();
    }

    private static string[] Sorted(params string[] ids) => [.. ids.Order(StringComparer.Ordinal)];

    private static string[] Undecided(JsonObject status) => Sorted([.. status["undecided"]!.AsArray().Select(f => (string)f!["finding"]!)]);
}
