using System.Text;
using System.Text.Json.Nodes;
using Truce.Detections;
using Truce.Observations;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;
using Truce.Simulation.Sensing;

namespace Truce.Simulation.Tests;

public sealed class WorldTests
{
    private static readonly SimulatedWorld World = SimulatedWorld.Create(SimulatedWorld.DefaultSeed, new());

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        SimulatedWorld again = SimulatedWorld.Create(SimulatedWorld.DefaultSeed, new());
        Assert.Equal(World.Files.Keys, again.Files.Keys);
        Assert.All(World.Files, f => Assert.True(f.Value.AsSpan().SequenceEqual(again.Files[f.Key]), f.Key));
    }

    [Fact]
    public void Another_seed_gives_another_line_and_other_feeds()
    {
        SimulatedWorld other = SimulatedWorld.Create(SimulatedWorld.DefaultSeed + 1, new());
        string[] same = [.. World.Files.Where(f => other.Files.TryGetValue(f.Key, out byte[]? b) && f.Value.AsSpan().SequenceEqual(b)).Select(f => f.Key)];
        Assert.Equal(["agreement.json"], same);
    }

    [Fact]
    public void More_of_one_thing_leaves_the_dice_of_the_others_alone()
    {
        SimulatedWorld smoky = SimulatedWorld.Create(SimulatedWorld.DefaultSeed, new() { AgriculturalFiresPerDay = 90 });
        foreach (string file in World.Files.Keys.Where(k => !k.Contains("firms", StringComparison.Ordinal) && !k.StartsWith("truth.", StringComparison.Ordinal)))
        {
            Assert.True(World.Files[file].AsSpan().SequenceEqual(smoky.Files[file]), file);
        }
    }

    [Theory]
    [InlineData(-1, 14, 72, "intensity")]
    [InlineData(double.NaN, 14, 72, "intensity")]
    [InlineData(1, 501, 72, "fires")]
    [InlineData(1, 14, 97, "settlements")]
    public void Options_out_of_bounds_are_refused_with_what_to_write(double intensity, double fires, int settlements, string word)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => SimulatedWorld.Create(
            1, new() { Intensity = intensity, AgriculturalFiresPerDay = fires, Settlements = settlements }));
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
        Assert.Contains("write", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_the_truth_has_a_line_for_every_event_in_order_of_time()
    {
        string[] lines = Encoding.UTF8.GetString(World.Files["truth.txt"]).TrimEnd('\n').Split('\n');
        string[] expected = [.. World.Happening.Events.OrderBy(e => e.When.Start).ThenBy(e => e.Id, StringComparer.Ordinal).Select(e => $"{e.Id} {ObservationJson.Word(e.Class)} {e.Part}".TrimEnd())];
        string[] told = [.. lines.Skip(2).Select(l => $"{l[..6].TrimEnd()} {l[31..57].TrimEnd()} {(l.Length > 99 ? l[99..] : "").Trim()}".TrimEnd())];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, told);
    }

    [Fact]
    public void Every_file_says_SIMULATED_and_so_does_every_row_of_every_feed()
    {
        Assert.All(World.Files, f => Assert.Contains("SIMULATED", Encoding.UTF8.GetString(f.Value), StringComparison.Ordinal));
        foreach ((string file, byte[] bytes) in World.Files.Where(f => f.Key.StartsWith("feeds/", StringComparison.Ordinal)))
        {
            Assert.Contains("simulated", file, StringComparison.Ordinal);
            int header = file.EndsWith(".csv", StringComparison.Ordinal) ? 1 : 0;
            string[] lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            int[] broken = [.. World.Rows.Where(r => r.File == file && r.Role == "broken").Select(r => r.Line)];
            for (int i = header; i < lines.Length; i++)
            {
                if (broken.Contains(i + 1)) continue;
                Assert.Contains(file.EndsWith("jsonl", StringComparison.Ordinal) ? "\"simulated\":true" : "SIMULATED", lines[i], StringComparison.Ordinal);
            }
        }

        Assert.Contains("/SIMULATED\"", Encoding.UTF8.GetString(World.Files["mission.yaml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void No_feed_names_who_fired()
    {
        foreach ((string file, byte[] bytes) in World.Files.Where(f => f.Key.StartsWith("feeds/", StringComparison.Ordinal)))
        {
            string[] named = [.. Encoding.UTF8.GetString(bytes).Split('\n')
                .Where(l => l.Contains("actedBy", StringComparison.Ordinal) || l.Contains("Party A", StringComparison.Ordinal) || l.Contains("Party B", StringComparison.Ordinal))
                .Where(l => !l.Contains("\"notification\"", StringComparison.Ordinal))];
            Assert.True(named.Length == 0, $"{file}: {string.Join('\n', named)}");
        }
    }

    [Fact]
    public void Every_part_of_the_script_is_played_whatever_the_seed()
    {
        string[] parts = [.. World.Happening.Events.Where(e => e.Part.Length > 0).Select(e => e.Part).Order(StringComparer.Ordinal)];
        Assert.Equal(19, parts.Length);
        for (ulong seed = 0; seed < 20; seed++)
        {
            SimulatedWorld w = SimulatedWorld.Create(seed, new() { Intensity = 0 });
            Assert.Equal(parts, w.Happening.Events.Select(e => e.Part).Order(StringComparer.Ordinal));
            Assert.Equal(2, w.Happening.Notices.Length);
            TruthEvent near = w.Happening.Playing("weapon-at-24.9-km");
            Assert.InRange(w.Land.Line.DistanceM(near.Place), 24_890, 24_910);
            Assert.True(w.Land.Homonyms.Near.Name == w.Land.Homonyms.Namesake.Name && w.Land.Homonyms.Near.Position.DistanceM(w.Land.Homonyms.Namesake.Position) > 60_000);
            Assert.Contains(w.Rows, r => r.Role == "wrong-homonym");
            Assert.True(w.Rows.Count(r => r.Event == w.Happening.Playing("echoed-report").Id && r.Role == "echo") == 5, $"seed {seed}: echoes");
            Assert.True(Means(w, "burst-village") >= 3, $"seed {seed}: the village is seen by {Means(w, "burst-village")} means");
            Assert.True(w.Rows.Count(r => r.Role == "broken") is > 5 and < 15);
        }
    }

    private static int Means(SimulatedWorld w, string part) =>
        w.Rows.Where(r => r.Event == w.Happening.Playing(part).Id).Select(r => r.File.Split('-')[0]).Distinct().Count();

    [Fact]
    public void Nothing_explodes_in_the_quiet_sector_and_the_blind_one_has_events_that_no_post_reports()
    {
        bool In((double FromKm, double ToKm) sector, TruthEvent e) =>
            ContactLine.ChainageKm(e.Place) is double km && km > sector.FromKm && km < sector.ToKm;
        Assert.DoesNotContain(World.Happening.Events, e => e.Class == IncidentClass.Explosion && In(ContactLine.QuietSector, e));
        Assert.Contains(World.Posts, p => p.ChainageKm > ContactLine.QuietSector.FromKm && p.ChainageKm < ContactLine.QuietSector.ToKm);
        Assert.DoesNotContain(World.Posts, p => p.ChainageKm > ContactLine.BlindSector.FromKm && p.ChainageKm < ContactLine.BlindSector.ToKm);
        TruthEvent[] unseen = [.. World.Happening.Events.Where(e => e.Class == IncidentClass.Explosion && In(ContactLine.BlindSector, e))];
        Assert.NotEmpty(unseen);
        Assert.DoesNotContain(World.Rows, r => r.File.Contains("patrol", StringComparison.Ordinal) && unseen.Any(e => e.Id == r.Event));
    }

    [Fact]
    public void The_exercises_are_notified_sixty_and_thirty_hours_before()
    {
        Notice[] notices = [.. World.Happening.Notices.OrderBy(n => n.Window.Start)];
        Assert.Equal([60, 30], notices.Select(n => (n.Window.Start - n.Received).TotalHours));
        Assert.All(notices, n => Assert.True(World.Land.Line.DistanceM(n.Place) > 35_000));
    }

    [Fact]
    public void Rates_follow_the_options()
    {
        double explosions = 0, shots = 0, fires = 0;
        const int Worlds = 40;
        for (ulong seed = 100; seed < 100 + Worlds; seed++)
        {
            SimulatedWorld w = SimulatedWorld.Create(seed, new());
            explosions += w.Happening.Events.Count(e => e.Part.Length == 0 && e.Class == IncidentClass.Explosion);
            shots += w.Happening.Events.Count(e => e.Part.Length == 0 && e.Class == IncidentClass.SmallArmsFire);
            fires += w.Rows.Count(r => r.Role == "clutter" && r.File.Contains("firms", StringComparison.Ordinal));
        }

        // 6 days: 33 and 24 a world; five standard errors of a mean of 40 Poisson counts.
        Assert.InRange(explosions / Worlds, 33 - 4.6, 33 + 4.6);
        Assert.InRange(shots / Worlds, 24 - 3.9, 24 + 3.9);
        Assert.InRange(fires / Worlds, 60, 420);
    }

    [Fact]
    public void Rows_of_the_truth_point_at_rows_that_are_there()
    {
        foreach (IGrouping<string, RowTruth> file in World.Rows.GroupBy(r => r.File))
        {
            int lines = Encoding.UTF8.GetString(World.Files[file.Key]).Split('\n').Length - 1;
            Assert.Equal(lines, file.Max(r => r.Line));
            Assert.Equal(file.Count(), file.Select(r => r.Line).Distinct().Count());
        }

        string[] ids = [.. World.Happening.Events.Select(e => e.Id), .. World.Happening.Notices.Select(n => n.Id), ""];
        Assert.All(World.Rows, r => Assert.Contains(r.Event, ids));
    }

    [Fact]
    public void Whatever_is_JSON_parses_and_the_files_that_the_agreement_names_are_there()
    {
        foreach ((string file, byte[] bytes) in World.Files.Where(f => f.Key.EndsWith("json", StringComparison.Ordinal))) Assert.NotNull(JsonNode.Parse(bytes));
        string agreement = Encoding.UTF8.GetString(World.Files["agreement.json"]);
        foreach (string path in World.Files.Keys.Where(k => k.EndsWith(".geojson", StringComparison.Ordinal) && k != "areas.geojson"))
        {
            Assert.Contains($"\"{path}\"", agreement, StringComparison.Ordinal);
        }
    }
}
