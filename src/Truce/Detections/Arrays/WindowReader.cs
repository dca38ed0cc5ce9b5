using System.Collections.Immutable;
using NodaTime;

namespace Truce.Detections.Arrays;

/// <summary>Reads one window of an array: who recorded, what wave, how sure, who does not fit.</summary>
internal sealed class WindowReader
{
    // Chosen: energy below this share of the middle one is a flat line with rounding noise.
    private const double FlatShare = 1e-10;
    // Chosen: below this mean coefficient of the others nobody is named: in a weak wave every element is unlike the others now and then.
    private const double LikeEnough = 0.6;
    private readonly PairTable _table;
    private readonly ArrayOptions _options;
    private readonly ArraySolver _solver;
    private readonly FaultFinder _finder;
    private readonly NoiseLevel _noise;

    public WindowReader(PairTable table, ImmutableArray<ArrayElement> elements, ArrayOptions options, double sampleRateHz)
    {
        _table = table;
        _options = options;
        _solver = new(table, elements, options);
        _finder = new(table, _solver.Fitter, options, sampleRateHz);
        _noise = new(options, elements.Length);
    }

    /// <summary>Reads the window that begins at a grid sample.</summary>
    public ArrayWindow Read(ElementTrack[] tracks, long window, long start, int n, Instant at)
    {
        bool[] part = new bool[tracks.Length];
        for (int e = 0; e < tracks.Length; e++) part[e] = tracks[e].HeldAfter(start, n) == n;
        ImmutableArray<int> missing = Indices(part, false);
        _table.Fill(tracks, part, start, n);
        ImmutableArray<ElementFault> flat = Flat(part);
        foreach (ElementFault f in flat) part[f.Element] = false;
        var result = new ArrayWindow { Start = at, End = at + Duration.FromSeconds(_options.WindowS), Missing = missing, Faults = flat };
        if (_solver.Solve(part) is not { } wave) return result;
        ImmutableArray<int> used = Indices(wave.Good, true);
        double semblance = Semblance(wave), ratio = (used.Length - 1) * semblance / (1 - semblance);
        (double factor, double threshold, double probability, bool learned) = _noise.Take(window, used.Length, ratio);
        bool detected = learned && ratio > threshold && _solver.Slow(wave.Fit);
        return result with
        {
            Wave = Wave(wave.Fit),
            F = ratio,
            FThreshold = threshold,
            NoiseFactor = factor,
            NoiseProbability = probability,
            Semblance = semblance,
            MeanCorrelation = wave.Fit.MeanRho,
            Used = used,
            Check = wave.Check,
            Consistent = wave.Sound,
            Detected = detected,
            Faults = detected ? [.. flat.Concat(Faults(wave, tracks, start, n)).OrderBy(f => f.Element)] : flat,
        };
    }

    private IEnumerable<ElementFault> Faults(ArraySolver.Solution wave, ElementTrack[] tracks, long start, int n)
    {
        if (wave.Fit.MeanRho < LikeEnough) yield break;
        if (wave.Turned >= 0) yield return new(wave.Turned, ElementFaultKind.Reversed, 0, 1);
        foreach ((int element, double probability) in wave.Bad)
        {
            if (_finder.Of(element, probability, wave, tracks, start, n) is { } fault) yield return fault;
        }
    }

    // Σᵢⱼ of the coefficients at the wave's delays over n²: the power of the beam over the mean power, every element brought to the same energy.
    private double Semblance(ArraySolver.Solution wave)
    {
        double sum = 0;
        int n = 0;
        foreach (bool good in wave.Good) n += good ? 1 : 0;
        for (int p = 0; p < _table.Pairs.Length; p++)
        {
            (int i, int j) = _table.Pairs[p];
            if (wave.Good[i] && wave.Good[j]) sum += WaveFitter.Sign(i, j, wave.Turned) * _table.At(p, _solver.Fitter.DelayS(p, wave.Fit.EastSPerKm, wave.Fit.NorthSPerKm));
        }

        return Math.Clamp((n + (2 * sum)) / ((double)n * n), 0, 1 - 1e-9);
    }

    private PlaneWave Wave(WaveFit fit)
    {
        int spare = fit.Elements - 3, degrees = _options.PriorDegrees + spare;
        double fromResiduals = fit.ExpectedPerVariance > 1e-9 ? spare * fit.RssS2 / fit.ExpectedPerVariance : 0;
        double variance = ((_options.PriorDegrees * fit.PriorVarianceS2) + fromResiduals) / degrees;
        double sum = 0;
        int pairs = 0;
        for (int p = 0; p < fit.DelaysS.Length; p++)
        {
            double r = fit.DelaysS[p] - _solver.Fitter.DelayS(p, fit.EastSPerKm, fit.NorthSPerKm);
            if (!double.IsNaN(r)) (sum, pairs) = (sum + (r * r), pairs + 1);
        }

        return new()
        {
            EastSPerKm = fit.EastSPerKm,
            NorthSPerKm = fit.NorthSPerKm,
            Covariance = (variance * fit.Shape.Ee, variance * fit.Shape.En, variance * fit.Shape.Nn),
            DegreesOfFreedom = degrees,
            ElementSigmaS = Math.Sqrt(variance),
            ResidualS = Math.Sqrt(sum / Math.Max(1, pairs)),
        };
    }

    private ImmutableArray<ElementFault> Flat(bool[] part)
    {
        double[] held = [.. Indices(part, true).Select(e => _table.Energy[e]).Order()];
        if (held.Length == 0) return [];
        double middle = held[held.Length / 2];
        return [.. Indices(part, true).Where(e => _table.Energy[e] <= FlatShare * middle).Select(e => new ElementFault(e, ElementFaultKind.Dead, 0, 1))];
    }

    private static ImmutableArray<int> Indices(bool[] of, bool value) => [.. Enumerable.Range(0, of.Length).Where(e => of[e] == value)];
}
