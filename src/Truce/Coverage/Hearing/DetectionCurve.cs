using Truce.Measures;

namespace Truce.Coverage.Hearing;

/// <summary>The probability that a detector sees an event, by signal-to-noise ratio: P = 1 / (1 + exp(−slope·(x − middle))), x in decibels.</summary>
/// <remarks>
/// Fitted to counts by maximum likelihood (Fisher scoring; McCullagh and Nelder 1989, Generalized Linear Models, 2nd ed., section 2.5). What is detected by chance is no hearing:
/// counts are taken to come from chance + (1 − chance)·P, with a chance that was measured apart (Finney 1971, Probit Analysis, section 7.1), and the curve is P alone.
/// </remarks>
public sealed record DetectionCurve
{
    /// <summary>The standard normal reaches beyond it on either side with 2.5 %.</summary>
    private const double Z95 = 1.959963984540054;

    private const int Steps = 100;

    /// <summary>The ratio at which half of the events are seen, decibels.</summary>
    public required double MiddleDb { get; init; }

    /// <summary>1 σ of it, decibels.</summary>
    public required double MiddleSigmaDb { get; init; }

    /// <summary>How fast the logarithm of the odds rises, per decibel; above 0.</summary>
    public required double SlopePerDb { get; init; }

    /// <summary>1 σ of it.</summary>
    public required double SlopeSigmaPerDb { get; init; }

    /// <summary>Covariance of the two: decibels by per decibel.</summary>
    public required double CovarianceFactor { get; init; }

    /// <summary>The chance that was supplied, 0 to 1.</summary>
    public required double ChanceProbability { get; init; }

    /// <summary>Deviance over its degrees of freedom: about 1 where the logistic form fits. The covariance was multiplied by it where it is above 1.</summary>
    public required double DispersionRatio { get; init; }

    /// <summary>Fits a curve; <c>null</c> with the reason when the counts do not fix one: then the curve is not known.</summary>
    /// <param name="points">Counts at two or more ratios, in any order.</param>
    /// <param name="chanceProbability">Probability that an event counts as detected though nothing was heard, 0 to below 1.</param>
    /// <param name="problem">Why there is no curve; empty when there is one.</param>
    public static DetectionCurve? Fit(IReadOnlyList<DetectionPoint> points, double chanceProbability, out string problem)
    {
        if (chanceProbability is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(chanceProbability), chanceProbability, "0 to below 1");
        DetectionPoint[] used = [.. points.Where(p => p.Of > 0).OrderBy(p => p.SnrDb)];
        problem = Obstacle(used);
        if (problem.Length > 0) return null;
        double centreDb = used.Sum(p => p.SnrDb * p.Of) / used.Sum(p => p.Of);
        double intercept = 0, slope = 0.1;
        for (int step = 0; step < Steps; step++)
        {
            Sums sums = Score(used, chanceProbability, centreDb, intercept, slope);
            if (!(sums.Determinant > 0)) break;
            double up = ((sums.Slopes * sums.ByIntercept) - (sums.Cross * sums.BySlope)) / sums.Determinant;
            double steeper = ((sums.Intercepts * sums.BySlope) - (sums.Cross * sums.ByIntercept)) / sums.Determinant;
            double part = 1;
            for (int halving = 0; halving < 40 && !(LogLikelihood(used, chanceProbability, centreDb, intercept + (part * up), slope + (part * steeper)) >= sums.Log); halving++) part /= 2;
            (intercept, slope) = (intercept + (part * up), slope + (part * steeper));
            if (Math.Abs(part * up) + Math.Abs(part * steeper) < 1e-11) break;
        }

        Sums end = Score(used, chanceProbability, centreDb, intercept, slope);
        if (!(end.Determinant > 1e-9 * end.Intercepts) || !(slope > 0) || !double.IsFinite(intercept))
        {
            problem = slope > 0 ? "the counts set no bound to the slope: plant at ratios between, or more events" : "detections do not rise with the signal";
            return null;
        }

        return Made(used, chanceProbability, centreDb, intercept, slope, end);
    }

    /// <summary>Probability that an event of this ratio is seen.</summary>
    /// <param name="snrDb">Decibels.</param>
    public double ProbabilityAt(double snrDb) => Logistic(SlopePerDb * (snrDb - MiddleDb));

    /// <summary>Pointwise 95 % interval of it, from the covariance of the fit.</summary>
    /// <param name="snrDb">Decibels.</param>
    public Interval95 IntervalAt(double snrDb)
    {
        double x = snrDb - MiddleDb;
        double variance = (SlopePerDb * SlopePerDb * MiddleSigmaDb * MiddleSigmaDb) + (x * x * SlopeSigmaPerDb * SlopeSigmaPerDb) - (2 * SlopePerDb * x * CovarianceFactor);
        double half = Z95 * Math.Sqrt(Math.Max(0, variance));
        return new(Logistic((SlopePerDb * x) - half), Logistic((SlopePerDb * x) + half));
    }

    /// <summary>The ratio at which events are seen with this probability, decibels.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    public double SnrDb(double probability) => probability is > 0 and < 1
        ? MiddleDb + (Math.Log(probability / (1 - probability)) / SlopePerDb)
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "above 0 and below 1");

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    // Albert and Anderson 1984, Biometrika 71, 1: the likelihood has its greatest value at finite parameters only where misses and detections overlap.
    private static string Obstacle(DetectionPoint[] used)
    {
        if (used.Select(p => p.SnrDb).Distinct().Count() < 2) return "events at fewer than two signal-to-noise ratios";
        if (used.All(p => p.Detected == 0)) return $"nothing was detected up to {used[^1].SnrDb} dB";
        if (used.All(p => p.Detected == p.Of)) return $"everything was detected down to {used[0].SnrDb} dB";
        double firstSeenDb = used.First(p => p.Detected > 0).SnrDb, lastMissedDb = used.Last(p => p.Detected < p.Of).SnrDb;
        return firstSeenDb < lastMissedDb ? "" : $"from none to all between {lastMissedDb} and {firstSeenDb} dB: plant at ratios between them";
    }

    private static DetectionCurve Made(DetectionPoint[] used, double chance, double centreDb, double intercept, double slope, Sums sums)
    {
        double deviance = 0;
        foreach (DetectionPoint p in used)
        {
            double expected = p.Of * Inside(chance + ((1 - chance) * Logistic(intercept + (slope * (p.SnrDb - centreDb)))));
            if (p.Detected > 0) deviance += 2 * p.Detected * Math.Log(p.Detected / expected);
            if (p.Detected < p.Of) deviance += 2 * (p.Of - p.Detected) * Math.Log((p.Of - p.Detected) / (p.Of - expected));
        }

        // Events in one recording are alike: where counts spread more than a binomial does, the covariance grows with them (McCullagh and Nelder 1989, section 4.5;
        // by the deviance, because a single miss where hardly any is expected makes Pearson's sum as large as one likes).
        double dispersion = used.Length > 2 ? Math.Max(0, deviance) / (used.Length - 2) : 1, wider = Math.Max(1, dispersion);
        double vInterceptS = wider * sums.Slopes / sums.Determinant, vSlope = wider * sums.Intercepts / sums.Determinant, cross = -wider * sums.Cross / sums.Determinant;
        double rest = intercept / slope; // middle = centre − intercept / slope
        double vMiddle = (vInterceptS - (2 * rest * cross) + (rest * rest * vSlope)) / (slope * slope);
        return new()
        {
            MiddleDb = centreDb - rest,
            MiddleSigmaDb = Math.Sqrt(vMiddle),
            SlopePerDb = slope,
            SlopeSigmaPerDb = Math.Sqrt(vSlope),
            CovarianceFactor = ((rest * vSlope) - cross) / slope,
            ChanceProbability = chance,
            DispersionRatio = dispersion,
        };
    }

    private static Sums Score(DetectionPoint[] used, double chance, double centreDb, double intercept, double slope)
    {
        var sums = new Sums { Log = LogLikelihood(used, chance, centreDb, intercept, slope) };
        foreach (DetectionPoint p in used)
        {
            double x = p.SnrDb - centreDb, heard = Logistic(intercept + (slope * x));
            double seen = Inside(chance + ((1 - chance) * heard)), rise = (1 - chance) * heard * (1 - heard);
            double by = (p.Detected - (p.Of * seen)) * rise / (seen * (1 - seen)), weight = p.Of * rise * rise / (seen * (1 - seen));
            sums = sums with
            {
                ByIntercept = sums.ByIntercept + by,
                BySlope = sums.BySlope + (by * x),
                Intercepts = sums.Intercepts + weight,
                Cross = sums.Cross + (weight * x),
                Slopes = sums.Slopes + (weight * x * x),
            };
        }

        return sums;
    }

    private static double LogLikelihood(DetectionPoint[] used, double chance, double centreDb, double intercept, double slope)
    {
        double sum = 0;
        foreach (DetectionPoint p in used)
        {
            double seen = Inside(chance + ((1 - chance) * Logistic(intercept + (slope * (p.SnrDb - centreDb)))));
            sum += (p.Detected * Math.Log(seen)) + ((p.Of - p.Detected) * Math.Log(1 - seen));
        }

        return sum;
    }

    private static double Inside(double probability) => Math.Clamp(probability, 1e-15, 1 - 1e-15);

    // First derivatives of the log-likelihood and Fisher's information.
    private readonly record struct Sums(double Log, double ByIntercept, double BySlope, double Intercepts, double Cross, double Slopes)
    {
        public double Determinant => (Intercepts * Slopes) - (Cross * Cross);
    }
}
