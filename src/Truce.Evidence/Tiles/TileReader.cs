using Truce.Evidence.Trees;

namespace Truce.Evidence.Tiles;

/// <summary>Reads hashes and entries of a log of a known size from its tiles; caches the tiles it has read.</summary>
/// <remarks>
/// It trusts nothing by itself: what it returns is worth as much as the proof or root that is checked with it.
/// A partial tile that has been deleted is read as the beginning of the full one, as tlog-tiles allows.
/// Not safe for several threads at once.
/// </remarks>
/// <param name="read">Gives the bytes at a path below the log's prefix, or null.</param>
/// <param name="size">The checkpoint's size.</param>
public sealed class TileReader(Func<string, byte[]?> read, long size)
{
    private const int CachedTiles = 512; // 4 MiB of full tiles; a proof touches at most 8 levels
    private readonly Dictionary<(int Level, long N), Digest[]> _tiles = [];

    /// <summary>The number of entries of the tree that is read.</summary>
    public long Size { get; } = size;

    /// <summary>The hash of a complete subtree; see <see cref="NodeReader"/>.</summary>
    /// <exception cref="EvidenceDamagedException">A tile is missing or has the wrong length; the message names it.</exception>
    public Digest Node(int level, long index)
    {
        (int tileLevel, int height) = (level / 8, level % 8);
        long first = index << height;
        Digest[] tile = Tile(tileLevel, first / TilePath.FullWidth);
        int offset = (int)(first % TilePath.FullWidth);
        return TreeHash.Root(tile.AsSpan(offset, 1 << height));
    }

    /// <summary>The hashes of a tile as wide as this size makes it.</summary>
    /// <exception cref="EvidenceDamagedException">The tile is missing or has the wrong length; the message names it.</exception>
    public Digest[] Tile(int level, long n)
    {
        if (_tiles.TryGetValue((level, n), out Digest[]? tile)) return tile;
        int width = TilePath.Width(level, n, Size);
        byte[] bytes = ReadWide(TilePath.Tile(level, n, width), TilePath.Tile(level, n), width * Digest.Length);
        if (_tiles.Count >= CachedTiles) _tiles.Clear();
        return _tiles[(level, n)] = Digests(bytes.AsSpan(0, width * Digest.Length));
    }

    /// <summary>The entries of a bundle.</summary>
    /// <exception cref="EvidenceDamagedException">The bundle is missing or malformed; the message names it.</exception>
    public ReadOnlyMemory<byte>[] Entries(long n)
    {
        int width = TilePath.Width(0, n, Size);
        string path = TilePath.Entries(n, width);
        if (read(path) is { } bytes)
        {
            return EntryBundle.TrySplit(bytes, width, out ReadOnlyMemory<byte>[] entries)
                ? entries
                : throw new EvidenceDamagedException($"{path} does not hold exactly {width} entries");
        }

        byte[] full = read(TilePath.Entries(n)) ?? throw new EvidenceDamagedException($"{path} is missing");
        return EntryBundle.TrySplit(full, TilePath.FullWidth, out ReadOnlyMemory<byte>[] all)
            ? all[..width]
            : throw new EvidenceDamagedException($"{TilePath.Entries(n)} does not hold exactly 256 entries");
    }

    /// <summary>The bytes as digests.</summary>
    /// <exception cref="ArgumentException">The length is not a multiple of 32.</exception>
    public static Digest[] Digests(ReadOnlySpan<byte> bytes)
    {
        Digest[] digests = new Digest[bytes.Length / Digest.Length];
        for (int i = 0; i < digests.Length; i++) digests[i] = new Digest(bytes.Slice(i * Digest.Length, Digest.Length));
        return digests.Length * Digest.Length == bytes.Length
            ? digests
            : throw new ArgumentException("A tile's length is a multiple of 32.", nameof(bytes));
    }

    private byte[] ReadWide(string path, string fullPath, int length)
    {
        if (read(path) is { } exact)
        {
            return exact.Length == length ? exact : throw new EvidenceDamagedException($"{path} has {exact.Length} bytes, not {length}");
        }

        byte[] full = read(fullPath) ?? throw new EvidenceDamagedException($"{path} is missing");
        return full.Length == TilePath.FullWidth * Digest.Length
            ? full
            : throw new EvidenceDamagedException($"{fullPath} has {full.Length} bytes, not 8192");
    }
}
