using System.Collections.Frozen;
using System.Collections.Immutable;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using Truce.Measures;

namespace Truce.Observations.Places;

/// <summary>Which areas hold a point, and which area a code or a name means.</summary>
/// <remarks>
/// A point on an outline counts as inside. An outline is not a legal line: near it the answer is good to the outline's own error,
/// <see cref="NamedArea.SigmaM"/>. Areas may overlap or lie in one another; all that hold the point are given, in the order of their codes.
/// </remarks>
public sealed class AreaIndex
{
    private readonly ImmutableArray<NamedArea> _areas;
    private readonly IndexedPointInAreaLocator[] _locators;
    private readonly FrozenDictionary<string, int> _codes;
    private readonly FrozenDictionary<string, int> _names;
    private readonly FrozenDictionary<string, int> _loose;

    /// <summary>Builds the index; throws <see cref="ArgumentException"/> when two areas share a code.</summary>
    public AreaIndex(IEnumerable<NamedArea> areas)
    {
        _areas = [.. areas.OrderBy(a => a.Code, StringComparer.Ordinal)];
        _locators = new IndexedPointInAreaLocator[_areas.Length];
        var codes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var loose = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < _areas.Length; i++)
        {
            NamedArea area = _areas[i];
            _locators[i] = new(area.Outline);
            _locators[i].Locate(area.Outline.Coordinates[0]); // builds its tree now: later calls only read
            if (!codes.TryAdd(area.Code, i)) throw new ArgumentException($"two areas have the code {area.Code}", nameof(areas));
        }

        for (int i = 0; i < _areas.Length; i++)
        {
            foreach (string code in _areas[i].OtherCodes) codes.TryAdd(code, i);
            foreach (PlaceName name in _areas[i].Names)
            {
                string fold = NameKey.Fold(KindWords.Strip(name.Text).Name);
                if (fold.Length == 0) continue;
                names.TryAdd(fold, i);
                string skeleton = NameKey.Skeleton(fold);
                AddLoose(loose, NameKey.Stem(skeleton), i);
                AddLoose(loose, Bare(skeleton), i);
            }
        }

        _codes = codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _names = names.ToFrozenDictionary(StringComparer.Ordinal);
        _loose = loose.Where(e => e.Value >= 0).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The areas, in the order of their codes.</summary>
    public ImmutableArray<NamedArea> Areas => _areas;

    /// <summary>Codes of the areas that hold the point, in order; empty when none does.</summary>
    public ImmutableArray<string> Locate(GeoPoint point)
    {
        var at = new Coordinate(point.LongitudeDeg, point.LatitudeDeg);
        ImmutableArray<string>.Builder? found = null;
        for (int i = 0; i < _areas.Length; i++)
        {
            if (!_areas[i].Outline.EnvelopeInternal.Covers(at) || _locators[i].Locate(at) == Location.Exterior) continue;
            (found ??= ImmutableArray.CreateBuilder<string>(1)).Add(_areas[i].Code);
        }

        return found?.ToImmutable() ?? [];
    }

    /// <summary>The outline of an area as an observed place; absent when the code is not known.</summary>
    public ObservedPlace.Outline? Outline(string code)
    {
        if (!_codes.TryGetValue(code, out int i)) return null;
        var polygons = ImmutableArray.CreateBuilder<ImmutableArray<ImmutableArray<GeoPoint>>>();
        for (int g = 0; g < _areas[i].Outline.NumGeometries; g++)
        {
            if (_areas[i].Outline.GetGeometryN(g) is not Polygon p) continue;
            polygons.Add([Ring(p.ExteriorRing), .. p.InteriorRings.Select(Ring)]);
        }

        return new(polygons.ToImmutable(), _areas[i].SigmaM);
    }

    /// <summary>
    /// The area that a code ("UA-63", "UA63") or a name in any case and language ("Харківської області", "Kharkiv region", "Харківщина") means;
    /// absent when none or more than one does.
    /// </summary>
    public NamedArea? Find(string codeOrName)
    {
        if (_codes.TryGetValue(codeOrName.Trim(), out int i)) return _areas[i];
        string fold = NameKey.Fold(KindWords.Strip(codeOrName).Name);
        if (fold.Length == 0) return null;
        if (_names.TryGetValue(fold, out i)) return _areas[i];
        string skeleton = NameKey.Skeleton(fold);
        if (_loose.TryGetValue(Bare(skeleton), out i) || _loose.TryGetValue(NameKey.Stem(skeleton), out i)) return _areas[i];
        var stems = new List<string>(8);
        NameKey.Stems(skeleton, stems);
        foreach (string stem in stems)
        {
            if (_loose.TryGetValue(stem, out i) || _loose.TryGetValue(Bare(stem), out i)) return _areas[i];
        }

        return null;
    }

    /// <summary>An area as an observed place: its centroid and the radius of a circle that holds it.</summary>
    public static ObservedPlace.Area Describe(NamedArea area, string said)
    {
        Point c = area.Outline.Centroid;
        var centre = new GeoPoint(c.Y, c.X);
        double radius = 0;
        foreach (Coordinate v in area.Outline.Coordinates) radius = Math.Max(radius, centre.DistanceM(new(v.Y, v.X)));
        return new(area.Code, said, centre, radius);
    }

    /// <summary>A form that tells an area even without a kind word: "Харківщина", "Харківська"; never a bare settlement name.</summary>
    internal static bool LooksLikeRegion(string skeleton) => skeleton.Contains("Wan", StringComparison.Ordinal);

    /// <summary>An adjective or a -щина form down to its root: "Харківська", "Харківщині" and "Харків" are one.</summary>
    private static string Bare(string skeleton)
    {
        string s = NameKey.Stem(skeleton);
        foreach (string ending in (ReadOnlySpan<string>)["skag", "skam", "skaX", "skag", "sk", "Wanam", "Wanag", "Wan"])
        {
            if (s.Length > ending.Length + 2 && s.EndsWith(ending, StringComparison.Ordinal)) return NameKey.Stem(s[..^ending.Length]);
        }

        return s;
    }

    private static void AddLoose(Dictionary<string, int> loose, string key, int area)
    {
        if (key.Length < 3) return;
        if (!loose.TryAdd(key, area) && loose[key] != area) loose[key] = -1; // two areas answer to it: none does
    }

    private static ImmutableArray<GeoPoint> Ring(LineString ring) => [.. ring.Coordinates.Select(c => new GeoPoint(c.Y, c.X))];
}
