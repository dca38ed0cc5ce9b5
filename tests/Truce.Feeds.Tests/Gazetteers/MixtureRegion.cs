using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.Tests.Gazetteers;

/// <summary>Highest-density regions of a place mixture, by a fixed spiral of samples; the "none of these" share is left out of it.</summary>
internal static class MixtureRegion
{
    private const int SamplesPerCandidate = 200;

    public static bool Holds(ImmutableArray<PlaceCandidate> candidates, GeoPoint truth, double probability)
    {
        var samples = new List<(double Density, double Weight)>();
        foreach (PlaceCandidate c in candidates)
        {
            var plane = new LocalPlane(c.Position);
            for (int i = 0; i < SamplesPerCandidate; i++)
            {
                double r = c.SigmaM * Math.Sqrt(-2 * Math.Log(1 - ((i + 0.5) / SamplesPerCandidate))), φ = i * 2.399963229728653; // golden angle
                samples.Add((Density(candidates, plane.ToGeo(r * Math.Cos(φ), r * Math.Sin(φ))), c.Weight));
            }
        }

        samples.Sort((x, y) => y.Density.CompareTo(x.Density));
        double total = samples.Sum(s => s.Weight), sum = 0, threshold = 0;
        foreach ((double density, double weight) in samples)
        {
            sum += weight;
            threshold = density;
            if (sum >= probability * total) break;
        }

        return Density(candidates, truth) >= threshold;
    }

    private static double Density(ImmutableArray<PlaceCandidate> candidates, GeoPoint at)
    {
        double sum = 0;
        foreach (PlaceCandidate c in candidates)
        {
            double d = c.Position.DistanceM(at) / c.SigmaM;
            sum += c.Weight / (c.SigmaM * c.SigmaM) * Math.Exp(-d * d / 2);
        }

        return sum;
    }
}
