using System.Diagnostics;
using System.Globalization;
using Truce.Measures;
using Truce.Response.Indicators;

namespace Truce.Bench.Indicators;

/// <summary>False lights a year of whole boards, year by year: in the first the allowance for seasons holds, later each row has a year of its own past.</summary>
internal static class FalseLights
{
    private const int WarmDays = 56, WarmWeeksDays = 112, YearDays = 365, Years = 3;

    public static void Print(IReadOnlyList<World> worlds, int boards, string part, double allowance, bool weeks, ulong seed)
    {
        int warm = weeks ? WarmWeeksDays : WarmDays;
        Console.WriteLine($"False lights a year on a board of {MadeUp.Rows} rows counted by {(weeks ? "week" : "day")}, promise 1; {boards} boards of {Years} years after {warm} days; season allowance {allowance}; seed {seed}");
        Console.WriteLine($"{"world",-54} {"year 1",7} {"year 2",7} {"year 3",7}   {"mean",6} {"95 %",-12}  rises  {"by mean 0.2, 1, 5, 30",-24} restless after 1, 3 years   s");
        for (int w = 0; w < worlds.Count; w++)
        {
            if (!worlds[w].Name.Contains(part, StringComparison.Ordinal)) continue;
            long start = Stopwatch.GetTimestamp();
            var tally = new Tally();
            for (int run = 0; run < boards; run++) tally.Add(Board(worlds[w], new SeededRandom(seed + ((ulong)w * 1_000_003) + (ulong)run), warm, allowance, weeks), warm);
            Console.WriteLine(tally.Line(worlds[w].Name, boards, Stopwatch.GetElapsedTime(start)));
        }
    }

    private static (IndicatorRow[] Rows, int RestlessAtOne) Board(World world, SeededRandom random, int warm, double allowance, bool weeks)
    {
        IndicatorSeries[] series = [.. Enumerable.Range(0, MadeUp.Rows).Select(row =>
        {
            (int[] counts, double[] hours) = world.Make(random, MadeUp.Means[row % MadeUp.Means.Length], warm + (Years * YearDays));
            return MadeUp.Series(row, counts, hours, weeks ? 7 : 1);
        })];
        IndicatorStep step = weeks ? IndicatorStep.Week : IndicatorStep.Day;
        DateOnly year = MadeUp.First.AddDays(warm + YearDays);
        IndicatorSeries[] first = [.. series.Select(s => s with { Periods = [.. s.Periods.Where(p => p.First < year)] })];
        return ([.. MadeUp.Board(1, step, allowance, series).Rows], MadeUp.Board(1, step, allowance, first).Rows.Count(r => r.State == RowState.TooRestless));
    }

    /// <summary>What was lit, by year and by mean.</summary>
    private sealed class Tally
    {
        private readonly int[] _byYear = new int[Years], _byMean = new int[MadeUp.Means.Length];
        private int _rises, _restlessAtOne, _restlessAtEnd;

        public void Add((IndicatorRow[] Rows, int RestlessAtOne) board, int warm)
        {
            _restlessAtOne += board.RestlessAtOne;
            foreach (IndicatorRow row in board.Rows)
            {
                if (row.State == RowState.TooRestless) _restlessAtEnd++;
                _rises += row.Lights.Count(l => l.Direction == ChangeDirection.Rise);
                _byMean[int.Parse(row.Series.Sector, CultureInfo.InvariantCulture) % _byMean.Length] += row.Lights.Length;
                foreach (IndicatorLight light in row.Lights) _byYear[Math.Clamp((light.Lit.DayNumber - MadeUp.First.DayNumber - warm) / YearDays, 0, Years - 1)]++;
            }
        }

        public string Line(string name, int boards, TimeSpan took)
        {
            double years = boards * Years;
            Interval95 all = ExactIntervals.PoissonMean(_byYear.Sum());
            return $"{name,-54} {string.Join(' ', _byYear.Select(n => $"{(double)n / boards,7:F2}"))}   {_byYear.Sum() / years,6:F3} {$"{all.Low / years:F2} to {all.High / years:F2}",-12} {_rises / years,6:F3}  "
                + $"{string.Join(", ", _byMean.Select(n => $"{n / years:F2}")),-24} {Share(_restlessAtOne, boards),12} {Share(_restlessAtEnd, boards),6} {took.TotalSeconds,9:F1}";
        }

        private static string Share(int rows, int boards) => $"{100.0 * rows / (boards * MadeUp.Rows):F0} %";
    }
}
