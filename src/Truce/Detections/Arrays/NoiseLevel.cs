using Truce.Detections.Signals;

namespace Truce.Detections.Arrays;

/// <summary>The adaptive F detector: how much the noise of the last time raises F (Arrowsmith et al. 2009, section 2).</summary>
/// <remarks>
/// In noise that is not coherent F follows the central F distribution with 2BT and 2BT(N−1) degrees of freedom; coherent noise of power ratio r multiplies it by c = 1 + N r.
/// c is the median, over the windows of the time before, of F over the median of that distribution: half the windows may hold signals and it still says something of noise.
/// It is learned apart for every number of elements, since with some left out by their misfit F is no longer the F of a random draw.
/// </remarks>
internal sealed class NoiseLevel(ArrayOptions options, int elements)
{
    private const int Few = 12;
    private readonly Queue<(long Window, int Elements, double Ratio)> _past = new();
    private readonly List<double>[] _sorted = [.. Enumerable.Range(0, elements + 1).Select(_ => new List<double>())];
    private readonly double[] _median = new double[elements + 1];
    private readonly double[] _quantile = new double[elements + 1];
    private readonly long _windows = Math.Max(1, (long)(options.NoiseS / options.StepS));

    /// <summary>Degrees of freedom of the beam: twice the band's width times the window.</summary>
    public double Degrees { get; } = Math.Max(2, 2 * (options.Band.HighHz - options.Band.LowHz) * options.WindowS);

    /// <summary>Takes F of a window and answers the factor, the threshold and the probability that noise alone reaches it.</summary>
    public (double Factor, double Threshold, double Probability, bool Learned) Take(long window, int used, double ratio)
    {
        Forget(window);
        double expected = Median(used), own = ratio / expected;
        _past.Enqueue((window, used, own));
        Insert(_sorted[used], own);
        double factor = Math.Max(1, _sorted[used].Count >= Few ? Middle(_sorted[used]) : Whole());
        return (factor, factor * _quantile[used], 1 - FDistribution.Cdf(ratio / factor, Degrees, Degrees * (used - 1)), _past.Count > options.LearningWindows);
    }

    private double Median(int used)
    {
        if (_median[used] > 0) return _median[used];
        _quantile[used] = FDistribution.Quantile(1 - options.FalseAlarmProbability, Degrees, Degrees * (used - 1));
        return _median[used] = FDistribution.Quantile(0.5, Degrees, Degrees * (used - 1));
    }

    private void Forget(long window)
    {
        while (_past.TryPeek(out var oldest) && oldest.Window <= window - _windows)
        {
            _past.Dequeue();
            List<double> list = _sorted[oldest.Elements];
            list.RemoveAt(list.BinarySearch(oldest.Ratio));
        }
    }

    // While there are few windows of this number of elements: the greatest of the medians of all numbers.
    private double Whole()
    {
        double most = 1;
        foreach (List<double> list in _sorted)
        {
            if (list.Count >= Few) most = Math.Max(most, Middle(list));
        }

        return most;
    }

    private static void Insert(List<double> sorted, double value)
    {
        int at = sorted.BinarySearch(value);
        sorted.Insert(at < 0 ? ~at : at, value);
    }

    private static double Middle(List<double> sorted) => sorted[sorted.Count / 2];
}
