using System.Collections.Immutable;

namespace Truce.Reports.Waveforms;

/// <summary>A scale from a least to a greatest value: round ticks, and a power of a thousand taken out where numbers are long.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end, above it.</param>
/// <param name="Step">Between ticks.</param>
internal readonly record struct ValueScale(double Low, double High, double Step)
{
    /// <summary>With a little room above and below.</summary>
    /// <param name="least">Least value.</param>
    /// <param name="greatest">Greatest value, not below it.</param>
    /// <param name="most">Most ticks, 4 or more: as many as have room.</param>
    internal static ValueScale Of(double least, double greatest, int most)
    {
        double width = greatest - least;
        double floor = Math.Max(Math.Abs(least), Math.Abs(greatest)) * 1e-9; // a dead channel has no width: it still gets a scale
        if (!(width > floor) || width < 1e-100) width = Math.Abs(least) < 1e-90 ? 1 : Math.Abs(least) * 1e-3;
        double middle = (least / 2) + (greatest / 2), half = width * 0.53;
        double low = middle - half, high = middle + half, power = Math.Pow(10, Math.Floor(Math.Log10(width)) - 1);
        foreach (int m in (int[])[1, 2, 5, 10, 20])
        {
            if (Math.Floor(high / (m * power)) - Math.Ceiling(low / (m * power)) < most) return new(low, high, m * power);
        }

        return new(low, high, 50 * power);
    }

    /// <summary>Power of ten that is taken out, a multiple of three; 0 while numbers are short.</summary>
    internal int Exponent
    {
        get
        {
            double greatest = Math.Max(Math.Abs(Low), Math.Abs(High));
            return greatest is >= 1e6 or < 0.01 ? 3 * (int)Math.Floor(Math.Log10(greatest) / 3) : 0;
        }
    }

    /// <summary>Decimals that tell two ticks apart.</summary>
    internal int Decimals => Math.Clamp((int)Math.Ceiling(-Math.Log10(Step) + Exponent - 1e-9), 0, 9);

    /// <summary>The ticks.</summary>
    internal ImmutableArray<double> Ticks
    {
        get
        {
            var ticks = ImmutableArray.CreateBuilder<double>();
            double first = Math.Ceiling(Low / Step);
            for (int i = 0; i < 12 && (first + i) * Step <= High; i++) ticks.Add((first + i) * Step);
            return ticks.ToImmutable();
        }
    }

    /// <summary>Where a value stands: 0 at the lower end, 1 at the upper one.</summary>
    internal double Share(double value) => (value - Low) / (High - Low);
}
