using Truce.Feeds.SeedLink;
using Truce.Simulation.SeedLink;

namespace Truce.Server.Tests.SeedLink;

/// <summary>Server and client over a real socket with real records: what goes in comes out, byte for byte, once.</summary>
public sealed class EndToEndTests
{
    [Theory]
    [InlineData(SeedLinkProtocol.Three)]
    [InlineData(SeedLinkProtocol.Four)]
    public async Task A_network_comes_through_as_it_was_given(SeedLinkProtocol protocol)
    {
        ServedRecord[] records = SeedLinkRig.UhNetwork();
        await using SeedLinkServer server = SeedLinkRig.Serve(records);
        SeedLinkOptions options = SeedLinkRig.Options(server.Port, protocol, "BW_UH1", "BW_UH2", "BW_UH3", "BW_UH4") with { Fetch = true };
        var told = await SeedLinkRig.RunAsync(options, SeedLinkState.InMemory(), _ => false);
        AssertSame(records, told.Packets());
        Assert.IsType<SeedLinkEvent.Ended>(told[^1]);
        Assert.Equal(protocol == SeedLinkProtocol.Three ? 3 : 4, Assert.IsType<SeedLinkEvent.Connected>(told[0]).Version);
    }

    [Fact]
    public async Task Long_records_come_through_version_4_untouched()
    {
        ServedRecord[] records = SeedLinkRig.W220();
        await using SeedLinkServer server = SeedLinkRig.Serve(records);
        var told = await SeedLinkRig.RunAsync(SeedLinkRig.Options(server.Port, SeedLinkProtocol.Best, "*_*") with { Fetch = true }, SeedLinkState.InMemory(), _ => false);
        AssertSame(records, told.Packets());
        Assert.All(told.Packets(), p => Assert.Equal(4096, p.Bytes.Length));
    }

    internal static void AssertSame(ServedRecord[] records, SeedLinkEvent.Packet[] packets)
    {
        Assert.Equal(records.Length, packets.Length);
        foreach (string station in records.Select(r => r.Station).Distinct())
        {
            byte[][] given = [.. records.Where(r => r.Station == station).Select(r => r.Bytes)];
            SeedLinkEvent.Packet[] came = [.. packets.Where(p => p.Station == station)];
            Assert.Equal(given.Length, came.Length);
            for (int i = 0; i < given.Length; i++) Assert.True(given[i].AsSpan().SequenceEqual(came[i].Bytes.Span), $"{station}, record {i}");
        }
    }
}
