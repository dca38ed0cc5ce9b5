using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Truce.Feeds;
using Truce.Feeds.Text;
using Truce.Observations;
using Truce.Reports;
using Truce.Server.Commands;
using Truce.Server.Running;
using Truce.Storage.Sqlite;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>The mission missions/donbas-2015-2018 on its real rows: four years, run once, and small ones of a few weeks, with changes. Without the gazetteer, which takes seconds to read and gives names only.</summary>
public sealed partial class DonbasRun : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Lazy<(JsonObject Summary, string Store)> _whole;
    private int _stores;

    public DonbasRun() => _whole = new(() =>
    {
        byte[] rows = Rows; // skipped, or failed in CI, when the data are not there
        return Small([Encoding.UTF8.GetString(rows)], "2015-01-01", "2018-12-31");
    });

    public void Dispose() => _folder.Dispose();

    /// <summary>All rows and all days of the mission: its summary and its store.</summary>
    public (JsonObject Summary, string Store) Whole => _whole.Value;

    /// <summary>The bytes of the real file.</summary>
    public static byte[] Rows => File.ReadAllBytes(SharedData.Path("incidents/dev-cut/ucdp_ged_ukraine_2014_2018.csv"));

    /// <summary>Folder of the mission in the repository.</summary>
    public static string MissionFolder
    {
        get
        {
            for (DirectoryInfo? dir = new(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
            {
                string candidate = Path.Combine(dir.FullName, "missions", "donbas-2015-2018");
                if (Directory.Exists(candidate)) return candidate;
            }

            throw new InvalidOperationException("missions/donbas-2015-2018 is not in this checkout");
        }
    }

    /// <summary>The rows of the real file whose first day lies in a span, with the header, each as its own text.</summary>
    public static string[] Between(string first, string last)
    {
        byte[] bytes = Rows;
        var picked = new List<string>();
        FeedFormats.TryGet("ucdp", out FeedFormat format);
        format.Decode(new MemoryStream(bytes), new FeedContext { Feed = "test" }, piece =>
        {
            string text = Encoding.UTF8.GetString(bytes.AsSpan((int)piece.Raw.Offset, piece.Raw.Length));
            bool header = piece is Decoded.PassedOver && picked.Count == 0;
            bool wanted = piece is Decoded.Seen s && string.CompareOrdinal(s.Observation.Facts["firstDay"], first) >= 0 && string.CompareOrdinal(s.Observation.Facts["firstDay"], last) <= 0;
            if (header || wanted) picked.Add(text);
        });
        return [.. picked];
    }

    /// <summary>Runs a small mission of these rows and days, without a gazetteer; the agreement may be changed.</summary>
    public (JsonObject Summary, string Store) Small(IEnumerable<string> rows, string first, string last, Func<string, string>? agreement = null)
    {
        string mission = NewPath("mission");
        Directory.CreateDirectory(mission);
        string yaml = File.ReadAllText(Path.Combine(MissionFolder, "mission.yaml"));
        yaml = Gazetteers().Replace(yaml, "").Replace("first: 2015-01-01, last: 2018-12-31", $"first: {first}, last: {last}", StringComparison.Ordinal)
            .Replace("data:incidents/dev-cut/ucdp_ged_ukraine_2014_2018.csv", "rows.csv", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(mission, "mission.yaml"), yaml);
        File.WriteAllText(Path.Combine(mission, "agreement.json"), (agreement ?? (a => a))(File.ReadAllText(Path.Combine(MissionFolder, "agreement.json"))));
        File.Copy(Path.Combine(MissionFolder, "indicators.json"), Path.Combine(mission, "indicators.json"));
        File.WriteAllText(Path.Combine(mission, "rows.csv"), string.Concat(rows));
        string store = NewPath("store");
        return (Play(mission, store), store);
    }

    /// <summary>The report over several days, checked as it would be before it is published.</summary>
    public static DailyReport Report(string store, string first, string last)
    {
        using OpenMission open = OpenMission.Open(store, Progress.Silent(TimeProvider.System));
        DailyReport report = new ReportPublisher(open.Store, open.World).Make(Day(first), Day(last));
        Assert.Empty(Reconciliation.Check(report));
        return report;
    }

    /// <summary>Every standing incident's newest version as JSON, in order of id.</summary>
    public static string[] Incidents(string store)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        return [.. held.Read.Incidents().Select(i => i.Json)];
    }

    /// <summary>Every newest finding, in order of id.</summary>
    public static JsonObject[] Findings(string store)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        return [.. held.Read.Findings().Select(f => JsonNode.Parse(f.Json)!.AsObject())];
    }

    public static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Play(string mission, string store) =>
        RunCommands.Execute(mission, store, DateTimeOffset.MaxValue.AddDays(-400), Progress.Silent(TimeProvider.System));

    private string NewPath(string name) => Path.Combine(_folder.Root, $"{name}-{++_stores}");

    [GeneratedRegex("(?m)^gazetteers:\\n(  - .*\\n)+")]
    private static partial Regex Gazetteers();
}
