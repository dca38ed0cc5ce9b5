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

    [Fact]
    public void Several_tables_of_one_rung_are_one_table_and_a_code_that_stands_twice_is_told_with_its_file()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        string[] Written(params string[] tables) => [.. tables.Select((table, i) =>
        {
            string path = Path.Combine(folder.FullName, $"{table.GetHashCode(StringComparison.Ordinal):x8}-{i}.csv");
            File.WriteAllText(path, table);
            return path;
        })];

        const string Units = "pcode,parent,name_en,lat,lon\n";
        string[] districts = Written(Units + "D1,R,North,50,30\n", Units + "D2,R,South,47,33\nD1,R,Again,10,10\n");
        string[] municipalities = Written(Units + "M1,D1,Upper,50,30\n", Units + "M2,D2,Lower,47,33\n");
        string[] settlements = Written("pcode,hromada_pcode,name_en\nS1,M1,Alphaville\n", "pcode,hromada_pcode,name_en\nS2,M2,Betaville\n");
        GazetteerReading both = GazetteerReader.Read(new() { Districts = [.. districts], Municipalities = [.. municipalities], Settlements = [.. settlements] });
        folder.Delete(recursive: true);
        Assert.Equal(["D1", "D2", "M1", "M2", "S1", "S2"], both.Gazetteer.Places.Select(p => p.Id));
        GazetteerError twice = Assert.Single(both.Errors);
        Assert.Equal((districts[1], 3), (twice.File, twice.Line));
        Assert.Equal(47, both.Gazetteer.Get("S2")!.Position.LatitudeDeg); // the second table's settlement stands at the second table's municipality
        Assert.Equal("North", both.Gazetteer.Get("D1")!.Names[0].Text);
    }
}
