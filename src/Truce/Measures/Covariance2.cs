namespace Truce.Measures;

/// <summary>Uncertainty of a place in the local east-north plane: a 2 × 2 covariance, square metres.</summary>
/// <remarks><c>default</c> (all zero) is not a usable uncertainty: nobody knows a place exactly.</remarks>
public readonly record struct Covariance2(double EastEastM2, double EastNorthM2, double NorthNorthM2)
{
    /// <summary>The same 1 σ in every direction.</summary>
    public static Covariance2 Circular(double sigmaM) => new(sigmaM * sigmaM, 0, sigmaM * sigmaM);

    /// <summary>1 σ along and across an azimuth (degrees clockwise from north).</summary>
    public static Covariance2 Oriented(double sigmaAlongM, double sigmaAcrossM, double azimuthDeg)
    {
        double a = azimuthDeg * Math.PI / 180, sin = Math.Sin(a), cos = Math.Cos(a);
        double l = sigmaAlongM * sigmaAlongM, c = sigmaAcrossM * sigmaAcrossM;
        return new((l * sin * sin) + (c * cos * cos), (l - c) * sin * cos, (l * cos * cos) + (c * sin * sin));
    }

    /// <summary>Determinant, m⁴; positive for a usable uncertainty.</summary>
    public double DeterminantM4 => (EastEastM2 * NorthNorthM2) - (EastNorthM2 * EastNorthM2);

    /// <summary>Whether this is symmetric positive definite and finite.</summary>
    public bool IsUsable => EastEastM2 > 0 && NorthNorthM2 > 0 && DeterminantM4 > 0
        && double.IsFinite(EastEastM2) && double.IsFinite(NorthNorthM2) && double.IsFinite(EastNorthM2);

    /// <summary>Half axes of the 1 σ ellipse (metres) and the azimuth of the long one (degrees clockwise from north, 0 to 180).</summary>
    public (double MajorM, double MinorM, double AzimuthDeg) Ellipse()
    {
        double mean = (EastEastM2 + NorthNorthM2) / 2, half = (EastEastM2 - NorthNorthM2) / 2;
        double root = Math.Sqrt((half * half) + (EastNorthM2 * EastNorthM2));
        double azimuth = 0.5 * Math.Atan2(2 * EastNorthM2, NorthNorthM2 - EastEastM2) * 180 / Math.PI;
        return (Math.Sqrt(Math.Max(0, mean + root)), Math.Sqrt(Math.Max(0, mean - root)), (azimuth + 180) % 180);
    }

    /// <summary>Sum of two independent uncertainties.</summary>
    public static Covariance2 operator +(Covariance2 a, Covariance2 b) =>
        new(a.EastEastM2 + b.EastEastM2, a.EastNorthM2 + b.EastNorthM2, a.NorthNorthM2 + b.NorthNorthM2);

    /// <summary>Sum of two independent uncertainties.</summary>
    public static Covariance2 Add(Covariance2 left, Covariance2 right) => left + right;
}
