using System.Text.Json.Nodes;
using System.Xml.Linq;
using Truce.Feeds.SeedLink;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Observations.Waveforms;
using Truce.Server.Running;
using Truce.Simulation.SeedLink;
using Truce.Testing;

namespace Truce.Server.Tests.SeedLink;

/// <summary>What the small server says of itself, and how it replays.</summary>
public sealed class ServerTests
{
    [Theory]
    [InlineData(SeedLinkProtocol.Three)]
    [InlineData(SeedLinkProtocol.Four)]
    public async Task INFO_tells_the_streams(SeedLinkProtocol protocol)
    {
        await using SeedLinkServer server = SeedLinkRig.Serve(SeedLinkRig.UhNetwork());
        string text = await SeedLinkInquiry.AskAsync(SeedLinkRig.Options(server.Port, protocol, "*_*"), "STREAMS", TimeProvider.System, TestContext.Current.CancellationToken);
        string[] streams = protocol == SeedLinkProtocol.Three
            ? [.. XDocument.Parse(text).Descendants("stream").Select(s => s.Parent!.Attribute("name")!.Value + "." + s.Attribute("seedname")!.Value)]
            : [.. JsonNode.Parse(text)!["station"]!.AsArray().SelectMany(s => s!["stream"]!.AsArray().Select(t => ((string)s["id"]!)[3..] + "." + ((string)t!["id"]!).Replace("_", "", StringComparison.Ordinal)))];
        Assert.Equal(["UH1.SHZ", "UH2.SHZ", "UH3.SHE", "UH3.SHN", "UH3.SHZ", "UH4.EHZ"], streams);
    }

    [Fact]
    public async Task Selectors_choose_channels_in_both_versions()
    {
        ServedRecord[] records = SeedLinkRig.UhNetwork();
        await using SeedLinkServer server = SeedLinkRig.Serve(records);
        foreach (SeedLinkProtocol protocol in (SeedLinkProtocol[])[SeedLinkProtocol.Three, SeedLinkProtocol.Four])
        {
            var told = await SeedLinkRig.RunAsync(SeedLinkRig.Options(server.Port, protocol, "BW_UH3:SH?,!SHE") with { Fetch = true }, SeedLinkState.InMemory(), _ => false);
            EndToEndTests.AssertSame([.. records.Where(r => r.Station == "BW_UH3" && r.Channel.Channel != "SHE")], told.Packets());
            Assert.Empty(told.OfType<SeedLinkEvent.Gap>()); // numbers of the channel left out are no gaps
        }
    }

    [Theory]
    [InlineData("seismo/hrr5/W220_100Hz.mseed")]
    [InlineData("seismo/mseed-conformance/fdsn-mseed3/reference-data/reference-sinusoid-steim2.mseed3")]
    public void A_record_put_to_another_time_reads_as_it_did_but_for_the_time(string path)
    {
        TimeSpan later = TimeSpan.FromDays(5000) + TimeSpan.FromMilliseconds(1234.5);
        foreach (ServedRecord record in ServedWaveforms.Read([SharedData.Path(path)], recut: false, Assert.Fail).Take(20))
        {
            ServedRecord moved = SeedLinkReplay.Shifted(record, later);
            Assert.True(MiniSeedRecord.TryDecode(record.Bytes, out WaveformSegment? before, out _));
            Assert.True(MiniSeedRecord.TryDecode(moved.Bytes, out WaveformSegment? after, out var fault), fault.Detail);
            Assert.Equal(before!.Start + NodaTime.Duration.FromTimeSpan(later), after!.Start);
            Assert.Equal(before.Count, after.Count);
            Assert.NotEqual(record.Bytes, moved.Bytes);
        }
    }

    [Fact]
    public async Task A_replay_at_speed_gives_records_in_their_order_and_now()
    {
        ServedRecord[] records = [.. SeedLinkRig.UhNetwork().Where(r => r.Channel.Channel == "EHZ").Take(10)];
        await using SeedLinkServer server = SeedLinkRig.Serve([]);
        server.Add(records[0]);
        DateTimeOffset begun = TimeProvider.System.GetUtcNow();
        Task play = SeedLinkReplay.PlayAsync(server, records, 100, asNow: true, TimeProvider.System, TestContext.Current.CancellationToken);
        var told = await SeedLinkRig.RunAsync(SeedLinkRig.Options(server.Port, SeedLinkProtocol.Best, "BW_UH4"), SeedLinkState.InMemory(), t => t.Packets().Length >= 11);
        await play;
        DateTimeOffset[] starts = [.. told.Packets().Skip(1).Select(p => p.RecordStart!.Value)];
        Assert.Equal(starts.Order(), starts);
        Assert.All(starts, s => Assert.InRange(s, begun.AddMinutes(-5), begun.AddMinutes(5)));
    }
}
