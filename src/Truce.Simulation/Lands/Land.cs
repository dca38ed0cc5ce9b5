using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Simulation.Lands;

/// <summary>A settlement of the land.</summary>
/// <param name="Id">Id in the gazetteer.</param>
/// <param name="Name">Its name.</param>
/// <param name="Position">Its centre.</param>
/// <param name="District">Index of its district.</param>
/// <param name="RadiusM">Radius of its built-up area, metres.</param>
public sealed record Settlement(string Id, SpokenName Name, GeoPoint Position, int District, double RadiusM);

/// <summary>A district of the land.</summary>
/// <param name="Id">Code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">0 west, 1 east.</param>
/// <param name="Outline">Closed ring, counter-clockwise.</param>
public sealed record District(string Id, SpokenName Name, int Region, ImmutableArray<GeoPoint> Outline);

/// <summary>A holding area for withdrawn weapons.</summary>
/// <param name="Id">Id.</param>
/// <param name="Party">The party whose weapons are held there.</param>
/// <param name="Position">Its centre.</param>
/// <param name="Inventory">Serial numbers held there, by weapon category.</param>
public sealed record HoldingArea(string Id, string Party, GeoPoint Position, ImmutableArray<(string Category, string Serial)> Inventory);

/// <summary>An object under protection.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it is.</param>
public sealed record ProtectedObject(string Id, string Kind, GeoPoint Position);

/// <summary>A fictional land in the open Atlantic, nobody's country: districts, settlements, the line and what the agreement protects.</summary>
public sealed class Land
{
    private Land(ContactLine line, ImmutableArray<District> districts, ImmutableArray<Settlement> settlements)
    {
        Line = line;
        Districts = districts;
        Settlements = settlements;
        HoldingAreas = Holding(line);
        ProtectedObjects =
        [
            new("PO-1", "water works", line.At(66, 9.5)),
            new("PO-2", "electricity substation", line.At(88, -12)),
            new("PO-3", "hospital", line.At(128, 18)),
        ];
    }

    /// <summary>Southern edge of the land, degrees of latitude.</summary>
    public const double SouthDeg = 0;

    /// <summary>Northern edge, degrees of latitude.</summary>
    public const double NorthDeg = 1.5;

    /// <summary>Western edge, degrees of longitude.</summary>
    public const double WestDeg = -20;

    /// <summary>Eastern edge, degrees of longitude.</summary>
    public const double EastDeg = -18.5;

    /// <summary>The line of contact.</summary>
    public ContactLine Line { get; }

    /// <summary>Eight districts, four rows of two.</summary>
    public ImmutableArray<District> Districts { get; }

    /// <summary>The settlements. The last one bears the name of the first, far away from it.</summary>
    public ImmutableArray<Settlement> Settlements { get; }

    /// <summary>The two settlements that share a name: the one near the line and its namesake.</summary>
    public (Settlement Near, Settlement Namesake) Homonyms => (Settlements[0], Settlements[^1]);

    /// <summary>Two settlements in the sector that the mission does not see, one on each side of the line.</summary>
    public (Settlement West, Settlement East) Unwatched => (Settlements[1], Settlements[2]);

    /// <summary>Where withdrawn weapons are held.</summary>
    public ImmutableArray<HoldingArea> HoldingAreas { get; }

    /// <summary>What must not be attacked.</summary>
    public ImmutableArray<ProtectedObject> ProtectedObjects { get; }

    /// <summary>Makes a land from a generator.</summary>
    public static Land Make(SeededRandom random, int settlements)
    {
        ContactLine line = ContactLine.Make(random);
        ImmutableArray<District> districts = MakeDistricts(line);
        return new(line, districts, MakeSettlements(random, line, settlements));
    }

    /// <summary>The settlement nearest to a place.</summary>
    public Settlement Nearest(GeoPoint place) => Settlements.MinBy(s => s.Position.DistanceM(place))!;

    /// <summary>Index of the district of a place.</summary>
    public static int DistrictOf(ContactLine line, GeoPoint place)
    {
        int row = Math.Clamp((int)((NorthDeg - place.LatitudeDeg) / (NorthDeg - SouthDeg) * 4), 0, 3);
        return (row * 2) + (line.IsWest(place) ? 0 : 1);
    }

    private static ImmutableArray<District> MakeDistricts(ContactLine line)
    {
        var districts = ImmutableArray.CreateBuilder<District>(8);
        for (int row = 0; row < 4; row++)
        {
            double north = NorthDeg - (row * (NorthDeg - SouthDeg) / 4), south = north - ((NorthDeg - SouthDeg) / 4);
            GeoPoint[] border = [.. Enumerable.Range(0, 7).Select(i => south + ((north - south) * i / 6)).Select(lat => new GeoPoint(lat, line.LongitudeAt(lat)))];
            GeoPoint[] west = [new(south, WestDeg), .. border, new(north, WestDeg), new(south, WestDeg)];
            GeoPoint[] east = [new(south, EastDeg), new(north, EastDeg), .. border.Reverse(), new(south, EastDeg)];
            districts.Add(new($"SX0{row + 1}W", PlaceNames.Districts[row * 2], 0, [.. west]));
            districts.Add(new($"SX0{row + 1}E", PlaceNames.Districts[(row * 2) + 1], 1, [.. east]));
        }

        return districts.MoveToImmutable();
    }

    private static ImmutableArray<Settlement> MakeSettlements(SeededRandom random, ContactLine line, int count)
    {
        var list = new List<Settlement>(count);
        void Add(SpokenName name, GeoPoint at) => list.Add(new(
            $"SXP{list.Count + 1:000}", name, at, DistrictOf(line, at), Math.Round(600 + (900 * random.NextUnit()))));
        Add(PlaceNames.Of(0), line.At(78, 4.2));
        Add(PlaceNames.Of(1), line.At(30, 3.6));
        Add(PlaceNames.Of(2), line.At(38, -4.8));
        for (int tries = 0; list.Count < count - 1 && tries < 20_000; tries++)
        {
            bool near = list.Count < count / 2;
            double chainageKm = 6 + (154 * random.NextUnit());
            double offsetKm = near ? 3 + (11 * random.NextUnit()) : 14 + (42 * random.NextUnit());
            GeoPoint at = line.At(chainageKm, random.NextBelow(2) == 0 ? offsetKm : -offsetKm);
            if (list.TrueForAll(s => s.Position.DistanceM(at) > 4_500)) Add(PlaceNames.Of(list.Count), at);
        }

        Add(PlaceNames.Of(0), line.At(150, -38));
        return [.. list];
    }

    private static ImmutableArray<HoldingArea> Holding(ContactLine line) =>
    [
        new("HA-A1", "A", line.At(96, 14), [("W2", "SIM-T-1041"), ("W2", "SIM-T-1042"), ("W3", "SIM-G-2210")]),
        new("HA-A2", "A", line.At(34, 31), [("W3", "SIM-G-2231"), ("W4", "SIM-R-3301")]),
        new("HA-B1", "B", line.At(104, -14), [("W2", "SIM-T-5041"), ("W2", "SIM-T-5042"), ("W3", "SIM-G-6210")]),
        new("HA-B2", "B", line.At(42, -31), [("W3", "SIM-G-6231"), ("W4", "SIM-R-7301")]),
    ];
}
