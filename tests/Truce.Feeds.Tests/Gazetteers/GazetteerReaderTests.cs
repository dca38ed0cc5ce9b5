using Truce.Feeds.Gazetteers;

namespace Truce.Feeds.Tests.Gazetteers;

public sealed class GazetteerReaderTests
{
    [Fact]
    public void Every_mistake_is_named_with_file_and_line_and_the_rest_is_kept()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "# a comment\nid,name,language,kind,lat,lon,sigma_m\nP1,Alpha,en,official,48.5,37.5,2000\nP1,Альфа,uk,alias,,,\nP2,Beta,en,official,,,\nP3,Gamma,en,official,148.5,37.5,2000\nP4,Delta,en,sometimes,48.5,37.5,2000\nP5,short row\n");
        GazetteerReading reading = GazetteerReader.Read(new() { Places = [path, path + ".missing"] });
        File.Delete(path);
        Assert.Equal([5, 6, 7, 8, 0], reading.Errors.OrderBy(e => e.Line == 0 ? 99 : e.Line).Select(e => e.Line));
        Assert.All(reading.Errors, e => Assert.StartsWith(path, e.File));
        Assert.Equal("Alpha", Assert.Single(reading.Gazetteer.Places).Names[0].Text);
        Assert.IsType<Truce.Observations.ObservedPlace.Named>(reading.Gazetteer.Resolve("Альфу"));
    }
}
