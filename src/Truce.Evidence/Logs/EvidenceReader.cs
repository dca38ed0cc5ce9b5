using System.Collections.Immutable;
using Truce.Evidence.Disks;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Notes;
using Truce.Evidence.Tiles;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Logs;

/// <summary>Reads a store as it stood at one verified checkpoint; writes nothing. Not safe for several threads at once.</summary>
public sealed class EvidenceReader
{
    private readonly Func<string, byte[]?> _read;
    private readonly TileReader _tiles;
    private (long File, ReadOnlyMemory<byte>[] Entries) _bundle = (-1, []);
    private (long File, Opening?[] Openings) _openings = (-1, []);

    /// <summary>Reads through a function of the path below the store.</summary>
    public EvidenceReader(Func<string, byte[]?> read, Checkpoint checkpoint)
    {
        (_read, Checkpoint) = (read, checkpoint);
        _tiles = new TileReader(path => read("log/" + path), checkpoint.Size);
    }

    /// <summary>The checkpoint that everything is read under.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>Opens a store that another process may be writing.</summary>
    /// <exception cref="EvidenceDamagedException">There is no checkpoint, or it does not verify.</exception>
    public static EvidenceReader Open(string store, VerifierKey key, IDisk? disk = null)
    {
        disk ??= new RealDisk();
        byte[] note = disk.Read(Path.Combine(store, "log", "checkpoint")) ?? throw new EvidenceDamagedException($"{store} has no log/checkpoint");
        return Notes.Checkpoint.TryOpen(note, key, out Checkpoint? checkpoint, out string error)
            ? new EvidenceReader(path => disk.Read(Path.Combine(store, path)), checkpoint!)
            : throw new EvidenceDamagedException(error);
    }

    /// <summary>The public leaf of an entry.</summary>
    /// <exception cref="EvidenceDamagedException">The bundle is missing or the entry is not a leaf of this format.</exception>
    public Leaf ReadLeaf(long index)
    {
        ThrowIfOutside(index);
        long bundle = index / TilePath.FullWidth;
        if (_bundle.File != bundle) _bundle = (bundle, _tiles.Entries(bundle));
        ReadOnlyMemory<byte> entry = _bundle.Entries[index % TilePath.FullWidth];
        return Leaf.TryDecode(entry.Span, out Leaf leaf) ? leaf : throw new EvidenceDamagedException($"entry {index} is not a leaf of version 1");
    }

    /// <summary>The opening of an entry, checked against its leaf; null when it has been erased.</summary>
    /// <exception cref="EvidenceDamagedException">The opening is missing or does not open the leaf.</exception>
    public Opening? ReadOpening(long index)
    {
        Leaf leaf = ReadLeaf(index);
        long file = index / TilePath.FullWidth;
        if (_openings.File != file)
        {
            int count = TilePath.Width(0, file, Checkpoint.Size);
            if (!OpeningFile.TryRead(_read(OpeningFile.PathOf(index)), count, out Opening?[] openings, out _))
            {
                throw new EvidenceDamagedException($"{OpeningFile.PathOf(index)} does not hold {count} openings");
            }

            _openings = (file, openings);
        }

        Opening? opening = _openings.Openings[index % TilePath.FullWidth];
        return opening is null || opening.Leaf == leaf ? opening : throw new EvidenceDamagedException($"the opening of entry {index} does not fit its leaf");
    }

    /// <summary>The record at an index, checked against its commitment; null when erased, empty for a blank.</summary>
    /// <exception cref="EvidenceDamagedException">The opening is missing or does not open the leaf.</exception>
    public ReadOnlyMemory<byte>? ReadRecord(long index) => ReadOpening(index)?.Record;

    /// <summary>All records in log order, blanks and erased ones left out.</summary>
    /// <exception cref="EvidenceDamagedException">An opening is missing or does not open its leaf.</exception>
    public IEnumerable<(long Index, CoarseType Type, ReadOnlyMemory<byte> Record)> Enumerate(long from = 0)
    {
        for (long i = from; i < Checkpoint.Size; i++)
        {
            if (ReadOpening(i) is { Record.IsEmpty: false } opening) yield return (i, opening.Type, opening.Record);
        }
    }

    /// <summary>The proof file of an entry under this checkpoint.</summary>
    /// <exception cref="EvidenceDamagedException">A tile is missing.</exception>
    public TlogProof ProveInclusion(long index)
    {
        ThrowIfOutside(index);
        return new TlogProof(index, [.. ProofBuilder.Inclusion(index, Checkpoint.Size, _tiles.Node)], Checkpoint.Note);
    }

    /// <summary>The proof that an older tree of this log is a prefix of this one.</summary>
    /// <exception cref="EvidenceDamagedException">A tile is missing.</exception>
    public ImmutableArray<Digest> ProveConsistency(long oldSize) => [.. ProofBuilder.Consistency(oldSize, Checkpoint.Size, _tiles.Node)];

    private void ThrowIfOutside(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Checkpoint.Size);
    }
}
