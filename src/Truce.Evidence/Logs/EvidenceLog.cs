using Truce.Evidence.Disks;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Notes;
using Truce.Evidence.Tiles;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Logs;

/// <summary>The one writer of a store: seals records into a journal, then into a tree with signed checkpoints. Safe for several threads.</summary>
/// <remarks>
/// Life of a record: (1) salt and index are drawn and written to the journal; (2) the journal is synced, the record is
/// acknowledged and will be in the log exactly once whatever happens; (3) at the next <see cref="Publish"/> its opening,
/// entry bundle and tiles are written and synced; (4) the checkpoint is renamed into place, last. Opening the store
/// again repeats (3) and (4) from the journal to the same bytes.
/// The first failed write or sync stops the log for good; published records stay readable.
/// </remarks>
public sealed class EvidenceLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _store;
    private readonly ISigner _signer;
    private readonly EvidenceLogOptions _options;
    private readonly IDisposable _lock;
    private readonly OpeningStore _openings;
    private readonly TreeEdge _edge;
    private readonly Journal _journal;
    private readonly List<Opening> _pending;
    private EvidenceReader _reader;
    private Exception? _stopped;

    private EvidenceLog(string store, ISigner signer, EvidenceLogOptions options, IDisposable held)
    {
        (_store, _signer, _options, _lock) = (store, signer, options, held);
        Checkpoint checkpoint = OpenCheckpoint();
        TileReader tiles = new(path => Disk.Read(Path.Combine(LogFolder, path)), checkpoint.Size);
        _edge = TreeEdge.Load(tiles, checkpoint.Root);
        _journal = Journal.Open(Disk, Path.Combine(store, "journal", "intake"), checkpoint.Size, out _pending);
        _openings = OpeningStore.Open(Disk, store, checkpoint.Size); // cuts a tail, so only after the journal has agreed with the checkpoint
        Disk.SyncFolders([Path.Combine(store, "journal")]);
        for (int i = 0; i < _pending.Count; i++) _openings.Remember(_pending[i].SealedHash, checkpoint.Size + i);
        _reader = ReaderOf(checkpoint);
    }

    /// <summary>The log's name, first line of every checkpoint.</summary>
    public string Origin => _signer.Name;

    /// <summary>Whether this log takes simulated records, and only those.</summary>
    public bool IsSimulated => LogOrigin.IsSimulated(Origin);

    /// <summary>The newest checkpoint; durable records that it does not cover wait for <see cref="Publish"/>.</summary>
    public Checkpoint Checkpoint => Locked(() => _reader.Checkpoint);

    /// <summary>Entries that are durable, published or not.</summary>
    public long DurableSize => Locked(() => _edge.Size + _pending.Count);

    private IDisk Disk => _options.Disk;

    private string LogFolder => Path.Combine(_store, "log");

    /// <summary>Opens a store, made when absent, and finishes what an interrupted process had acknowledged.</summary>
    /// <param name="store">Its folder.</param>
    /// <param name="origin">The log's name; must be the signer's.</param>
    /// <param name="signer">The log's Ed25519 key.</param>
    /// <param name="options">How it works.</param>
    /// <exception cref="ArgumentException">Origin, signer or options cannot be used; the message says why.</exception>
    /// <exception cref="EvidenceDamagedException">The checkpoint does not verify, or something acknowledged is missing.</exception>
    /// <exception cref="IOException">The disk failed, or another process has the store open.</exception>
    public static EvidenceLog Open(string store, string origin, ISigner signer, EvidenceLogOptions? options = null)
    {
        options ??= new EvidenceLogOptions();
        string? refusal = LogOrigin.Refusal(origin) ?? options.Refusal()
            ?? (signer.Name != origin ? $"the signer is {signer.Name}, not {origin}" : null)
            ?? (signer.PublicKey.Kind != KeyKind.Ed25519 ? "a checkpoint is signed with Ed25519" : null);
        if (refusal is not null) throw new ArgumentException(refusal);

        options.Disk.CreateFolder(Path.Combine(store, "journal"), isPrivate: true);
        IDisposable held = options.Disk.Lock(Path.Combine(store, "journal", "lock"));
        EvidenceLog? log = null;
        try
        {
            log = new EvidenceLog(store, signer, options, held);
            if (log._pending.Count > 0) log.Publish();
            return log;
        }
        catch
        {
            if (log is null) held.Dispose();
            else log.Dispose();
            throw;
        }
    }

    /// <summary>Seals records in this order. When it returns they are durable; the same bytes are sealed once and keep their index.</summary>
    /// <exception cref="ArgumentException">A record is empty or too large, or its simulated flag does not fit the log; nothing was sealed.</exception>
    /// <exception cref="EvidenceStoppedException">The disk failed now or before; nothing of this batch is acknowledged.</exception>
    public IReadOnlyList<SealReceipt> Append(IReadOnlyList<SealItem> items)
    {
        foreach (SealItem item in items)
        {
            if (item.Simulated != IsSimulated) throw new ArgumentException($"{Origin} refuses a {(item.Simulated ? "simulated" : "real")} record", nameof(items));
            if (item.Record.Length >= 1 && item.Record.Length <= _options.MaxRecordBytes) continue;
            throw new ArgumentException($"a record has 1 to {_options.MaxRecordBytes} bytes, not {item.Record.Length}; larger content is a blob", nameof(items));
        }

        Digest[] hashes = [.. items.Select(i => Digest.Of(i.Record.Span))]; // outside the lock
        lock (_gate)
        {
            return Guarded(() => AppendLocked(items, hashes));
        }
    }

    /// <summary>Makes a checkpoint over everything durable; with padding on, also when there is nothing new.</summary>
    /// <exception cref="EvidenceStoppedException">The disk failed now or before; what was acknowledged is safe in the journal.</exception>
    public Checkpoint Publish()
    {
        lock (_gate)
        {
            return Guarded(PublishLocked);
        }
    }

    /// <summary>The record at an index, checked against its commitment; null when erased, empty for a blank.</summary>
    /// <exception cref="EvidenceDamagedException">The opening is missing or does not open the leaf.</exception>
    public ReadOnlyMemory<byte>? ReadRecord(long index) => Locked(() =>
        index >= _edge.Size && index - _edge.Size < _pending.Count ? _pending[(int)(index - _edge.Size)].Record : _reader.ReadRecord(index));

    /// <summary>The index of a record that is sealed already, or null.</summary>
    public long? Find(ReadOnlySpan<byte> record)
    {
        Digest hash = Digest.Of(record);
        return Locked(() => _openings.TryFind(hash, out long index) ? index : (long?)null);
    }

    /// <summary>A reader of everything up to a new checkpoint, for enumeration, proofs and bundles.</summary>
    /// <exception cref="EvidenceStoppedException">There are unpublished records and the disk failed.</exception>
    public EvidenceReader Read()
    {
        lock (_gate)
        {
            return ReaderOf(_pending.Count > 0 ? Guarded(PublishLocked) : _reader.Checkpoint);
        }
    }

    /// <summary>The proof file of an entry; publishes first when the entry has no checkpoint yet.</summary>
    /// <exception cref="EvidenceStoppedException">It had to publish and the disk failed.</exception>
    public TlogProof ProveInclusion(long index)
    {
        lock (_gate)
        {
            if (index >= _edge.Size && index < _edge.Size + _pending.Count) Guarded(PublishLocked);
            return _reader.ProveInclusion(index);
        }
    }

    /// <summary>Destroys salt and record of an entry, for good; the tree still verifies. Bytes may linger in free disk blocks.</summary>
    /// <exception cref="EvidenceStoppedException">The disk failed.</exception>
    public void Erase(long index)
    {
        lock (_gate)
        {
            Guarded(() =>
            {
                if (_pending.Count > 0) PublishLocked();
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _edge.Size);
                _openings.Erase(index, TilePath.Width(0, index / TilePath.FullWidth, _edge.Size));
                _reader = ReaderOf(_reader.Checkpoint);
                return 0;
            });
        }
    }

    /// <summary>Publishes what waits, when the log has not stopped, and lets the store go.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                if (_stopped is null && _pending.Count > 0) Guarded(PublishLocked);
            }
            catch (EvidenceStoppedException)
            {
                // All of it is in the journal; the next Open publishes it or says why not.
            }

            _journal.Dispose();
            _lock.Dispose();
        }
    }

    private List<SealReceipt> AppendLocked(IReadOnlyList<SealItem> items, Digest[] hashes)
    {
        long next = _edge.Size + _pending.Count;
        List<Opening> fresh = [];
        Dictionary<Digest, long> inBatch = [];
        List<SealReceipt> receipts = [];
        for (int i = 0; i < items.Count; i++)
        {
            if (_openings.TryFind(hashes[i], out long old) || inBatch.TryGetValue(hashes[i], out old))
            {
                receipts.Add(new SealReceipt(old, IsNew: false));
                continue;
            }

            long index = next + fresh.Count;
            fresh.Add(Open(items[i].Record.ToArray(), items[i].Type, hashes[i]));
            inBatch.Add(hashes[i], index);
            receipts.Add(new SealReceipt(index, IsNew: true));
        }

        if (fresh.Count > 0) _journal.Append(next, fresh);
        foreach ((Digest hash, long index) in inBatch) _openings.Remember(hash, index);
        _pending.AddRange(fresh);
        if (_pending.Count >= _options.PublishEvery) PublishLocked();
        return receipts;
    }

    private Checkpoint PublishLocked()
    {
        Pad();
        if (_pending.Count == 0) return _reader.Checkpoint;
        long first = _edge.Size;
        _openings.Append(first, _pending);
        List<(string Path, ReadOnlyMemory<byte> Bytes)> files =
            [.. _edge.Append(_pending.Select(o => o.Leaf.Encode())).Select(f => (Path.Combine(LogFolder, f.Path), f.Bytes))];
        foreach (string folder in files.Select(f => Path.GetDirectoryName(f.Path)!).Distinct()) Disk.CreateFolder(folder, isPrivate: false);
        Durable.Replace(Disk, files);
        Checkpoint checkpoint = WriteCheckpoint(_edge.Size, _edge.Root());
        _journal.Reset(_edge.Size);
        _pending.Clear();
        _reader = ReaderOf(checkpoint);
        if (!_options.KeepPartialTiles)
        {
            foreach ((string path, _) in files.Where(f => !f.Path.Contains(".p/", StringComparison.Ordinal))) Disk.Delete(path + ".p");
        }

        return checkpoint;
    }

    private void Pad()
    {
        if (_options.PadTo == 0) return;
        int rest = _pending.Count % _options.PadTo;
        if (rest == 0 && _pending.Count > 0) return;
        List<Opening> blanks = [.. Enumerable.Range(0, _options.PadTo - rest).Select(_ => Open([], CoarseType.Undisclosed, Digest.Of([])))];
        _journal.Append(_edge.Size + _pending.Count, blanks); // in the journal first, as any entry: a replay must give the same tree
        _pending.AddRange(blanks);
    }

    private Opening Open(byte[] record, CoarseType type, Digest hash)
    {
        byte[] salt = new byte[Leaf.SaltLength];
        _options.Salts.Fill(salt);
        return new Opening(salt, _options.PadTo > 0 ? CoarseType.Undisclosed : type, record, hash);
    }

    private Checkpoint OpenCheckpoint()
    {
        byte[]? note = Disk.Read(Path.Combine(LogFolder, "checkpoint"));
        if (note is not null)
        {
            return Checkpoint.TryOpen(note, VerifierKey.Of(_signer), out Checkpoint? checkpoint, out string error)
                ? checkpoint!
                : throw new EvidenceDamagedException($"{_store} is refused: {error}");
        }

        if (Disk.Exists(Path.Combine(LogFolder, "tile")) || Disk.Exists(Path.Combine(_store, OpeningFile.PathOf(0))))
        {
            throw new EvidenceDamagedException($"{_store} has entries but no log/checkpoint");
        }

        Disk.CreateFolder(LogFolder, isPrivate: false);
        return WriteCheckpoint(0, TreeHash.EmptyRoot);
    }

    private Checkpoint WriteCheckpoint(long size, Digest root)
    {
        Checkpoint checkpoint = Checkpoint.Sign(_signer, size, root);
        Durable.Replace(Disk, [(Path.Combine(LogFolder, "checkpoint"), System.Text.Encoding.UTF8.GetBytes(checkpoint.Note))]);
        return checkpoint;
    }

    private EvidenceReader ReaderOf(Checkpoint checkpoint) => new(path => Disk.Read(Path.Combine(_store, path)), checkpoint);

    private T Guarded<T>(Func<T> step)
    {
        if (_stopped is not null) throw new EvidenceStoppedException("the log has stopped: " + _stopped.Message, _stopped);
        try
        {
            return step();
        }
        catch (Exception e) when (e is not ArgumentException) // whatever broke, memory and disk may differ now
        {
            _stopped = e;
            throw new EvidenceStoppedException("the log stops: " + e.Message, e);
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
