namespace Truce.Detections;

/// <summary>Counts the hot spots of earlier years, point by point, and makes a <see cref="BackgroundField"/> of them.</summary>
/// <remarks>
/// Each year is scaled to the mean yearly total of the years seen, because the number of satellites changed (NOAA-20 joined about 2020): a count in
/// year y weighs (mean of totals) / (total of y). Then a gamma-Poisson shrinkage: rate = (n + κ m) / (T + κ), n the scaled count of the
/// cell and season, T the number of years, m the mean yearly rate of the 5 × 5 cells by 3 seasons about it (itself shrunk to the mean of the whole
/// field), κ = 2 years. Chosen: two years' worth of neighbours against T years of the cell's own. Order of points does not matter.
/// </remarks>
public sealed class BackgroundFieldBuilder
{
    private const double NeighbourYears = 2;
    private const double FieldYears = 0.2;
    private const double NearCount = 25 * 3;
    private static readonly int[] Steps = [.. Enumerable.Range(-2, 5).SelectMany(dy => Enumerable.Range(-2, 5).Select(dx => (3700 * dy) + dx))];
    private readonly SortedDictionary<int, Dictionary<int, int>> _byYear = [];

    /// <summary>Points counted.</summary>
    public long Count { get; private set; }

    /// <summary>Years seen.</summary>
    public int Years => _byYear.Count;

    /// <summary>Counts a hot spot; false, and nothing counted, for a place or a day that is none.</summary>
    /// <param name="latitudeDeg">Degrees, −90 to 90.</param>
    /// <param name="longitudeDeg">Degrees, −180 to 180.</param>
    /// <param name="dayOfYear">1 to 366.</param>
    /// <param name="year">Year.</param>
    public bool Add(double latitudeDeg, double longitudeDeg, int dayOfYear, int year)
    {
        if (!Measures.GeoPoint.IsValid(latitudeDeg, longitudeDeg) || dayOfYear is < 1 or > 366) return false;
        if (!_byYear.TryGetValue(year, out Dictionary<int, int>? counts)) _byYear.Add(year, counts = []);
        int key = BackgroundField.Key(
            BackgroundField.RowOf(latitudeDeg), BackgroundField.ColumnOf(longitudeDeg), BackgroundField.SeasonOf(dayOfYear));
        counts[key] = counts.GetValueOrDefault(key) + 1;
        Count++;
        return true;
    }

    /// <summary>The field; throws <see cref="InvalidOperationException"/> when no point was counted.</summary>
    public BackgroundField Build()
    {
        if (Years == 0) throw new InvalidOperationException("no hot spot of an earlier year was counted: use BackgroundField.Constant");
        Dictionary<int, double[]> scaled = Scaled();
        var near = new SortedSet<int>();
        foreach (int cell in scaled.Keys)
        {
            foreach (int step in Steps) near.Add(cell + step);
        }

        double[] field = FieldRates(scaled, near.Count);
        var logs = new Dictionary<int, float>(near.Count * BackgroundField.Seasons);
        double[] around = new double[BackgroundField.Seasons];
        foreach (int cell in near)
        {
            Surroundings(scaled, cell, around);
            double[]? own = scaled.GetValueOrDefault(cell);
            for (int s = 0; s < BackgroundField.Seasons; s++)
            {
                int before = (s + BackgroundField.Seasons - 1) % BackgroundField.Seasons, after = (s + 1) % BackgroundField.Seasons;
                double sum = around[before] + around[s] + around[after];
                double mean = (sum + (NearCount * FieldYears * field[s])) / (NearCount * (Years + FieldYears));
                double perYear = ((own?[s] ?? 0) + (NeighbourYears * mean)) / (Years + NeighbourYears);
                double density = Math.Max(perYear / Exposure(cell, s), BackgroundField.LeastPerKm2Hour);
                logs.Add((cell * BackgroundField.Seasons) + s, (float)Math.Log(density));
            }
        }

        float[] elsewhere = new float[BackgroundField.Seasons];
        Array.Fill(elsewhere, (float)Math.Log(BackgroundField.LeastPerKm2Hour));
        return new(logs, elsewhere);
    }

    private Dictionary<int, double[]> Scaled()
    {
        double all = 0;
        foreach (Dictionary<int, int> counts in _byYear.Values) all += counts.Values.Sum();
        var scaled = new Dictionary<int, double[]>();
        foreach (Dictionary<int, int> counts in _byYear.Values)
        {
            double scale = all / Years / counts.Values.Sum();
            foreach ((int key, int n) in counts)
            {
                int cell = key / BackgroundField.Seasons;
                if (!scaled.TryGetValue(cell, out double[]? seasons)) scaled.Add(cell, seasons = new double[BackgroundField.Seasons]);
                seasons[key % BackgroundField.Seasons] += n * scale;
            }
        }

        return scaled;
    }

    // Mean yearly count of a cell in each season, over all cells near any hot spot.
    private double[] FieldRates(Dictionary<int, double[]> scaled, int cells)
    {
        double[] sums = new double[BackgroundField.Seasons];
        foreach (int cell in scaled.Keys.Order())
        {
            for (int s = 0; s < sums.Length; s++) sums[s] += scaled[cell][s];
        }

        for (int s = 0; s < sums.Length; s++) sums[s] /= (double)Years * cells;
        return sums;
    }

    // Scaled counts of the 5 × 5 cells about one, by season.
    private static void Surroundings(Dictionary<int, double[]> scaled, int cell, double[] around)
    {
        Array.Clear(around);
        foreach (int step in Steps)
        {
            if (!scaled.TryGetValue(cell + step, out double[]? seasons)) continue;
            for (int s = 0; s < around.Length; s++) around[s] += seasons[s];
        }
    }

    // km² hours of a cell in a season of one year.
    private static double Exposure(int cell, int season)
    {
        double latitude = ((cell / 3700) * BackgroundField.CellDeg) - 90 + (BackgroundField.CellDeg / 2);
        var plane = new Measures.LocalPlane(new(Math.Clamp(latitude, -90, 90), 0));
        double km2 = plane.MetresPerDegreeEast * plane.MetresPerDegreeNorth * 1e-6 * BackgroundField.CellDeg * BackgroundField.CellDeg;
        int days = season == BackgroundField.Seasons - 1 ? 365 - (BackgroundField.SeasonDays * (BackgroundField.Seasons - 1)) : BackgroundField.SeasonDays;
        return km2 * days * 24;
    }
}
