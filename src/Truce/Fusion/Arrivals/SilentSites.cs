using Truce.Measures;

namespace Truce.Fusion.Arrivals;

/// <summary>Where an event was heard, and how long ago.</summary>
/// <param name="Place">The site.</param>
/// <param name="AgoS">Seconds since, up to when everything that was heard is known.</param>
public readonly record struct HeardAt(GeoPoint Place, double AgoS);

/// <summary>Sites that listened and did not hear an event which others heard: its waves have not passed them, unless they missed it.</summary>
/// <remarks>
/// A wave that was heard at one place has passed every nearer one, and has gone on since. Each silent site that it must have passed multiplies a place's probability by <see cref="MissProbability"/>, and as many at most as
/// <see cref="MostCounted"/>: sites miss waves together, when one event drowns another.
/// </remarks>
/// <param name="Silent">Sites that listened for the waves and told of nothing.</param>
/// <param name="Heard">Sites that heard it.</param>
/// <param name="SlowKmPerS">Least speed of the waves that both listen for, km/s, above 0.</param>
/// <param name="FastKmPerS">Greatest speed, km/s.</param>
public sealed record SilentSites(IReadOnlyList<GeoPoint> Silent, IReadOnlyList<HeardAt> Heard, double SlowKmPerS, double FastKmPerS)
{
    private const double LateS = 1.5; // a site tells of a wave so long after it has come
    private readonly SpacePoint[] _silent = [.. Silent.Select(SpacePoint.Of)], _heard = [.. Heard.Select(h => SpacePoint.Of(h.Place))];

    /// <summary>Probability, above 0 to 1, that a site misses a wave that one farther off has heard. We chose 0.3.</summary>
    public double MissProbability { get; init; } = 0.3;

    /// <summary>Misses that are counted. We chose 30.</summary>
    public int MostCounted { get; init; } = 30;

    /// <summary>Natural logarithm of how probable the silence is for an event at a place.</summary>
    /// <param name="place">Where.</param>
    /// <param name="halfKm">Half the width of the cell about it that is meant, km: a site must be nearer by that too.</param>
    internal double Log(SpacePoint place, double halfKm)
    {
        double passedKm = 0, farKm = 1;
        int by = 0;
        for (int i = 0; i < _heard.Length; i++)
        {
            double sinceS = Heard[i].AgoS - LateS, km = place.ChordKm(_heard[i]), passed = km + (sinceS * (sinceS > 0 ? SlowKmPerS : FastKmPerS));
            if (passed > passedKm) (passedKm, farKm, by) = (passed, Math.Max(1, km), i);
        }

        int missed = 0;
        foreach (SpacePoint s in _silent)
        {
            // How much the difference of the two ways can change within the cell: little where both sites lie in one direction.
            double looseKm = halfKm * Math.Min(2, s.ChordKm(_heard[by]) / Math.Max(farKm, halfKm));
            if (place.ChordKm(s) < passedKm - looseKm && ++missed == MostCounted) break;
        }

        return missed * Math.Log(MissProbability);
    }
}
