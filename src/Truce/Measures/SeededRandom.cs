namespace Truce.Measures;

/// <summary>A small repeatable generator (SplitMix64; Steele, Lea and Flood 2014, OOPSLA): the same seed gives the same numbers on every machine.</summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            ulong z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform integer in [0, bound).</summary>
    public int NextBelow(int bound) => (int)(((UInt128)NextBits() * (UInt128)(ulong)bound) >> 64);

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double NextNormal()
    {
        double u = 1 - NextUnit();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * NextUnit());
    }

    /// <summary>Poisson with the given mean, by counting exponential gaps; mean at most some hundreds.</summary>
    public int NextPoisson(double mean)
    {
        int n = 0;
        for (double sum = -Math.Log(1 - NextUnit()); sum < mean; sum -= Math.Log(1 - NextUnit())) n++;
        return n;
    }
}
