using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.FrontLine;

/// <summary>How a line of contact is made of control polygons.</summary>
public sealed record ContactLineOptions
{
    /// <summary>Polygons whose status begins with this lie on the one side; everything else on the other.</summary>
    public string StatusPrefix { get; init; } = "occupied";

    /// <summary>
    /// Outer rings of the land in which a line of contact can run (a country's outline). What is left of the boundary within
    /// <see cref="EdgeToleranceM"/> of it is coast or border, not contact. Empty: the whole boundary is given.
    /// </summary>
    public ImmutableArray<ImmutableArray<GeoPoint>> Theatre { get; init; } = [];

    /// <summary>Width of the strip along the theatre's edge that is taken for coast or border, metres; covers the simplification of both outlines.</summary>
    public double EdgeToleranceM { get; init; } = 5_000;

    /// <summary>Gaps between polygons up to this width are closed before the boundary is taken, metres: publishers' edges do not quite meet.</summary>
    public double CloseGapsM { get; init; } = 300;

    /// <summary>Shorter pieces are left out, metres: slivers between outlines, and pockets.</summary>
    public double ShortestM { get; init; } = 5_000;

    /// <summary>
    /// Every ring of the given outlines as land, for <see cref="Theatre"/>. Holes are taken for land too: some files of boundaries give the
    /// mainland of a province as a "hole" of its first island.
    /// </summary>
    public static ImmutableArray<ImmutableArray<GeoPoint>> LandOf(IEnumerable<Observation> outlines) =>
        [.. outlines.Select(o => o.Where).OfType<ObservedPlace.Outline>().SelectMany(o => o.Polygons).SelectMany(rings => rings)];
}
