using Truce.Measures;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Sensing;

/// <summary>Three thermal imagers in orbit that see fires as FIRMS gives them: the columns of the VIIRS area API.</summary>
/// <remarks>Times are UTC, hours and minutes without leading zeros (39 is 00:39), as the service writes them. Mostly they see farmers burning stubble.</remarks>
internal sealed class ThermalSatellites(Land land, SeededRandom random, FeedLedger ledger)
{
    private const string Header =
        "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight";

    private static readonly string[] Names = ["SIMULATED N", "SIMULATED N20", "SIMULATED N21"];

    /// <summary>Writes what the satellites saw of the fires, a file a UTC day.</summary>
    public void See(IEnumerable<TruthEvent> events, double agriculturalFiresPerDay)
    {
        List<Fire> fires = [.. events.Where(e => e.Burned > TimeSpan.Zero)
            .Select(e => new Fire(e.Place, e.When.Start, e.When.Start + e.Burned, 6 + (18 * random.NextUnit()), e.Id))];
        for (int day = 0; day < ExerciseDays.Count; day++)
        {
            for (int n = random.NextPoisson(agriculturalFiresPerDay); n > 0; n--) fires.AddRange(Field(day));
        }

        for (int day = 0; day < ExerciseDays.Count; day++)
        {
            // Solar time runs 0.27 h behind the land's clock plus an hour; passes near 01:30 and 13:30 solar, as the real ones.
            foreach (double solar in new[] { 1.5, 13.5 })
            {
                for (int s = 0; s < Names.Length; s++) Pass(day, solar + ((s - 1) * 0.83) + (0.3 * (random.NextUnit() - 0.5)) + 0.28, s, fires);
            }
        }

        Break();
    }

    /// <summary>Writes what the satellites saw in the same weeks of two earlier years, when nothing but stubble burned: the ordinary rate of hot spots.</summary>
    public void Remember(double agriculturalFiresPerDay)
    {
        foreach (int year in (int[])[2029, 2030])
        {
            string file = $"background/firms-simulated-{year}.csv";
            ledger.Open(file, Header);
            for (int day = 0; day < 21; day++)
            {
                DateTimeOffset pass = new DateTimeOffset(year, 2, 24, 14, 0, 0, TimeSpan.Zero).AddDays(day).AddMinutes(random.NextBelow(100));
                for (int n = random.NextPoisson(agriculturalFiresPerDay); n > 0; n--)
                {
                    foreach (Fire fire in Field(0)) Write(file, "background", pass, fire.Place, 0.4, random.NextBelow(Names.Length), "n", fire.PowerMw, false, "");
                }
            }
        }
    }

    private IEnumerable<Fire> Field(int day)
    {
        double km = 4 + (158 * random.NextUnit()), off = (random.NextBelow(2) == 0 ? 1 : -1) * (4 + (60 * random.NextUnit()));
        GeoPoint place = land.Line.At(km, off);
        DateTimeOffset lit = ExerciseDays.At(day, 9 + (6 * random.NextUnit()));
        DateTimeOffset out_ = lit.AddHours(1 + (4 * random.NextUnit()));
        int pixels = 1 + random.NextBelow(4);
        for (int i = 0; i < pixels; i++) yield return new(Scatter.About(random, place, 420), lit, out_, 1 + (7 * random.NextUnit()), "");
    }

    private void Pass(int day, double hour, int satellite, List<Fire> fires)
    {
        DateTimeOffset at = ExerciseDays.At(day, hour);
        at = at.AddSeconds(-at.Second);
        double scan = 0.36 + (0.4 * random.NextUnit()), cloud = random.NextUnit() < 0.2 ? 0.85 : 0.12;
        bool night = hour < 6;
        foreach (Fire fire in fires)
        {
            bool seen = at >= fire.Lit && at <= fire.Out && random.NextUnit() > cloud && random.NextUnit() < 0.8;
            if (!seen) continue;
            GeoPoint p = Scatter.About(random, fire.Place, 130);
            double frp = fire.PowerMw * (0.6 + (0.8 * random.NextUnit())) * (night ? 0.5 : 1);
            string confidence = frp > 12 ? "h" : frp < 1.2 ? "l" : "n";
            Write(FileOf(at), fire.Event.Length > 0 ? "report" : "clutter", at, p, scan, satellite, confidence, frp, night, fire.Event);
        }
    }

    private void Write(
        string file, string role, DateTimeOffset at, GeoPoint p, double scan, int satellite, string confidence, double frp, bool night, string truth)
    {
        double bright4 = Math.Min(367, (night ? 300 : 328) + (frp * 1.9)), bright5 = (night ? 284 : 298) + (frp * 0.15);
        string time = ((at.UtcDateTime.Hour * 100) + at.UtcDateTime.Minute).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string row = CsvText.Row(
            CsvText.Number(p.LatitudeDeg, "0.00000"), CsvText.Number(p.LongitudeDeg, "0.00000"), CsvText.Number(bright4, "0.00"),
            CsvText.Number(scan, "0.00"), CsvText.Number(0.36 + ((scan - 0.36) / 3), "0.00"), CsvText.Utc(at, "yyyy-MM-dd"), time,
            Names[satellite], "VIIRS", confidence, "SIMULATED", CsvText.Number(bright5, "0.00"), CsvText.Number(frp, "0.00"), night ? "N" : "D");
        ledger.Add(file, at, row, truth, role);
    }

    private void Break()
    {
        DateTimeOffset at = ExerciseDays.At(1, 14);
        string file = FileOf(at);
        ledger.Add(file, at, "91.20000,-19.20000,330.10,0.40,0.37,2031-03-04,1502,SIMULATED N20,VIIRS,n,SIMULATED,300.10,4.10,D", "", "broken");
        ledger.Add(file, at, "0.81200,-19.30000,331.40,0.40", "", "broken");
        ledger.Add(file, at, "0.71200,-19.10000,331.40,0.40,0.37,2031-03-04,2561,SIMULATED N,VIIRS,n,SIMULATED,300.00,2.20,D", "", "broken");
    }

    private string FileOf(DateTimeOffset at)
    {
        string file = $"feeds/firms-simulated-{CsvText.Utc(at, "yyyy-MM-dd")}.csv";
        ledger.Open(file, Header);
        return file;
    }

    private sealed record Fire(GeoPoint Place, DateTimeOffset Lit, DateTimeOffset Out, double PowerMw, string Event);
}
