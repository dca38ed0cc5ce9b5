using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>How far two or more people who coded the same rows agree beyond chance: Krippendorff's alpha.</summary>
/// <remarks>
/// Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C (nominal, any number of coders, missing values) and section D (ordinal metric):
/// α = 1 − D_o/D_e from the coincidence matrix. 1 is full agreement, 0 what chance gives, below 0 systematic disagreement.
/// </remarks>
public static class Krippendorff
{
    /// <summary>Alpha of nominal codes; absent where nobody could disagree: fewer than two codes to compare, or one value throughout.</summary>
    /// <param name="units">For each row, what each coder wrote; nothing where a coder wrote nothing.</param>
    public static double? Nominal(IEnumerable<IReadOnlyList<string?>> units) =>
        Alpha([.. units.Select(u => u.OfType<string>().ToArray())], (a, b, _, _) => a == b ? 0 : 1);

    /// <summary>Alpha of codes that stand in an order.</summary>
    /// <param name="units">For each row, the place that each coder gave; nothing where a coder gave none.</param>
    public static double? Ordinal(IEnumerable<IReadOnlyList<int?>> units) =>
        Alpha([.. units.Select(u => u.OfType<int>().ToArray())], OrdinalDelta);

    private static double OrdinalDelta(int a, int b, ImmutableArray<int> values, double[] totals)
    {
        (int i, int j) = (values.IndexOf(Math.Min(a, b)), values.IndexOf(Math.Max(a, b)));
        double sum = 0;
        for (int g = i; g <= j; g++) sum += totals[g];
        double d = sum - ((totals[i] + totals[j]) / 2);
        return d * d;
    }

    private static double? Alpha<T>(T[][] units, Func<T, T, ImmutableArray<T>, double[], double> delta) where T : notnull
    {
        T[][] pairable = [.. units.Where(u => u.Length >= 2)];
        ImmutableArray<T> values = [.. pairable.SelectMany(u => u).Distinct().Order()];
        if (values.Length < 2) return null;
        var place = values.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => p.i);
        var pairs = new double[values.Length, values.Length];
        foreach (T[] unit in pairable)
        {
            for (int i = 0; i < unit.Length; i++)
            {
                for (int j = 0; j < unit.Length; j++)
                {
                    if (i != j) pairs[place[unit[i]], place[unit[j]]] += 1.0 / (unit.Length - 1);
                }
            }
        }

        double[] totals = [.. Enumerable.Range(0, values.Length).Select(c => Enumerable.Range(0, values.Length).Sum(k => pairs[c, k]))];
        double n = totals.Sum(), observed = 0, expected = 0;
        for (int c = 0; c < values.Length; c++)
        {
            for (int k = 0; k < values.Length; k++)
            {
                if (c == k) continue;
                double d = delta(values[c], values[k], values, totals);
                observed += pairs[c, k] * d;
                expected += totals[c] * totals[k] * d / (n - 1);
            }
        }

        return 1 - (observed / expected);
    }
}
