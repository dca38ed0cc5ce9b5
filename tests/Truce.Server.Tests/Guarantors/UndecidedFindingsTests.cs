using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Findings;
using Truce.Measures;
using Truce.Pages;
using Truce.Records;
using Truce.Server.Guarantors;
using Truce.Server.Running;
using Truce.Server.Tests.Commands;
using Truce.Server.Tests.Running;
using Truce.Storage.Sqlite;

namespace Truce.Server.Tests.Guarantors;

/// <summary>Confirmed findings on which nobody has decided: the page lists what <c>truce response status</c> lists, then as now, and while the mission writes.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class UndecidedFindingsTests(SimulatedRun run)
{
    [Fact]
    public async Task Page_and_command_list_the_same_findings_also_as_known_before()
    {
        var store = new ConsultationStore(run);
        string[] findings = await store.Waiting();
        ResponsePages pages = Pages(store);
        Assert.Empty(pages.Undecided(null).Findings);

        await store.Confirm(findings[0], "r1", "r2");
        await store.Confirm(findings[1], "r1", "r3");
        JsonObject before = await store.Status();
        ImmutableArray<UndecidedFinding> waiting = pages.Undecided(null).Findings;
        Assert.Equal(2, waiting.Length);
        Assert.Equal(Listed(before), Listed(waiting));
        Assert.All(waiting, f => Assert.NotNull(f.Day));

        DateTimeOffset second = waiting.Max(f => f.Since);
        Assert.Equal(Listed(await store.Status("--as-known", ConsultationStore.At(second.AddMilliseconds(-1)))), Listed(pages.Undecided(second.AddMilliseconds(-1)).Findings));
        Assert.Single(pages.Undecided(second.AddMilliseconds(-1)).Findings);

        JsonObject declined = await store.Does("r3", "decline", "--finding", findings[1], "--reason", "settled on the spot");
        Assert.Equal([findings[0]], pages.Undecided(null).Findings.Select(f => f.Id.ToString()));
        Assert.Equal(Listed(await store.Status()), Listed(pages.Undecided(null).Findings));
        // Somebody who asks what was known before the decision sees that it was still to be made.
        DateTimeOffset decided = ConsultationStore.Instant(declined["notOpened"]!["at"]);
        Assert.Equal(2, pages.Undecided(decided.AddMilliseconds(-1)).Findings.Length);
    }

    [Fact]
    public async Task A_page_does_not_see_the_half_of_a_write()
    {
        var store = new ConsultationStore(run);
        await store.Confirm((await store.Waiting())[0], "r2", "r3");
        ResponsePages pages = Pages(store);
        (Mission mission, _) = MissionRun.Read(run.Mission);
        MissionWorld world = MissionRun.World(mission, Progress.Silent(TimeProvider.System));
        ResponseBook book = ResponseBook.Read(LedgerStore.Reader(store.Folder), store.Folder, mission, world.Agreement);
        using StoreFolder folder = StoreFolder.Open(store.Folder, mission.LogOrigin);
        FindingRow row = folder.Database.Read.Findings().Single(f => f.Level >= (int)Level.Confirmed);
        Finding finding = RecordReading.Finding(JsonNode.Parse(row.Json)!.AsObject());
        int seen = -1, halfway = -1;
        folder.Database.Write(w =>
        {
            // A version that is not written to its end takes the level back.
            w.PutFinding(finding with { Version = finding.Version + 1, Level = Level.Corroborated }, Hash256.Of("half"u8), row.Json, row.LogIndex);
            seen = pages.Undecided(null).Findings.Length;
            halfway = UndecidedFindings.In(folder.Database.Read, book, world.Days, null).Length;
        });
        Assert.Equal((1, 0), (seen, halfway));
        Assert.Empty(pages.Undecided(null).Findings);
    }

    private ResponsePages Pages(ConsultationStore store)
    {
        (Mission mission, _) = MissionRun.Read(run.Mission);
        MissionWorld world = MissionRun.World(mission, Progress.Silent(TimeProvider.System));
        return new(store.Folder, mission, world.Agreement, TimeProvider.System, () => null, (_, _) => null);
    }

    private static string Listed(JsonObject status) => string.Join('\n', status["undecided"]!.AsArray().Select(f => $"{f!["finding"]} {f["level"]} {ConsultationStore.Instant(f["since"]):O}"));

    private static string Listed(ImmutableArray<UndecidedFinding> findings) => string.Join('\n', findings.Select(f => $"{f.Id} {(int)f.Level} {f.Since:O}"));
}
