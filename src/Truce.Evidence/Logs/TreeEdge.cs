using System.Buffers;
using Truce.Evidence.Tiles;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Logs;

/// <summary>The right edge of a growing tree: on each tile level the hashes that do not fill a tile yet.</summary>
internal sealed class TreeEdge
{
    private readonly List<List<Digest>> _levels = [];
    private ArrayBufferWriter<byte> _bundle = new();

    internal long Size { get; private set; }

    /// <summary>Reads the edge of a published tree and checks that it gives the checkpoint's root.</summary>
    /// <exception cref="EvidenceDamagedException">A tile or bundle at the edge is missing or wrong; the message names it.</exception>
    internal static TreeEdge Load(TileReader tiles, Digest root)
    {
        TreeEdge edge = new() { Size = tiles.Size };
        for (int level = 0; TilePath.Count(level, tiles.Size) is > 0 and long count; level++)
        {
            edge._levels.Add(count % TilePath.FullWidth == 0 ? [] : [.. tiles.Tile(level, count / TilePath.FullWidth)]);
        }

        if (edge.Root() != root) throw new EvidenceDamagedException("the tiles at the right edge do not give the checkpoint's root");
        if (tiles.Size % TilePath.FullWidth == 0) return edge;
        ReadOnlyMemory<byte>[] entries = tiles.Entries(tiles.Size / TilePath.FullWidth);
        for (int i = 0; i < entries.Length; i++)
        {
            EntryBundle.Append(edge._bundle, entries[i].Span);
            if (TreeHash.Leaf(entries[i].Span) == edge._levels[0][i]) continue;
            throw new EvidenceDamagedException($"entry {tiles.Size - entries.Length + i} does not hash to its leaf");
        }

        return edge;
    }

    /// <summary>The root of the tree.</summary>
    internal Digest Root()
    {
        Digest? right = null;
        foreach (List<Digest> level in _levels)
        {
            if (level.Count == 0) continue;
            right = TreeHash.Root([.. level, .. right is { } smaller ? [smaller] : Array.Empty<Digest>()]);
        }

        return right ?? TreeHash.EmptyRoot;
    }

    /// <summary>Adds entries and gives the files of the new tree: bundles and tiles, full ones and those of the new edge.</summary>
    internal List<(string Path, ReadOnlyMemory<byte> Bytes)> Append(IEnumerable<byte[]> entries)
    {
        List<(string, ReadOnlyMemory<byte>)> files = [];
        int touched = 0; // levels below this one have changed
        foreach (byte[] entry in entries)
        {
            EntryBundle.Append(_bundle, entry);
            Add(0, TreeHash.Leaf(entry), files, ref touched);
            Size++;
            if (Size % TilePath.FullWidth != 0) continue;
            files.Add((TilePath.Entries((Size / TilePath.FullWidth) - 1), _bundle.WrittenMemory));
            _bundle = new ArrayBufferWriter<byte>(); // not cleared: the full bundle's memory is in the list
        }

        for (int level = 0; level < touched; level++)
        {
            List<Digest> hashes = _levels[level];
            if (hashes.Count > 0) files.Add((TilePath.Tile(level, TilePath.Count(level, Size) / TilePath.FullWidth, hashes.Count), Bytes(hashes)));
        }

        int rest = (int)(Size % TilePath.FullWidth);
        if (rest > 0 && touched > 0) files.Add((TilePath.Entries(Size / TilePath.FullWidth, rest), _bundle.WrittenMemory));
        return files;
    }

    private void Add(int level, Digest hash, List<(string, ReadOnlyMemory<byte>)> files, ref int touched)
    {
        if (level == _levels.Count) _levels.Add([]);
        touched = Math.Max(touched, level + 1);
        List<Digest> hashes = _levels[level];
        hashes.Add(hash);
        if (hashes.Count < TilePath.FullWidth) return;
        long number = (Size >> (8 * (level + 1))); // Size is one short of the tree with this entry, so this tile's own number
        files.Add((TilePath.Tile(level, number), Bytes(hashes)));
        Digest parent = TreeHash.Root([.. hashes]);
        hashes.Clear();
        Add(level + 1, parent, files, ref touched);
    }

    private static byte[] Bytes(List<Digest> hashes)
    {
        byte[] bytes = new byte[hashes.Count * Digest.Length];
        for (int i = 0; i < hashes.Count; i++) hashes[i].CopyTo(bytes.AsSpan(i * Digest.Length));
        return bytes;
    }
}
