using System.Globalization;
using Truce.Measures;
using Truce.Response.Indicators;

namespace Truce.Bench.Indicators;

/// <summary>Days from a planted change to its light.</summary>
internal static class Delays
{
    private const int AfterDays = 180;

    public static void Print(int change, int runs, double allowance, ulong seed)
    {
        Console.WriteLine($"Days from a planted change to its light, one row of a board of {MadeUp.Rows}, change after {change} days; season allowance {allowance}; {runs} runs each; seed {seed}");
        Console.WriteLine("scatter  mean/day  ratio   median  90 % within   lit in 14 d  28 d  90 d  180 d   began in its interval   ratio in its interval   (of lit)");
        foreach (double scatter in (double[])[1, 3])
        {
            foreach (double mean in MadeUp.Means)
            {
                foreach (double ratio in (double[])[1.5, 2, 4, 0.5, 0.25]) Print(scatter, mean, ratio, change, runs, allowance, seed);
            }
        }
    }

    private static void Print(double scatter, double mean, double ratio, int change, int runs, double allowance, ulong seed)
    {
        var delays = new List<int>();
        (int inside, int sized, int lit) = (0, 0, 0);
        DateOnly truth = MadeUp.First.AddDays(change);
        ChangeDirection wanted = ratio > 1 ? ChangeDirection.Rise : ChangeDirection.Fall;
        for (int run = 0; run < runs; run++)
        {
            (int[] counts, double[] hours) = World.Changed(new SeededRandom(seed + (ulong)run), mean, change + AfterDays, change, ratio, scatter);
            IndicatorBoard board = MadeUp.Board(1.0 / MadeUp.Rows, IndicatorStep.Day, allowance, [MadeUp.Series(0, counts, hours, 1)]);
            IndicatorLight? light = board.Rows[0].Lights.FirstOrDefault(l => l.Direction == wanted && l.Lit >= truth);
            delays.Add(light is null ? int.MaxValue : light.Lit.DayNumber - truth.DayNumber + 1);
            if (light is null) continue;
            lit++;
            if (light.Change.Earliest <= truth && truth <= light.Change.Latest) inside++;
            if (light.Change.RatioLow <= ratio && ratio <= (light.Change.RatioHigh ?? double.PositiveInfinity)) sized++;
        }

        delays.Sort();
        string Day(int d) => d == int.MaxValue ? ">180" : d.ToString(CultureInfo.InvariantCulture);
        string Within(int d) => $"{100.0 * delays.Count(x => x <= d) / runs:F0} %";
        string Of(int n) => lit == 0 ? "-" : $"{100.0 * n / lit:F0} %";
        Console.WriteLine($"{scatter,7:F0} {mean,9:F1} {ratio,6:0.0#} {Day(delays[runs / 2]),8} {Day(delays[Math.Min(runs - 1, runs * 9 / 10)]),12} {Within(14),12} {Within(28),6} {Within(90),6} {Within(180),6} {Of(inside),18} {Of(sized),22} {lit,12}");
    }
}
