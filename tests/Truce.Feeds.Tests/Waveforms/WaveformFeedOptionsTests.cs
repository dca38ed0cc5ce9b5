using Truce.Feeds.Waveforms;
using Truce.Listening;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Tests.Waveforms;

public sealed class WaveformFeedOptionsTests
{
    [Fact]
    public void Seismic_arrays_are_named_with_their_stations()
    {
        WaveformFeedOptions options = Read("MALYN=UR.AK*, UR.EXTRA; NORTH = NO.NA0*", out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        Assert.Equal(["MALYN", "NORTH"], options.GroundArrays.Select(a => a.Name));
        GroundArray malyn = options.GroundArrays[0];
        Assert.True(malyn.Has(ChannelId.FromSeed("UR", "AK07", "", "SHZ", out _)!));
        Assert.True(malyn.Has(ChannelId.FromSeed("UR", "EXTRA", "", "SHZ", out _)!));
        Assert.False(malyn.Has(ChannelId.FromSeed("UR", "EXTRA2", "", "SHZ", out _)!));
        Assert.False(malyn.Has(ChannelId.FromSeed("XX", "AK07", "", "SHZ", out _)!));
    }

    [Theory]
    [InlineData("MALYN")]
    [InlineData("=UR.AK*")]
    [InlineData("MALYN=")]
    [InlineData("MALYN=AK*")]
    public void What_is_no_array_is_said(string text)
    {
        _ = Read(text, out IReadOnlyList<string> problems);
        Assert.Contains(problems, p => p.Contains("MALYN=UR.AK*", StringComparison.Ordinal));
    }

    private static WaveformFeedOptions Read(string arrays, out IReadOnlyList<string> problems) => WaveformFeedOptions.Read(new Dictionary<string, string> { ["groundArrays"] = arrays }, out problems);
}
