using Truce.Feeds.SeedLink;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Tests.SeedLink;

/// <summary>What a request asks for, so that what comes unasked is known.</summary>
public sealed class SeedLinkRequestTests
{
    [Theory]
    [InlineData("GE_WLF", "GE", "WLF", "00", "BHZ", true)]
    [InlineData("GE_WLF", "GE", "WLF2", "00", "BHZ", false)]
    [InlineData("GE_*", "GE", "WLF2", "", "BHZ", true)]
    [InlineData("GE_*", "GX", "WLF2", "", "BHZ", false)]
    [InlineData("GE_WLF:BH?", "GE", "WLF", "10", "BHN", true)]
    [InlineData("GE_WLF:00.BH?", "GE", "WLF", "10", "BHN", false)]
    [InlineData("GE_WLF:--.BHZ", "GE", "WLF", "", "BHZ", true)]
    [InlineData("GE_WLF:--.BHZ", "GE", "WLF", "00", "BHZ", false)]
    [InlineData("GE_WLF:!LOG", "GE", "WLF", "", "BHZ", true)]
    [InlineData("GE_WLF:!LOG", "GE", "WLF", "", "LOG", false)]
    [InlineData("GE_WLF:BH?,!BHE", "GE", "WLF", "", "BHE", false)]
    [InlineData("GE_WLF:BH?,!BHE", "GE", "WLF", "", "HHZ", false)]
    public void A_channel_is_asked_for_by_its_station_and_by_what_includes_and_excludes(string request, string network, string station, string location, string channel, bool taken)
    {
        SeedLinkRequest asked = SeedLinkRequest.Parse(request, out _)!;
        Assert.Equal(taken, asked.Takes(ChannelId.FromSeed(network, station, location, channel, out _)!));
    }
}
