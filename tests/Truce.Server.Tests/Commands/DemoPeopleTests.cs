using System.Text.Json.Nodes;
using Truce.Server.Commands;
using Truce.Server.Running;
using Truce.Server.Tests.Running;
using Truce.Simulation;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary>What the SIMULATED people of the demo do, on a small exercise.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class DemoPeopleTests
{
    [Fact]
    public void They_confirm_two_findings_consult_on_one_and_leave_the_other_undecided()
    {
        using var files = new TempFolder();
        string mission = Path.Combine(files.Root, "mission"), store = Path.Combine(files.Root, "store");
        ScenarioRun.Lay(SimulatedWorld.Create(SimulatedRun.Seed, new() { Intensity = 0, AgriculturalFiresPerDay = 0, Settlements = 30 }), mission);
        DemoPeople.Lay(files.Root, mission, store).Act();

        (int code, string said, string error) = Cli.Run("response", "status", "--store", store, "--json");
        Assert.True(code == 0, error);
        JsonNode status = JsonNode.Parse(said)!;
        JsonObject consultation = Assert.Single(status["consultations"]!.AsArray())!.AsObject();
        JsonObject first = ConsultationStore.Tier(consultation, "R1"), second = ConsultationStore.Tier(consultation, "R2");
        Assert.Equal(("missed", "met"), ((string)first["standing"]!, (string)second["standing"]!));
        Assert.Equal("ALDER:answeredInTime BIRCH:overdue", ConsultationStore.Statuses(first));
        Assert.Equal("ALDER:answeredInTime BIRCH:asked CEDAR:asked ELM:answeredInTime HAZEL:answeredInTime", ConsultationStore.Statuses(second));
        Assert.Contains(consultation["escalationsDue"]!.AsArray(), e => (string)e!["tier"]! == "R3");
        Assert.Single(status["undecided"]!.AsArray());
        Assert.Empty(status["refused"]!.AsArray());
        Assert.Equal(["sim-guarantors/C10", "sim-guarantors/C8", "sim-guarantors/C9"], status["promises"]!.AsArray().Select(p => (string)p!["id"]!).Order(StringComparer.Ordinal)); // one by the second tier

        // Seven notices left, each as a letter and as CAP, and every one says what it is.
        string[] cap = Directory.GetFiles(Path.Combine(files.Root, "notices"), "*.cap.xml");
        Assert.Equal((7, 7), (cap.Length, Directory.GetFiles(Path.Combine(files.Root, "notices"), "*.pdf").Length));
        Assert.All(cap, c => Assert.Contains("SIMULATED", File.ReadAllText(c), StringComparison.Ordinal));

        // What hangs on the consultation has fallen due in the ledger too.
        (code, said, error) = Cli.Run("commitments", "board", "--store", store, "--on", "2031-03-20", "--json");
        Assert.True(code == 0, error);
        JsonNode[] promises = [.. JsonNode.Parse(said)!["positions"]!.AsArray().SelectMany(p => p!["commitments"]!.AsArray()).OfType<JsonNode>()];
        Assert.Equal("late", (string)promises.Single(p => (string)p["id"]! == "sim-guarantors/C9")["standing"]!);
        Assert.Empty(SimulatedRun.Audit(store));
    }
}
