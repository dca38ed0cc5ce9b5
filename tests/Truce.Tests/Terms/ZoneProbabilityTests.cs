using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Truce.Measures;
using Truce.Terms;
using Truce.Testing;

namespace Truce.Tests.Terms;

/// <summary>Zone containment: worked cases, sampled truth, and lines as crooked as real ones.</summary>
public sealed class ZoneProbabilityTests
{
    private const string Straight = """{"type":"LineString","coordinates":[[36,47],[36,49]]}""";

    private static Agreement WithLine(string geometry, double surveyM = 100, string sides = """{"left": "A", "right": "B"}""") => ExampleAgreement.Read(
        ExampleAgreement.With($$"""{"lines": [{"id": "LOC", "surveyErrorMetres": {{surveyM.ToString(CultureInfo.InvariantCulture)}}, "sides": {{sides}}}]}"""),
        name => name == "lines/loc-v1.geojson" ? Encoding.UTF8.GetBytes(geometry) : null);

    private static TermResult Term(Agreement agreement, TermsPlace place, string term = "T5") => new TermsEvaluator(agreement).Evaluate(new TermsCase
    {
        Id = "C",
        Acts = TermsCase.Certainly("presence"),
        Weapon = new TermsWeapon.Categorised([new(term is "T3" or "T4" ? "W2" : "W3", 1)]),
        Place = place,
        Actor = term == "T3" ? "A" : term == "T4" ? "B" : null,
        Time = new TermsTime.Assumed(),
        Facts = new CaseFacts { Complete = CaseRegisters.All },
    }).Single(r => r.Term == term);

    /// <summary>A place so many metres west of the straight line.</summary>
    private static GeoPoint West(double metres) => new LocalPlane(new GeoPoint(48, 36)).ToGeo(-metres, 0);

    [Fact]
    public void The_worked_case_of_24_9_km_gives_58_percent_on_the_ground_as_on_paper()
    {
        TermResult result = Term(WithLine(Straight), TermsPlace.Mixture.At(West(24_900), Covariance2.Circular(500)));
        Assert.Equal(TermReading.Indeterminate, result.Reading);
        Assert.Equal(0.5777, result.InsideLow!.Value, 0.005);
        Assert.Equal(result.InsideLow, result.InsideHigh);
    }

    [Theory]
    [InlineData(24_000, "violation-candidate")]
    [InlineData(26_500, "compliant")]
    public void Clear_of_the_edge_the_answer_is_certain(double metres, string word) =>
        Assert.Equal(word, Term(WithLine(Straight), TermsPlace.Mixture.At(West(metres), Covariance2.Circular(200))).Word);

    [Fact]
    public void Left_of_the_direction_of_digitisation_is_left()
    {
        // The line runs north, so west is on its left, which is declared to be A's.
        TermsPlace west = TermsPlace.Mixture.At(West(10_000), Covariance2.Circular(200)), east = TermsPlace.Mixture.At(West(-10_000), Covariance2.Circular(200));
        Assert.Equal("violation-candidate", Term(WithLine(Straight), west, "T3").Word);
        Assert.Equal("compliant", Term(WithLine(Straight), east, "T3").Word);
        Assert.Equal("violation-candidate", Term(WithLine(Straight), east, "T4").Word);
        Agreement exchanged = WithLine(Straight, sides: """{"left": "B", "right": "A"}""");
        Assert.Equal("compliant", Term(exchanged, west, "T3").Word);
        Agreement shortForm = ExampleAgreement.Read(
            ExampleAgreement.With("""{"lines": [{"id": "LOC", "sideA": "left"}]}"""), n => n == "lines/loc-v1.geojson" ? Encoding.UTF8.GetBytes(Straight) : null);
        Assert.Equal("violation-candidate", Term(shortForm, west, "T3").Word);
    }

    [Fact]
    public void A_line_without_declared_sides_cannot_tell_whose_side_it_is()
    {
        Agreement agreement = ExampleAgreement.Read(ExampleAgreement.Bytes, n => n == "lines/loc-v1.geojson" ? Encoding.UTF8.GetBytes(Straight) : null);
        TermResult result = Term(agreement, TermsPlace.Mixture.At(West(10_000), Covariance2.Circular(200)), "T3");
        Assert.Equal(TermReading.NotEvaluable, result.Reading);
        Assert.Contains("which side of LOC is A's", result.Missing);
    }

    [Fact]
    public void A_mixture_adds_weights_and_leaves_the_rest_open()
    {
        PlaceComponent inside = new(0.5, West(5_000), Covariance2.Circular(300)), outside = new(0.3, West(60_000), Covariance2.Circular(300));
        TermResult result = Term(WithLine(Straight), new TermsPlace.Mixture([inside, outside]));
        Assert.Equal(0.5, result.InsideLow!.Value, 6);
        Assert.Equal(0.7, result.InsideHigh!.Value, 6);
        Assert.Equal(TermReading.Indeterminate, result.Reading);
        TermResult open = Term(WithLine(Straight), new TermsPlace.Mixture([inside]));
        Assert.Equal((TermReading.Indeterminate, "which place is meant"), (open.Reading, open.Decides.Single()));
        Assert.Equal((0.5, 1.0), (open.InsideLow!.Value, open.InsideHigh!.Value));
        TermResult faint = Term(WithLine(Straight), new TermsPlace.Mixture([inside with { Weight = 0.04 }])); // 4 % known: both answers remain possible
        Assert.Equal((TermReading.NotEvaluable, "which place is meant"), (faint.Reading, faint.Missing.Single()));
    }

    [Fact]
    public void A_sector_and_an_area_count_by_their_share()
    {
        // A half disc of 10 km to the west of a point 25 km west lies outside, the one to the east inside.
        TermResult west = Term(WithLine(Straight), new TermsPlace.Sector(West(25_000), 10, 180, 360, 1_000, 10_000));
        TermResult east = Term(WithLine(Straight), new TermsPlace.Sector(West(25_000), 10, 0, 180, 1_000, 10_000));
        Assert.InRange(west.InsideLow!.Value, 0, 0.06);
        Assert.InRange(east.InsideLow!.Value, 0.94, 1);
        GeoPoint a = West(20_000), b = West(30_000);
        ImmutableArray<GeoPoint> ring = [a, b, new(b.LatitudeDeg + 0.01, b.LongitudeDeg), new(a.LatitudeDeg + 0.01, a.LongitudeDeg), a];
        Assert.Equal(0.5, Term(WithLine(Straight), new TermsPlace.Area([[ring]], 10)).InsideLow!.Value, 0.03);
    }

    [Fact]
    public void Points_with_a_radius_and_polygons_with_a_margin_are_zones()
    {
        string points = """{"type":"Feature","geometry":{"type":"MultiPoint","coordinates":[[36,48],[37,48]]}}""";
        string polygons = """{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[36,48],[36.1,48],[36.1,48.1],[36,48.1],[36,48]],[[36.04,48.04],[36.06,48.04],[36.06,48.06],[36.04,48.06],[36.04,48.04]]]}}]}""";
        Agreement agreement = ExampleAgreement.Read(ExampleAgreement.Bytes, n => n switch
        {
            "settlements.geojson" => Encoding.UTF8.GetBytes(polygons),
            "protected-objects.geojson" => Encoding.UTF8.GetBytes(points),
            _ => null,
        });
        double P(double lat, double lon, string term) => Term(agreement, TermsPlace.Mixture.At(new(lat, lon), Covariance2.Circular(20)), term).InsideLow!.Value;
        Assert.Equal(1, P(48.02, 36.02, "T9"), 3);      // inside
        Assert.Equal(1, P(48.02, 36.105, "T9"), 3);     // 370 m outside, margin 500 m
        Assert.Equal(0, P(48.02, 36.12, "T9"), 3);      // 1.5 km outside
        Assert.Equal(0, P(48.05, 36.05, "T9"), 3);      // in the hole, 740 m from its edge
        Assert.Equal(1, P(48.005, 36.0, "T10"), 3);     // 556 m from a point, radius 1 km
        Assert.Equal(0, P(48.02, 36.0, "T10"), 3);      // 2.2 km
    }

    [Fact]
    public void On_a_real_line_the_probability_is_that_of_sampled_places()
    {
        (Agreement agreement, GeoShape line, GeoPoint middle) = RealLine();
        const ulong Seed = 7;
        var random = new SeededRandom(Seed);
        var plane = new LocalPlane(middle);
        int uncertain = 0;
        for (int i = 0; i < 250; i++)
        {
            GeoPoint mean = plane.ToGeo((random.NextUnit() - 0.5) * 80_000, (random.NextUnit() - 0.5) * 80_000);
            double s1 = 100 + (random.NextUnit() * 3_000), s2 = 100 + (random.NextUnit() * 3_000), azimuth = random.NextUnit() * 180;
            var error = Covariance2.Oriented(s1, s2, azimuth);
            double p = Term(agreement, TermsPlace.Mixture.At(mean, error)).InsideLow!.Value;
            if (p is <= 0 or >= 1) continue;
            uncertain++;
            double sampled = Sampled(line, mean, s1, s2, azimuth, random);
            Assert.True(Math.Abs(p - sampled) < 0.04, $"seed {Seed}, round {i}: {p} against {sampled} sampled, σ {s1:0} by {s2:0} m");
        }

        Assert.True(uncertain > 20, $"only {uncertain} of 250 places were near an edge");
    }

    private static double Sampled(GeoShape line, GeoPoint mean, double s1, double s2, double azimuth, SeededRandom random)
    {
        const int Draws = 1_500;
        var plane = new LocalPlane(mean);
        (double sin, double cos) = Math.SinCos(azimuth * Math.PI / 180);
        int inside = 0;
        for (int k = 0; k < Draws; k++)
        {
            double along = random.NextNormal() * s1, across = random.NextNormal() * s2, survey = random.NextNormal() * 100;
            double d = line.SignedDistanceM(plane.ToGeo((along * sin) + (across * cos), (along * cos) - (across * sin)));
            if (Math.Abs(d + survey) <= 25_000) inside++;
        }

        return (double)inside / Draws;
    }

    /// <summary>A stretch of a published line of June 2022 as a line of contact.</summary>
    private static (Agreement Agreement, GeoShape Line, GeoPoint Middle) RealLine()
    {
        using JsonDocument day = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("incidents/front-line-deepstate/daily-2022-06/front_2022-06-01.geojson")));
        JsonElement ring = day.RootElement.GetProperty("features").EnumerateArray()
            .Select(f => f.GetProperty("geometry")).Where(g => g.GetProperty("type").GetString() == "Polygon").Select(g => g.GetProperty("coordinates")[0])
            .MaxBy(r => r.GetArrayLength());
        ImmutableArray<GeoPoint> chain = [.. ring.EnumerateArray().Take(400).Select(p => new GeoPoint(p[1].GetDouble(), p[0].GetDouble()))];
        string json = "{\"type\":\"LineString\",\"coordinates\":[" + string.Join(",", chain.Select(p => string.Create(CultureInfo.InvariantCulture, $"[{p.LongitudeDeg},{p.LatitudeDeg}]"))) + "]}";
        return (WithLine(json), GeoShape.Lines([chain])!, chain[chain.Length / 2]);
    }

    [Fact]
    public void Distances_agree_with_a_plain_search_over_every_edge()
    {
        (_, GeoShape line, GeoPoint middle) = RealLine();
        var random = new SeededRandom(3);
        var plane = new LocalPlane(middle);
        for (int i = 0; i < 2_000; i++)
        {
            GeoPoint p = plane.ToGeo((random.NextUnit() - 0.5) * 100_000, (random.NextUnit() - 0.5) * 100_000);
            GeoPoint q = plane.ToGeo((random.NextUnit() - 0.5) * 100_000, (random.NextUnit() - 0.5) * 100_000);
            // A distance to a set never changes by more than the step (1-Lipschitz); 0.6 % for the sphere of DistanceM.
            Assert.True(Math.Abs(Math.Abs(line.SignedDistanceM(p)) - Math.Abs(line.SignedDistanceM(q))) <= p.DistanceM(q) * 1.006);
        }
    }

    [Fact]
    public void Figures_of_speed_are_printed()
    {
        (Agreement agreement, GeoShape line, GeoPoint middle) = RealLine();
        var evaluator = new TermsEvaluator(agreement);
        var random = new SeededRandom(1);
        var plane = new LocalPlane(middle);
        TermsCase[] cases = [.. Enumerable.Range(0, 4_000).Select(i => new TermsCase
        {
            Id = "C" + i.ToString(CultureInfo.InvariantCulture), Acts = TermsCase.Certainly("fire"), Weapon = new TermsWeapon.Categorised([new("W3", 1)]),
            Place = TermsPlace.Mixture.At(plane.ToGeo((random.NextUnit() - 0.5) * 120_000, (random.NextUnit() - 0.5) * 120_000), Covariance2.Circular(500)),
            Time = new TermsTime.Assumed(), Facts = new CaseFacts { Complete = CaseRegisters.All },
        })];
        foreach (TermsCase c in cases.Take(500)) evaluator.Evaluate(c);
        TimeSpan before = Environment.CpuUsage.TotalTime; // the process's own time: the machine may be busy with others
        int results = cases.Sum(c => evaluator.Evaluate(c).Length);
        double perSecond = results / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        before = Environment.CpuUsage.TotalTime;
        double sum = 0;
        for (int i = 0; i < 200_000; i++) sum += line.SignedDistanceM(((TermsPlace.Mixture)cases[i % cases.Length].Place).Components[0].Position);
        double distances = 200_000 / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{perSecond:0} evaluations (case and term) a CPU second with traces; {distances:0} distances to a line of {line.Count} edges a CPU second ({sum:0})");
        Assert.Equal(cases.Length * 16, results);
    }
}
