using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Places;
using Truce.Response.Indicators;

namespace Truce.Server.Running;

/// <summary>One row's place: the whole mission, an area of the gazetteer or a named site.</summary>
internal sealed record IndicatorSector(string Id, ImmutableSortedDictionary<string, string> Name, Func<GeoPoint, bool> Holds, Func<GeoPoint, bool> IsWatchedFrom)
{
    public bool IsWhole => Id == IndicatorSeries.Whole;
}

/// <summary>Sectors of a mission, and where things lie.</summary>
internal sealed class IndicatorPlaces(MissionWorld world)
{
    private static readonly string[] Languages = ["en", "uk", "fr", "ru"];
    private readonly Dictionary<GeoPoint, string> _areas = [];

    /// <summary>The sectors into which an indicator is cut.</summary>
    public ImmutableArray<IndicatorSector> Sectors(IndicatorSplit split, IndicatorSet set) => split switch
    {
        IndicatorSplit.Areas => Areas(),
        IndicatorSplit.Sites => [.. set.Sites.Select(s => new IndicatorSector(s.Id, s.Name, p => s.Centre.DistanceM(p) <= s.RadiusKm * 1000, p => s.Centre.DistanceM(p) <= s.WatchedFromKm * 1000))],
        _ => [new(IndicatorSeries.Whole, ImmutableSortedDictionary<string, string>.Empty, _ => true, _ => true)],
    };

    /// <summary>Where an observation lies, as one point; absent where it has no place, or a name that may mean several.</summary>
    public GeoPoint? Of(Observation o) => o.Where switch
    {
        ObservedPlace.At at => at.Position,
        ObservedPlace.Footprint pixel => pixel.Centre,
        ObservedPlace.Sector sector => sector.Observer,
        ObservedPlace.Named { Candidates: [{ Weight: >= 0.5 } best, ..] } => best.Position,
        ObservedPlace.Area area => area.Centre ?? (world.Gazetteer.Areas.Find(area.Code) is { } known ? AreaIndex.Describe(known, area.Name).Centre : null),
        _ => null,
    };

    /// <summary>Areas whose outline has a corner in the mission's area, or that hold a corner of it: the same rows whatever was seen.</summary>
    private ImmutableArray<IndicatorSector> Areas()
    {
        AreaIndex index = world.Gazetteer.Areas;
        GeoPoint south = world.Mission.AreaSouthWest, north = world.Mission.AreaNorthEast;
        string[] around = [.. new[] { south, north, new GeoPoint(south.LatitudeDeg, north.LongitudeDeg), new GeoPoint(north.LatitudeDeg, south.LongitudeDeg) }.SelectMany(p => index.Locate(p))];
        return
        [
            .. index.Areas.Where(a => around.Contains(a.Code) || index.Outline(a.Code)!.Polygons.Any(p => p[0].Any(world.Mission.Covers)))
                .Select(a => new IndicatorSector(a.Code, Names(a.Code), p => AreaOf(p) == a.Code, p => AreaOf(p) == a.Code)),
        ];
    }

    private string AreaOf(GeoPoint at)
    {
        if (!_areas.TryGetValue(at, out string? code)) _areas[at] = code = world.Gazetteer.Areas.Locate(at).FirstOrDefault("");
        return code;
    }

    private ImmutableSortedDictionary<string, string> Names(string code)
    {
        var names = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string language in Languages)
        {
            if (world.Gazetteer.OfficialName(code, language) is { } name) names[language] = name;
        }

        return names.ToImmutable();
    }
}
