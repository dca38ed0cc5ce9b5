using Truce.Detections;
using Truce.Measures;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Sensing;

/// <summary>People who locate pictures and films days later: exact in place, only the day in time, no party. Columns as the verified-incident set's.</summary>
internal sealed class MediaVerifiers(Land land, SeededRandom random, FeedLedger ledger)
{
    private const string File = "feeds/verified-simulated.csv";

    /// <summary>Writes the verified rows.</summary>
    public void Verify(IEnumerable<TruthEvent> events)
    {
        ledger.Open(File, "entry,date,event_group,title,brief description,lat,lon,country,province,district,town/city,arms/munition,violence level,link,geolocation");
        int n = 0;
        foreach (TruthEvent e in events.Where(e => e.Class == IncidentClass.Explosion && e.Telling.Verifications != 0))
        {
            if (e.Telling.Verifications is null && random.NextUnit() > (e.Part.Length > 0 ? 0.5 : 0.22)) continue;
            Write($"SIM{++n:0000}", e);
            if (e.Telling.Verifications == 2) Write($"SIM{++n:0000}", e);
        }

        ledger.Add(File, ExerciseDays.At(3, 20), "SIM9001,2031-03-06,Bombing or Explosion,SIMULATED title,SIMULATED,north of here,-19.2,SIMULATED,,,,,2,https://media.simulated.example/9001,", "", "broken");
    }

    private void Write(string entry, TruthEvent e)
    {
        GeoPoint p = Scatter.About(random, e.Place, 35);
        Settlement place = land.Nearest(e.Place);
        District district = land.Districts[place.District];
        DateOnly day = ExerciseDays.DayOf(e.When.Start);
        string what = e.Count > 1 ? "SIMULATED Several impacts in open ground" : "SIMULATED Impact beside a road";
        string thread = random.NextUnit() < 0.75 ? $"https://geolocation.simulated.example/{entry}" : "";
        ledger.Add(File, e.When.End, CsvText.Row(
            entry, day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "Bombing or Explosion",
            day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture) + " " + what, what,
            CsvText.Number(p.LatitudeDeg, "0.00000"), CsvText.Number(p.LongitudeDeg, "0.00000"), "SIMULATED",
            PlaceNames.Regions[district.Region].En + " oblast", district.Name.En + " raion", place.Name.En, "", "2",
            $"https://media.simulated.example/{entry}", thread), e.Id, "report");
    }
}
