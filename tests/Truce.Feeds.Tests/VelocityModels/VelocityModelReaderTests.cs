using System.Runtime.CompilerServices;
using Truce.Feeds.VelocityModels;
using Truce.Fusion.Arrivals;

namespace Truce.Feeds.Tests.VelocityModels;

public sealed class VelocityModelReaderTests
{
    private const string Good = "# name: two layers\n# source: made for the test\ndepth_km,vp_km_s,vs_km_s\n0,6,3.5\n30,6,3.5\n30,8,4.6\n";

    private static string Shipped(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Truce.Feeds/VelocityModels", name));

    [Fact]
    public void The_shipped_files_are_the_models_of_the_core()
    {
        foreach ((string file, VelocityModel model) in ((string, VelocityModel)[])[("iasp91.csv", VelocityModel.Iasp91), ("ak135.csv", VelocityModel.Ak135)])
        {
            VelocityModelReading read = VelocityModelReader.Read(Shipped(file));
            Assert.Null(read.Mistake);
            Assert.Equal((model.Name, model.Source), (read.Model!.Name, read.Model.Source));
            Assert.Equal(model.Nodes, read.Model.Nodes);
        }
    }

    [Fact]
    public void A_good_file_is_read_with_either_line_end() =>
        Assert.Equal(VelocityModelReader.Read(Good).Model!.Nodes, VelocityModelReader.Read("\uFEFF" + Good.Replace("\n", "\r\n", StringComparison.Ordinal)).Model!.Nodes);

    [Theory]
    [InlineData("6,3.5", "6;3.5", 4)]
    [InlineData("0,6", "NaN,6", 4)]
    [InlineData("depth_km", "depth_m", 3)]
    [InlineData("# name: two layers", "#", 0)]
    [InlineData("30,8,4.6", "29,8,4.6", 0)]
    [InlineData("30,8,4.6", "30,4,4.6", 0)]
    [InlineData("0,6,3.5", "1,6,3.5", 0)]
    public void A_wrong_line_refuses_the_file_and_is_named(string right, string wrong, int line)
    {
        int at = Good.IndexOf(right, StringComparison.Ordinal);
        VelocityModelReading read = VelocityModelReader.Read(Good[..at] + wrong + Good[(at + right.Length)..]);
        Assert.Null(read.Model);
        Assert.NotNull(read.Mistake);
        Assert.Equal(line, read.Line);
    }

    [Fact]
    public void Cut_anywhere_it_is_read_or_refused_and_never_throws()
    {
        for (int i = 0; i <= Good.Length; i++)
        {
            VelocityModelReading read = VelocityModelReader.Read(Good[..i]);
            Assert.True(read.Model is null != read.Mistake is null);
        }
    }
}
