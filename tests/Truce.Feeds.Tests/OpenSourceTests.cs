using System.Globalization;
using Truce.Feeds.Incidents;
using Truce.Feeds.Text;
using Truce.Feeds.Viina;
using Truce.Measures;
using Truce.Observations;
using Truce.Testing;

namespace Truce.Feeds.Tests;

/// <summary>Alarms, VIINA rows and verified incidents.</summary>
public sealed class OpenSourceTests
{
    private static Observation[] Seen(string format, string text, FeedContext? context = null) =>
        [.. Decoding.Run(format, text, context).OfType<Decoded.Seen>().Select(s => s.Observation)];

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void An_alarm_is_a_warning_for_an_area_from_its_start_to_its_end()
    {
        Observation[] rows = Seen("alarms", Samples.AlarmsOfficial);
        Assert.Equal((ObservationClass.AirRaidAlarm, ObservationMeans.PublicWarning, "official"), (rows[0].Class, rows[0].Means, rows[0].Source));
        Assert.Equal(new TimeInterval(Utc("2022-06-01T00:15:34Z"), Utc("2022-06-01T00:31:37Z")), rows[0].When);
        Assert.Equal("Northland oblast", ((ObservedPlace.Area)rows[0].Where).Code);
        var hromada = (ObservedPlace.Area)rows[1].Where;
        Assert.Equal(("Northland oblast/River raion/Hill hromada", "Hill hromada", "hromada"), (hromada.Code, hromada.Name, rows[1].Facts["level"]));
        Assert.Equal("true", rows[1].Facts["open"]);
        Assert.Equal(TimeSpan.FromHours(12), rows[1].When!.Value.Length);
    }

    [Fact]
    public void The_official_and_the_volunteer_row_of_one_alarm_count_once()
    {
        Observation official = Seen("alarms", Samples.AlarmsOfficial)[0], volunteer = Assert.Single(Seen("alarms", Samples.AlarmsVolunteer));
        Assert.Equal(official.Origin, volunteer.Origin);
        Assert.NotEqual(official.Id, volunteer.Id);
        Assert.Equal(("true", ClockTrust.Person, "volunteer"), (volunteer.Facts["naive"], volunteer.Clock, volunteer.Source));
    }

    [Theory]
    [InlineData(",,,oblast,2022-06-01 00:15:34+00:00,,official", "area-missing")]
    [InlineData("N,,,county,2022-06-01 00:15:34+00:00,,official", "level-unknown")]
    [InlineData("N,,,oblast,2022-06-01 00:15:34,,official", "start-not-readable")]
    [InlineData("N,,,oblast,2022-06-01 00:15:34+00:00,soon,official", "finish-not-readable")]
    [InlineData("N,,,oblast,2022-06-01 00:15:34+00:00,2022-06-01 00:15:33+00:00,official", "finish-before-start")]
    [InlineData("N\0,,,oblast,2022-06-01 00:15:34+00:00,,official", "nul-byte")]
    public void An_alarm_that_cannot_be_read_is_refused(string row, string reason) =>
        Assert.Equal(reason, Decoding.Reason("alarms", "oblast,raion,hromada,level,started_at,finished_at,source\n" + row));

    [Fact]
    public void An_area_goes_to_the_gazetteer_with_what_lies_around_it()
    {
        List<(string, string?)> asked = [];
        FeedContext context = Decoding.Context with
        {
            ResolvePlace = (name, hint) =>
            {
                asked.Add((name, hint));
                return name.StartsWith("Hill", StringComparison.Ordinal) ? new ObservedPlace.Area("UA123", name, null, null) : new ObservedPlace.Nowhere(name);
            },
        };
        Observation[] rows = Seen("alarms", Samples.AlarmsOfficial, context);
        Assert.Equal([("Northland oblast", null), ("Hill hromada", "Northland oblast/River raion")], asked);
        Assert.Equal("Northland oblast", ((ObservedPlace.Area)rows[0].Where).Code);
        Assert.Equal("UA123", ((ObservedPlace.Area)rows[1].Where).Code);
    }

    [Fact]
    public void Old_code_pages_are_refused_and_not_guessed()
    {
        byte[] row = [.. "region,started_at,finished_at,naive\n"u8, 0xca, 0xe8, 0xbf, 0xe2, .. ",2022-06-01 00:15:58+00:00,,True\n"u8];
        Assert.Equal("not-utf8", Assert.Single(Decoding.Run("alarms", row).OfType<Decoded.Refused>()).Reject.Reason);
    }

    [Fact]
    public void A_viina_row_keeps_its_text_its_addresses_and_one_candidate_that_may_be_a_homonym()
    {
        Observation[] rows = Seen("viina", Samples.Viina);
        Assert.Equal(ObservationClass.Explosion, rows[0].Class);
        Assert.Equal("Удар по порту, \"вночі\"\nдругий рядок", rows[0].Text);
        Assert.Equal(["https://www.example.org/a?utm_source=x", "https://example.org/b"], rows[0].References.ToArray());
        Assert.Equal("https://example.org/a https://example.org/b", rows[0].Facts["urls"]);
        var named = (ObservedPlace.Named)rows[0].Where;
        Assert.Equal(("geonames:700001", 3000.0, 0.85 / 2), (named.Candidates[0].Id, named.Candidates[0].SigmaM, named.Candidates[0].Weight)); // half: its words do not name the town
        Assert.Equal((ObservationClass.Fire, OriginBasis.Outlet), (rows[1].Class, rows[1].Origin.Basis));
        Assert.Equal(30_000, ((ObservedPlace.Named)rows[1].Where).Candidates[0].SigmaM);
        Assert.All(rows, r => Assert.DoesNotContain(r.Facts.Keys, k => k.Contains("rus", StringComparison.Ordinal) || k.Contains("ukr", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_report_of_a_day_may_tell_of_the_day_before_and_days_are_local()
    {
        Observation row = Seen("viina", Samples.Viina)[0]; // 4 June 2022, UTC+3 in summer
        Assert.Equal(new TimeInterval(Utc("2022-06-02T21:00Z"), Utc("2022-06-04T20:59:59.999Z")), row.When);
        Assert.Equal(("2022-06-04", ClockTrust.DayOnly), (row.Facts["reportedOn"], row.Clock));
        Assert.Equal(TimeSpan.FromHours(23), LocalDays.Of("Europe/Kyiv").Day(new(2022, 3, 27)).Length + TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.FromHours(25), LocalDays.Of("Europe/Kyiv").Day(new(2022, 10, 30)).Length + TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData("ракет|удар", ObservationClass.Explosion)]
    [InlineData("знищ|вибух", ObservationClass.Explosion)]
    [InlineData("Уничтож", ObservationClass.Damage)]
    [InlineData("пожар|поврежд", ObservationClass.Damage)]
    [InlineData("Пожеж", ObservationClass.Fire)]
    [InlineData("щось", ObservationClass.Unknown)]
    [InlineData("", ObservationClass.Unknown)]
    public void Stems_name_a_class(string terms, ObservationClass expected) => Assert.Equal(expected, AttackTerms.Classify(terms));

    [Fact]
    public void One_page_geocoded_to_several_places_is_one_voice()
    {
        var rows = new List<Observation>();
        Assert.True(FeedFormats.TryGet("viina", out FeedFormat format));
        using FileStream file = File.OpenRead(SharedData.Path("incidents/window-2022-06/viina_reports.csv"));
        format.Decode(file, Decoding.Context, p => { if (p is Decoded.Seen s) rows.Add(s.Observation); });
        IGrouping<OriginGroup, Observation>[] echoes = [.. rows.GroupBy(r => r.Origin).Where(g => g.Select(r => r.Where).Distinct().Count() > 1)];
        Assert.NotEmpty(echoes);
        Assert.True(rows.Select(r => r.Origin).Distinct().Count() < rows.Count);
    }

    [Fact]
    public void A_verified_incident_is_a_point_with_the_error_of_its_geolocation()
    {
        Observation[] rows = Seen("incidents", Samples.Incidents);
        var at = (ObservedPlace.At)rows[0].Where;
        Assert.Equal(50, Math.Sqrt(at.Error.EastEastM2), 1);
        Assert.Equal(("X1", ObservationClass.Explosion, "TOS-1"), (rows[0].SourceKey, rows[0].Class, rows[0].Weapon!.Text));
        Assert.Equal("01/06/2022 Explosion, seen", rows[0].Text);
        Assert.Equal(OriginGroup.Of(OriginBasis.CanonicalUrl, "https://twitter.com/i/status/123"), rows[0].Origin);
        Assert.Equal(3, rows[0].References.Length);
        double coarse = Math.Sqrt(((ObservedPlace.At)rows[1].Where).Error.EastEastM2); // one decimal: 11 km over the root of 12
        Assert.InRange(coarse, 3200, 3300);
        Assert.Equal((ObservationClass.CivilianHarm, OriginBasis.RecordKey, "Link can be requested"), (rows[1].Class, rows[1].Origin.Basis, rows[1].Facts["media"]));
    }

    [Fact]
    public void Rows_about_forces_are_counted_and_tell_nothing_whichever_party_they_are_about()
    {
        Reject[] rejects = [.. Decoding.Run("incidents", Samples.Incidents).OfType<Decoded.Refused>().Select(r => r.Reject)];
        Assert.Equal(["describes-forces", "describes-forces"], rejects.Select(r => r.Reason));
        Assert.All(rejects, r => Assert.DoesNotContain("48", r.Detail, StringComparison.Ordinal));
        foreach (string party in new[] { "Russian", "Ukrainian", "Other" })
        {
            foreach (string about in new[] { "Military Presence June 2022", "Firing Positions", "Military Losses Feb - June", "Allies Presence/Losses" })
            {
                Assert.Equal(GroupUse.DescribesForces, EventGroups.Of($"{party} {about}").Use);
            }
        }

        Assert.Equal(GroupUse.NotKnown, EventGroups.Of("Something New").Use);
    }
}
