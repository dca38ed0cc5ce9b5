namespace Truce.Response.Indicators;

/// <summary>Which way a count went.</summary>
public enum ChangeDirection
{
    /// <summary>More of it for the same hours of watch.</summary>
    Rise = 0,

    /// <summary>Less of it for the same hours of watch.</summary>
    Fall,
}

/// <summary>A sequential watch for one direction of change whose false lights are bounded: an e-detector of Shiryaev–Roberts form.</summary>
/// <remarks>
/// Shin, Ramdas and Rinaldo (E-detectors, arXiv 2203.03532): docs/sources.md. A bet pays exp(θk − λeψ(θ)) for a count k in e hours: its mean is at most 1
/// when the rate is at most λ (θ above 0; at least λ for θ below) and counts have the moments of a negative binomial with variance over mean φ, for which
/// ψ(θ) = −ln[φ(1 − (1 − 1/φ)e^θ)]/(φ − 1), or e^θ − 1 for φ = 1. M ← (1 + M)·payout then grows by at most 1 a period on average, so that lights at 1/α, with M set to 0
/// at each, come at most α times a period: E[lights in T periods] ≤ αT, for every T in which the true rate lies within what the
/// baseline holds to be ordinary. That it does so is no theorem: docs/quality-indicators.md. Several bets, one for each size of change, share the stake equally; the mean of e-detectors is one.
/// </remarks>
internal sealed class ChangeDetector(ChangeDirection direction, double alphaPerPeriod, int leastPeriods)
{
    // Sizes of change that are bet on. What lies between is found by its neighbours, a little later.
    private static readonly double[] Rises = [1.25, 1.5, 2, 4], Falls = [0.8, 1 / 1.5, 0.5, 0.25];

    private readonly double[] _ratios = direction == ChangeDirection.Rise ? Rises : Falls;
    private readonly double[] _stakes = new double[4];
    private readonly double _mostLog = Math.Log(1 / alphaPerPeriod) / leastPeriods;

    /// <summary>Evidence for a change; a light at <see cref="Threshold"/>.</summary>
    public double Evidence => _stakes.Sum() / _stakes.Length;

    /// <summary>Evidence at which it lights.</summary>
    public double Threshold => 1 / alphaPerPeriod;

    /// <summary>Takes a watched period; true when it lights, after which it starts again from nothing.</summary>
    public bool Step(int count, double exposureHours, RateBaseline baseline)
    {
        double rate = direction == ChangeDirection.Rise ? baseline.OrdinaryHighPerHour : baseline.OrdinaryLowPerHour;
        for (int i = 0; i < _ratios.Length; i++)
        {
            (double theta, double psi) = Bet(_ratios[i], baseline.ScatterFactor);
            double log = (theta * count) - (rate * exposureHours * psi);
            _stakes[i] = (1 + _stakes[i]) * Math.Exp(Math.Min(log, _mostLog)); // a smaller payout keeps the bound
        }

        if (Evidence < Threshold) return false;
        Array.Clear(_stakes);
        return true;
    }

    /// <summary>The exponent of the bet that grows fastest when the rate is multiplied by a ratio, and its price for one expected count.</summary>
    internal static (double Theta, double Psi) Bet(double ratio, double scatter)
    {
        if (scatter - 1 < 1e-9) return (Math.Log(ratio), ratio - 1);
        double e = ratio * scatter / (1 + (ratio * (scatter - 1)));
        return (Math.Log(e), -Math.Log(scatter * (1 - ((1 - (1 / scatter)) * e))) / (scatter - 1));
    }
}
