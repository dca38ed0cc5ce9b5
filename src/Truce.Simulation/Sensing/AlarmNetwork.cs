using Truce.Measures;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Sensing;

/// <summary>A public warning network, in the columns of the official air-raid alarm set. It warns of some rockets, and often of nothing.</summary>
internal sealed class AlarmNetwork(Land land, SeededRandom random, FeedLedger ledger)
{
    private const string File = "feeds/alarms-simulated.csv";

    /// <summary>Writes the alarms.</summary>
    public void Sound(IEnumerable<TruthEvent> events, double alarmsPerDay)
    {
        ledger.Open(File, "oblast,raion,hromada,level,started_at,finished_at,source");
        foreach (TruthEvent e in events.Where(e => e.Class == Detections.IncidentClass.Explosion && e.Weapon is "W3" or "W4"))
        {
            if (random.NextUnit() > (e.Count > 5 ? 0.8 : 0.25)) continue;
            DateTimeOffset start = e.When.Start.AddMinutes(-2 - (6 * random.NextUnit()));
            Write(Land.DistrictOf(land.Line, e.Place), start, e.When.End.AddMinutes(15 + (40 * random.NextUnit())), e.Id);
        }

        for (int day = 0; day < ExerciseDays.Count; day++)
        {
            for (int n = random.NextPoisson(alarmsPerDay); n > 0; n--)
            {
                DateTimeOffset start = ExerciseDays.At(day, 23 * random.NextUnit());
                Write(random.NextBelow(8), start, start.AddMinutes(12 + (70 * random.NextUnit())), "");
            }
        }

        string region = PlaceNames.Regions[0].En + " oblast";
        ledger.Add(File, ExerciseDays.At(2, 1), CsvText.Row(region, "", "", "oblast", "2031-03-05 10:00:00+00:00", "2031-03-05 09:00:00+00:00", "SIMULATED official"), "", "broken");
        ledger.Add(File, ExerciseDays.At(4, 1), CsvText.Row(region, "", "", "oblast", "2031-03-37 10:00:00+00:00", "", "SIMULATED official"), "", "broken");
    }

    private void Write(int district, DateTimeOffset start, DateTimeOffset end, string truth)
    {
        District d = land.Districts[district];
        ledger.Add(File, start, CsvText.Row(
            PlaceNames.Regions[d.Region].En + " oblast", d.Name.En + " raion", "", "raion",
            CsvText.Utc(start, "yyyy-MM-dd HH:mm:ss'+00:00'"), CsvText.Utc(end, "yyyy-MM-dd HH:mm:ss'+00:00'"), "SIMULATED official"),
            truth, truth.Length > 0 ? "context" : "clutter");
    }
}
