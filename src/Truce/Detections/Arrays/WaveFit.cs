namespace Truce.Detections.Arrays;

/// <summary>A plane wave fitted to pair delays by weighted least squares, with its covariance from errors that belong to elements.</summary>
/// <remarks>
/// With delays τ = X s + ε over pairs, weights W and A = XᵀWX, s = A⁻¹XᵀWτ (Szuberla and Olson 2004, eq. 4). An error e of an element enters every pair it is part of:
/// with g_k the sum of weighted baselines of element k, s changes by A⁻¹ Σ g_k e_k, so Cov(s) = σ² A⁻¹GA⁻¹ with G = Σ g_k g_kᵀ, and
/// E[RSS] = σ² (2 Σw − tr A⁻¹G). With equal weights these are n σ² (XᵀX)⁻¹ and n(n−3) σ². The derivation is in the README of this folder.
/// </remarks>
internal sealed class WaveFit
{
    /// <summary>Slowness in the direction of propagation, s/km.</summary>
    public double EastSPerKm { get; init; }

    /// <summary>Slowness in the direction of propagation, s/km.</summary>
    public double NorthSPerKm { get; init; }

    /// <summary>A⁻¹GA⁻¹: times an element's variance it is the covariance of the slowness, 1/km².</summary>
    public (double Ee, double En, double Nn) Shape { get; init; }

    /// <summary>Weighted sum of squared residuals, s².</summary>
    public double RssS2 { get; init; }

    /// <summary>What the sum of squares is expected to be for an element variance of 1.</summary>
    public double ExpectedPerVariance { get; init; }

    /// <summary>Variance of an element's arrival time from what was known before: noise, clock and place, s².</summary>
    public double PriorVarianceS2 { get; init; }

    /// <summary>Root of the mean weighted squared residual of a pair, seconds.</summary>
    public double RmsS { get; init; }

    /// <summary>Mean coefficient over the pairs, signs turned where an element is turned; pairs without a maximum count as 0.</summary>
    public double MeanRho { get; init; }

    /// <summary>Elements in the fit.</summary>
    public int Elements { get; init; }

    /// <summary>Delay of each pair, by index of the pair; NaN where it takes no part.</summary>
    public required double[] DelaysS { get; init; }

    /// <summary>Coefficient of each pair at its delay, as it stands.</summary>
    public required double[] Rho { get; init; }

    /// <summary>Magnitude, s/km.</summary>
    public double SlownessSPerKm => Math.Sqrt((EastSPerKm * EastSPerKm) + (NorthSPerKm * NorthSPerKm));

    /// <summary>RSS over what the errors known beforehand make of it: about 1 where the wave is plane and every element well.</summary>
    public double MisfitRatio => ExpectedPerVariance > 1e-9 ? RssS2 / (ExpectedPerVariance * PriorVarianceS2) : 0;
}
