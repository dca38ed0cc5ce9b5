using System.Collections.Immutable;
using Truce.Feeds;
using Truce.Server.Missions;
using Truce.Server.Tests.Running;

namespace Truce.Server.Tests.Missions;

/// <summary>A feed that follows a server, and the ground it names: what is taken, and every mistake with what to write instead.</summary>
public sealed class MissionSeedLinkTests : IDisposable
{
    private readonly SeedLinkMission _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Server_streams_version_and_the_file_of_the_ground_are_read()
    {
        (Mission? mission, ImmutableArray<MissionProblem> problems) = Read("", "");
        Assert.Empty(problems);
        MissionFeed feed = Assert.Single(mission!.Feeds);
        Assert.Equal(("127.0.0.1", 18000, 3, true), (feed.SeedLink!.Host, feed.SeedLink.Port, feed.SeedLink.Version, feed.SeedLink.FromOldest));
        Assert.Equal(["XX_G?", "XX_A"], feed.SeedLink.Streams);
        Assert.Equal("ground.csv", Path.GetFileName(feed.GroundPath));
        Assert.False(feed.Options.ContainsKey("ground"));
        Assert.Null(Read("ground: ground.csv", "ground: ak135").Mission!.Feeds[0].GroundPath);
        Assert.False(Read("version: 3", "begin: next").Mission!.Feeds[0].SeedLink!.FromOldest);
    }

    [Theory]
    [InlineData("127.0.0.1:18000", "127.0.0.1", "'127.0.0.1' is no server; write host:port")]
    [InlineData("127.0.0.1:18000", "127.0.0.1:99999", "is no server; write host:port")]
    [InlineData("XX_A]", "XX.A]", "NET_STA or NET_STA:LL.CCC,… expected, got 'XX.A'")]
    [InlineData("streams: [\"XX_G?\", XX_A], ", "", "'streams' is missing; write for instance: streams: [GE_WLF")]
    [InlineData("version: 3", "version: 5", "version '5' is not known; write auto, 3 or 4")]
    [InlineData("version: 3", "begin: now", "begin 'now' is not known; write oldest")]
    [InlineData("version: 3", "versio: 3", "did you mean 'version'?")]
    [InlineData("format: waveforms", "format: firms", "a SeedLink server gives recordings; write format: waveforms")]
    [InlineData("ground: ground.csv", "ground: \"3,6\"", "node 1: speeds must be vp > vs > 0")]
    [InlineData("ground: ground.csv", "ground: nowhere.csv", "'nowhere.csv' does not exist")]
    [InlineData("ground: ground.csv", "ground: stations.csv", "'stations.csv', line 1 is no velocity model: expected the header depth_km,vp_km_s,vs_km_s")]
    public void Every_mistake_says_what_to_write_instead(string from, string to, string expected)
    {
        (_, ImmutableArray<MissionProblem> problems) = Read(from, to);
        Assert.Contains(problems, p => p.Message.Contains(expected, StringComparison.Ordinal));
    }

    private (Mission? Mission, ImmutableArray<MissionProblem> Problems) Read(string from, string to)
    {
        string folder = _rig.Lay("read", 18000, version: "3"), file = Path.Combine(folder, MissionReader.FileName), text = File.ReadAllText(file);
        if (from.Length > 0)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
        }

        return MissionReader.Read(new MissionFiles(folder), [.. FeedFormats.Names]);
    }
}
