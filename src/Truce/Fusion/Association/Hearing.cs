using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Truce.Fusion.Association;

/// <summary>How probable it is that a site hears an event, by distance, for events of several sizes. The size of an event is not known: the one that explains hits and misses best is taken.</summary>
internal sealed class Hearing
{
    internal const int Sizes = 8; // one vector
    internal const int Classes = 4; // sizes 0, 1, 2 to 3, 4 to 7: for the top of the octree
    private const float StepKm = 4;
    private readonly float[] _hit, _miss, _odds, _classOdds;
    private readonly int _distances;

    internal Hearing(AssociationOptions options, double farthestKm)
    {
        _distances = (int)(farthestKm / StepKm) + 3;
        _hit = new float[_distances * Sizes];
        _miss = new float[_distances * Sizes];
        _odds = new float[_distances * Sizes];
        _classOdds = new float[_distances * Classes];
        for (int d = 0; d < _distances; d++)
        {
            for (int s = 0; s < Sizes; s++)
            {
                // Reaches from 30 km on, a factor 1.7 apart: up to 1 230 km. The fall is as wide as a quarter of the reach, at least 20 km: our choice, wider than any generator's.
                double reach = 30 * Math.Pow(1.7, s), width = Math.Max(20, reach / 4);
                double p = options.NearProbability / (1 + Math.Exp(((d * StepKm) - reach) / width));
                int i = (d * Sizes) + s;
                _hit[i] = (float)Math.Log(Math.Max(p, 1e-12));
                _miss[i] = (float)Math.Log(1 - p);
                _odds[i] = _hit[i] - _miss[i];
            }

            Vector128<float> of = Reduce(Vector256.LoadUnsafe(ref _odds[d * Sizes]));
            of.StoreUnsafe(ref _classOdds[d * Classes]);
        }
    }

    internal ReadOnlySpan<float> LogHit(float distanceKm) => _hit.AsSpan(Row(distanceKm) * Sizes, Sizes);

    internal ReadOnlySpan<float> LogMiss(float distanceKm) => _miss.AsSpan(Row(distanceKm) * Sizes, Sizes);

    /// <summary>The same of every size.</summary>
    internal Vector256<float> LogHits(float distanceKm) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_hit), (nuint)(Row(distanceKm) * Sizes));

    internal Vector256<float> LogMisses(float distanceKm) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_miss), (nuint)(Row(distanceKm) * Sizes));

    /// <summary>At least the log-odds of hearing anywhere from a distance on.</summary>
    internal Vector256<float> MostOdds(float nearKm) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_odds), (nuint)(Row(nearKm) * Sizes));

    /// <summary>The same by class of sizes.</summary>
    internal Vector128<float> MostClassOdds(float nearKm) => Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_classOdds), (nuint)(Row(nearKm) * Classes));

    /// <summary>The least that a miss costs anywhere up to a distance.</summary>
    internal Vector256<float> LeastMiss(float farKm) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_miss), (nuint)(Math.Min(_distances - 1, Row(farKm) + 1) * Sizes));

    /// <summary>The most of each class.</summary>
    internal static Vector128<float> Reduce(Vector256<float> sizes) => Vector128.Create(
        sizes[0], sizes[1], Math.Max(sizes[2], sizes[3]), Math.Max(Math.Max(sizes[4], sizes[5]), Math.Max(sizes[6], sizes[7])));

    internal static float Max(Vector128<float> v) => Math.Max(Math.Max(v[0], v[1]), Math.Max(v[2], v[3]));

    internal static float Max(Vector256<float> v) => Max(Vector128.Max(v.GetLower(), v.GetUpper()));

    private int Row(float distanceKm) => Math.Min(_distances - 1, (int)(distanceKm / StepKm));
}
