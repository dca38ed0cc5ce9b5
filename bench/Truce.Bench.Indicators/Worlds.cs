using Truce.Measures;

namespace Truce.Bench.Indicators;

/// <summary>Made-up rows of counts whose truth is known: a mean a day, hours watched, and how the counts depart from Poisson's.</summary>
internal sealed record World(string Name, Func<SeededRandom, double, int, (int[] Counts, double[] Hours)> Make)
{
    private const double FullDayH = 24, YearDays = 365.25, Sigma = 0.5;

    /// <summary>Rows in which every light is called false: the promise is to hold in each.</summary>
    public static IReadOnlyList<World> Unchanged { get; } =
    [
        new("Poisson", (r, mean, days) => Simple(days, _ => r.NextPoisson(mean))),
        new("negative binomial, variance 3 x mean", (r, mean, days) => Simple(days, _ => NegativeBinomial(r, mean, 3))),
        new("negative binomial, variance 10 x mean", (r, mean, days) => Simple(days, _ => NegativeBinomial(r, mean, 10))),
        new("salvos: 4 on average, one in 20 of 20", (r, mean, days) => Simple(days, _ => Salvos(r, mean))),
        new("log-normal days, sigma 1", (r, mean, days) => Simple(days, _ => Large(r, mean * Math.Exp(r.NextNormal() - 0.5)))),
        new("weekends at half", (r, mean, days) => Simple(days, d => r.NextPoisson(mean * (d % 7 >= 5 ? 0.5 : 1.2)))),
        new("one day of the week fourfold", (r, mean, days) => Simple(days, d => r.NextPoisson(mean * (d % 7 == 2 ? 2.8 : 0.7)))),
        new("holes: one day in five unwatched, 4 to 24 h on others", (r, mean, days) => Watched(r, mean, Holes(r, days))),
        new("outages of about ten days, a quarter of all days", (r, mean, days) => Watched(r, mean, Outages(r, days))),
        new("hours that wander, log sigma 0.6 over 50 days", (r, mean, days) => Watched(r, mean, WanderingHours(r, days))),
        new("correlated days, rho 0.3", (r, mean, days) => Correlated(r, mean, days, 0.3, Sigma)),
        new("correlated days, rho 0.6", (r, mean, days) => Correlated(r, mean, days, 0.6, Sigma)),
        new("correlated days, rho 0.8", (r, mean, days) => Correlated(r, mean, days, 0.8, Sigma)),
        new("correlated days, rho 0.95", (r, mean, days) => Correlated(r, mean, days, 0.95, Sigma)),
        new("correlated days, rho 0.99", (r, mean, days) => Correlated(r, mean, days, 0.99, Sigma)),
        new("a yearly season of 40 % about the mean", (r, mean, days) => Season(r, mean, days, 0.4)),
        new("a yearly season of 70 % about the mean", (r, mean, days) => Season(r, mean, days, 0.7)),
        new("doubling each year", (r, mean, days) => Simple(days, d => Large(r, mean * Math.Pow(2, d / YearDays)))),
        new("halving each year", (r, mean, days) => Simple(days, d => Large(r, mean * Math.Pow(0.5, d / YearDays)))),
        new("a straight line, doubled after a year", (r, mean, days) => Simple(days, d => Large(r, mean * (1 + (d / YearDays))))),
        new("levels that switch every 60 days, x 1.5", (r, mean, days) => Levels(r, mean, days, 1.5)),
        new("levels that switch every 60 days, x 2", (r, mean, days) => Levels(r, mean, days, 2)),
    ];

    /// <summary>Rows beyond what is promised, to see how it breaks.</summary>
    public static IReadOnlyList<World> Beyond { get; } =
    [
        new("levels that switch every 60 days, x 3", (r, mean, days) => Levels(r, mean, days, 3)),
        new("correlated days, rho 0.8, sigma 1", (r, mean, days) => Correlated(r, mean, days, 0.8, 1)),
        new("correlated days, rho 0.95, sigma 1", (r, mean, days) => Correlated(r, mean, days, 0.95, 1)),
        new("correlated days, rho 0.99, sigma 1", (r, mean, days) => Correlated(r, mean, days, 0.99, 1)),
        new("doubling each quarter, up to 20 times", (r, mean, days) => Simple(days, d => Large(r, mean * Math.Min(20, Math.Pow(2, 4 * d / YearDays))))),
    ];

    /// <summary>Counts with a rate multiplied from a day on.</summary>
    public static (int[] Counts, double[] Hours) Changed(SeededRandom r, double mean, int days, int from, double ratio, double scatter) =>
        Simple(days, d => NegativeBinomial(r, d >= from ? mean * ratio : mean, scatter));

    private static (int[] Counts, double[] Hours) Simple(int days, Func<int, int> count) =>
        ([.. Enumerable.Range(0, days).Select(count)], [.. Enumerable.Repeat(FullDayH, days)]);

    private static (int[] Counts, double[] Hours) Watched(SeededRandom r, double mean, double[] hours) =>
        ([.. hours.Select(h => Large(r, mean * h / FullDayH))], hours);

    private static double[] Holes(SeededRandom r, int days) => [.. Enumerable.Range(0, days).Select(_ => r.NextUnit() < 0.2 ? 0 : 4 + (20 * r.NextUnit()))];

    private static double[] Outages(SeededRandom r, int days)
    {
        double[] hours = new double[days];
        bool outage = false;
        for (int d = 0; d < days; d++)
        {
            outage = outage ? r.NextUnit() >= 0.1 : r.NextUnit() < 1.0 / 30;
            hours[d] = outage ? 0 : FullDayH;
        }

        return hours;
    }

    private static double[] WanderingHours(SeededRandom r, int days)
    {
        double z = r.NextNormal();
        return [.. Enumerable.Range(0, days).Select(_ => 10 * Math.Exp(0.6 * (z = Next(r, z, 0.98))))];
    }

    private static (int[] Counts, double[] Hours) Correlated(SeededRandom r, double mean, int days, double rho, double sigma)
    {
        double z = r.NextNormal();
        return Simple(days, _ => Large(r, mean * Math.Exp((sigma * (z = Next(r, z, rho))) - (sigma * sigma / 2))));
    }

    /// <summary>The next step of a stationary normal chain with variance 1.</summary>
    private static double Next(SeededRandom r, double z, double rho) => (rho * z) + (Math.Sqrt(1 - (rho * rho)) * r.NextNormal());

    private static (int[] Counts, double[] Hours) Season(SeededRandom r, double mean, int days, double share)
    {
        double phase = r.NextUnit();
        return Simple(days, d => Large(r, mean * (1 + (share * Math.Sin(2 * Math.PI * ((d / YearDays) + phase))))));
    }

    /// <summary>Two levels a ratio apart about the mean; each day one chance in sixty to switch, so that some rows stay for a year.</summary>
    private static (int[] Counts, double[] Hours) Levels(SeededRandom r, double mean, int days, double ratio)
    {
        bool high = r.NextUnit() < 0.5;
        double half = Math.Sqrt(ratio);
        return Simple(days, _ => Large(r, (high ^= r.NextUnit() < 1.0 / 60) ? mean * half : mean / half));
    }

    private static int Salvos(SeededRandom r, double mean)
    {
        const double MeanSize = (0.95 * 4) + (0.05 * 20);
        int count = 0;
        for (int left = r.NextPoisson(mean / MeanSize); left > 0; left--) count += 1 + r.NextPoisson(r.NextUnit() < 0.05 ? 19 : 3);
        return count;
    }

    private static int NegativeBinomial(SeededRandom r, double mean, double scatter) =>
        scatter <= 1 ? Large(r, mean) : Large(r, Gamma(r, mean / (scatter - 1)) * (scatter - 1));

    /// <summary>Poisson of any mean: a large one in parts.</summary>
    private static int Large(SeededRandom r, double mean)
    {
        int count = 0;
        for (; mean > 200; mean -= 200) count += r.NextPoisson(200);
        return count + r.NextPoisson(mean);
    }

    /// <summary>Gamma with scale 1 (Marsaglia and Tsang 2000).</summary>
    private static double Gamma(SeededRandom r, double shape)
    {
        if (shape < 1) return Gamma(r, shape + 1) * Math.Pow(1 - r.NextUnit(), 1 / shape);
        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = r.NextNormal(), v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - r.NextUnit()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v))) return d * v;
        }
    }
}
