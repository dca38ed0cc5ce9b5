using Truce.Measures;
using Truce.Reports;
using Truce.Reports.Waveforms;
using static Truce.Tests.Reports.Waveforms.SampleWaves;

namespace Truce.Tests.Reports.Waveforms;

/// <summary>The recordings of one event: parts for paper, distances as coarse as places, words for what arrived.</summary>
public sealed class EventRecordingsTests
{
    private static EventRecordings Heard() => new()
    {
        Observation = Hash256.Of([1]),
        Picture = Input(10, [.. Enumerable.Range(0, 5).Select(i => Channel($"S{i}") with { DistanceKm = 50.4 - (10 * i) })]) with { MoreChannels = 2 },
    };

    [Fact]
    public void Parts_hold_every_channel_once_nearest_first_and_only_the_last_tells_of_more()
    {
        var parts = Heard().Parts(3);
        Assert.Equal(["S4", "S3", "S2", "S1", "S0"], parts.SelectMany(p => p.Channels).Select(c => c.Channel.Station));
        Assert.Equal([0, 2], parts.Select(p => p.MoreChannels));
        Assert.All(parts, p => Assert.Equal((Heard().Picture.From, Heard().Picture.To), (p.From, p.To)));
    }

    [Fact]
    public void Where_places_are_coarse_distances_are()
    {
        Assert.Equal(10.4, Heard().Coarser(ReportRelease.Mission.StepDeg).Picture.Channels[^1].DistanceKm!.Value, 9);
        double km = Heard().Coarser(ReportRelease.Public.StepDeg).Picture.Channels[^1].DistanceKm!.Value;
        Assert.Equal(9 * 1.11, km, 9);
    }

    [Theory]
    [InlineData("en", "audible sound, at the middle of the array 06:07:13")]
    [InlineData("uk", "чутний звук, посередині групи 06:07:13")]
    [InlineData("fr", "son audible, au milieu du réseau de capteurs 06:07:13")]
    [InlineData("ru", "слышимый звук, в середине группы 06:07:13")]
    public void What_arrived_is_said_in_the_reader_s_words(string language, string expected)
    {
        PictureInput input = Input(10, Channel("A", Segment("A", 0, 100, 1000, i => i % 7))) with { Marks = [new() { Phase = "acoustic", At = After(5), SigmaS = 2, OfArray = true }] };
        Assert.Contains(expected, WaveformPicture.Draw(input, new() { Language = language }), StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_that_are_not_given_are_counted() =>
        Assert.Contains("Not drawn: 3 more channels", WaveformPicture.Draw(Input(10, Channel("A"), Channel("B")) with { MoreChannels = 2 }, new() { MostChannels = 1 }), StringComparison.Ordinal);
}
