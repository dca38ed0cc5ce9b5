using Truce.Feeds.SeedLink;
using Truce.Measures;
using Truce.Simulation.SeedLink;
using Truce.Testing;

namespace Truce.Server.Tests.SeedLink;

/// <summary>Connections that are cut and processes that die: no acknowledged record comes twice, none is lost.</summary>
public sealed class ResumeTests
{
    private static readonly string[] Stations = ["BW_UH1", "BW_UH2", "BW_UH3", "BW_UH4"];

    [Theory]
    [InlineData(SeedLinkProtocol.Three, 1)]
    [InlineData(SeedLinkProtocol.Three, 0xFFFFF0)]
    [InlineData(SeedLinkProtocol.Four, 0xFFFFF0)]
    public async Task Cut_at_random_moments_every_record_comes_once(SeedLinkProtocol protocol, ulong firstSequence)
    {
        ulong seed = (ulong)Seeds.Next();
        ServedRecord[] records = SeedLinkRig.UhNetwork();
        await using SeedLinkServer server = SeedLinkRig.Serve(records, new() { FirstSequence = firstSequence });
        await using var proxy = new CuttingProxy(server.Port, seed, longest: 60_000);
        var told = await SeedLinkRig.RunAsync(SeedLinkRig.Options(proxy.Port, protocol, Stations), SeedLinkState.InMemory(), t => t.Packets().Length >= records.Length);
        EndToEndTests.AssertSame(records, told.Packets());
        Assert.True(proxy.Cuts >= 3, $"{proxy.Cuts} cuts");
        Assert.All(told.OfType<SeedLinkEvent.Resumed>(), r => Assert.Equal(0UL, r.MissedAtMost));
        Assert.NotEmpty(told.OfType<SeedLinkEvent.Lost>());
        Assert.Empty(told.OfType<SeedLinkEvent.Gap>());
    }

    [Fact]
    public async Task A_process_that_dies_again_and_again_gets_what_it_had_not_acknowledged()
    {
        var chance = new SeededRandom((ulong)Seeds.Next());
        ServedRecord[] records = SeedLinkRig.UhNetwork();
        await using SeedLinkServer server = SeedLinkRig.Serve(records);
        SeedLinkOptions options = SeedLinkRig.Options(server.Port, SeedLinkProtocol.Three, Stations);
        using var folder = new TempFolder();
        string path = folder.At("state.json");
        List<SeedLinkEvent.Packet> safe = [];
        while (safe.Count < records.Length)
        {
            // This life seals some, then takes some more that it never seals, and ends.
            int seals = 1 + chance.NextBelow(100), more = chance.NextBelow(20), taken = 0;
            SeedLinkState state = SeedLinkState.Load(path);
            Assert.Equal("", state.Problem);
            await SeedLinkRig.RunAsync(options, state, _ => taken >= seals + more || safe.Count == records.Length, acknowledge: false, each: happened =>
            {
                if (happened is not SeedLinkEvent.Packet packet || ++taken > seals) return;
                safe.Add(packet);
                state.Acknowledge(packet.Station, packet.Sequence, packet.RecordStart);
            });
        }

        EndToEndTests.AssertSame(records, [.. safe]);
    }

    [Fact]
    public async Task Records_that_the_server_no_longer_holds_are_told_as_missed()
    {
        ServedRecord[] records = [.. SeedLinkRig.UhNetwork().Where(r => r.Station == "BW_UH1")];
        int half = records.Length / 2;
        await using SeedLinkServer server = SeedLinkRig.Serve(records.Take(10), new() { Ring = 8 });
        SeedLinkOptions options = SeedLinkRig.Options(server.Port, SeedLinkProtocol.Four, "BW_UH1");
        SeedLinkState state = SeedLinkState.InMemory();
        var before = await SeedLinkRig.RunAsync(options, state, t => t.Packets().Length >= 8);
        server.AddAll(records.Skip(10).Take(20));
        var after = await SeedLinkRig.RunAsync(options, state, t => t.Packets().Length >= 8);
        Assert.Equal(10UL, before.Packets()[^1].Sequence);
        Assert.Equal(23UL, after.Packets()[0].Sequence);
        Assert.Equal(12UL, Assert.Single(after.OfType<SeedLinkEvent.Resumed>()).MissedAtMost);
        Assert.True(half > 0);
    }

    [Fact]
    public async Task What_comes_while_a_client_follows_reaches_it()
    {
        ServedRecord[] records = [.. SeedLinkRig.UhNetwork().Where(r => r.Station == "BW_UH2").Take(30)];
        await using SeedLinkServer server = SeedLinkRig.Serve(records.Take(1));
        int next = 1;
        var told = await SeedLinkRig.RunAsync(SeedLinkRig.Options(server.Port, SeedLinkProtocol.Best, "BW_UH?:SH?"), SeedLinkState.InMemory(), t => t.Packets().Length >= 30, each: happened =>
        {
            if (happened is SeedLinkEvent.Packet && next < records.Length) server.Add(records[next++]);
        });
        EndToEndTests.AssertSame(records, told.Packets());
    }
}
