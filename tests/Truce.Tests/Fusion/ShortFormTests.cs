using System.Collections.Immutable;
using Truce.Detections;
using Truce.Fusion;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Fusion;

/// <summary>The short forms for round points at instants give what the general forms give, to the rounding of the record.</summary>
public class ShortFormTests(ITestOutputHelper output)
{
    private static readonly FusionOptions Rates = new() { Rates = IncidentRates.OfTotal(2e-4), OthersSilentLog = -1 };

    [Fact]
    public void Short_forms_and_general_forms_agree_on_random_components()
    {
        int joined = 0, compared = 0;
        for (ulong seed = 901; seed < 941; seed++)
        {
            List<Detection> detections = Bursts(seed);
            ImmutableArray<Hypothesis> quick = World.Solved(detections, Rates).Hypotheses;
            ImmutableArray<Hypothesis> slow = World.Solved(detections, Rates with { ShortForms = false }).Hypotheses;
            Assert.Equal(slow.Select(h => h.Id), quick.Select(h => h.Id));
            for (int i = 0; i < slow.Length; i++) AssertNear(slow[i], quick[i], $"seed {seed}, {slow[i].Id.Short}");
            compared += slow.Length;
            joined += slow.Count(h => h.Members.Length > 2);
        }

        output.WriteLine($"seeds 901 to 940: {compared} hypotheses, {joined} of three members and more");
        Assert.True(joined > 100, $"{joined}");
    }

    [Fact]
    public void The_comparison_sees_a_planted_difference()
    {
        List<Detection> detections = Bursts(901);
        Hypothesis real = World.Solved(detections, Rates).Hypotheses.First(h => h.Members.Length > 2);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertNear(real, real with { Probability = real.Probability - 3e-6 }, "planted"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertNear(real, real with { Factors = real.Factors.SetItem(0, new("prior", null, null, 0.01)) }, "planted"));
    }

    // Bursts of one to twenty reports with round errors; few class vectors; some echoes and areas between them, which must take the general form.
    private static List<Detection> Bursts(ulong seed)
    {
        var random = new SeededRandom(seed);
        var list = new List<Detection>();
        ImmutableArray<double>[] said =
        [
            World.Flat,
            Rates.Rates.Relative(ClassLikelihoods.Of(ObservationClass.Explosion, ObservationMeans.Acoustic)),
            Rates.Rates.Relative(ClassLikelihoods.Of(ObservationClass.BurstOrShot, ObservationMeans.Acoustic)),
        ];
        for (int b = 0; b < 8; b++)
        {
            double e = random.NextUnit() * 12_000, n = random.NextUnit() * 12_000, minutes = random.NextUnit() * 20;
            int count = 1 + random.NextBelow(b == 0 ? 20 : 7);
            for (int k = 0; k < count; k++)
            {
                double sigma = 50 + (600 * random.NextUnit()), clock = 5 + (60 * random.NextUnit());
                string origin = random.NextUnit() < 0.06 ? "echo" : $"{b}/{k}";
                Detection d = World.Report($"{seed}/{b}/{k}", e + (sigma * random.NextNormal()), n + (sigma * random.NextNormal()), minutes + (clock * random.NextNormal() / 60), origin, sigma, clock, -9);
                d = d with { ClassLogLikelihood = said[random.NextBelow(3)], ReportGivenEvent = 0.2 + (0.7 * random.NextUnit()) };
                if (random.NextUnit() < 0.03) d = d with { Where = new PlaceEvidence.Pixel(((PlaceEvidence.Point)d.Where).Position, 400, 400, 150) };
                list.Add(d);
            }
        }

        return list;
    }

    private static void AssertNear(Hypothesis a, Hypothesis b, string what)
    {
        Near(a.Probability, b.Probability, 1.5e-6, what + " probability");
        Near(a.Robustness, b.Robustness, 1.5e-6, what + " robustness");
        Near(a.Where.Position.LatitudeDeg, b.Where.Position.LatitudeDeg, 1.5e-7, what + " latitude");
        Near(a.Where.Position.LongitudeDeg, b.Where.Position.LongitudeDeg, 1.5e-7, what + " longitude");
        Near(a.Where.Error.EastEastM2, b.Where.Error.EastEastM2, 0.015, what + " east");
        Near(a.Where.Error.EastNorthM2, b.Where.Error.EastNorthM2, 0.015, what + " east-north");
        Near(a.Where.Error.NorthNorthM2, b.Where.Error.NorthNorthM2, 0.015, what + " north");
        Near((a.When.Start - b.When.Start).TotalMilliseconds, 0, 1.5, what + " start");
        Near((a.When.End - b.When.End).TotalMilliseconds, 0, 1.5, what + " end");
        Assert.Equal(a.Origins, b.Origins);
        for (int c = 0; c < a.ClassProbability.Length; c++) Near(a.ClassProbability[c], b.ClassProbability[c], 1.3e-5, what + " class");
        Assert.Equal(a.Members.Select(m => m.Detection), b.Members.Select(m => m.Detection));
        for (int m = 0; m < a.Members.Length; m++) Near(a.Members[m].Weight, b.Members[m].Weight, 1.5e-6, what + " weight");
        Assert.Equal(a.Factors.Select(f => (f.Kind, f.Source, f.Origin)), b.Factors.Select(f => (f.Kind, f.Source, f.Origin)));
        for (int f = 0; f < a.Factors.Length; f++) Near(a.Factors[f].LogOdds, b.Factors[f].LogOdds, 1.5e-4, what + " share");
        Assert.Equal(a.RunnersUp.Select(r => (r.Detection, r.Incident, r.Kind)), b.RunnersUp.Select(r => (r.Detection, r.Incident, r.Kind)));
        for (int r = 0; r < a.RunnersUp.Length; r++) Near(a.RunnersUp[r].Weight, b.RunnersUp[r].Weight, 1.5e-6, what + " runner-up");
    }

    private static void Near(double a, double b, double by, string what) => Assert.True(Math.Abs(a - b) <= by, $"{what}: {a} and {b}");
}
