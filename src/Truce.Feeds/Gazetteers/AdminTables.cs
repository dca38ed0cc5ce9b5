using System.Collections.Immutable;
using System.Globalization;
using Truce.Measures;
using Truce.Observations.Places;

namespace Truce.Feeds.Gazetteers;

/// <summary>Reads the three administrative tables of a P-code gazetteer: districts, municipalities with a centroid, settlements with names only.</summary>
/// <remarks>
/// A settlement stands at the centroid of its municipality. How far off that is was measured against 5,235 settlements of eastern and southern
/// Ukraine with known coordinates: in units of the mean distance to the four nearest municipality centroids, 90 % of seats lie within 0.58 and
/// 90 % of other settlements within 0.80. A circular normal error holds 90 % within 2.146 σ; hence the two factors below.
/// </remarks>
internal static class AdminTables
{
    private const double SeatSigmaPerSpacing = 0.58 / 2.146;
    private const double OtherSigmaPerSpacing = 0.80 / 2.146;

    /// <summary>Radius of the circle as large as a unit whose neighbours are one spacing away, as a normal 1 σ: a uniform disc has R / 2.</summary>
    private const double UnitSigmaPerSpacing = 0.30;

    /// <summary>
    /// 1 σ of an event "in" a settlement about its centre, metres, by the size that goes with its seat: half the radius of a disc of 350 km² (a region's
    /// city), 60 km² (a district's), 12 km² (a municipality's) and 3 km² (a village), once more for what is told by the name and lies about it.
    /// </summary>
    private static double ExtentM(PlaceSeat seat) => seat switch
    {
        PlaceSeat.Region => 7_500,
        PlaceSeat.District => 3_100,
        PlaceSeat.Municipality => 1_400,
        _ => 700,
    };

    /// <summary>Nobody is placed better than this by a name, metres: the extent of a small town.</summary>
    private const double LeastSigmaM = 1_500;

    /// <summary>Reads what is given (an empty path is skipped) and returns places of all rungs.</summary>
    public static IEnumerable<Place> Read(GazetteerFiles files, AreaIndex areas, List<GazetteerError> errors)
    {
        string first = files.FirstLanguage;
        Dictionary<string, Unit> d = Units(files.Districts, PlaceLevel.District, first, errors);
        Dictionary<string, Unit> m = Units(files.Municipalities, PlaceLevel.Municipality, first, errors);
        foreach (Unit u in d.Values.Concat(m.Values)) u.Area = AreaOf(u.Code, u.Centre, areas);
        List<Settlement> s = Settlements(files.Settlements, d, m, first, errors);
        AssignSeats(s, d, m, areas);
        IEnumerable<Place> units = d.Values.Concat(m.Values).Select(u => new Place
        {
            Id = u.Code,
            Level = u.Level,
            Area = u.Area,
            Names = u.Names,
            Position = u.Centre,
            SigmaM = Math.Max(LeastSigmaM, UnitSigmaPerSpacing * u.SpacingM),
        });
        // A city that is its own municipality and district has one code or name on several rungs; the settlement is the one that is meant.
        var taken = s.Select(x => x.Code).ToHashSet(StringComparer.Ordinal);
        return units.Where(u => !taken.Contains(u.Id)).Concat(s.Select(x => new Place
        {
            Id = x.Code,
            Seat = x.Seat,
            Area = x.Holder.Area,
            Names = x.Names,
            Position = x.Holder.Centre,
            SigmaM = Math.Max(LeastSigmaM, double.Hypot((x.Seat == PlaceSeat.None ? OtherSigmaPerSpacing : SeatSigmaPerSpacing) * x.Holder.SpacingM, ExtentM(x.Seat))),
        }));
    }

    private static string AreaOf(string code, GeoPoint at, AreaIndex areas) =>
        code.Length >= 4 && areas.Find(code[..4]) is { } byCode ? byCode.Code : areas.Locate(at) is [string holding, ..] ? holding : "";

    private static Dictionary<string, Unit> Units(ImmutableArray<string> paths, PlaceLevel level, string firstLanguage, List<GazetteerError> errors)
    {
        var units = new Dictionary<string, Unit>(StringComparer.Ordinal);
        foreach (string path in paths) Units(path, level, firstLanguage, units, errors);
        Spacings([.. units.Values]);
        return units;
    }

    private static void Units(string path, PlaceLevel level, string firstLanguage, Dictionary<string, Unit> units, List<GazetteerError> errors)
    {
        foreach (CsvRow row in CsvRows.Read(path, ["pcode", "parent", "lat", "lon"], errors))
        {
            if (!Coordinates(row["lat"], row["lon"], out GeoPoint at))
            {
                errors.Add(new(path, row.Line, $"lat and lon in degrees expected, got \"{row["lat"]}\", \"{row["lon"]}\""));
                continue;
            }

            ImmutableArray<PlaceName> names = Names(row, firstLanguage);
            if (row["pcode"].Length == 0 || names.IsEmpty) errors.Add(new(path, row.Line, "a pcode and at least one name_xx are expected"));
            else if (!units.TryAdd(row["pcode"], new(row["pcode"], row["parent"], level, names, at))) errors.Add(new(path, row.Line, $"pcode {row["pcode"]} stands twice; the first is kept"));
        }
    }

    private static List<Settlement> Settlements(ImmutableArray<string> paths, Dictionary<string, Unit> districts, Dictionary<string, Unit> municipalities, string firstLanguage, List<GazetteerError> errors)
    {
        var list = new List<Settlement>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string path, CsvRow row) in paths.SelectMany(p => CsvRows.Read(p, ["pcode", "hromada_pcode"], errors).Select(r => (p, r))))
        {
            string code = row["pcode"], parent = row["hromada_pcode"];
            ImmutableArray<PlaceName> names = Names(row, firstLanguage);
            // Some municipalities are missing from the given table: their district stands in, with its own larger error.
            if (!municipalities.TryGetValue(parent, out Unit? holder) && !(parent.Length >= 6 && districts.TryGetValue(parent[..6], out holder)))
            {
                errors.Add(new(path, row.Line, $"neither municipality {parent} nor its district is in the tables: settlement {code} has no position"));
                continue;
            }

            if (code.Length == 0 || names.IsEmpty) errors.Add(new(path, row.Line, "a pcode and at least one name_xx are expected"));
            else if (!seen.Add(code)) errors.Add(new(path, row.Line, $"pcode {code} stands twice; the first is kept"));
            else list.Add(new(code, names, holder));
        }

        return list;
    }

    /// <summary>
    /// The seat of a unit is the settlement whose name begins most like the unit's adjective (Криворізька: Кривий Ріг), and the first in
    /// the code list among equals, because the list puts the seat first. A unit named after nobody in it has no seat.
    /// </summary>
    private static void AssignSeats(List<Settlement> settlements, Dictionary<string, Unit> districts, Dictionary<string, Unit> municipalities, AreaIndex areas)
    {
        foreach (IGrouping<Unit, Settlement> group in settlements.GroupBy(s => s.Holder).Where(g => g.Key.Level == PlaceLevel.Municipality))
        {
            Seat(group, group.Key.Names, PlaceSeat.Municipality);
        }

        Settlement[] seats = [.. settlements.Where(s => s.Seat == PlaceSeat.Municipality)];
        foreach (IGrouping<string, Settlement> group in seats.GroupBy(s => s.Holder.Parent, StringComparer.Ordinal))
        {
            if (districts.TryGetValue(group.Key, out Unit? district)) Seat(group, district.Names, PlaceSeat.District);
        }

        foreach (IGrouping<string, Settlement> group in seats.Where(s => s.Seat == PlaceSeat.District).GroupBy(s => s.Holder.Area, StringComparer.Ordinal))
        {
            if (areas.Areas.FirstOrDefault(a => a.Code == group.Key) is { } area) Seat(group, area.Names, PlaceSeat.Region);
        }

        foreach (Settlement s in settlements.Where(s => municipalities.ContainsKey(s.Code))) s.Seat = PlaceSeat.Region; // a city with the rank of a region
    }

    private static void Seat(IEnumerable<Settlement> candidates, ImmutableArray<PlaceName> unit, PlaceSeat rank)
    {
        Settlement? best = candidates.Select(s => (Settlement: s, Common: Common(s, unit)))
            .Where(c => c.Common > 0).OrderByDescending(c => c.Common).ThenBy(c => c.Settlement.Code, StringComparer.Ordinal)
            .FirstOrDefault().Settlement;
        if (best is not null) best.Seat = rank;
    }

    /// <summary>Letters that a settlement and a unit begin with in one language; 0 when they are too few to speak of one name.</summary>
    private static int Common(Settlement settlement, ImmutableArray<PlaceName> unit)
    {
        int best = 0;
        foreach (PlaceName own in settlement.Names)
        {
            foreach (PlaceName theirs in unit)
            {
                if (theirs.Language != own.Language) continue;
                int common = own.Text.AsSpan().CommonPrefixLength(theirs.Text);
                if (common >= Math.Min(4, own.Text.Length - 1)) best = Math.Max(best, common);
            }
        }

        return best;
    }

    private static ImmutableArray<PlaceName> Names(CsvRow row, string firstLanguage) =>
        [.. row.Fields.Where(f => f.Key.StartsWith("name_", StringComparison.Ordinal) && f.Value.Trim().Length > 0)
            .OrderBy(f => f.Key[5..] == firstLanguage ? "" : f.Key, StringComparer.Ordinal)
            .Select(f => new PlaceName(f.Value.Trim().Replace("\\'", "'", StringComparison.Ordinal), f.Key[5..], NameKind.Official))];

    internal static bool Coordinates(string lat, string lon, out GeoPoint at)
    {
        at = default;
        if (!double.TryParse(lat, NumberStyles.Float, CultureInfo.InvariantCulture, out double φ)
            || !double.TryParse(lon, NumberStyles.Float, CultureInfo.InvariantCulture, out double λ) || !GeoPoint.IsValid(φ, λ)) return false;
        at = new(φ, λ);
        return true;
    }

    /// <summary>Mean distance to the four nearest centroids of the same rung; a unit alone in its table has 50 km.</summary>
    private static void Spacings(Unit[] units)
    {
        foreach (Unit u in units)
        {
            Span<double> nearest = [double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue, 0];
            foreach (Unit v in units)
            {
                if (v == u || Math.Abs(v.Centre.LatitudeDeg - u.Centre.LatitudeDeg) * 110_000 > nearest[3]) continue;
                nearest[4] = u.Centre.DistanceM(v.Centre);
                if (nearest[4] < nearest[3]) nearest.Sort();
            }

            int known = Math.Min(4, units.Length - 1);
            double sum = 0;
            foreach (double n in nearest[..known]) sum += n;
            u.SpacingM = known == 0 ? 50_000 : sum / known;
        }
    }

    private sealed class Unit(string code, string parent, PlaceLevel level, ImmutableArray<PlaceName> names, GeoPoint centre)
    {
        public string Code { get; } = code;

        public string Parent { get; } = parent;

        public PlaceLevel Level { get; } = level;

        public ImmutableArray<PlaceName> Names { get; } = names;

        public GeoPoint Centre { get; } = centre;

        public double SpacingM { get; set; }

        public string Area { get; set; } = "";
    }

    private sealed class Settlement(string code, ImmutableArray<PlaceName> names, Unit holder)
    {
        public string Code { get; } = code;

        public ImmutableArray<PlaceName> Names { get; } = names;

        public Unit Holder { get; } = holder;

        public PlaceSeat Seat { get; set; }
    }
}
