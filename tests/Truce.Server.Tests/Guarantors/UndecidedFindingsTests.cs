using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Pages;
using Truce.Server.Guarantors;
using Truce.Server.Running;
using Truce.Server.Tests.Commands;
using Truce.Server.Tests.Running;

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
    public async Task Pages_are_answered_in_the_middle_of_a_write()
    {
        var store = new ConsultationStore(run);
        await store.Confirm((await store.Waiting())[0], "r2", "r3");
        ResponsePages pages = Pages(store);
        (Mission mission, _) = MissionRun.Read(run.Mission);
        using StoreFolder folder = StoreFolder.Open(store.Folder, mission.LogOrigin);
        var indicators = new IndicatorPages(folder, MissionRun.World(mission, Progress.Silent(TimeProvider.System)));
        int waiting = 0, rows = 0;
        folder.Database.Write(w =>
        {
            w.PutMeta("half", "done");
            waiting = pages.Undecided(null).Findings.Length;
            rows = indicators.Board(null)!.Rows.Length;
        });
        Assert.Equal(1, waiting);
        Assert.NotEqual(0, rows);
    }

    private ResponsePages Pages(ConsultationStore store)
    {
        (Mission mission, _) = MissionRun.Read(run.Mission);
        MissionWorld world = MissionRun.World(mission, Progress.Silent(TimeProvider.System));
        return new(store.Folder, mission, world.Agreement, TimeProvider.System, () => null);
    }

    private static string Listed(JsonObject status) => string.Join('\n', status["undecided"]!.AsArray().Select(f => $"{f!["finding"]} {f["level"]} {ConsultationStore.Instant(f["since"]):O}"));

    private static string Listed(ImmutableArray<UndecidedFinding> findings) => string.Join('\n', findings.Select(f => $"{f.Id} {(int)f.Level} {f.Since:O}"));
}
