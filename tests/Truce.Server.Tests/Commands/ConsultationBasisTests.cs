using System.Text.Json.Nodes;
using Truce.Server.Tests.Running;

namespace Truce.Server.Tests.Commands;

/// <summary>A finding on which people change their mind while a consultation is open: both are seen, and nothing that was opened changes.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class ConsultationBasisTests(SimulatedRun run)
{
    [Fact]
    public async Task A_finding_that_people_refute_stands_beside_what_was_opened()
    {
        var store = new ConsultationStore(run);
        string finding = (await store.Waiting())[0];
        await store.Confirm(finding, "r1", "r3");
        await store.Adopt();
        JsonObject opened = await store.Does("r1", "open", "--finding", finding, "--tier", "R1");
        Assert.False((bool)opened["basis"]!["changed"]!);
        foreach (string person in (string[])["r1", "r3"])
        {
            await TruceProcess.Says(0, "review", "refute", "--store", store.Folder, "--finding", finding, "--person", person, "--key", store.KeyOf(person), "--reason", "it was thunder", "--json");
        }

        JsonObject now = (await store.Status())["consultations"]![0]!.AsObject();
        Assert.Equal((true, 3, "refuted", "open", "R1"), ((bool)now["basis"]!["changed"]!, (int)now["basis"]!["atOpening"]!["level"]!, (string)now["basis"]!["now"]!["state"]!, (string)now["stage"]!, (string)now["tiers"]![0]!["tier"]!));
        Assert.True((int)now["basis"]!["now"]!["level"]! < 3);
        Assert.Equal((int)now["level"]!, (int)opened["level"]!);
        Assert.Contains(now["needs"]!.AsArray(), n => ((string)n!).StartsWith("the finding no longer stands as people confirmed it", StringComparison.Ordinal));
        (_, string text, _) = await TruceProcess.Run("response", "status", "--store", store.Folder);
        Assert.Contains("basis at opening: version ", text, StringComparison.Ordinal);
        Assert.Contains("refuted", text, StringComparison.Ordinal);

        // As it was known in between: the exercise's clock gives the first refutation the instant of the opening, and the second a later one.
        JsonObject then = (await store.Status("--as-known", (string)opened["opened"]!))["consultations"]![0]!.AsObject();
        Assert.Equal("indeterminate", (string)then["basis"]!["now"]!["state"]!);
        Assert.Equal("open", (string)(await store.Does("r2", "release", "--consultation", (string)opened["consultation"]!, "--tier", "R1"))["stage"]!); // it goes on until people end it
    }
}
