namespace Truce.Observations.Origins;

/// <summary>Small fixed hashes for fingerprints; equal on every machine. Not for evidence.</summary>
internal static class Hashing
{
    /// <summary>SplitMix64's finaliser (Steele, Lea and Flood 2014, OOPSLA).</summary>
    public static ulong Mix(ulong x)
    {
        unchecked
        {
            x += 0x9E3779B97F4A7C15UL;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }

    /// <summary>FNV-1a over UTF-16 code units, then mixed (Fowler, Noll and Vo; draft-eastlake-fnv).</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        unchecked
        {
            ulong h = 0xcbf29ce484222325UL;
            foreach (char c in text) h = (h ^ c) * 0x100000001b3UL;
            return Mix(h);
        }
    }
}
