using System.Globalization;
using System.Xml.Linq;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;
using Truce.Reports;
using Truce.Reports.Waveforms;
using static Truce.Tests.Reports.Waveforms.SampleWaves;

namespace Truce.Tests.Reports.Waveforms;

public sealed class WaveformPictureTests
{
    private static readonly PictureOptions TracesAlone = new() { Spectrogram = false, Theme = PictureTheme.Light };

    public static TheoryData<string> Languages => [.. Catalogue.Languages];

    [Fact]
    public void A_known_trace_hits_known_pixels()
    {
        // A square wave of one cycle: at the top in the first half, at the foot in the second.
        XDocument picture = Parsed(WaveformPicture.Draw(Input(100, Channel("A", Segment("A", 0, 100, 10_000, i => i < 5000 ? 500 : -500))), TracesAlone));
        List<(double X, double Top, double Bottom)> strokes = Strokes(Assert.Single(Kind(picture, "envelope")));
        Assert.Equal((int)PlotPx, strokes.Count);
        Assert.Equal(LeftPx + 0.5, strokes[0].X, 0.01);
        Assert.Equal(LeftPx + PlotPx - 0.5, strokes[^1].X, 0.01);
        double panelTop = Value(picture.Descendants().First(e => e.Name.LocalName == "rect" && (string?)e.Attribute("height") == "84"), "y");
        // The scale has 3 % of the width of the values above and below them: 1/1.06 of the panel is used.
        double high = panelTop + (84 * (1 - (0.5 + (0.5 / 1.06)))), low = panelTop + (84 * (1 - (0.5 - (0.5 / 1.06))));
        Assert.All(strokes.Take(425), s => Assert.Equal(high, (s.Top + s.Bottom) / 2, 0.11));
        Assert.All(strokes.Skip(428), s => Assert.Equal(low, (s.Top + s.Bottom) / 2, 0.11));
        Assert.Contains(strokes, s => Math.Abs(s.Top - high) < 0.6 && Math.Abs(s.Bottom - low) < 0.6); // the step itself
    }

    [Fact]
    public void One_sample_out_of_a_day_is_still_seen()
    {
        XDocument picture = Parsed(WaveformPicture.Draw(Input(86_400, Channel("A", Segment("A", 0, 20, 1_728_000, i => i == 864_000 ? 1000 : 0))), TracesAlone));
        (double X, double Top, double Bottom) tallest = Strokes(Assert.Single(Kind(picture, "envelope"))).MaxBy(s => s.Bottom - s.Top);
        Assert.Equal(LeftPx + (PlotPx / 2), tallest.X, 1.0);
        Assert.InRange(tallest.Bottom - tallest.Top, 75, 84);
    }

    [Theory]
    [InlineData(100, "envelope")]
    [InlineData(4, "samples")]
    public void A_gap_is_not_bridged(double rateHz, string kind)
    {
        int count = (int)(40 * rateHz);
        PictureChannel cut = Channel("A", Segment("A", 0, rateHz, count, i => i % 9), Segment("A", 60, rateHz, count, i => i % 9));
        XDocument picture = Parsed(WaveformPicture.Draw(Input(100, cut), TracesAlone));
        double from = LeftPx + (0.4 * PlotPx), to = LeftPx + (0.6 * PlotPx);
        XElement drawn = Assert.Single(Kind(picture, kind));
        if (kind == "envelope") Assert.DoesNotContain(Strokes(drawn), s => s.X > from + 1 && s.X < to - 1);
        else Assert.Equal(2, drawn.Attribute("d")!.Value.Count(c => c == 'M')); // two lines, nothing between
        Assert.Single(Kind(picture, "gaps"));
        Assert.Contains(picture.Descendants(), e => e.Value == "no data");
        // The planted fault: were the second part late by less than half a sample, there would be no gap.
        PictureChannel joined = Channel("A", Segment("A", 0, rateHz, count, i => i % 9), Segment("A", 40 + (0.4 / rateHz), rateHz, 60 * (int)rateHz, i => i % 9));
        Assert.Empty(Kind(Parsed(WaveformPicture.Draw(Input(100, joined), TracesAlone)), "gaps"));
    }

    [Theory]
    [InlineData(12.5, 0.8)]
    [InlineData(41.07, 0.05)]
    [InlineData(59.9, 3)]
    public void A_pick_stands_at_its_instant_with_the_width_of_its_error(double atS, double sigmaS)
    {
        PictureInput input = Input(60, Channel("A", Segment("A", 0, 100, 6000, i => i % 11))) with { Marks = [new() { Channel = Id("A"), Phase = "P", At = After(atS), SigmaS = sigmaS }] };
        XDocument picture = Parsed(WaveformPicture.Draw(input, TracesAlone));
        double x = LeftPx + (atS / 60 * PlotPx);
        string line = Assert.Single(Kind(picture, "pick")).Attribute("d")!.Value;
        Assert.Equal(x, Number(line[1..line.IndexOf(' ', StringComparison.Ordinal)]), 0.06);
        XElement band = Assert.Single(Kind(picture, "pick-band"));
        Assert.Equal(Math.Min(x + (sigmaS / 60 * PlotPx), LeftPx + PlotPx) - (x - (sigmaS / 60 * PlotPx)), Value(band, "width"), 0.02);
        Assert.Contains(picture.Descendants(), e => e.Name.LocalName == "text" && e.Value.StartsWith("P 06:0", StringComparison.Ordinal) && e.Value.Contains('±', StringComparison.Ordinal));
    }

    [Fact]
    public void A_predicted_arrival_is_dashed_and_says_that_it_was_predicted()
    {
        PictureInput input = Input(60, Channel("A", Segment("A", 0, 100, 6000, i => i % 11))) with { Marks = [new() { Phase = "S", At = After(30), Predicted = true }] };
        XDocument picture = Parsed(WaveformPicture.Draw(input, TracesAlone));
        Assert.NotNull(Assert.Single(Kind(picture, "predicted")).Attribute("stroke-dasharray"));
        Assert.Contains(picture.Descendants(), e => e.Value.StartsWith("predicted S 06:07:38", StringComparison.Ordinal));
        Assert.Empty(Kind(picture, "pick"));
    }

    [Theory]
    [InlineData(25.3456, 0.25, "P 06:07:33.35 ± 0.25 s")]
    [InlineData(25.3456, 0.08, "P 06:07:33.346 ± 0.08 s")]
    [InlineData(51.96, 3, "P 06:08:00.0 ± 3 s")]
    [InlineData(51.96, 30, "P 06:08:00 ± 30 s")]
    public void The_time_of_a_pick_is_rounded_as_its_error_allows(double atS, double sigmaS, string label)
    {
        PictureInput input = Input(60, Channel("A", Segment("A", 0, 100, 6000, i => i % 11))) with { Marks = [new() { Phase = "P", At = After(atS), SigmaS = sigmaS }] };
        Assert.Contains(Parsed(WaveformPicture.Draw(input, TracesAlone)).Descendants(), e => e.Value == label);
    }

    [Fact]
    public void Labels_of_picks_never_cover_each_other()
    {
        var random = new Random(5);
        PictureMark[] marks = [.. Enumerable.Range(0, 60).Select(_ => new PictureMark { Phase = "P", At = After(random.NextDouble() * 60), SigmaS = 0.1 })];
        XDocument picture = Parsed(WaveformPicture.Draw(Input(60, Channel("A", Segment("A", 0, 100, 6000, i => i % 11))) with { Marks = [.. marks] }, TracesAlone));
        Assert.Equal(60, Kind(picture, "pick").Count());
        (double Begin, double End, double Y)[] labels =
        [
            .. from t in picture.Descendants().Where(e => e.Name.LocalName == "text" && e.Value.StartsWith("P 06:", StringComparison.Ordinal))
               let x = Value(t, "x")
               let width = t.Value.Length * 6.6
               select (string?)t.Attribute("text-anchor") == "end" ? (x - width, x, Value(t, "y")) : (x, x + width, Value(t, "y")),
        ];
        Assert.NotEmpty(labels);
        for (int i = 0; i < labels.Length; i++)
        {
            for (int j = 0; j < i; j++) Assert.False(labels[i].Y == labels[j].Y && labels[i].Begin < labels[j].End && labels[j].Begin < labels[i].End, $"{labels[i]} and {labels[j]}");
        }

        Assert.Contains(picture.Descendants(), e => e.Value.Contains($"without label: {60 - labels.Length} more", StringComparison.Ordinal));
    }

    [Fact]
    public void Channels_stand_nearest_first_and_share_one_time_axis()
    {
        PictureChannel Far(string station, double? km) => Channel(station, Segment(station, 0, 100, 3000, i => i % 5)) with { DistanceKm = km };
        string svg = WaveformPicture.Draw(Input(30, Far("NONE", null), Far("FAR", 80), Far("NEAR", 3.31)), TracesAlone);
        int near = svg.IndexOf(">XX.NEAR..HHZ<", StringComparison.Ordinal), far = svg.IndexOf(">XX.FAR..HHZ<", StringComparison.Ordinal), none = svg.IndexOf(">XX.NONE..HHZ<", StringComparison.Ordinal);
        Assert.True(near > 0 && near < far && far < none);
        Assert.Contains("3.3 km", svg, StringComparison.Ordinal);
        Assert.Equal(3, Kind(Parsed(svg), "envelope").Select(e => Strokes(e)[0].X).Count(x => x == LeftPx + 0.5));
    }

    [Fact]
    public void What_the_recorder_calls_clipped_is_hatched_and_named()
    {
        PictureChannel channel = Channel("A", Segment("A", 0, 100, 2000, i => i % 5), Segment("A", 20, 100, 2000, i => 7, RecordedQuality.Clipped), Segment("A", 40, 100, 2000, i => i % 5));
        XDocument picture = Parsed(WaveformPicture.Draw(Input(60, channel) with { Spans = [new(null, After(50), After(60), "dead")] }, TracesAlone));
        XElement[] spans = [.. Kind(picture, "span")];
        Assert.Equal(2, spans.Length);
        Assert.Contains(spans, s => Math.Abs(Value(s, "x") - (LeftPx + (PlotPx / 3))) < 0.1 && Math.Abs(Value(s, "width") - (PlotPx / 3)) < 0.1);
        Assert.All((string[])["clipped", "dead"], label => Assert.Contains(picture.Descendants(), e => e.Value == label));
    }

    [Fact]
    public void A_filter_takes_away_what_lies_outside_its_band()
    {
        PictureChannel tones = Channel("A", Segment("A", -20, 100, 8000, i => 1000 + (100 * Math.Sin(0.02 * i)) + Math.Sin(2 * Math.PI * 10 * i / 100)));
        string svg = WaveformPicture.Draw(Input(60, tones), TracesAlone with { Band = new FilterBand(8, 12) });
        Assert.Equal(2, Kind(Parsed(svg), "envelope").Count());
        Assert.Contains("8–12 Hz, counts (Butterworth, order 4", svg, StringComparison.Ordinal);
        Assert.Contains(Parsed(svg).Descendants(), e => e.Name.LocalName == "text" && e.Value is "1" or "1.0"); // the tone of amplitude 1 fills its panel
        Assert.Contains("does not fit 100 samples/s", WaveformPicture.Draw(Input(60, tones), TracesAlone with { Band = new FilterBand(8, 60) }).Replace("samples a second", "samples/s", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_picture_is_the_same_in_every_language_but_for_its_words(string language)
    {
        string own = WaveformPicture.Draw(Everything(), Full with { Language = language }), english = WaveformPicture.Draw(Everything(), Full);
        Assert.Equal(Shapes(english), Shapes(own));
        Assert.Contains(Catalogue.For(language)["report.simulated"], own, StringComparison.Ordinal);
        if (language != "en") Assert.DoesNotContain("samples/s", own, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PictureTheme.Auto)]
    [InlineData(PictureTheme.Light)]
    [InlineData(PictureTheme.Dark)]
    [InlineData(PictureTheme.Page)]
    public void Nothing_runs_and_nothing_is_fetched(PictureTheme theme)
    {
        PictureInput hostile = Everything() with { Title = "<script>alert(1)</script>\" onload=\"x", Marks = [new() { Phase = "</text><a href='http://x'>", At = After(9) }] };
        string svg = WaveformPicture.Draw(hostile, Full with { Theme = theme });
        XDocument picture = Parsed(svg);
        Assert.DoesNotContain(picture.Descendants(), e => e.Name.LocalName is "script" or "a" or "foreignObject" or "use" or "animate");
        Assert.DoesNotContain(picture.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName == "style");
        Assert.All(picture.Descendants().Attributes().Where(a => a.Name.LocalName is "href" or "src"), a => Assert.StartsWith("data:image/png;base64,", a.Value, StringComparison.Ordinal));
        Assert.Equal(theme == PictureTheme.Auto, picture.Descendants().Any(e => e.Name.LocalName == "style"));
        Assert.Equal("img", picture.Root!.Attribute("role")!.Value);
        string[] named = picture.Root.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.All(named, id => Assert.NotEmpty(picture.Descendants().Single(e => (string?)e.Attribute("id") == id).Value));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_in_any_culture_and_order()
    {
        string first = WaveformPicture.Draw(Everything(), Full);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat = new() { NumberDecimalSeparator = ",", NegativeSign = "~" };
            CultureInfo.CurrentCulture = comma;
            PictureInput turned = Everything();
            turned = turned with { Marks = [.. turned.Marks.Reverse()], Channels = [.. turned.Channels.Select(c => c with { Segments = [.. c.Segments.Reverse()] })] };
            Assert.Equal(first, WaveformPicture.Draw(turned, Full));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_simulated_recording_says_so_twice_and_in_its_name_and_a_real_one_never()
    {
        string svg = WaveformPicture.Draw(Everything(), Full);
        Assert.Equal(2, Parsed(svg).Descendants().Count(e => e.Name.LocalName == "text" && e.Value.StartsWith("SIMULATED", StringComparison.Ordinal)));
        Assert.StartsWith("SIMULATED", Parsed(svg).Descendants().First(e => e.Name.LocalName == "title").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("SIMULATED", WaveformPicture.Draw(Everything() with { Simulated = false }, Full), StringComparison.Ordinal);
        Assert.Contains("SIMULATED", WaveformPicture.Draw(Input(10) with { Simulated = true }, Full), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_draw_gives_a_picture_that_says_so()
    {
        Assert.Contains("Nothing to draw", WaveformPicture.Draw(Input(10), Full), StringComparison.Ordinal);
        Assert.Contains("Nothing to draw", WaveformPicture.Draw(Input(0, Channel("A")), Full), StringComparison.Ordinal);
        Assert.Contains("No samples in this span.", WaveformPicture.Draw(Input(10, Channel("A")), Full), StringComparison.Ordinal);
        Assert.Contains("No samples in this span.", WaveformPicture.Draw(Input(10, Channel("A", Segment("A", 0, 100, 1000, _ => double.NaN))), Full), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_none_and_dead_and_huge_channels_give_a_sound_picture()
    {
        Func<int, double>[] odd = [_ => 0, _ => 5, i => i % 3 == 0 ? double.NaN : i, i => i == 7 ? double.PositiveInfinity : 1e-12 * i, i => i % 2 == 0 ? 1e90 : -1e90, _ => double.MaxValue, _ => double.Epsilon, i => -1e308 * (i % 2)];
        foreach (Func<int, double> value in odd)
        {
            foreach (int count in (int[])[1, 2, 30, 6000])
            {
                string svg = WaveformPicture.Draw(Input(60, Channel("A", Segment("A", 0, 100, count, value))), Full);
                Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
                Assert.DoesNotContain("Infinity", svg, StringComparison.Ordinal);
                Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
                Assert.NotNull(Parsed(svg).Root);
            }
        }
    }

    [Fact]
    public void A_day_at_a_hundred_hertz_stays_small_and_a_crowd_is_bounded()
    {
        double[] noise = Noise(864_000, 8);
        string day = WaveformPicture.Draw(Input(86_400, Channel("A", [.. Enumerable.Range(0, 10).Select(k => Segment("A", k * 8640, 100, 864_000, i => noise[i]))])), Full);
        Assert.InRange(day.Length, 20_000, 100_000);
        PictureChannel[] crowd = [.. Enumerable.Range(0, 30).Select(k => Channel($"S{k}", Segment($"S{k}", 0, 100, 500, i => i)))];
        Assert.Contains("Not drawn: 6 more channels", WaveformPicture.Draw(Input(5, crowd), Full), StringComparison.Ordinal);
        // Ten thousand records that are all in each other's way.
        PictureChannel mess = Channel("A", [.. Enumerable.Range(0, 10_000).Select(k => Segment("A", k % 77 * 0.731, 100, 3, i => i * k))]);
        Assert.InRange(WaveformPicture.Draw(Input(60, mess), Full).Length, 1_000, 300_000);
    }

    private static PictureOptions Full => new() { Theme = PictureTheme.Light, Band = new FilterBand(1, 5) };

    private static PictureInput Everything()
    {
        double[] noise = Noise(6000, 2);
        PictureChannel broken = Channel("A", Segment("A", 0, 100, 2500, i => noise[i]), Segment("A", 31, 100, 2000, i => noise[i + 3000], RecordedQuality.Clipped));
        PictureChannel scaled = Channel("B", Segment("B", 0, 50, 3000, i => noise[i])) with { CountsPerUnit = 6e8, Unit = "m/s", DistanceKm = 12.34 };
        return Input(60, broken, scaled) with
        {
            Marks = [new() { Channel = Id("A"), Phase = "P", At = After(24.31), SigmaS = 0.12 }, new() { Channel = Id("B"), At = After(24), SigmaS = 1.5 }, new() { Phase = "S", At = After(26), Predicted = true }],
            Spans = [new(Id("B"), After(50), After(55), "x")],
            Simulated = true,
        };
    }

    // Everything but words: what is drawn, and where. Labels may flip or change lanes with their length, so their own places are left out.
    private static string[] Shapes(string svg) =>
        [.. Parsed(svg).Descendants().Where(e => e.Attribute("data-kind") is not null && e.Name.LocalName == "path" && e.Attribute("data-kind")!.Value == "envelope" || e.Name.LocalName == "image").Select(e => e.ToString())];
}
