using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>One wait: how long, and whether it ended.</summary>
/// <param name="Days">Days from the start to the end, or to the last day on which it was still open; 0 or more.</param>
/// <param name="Ended">Whether it ended; an open one is censored.</param>
public readonly record struct WaitLength(double Days, bool Ended);

/// <summary>A step of the survival curve.</summary>
/// <param name="Days">Days from the start.</param>
/// <param name="OpenShare">Share still open after that day, 0 to 1.</param>
/// <param name="LowShare">Lower end of the 95 % interval.</param>
/// <param name="HighShare">Upper end of the 95 % interval.</param>
/// <param name="AtRisk">How many were still open just before.</param>
public sealed record SurvivalStep(double Days, double OpenShare, double LowShare, double HighShare, int AtRisk);

/// <summary>How long things stay open when some are open still: the product-limit estimate.</summary>
/// <remarks>
/// Kaplan and Meier 1958, equation 2a (S(t) = Π (1 − d_i/n_i)); variance by Greenwood's formula; intervals on the log(−log S) scale (Kalbfleisch and Prentice 1980, section 1.3),
/// so that they stay inside 0 and 1; the interval of the median is where those of the curve cross one half (Brookmeyer and Crowley 1982).
/// </remarks>
public sealed class KaplanMeier
{
    private const double Z = 1.959963984540054; // 97.5 % point of the normal distribution

    private KaplanMeier(ImmutableArray<SurvivalStep> steps, int ended, int open) => (Steps, Ended, Open) = (steps, ended, open);

    /// <summary>Steps of the curve, by days.</summary>
    public ImmutableArray<SurvivalStep> Steps { get; }

    /// <summary>How many ended.</summary>
    public int Ended { get; }

    /// <summary>How many are open: censored.</summary>
    public int Open { get; }

    /// <summary>Median in days; absent where less than half have ended.</summary>
    public double? MedianDays => Crossing(s => s.OpenShare);

    /// <summary>Lower end of the 95 % interval of the median; absent where the curve does not reach it.</summary>
    public double? MedianLowDays => Crossing(s => s.LowShare);

    /// <summary>Upper end of the 95 % interval of the median; absent where the curve does not reach it.</summary>
    public double? MedianHighDays => Crossing(s => s.HighShare);

    /// <summary>The estimate from waits; negative or undefined lengths throw <see cref="ArgumentOutOfRangeException"/>.</summary>
    public static KaplanMeier Of(IEnumerable<WaitLength> waits)
    {
        WaitLength[] sorted = [.. waits.OrderBy(w => w.Days)];
        if (sorted.Any(w => !(w.Days >= 0))) throw new ArgumentOutOfRangeException(nameof(waits), "a wait has a length of 0 days or more");
        var steps = ImmutableArray.CreateBuilder<SurvivalStep>();
        double open = 1, greenwood = 0;
        for (int i = 0; i < sorted.Length;)
        {
            int at = i, ended = 0;
            for (; i < sorted.Length && sorted[i].Days == sorted[at].Days; i++) ended += sorted[i].Ended ? 1 : 0;
            int risk = sorted.Length - at;
            if (ended == 0) continue;
            open *= 1 - (ended / (double)risk);
            greenwood += risk == ended ? double.PositiveInfinity : ended / ((double)risk * (risk - ended));
            (double low, double high) = Interval(open, greenwood);
            steps.Add(new(sorted[at].Days, open, low, high, risk));
        }

        return new(steps.ToImmutable(), sorted.Count(w => w.Ended), sorted.Count(w => !w.Ended));
    }

    private static (double Low, double High) Interval(double open, double greenwood)
    {
        if (open <= 0 || !double.IsFinite(greenwood)) return (0, 1); // nobody is left: the curve says nothing of its own uncertainty there
        double theta = Z * Math.Sqrt(greenwood) / Math.Log(open);
        double a = Math.Pow(open, Math.Exp(theta)), b = Math.Pow(open, Math.Exp(-theta));
        return (Math.Min(a, b), Math.Max(a, b));
    }

    // The first day at which the curve is at one half or below.
    private double? Crossing(Func<SurvivalStep, double> curve)
    {
        foreach (SurvivalStep step in Steps)
        {
            if (curve(step) <= 0.5 + 1e-12) return step.Days;
        }

        return null;
    }
}
