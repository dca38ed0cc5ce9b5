using Truce.Measures;

namespace Truce.Fusion;

/// <summary>Likelihood over instants: an interval with blurred ends, in hours of <see cref="Epoch"/>. Short against its blur it is a normal.</summary>
/// <remarks>p(t) = [Φ((t − a)/σ) − Φ((t − b)/σ)] / (b − a), which integrates to 1 over t (docs/fusion.md, section 3).</remarks>
internal readonly struct TimeFactor
{
    /// <summary>Where hours count from.</summary>
    public static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly double _a, _b;

    public TimeFactor(TimeInterval when, double sigmaS, double leastSigmaS)
    {
        double a = Hours(when.Start), b = Hours(when.End), width = b - a;
        Sigma = Math.Max(sigmaS, leastSigmaS) / 3600;
        IsNarrow = width <= 2 * Sigma;
        if (IsNarrow)
        {
            double variance = (Sigma * Sigma) + (width * width / 12);
            (_a, _b) = ((a + b) / 2, 1 / variance);
            LogNorm = -0.5 * Math.Log(2 * Math.PI * variance);
        }
        else
        {
            (_a, _b) = (a, b);
            LogNorm = -Math.Log(width);
        }
    }

    /// <summary>Whether the blur rules: then <see cref="Middle"/> and <see cref="Info"/> hold, otherwise <see cref="Start"/> and <see cref="End"/>.</summary>
    public bool IsNarrow { get; }

    /// <summary>Mean of the normal, hours.</summary>
    public double Middle => _a;

    /// <summary>1 / variance, hours⁻².</summary>
    public double Info => _b;

    /// <summary>First instant, hours.</summary>
    public double Start => _a;

    /// <summary>Last instant, hours.</summary>
    public double End => _b;

    /// <summary>Blur of both ends, hours.</summary>
    public double Sigma { get; }

    /// <summary>ln of the height: of the normal at its mean, or of the flat top.</summary>
    public double LogNorm { get; }

    /// <summary>Earliest and latest instant inside a gate of so many standard deviations, hours.</summary>
    public (double Low, double High) Open(double gateSigma)
    {
        double reach = gateSigma * (IsNarrow ? 1 / Math.Sqrt(_b) : Sigma);
        return IsNarrow ? (_a - reach, _a + reach) : (_a - reach, _b + reach);
    }

    /// <summary>Hours since the epoch.</summary>
    public static double Hours(DateTimeOffset t) => (t.UtcTicks - Epoch.Ticks) / (double)TimeSpan.TicksPerHour;

    /// <summary>The instant at so many hours, rounded to the millisecond (the record boundary).</summary>
    public static DateTimeOffset Instant(double hours)
    {
        double ms = Math.Round(hours * 3_600_000);
        return Epoch.AddMilliseconds(ms);
    }
}
