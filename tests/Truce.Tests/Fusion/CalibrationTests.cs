using Truce.Detections;
using Truce.Fusion;
using Truce.Measures;

namespace Truce.Tests.Fusion;

/// <summary>Six sources that see 40 % each, false reports, and echoes: what is said at p must be real p of the time.</summary>
public class CalibrationTests(ITestOutputHelper output)
{
    private const int Sources = 6;
    private const double Seen = 0.4, SideM = 60_000, Hours = 24, FalsePerSource = 60, Events = 120;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Probability_is_calibrated_with_and_without_echoes(bool echoes)
    {
        var bins = new (double Said, double Real, int Count)[10];
        int inPlace = 0, real = 0;
        for (ulong seed = 501; seed < 509; seed++) Count(seed, echoes, bins, ref inPlace, ref real);
        int all = bins.Sum(b => b.Count);
        double ece = bins.Sum(b => Math.Abs(b.Said - b.Real)) / all;
        output.WriteLine($"seeds 501 to 508, echoes {echoes}: ECE {ece:F4} over {all}; 90 % region holds {(double)inPlace / real:P1} of {real}");
        Assert.True(ece <= 0.02, $"ECE {ece:F4}");
        Assert.InRange((double)inPlace / real, 0.86, 0.94);
    }

    private static void Count(ulong seed, bool echoes, (double Said, double Real, int Count)[] bins, ref int inPlace, ref int real)
    {
        (List<Detection> detections, Dictionary<Hash256, int> truth, List<GeoPoint> places) = Draw(seed, echoes);
        double area = SideM * SideM * 1e-6 * Hours;
        var options = new FusionOptions { Rates = IncidentRates.OfTotal(Events / area), OthersSilentLog = Sources * Math.Log(1 - Seen), AreaKm2 = SideM * SideM * 1e-6 };
        var taken = new HashSet<int>();
        foreach (Hypothesis h in World.Solved(detections, options).Hypotheses.OrderByDescending(h => h.Origins).ThenBy(h => h.Id))
        {
            int best = h.Members.Select(m => truth[m.Detection]).Where(t => t >= 0).GroupBy(t => t).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault(-1);
            bool isReal = best >= 0 && taken.Add(best); // a second hypothesis of one event is a duplicate
            int bin = Math.Min(9, (int)(h.Probability * 10));
            bins[bin] = (bins[bin].Said + h.Probability, bins[bin].Real + (isReal ? 1 : 0), bins[bin].Count + 1);
            if (!isReal) continue;
            real++;
            (double e, double n) = new LocalPlane(h.Where.Position).ToPlane(places[best]);
            Covariance2 c = h.Where.Error;
            if (((c.NorthNorthM2 * e * e) - (2 * c.EastNorthM2 * e * n) + (c.EastEastM2 * n * n)) / c.DeterminantM4 <= 4.605) inPlace++;
        }
    }

    private static (List<Detection> Detections, Dictionary<Hash256, int> Truth, List<GeoPoint> Places) Draw(ulong seed, bool echoes)
    {
        var random = new SeededRandom(seed);
        var detections = new List<Detection>();
        var truth = new Dictionary<Hash256, int>();
        var places = new List<GeoPoint>();
        double clutter = Math.Log(FalsePerSource / (SideM * SideM * 1e-6 * Hours));
        void Say(int source, int number, double e, double n, double minutes)
        {
            double sigma = 100 + (400 * random.NextUnit());
            string name = $"{seed}/{detections.Count}";
            Detection d = World.Report(name, e + (sigma * random.NextNormal()), n + (sigma * random.NextNormal()), minutes + random.NextNormal(), $"{source}", sigma, 60, clutter)
                with
            { ReportGivenEvent = Seen / (1 - Seen) };
            for (int copy = echoes ? random.NextPoisson(0.7) : 0; copy >= 0; copy--)
            {
                detections.Add(d with { Id = World.IdOf($"{name}/{copy}") });
                truth.Add(detections[^1].Id, number);
            }
        }

        for (int k = 0; k < Events; k++)
        {
            double e = (random.NextUnit() - 0.5) * SideM, n = (random.NextUnit() - 0.5) * SideM, t = random.NextUnit() * Hours * 60;
            places.Add(World.Place(e, n));
            for (int s = 0; s < Sources; s++)
            {
                if (random.NextUnit() < Seen) Say(s, k, e, n, t);
            }
        }

        for (int s = 0; s < Sources; s++)
        {
            for (int k = 0; k < FalsePerSource; k++) Say(s, -1, (random.NextUnit() - 0.5) * SideM, (random.NextUnit() - 0.5) * SideM, random.NextUnit() * Hours * 60);
        }

        return (detections, truth, places);
    }
}
