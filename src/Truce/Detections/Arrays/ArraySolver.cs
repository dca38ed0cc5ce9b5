using System.Collections.Immutable;
using Truce.Detections.Signals;

namespace Truce.Detections.Arrays;

/// <summary>From the correlation functions of a window to a plane wave and to the elements that do not belong to it.</summary>
internal sealed class ArraySolver
{
    private const double GateProbability = 0.99;
    private const double LeastOwnShare = 0.55;

    // Chosen: real wave fronts are bent by up to a tenth of the shortest period; what is below is no fault of an element.
    private const double PeriodShare = 0.1;

    // Chosen: by so much the mean coefficient has to rise for an element to be left out of a wave that is not plane.
    private const double ClearlyMore = 0.1;
    private readonly PairTable _table;
    private readonly ArrayOptions _options;
    private readonly double[] _gate;
    private readonly TrimmedFit _trimmed;
    private readonly FourElements _four;

    public ArraySolver(PairTable table, ImmutableArray<ArrayElement> elements, ArrayOptions options)
    {
        _table = table;
        _options = options;
        Fitter = new(table, elements, options);
        _trimmed = new(table, Fitter);
        _four = new(elements, Fitter, options);
        _gate = [.. Enumerable.Range(0, elements.Length + 1).Select(n => n < 4 ? double.MaxValue : FDistribution.Quantile(GateProbability, n - 3, options.PriorDegrees))];
    }

    /// <summary>The fitter.</summary>
    public WaveFitter Fitter { get; }

    /// <summary>The best wave of the elements that take part.</summary>
    public Solution? Solve(ReadOnlySpan<bool> part)
    {
        int n = 0;
        foreach (bool p in part) n += p ? 1 : 0;
        if (n < 3) return null;
        ArrayCheck check = n == 3 ? ArrayCheck.None : n == 4 ? ArrayCheck.LeaveOneOut : ArrayCheck.Trimmed;
        WaveFit? all = Fitter.FromHighest(part);
        if (all is not null && Fits(all, part) && SignsAgree(part)) return new(all, [.. part], [], check, true);
        if (n == 3) return all is null ? null : new(all, [.. part], [], check, Slow(all));
        if (Turned(part, all, check) is { } turned) return turned;
        if (n == 4) return _four.Solve(part, this) ?? (all is null ? null : new(all, [.. part], [], check, false));
        return Trimmed(part, all, n);
    }

    /// <summary>Whether the delays agree with the errors known beforehand and every element has its part in the likeness.</summary>
    public bool Fits(WaveFit fit, ReadOnlySpan<bool> members, int flipped = -1)
    {
        if (!Slow(fit) || (fit.MisfitRatio > _gate[fit.Elements] && fit.RmsS > PeriodShare / _options.Band.HighHz)) return false;
        for (int e = 0; e < members.Length && fit.Elements > 3; e++)
        {
            if (!members[e]) continue;
            (double own, double others) = Shares(fit, members, e, flipped);
            if (own < LeastOwnShare * others) return false;
        }

        return true;
    }

    /// <summary>Mean coefficient of the pairs with an element, and of those without it.</summary>
    public (double Own, double Others) Shares(WaveFit fit, ReadOnlySpan<bool> members, int element, int flipped = -1)
    {
        double own = 0, others = 0;
        int with = 0, without = 0;
        for (int p = 0; p < _table.Pairs.Length; p++)
        {
            (int i, int j) = _table.Pairs[p];
            if (!members[i] || !members[j]) continue;
            double rho = WaveFitter.Sign(i, j, flipped) * fit.Rho[p];
            if (i == element || j == element) (own, with) = (own + rho, with + 1);
            else (others, without) = (others + rho, without + 1);
        }

        return (own / Math.Max(1, with), others / Math.Max(1, without));
    }

    /// <summary>Whether the wave is fast enough to be looked for.</summary>
    public bool Slow(WaveFit fit) => fit.SlownessSPerKm * _options.SlowestKmPerS <= 1;

    // An element whose sign turned back makes every pair fit: it is named and takes part.
    private Solution? Turned(ReadOnlySpan<bool> part, WaveFit? all, ArrayCheck check)
    {
        int turned = -1;
        WaveFit? best = null;
        double most = all?.MeanRho ?? 0;
        for (int k = 0; k < part.Length; k++)
        {
            if (!part[k] || Fitter.FromHighest(part, k) is not { } flipped || !Fits(flipped, part, k) || flipped.MeanRho < most) continue;
            (turned, most, best) = (k, flipped.MeanRho, flipped);
        }

        return best is null ? null : new(best, [.. part], [], check, true, turned);
    }

    // False when one element is more unlike than like all the others: its sign may be turned though its delays fit.
    private bool SignsAgree(ReadOnlySpan<bool> part)
    {
        for (int e = 0; e < part.Length; e++)
        {
            if (!part[e]) continue;
            bool against = true;
            for (int o = 0; o < part.Length && against; o++)
            {
                if (o == e || !part[o]) continue;
                int p = _table.IndexOf(e, o);
                against = -_table.Highest(p, -1).Rho > _table.Highest(p, 1).Rho;
            }

            if (against) return false;
        }

        return true;
    }

    // Elements are left out one by one while the rest does not fit and at least four remain.
    private Solution? Trimmed(ReadOnlySpan<bool> part, WaveFit? all, int n)
    {
        bool[] good = [.. part];
        var bad = new List<int>();
        WaveFit? best = null;
        Solution? likest = null;
        for (int left = n; left > 4; left--)
        {
            best = _trimmed.Fit(good);
            if (best is null) break;
            if (bad.Count > 0 || best.MeanRho > (all?.MeanRho ?? 0) || all is null)
            {
                if (Fits(best, good)) return Named(best, good, bad, true);
            }

            int worst = _trimmed.Worst(best, good);
            good[worst] = false;
            bad.Add(worst);
            if ((Fitter.Climbed(good, _trimmed.LastTrimmed!) ?? best) is not { } rest) continue;
            if (Fits(rest, good)) return Named(rest, good, bad, true);
            if (Slow(rest) && rest.MeanRho > ClearlyMore + (likest?.Fit.MeanRho ?? all?.MeanRho ?? 0)) likest = Named(rest, [.. good], bad, false);
        }

        // Nothing fits: the set that is clearly most alike, or all of them.
        if (likest is not null) return likest;
        return all is null && best is null ? null : new(all ?? best!, [.. part], [], ArrayCheck.Trimmed, false);
    }

    private static Solution Named(WaveFit fit, bool[] good, List<int> bad, bool sound) =>
        new(fit, good, [.. bad.Order().Select(e => (e, 1.0))], ArrayCheck.Trimmed, sound);

    /// <summary>A wave and who takes part in it.</summary>
    /// <param name="Fit">The wave.</param>
    /// <param name="Good">Elements of the fit.</param>
    /// <param name="Bad">Elements left out, with the probability that it is they.</param>
    /// <param name="Check">What could be checked.</param>
    /// <param name="Sound">Whether it fits.</param>
    /// <param name="Turned">An element that takes part with its sign turned; −1 for none.</param>
    public sealed record Solution(WaveFit Fit, bool[] Good, ImmutableArray<(int Element, double Probability)> Bad, ArrayCheck Check, bool Sound, int Turned = -1);
}
