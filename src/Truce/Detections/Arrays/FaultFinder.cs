
namespace Truce.Detections.Arrays;

/// <summary>Says what is the matter with an element that was left out: it is held against the others at the delays of their wave, and seconds before and after.</summary>
internal sealed class FaultFinder(PairTable table, WaveFitter fitter, ArrayOptions options, double sampleRateHz)
{
    // Chosen: an element counts as like the others when its coefficient is at least this share of theirs.
    private const double LikeShare = 0.6;

    // Chosen: an element that is like the others to this share at the delay of their wave is not named, though its delay is off.
    private const double FittingShare = 0.7;

    // Chosen: seconds away chance makes likenesses too, the more so the shorter the window; a clock is said to be off for a likeness that is nearly the others'.
    private const double ClockShare = 0.8;
    private readonly int _wide = (int)Math.Ceiling(options.ClockSearchS * sampleRateHz);
    private double[] _sum = [];
    private double[] _one = [];

    /// <summary>The fault of an element; null when it is like the others where their wave expects it.</summary>
    public ElementFault? Of(int element, double probability, ArraySolver.Solution wave, ReadOnlySpan<ElementTrack> tracks, long start, int n)
    {
        int width = (2 * _wide) + 1, summed = 0, from = 0, to = width;
        if (_sum.Length < width) (_sum, _one) = (new double[width], new double[width]);
        Array.Clear(_sum);
        double like = wave.Fit.MeanRho;
        for (int j = 0; j < table.Count; j++)
        {
            if (!wave.Good[j]) continue;
            (int first, int validFrom, int validTo) = Range(element, j, wave.Fit, tracks, start, n);
            if (validTo <= validFrom) continue;
            ReadOnlySpan<float> window = tracks[j].Span(start, n);
            CrossCorrelation.Fill(window, table.Energy[j], tracks[element].Span(start + first + validFrom, n + validTo - validFrom - 1), _one.AsSpan(validFrom, validTo - validFrom));
            for (int i = validFrom; i < validTo; i++) _sum[i] += _one[i];
            (from, to, summed) = (Math.Max(from, validFrom), Math.Min(to, validTo), summed + 1);
        }

        if (summed == 0 || to - from < 3) return new(element, ElementFaultKind.Uncorrelated, 0, probability);
        ReadOnlySpan<double> curve = _sum.AsSpan(from, to - from);
        (double plusS, double plus) = Peak(curve, from, 1);
        (double minusS, double minus) = Peak(curve, from, -1);
        (plus, minus) = (plus / summed, -minus / summed);
        if (_wide >= from && _wide < to && _sum[_wide] >= FittingShare * like * summed) return null;
        double near = Math.Max(options.LeastClockS, 0.25 / options.Band.HighHz);
        if (minus >= LikeShare * like && Math.Abs(minusS) <= near && minus >= plus - 0.02) return new(element, ElementFaultKind.Reversed, 0, probability);
        return plus >= ClockShare * like && Math.Abs(plusS) >= options.LeastClockS ? new(element, ElementFaultKind.Clock, plusS, probability) : new(element, ElementFaultKind.Uncorrelated, 0, probability);
    }

    // Lags of the element behind another, about the delay of the wave: the first one, and which of them are recorded.
    private (int First, int From, int To) Range(int element, int other, WaveFit wave, ReadOnlySpan<ElementTrack> tracks, long start, int n)
    {
        int p = table.IndexOf(element, other);
        double delayS = fitter.DelayS(p, wave.EastSPerKm, wave.NorthSPerKm) * (element > other ? 1 : -1);
        delayS -= tracks[element].LateAt(start) - tracks[other].LateAt(start);
        int centre = (int)Math.Round(delayS * sampleRateHz), first = centre - _wide, last = centre + _wide;
        int before = tracks[element].HeldBefore(start, Math.Max(0, -first)), after = tracks[element].HeldAfter(start + n, Math.Max(0, last));
        int from = Math.Max(first, -before), to = Math.Min(last, after);
        return (first, from - first, to - first + 1);
    }

    private (double OffsetS, double Rho) Peak(ReadOnlySpan<double> curve, int from, int sign)
    {
        int at = LagCurve.Highest(curve, sign);
        if (at < 0) return (0, 0);
        (double lag, double rho) = (at + 0.0, curve[at]);
        double before = sign * curve[at - 1], here = sign * curve[at], after = sign * curve[at + 1], bend = before - (2 * here) + after;
        if (bend < 0) lag += 0.5 * (before - after) / bend;
        return ((lag + from - _wide) / sampleRateHz, rho);
    }
}
