using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary>The commands over given detections: the UTTR shot, whose place is documented, and files that cannot be used.</summary>
public sealed class LocateCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("example2.dets.json", 3)]
    [InlineData("detection_set1.dat", 4)]
    [InlineData("example1.dets.json", 4)]
    public void The_shot_is_associated_and_lies_in_its_95_percent_region(string file, int arrivals)
    {
        string bulletin = Path.Combine(_folder.Root, "uttr.xml"), ims = Path.Combine(_folder.Root, "uttr.txt");
        (int code, string said) = Run("locate", "--detections", Detections(file), "--deepest", "0", "--quakeml", bulletin, "--ims", ims, "--json");
        Assert.Equal(0, code);
        JsonElement shot = Assert.Single(Lines(said), l => Text(l, "kind") == "event");
        JsonElement region = shot.GetProperty("regions").EnumerateArray().Single(r => r.GetProperty("probability").GetDouble() == 0.95);
        Assert.True(Holds(region.GetProperty("geometry"), -112.896, 41.131), "the documented place lies outside the 95 % region");
        Assert.False(Holds(region.GetProperty("geometry"), -112.896, 44), "a region that holds everything is none");
        Assert.Equal(arrivals, shot.GetProperty("arrivals").GetArrayLength());
        XDocument quakeMl = XDocument.Load(bulletin);
        Assert.Equal(arrivals, quakeMl.Descendants().Count(e => e.Name.LocalName == "pick"));
        Assert.StartsWith("4", quakeMl.Descendants().First(e => e.Name.LocalName == "latitude").Value.Trim(), StringComparison.Ordinal);
        Assert.Contains("2004/06/02", File.ReadAllText(ims), StringComparison.Ordinal);
    }

    [Fact]
    public void Associated_alone_the_first_block_of_the_set_is_one_event_and_the_others_are_left_with_reasons()
    {
        (int code, string said) = Run("associate", "--detections", Detections("detection_set1.dat"), "--deepest", "0", "--json");
        Assert.Equal(0, code);
        JsonElement[] lines = Lines(said);
        Assert.Equal(4, Assert.Single(lines, l => Text(l, "kind") == "event").GetProperty("arrivals").GetArrayLength());
        Assert.Equal(6, lines.Count(l => Text(l, "kind") == "left" && Text(l, "reason").Length > 0));
    }

    [Fact]
    public void A_model_of_the_ground_from_a_file_is_the_model_of_its_name_and_a_broken_file_is_told_with_its_line()
    {
        string shipped = Path.Combine(Repository.Root, "src", "Truce.Feeds", "VelocityModels", "ak135.csv"), broken = Path.Combine(_folder.Root, "broken.csv");
        string Located(params string[] ground) => Run([.. (string[])["locate", "--detections", Detections("example2.dets.json"), "--deepest", "0", "--json"], .. ground]).Out;
        Assert.Equal(Located("--ground", "ak135"), Located("--ground", shipped));
        File.WriteAllText(broken, "# name: b\n# source: b\ndepth_km,vp_km_s,vs_km_s\n0,5.8,3.46\n20,fast,3.4\n");
        foreach (string command in (string[])["locate", "associate"])
        {
            foreach ((string ground, string said) in (IEnumerable<(string, string)>)[(broken, "'broken.csv', line 5 is no velocity model: expected three numbers"), ("prem", "is no model and no file; write iasp91, ak135"), ("3,6", "speeds must be vp > vs > 0")])
            {
                (int code, string words) = Run(command, "--detections", Detections("example2.dets.json"), "--ground", ground);
                Assert.Equal(2, code);
                Assert.Contains(said, words, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_site_without_a_place_and_a_file_without_arrivals_are_bad_input_in_one_line()
    {
        string picks = Path.Combine(_folder.Root, "picks.csv");
        File.WriteAllText(picks, "station,phase,time\nNOWHERE,P,2026-01-01T00:00:00Z\n");
        Assert.Equal(2, Run("locate", "--detections", picks).Code);
        File.WriteAllText(picks, "");
        Assert.Equal(2, Run("locate", "--detections", picks).Code);
    }

    // Crossings of a ray to the east, over all rings: odd is inside.
    private static bool Holds(JsonElement multiPolygon, double east, double north)
    {
        bool inside = false;
        foreach (JsonElement ring in multiPolygon.GetProperty("coordinates").EnumerateArray().SelectMany(p => p.EnumerateArray()))
        {
            (double X, double Y)[] corners = [.. ring.EnumerateArray().Select(c => (c[0].GetDouble(), c[1].GetDouble()))];
            Assert.Equal(corners[0], corners[^1]);
            for (int i = 0; i + 1 < corners.Length; i++)
            {
                ((double ax, double ay), (double bx, double by)) = (corners[i], corners[i + 1]);
                if (ay > north != by > north && east < ax + ((north - ay) / (by - ay) * (bx - ax))) inside = !inside;
            }
        }

        return inside;
    }

    private static string Detections(string file) => SharedData.Path("seismo/infrapy-detections/" + file);

    // A process of its own: the command writes to the machine's standard output.
    private static (int Code, string Out) Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Truce.Server.dll"));
        foreach (string a in args) start.ArgumentList.Add(a);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode != 2 || errors.Result.Trim().Split('\n').Length == 1, errors.Result);
        return (process.ExitCode, process.ExitCode == 2 ? errors.Result : said);
    }

    private static JsonElement[] Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private static string Text(JsonElement line, string member) => line.TryGetProperty(member, out JsonElement v) ? v.GetString() ?? "" : "";
}
