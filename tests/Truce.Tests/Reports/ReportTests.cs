using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Truce.Detections;
using Truce.Findings;
using Truce.Measures;
using Truce.Observations;
using Truce.Reports;

namespace Truce.Tests.Reports;

public sealed class ReportTests
{
    private static readonly DailyReport Day = ReportBuilder.Build(SimulatedDay.Rich(120));

    [Fact]
    public void Any_order_of_arrival_gives_the_same_row_set()
    {
        ReportInput input = SimulatedDay.Rich(120);
        var random = new SeededRandom(SimulatedDay.Seed);
        DailyReport shuffled = ReportBuilder.Build(input with
        {
            Observations = [.. input.Observations.OrderBy(_ => random.NextBits())],
            Incidents = [.. input.Incidents.Reverse()],
            Findings = [.. input.Findings.Reverse()],
        });
        Assert.Equal(Day.Rows.ToString(), shuffled.Rows.ToString());
        Assert.Equal(Day.RowSetHash, shuffled.RowSetHash);
        Assert.Equal(HtmlReport.Render(Day, Catalogue.For("uk")), HtmlReport.Render(shuffled, Catalogue.For("uk")));
    }

    [Fact]
    public void Every_line_of_the_row_set_is_canonical_JSON_and_the_hash_is_that_of_its_bytes()
    {
        string text = Day.Rows.ToString();
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Equal(line, Encoding.UTF8.GetString(CanonicalJson.Write(System.Text.Json.Nodes.JsonNode.Parse(line)))));
        Assert.Equal(Hash256.Of(Encoding.UTF8.GetBytes(text)), Day.RowSetHash);
        Assert.Equal(1 + Day.Input.Exposure.Length + Day.Rows.Observations.Length + Day.Rows.Incidents.Length + Day.Rows.Findings.Length, lines.Length);
    }

    [Fact]
    public void A_changed_row_changes_the_hash()
    {
        ReportInput input = SimulatedDay.Rich(120);
        ReportedObservation first = input.Observations[0];
        DailyReport other = ReportBuilder.Build(input with { Observations = input.Observations.SetItem(0, first with { Observation = first.Observation with { Count = new Count(77, CountExactness.Exact) } }) });
        Assert.NotEqual(Day.RowSetHash, other.RowSetHash);
    }

    [Fact]
    public void Alarms_are_context_and_in_no_count_of_events()
    {
        Assert.Equal(14, Day.Headline.Context);
        Assert.DoesNotContain(Day.Headline.Observed, o => o.Class == ObservationClass.AirRaidAlarm);
        Assert.DoesNotContain("alarms", Day.Counts.ByFeed.Keys);
        Assert.Equal(14, Day.Headline.ContextByArea.Sum(c => c.Rows));
    }

    [Fact]
    public void Late_and_untimed_rows_stand_apart()
    {
        Assert.Equal((1, 1), (Day.Headline.Late, Day.Headline.Untimed));
        Assert.Single(Day.Corrections);
        Assert.Equal((1, 2), (Day.Corrections[0].Before.Version, Day.Corrections[0].Now.Version));
    }

    [Fact]
    public void Findings_stand_in_the_group_of_what_became_of_them()
    {
        Assert.Equal((3, 1, 1, 0), (Day.Findings.New.Length, Day.Findings.Changed.Length, Day.Findings.Withdrawn.Length, Day.Findings.Unchanged.Length));
        Assert.Equal(Level.Confirmed, Day.Rows.Findings[0].Level);
        Assert.Single(Day.Rows.Findings[0].Dissents);
    }

    [Fact]
    public void No_change_is_stated_where_the_exposure_is_not_known()
    {
        Assert.Equal("press", Assert.Single(Day.Headline.ExposureUnknown));
        Assert.Null(Day.Headline.Incidents.Ratio);
        Assert.NotNull(Day.Headline.ByFeed.Single(f => f.Exposure.Feed == "sat").Count.Ratio);
        Assert.Null(Day.Headline.ByFeed.Single(f => f.Exposure.Feed == "press").RatePerDay);
    }

    [Fact]
    public void The_counts_of_one_report_are_what_the_next_compares_itself_with()
    {
        DailyReport next = ReportBuilder.Build(SimulatedDay.Rich(0) with { Previous = Day.Counts });
        Assert.Equal(Day.Headline.Incidents.Count, next.Headline.Incidents.Previous);
        Assert.Contains(Reconciliation.Check(next), d => d.What == "end of the period before");
    }

    [Fact]
    public void Places_of_weapons_are_coarse_in_every_version()
    {
        IncidentRow[] weapons = [.. Day.Rows.Incidents.Where(i => i.Class == IncidentClass.WeaponPresence)];
        Assert.NotEmpty(weapons);
        Assert.All(weapons, w => Assert.Equal(Math.Round(w.Position!.Value.LatitudeDeg, 1), w.Position.Value.LatitudeDeg));
        Assert.All(weapons, w => Assert.True(w.Error.Ellipse().MinorM > 3_900));
        Assert.All(Day.Rows.Observations.Where(o => o.Observation.Class == ObservationClass.WeaponPresence && o.Position is not null),
            o => Assert.Equal(Math.Round(o.Position!.Value.LongitudeDeg, 1), o.Position.Value.LongitudeDeg));
    }

    [Fact]
    public void The_public_version_has_public_rows_only_and_does_not_tell_how_many_it_lacks()
    {
        DailyReport open = ReportBuilder.Build(SimulatedDay.Rich(120), ReportRelease.Public);
        Assert.All(open.Rows.Observations, o => Assert.Equal(Classification.Public, o.Observation.Label.Classification));
        Assert.All(open.Rows.Incidents, i => Assert.Equal(Math.Round(i.Position!.Value.LatitudeDeg, 2), i.Position.Value.LatitudeDeg));
        ReportInput without = SimulatedDay.Rich(120);
        without = without with { Incidents = [.. without.Incidents.Where(i => i.Incident.Hypothesis.Label.Classification == Classification.Public)] };
        Assert.Equal(open.Headline.Incidents.Count, ReportBuilder.Build(without, ReportRelease.Public).Headline.Incidents.Count);
        Assert.DoesNotContain("withheld", HtmlReport.Render(open, Catalogue.For("en")), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(CatalogueTests.Languages), MemberType = typeof(CatalogueTests))]
    public void The_page_fetches_nothing_runs_nothing_and_escapes_what_sources_wrote(string language)
    {
        string html = HtmlReport.Render(Day, Catalogue.For(language));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"(?i)(src|href)\s*=\s*""(?!#)", html);
        Assert.DoesNotMatch(@"(?i)url\((?!#)|@import| on[a-z]+\s*=\s*""| style\s*=", html);
        Assert.Contains("default-src &#39;none&#39;".Replace("&#39;", "'", StringComparison.Ordinal), html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(400)]
    public void The_page_is_well_formed_with_one_order_and_no_dead_link(int rows)
    {
        string html = HtmlReport.Render(ReportBuilder.Build(SimulatedDay.Rich(rows)), Catalogue.For("en"));
        string body = Regex.Replace(html[html.IndexOf("<body", StringComparison.Ordinal)..html.IndexOf("</html", StringComparison.Ordinal)], "<br>", "<br/>");
        var document = new XmlDocument();
        document.LoadXml(body);
        string[] ids = [.. document.SelectNodes("//@id")!.Cast<XmlNode>().Select(n => n.Value!)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(document.SelectNodes("//a/@href")!.Cast<XmlNode>(), href => Assert.Contains(href.Value![1..], ids));
        string[] sections = [.. document.SelectNodes("//section/@id")!.Cast<XmlNode>().Select(n => n.Value!)];
        Assert.Equal(["period", "headline", "findings", "observations", "weapons", "restrictions", "coverage", "harm",
            "notifications", "consultations", "corrections", "dissent", "method", "sources", "rows"], sections);
        Assert.All(document.SelectNodes("//table")!.Cast<XmlElement>(), t => Assert.NotNull(t.SelectSingleNode("caption")));
    }

    [Fact]
    public void A_simulated_mission_says_so_on_the_page_in_the_print_and_in_every_file()
    {
        foreach (string language in Catalogue.Languages)
        {
            string html = HtmlReport.Render(Day, Catalogue.For(language));
            Assert.True(Regex.Count(html, "class=\"sim\"") == 2 && html.Contains("SIMULATED", StringComparison.Ordinal), language);
            Assert.Matches("@top-center\\{content:\"[^\"]*SIMULATED", html);
        }

        Assert.All(CsvReport.Render(Day).Split("\r\n").Skip(1).Where(l => l.StartsWith("incident", StringComparison.Ordinal)), l => Assert.Contains(",SIMULATED,", l, StringComparison.Ordinal));
        Assert.Contains("\"banner\":\"SIMULATED\"", GeoJsonReport.Render(Day), StringComparison.Ordinal);
        Assert.Contains("\"simulated\":true", Day.Rows.ToString(), StringComparison.Ordinal);
        ReportInput real = SimulatedDay.Rich(0);
        real = real with { Mission = real.Mission with { Simulated = false } };
        Assert.DoesNotContain("class=\"sim\"", HtmlReport.Render(ReportBuilder.Build(real), Catalogue.For("en")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_s_proposal_reads_candidate_in_every_file()
    {
        foreach (string text in (string[])[HtmlReport.Render(Day, Catalogue.For("en")), CsvReport.Render(Day), GeoJsonReport.Render(Day), Day.Rows.ToString()])
        {
            Assert.DoesNotContain("violation", text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains(",candidate,", CsvReport.Render(Day), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_day_does_not_say_that_nothing_happened()
    {
        ReportInput input = SimulatedDay.Rich(0);
        string html = HtmlReport.Render(ReportBuilder.Build(input with { Exposure = [.. input.Exposure.Select(f => f with { Hours = [], HoursLooked = null })] }), Catalogue.For("en"));
        Assert.Contains("for no hour can quiet be told from not observed", html, StringComparison.Ordinal);
        Assert.Contains("none reported", html, StringComparison.Ordinal);
        Assert.Contains("keeps no consultations and no response clocks", html, StringComparison.Ordinal);
        Assert.Contains("is not a statement that nobody was", html.Replace("That is", "is", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Thirty_thousand_rows_make_a_page_that_still_opens()
    {
        DailyReport big = ReportBuilder.Build(SimulatedDay.Rich(30_000));
        Assert.Empty(Reconciliation.Check(big));
        string page = HtmlReport.Render(big, Catalogue.For("uk")), print = HtmlReport.Render(big, Catalogue.For("uk"), HtmlOptions.Print);
        Assert.InRange(page.Length, 100_000, 1_500_000);
        Assert.True(print.Length < page.Length);
        Assert.Equal(2 + big.Rows.Observations.Length + big.Rows.Incidents.Length + big.Rows.Findings.Length, Regex.Count(CsvReport.Render(big), "\r\n"));
    }

    [Fact]
    public void The_table_file_keeps_its_columns_and_disarms_formulas()
    {
        string csv = CsvReport.Render(Day);
        Assert.Contains("'=EXERCISE", csv, StringComparison.Ordinal);
        Assert.Contains(Day.RowSetHash.ToString(), csv, StringComparison.Ordinal);
        Assert.All(Rows(csv), row => Assert.Equal(42, row));
        Assert.DoesNotMatch(@",'-\d", csv);
    }

    [Fact]
    public void The_map_file_is_RFC_7946_with_closed_anticlockwise_rings()
    {
        using JsonDocument json = JsonDocument.Parse(GeoJsonReport.Render(Day));
        Assert.Equal("FeatureCollection", json.RootElement.GetProperty("type").GetString());
        int regions = 0;
        foreach (JsonElement feature in json.RootElement.GetProperty("features").EnumerateArray())
        {
            JsonElement geometry = feature.GetProperty("geometry");
            if (geometry.GetProperty("type").GetString() != "Polygon") continue;
            regions++;
            double[][] ring = [.. geometry.GetProperty("coordinates")[0].EnumerateArray().Select(p => new[] { p[0].GetDouble(), p[1].GetDouble() })];
            Assert.Equal(ring[0], ring[^1]);
            Assert.True(ring.Zip(ring.Skip(1)).Sum(e => (e.First[0] * e.Second[1]) - (e.Second[0] * e.First[1])) > 0, "anticlockwise");
        }

        Assert.Equal(Day.Rows.Incidents.Length, regions);
        Assert.DoesNotContain("alarms", GeoJsonReport.Render(Day), StringComparison.Ordinal);
    }

    /// <summary>Columns of each record, quotes respected.</summary>
    private static IEnumerable<int> Rows(string csv)
    {
        int columns = 1;
        bool quoted = false;
        foreach (char c in csv)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) columns++;
            else if (c == '\n' && !quoted)
            {
                yield return columns;
                columns = 1;
            }
        }
    }
}
