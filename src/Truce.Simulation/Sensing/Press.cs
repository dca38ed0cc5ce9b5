using System.Globalization;
using Truce.Detections;
using Truce.Measures;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Sensing;

/// <summary>Invented outlets that report in Ukrainian and Russian, copy each other, and are geocoded by a machine that takes one homonym for the other. Columns as VIINA's.</summary>
internal sealed class Press(Land land, SeededRandom random, FeedLedger ledger)
{
    private const string File = "feeds/press-simulated.csv";

    private static readonly (string Name, string Site, bool Ukrainian)[] Outlets =
    [
        ("SIMULATED Ostel Herald", "ostel-herald.simulated.example", true), ("SIMULATED Vedim Messenger", "vedim-messenger.simulated.example", false),
        ("SIMULATED Harbour Radio", "harbour-radio.simulated.example", true), ("SIMULATED Salt Road Post", "salt-road.simulated.example", false),
        ("SIMULATED Ocean Wire", "ocean-wire.simulated.example", true), ("SIMULATED Evening Tide", "evening-tide.simulated.example", false),
    ];

    private int _next = 700_001;

    /// <summary>Writes what the outlets said of the events, what they repeated, and what they made of nothing.</summary>
    public void Report(IEnumerable<TruthEvent> events, double rumoursPerDay)
    {
        ledger.Open(File, "event_id_1pd,date,n_reports,event_ids_matching,sources_matching,source_urls,target_terms,attack_terms,"
            + "geonameid,asciiname,ADM1_NAME,ADM2_NAME,longitude,latitude,a_ukr,a_rus,representative_text");
        foreach (TruthEvent e in events.Where(e => e.Class == IncidentClass.Explosion)) Explosion(e);
        for (int day = 0; day < ExerciseDays.Count; day++)
        {
            for (int n = random.NextPoisson(rumoursPerDay); n > 0; n--) Rumour(day);
        }

        Break();
    }

    private void Explosion(TruthEvent e)
    {
        Settlement place = land.Nearest(e.Place);
        double heard = e.Telling.Told switch { true => 1, false => -1, _ => e.Part.Length > 0 ? 0.75 : 0.32 };
        if (place.Position.DistanceM(e.Place) > 9_000 || random.NextUnit() > heard) return;
        int first = random.NextBelow(Outlets.Length), story = random.NextBelow(Stories);
        string told = Write(e.When.End.AddMinutes(40), first, place, Words(first, place, story), e.Id, "report", null);
        int echoes = e.Telling.Copies ?? random.NextPoisson(1.1);
        for (int i = 1; i <= Math.Min(echoes, Outlets.Length - 1); i++)
        {
            int outlet = (first + i) % Outlets.Length;
            // An echo that links to the story it copies gives itself away by the address; half of them only copy the words.
            string? link = random.NextBelow(2) == 0 ? told : null;
            Write(e.When.End.AddMinutes(40 + (25 * i)), outlet, place, Words(first, place, story) + Credit(outlet, first), e.Id, "echo", link);
        }

        if (!e.Telling.Misplaced) return;
        int other = (first + 3) % Outlets.Length;
        Write(e.When.End.AddMinutes(70), other, land.Homonyms.Namesake, Words(other, place, (story + 1) % Stories), e.Id, "wrong-homonym", null);
    }

    private void Rumour(int day)
    {
        Settlement place = land.Settlements[random.NextBelow(land.Settlements.Length)];
        int outlet = random.NextBelow(Outlets.Length);
        Write(ExerciseDays.At(day, 7 + (15 * random.NextUnit())), outlet, place, Words(outlet, place, random.NextBelow(Stories)), "", "clutter", null);
    }

    /// <summary>Writes a row and gives its address.</summary>
    private string Write(DateTimeOffset at, int outlet, Settlement place, string text, string truth, string role, string? link)
    {
        int id = _next++;
        (string name, string site, _) = Outlets[outlet];
        string address = link ?? $"https://{site}/{id}";
        bool uk = text.Contains('і', StringComparison.Ordinal);
        District district = land.Districts[place.District];
        ledger.Add(File, at, CsvText.Row(
            id.ToString(CultureInfo.InvariantCulture), CsvText.Utc(at.AddHours(-1), "yyyyMMdd"), "1", id.ToString(CultureInfo.InvariantCulture), name, address,
            uk ? "населен" : "населенн", uk ? "вибух|обстріл" : "взрыв|обстрел", place.Id, place.Name.En,
            PlaceNames.Regions[district.Region].En, district.Name.En,
            CsvText.Number(place.Position.LongitudeDeg, "0.00000"), CsvText.Number(place.Position.LatitudeDeg, "0.00000"), "0", "0", text), truth, role);
        return address;
    }

    private const int Stories = 5;

    private static string Words(int outlet, Settlement place, int story) => "SIMULATED. " + (Outlets[outlet].Ukrainian
        ? string.Format(CultureInfo.InvariantCulture, Ukrainian[story], place.Name.Uk)
        : string.Format(CultureInfo.InvariantCulture, Russian[story], place.Name.Ru));

    private static string Credit(int outlet, int origin) =>
        Outlets[outlet].Ukrainian ? $" — пише {Outlets[origin].Site}" : $" — сообщает {Outlets[origin].Site}";

    private static readonly string[] Ukrainian =
    [
        "Біля населеного пункту {0} пролунали вибухи, повідомляють місцеві жителі; над околицею видно дим",
        "Унаслідок обстрілу пошкоджено господарські будівлі поблизу населеного пункту {0}",
        "Мешканці чули серію вибухів: населений пункт {0}, деталі з'ясовують",
        "Снаряди впали на полі за населеним пунктом {0}, інформації про постраждалих немає",
        "Через обстріл у населеному пункті {0} зникло світло на двох вулицях",
    ];

    private static readonly string[] Russian =
    [
        "Возле населённого пункта {0} прогремели взрывы, сообщают местные жители; над окраиной виден дым",
        "В результате обстрела повреждены хозяйственные постройки у населённого пункта {0}",
        "Жители слышали серию взрывов: населённый пункт {0}, подробности выясняются",
        "Снаряды упали на поле за населённым пунктом {0}, сведений о пострадавших нет",
        "Из-за обстрела в населённом пункте {0} пропал свет на двух улицах",
    ];

    private void Break()
    {
        ledger.Add(File, ExerciseDays.At(2, 9), "700900,20310399,1,700900,SIMULATED Ocean Wire,https://ocean-wire.simulated.example/x,,,SXP001,Nowhere,,,-19.2,0.7,0,0,SIMULATED. День якого немає", "", "broken");
        // An open quotation mark swallows what follows: it stands last.
        ledger.Add(File, ExerciseDays.At(ExerciseDays.Count, 23), "700901,20310306,1,\"SIMULATED row that never ends", "", "broken");
    }
}
