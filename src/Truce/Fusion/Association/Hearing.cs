namespace Truce.Fusion.Association;

/// <summary>How probable it is that a site hears an event, by distance, for events of several sizes. The size of an event is not known: the one that explains hits and misses best is taken.</summary>
internal sealed class Hearing
{
    internal const int Sizes = 9;
    private const float StepKm = 4;
    private readonly float[] _logHit, _logMiss;
    private readonly int _distances;

    internal Hearing(AssociationOptions options, double farthestKm)
    {
        _distances = (int)(farthestKm / StepKm) + 2;
        _logHit = new float[_distances * Sizes];
        _logMiss = new float[_distances * Sizes];
        for (int d = 0; d < _distances; d++)
        {
            for (int s = 0; s < Sizes; s++)
            {
                // Reaches from 30 km on, a factor 1.6 apart: up to 1 300 km. The fall is as wide as a quarter of the reach, at least 20 km: our choice, wider than any generator's.
                double reach = 30 * Math.Pow(1.6, s), width = Math.Max(20, reach / 4);
                double p = options.NearProbability / (1 + Math.Exp(((d * StepKm) - reach) / width));
                _logHit[(d * Sizes) + s] = (float)Math.Log(Math.Max(p, 1e-12));
                _logMiss[(d * Sizes) + s] = (float)Math.Log(1 - p);
            }
        }
    }

    internal ReadOnlySpan<float> LogHit(float distanceKm) => _logHit.AsSpan(Row(distanceKm), Sizes);

    internal ReadOnlySpan<float> LogMiss(float distanceKm) => _logMiss.AsSpan(Row(distanceKm), Sizes);

    private int Row(float distanceKm) => Math.Min(_distances - 1, (int)(distanceKm / StepKm)) * Sizes;
}
