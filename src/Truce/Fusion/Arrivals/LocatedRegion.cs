using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Fusion.Arrivals;

/// <summary>A part of a region: an outer ring and the holes in it, closed (the first point again at the end), outer rings counter-clockwise as RFC 7946 asks.</summary>
/// <param name="Outer">The outer ring.</param>
/// <param name="Holes">Holes, clockwise.</param>
public sealed record RegionPart(ImmutableArray<GeoPoint> Outer, ImmutableArray<ImmutableArray<GeoPoint>> Holes);

/// <summary>The smallest area that holds the place with a probability. May have several parts.</summary>
public sealed class LocatedRegion
{
    private readonly CellGrid _grid;
    private readonly HashSet<long> _cells;

    internal LocatedRegion(double probability, CellGrid grid, IReadOnlyList<long> cells)
    {
        Probability = probability;
        _grid = grid;
        _cells = [.. cells];
        long[] ordered = [.. cells.Order()];
        AreaKm2 = ordered.Sum(grid.AreaKm2);
        Parts = RegionOutline.Of(grid, ordered, _cells);
    }

    /// <summary>The probability that it holds the place: 0.5, 0.9 or 0.95.</summary>
    public double Probability { get; }

    /// <summary>Area on the ellipsoid, km².</summary>
    public double AreaKm2 { get; }

    /// <summary>Its parts, the largest outline first.</summary>
    public ImmutableArray<RegionPart> Parts { get; }

    /// <summary>Whether a place lies inside.</summary>
    public bool Contains(GeoPoint place) => _grid.TryCell(place, out long cell) && _cells.Contains(cell);
}
