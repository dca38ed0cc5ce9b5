using System.Collections.Immutable;

namespace Truce.Detections.Arrays;

/// <summary>Which of four elements does not belong to the wave, as far as four can tell (decision 0081).</summary>
/// <remarks>
/// Four elements give three independent delays; a plane wave takes two. One number is left, and an error of any one element explains it: residuals find that something
/// is wrong, never who. So: a turned sign is tried on each element, where all six pairs have to fit again (the element is named and takes part with its sign turned back); an element unlike the others leaves three that are
/// like each other; and a time error is laid on the element without which the wave has a speed that sound has, with the probability that this gives.
/// </remarks>
internal sealed class FourElements(ImmutableArray<ArrayElement> elements, WaveFitter fitter, ArrayOptions options)
{
    // Chosen: three elements whose likeness is below this share of the best three's hold one that is unlike.
    private const double LikeShare = 0.8;

    // Trace velocities of sound over the ground: most between 0.30 and 0.45 km/s (field practice); a log-normal with that middle, and a floor for what we do not know.
    private const double SoundKmS = 0.35;
    private const double SoundLnSigma = 0.08;
    private const double OtherShare = 0.02;

    /// <summary>The wave without the element that does not fit; null when no element's absence helps.</summary>
    public ArraySolver.Solution? Solve(ReadOnlySpan<bool> part, ArraySolver solver)
    {
        var tried = new List<(int Element, WaveFit Fit, double LogOdds)>();
        double best = 0;
        for (int k = 0; k < part.Length; k++)
        {
            if (!part[k] || fitter.FromHighest(Without(part, k)) is not { } fit || !solver.Slow(fit) || !Closes(fit)) continue;
            tried.Add((k, fit, LogPlausible(fit)));
            best = Math.Max(best, fit.MeanRho);
        }

        tried.RemoveAll(t => t.Fit.MeanRho < LikeShare * best);
        if (tried.Count == 0) return null;
        double highest = tried.Max(t => t.LogOdds), sum = tried.Sum(t => Math.Exp(t.LogOdds - highest));
        (int element, WaveFit wave, double log) = tried.First(t => t.LogOdds == highest);
        return new(wave, Without(part, element), [(element, Math.Exp(log - highest) / sum)], ArrayCheck.LeaveOneOut, true);
    }

    // The three delays of three elements add up to nothing, whatever their clocks: otherwise a maximum of another cycle was taken.
    private bool Closes(WaveFit fit) => Math.Sqrt(3 * fit.RssS2) <= 0.25 / options.Band.HighHz;

    private double LogPlausible(WaveFit fit)
    {
        if (!options.Acoustic) return 0;
        double s = fit.SlownessSPerKm, z = Math.Log(s * SoundKmS) / SoundLnSigma, greatest = 1 / options.SlowestKmPerS;
        double sound = Math.Exp(-z * z / 2) / (SoundLnSigma * Math.Sqrt(2 * Math.PI) * 2 * Math.PI * s * s);
        return Math.Log(((1 - OtherShare) * sound) + (OtherShare / (Math.PI * greatest * greatest)));
    }

    private bool[] Without(ReadOnlySpan<bool> part, int element)
    {
        bool[] rest = new bool[elements.Length];
        for (int e = 0; e < rest.Length; e++) rest[e] = part[e] && e != element;
        return rest;
    }
}
