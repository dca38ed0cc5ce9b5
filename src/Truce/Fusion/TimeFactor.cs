using Truce.Measures;

namespace Truce.Fusion;

/// <summary>Likelihood over instants: an interval with blurred ends, in hours of <see cref="Epoch"/>. Short against its blur it is a normal.</summary>
/// <remarks>p(t) = [Φ((t − a)/σ) − Φ((t − b)/σ)] / (b − a), which integrates to 1 over t (docs/fusion.md, section 3).</remarks>
internal readonly struct TimeFactor
{
    /// <summary>Where hours count from.</summary>
    public static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeFactor(TimeInterval when, double sigmaS, double leastSigmaS, double gateSigma)
    {
        double a = Hours(when.Start), b = Hours(when.End);
        double sigma = Math.Max(sigmaS, leastSigmaS) / 3600, width = b - a;
        IsNarrow = width <= 2 * sigma;
        if (IsNarrow)
        {
            double variance = (sigma * sigma) + (width * width / 12);
            Middle = (a + b) / 2;
            Info = 1 / variance;
            LogNorm = -0.5 * Math.Log(2 * Math.PI * variance);
            double reach = gateSigma * Math.Sqrt(variance);
            (Low, High) = (Middle - reach, Middle + reach);
        }
        else
        {
            (Start, End, Sigma) = (a, b, sigma);
            LogNorm = -Math.Log(width);
            (Low, High) = (a - (gateSigma * sigma), b + (gateSigma * sigma));
        }
    }

    /// <summary>Whether the blur rules: then <see cref="Middle"/> and <see cref="Info"/> hold, otherwise <see cref="Start"/>, <see cref="End"/> and <see cref="Sigma"/>.</summary>
    public bool IsNarrow { get; }

    /// <summary>Mean of the normal, hours.</summary>
    public double Middle { get; }

    /// <summary>1 / variance, hours⁻².</summary>
    public double Info { get; }

    /// <summary>First instant, hours.</summary>
    public double Start { get; }

    /// <summary>Last instant, hours.</summary>
    public double End { get; }

    /// <summary>Blur of both ends, hours.</summary>
    public double Sigma { get; }

    /// <summary>ln of the height: of the normal at its mean, or of the flat top.</summary>
    public double LogNorm { get; }

    /// <summary>Earliest instant inside the gate, hours.</summary>
    public double Low { get; }

    /// <summary>Latest instant inside the gate, hours.</summary>
    public double High { get; }

    /// <summary>Hours since the epoch.</summary>
    public static double Hours(DateTimeOffset t) => (t.UtcTicks - Epoch.Ticks) / (double)TimeSpan.TicksPerHour;

    /// <summary>The instant at so many hours, rounded to the millisecond (the record boundary).</summary>
    public static DateTimeOffset Instant(double hours)
    {
        double ms = Math.Round(hours * 3_600_000);
        return Epoch.AddMilliseconds(ms);
    }
}
