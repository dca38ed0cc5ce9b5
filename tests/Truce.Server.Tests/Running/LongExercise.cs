using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Response.Indicators;
using Truce.Server.Running;

namespace Truce.Server.Tests.Running;

/// <summary>A SIMULATED mission of 150 days on patrol reports alone, with what was planted known: where regrouping would show, and where nobody looked.</summary>
/// <remarks>
/// Three posts of the exercise, each in an area of its own, watch 16 hours a day. At the first, flights go from 1 to 4 a day on day 100. At the second, jamming goes from 0.4 to 3 a day on
/// day 110. The third is not there from day 60 to 79 and in the last 12 days. Refusals stay as they are everywhere; one of the first days of the first post is taken back on day 140. The mission
/// brings definitions of its own: the standard ones, with the word that flights have no season.
/// </remarks>
internal sealed class LongExercise
{
    public const int Days = 150, FlightsFrom = 100, JammingFrom = 110, TakenBackOn = 140;
    private const ulong Seed = 20310303;
    private static readonly DateOnly First = new(2031, 3, 3);

    private readonly StringBuilder _rows = new();
    private readonly SeededRandom _random = new(Seed);
    private int _next;
    private string? _taken;

    public static DateOnly Day(int day) => First.AddDays(day);

    /// <summary>Lays the mission and runs it; gives the folder of the store.</summary>
    public static string Play(SimulatedRun run, bool mirrored)
    {
        string name = Path.GetFileName(run.NewPath(mirrored ? "long-mirror" : "long"));
        byte[] rows = new LongExercise().Rows(run);
        string mission = run.Lay(name, (path, bytes) => path switch
        {
            "mission.yaml" => Yaml(mirrored ? SideSwapTests.MirrorMission(bytes) : bytes),
            "agreement.json" => mirrored ? Encoding.UTF8.GetBytes(SideSwapTests.Mirror(Encoding.UTF8.GetString(bytes))) : bytes,
            _ => bytes,
        });
        foreach (string old in Directory.EnumerateFiles(Path.Combine(mission, "feeds"), "patrol-*")) File.Delete(old);
        File.WriteAllBytes(Path.Combine(mission, "feeds", "patrol-long.jsonl"), rows);
        File.WriteAllBytes(Path.Combine(mission, "indicators.json"), Definitions);
        string store = run.NewPath("long-store");
        SimulatedRun.Run(mission, store);
        return store;
    }

    /// <summary>The mission's own definitions.</summary>
    public static byte[] Definitions
    {
        get
        {
            string standard = Encoding.UTF8.GetString(StandardIndicators.File.Span), own = standard.Replace("\"id\": \"flights\",", "\"id\": \"flights\", \"seasonAllowance\": 1,", StringComparison.Ordinal);
            Assert.NotEqual(standard, own);
            return Encoding.UTF8.GetBytes(own);
        }
    }

    private static byte[] Yaml(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes), last = $"last: {Day(Days - 1):yyyy-MM-dd}";
        string[] lines = [.. text.Replace("last: 2031-03-08", last, StringComparison.Ordinal).Replace("agreement: agreement.json", "agreement: agreement.json\nindicators: indicators.json", StringComparison.Ordinal).Split('\n')
            .Where(l => !l.StartsWith("  - {id: ", StringComparison.Ordinal) || !l.Contains("format: ", StringComparison.Ordinal) || l.Contains("format: patrol", StringComparison.Ordinal)
                || l.Contains("format: geojson", StringComparison.Ordinal) || l.Contains("id: firms-earlier", StringComparison.Ordinal))];
        string changed = string.Join('\n', lines);
        Assert.Contains(last, changed, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(changed);
    }

    private byte[] Rows(SimulatedRun run)
    {
        (string Name, double Lat, double Lon)[] posts = Posts(run);
        for (int day = 0; day < Days; day++)
        {
            for (int p = 0; p < 3; p++)
            {
                bool there = p != 2 || (day is < 60 or >= 80 && day < Days - 12);
                if (!there) continue;
                Row(posts[p], day, "watch", 6, 16, "\"reach\":\"full\"");
                Some(posts[p], day, "flight", p == 0 && day >= FlightsFrom ? 4 : 1, "\"weapon\":\"uncrewed aircraft\"");
                Some(posts[p], day, "interferenceWithMonitoring", p == 1 && day >= JammingFrom ? 3 : 0.4, "\"interference\":\"jamming\"");
                Some(posts[p], day, "restrictionOfMovement", 0.5, "\"restriction\":\"delay\"");
            }
        }

        _rows.Append($"{{\"id\":\"SIM-LW\",\"simulated\":true,\"patrol\":\"{posts[0].Name}\",\"withdraws\":\"{_taken}\",\"start\":\"{Day(TakenBackOn):yyyy-MM-dd}T12:00:00+00:00\"}}\n");
        return Encoding.UTF8.GetBytes(_rows.ToString());
    }

    /// <summary>Events are told apart by hours: fusion would join two flights at one place at one time.</summary>
    private void Some((string Name, double Lat, double Lon) post, int day, string kind, double mean, string more)
    {
        int count = Math.Min(15, _random.NextPoisson(mean)), start = _random.NextBelow(2);
        for (int i = 0; i < count; i++) Row(post, day, kind, 6 + start + i, 0.2, more);
    }

    private void Row((string Name, double Lat, double Lon) post, int day, string kind, double hour, double lasts, string more)
    {
        string At(double h) => (Day(day).ToDateTime(TimeOnly.MinValue).AddHours(h)).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+00:00";
        if (kind == "restrictionOfMovement" && day > 0) _taken ??= FormattableString.Invariant($"SIM-L{_next:00000}");
        string place = kind == "flight" ? FormattableString.Invariant($"\"lat\":{post.Lat:F5},\"lon\":{post.Lon:F5},\"sigmaM\":200") : FormattableString.Invariant($"\"observerLat\":{post.Lat:F5},\"observerLon\":{post.Lon:F5},\"observerSigmaM\":20");
        _rows.Append(FormattableString.Invariant($"{{\"id\":\"SIM-L{_next++:00000}\",\"simulated\":true,\"patrol\":\"{post.Name}\",\"class\":\"{kind}\",\"means\":\"camera\",\"start\":\"{At(hour)}\",\"end\":\"{At(hour + lasts)}\",\"clock\":\"gnss\",\"grade\":\"A2\",{place},{more}}}\n"));
    }

    /// <summary>The first post of each of three areas.</summary>
    private static (string Name, double Lat, double Lon)[] Posts(SimulatedRun run)
    {
        (Mission mission, _) = MissionRun.Read(run.Mission);
        MissionWorld world = MissionRun.World(mission, Progress.Silent(TimeProvider.System));
        return
        [
            .. run.World.Files.Where(f => f.Key.StartsWith("feeds/patrol-", StringComparison.Ordinal)).SelectMany(f => Encoding.UTF8.GetString(f.Value).Split('\n'))
                .Where(l => l.Contains("\"class\":\"watch\"", StringComparison.Ordinal) && l.Contains("Post", StringComparison.Ordinal)).Select(l => JsonNode.Parse(l)!)
                .Select(w => (Name: (string)w["patrol"]!, Lat: (double)w["observerLat"]!, Lon: (double)w["observerLon"]!))
                .DistinctBy(p => p.Name).GroupBy(p => world.Gazetteer.Areas.Locate(new GeoPoint(p.Lat, p.Lon)).FirstOrDefault("")).Where(g => g.Key.Length > 0)
                .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.First()).Take(3),
        ];
    }
}
