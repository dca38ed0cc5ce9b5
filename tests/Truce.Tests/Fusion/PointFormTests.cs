using System.Collections.Immutable;
using Truce.Detections;
using Truce.Fusion;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Fusion;

/// <summary>The form for round points at instants against the general form, set by set, to 1e-9.</summary>
public class PointFormTests(ITestOutputHelper output)
{
    private const double Close = 1e-9;
    private static readonly FusionOptions Quick = new() { Rates = IncidentRates.OfTotal(2e-4), OthersSilentLog = -1 };
    private static readonly FusionOptions Slow = Quick with { ShortForms = false };

    [Fact]
    public void Both_forms_give_one_weight_and_one_posterior_on_thousands_of_sets()
    {
        (int sets, int short_, int echoes, int large) = (0, 0, 0, 0);
        for (ulong seed = 5101; seed < 5301; seed++)
        {
            var random = new SeededRandom(seed);
            Evidence evidence = Put(Cluster(random, seed));
            for (int k = 0; k < 20; k++)
            {
                int[] set = Some(random, evidence.Count);
                bool fits = new PointScore(evidence, Quick).Begin(set);
                Assert.Equal(fits, set.All(s => evidence[s].IsPlain) && set.Length <= PointScore.Most);
                ClusterScore quick = new(evidence, Quick), slow = new(evidence, Slow);
                Compare(set, quick, slow, $"seed {seed}, set {k}");
                sets++;
                if (!fits) continue;
                short_++;
                if (slow.Groups < set.Length) echoes++;
                if (set.Length > 15) large++;
            }
        }

        output.WriteLine($"seeds 5101 to 5300: {sets} sets, {short_} of them short, {echoes} of these with echoes, {large} of more than fifteen");
        Assert.True(short_ > 1500 && echoes > 500 && large > 100 && sets - short_ > 300);
    }

    [Fact]
    public void Subsets_weighed_together_and_their_echoes_are_those_weighed_one_by_one()
    {
        int compared = 0;
        for (ulong seed = 5401; seed < 5421; seed++)
        {
            var random = new SeededRandom(seed);
            Evidence evidence = Put([.. Cluster(random, seed).Where(d => d.Where is PlaceEvidence.Point && d.When.Length == TimeSpan.Zero).Take(6)]);
            int[] set = Sorted(evidence);
            var points = new PointScore(evidence, Quick);
            var slow = new ClusterScore(evidence, Slow);
            Assert.True(points.Begin(set));
            for (int mask = 1; mask <= points.All; mask++) points.Ask(mask);
            points.Weigh();
            for (int mask = 1; mask <= points.All; mask++)
            {
                int[] part = [.. set.Where((_, i) => (mask & (1 << i)) != 0)];
                Near(slow.LogWeight(part), points.Log(mask), $"seed {seed}, {mask}, weight");
                Near(slow.LogClutterWeight(part), points.LogClutterWeight(mask), $"seed {seed}, {mask}, nobody's");
                Near(slow.LogFalseEchoes(part), points.LogFalseEchoes(mask), $"seed {seed}, {mask}, one mouth");
                Near(new BlockScore(evidence, slow).Log(part), points.Block(mask), $"seed {seed}, {mask}, block");
                compared++;
            }
        }

        Assert.True(compared >= 500, $"{compared}");
    }

    [Fact]
    public void The_comparison_sees_an_echo_that_was_counted_as_an_origin()
    {
        Detection[] echoed = [World.Report("a", 0, 0, 0, "x"), World.Report("b", 90, 0, 0.1, "x"), World.Report("c", 0, 90, 0.2)];
        Evidence right = Put(echoed), wrong = Put([echoed[0], echoed[1] with { Origin = OriginGroup.Of(OriginBasis.Sensor, "y") }, echoed[2]]);
        int[] set = Sorted(right);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Compare(set, new(wrong, Quick), new(right, Slow), "planted"));
    }

    [Fact]
    public void Logarithms_and_exponentials_of_four_are_those_of_the_library()
    {
        var random = new SeededRandom(5501);
        Span<double> four = stackalloc double[4];
        for (int k = 0; k < 20_000; k++)
        {
            for (int l = 0; l < 4; l++) four[l] = (random.NextUnit() - 0.5) * 1300;
            var x = System.Runtime.Intrinsics.Vector256.Create<double>(four);
            var e = LaneMath.Exp(x);
            var back = LaneMath.Log(e);
            for (int l = 0; l < 4; l++)
            {
                Assert.Equal(1, e[l] / Math.Exp(four[l]), 4e-16 * 4);
                Assert.Equal(Math.Log(e[l]), back[l], 1e-13);
            }
        }
    }

    // Two or three bursts close to each other: some rows echoes of others, some areas, some clocks too slow to be instants, a few far off.
    private static List<Detection> Cluster(SeededRandom random, ulong seed)
    {
        ImmutableArray<double>[] said =
        [
            World.Flat,
            Quick.Rates.Relative(ClassLikelihoods.Of(ObservationClass.Explosion, ObservationMeans.Acoustic)),
            Quick.Rates.Relative(ClassLikelihoods.Of(ObservationClass.BurstOrShot, ObservationMeans.Acoustic)),
        ];
        var list = new List<Detection>();
        int bursts = 1 + random.NextBelow(3), most = random.NextUnit() < 0.3 ? 14 : 5;
        for (int b = 0; b < bursts; b++)
        {
            double e = random.NextUnit() * 3000, n = random.NextUnit() * 3000, minutes = random.NextUnit() * 3;
            for (int k = 1 + random.NextBelow(most); k >= 0; k--)
            {
                double sigma = 50 + (600 * random.NextUnit()), clock = 5 + (60 * random.NextUnit()), far = random.NextUnit() < 0.05 ? 40 : 1;
                string origin = random.NextUnit() < 0.3 ? $"echo {random.NextBelow(3)}" : $"{b}/{k}";
                Detection d = World.Report($"{seed}/{b}/{k}", e + (far * sigma * random.NextNormal()), n + (sigma * random.NextNormal()), minutes + (clock * random.NextNormal() / 60), origin, sigma, clock, -9 - random.NextUnit());
                d = d with { ClassLogLikelihood = said[random.NextBelow(3)], ReportGivenEvent = 0.2 + (0.7 * random.NextUnit()) };
                if (k % 2 == 0) d = d with { Origin = d.Origin with { Basis = OriginBasis.NearDuplicateText } };
                if (random.NextUnit() < 0.02) d = d with { Where = new PlaceEvidence.Pixel(((PlaceEvidence.Point)d.Where).Position, 400, 400, 150) };
                if (random.NextUnit() < 0.02) d = d with { When = new(d.When.Start, d.When.Start.AddMinutes(20)) };
                list.Add(d);
            }
        }

        return list;
    }

    private static Evidence Put(IReadOnlyList<Detection> detections)
    {
        var evidence = new Evidence(Quick);
        foreach (Detection d in detections) evidence.Put(d);
        return evidence;
    }

    private static int[] Sorted(Evidence evidence)
    {
        int[] all = [.. Enumerable.Range(0, evidence.Count)];
        Array.Sort(all, evidence.Compare);
        return all;
    }

    private static int[] Some(SeededRandom random, int count)
    {
        double share = random.NextUnit() < 0.3 ? 1 : 0.2 + (0.8 * random.NextUnit());
        int[] some = [.. Enumerable.Range(0, count).Where(_ => random.NextUnit() < share)];
        return some.Length > 1 ? some : [0, 1];
    }

    private static void Compare(int[] set, ClusterScore quick, ClusterScore slow, string what)
    {
        Near(slow.LogWeight(set), quick.LogWeight(set), what + " weight");
        Near(slow.LogClutterWeight(set), quick.LogClutterWeight(set), what + " nobody's");
        ScoreParts a = slow.Parts(set), b = quick.Parts(set);
        Assert.Equal(slow.Groups, quick.Groups);
        Near(a.Report, b.Report, what + " report");
        Near(a.Class, b.Class, what + " class");
        Near(a.Place, b.Place, what + " place");
        Near(a.Time, b.Time, what + " time");
        Near(a.Echo, b.Echo, what + " echo");
        if (quick.Modes is not null) return;
        Near(slow.Place.LatDeg, quick.Place.LatDeg, what + " latitude");
        Near(slow.Place.LonDeg, quick.Place.LonDeg, what + " longitude");
        Near(slow.Place.InfoEE, quick.Place.InfoEE, what + " east");
        Near(slow.Place.InfoEN, quick.Place.InfoEN, what + " east-north");
        Near(slow.Place.InfoNN, quick.Place.InfoNN, what + " north");
        Near(slow.Time.Ninety().From, quick.Time.Ninety().From, what + " from");
        Near(slow.Time.Ninety().To, quick.Time.Ninety().To, what + " to");
        double[] p = Shares(slow.ClassWeights), q = Shares(quick.ClassWeights);
        for (int c = 0; c < p.Length; c++) Near(p[c], q[c], what + " class " + c);
    }

    private static double[] Shares(ReadOnlySpan<double> weights)
    {
        double[] shares = weights.ToArray();
        double sum = shares.Sum();
        return [.. shares.Select(w => w / sum)];
    }

    // Of numbers above 1 a part in a thousand million.
    private static void Near(double a, double b, string what) =>
        Assert.True(a.Equals(b) || Math.Abs(a - b) <= Close * Math.Max(1, Math.Abs(a)), $"{what}: {a:R} and {b:R}");
}
