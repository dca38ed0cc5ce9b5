using Truce.Measures;

namespace Truce.Detections;

/// <summary>How many thermal hot spots a quiet year gives, by place and season: the density of those that need no incident to explain them.</summary>
/// <remarks>
/// Cells of 0.1° by seasons of 16 days (23 a year, the last one short). A cell's rate is shrunk to the mean of its surroundings (docs/fusion.md,
/// section 6), so a cell that never burned is not called impossible. An immutable snapshot; make it with <see cref="BackgroundFieldBuilder"/>.
/// </remarks>
public sealed class BackgroundField
{
    /// <summary>Side of a cell, degrees.</summary>
    public const double CellDeg = 0.1;

    /// <summary>Length of a season, days.</summary>
    public const int SeasonDays = 16;

    /// <summary>Seasons in a year.</summary>
    public const int Seasons = 23;

    /// <summary>Least rate, per km² and hour: one hot spot a year in 570 km². Chosen: a hundredth of a burning season; unknown is not never.</summary>
    public const double LeastPerKm2Hour = 2e-7;

    private readonly Dictionary<int, float> _logs;
    private readonly float[] _elsewhere;

    internal BackgroundField(Dictionary<int, float> logs, float[] elsewhere) => (_logs, _elsewhere) = (logs, elsewhere);

    /// <summary>A field without any history: the same low rate everywhere.</summary>
    /// <param name="perKm2Hour">Hot spots per km² and hour that need no incident.</param>
    public static BackgroundField Constant(double perKm2Hour)
    {
        float[] rates = new float[Seasons];
        Array.Fill(rates, (float)Math.Log(Math.Max(perKm2Hour, LeastPerKm2Hour)));
        return new([], rates);
    }

    /// <summary>Cells and seasons with a rate of their own.</summary>
    public int Count => _logs.Count;

    /// <summary>ln of the density, per km² and hour, at a place on a day of the year (1 to 366).</summary>
    public double LogPerKm2Hour(GeoPoint place, int dayOfYear)
    {
        int season = SeasonOf(dayOfYear);
        return _logs.TryGetValue(Key(RowOf(place.LatitudeDeg), ColumnOf(place.LongitudeDeg), season), out float log) ? log : _elsewhere[season];
    }

    internal static int SeasonOf(int dayOfYear) => Math.Clamp((dayOfYear - 1) / SeasonDays, 0, Seasons - 1);

    internal static int RowOf(double latitudeDeg) => (int)Math.Floor((latitudeDeg + 90) / CellDeg);

    internal static int ColumnOf(double longitudeDeg) => (int)Math.Floor((longitudeDeg + 180) / CellDeg);

    internal static int Key(int row, int column, int season) => (((row * 3700) + column) * Seasons) + season;
}
