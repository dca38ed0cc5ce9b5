using System.Collections.Immutable;
using System.Globalization;
using Truce.Bench.Indicators;
using Truce.Measures;
using Truce.Response.Indicators;

// False lights a year of whole boards against the promise, and the delay until a planted change lights: docs/quality-indicators.md.
// Usage: Truce.Bench.Indicators [false|delay|all] [board-years or runs]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rows = 40, Warm = 56, Year = 365;
const ulong Seed = 20261122;
double[] means = [0.2, 1, 5, 30];
string what = args.Length > 0 ? args[0] : "all";
int runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
ImmutableSortedDictionary<string, string> name = ImmutableSortedDictionary<string, string>.Empty.Add("en", "made up");
if (what is "false" or "all") FalseLights();
if (what is "delay" or "all") Delays();
return;

IndicatorSet Set(double perYear, IndicatorStep step) => new(perYear,
    [new() { Id = "made-up", Name = name, Reason = name, Source = IndicatorSource.Incidents, Step = step }], []);

IndicatorSeries Series(int row, int[] counts, double[] hours) => new("made-up", row.ToString("00", CultureInfo.InvariantCulture), name,
    [.. counts.Select((c, d) => new IndicatorPeriod(new DateOnly(2030, 1, 1).AddDays(d), c, hours[d] > 0 ? hours[d] : null, []))], 0);

void FalseLights()
{
    Console.WriteLine($"False lights a year on a board of {Rows} rows, promise 1; {runs} boards of a year after {Warm} days; seed {Seed}");
    Console.WriteLine($"{"world",-56} {"rises",7} {"falls",7} {"all",7}  95 % of all   {"by mean 0.2, 1, 5, 30",-28} boards that lit");
    for (int w = 0; w < World.Unchanged.Count; w++)
    {
        int rises = 0, falls = 0, litBoards = 0;
        int[] byMean = new int[means.Length];
        for (int run = 0; run < runs; run++)
        {
            var random = new SeededRandom(Seed + ((ulong)w * 1_000_003) + (ulong)run);
            IndicatorSeries[] series = [.. Enumerable.Range(0, Rows).Select(row =>
            {
                (int[] counts, double[] hours) = World.Unchanged[w].Make(random, means[row % means.Length], Warm + Year);
                return Series(row, counts, hours);
            })];
            IndicatorBoard board = IndicatorBoard.Make("made-up", true, new(2031, 1, 1), Set(1, IndicatorStep.Day), series, []);
            int before = rises + falls;
            foreach (IndicatorRow row in board.Rows)
            {
                rises += row.Lights.Count(l => l.Direction == ChangeDirection.Rise);
                falls += row.Lights.Count(l => l.Direction == ChangeDirection.Fall);
                byMean[int.Parse(row.Series.Sector, CultureInfo.InvariantCulture) % means.Length] += row.Lights.Length;
            }

            if (rises + falls > before) litBoards++;
        }

        double years = runs * Year / 365.25;
        Interval95 all = ExactIntervals.PoissonMean(rises + falls);
        Console.WriteLine($"{World.Unchanged[w].Name,-56} {rises / years,7:F3} {falls / years,7:F3} {(rises + falls) / years,7:F3}  {all.Low / years:F3}–{all.High / years:F3}   {string.Join(", ", byMean.Select(m => (m / years).ToString("F2", CultureInfo.InvariantCulture))),-28} {litBoards}/{runs}");
    }
}

void Delays()
{
    const int Change = 200, After = 180;
    Console.WriteLine();
    Console.WriteLine($"Days from a planted change to its light, one row of a board of {Rows}, change after {Change} days; {runs} runs each; seed {Seed}");
    Console.WriteLine("scatter  mean/day  ratio   median  90 % within   lit in 14 d  28 d  90 d  180 d   began in its interval   ratio in its interval   (of lit)");
    foreach (double scatter in (double[])[1, 3])
    {
        foreach (double mean in means)
        {
            foreach (double ratio in (double[])[1.5, 2, 4, 0.5]) Delay(scatter, mean, ratio, Change, After);
        }
    }
}

void Delay(double scatter, double mean, double ratio, int change, int after)
{
    var delays = new List<int>();
    int inside = 0, sized = 0, lit = 0;
    for (int run = 0; run < runs; run++)
    {
        var random = new SeededRandom(Seed + (ulong)run);
        (int[] counts, double[] hours) = World.Changed(random, mean, change + after, change, ratio, scatter);
        DateOnly truth = new DateOnly(2030, 1, 1).AddDays(change);
        IndicatorBoard board = IndicatorBoard.Make("made-up", true, new(2031, 1, 1), Set(1.0 / Rows, IndicatorStep.Day), [Series(0, counts, hours)], []);
        ChangeDirection wanted = ratio > 1 ? ChangeDirection.Rise : ChangeDirection.Fall;
        IndicatorLight? light = board.Rows[0].Lights.FirstOrDefault(l => l.Direction == wanted && l.Lit >= truth);
        delays.Add(light is null ? int.MaxValue : light.Lit.DayNumber - truth.DayNumber + 1);
        if (light is null) continue;
        lit++;
        if (light.Change.Earliest <= truth && truth <= light.Change.Latest) inside++;
        if (light.Change.RatioLow <= ratio && ratio <= (light.Change.RatioHigh ?? double.PositiveInfinity)) sized++;
    }

    delays.Sort();
    string Day(int d) => d == int.MaxValue ? ">180" : d.ToString(CultureInfo.InvariantCulture);
    string Share(int d) => (100.0 * delays.Count(x => x <= d) / runs).ToString("F0", CultureInfo.InvariantCulture) + " %";
    string Of(int n) => lit == 0 ? "-" : $"{100.0 * n / lit:F0} %";
    Console.WriteLine($"{scatter,7:F0} {mean,9:F1} {ratio,6:F1} {Day(delays[runs / 2]),8} {Day(delays[Math.Min(runs - 1, runs * 9 / 10)]),12} {Share(14),12} {Share(28),6} {Share(90),6} {Share(180),6} {Of(inside),18} {Of(sized),22} {lit,12}");
}
