using System.Globalization;
using Truce.Measures;
using Truce.Observations.Places;

namespace Truce.Feeds.Gazetteers;

/// <summary>Our own place table: one row a name. Format: docs/formats/gazetteer.md.</summary>
/// <remarks>
/// Columns <c>id,name,language,kind</c> and, all optional, <c>level,seat,area,population,lat,lon,sigma_m</c>. The first row of an id that no earlier file
/// has must give its position and error; further rows add names. A row with a position for a known id moves the place there.
/// </remarks>
internal static class PlaceTable
{
    /// <summary>Reads a table into the places collected so far.</summary>
    public static void Read(string path, SortedDictionary<string, Place> places, AreaIndex areas, List<GazetteerError> errors)
    {
        foreach (CsvRow row in CsvRows.Read(path, ["id", "name", "language", "kind"], errors))
        {
            if (Problem(row) is { } problem) errors.Add(new(path, row.Line, problem));
            else Take(path, row, places, areas, errors);
        }
    }

    private static string? Problem(CsvRow row)
    {
        if (row["id"].Length == 0) return "id is empty";
        if (row["name"].Length is 0 or > 96) return "name of 1 to 96 characters expected";
        if (!Word<NameKind>(row["kind"], out _)) return $"kind official, former or alias expected, got \"{row["kind"]}\"";
        if (!Word<PlaceLevel>(row["level"], out _)) return $"level settlement, municipality, district or region expected, got \"{row["level"]}\"";
        if (!Word<PlaceSeat>(row["seat"], out _)) return $"seat none, municipality, district or region expected, got \"{row["seat"]}\"";
        if (row["population"].Length > 0 && People(row) is null) return $"population as a number above 0 expected, got \"{row["population"]}\"";
        bool anywhere = row["lat"].Length + row["lon"].Length + row["sigma_m"].Length > 0;
        return !anywhere || (AdminTables.Coordinates(row["lat"], row["lon"], out _) && Sigma(row) > 0) ? null
            : $"lat, lon (degrees) and sigma_m (metres, above 0) go together, got \"{row["lat"]}\", \"{row["lon"]}\", \"{row["sigma_m"]}\"";
    }

    private static void Take(string path, CsvRow row, SortedDictionary<string, Place> places, AreaIndex areas, List<GazetteerError> errors)
    {
        Word(row["kind"], out NameKind kind);
        var name = new PlaceName(row["name"], row["language"], kind);
        bool located = AdminTables.Coordinates(row["lat"], row["lon"], out GeoPoint at);
        if (places.TryGetValue(row["id"], out Place? known))
        {
            // A new official name takes the old one's place; the old one becomes a former name.
            IEnumerable<PlaceName> old = kind != NameKind.Official ? known.Names
                : known.Names.Select(n => n.Language == name.Language && n.Kind == NameKind.Official && n.Text != name.Text ? n with { Kind = NameKind.Former } : n);
            known = known with { Names = [.. old.Append(name).Distinct().OrderBy(n => n.Kind)] };
            if (row["seat"].Length > 0 && Word(row["seat"], out PlaceSeat given)) known = known with { Seat = given };
            if (People(row) is { } people) known = known with { Population = people };
            places[row["id"]] = located ? known with { Position = at, SigmaM = Sigma(row) } : known;
            return;
        }

        if (!located)
        {
            errors.Add(new(path, row.Line, $"place {row["id"]} is in no earlier file, so its first row needs lat, lon and sigma_m"));
            return;
        }

        Word(row["level"], out PlaceLevel level);
        Word(row["seat"], out PlaceSeat seat);
        places[row["id"]] = new()
        {
            Id = row["id"],
            Level = level,
            Seat = seat,
            Population = People(row),
            Area = row["area"].Length > 0 ? areas.Find(row["area"])?.Code ?? row["area"] : areas.Locate(at) is [string holding, ..] ? holding : "",
            Names = [name],
            Position = at,
            SigmaM = Sigma(row),
        };
    }

    private static double Sigma(CsvRow row) =>
        double.TryParse(row["sigma_m"], NumberStyles.Float, CultureInfo.InvariantCulture, out double s) && double.IsFinite(s) ? s : 0;

    private static double? People(CsvRow row) =>
        double.TryParse(row["population"], NumberStyles.None, CultureInfo.InvariantCulture, out double n) && n > 0 ? n : null;

    private static bool Word<T>(string word, out T value) where T : struct, Enum
    {
        value = default;
        return word.Length == 0 || (!char.IsDigit(word[0]) && Enum.TryParse(word, ignoreCase: true, out value));
    }
}
