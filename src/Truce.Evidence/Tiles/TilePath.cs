using System.Globalization;

namespace Truce.Evidence.Tiles;

/// <summary>Paths of C2SP tlog-tiles below a log's prefix: <c>tile/L/N[.p/W]</c> and <c>tile/entries/N[.p/W]</c>.</summary>
public static class TilePath
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>The path of a hash tile.</summary>
    /// <param name="level">0 to 63; level 0 holds leaf hashes.</param>
    /// <param name="n">The tile's number on its level.</param>
    /// <param name="width">1 to 256; less than 256 is a partial tile.</param>
    public static string Tile(int level, long n, int width = FullWidth) =>
        string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{Number(n)}{Partial(width)}");

    /// <summary>The path of an entry bundle.</summary>
    public static string Entries(long n, int width = FullWidth) => $"tile/entries/{Number(n)}{Partial(width)}";

    /// <summary>A number in groups of three digits, all but the last with an x before it: 1234067 is <c>x001/x234/067</c>.</summary>
    public static string Number(long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        string path = (n % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (n /= 1000; n > 0; n /= 1000) path = "x" + (n % 1000).ToString("000", CultureInfo.InvariantCulture) + "/" + path;
        return path;
    }

    /// <summary>How many hashes tile <paramref name="n"/> of a level has in a tree of <paramref name="size"/> entries; 0 when it does not exist.</summary>
    public static int Width(int level, long n, long size)
    {
        long hashes = Count(level, size) - (n * FullWidth);
        return (int)Math.Clamp(hashes, 0, FullWidth);
    }

    /// <summary>How many hashes stand on a tile level in a tree of <paramref name="size"/> entries: floor(size / 256^level).</summary>
    public static long Count(int level, long size) => level >= 8 ? 0 : size >> (8 * level);

    private static string Partial(int width) => width == FullWidth ? "" : string.Create(CultureInfo.InvariantCulture, $".p/{width}");
}
