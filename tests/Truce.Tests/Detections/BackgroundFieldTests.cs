using Truce.Detections;
using Truce.Measures;

namespace Truce.Tests.Detections;

public class BackgroundFieldTests
{
    private const ulong Seed = 900;

    [Fact]
    public void A_known_field_is_found_again()
    {
        var random = new SeededRandom(Seed);
        var builder = new BackgroundFieldBuilder();
        // 0.4 hot spots a year and cell in the season of day 100, over 30 × 30 cells and 8 years; ten times that in one corner.
        for (int year = 0; year < 8; year++)
        {
            for (int cell = 0; cell < 900; cell++)
            {
                double mean = cell / 30 < 8 && cell % 30 < 8 ? 4 : 0.4;
                for (int k = random.NextPoisson(mean); k > 0; k--) builder.Add(20 + ((cell / 30) * 0.1) + 0.05, 30 + ((cell % 30) * 0.1) + 0.05, 100, 2001 + year);
            }
        }

        BackgroundField field = builder.Build();
        double km2 = new LocalPlane(new(21, 31)).MetresPerDegreeEast * new LocalPlane(new(21, 31)).MetresPerDegreeNorth * 1e-8;
        double PerSeason(double lat, double lon) => Math.Exp(field.LogPerKm2Hour(new(lat, lon), 100)) * km2 * 16 * 24;
        Assert.InRange(PerSeason(22.05, 32.05), 0.05, 1.2);
        Assert.InRange(PerSeason(20.35, 30.35) / PerSeason(22.05, 32.05), 4, 40);
        Assert.True(field.LogPerKm2Hour(new(22, 32), 300) < field.LogPerKm2Hour(new(22, 32), 100));
    }

    [Fact]
    public void Nowhere_is_impossible_and_bad_points_do_not_count()
    {
        var builder = new BackgroundFieldBuilder();
        Assert.True(builder.Add(20, 30, 100, 2001));
        Assert.False(builder.Add(120, 30, 100, 2001));
        Assert.False(builder.Add(20, double.NaN, 100, 2001));
        Assert.False(builder.Add(20, 30, 367, 2001));
        Assert.Equal(1, builder.Count);
        Assert.Equal(Math.Log(BackgroundField.LeastPerKm2Hour), builder.Build().LogPerKm2Hour(new(-40, 100), 5), 5);
        Assert.Throws<InvalidOperationException>(() => new BackgroundFieldBuilder().Build());
    }

    [Fact]
    public void A_year_with_twice_the_satellites_does_not_double_the_field()
    {
        BackgroundField Make(int factor)
        {
            var builder = new BackgroundFieldBuilder();
            for (int year = 0; year < 4; year++)
            {
                for (int k = 0; k < 40 * (year == 3 ? factor : 1); k++) builder.Add(20 + (k % 10 * 0.1), 30, 100, 2001 + year);
            }

            return builder.Build();
        }

        double ratio = Math.Exp(Make(4).LogPerKm2Hour(new(20.35, 30), 100) - Make(1).LogPerKm2Hour(new(20.35, 30), 100));
        Assert.InRange(ratio, 1.5, 1.9); // scaled to the mean yearly total, (3 + 4) / 4, not to the latest
    }
}
