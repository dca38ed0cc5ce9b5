using Truce.Measures;

namespace Truce.Bench.Indicators;

/// <summary>Made-up rows of counts whose truth is known: a mean a day, hours watched, and how the counts depart from Poisson's.</summary>
internal sealed record World(string Name, Func<SeededRandom, double, int, (int[] Counts, double[] Hours)> Make)
{
    private const double FullDayH = 24;

    /// <summary>Rows without any change of rate that a reader would call one; in the last four the promise's conditions do not hold.</summary>
    public static IReadOnlyList<World> Unchanged { get; } =
    [
        new("Poisson", (r, mean, days) => Simple(days, _ => r.NextPoisson(mean))),
        new("negative binomial, variance 3 x mean", (r, mean, days) => Simple(days, _ => NegativeBinomial(r, mean, 3))),
        new("negative binomial, variance 10 x mean", (r, mean, days) => Simple(days, _ => NegativeBinomial(r, mean, 10))),
        new("salvos: 4 on average, one in 20 of 20", (r, mean, days) => Simple(days, _ => Salvos(r, mean))),
        new("log-normal days, sigma 1", (r, mean, days) => Simple(days, _ => Large(r, mean * Math.Exp(r.NextNormal() - 0.5)))),
        new("weekends at half", (r, mean, days) => Simple(days, d => r.NextPoisson(mean * (d % 7 >= 5 ? 0.5 : 1.2)))),
        new("holes: one day in five unwatched, 4 to 24 h on others", Holes),
        new("outages of about ten days, a quarter of all days", Outages),
        new("correlated days, rho 0.5, sigma 0.5", (r, mean, days) => Correlated(r, mean, days, 0.5)),
        new("correlated days, rho 0.8, sigma 0.5", (r, mean, days) => Correlated(r, mean, days, 0.8)),
        new("correlated days, rho 0.95, sigma 0.5", (r, mean, days) => Correlated(r, mean, days, 0.95)),
        new("a yearly season of 40 % about the mean", (r, mean, days) => Season(r, mean, days)),
    ];

    /// <summary>Counts with a rate multiplied from a day on.</summary>
    public static (int[] Counts, double[] Hours) Changed(SeededRandom r, double mean, int days, int from, double ratio, double scatter) =>
        Simple(days, d => NegativeBinomial(r, d >= from ? mean * ratio : mean, scatter));

    private static (int[] Counts, double[] Hours) Simple(int days, Func<int, int> count) =>
        ([.. Enumerable.Range(0, days).Select(count)], [.. Enumerable.Repeat(FullDayH, days)]);

    private static (int[] Counts, double[] Hours) Holes(SeededRandom r, double mean, int days)
    {
        double[] hours = [.. Enumerable.Range(0, days).Select(_ => r.NextUnit() < 0.2 ? 0 : 4 + (20 * r.NextUnit()))];
        return ([.. hours.Select(h => r.NextPoisson(mean * h / FullDayH))], hours);
    }

    private static (int[] Counts, double[] Hours) Outages(SeededRandom r, double mean, int days)
    {
        double[] hours = new double[days];
        bool outage = false;
        for (int d = 0; d < days; d++)
        {
            outage = outage ? r.NextUnit() >= 0.1 : r.NextUnit() < 1.0 / 30;
            hours[d] = outage ? 0 : FullDayH;
        }

        return ([.. hours.Select(h => r.NextPoisson(mean * h / FullDayH))], hours);
    }

    private static (int[] Counts, double[] Hours) Correlated(SeededRandom r, double mean, int days, double rho)
    {
        const double Sigma = 0.5;
        double z = r.NextNormal();
        return Simple(days, _ =>
        {
            z = (rho * z) + (Math.Sqrt(1 - (rho * rho)) * r.NextNormal());
            return Large(r, mean * Math.Exp((Sigma * z) - (Sigma * Sigma / 2)));
        });
    }

    private static (int[] Counts, double[] Hours) Season(SeededRandom r, double mean, int days)
    {
        double phase = r.NextUnit();
        return Simple(days, d => r.NextPoisson(mean * (1 + (0.4 * Math.Sin(2 * Math.PI * ((d / 365.25) + phase))))));
    }

    private static int Salvos(SeededRandom r, double mean)
    {
        const double MeanSize = (0.95 * 4) + (0.05 * 20);
        int count = 0;
        for (int left = r.NextPoisson(mean / MeanSize); left > 0; left--) count += 1 + r.NextPoisson(r.NextUnit() < 0.05 ? 19 : 3);
        return count;
    }

    private static int NegativeBinomial(SeededRandom r, double mean, double scatter) =>
        scatter <= 1 ? r.NextPoisson(mean) : Large(r, Gamma(r, mean / (scatter - 1)) * (scatter - 1));

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
