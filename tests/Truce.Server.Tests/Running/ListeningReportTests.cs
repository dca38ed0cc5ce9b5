using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using NodaTime;
using Truce.Coverage.Hearing;
using Truce.Detections.Arrays;
using Truce.Evidence;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Waveforms;
using Truce.Reports;
using Truce.Reports.Waveforms;
using Truce.Server.Consoles;
using Truce.Server.Running;
using Truce.Simulation.Listening;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>What a listening network heard, in the report and on the page: recordings with their picks, and how far the sensors heard.</summary>
public sealed class ListeningReportTests : IDisposable
{
    private const double Left = 86, Plot = 852; // docs/formats/waveform-picture.md
    private static readonly DateOnly Day = new(2031, 3, 1);
    private static readonly GeoPoint ArrayMiddle = ArrayElement.Middle([.. SmallNetwork.About(SmallListening.Middle).Where(s => s.Channel.IsPressure).Select(s => s.Position)]);
    private readonly TempFolder _folder = new();
    private int _runs;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_report_draws_the_nearest_channels_with_each_pick_where_the_wave_came()
    {
        using OpenMission open = Ran(new());
        DailyReport report = new ReportPublisher(open.Store, open.World).Make(Day);
        EventRecordings heard = Assert.Single(report.Input.Recordings);
        Assert.Equal(EventRecordings.MostChannels, heard.Picture.Channels.Length);
        Assert.Equal(report.Rows.Incidents.Single().Id, heard.Incident);
        Assert.True(heard.Picture.MoreChannels > 0);
        XElement svg = Picture(HtmlReport.Render(report, Catalogue.For("en")), heard);
        string title = svg.Elements().First(e => e.Name.LocalName == "title").Value;
        Assert.Contains("SIMULATED", title, StringComparison.Ordinal);
        (double fromS, double toS) = Span(title);
        double[] drawn = [.. Kind(svg, "pick").Select(X).Distinct().Order()];
        PictureMark[] marks = [.. heard.Picture.Marks.OrderBy(m => m.At)];
        Assert.Equal(marks.Length, drawn.Length);
        foreach ((PictureMark mark, double x) in marks.Zip(drawn))
        {
            double drawnS = fromS + ((x - Left) / Plot * (toS - fromS));
            // The pick of an array is that of its middle.
            double km = mark.OfArray ? ArrayMiddle.DistanceM(SmallListening.Shock.Place) / 1000 : heard.Picture.Channels.Single(c => c.Channel == mark.Channel).DistanceKm!.Value;
            double speedKmPerS = mark.Phase == "P" ? SimulatedNetwork.VpKmPerS : mark.Phase == "S" ? SimulatedNetwork.VsKmPerS : SimulatedNetwork.SoundKmPerS;
            double expectedS = Seconds(SmallListening.Shock.At) + (km / speedKmPerS);
            Assert.True(Math.Abs(drawnS - expectedS) < 0.3 + (3 * (mark.SigmaS ?? 0)), $"{mark.Channel} {mark.Phase}: drawn at {drawnS:f2} s, expected {expectedS:f2} s");
        }

        Assert.Empty(Kind(svg, "gaps"));
        Assert.Contains($"{heard.Picture.MoreChannels} more channels", svg.Value, StringComparison.Ordinal);
        Assert.Contains("counts", svg.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_that_lies_in_several_sealed_files_is_drawn_whole_and_the_same()
    {
        using OpenMission one = Ran(new()), other = Ran(new() { ByMinute = true });
        DailyReport a = new ReportPublisher(one.Store, one.World).Make(Day), b = new ReportPublisher(other.Store, other.World).Make(Day);
        EventRecordings first = Assert.Single(a.Input.Recordings), second = Assert.Single(b.Input.Recordings);
        Assert.Equal(Samples(first), Samples(second));
        XElement svg = Picture(HtmlReport.Render(b, Catalogue.For("fr")), second);
        Assert.Empty(Kind(svg, "gaps"));
        Assert.Equal(EventRecordings.MostChannels, Kind(svg, "envelope").Count());

        // What is sealed elsewhere and lost is a gap, and no line is drawn across it.
        SealedRecordings without = new(other.Store, other.World);
        Hash256 lost = Hash256.Of(File.ReadAllBytes(Path.Combine(_folder.Root, "mission-2", "feeds", "minute3.mseed")));
        File.Delete(other.Store.Blobs.PathOf(Walker.DigestOf(lost)));
        Observation event_ = Event(b);
        EventRecordings left = new EventPictures(without, other.World).Of(event_, DateTimeOffset.MaxValue)!;
        Assert.NotEmpty(Kind(XElement.Parse(WaveformPicture.Draw(left.Picture, new())), "gaps"));
    }

    [Fact]
    public void Every_language_and_the_print_carry_the_picture_and_let_only_their_own_images_through()
    {
        using OpenMission open = Ran(new());
        DailyReport report = new ReportPublisher(open.Store, open.World).Make(Day);
        foreach (string language in Catalogue.Languages)
        {
            string page = HtmlReport.Render(report, Catalogue.For(language), HtmlOptions.Print);
            Assert.Equal(HtmlOptions.Print.ChannelsInPart, Kind(Picture(page, report.Input.Recordings[0]), "envelope").Count());
            Assert.Equal(EventRecordings.MostChannels, page.Split("data-kind=\"envelope\"").Length - 1);
            Assert.Contains("img-src data:;", page, StringComparison.Ordinal);
            Assert.True(page.Length < 400_000, $"{language}: {page.Length} characters");
        }

        DailyReport quiet = new ReportPublisher(open.Store, open.World).Make(Day.AddDays(1));
        Assert.DoesNotContain("img-src", HtmlReport.Render(quiet, Catalogue.For("en")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rebuilt_store_gives_the_same_page_byte_for_byte()
    {
        string store;
        string before;
        using (OpenMission open = Ran(new() { Hearing = SmallListening.Curves(6, 12, 22) }))
        {
            store = open.Store.Path;
            before = Page(open);
        }

        foreach (string file in Directory.GetFiles(store, "truce.db*")) File.Delete(file);
        Assert.True(Replay.Run(store, DateTimeOffset.MaxValue, true, Progress.Silent(TimeProvider.System)).Same);
        using OpenMission again = OpenMission.Open(store, Progress.Silent(TimeProvider.System));
        Assert.Equal(before, Page(again));

        static string Page(OpenMission open)
        {
            DailyReport report = new ReportPublisher(open.Store, open.World).Make(Day);
            Assert.Empty(Reconciliation.Check(report));
            return HtmlReport.Render(report, Catalogue.For("uk"));
        }
    }

    [Fact]
    public void A_sealed_file_that_changed_is_not_drawn()
    {
        using OpenMission open = Ran(new());
        DailyReport report = new ReportPublisher(open.Store, open.World).Make(Day);
        Observation event_ = Event(report);
        string path = open.Store.Blobs.PathOf(Walker.DigestOf(event_.Raw.Blob));
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
        var fault = Assert.Throws<EvidenceDamagedException>(() => new ReportPublisher(open.Store, open.World).Make(Day));
        Assert.Contains("does not hash to its name", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_serves_the_picture_in_the_language_and_theme_asked_for()
    {
        using OpenMission open = Ran(new());
        ConsoleData data = new ConsoleView(open.Store, open.World).Data();
        JsonNode incident = data.Incidents(Day).AsArray().Single()!;
        JsonNode whole = data.Incident((string)incident["id"]!, "en")!;
        string id = (string)Assert.Single(whole["recordings"]!.AsArray())!;
        ConsoleFile light = data.Recordings(id, "en", "light")!, dark = data.Recordings(id, "uk", "dark")!;
        Assert.Equal("image/svg+xml", light.ContentType);
        XElement svg = XElement.Parse(Encoding.UTF8.GetString(light.Bytes));
        Assert.Equal(EventRecordings.MostChannels, Kind(svg, "envelope").Count());
        Assert.NotEmpty(Kind(svg, "pick"));
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "script" or "style" or "foreignObject");
        Assert.Contains("Час, UTC", Encoding.UTF8.GetString(dark.Bytes), StringComparison.Ordinal);
        Assert.NotEqual(light.Bytes, dark.Bytes);
        JsonNode observation = data.Observation(id)!;
        Assert.True((bool)observation["recordings"]!);
        Assert.Null(observation["rawText"]);
        Assert.Null(data.Recordings(new string('0', 64), "en", "light"));
        Assert.Null(data.Recordings("none", "en", "light"));
    }

    [Fact]
    public void What_the_label_holds_back_is_drawn_neither_in_the_report_nor_on_the_page()
    {
        using OpenMission open = Ran(new() { Label = "restricted", Hearing = SmallListening.Curves(6, 12, 22) });
        DailyReport report = new ReportPublisher(open.Store, open.World).Make(Day);
        Assert.Empty(report.Input.Recordings);
        Assert.All(report.Input.Exposure, f => Assert.Null(f.Listening));
        ConsoleData data = new ConsoleView(open.Store, open.World).Data();
        string id = open.Store.Database.Read.ObservationIds().First(i => ((string?)data.Observation(i)?["class"]) != "watch");
        Assert.Null(data.Recordings(id, "en", "light"));
        Assert.Empty(data.Hearing(Day)["feeds"]!.AsArray());
        Assert.Empty(data.Hearing(Day)["features"]!.AsArray());
    }

    [Fact]
    public void The_field_of_hearing_falls_when_a_channel_is_dead()
    {
        using OpenMission whole = Ran(new() { Hearing = SmallListening.Curves(6, 12, 22) }), hurt = Ran(new() { Hearing = SmallListening.Curves(6, 12, 22), Dead = 3 });
        ListeningCoverage all = Listening(whole), less = Listening(hurt);
        Assert.Equal(10, all.SizeKg);
        Assert.Equal(12, all.Sensors.Length);
        Assert.All(all.Sensors, s => Assert.Equal(5.0 / 60, s.HoursListened, 3));
        ListeningSensor dead = less.Sensors.Single(s => s.Place.Name.Contains("G3", StringComparison.Ordinal));
        Assert.Equal(1.0 / 60, dead.HoursListened, 3);
        foreach (int percent in ListeningCoverage.Percents) Assert.True(less.AreaShare[percent] < all.AreaShare[percent], $"{percent} %: {less.AreaShare[percent]} of {all.AreaShare[percent]}");

        string page = HtmlReport.Render(new ReportPublisher(hurt.Store, hurt.World).Make(Day), Catalogue.For("en"));
        foreach (int percent in ListeningCoverage.Percents) Assert.Contains($"class=\"reach r{percent}\"", page, StringComparison.Ordinal);
        Assert.Contains("10 kg TNT equivalent", page, StringComparison.Ordinal);
        JsonNode layer = new ConsoleView(hurt.Store, hurt.World).Data().Hearing(Day);
        Assert.Equal([10, 50, 90], layer["features"]!.AsArray().Where(f => (string?)f!["properties"]!["kind"] == "reach").Select(f => (int)f!["properties"]!["percent"]!));
        Assert.Equal(12, layer["features"]!.AsArray().Count(f => (string?)f!["properties"]!["kind"] == "sensor"));
    }

    [Fact]
    public void Without_curves_the_reach_is_not_known_and_nothing_is_drawn()
    {
        using OpenMission open = Ran(new());
        ListeningCoverage of = Listening(open);
        Assert.Empty(of.AreaShare);
        Assert.All(of.Sensors, s => Assert.False(s.Place.Reach.Known));
        string page = HtmlReport.Render(new ReportPublisher(open.Store, open.World).Make(Day), Catalogue.For("en"));
        Assert.Contains("Reach unknown", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"reach", page, StringComparison.Ordinal);
        JsonNode layer = new ConsoleView(open.Store, open.World).Data().Hearing(Day);
        Assert.All(layer["features"]!.AsArray(), f => Assert.Equal("sensor", (string?)f!["properties"]!["kind"]));
    }

    [Fact]
    public void Curves_that_cannot_be_read_are_told_at_the_start()
    {
        foreach ((string text, string expected) in (ValueTuple<string, string>[])[("{\"kind\":\"fit\"}\n", "no line of the kind 'reach'"), ("no json\n", "line 1"), ("{\"kind\":\"reach\",\"sensor\":\"x\"}\n", "'kg' is missing")])
        {
            string mission = new SmallListening { Hearing = text }.Lay(Path.Combine(_folder.Root, $"bad-{++_runs}"));
            var fault = Assert.Throws<BadInputException>(() => SimulatedRun.Run(mission, Path.Combine(_folder.Root, $"bad-store-{_runs}")));
            Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
            Assert.Contains("feed network", fault.Message, StringComparison.Ordinal);
        }
    }

    private OpenMission Ran(SmallListening mission)
    {
        string store = Path.Combine(_folder.Root, $"store-{++_runs}");
        SimulatedRun.Run(mission.Lay(Path.Combine(_folder.Root, $"mission-{_runs}")), store);
        return OpenMission.Open(store, Progress.Silent(TimeProvider.System));
    }

    private static ListeningCoverage Listening(OpenMission open) =>
        new ReportPublisher(open.Store, open.World).Make(Day).Input.Exposure.Single().Listening ?? throw new InvalidOperationException("the network has no coverage");

    private static Observation Event(DailyReport report) => report.Rows.Observations.Select(r => r.Observation).Single(EventPictures.Has);

    private static XElement Picture(string page, EventRecordings heard)
    {
        int from = page.IndexOf($"<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"w-{heard.Observation.Short}", StringComparison.Ordinal);
        Assert.True(from > 0, "the page holds no picture");
        return XElement.Parse(page[from..(page.IndexOf("</svg>", from, StringComparison.Ordinal) + 6)]);
    }

    private static IEnumerable<XElement> Kind(XElement svg, string kind) => svg.Descendants().Where(e => (string?)e.Attribute("data-kind") == kind);

    private static double X(XElement line) => double.Parse(((string)line.Attribute("d")!)[1..].Split(' ')[0], CultureInfo.InvariantCulture);

    private static ImmutableArray<(string, double, int)> Samples(EventRecordings heard) =>
        [.. heard.Picture.Channels.Select(c => (c.Channel.ToString(), c.Segments.Sum(Sum), c.Segments.Sum(s => s.Count)))];

    private static double Sum(WaveformSegment s)
    {
        double[] x = new double[s.Count];
        s.Samples.CopyTo(x);
        return x.Sum();
    }

    // "… Recordings, 2031-03-01 12:02:01.813 to 12:03:30.000 UTC"
    private static (double FromS, double ToS) Span(string title)
    {
        string[] words = title[title.IndexOf("2031", StringComparison.Ordinal)..].Split(' ');
        return (TimeSpan.Parse(words[1], CultureInfo.InvariantCulture).TotalSeconds, TimeSpan.Parse(words[3], CultureInfo.InvariantCulture).TotalSeconds);
    }

    private static double Seconds(Instant at) => at.InUtc().TimeOfDay.TickOfDay / (double)NodaConstants.TicksPerSecond;
}
