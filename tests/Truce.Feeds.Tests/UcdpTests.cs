using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Truce.Feeds.Ucdp;
using Truce.Measures;
using Truce.Observations;
using Truce.Testing;

namespace Truce.Feeds.Tests;

/// <summary>Lethal events of UCDP GED: what a row says, what it leaves open, and that it names no side.</summary>
public sealed class UcdpTests(ITestOutputHelper output)
{
    private const string Header =
        "id,type_of_violence,source_original,where_prec,latitude,longitude,date_prec,date_start,date_end,deaths_a,deaths_b,best,high,low,side_a,side_b";

    private static Observation[] Seen(string text) => [.. Decoding.Run("ucdp", text).OfType<Decoded.Seen>().Select(s => s.Observation)];

    private static Observation Row(string row) => Decoding.One("ucdp", Header + "\n" + row + "\n");

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static Lazy<(ImmutableArray<Observation> Rows, long Bytes)> Given { get; } = new(() =>
    {
        var rows = ImmutableArray.CreateBuilder<Observation>();
        Assert.True(FeedFormats.TryGet("ucdp", out FeedFormat format));
        using FileStream file = File.OpenRead(SharedData.Path("incidents/dev-cut/ucdp_ged_ukraine_2014_2018.csv"));
        long bytes = format.Decode(file, Decoding.Context, piece =>
        {
            if (piece is Decoded.Seen s) rows.Add(s.Observation);
        });
        return (rows.ToImmutable(), bytes);
    });

    [Fact]
    public void A_row_is_a_lethal_event_of_no_known_weapon_on_a_local_day_at_a_point_with_its_error()
    {
        Observation row = Seen(Samples.Ucdp)[0];
        Assert.Equal(("501", "UCDP GED", ObservationClass.LethalEvent, ObservationMeans.VerifiedOpenSource), (row.SourceKey, row.Source, row.Class, row.Means));
        Assert.Null(row.Weapon);
        Assert.Equal(new TimeInterval(Utc("2015-02-14T22:00Z"), Utc("2015-02-15T21:59:59.999Z")), row.When);
        Assert.Equal((ClockTrust.DayOnly, new Count(2, CountExactness.Exact)), (row.Clock, row.Count));
        Assert.Equal(2_000, Math.Sqrt(((ObservedPlace.At)row.Where).Error.EastEastM2), 0);
        Assert.Equal(OriginGroup.Of(OriginBasis.Outlet, "register of the dead"), row.Origin);
        Assert.Equal(("1", "1", "0", "2"), (row.Facts["deathsOfFighters"], row.Facts["deathsOfCivilians"], row.Facts["deathsOfUnknownStatus"], row.Facts["sources"]));
        Assert.Equal(("stateBased", "event", "in the market,; near the bridge"), (row.Facts["violence"], row.Facts["clarity"], row.Facts["placeDescription"]));
    }

    [Fact]
    public void A_summary_over_a_month_somewhere_in_an_oblast_keeps_all_of_its_uncertainty()
    {
        Observation row = Seen(Samples.Ucdp)[1];
        Assert.Equal(new TimeInterval(Utc("2015-01-31T22:00Z"), Utc("2015-02-28T21:59:59.999Z")), row.When);
        Assert.Equal(46_000, Math.Sqrt(((ObservedPlace.At)row.Where).Error.EastEastM2), 0);
        Assert.Equal(new Count(0, CountExactness.AtLeast), row.Count);
        Assert.Equal(("0", "10", "14", "summary"), (row.Facts["deathsLow"], row.Facts["deathsBest"], row.Facts["deathsHigh"], row.Facts["clarity"]));
        Assert.Equal(default, row.Origin); // two voices: unknown, and an unknown origin counts as shared
    }

    [Fact]
    public void Some_week_with_one_day_given_is_any_week_that_holds_the_day_and_a_country_is_no_place()
    {
        Observation row = Seen(Samples.Ucdp)[2];
        Assert.Equal(new TimeInterval(Utc("2015-02-25T22:00Z"), Utc("2015-03-10T21:59:59.999Z")), row.When);
        Assert.Equal(("true", "oneSided", "Check dates"), (row.Facts["intervalWidened"], row.Facts["violence"], row.Facts["codeStatus"]));
        Assert.Equal("Nowhere", Assert.IsType<ObservedPlace.Nowhere>(row.Where).Said);
    }

    [Theory]
    [InlineData(1, "2015-03-29", "2015-03-29", 23, false)] // clocks are put forward
    [InlineData(1, "2015-10-25", "2015-10-25", 25, false)] // and back
    [InlineData(2, "2015-05-04", "2015-05-05", 48, false)]
    [InlineData(2, "2015-05-04", "2015-05-04", 72, true)]
    [InlineData(3, "2015-05-04", "2015-05-10", 168, false)]
    [InlineData(4, "2015-05-04", "2015-05-11", 192, false)]
    [InlineData(1, "2015-05-04", "2015-05-06", 72, false)] // more days than the precision says: the days stand
    [InlineData(5, "2015-05-01", "2015-06-30", 61 * 24, false)]
    public void The_interval_is_never_narrower_than_the_precision_nor_than_the_days(int precision, string first, string last, int hours, bool widened)
    {
        Observation row = Row($"1,1,X,1,48.1,37.9,{precision},{first},{last},1,0,1,1,1,N,H");
        Assert.Equal(TimeSpan.FromHours(hours), row.When!.Value.Length + TimeSpan.FromMilliseconds(1));
        Assert.Equal(widened, row.Facts.ContainsKey("intervalWidened"));
    }

    [Theory]
    [InlineData(1, 2_000)]
    [InlineData(2, 12_500)]
    [InlineData(3, 15_000)]
    [InlineData(4, 46_000)]
    [InlineData(5, 65_000)]
    [InlineData(7, 25_000)]
    public void Every_precision_of_place_has_its_own_error(int precision, double sigmaM)
    {
        var at = (ObservedPlace.At)Row($"1,1,X,{precision},48.1234,37.9876,1,2015-05-04,2015-05-04,1,0,1,1,1,N,H").Where;
        Assert.Equal(sigmaM, Math.Sqrt(at.Error.EastEastM2), 0);
    }

    [Theory]
    [InlineData("2,2,2", 2, CountExactness.Exact)]
    [InlineData("2,3,2", 2, CountExactness.AtLeast)]
    [InlineData("2,3,0", 0, CountExactness.AtLeast)]
    [InlineData("7,6,7", 6, CountExactness.AtLeast)] // high below best: they disagree, the least is safe
    [InlineData("3,1,1", 1, CountExactness.AtLeast)] // low and high agree, best does not
    public void Deaths_are_exact_only_when_low_best_and_high_are_one_number(string deaths, int value, CountExactness exactness)
    {
        Observation row = Row($"1,1,X,1,48.1,37.9,1,2015-05-04,2015-05-04,1,0,{deaths},N,H");
        Assert.Equal(new Count(value, exactness), row.Count);
        string[] parts = deaths.Split(','); // best, high, low
        Assert.Equal(int.Parse(parts[2], CultureInfo.InvariantCulture) > int.Parse(parts[0], CultureInfo.InvariantCulture)
            || int.Parse(parts[0], CultureInfo.InvariantCulture) > int.Parse(parts[1], CultureInfo.InvariantCulture), row.Facts.ContainsKey("deathsDisagree"));
    }

    [Theory]
    [InlineData("Eduard the Speaker", true)]
    [InlineData("Memorybook x3", true)]
    [InlineData("officials", false)]
    [InlineData("A, B", false)]
    [InlineData("A and B", false)]
    [InlineData("", false)]
    public void One_named_voice_is_an_origin_and_anything_else_is_shared(string saidBy, bool known)
    {
        Observation row = Row($"1,1,\"{saidBy}\",1,48.1,37.9,1,2015-05-04,2015-05-04,1,0,1,1,1,N,H");
        Assert.Equal(known, row.Origin.Basis == OriginBasis.Outlet);
        Assert.Equal(row.Origin, Row($"2,1,\"{saidBy.ToUpperInvariant()}\",1,48.1,37.9,1,2015-05-04,2015-05-04,1,0,1,1,1,N,H").Origin);
    }

    [Theory]
    [InlineData(",1,X,1,48.1,37.9,1,2015-05-04,2015-05-04,1,0,1,1,1,N,H", "key-missing")]
    [InlineData("1,4,X,1,48.1,37.9,1,2015-05-04,2015-05-04,1,0,1,1,1,N,H", "violence-unknown")]
    [InlineData("1,1,X,1,48.1,37.9,1,2015-05-32,2015-05-04,1,0,1,1,1,N,H", "day-not-readable")]
    [InlineData("1,1,X,1,48.1,37.9,1,2015-05-04,2015-05-03,1,0,1,1,1,N,H", "end-before-start")]
    [InlineData("1,1,X,1,48.1,37.9,5,2015-05-04,2017-05-03,1,0,1,1,1,N,H", "interval-too-long")]
    [InlineData("1,1,X,1,48.1,37.9,6,2015-05-04,2015-05-04,1,0,1,1,1,N,H", "date-precision-unknown")]
    [InlineData("1,1,X,0,48.1,37.9,1,2015-05-04,2015-05-04,1,0,1,1,1,N,H", "place-precision-unknown")]
    [InlineData("1,1,X,1,north,37.9,1,2015-05-04,2015-05-04,1,0,1,1,1,N,H", "position-not-a-number")]
    [InlineData("1,1,X,1,98.1,37.9,1,2015-05-04,2015-05-04,1,0,1,1,1,N,H", "latitude-out-of-range")]
    [InlineData("1,1,X,1,48.1,197.9,1,2015-05-04,2015-05-04,1,0,1,1,1,N,H", "longitude-out-of-range")]
    [InlineData("1,1,X,1,48.1,37.9,1,2015-05-04,2015-05-04,1,0,-1,1,1,N,H", "deaths-not-a-number")]
    [InlineData("1,1,X,1,48.1,37.9,1,2015-05-04,2015-05-04,1,0,,1,1,N,H", "deaths-not-a-number")]
    [InlineData("1,1,X,1,48.1", "row-too-short")]
    public void A_row_that_cannot_be_read_is_refused(string row, string reason) => Assert.Equal(reason, Decoding.Reason("ucdp", Header + "\n" + row));

    [Fact]
    public void Options_of_the_mission_are_checked()
    {
        Assert.True(FeedFormats.TryGet("ucdp", new Dictionary<string, string> { ["nearSigmaM"] = "10000" }, out _, out _));
        UcdpOptions options = UcdpOptions.Read(new Dictionary<string, string> { ["nearSigmaM"] = "far", ["sides"] = "yes" }, out IReadOnlyList<string> problems);
        Assert.Equal(12_500, options.NearSigmaM);
        Assert.Equal(2, problems.Count);
    }

    [Fact]
    public void A_row_with_its_sides_exchanged_gives_the_same_observation()
    {
        Observation one = Row("1,1,X,1,48.1,37.9,1,2015-05-04,2015-05-04,3,1,4,4,4,Northland,Hill Front");
        Observation other = Row("1,1,X,1,48.1,37.9,1,2015-05-04,2015-05-04,1,3,4,4,4,Hill Front,Northland");
        Assert.Equal(one.Id, other.Id);
        Assert.NotEqual(one.Id, Row("1,1,X,1,48.1,37.9,1,2015-05-04,2015-05-04,1,4,5,5,5,Hill Front,Northland").Id); // the test can fail
    }

    [Fact]
    public void No_given_row_names_a_side_of_the_dyad_in_what_is_made_of_its_own_columns()
    {
        string[] sides = ["Government of Ukraine", "United Armed Forces of Novorossiya", "Maidan -"];
        foreach (Observation row in Given.Value.Rows)
        {
            string text = Encoding.UTF8.GetString(CanonicalJson.Write(ObservationJson.Content(row)));
            Assert.All(sides, side => Assert.DoesNotContain(side, text, StringComparison.Ordinal));
            Assert.DoesNotContain(row.Facts.Keys, k => k.EndsWith("SideA", StringComparison.Ordinal) || k.Contains("dyad", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void The_given_rows_add_up_to_what_their_publisher_counts()
    {
        ImmutableArray<Observation> rows = Given.Value.Rows;
        int Sum(string fact) => rows.Sum(r => int.Parse(r.Facts[fact], CultureInfo.InvariantCulture));
        output.WriteLine($"{rows.Length} rows, {Given.Value.Bytes} bytes, best {Sum("deathsBest")}, low {Sum("deathsLow")}, high {Sum("deathsHigh")}");
        Assert.Equal((2_545, 1_464_380L, 7_592), (rows.Length, Given.Value.Bytes, Sum("deathsBest")));
        Assert.Equal(2_545, rows.Select(r => r.Id).Distinct().Count());
        Assert.Equal(2_046, rows.Count(r => r.Facts["datePrecision"] == "1"));
        Assert.Equal(118, rows.Count(r => r.Facts["clarity"] == "summary"));
        Assert.Equal(11, rows.Count(r => r.Facts.ContainsKey("deathsDisagree")));
        Assert.Equal(0, rows.Count(r => r.Facts.ContainsKey("intervalWidened")));
        Assert.Equal(2, rows.Count(r => r.Where is ObservedPlace.Nowhere));
        Assert.All(rows, r => Assert.Equal(ObservationClass.LethalEvent, r.Class));
    }

    [Theory] // events and deaths in the 30 days before and after the declared start of a ceasefire, by the first possible day
    [InlineData("2014-09-05", 606, 1_347, 133, 572)]
    [InlineData("2015-02-15", 295, 613, 64, 131)]
    [InlineData("2015-09-01", 66, 123, 30, 35)]
    [InlineData("2016-12-24", 4, 8, 5, 88)]
    public void Counts_around_the_declared_starts_are_those_of_the_publisher(string start, int rowsBefore, int deathsBefore, int rowsAfter, int deathsAfter)
    {
        DateOnly day = DateOnly.Parse(start, CultureInfo.InvariantCulture);
        (int, int) Between(DateOnly from, DateOnly to)
        {
            Observation[] rows = [.. Given.Value.Rows.Where(r => DateOnly.Parse(r.Facts["firstDay"], CultureInfo.InvariantCulture) is var d && d >= from && d < to)];
            return (rows.Length, rows.Sum(r => int.Parse(r.Facts["deathsBest"], CultureInfo.InvariantCulture)));
        }

        Assert.Equal((rowsBefore, deathsBefore), Between(day.AddDays(-30), day));
        Assert.Equal((rowsAfter, deathsAfter), Between(day, day.AddDays(30)));
    }
}
