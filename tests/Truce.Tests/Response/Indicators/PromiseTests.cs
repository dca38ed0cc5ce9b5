using Truce.Measures;
using Truce.Response.Indicators;

namespace Truce.Tests.Response.Indicators;

/// <summary>False lights of whole boards where rates wander, in small: the figures are in docs/quality-indicators.md. Each is run with the remedy taken out, and must then break.</summary>
public sealed class PromiseTests
{
    private const int Rows = 40, Days = 786, Boards = 2;
    private const ulong Seed = 81_000;
    private static readonly double[] Means = [0.2, 1, 5, 30];

    /// <summary>Without blocks nothing is known of movement: the watch as it was.</summary>
    private static readonly WatchOptions Blind = WatchOptions.Days with { Block = 100_000 };

    public static TheoryData<string> Worlds => ["days that hang together", "a yearly season", "levels that switch", "a slow doubling"];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void A_board_lights_falsely_no_oftener_than_it_promises_and_would_without_the_remedy(string world)
    {
        const double Years = Boards * (Days - 56) / 365.25;
        int lights = Lights(world, WatchOptions.Days, 2), without = Lights(world, Blind, 1);
        Assert.True(lights <= Years, $"{world}: {lights} false lights in {Years:F1} years of a board that promises 1, seed {Seed}");
        Assert.True(without > 5 * Years, $"{world}: {without} without the remedy, seed {Seed}");
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(5, 10)]
    [InlineData(30, 5)]
    public void A_fourfold_rise_still_lights_in_the_first_year(double mean, int daysMedian)
    {
        int[] delays = [.. Enumerable.Range(0, 15).Select(i => Delay(Seed + (ulong)i, mean, 4, 2)).Order()];
        Assert.True(delays[7] <= daysMedian, $"{string.Join(' ', delays)}, seed {Seed}");
        int[] blunt = [.. Enumerable.Range(0, 15).Select(i => Delay(Seed + (ulong)i, mean, 4, 10)).Order()];
        Assert.True(blunt[7] > daysMedian, "an allowance of ten hides a fourfold rise");
    }

    private static int Delay(ulong seed, double mean, double ratio, double allowance)
    {
        const int Change = 200;
        RowWatch watch = Watch(WatchOptions.Days, allowance);
        var random = new SeededRandom(seed);
        for (int d = 0; d < Change + 60; d++) watch.Step(new(MadeUp.First.AddDays(d), random.NextPoisson(d < Change ? mean : mean * ratio), 24, []));
        return watch.Lights.Where(l => l.Direction == ChangeDirection.Rise).Select(l => l.Lit.DayNumber - MadeUp.First.DayNumber - Change + 1).FirstOrDefault(int.MaxValue);
    }

    private static int Lights(string world, WatchOptions options, double allowance)
    {
        int lights = 0;
        for (int row = 0; row < Boards * Rows; row++)
        {
            var random = new SeededRandom(Seed + (ulong)row);
            Func<int, double> rate = Rate(world, random);
            RowWatch watch = Watch(options, allowance);
            for (int d = 0; d < Days; d++) watch.Step(new(MadeUp.First.AddDays(d), random.NextPoisson(Means[row % Means.Length] * rate(d)), 24, []));
            lights += watch.Lit;
        }

        return lights;
    }

    private static RowWatch Watch(WatchOptions options, double allowance) => new(1.0 / Rows / options.PeriodsPerYear, options, allowance, null);

    private static Func<int, double> Rate(string world, SeededRandom random)
    {
        double z = random.NextNormal(), phase = random.NextUnit();
        bool high = random.NextBelow(2) == 0;
        return world switch
        {
            "days that hang together" => _ => Math.Exp((0.5 * (z = (0.95 * z) + (Math.Sqrt(1 - (0.95 * 0.95)) * random.NextNormal()))) - 0.125),
            "a yearly season" => d => 1 + (0.7 * Math.Sin(2 * Math.PI * ((d / 365.25) + phase))),
            "levels that switch" => _ => (high ^= random.NextUnit() < 1.0 / 60) ? Math.Sqrt(2) : Math.Sqrt(0.5),
            _ => d => Math.Pow(2, d / 365.25),
        };
    }
}
