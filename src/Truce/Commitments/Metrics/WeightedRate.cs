using Truce.Measures;

namespace Truce.Commitments;

/// <summary>A share of what fell due in which promises count by a weight or by their money.</summary>
/// <param name="Share">Weighted mean of the delivered shares, 0 to 1.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="EffectiveCount">As many promises of equal weight would say as much; one large promise among small ones says little more than one.</param>
/// <remarks>
/// Korn and Graubard (1998, Survey Methodology 24:193, "modified Clopper-Pearson"): the exact interval of a share with the count and the number of trials replaced by effective ones.
/// Effective number: the smaller of Kish's (Σw)²/Σw² (1965, Survey Sampling, 11.7) and p(1 − p)/v with v = Σw²(d − p)²/(Σw)², the variance of the weighted mean by linearisation, which sees that large promises are kept less, or more. Partly kept promises scatter less than kept and unkept ones, so the interval is then too wide rather than too narrow.
/// </remarks>
public sealed record WeightedRate(double Share, double Low, double High, double EffectiveCount)
{
    /// <summary>Of the promises that fell due; nothing where no weight is above zero.</summary>
    /// <param name="due">Weight, zero or more, and delivered share, 0 to 1, of each.</param>
    public static WeightedRate? Of(IReadOnlyCollection<(double WeightFactor, double DeliveredShare)> due)
    {
        double weight = due.Sum(d => d.WeightFactor), squares = due.Sum(d => d.WeightFactor * d.WeightFactor);
        if (weight <= 0) return null;
        double share = Math.Clamp(due.Sum(d => d.WeightFactor * d.DeliveredShare) / weight, 0, 1), effective = weight * weight / squares;
        double scatter = due.Sum(d => Square(d.WeightFactor * (d.DeliveredShare - share)));
        if (scatter > 0) effective = Math.Min(effective, Math.Max(1, share * (1 - share) * weight * weight / scatter));
        (double low, double high) = ExactIntervals.Share(share * effective, effective);
        return new(share, low, high, effective);
    }

    private static double Square(double x) => x * x;
}
