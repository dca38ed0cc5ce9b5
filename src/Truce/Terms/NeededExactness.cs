using Truce.Sayings;

namespace Truce.Terms;

/// <summary>How exactly a place must be known for a zone to be decided.</summary>
internal static class NeededExactness
{
    /// <summary>The words for it: an error of the place that would do if its best estimate stays, or that the zone's own edge is too badly known.</summary>
    /// <remarks>
    /// With one edge at a distance g from the best estimate and the edge's own error s₀, the place is decided when Φ(g/√(s² + s₀²)) reaches the standard
    /// p, so s ≤ √((g/Φ⁻¹(p))² − s₀²). The other edge is farther and takes away less than the standard leaves; the sentence rounds down to whole metres.
    /// </remarks>
    /// <param name="signedM">Signed distance of the best estimate, metres.</param>
    /// <param name="lowM">Least signed distance inside.</param>
    /// <param name="highM">Greatest signed distance inside.</param>
    /// <param name="edgeErrorM">1 σ of the zone's edge, metres.</param>
    /// <param name="rule">The agreement's standard.</param>
    public static Saying Of(double signedM, double lowM, double highM, double edgeErrorM, JudgementRule rule)
    {
        double gapM = Math.Min(Math.Abs(highM - signedM), Math.Abs(signedM - lowM));
        bool inside = signedM >= lowM && signedM <= highM;
        double z = ZoneProbability.Quantile(inside ? rule.InsideProbability : 1 - rule.OutsideProbability);
        double room = Math.Pow(gapM / z, 2) - (edgeErrorM * edgeErrorM);
        double needed = Math.Floor(Math.Sqrt(Math.Max(0, room)));
        return needed >= 1
            ? Say.Of("need.place.sigma", Say.Metres(needed))
            : Say.Of("need.place.edge");
    }
}
