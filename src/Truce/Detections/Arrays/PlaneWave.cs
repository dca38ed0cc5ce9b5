namespace Truce.Detections.Arrays;

/// <summary>A plane wave over an array, and how well it is known: Student's t about the slowness.</summary>
public sealed record PlaneWave
{
    /// <summary>Slowness eastward, in the direction of propagation, s/km.</summary>
    public required double EastSPerKm { get; init; }

    /// <summary>Slowness northward, in the direction of propagation, s/km.</summary>
    public required double NorthSPerKm { get; init; }

    /// <summary>Scale matrix of the slowness, s²/km²: its covariance with infinitely many degrees of freedom.</summary>
    public required (double EastEastS2PerKm2, double EastNorthS2PerKm2, double NorthNorthS2PerKm2) Covariance { get; init; }

    /// <summary>Degrees of freedom of the t distribution.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>1 σ of an element's arrival time as the errors known beforehand and the residuals give it, seconds.</summary>
    public required double ElementSigmaS { get; init; }

    /// <summary>Root mean square of what the delays differ from the plane wave, seconds.</summary>
    public required double ResidualS { get; init; }

    /// <summary>Magnitude of the slowness, s/km.</summary>
    public double SlownessSPerKm => Math.Sqrt((EastSPerKm * EastSPerKm) + (NorthSPerKm * NorthSPerKm));

    /// <summary>Speed along the ground, km/s; infinite for a wave from straight below or above.</summary>
    public double TraceVelocityKmPerS => 1 / SlownessSPerKm;

    /// <summary>Where the wave comes from, degrees clockwise from north, 0 to below 360.</summary>
    public double BackAzimuthDeg => ((Math.Atan2(-EastSPerKm, -NorthSPerKm) * 180 / Math.PI) + 360) % 360;

    /// <summary>1 σ of the back-azimuth, degrees, at most 180: the slowness error across the wave's direction over the slowness.</summary>
    public double BackAzimuthSigmaDeg
    {
        get
        {
            double s = SlownessSPerKm, e = EastSPerKm / s, n = NorthSPerKm / s;
            return s > 0 ? Math.Min(180, Math.Sqrt(Math.Max(0, Quadratic(-n, e))) / s * 180 / Math.PI) : 180;
        }
    }

    /// <summary>1 σ of the slowness along the wave's direction, s/km.</summary>
    public double SlownessSigmaSPerKm
    {
        get
        {
            double s = SlownessSPerKm;
            return s > 0
                ? Math.Sqrt(Math.Max(0, Quadratic(EastSPerKm / s, NorthSPerKm / s)))
                : Math.Sqrt(Covariance.EastEastS2PerKm2 + Covariance.NorthNorthS2PerKm2);
        }
    }

    /// <summary>Squared radius, in units of <see cref="Covariance"/>, of the ellipse that holds the slowness with a probability: ν((1 − p)^(−2/ν) − 1), twice the quantile of F(2, ν).</summary>
    public double EllipseScoreAt(double probability) => DegreesOfFreedom * (Math.Pow(1 - probability, -2.0 / DegreesOfFreedom) - 1);

    /// <summary>Whether the ellipse of a probability holds a slowness.</summary>
    public bool Holds(double eastSPerKm, double northSPerKm, double probability)
    {
        (double a, double b, double c) = Covariance;
        double x = eastSPerKm - EastSPerKm, y = northSPerKm - NorthSPerKm, det = (a * c) - (b * b);
        return ((c * x * x) - (2 * b * x * y) + (a * y * y)) / det <= EllipseScoreAt(probability);
    }

    private double Quadratic(double x, double y) =>
        (Covariance.EastEastS2PerKm2 * x * x) + (2 * Covariance.EastNorthS2PerKm2 * x * y) + (Covariance.NorthNorthS2PerKm2 * y * y);
}
