using System.Collections.Immutable;

namespace Truce.Reports.Waveforms;

/// <summary>Colours for levels that grow evenly lighter, also to the colour-blind and in grey print.</summary>
/// <remarks>Straight lines in sRGB between ten points of the map viridis (Smith, van der Walt and Firing, matplotlib 1.5, 2015, released under CC0).</remarks>
internal static class LevelColours
{
    private static readonly uint[] Points = [0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6ECE58, 0xB5DE2B, 0xFDE725];

    /// <summary>That many colours, dark to light.</summary>
    internal static ImmutableArray<(byte R, byte G, byte B)> Scale(int count)
    {
        var scale = ImmutableArray.CreateBuilder<(byte, byte, byte)>(count);
        for (int i = 0; i < count; i++)
        {
            double at = (double)i * (Points.Length - 1) / Math.Max(1, count - 1);
            int k = Math.Min((int)at, Points.Length - 2);
            scale.Add((Mix(k, at - k, 16), Mix(k, at - k, 8), Mix(k, at - k, 0)));
        }

        return scale.ToImmutable();
    }

    private static byte Mix(int k, double part, int shift)
    {
        double a = (Points[k] >> shift) & 0xFF, b = (Points[k + 1] >> shift) & 0xFF;
        return (byte)Math.Round(a + ((b - a) * part));
    }
}
