using Truce.Feeds.Text;
using Truce.Observations;
using Truce.Testing;

namespace Truce.Feeds.Tests;

/// <summary>Every decoder on the files it was written for: counts, reasons, and every byte spoken for.</summary>
public sealed class RealFileTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("firms", "satellite/firms-viirs-fixture/J1_VIIRS_C2_Global_VJ114IMGTDL_NRT_2025297.txt.csv", 11, 0)]
    [InlineData("firms", "satellite/economist-war-fires-sample/ukraine_war_fires_head.csv", 4, 0)]
    [InlineData("firms", "satellite/firms-ukraine-hotspots/ukr_fire_data_2022_01-06.csv.gz", 74_901, 0)]
    [InlineData("alarms", "incidents/window-2022-06/air_alarms_official.csv", 1_906, 0)]
    [InlineData("alarms", "incidents/dev-cut/air_alarms_official.csv", 37_203, 0)]
    [InlineData("alarms", "incidents/dev-cut/air_alarms_volunteer.csv", 48_464, 0)]
    [InlineData("viina", "incidents/window-2022-06/viina_reports.csv", 176, 0)]
    [InlineData("viina", "incidents/dev-cut/viina_2022.csv", 1_763, 0)]
    [InlineData("incidents", "incidents/window-2022-06/cir_verified_incidents.csv", 517, 182)]
    [InlineData("ucdp", "incidents/dev-cut/ucdp_ged_ukraine_2014_2018.csv", 2_545, 0)]
    [InlineData("line", "incidents/front-line-deepstate-2024on/deepstatemap_data_20260822.geojson", 1, 0)]
    public void A_given_file_is_read_whole(string format, string path, long observations, long rejects)
    {
        DecodeSummary summary = Decode(format, [SharedData.Path(path)]);
        Assert.Equal((observations, rejects), (summary.Observations, summary.Rejects));
    }

    [Theory]
    [InlineData("incidents/front-line-deepstate/daily-2022-06", 30, 2_213)]
    [InlineData("incidents/front-line-deepstate/monthly", 39, 3_662)]
    [InlineData("incidents/front-line-deepstate-2024on", 37, 37)]
    public void Every_day_of_control_is_read(string folder, int files, long polygons)
    {
        string[] paths = [.. Directory.GetFiles(SharedData.Path(folder), "*.geojson").Order(StringComparer.Ordinal)];
        DecodeSummary summary = Decode("line", paths);
        Assert.Equal((files, polygons, 0L), (paths.Length, summary.Observations, summary.Rejects));
    }

    [Fact]
    public void Every_year_of_hot_spots_is_read()
    {
        string[] paths = [.. Directory.GetFiles(SharedData.Path("satellite/firms-ukraine-hotspots"), "*.gz").Order(StringComparer.Ordinal)];
        DecodeSummary summary = Decode("firms", paths);
        Assert.Equal((767_245L, 0L), (summary.Observations, summary.Rejects));
    }

    private DecodeSummary Decode(string format, string[] paths)
    {
        Assert.True(FeedFormats.TryGet(format, out FeedFormat found));
        var summary = new DecodeSummary();
        foreach (string path in paths)
        {
            using FileStream file = File.OpenRead(path);
            var context = new FeedContext { Feed = format, ItemName = Path.GetFileName(path), Label = Label.Open };
            summary.EndItem(found.Decode(file, context, summary.Add));
        }

        output.WriteLine($"{format} {paths.Length} file(s): {summary.ToJson().ToJsonString()}");
        Assert.True(summary.BytesAddUp);
        return summary;
    }
}
