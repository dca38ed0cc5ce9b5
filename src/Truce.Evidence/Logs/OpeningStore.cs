using Truce.Evidence.Disks;
using Truce.Evidence.Tiles;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Logs;

/// <summary>Writes openings and remembers which records are sealed, by hash.</summary>
internal sealed class OpeningStore
{
    private readonly IDisk _disk;
    private readonly string _store;
    private readonly Dictionary<Digest, long> _sealed = [];

    private OpeningStore(IDisk disk, string store) => (_disk, _store) = (disk, store);

    private string HashFile => Path.Combine(_store, "openings", "hashes");

    /// <summary>Opens the store for a checkpoint of this size; cuts off what a crash left beyond it.</summary>
    /// <exception cref="EvidenceDamagedException">An opening below the size is missing.</exception>
    internal static OpeningStore Open(IDisk disk, string store, long size)
    {
        disk.CreateFolder(Path.Combine(store, "openings"), isPrivate: true);
        OpeningStore openings = new(disk, store);
        openings.CutTail(size);
        openings.LoadHashes(size);
        return openings;
    }

    internal bool TryFind(Digest recordHash, out long index) => _sealed.TryGetValue(recordHash, out index);

    internal void Remember(Digest recordHash, long index)
    {
        if (recordHash != default) _sealed[recordHash] = index;
    }

    /// <summary>Appends openings from index <paramref name="first"/> on; durable on return.</summary>
    internal void Append(long first, IReadOnlyList<Opening> items)
    {
        List<string> files = [HashFile];
        HashSet<string> folders = [];
        byte[] hashes = new byte[items.Count * Digest.Length];
        for (int i = 0; i < items.Count; i++) items[i].SealedHash.CopyTo(hashes.AsSpan(i * Digest.Length));
        using (IAppendFile file = _disk.OpenAppend(HashFile)) file.Append(hashes);

        for (int done = 0; done < items.Count;)
        {
            long index = first + done;
            int count = (int)Math.Min(TilePath.FullWidth - (index % TilePath.FullWidth), items.Count - done);
            string path = Path.Combine(_store, OpeningFile.PathOf(index));
            string folder = Path.GetDirectoryName(path)!;
            _disk.CreateFolder(folder, isPrivate: true);
            using (IAppendFile file = _disk.OpenAppend(path))
            {
                if (index % TilePath.FullWidth == 0)
                {
                    file.Truncate(0); // left by a crash before its checkpoint
                    folders.Add(folder);
                }

                file.Append(OpeningFile.Encode([.. items.Skip(done).Take(count)]));
            }

            files.Add(path);
            done += count;
        }

        if (first == 0) folders.Add(Path.Combine(_store, "openings"));
        _disk.Sync(files);
        if (folders.Count > 0) _disk.SyncFolders(folders);
    }

    /// <summary>Destroys salt and record of an entry; its leaf stays.</summary>
    internal void Erase(long index, int count)
    {
        string path = Path.Combine(_store, OpeningFile.PathOf(index));
        if (!OpeningFile.TryRead(_disk.Read(path), count, out Opening?[] openings, out _))
        {
            throw new EvidenceDamagedException($"{path} does not hold {count} openings");
        }

        int at = (int)(index % TilePath.FullWidth);
        if (openings[at] is { } opening) _sealed.Remove(opening.SealedHash);
        openings[at] = null;
        byte[] hashes = _disk.Read(HashFile)!;
        hashes.AsSpan((int)(index * Digest.Length), Digest.Length).Clear();
        Durable.Replace(_disk, [(path, OpeningFile.Encode(openings)), (HashFile, hashes)]);
    }

    private void CutTail(long size)
    {
        int count = (int)(size % TilePath.FullWidth);
        if (count == 0) return;
        string path = Path.Combine(_store, OpeningFile.PathOf(size));
        if (!OpeningFile.TryRead(_disk.Read(path), count, out _, out int used))
        {
            throw new EvidenceDamagedException($"{path} does not hold the {count} openings that the checkpoint needs");
        }

        using IAppendFile file = _disk.OpenAppend(path);
        if (file.Length > used) file.Truncate(used);
    }

    private void LoadHashes(long size)
    {
        byte[] bytes = _disk.Read(HashFile) ?? [];
        long needed = size * Digest.Length;
        if (bytes.Length < needed) bytes = RebuildHashes(size);
        using (IAppendFile file = _disk.OpenAppend(HashFile))
        {
            if (file.Length > needed) file.Truncate(needed);
        }

        for (long i = 0; i < size; i++) Remember(new Digest(bytes.AsSpan((int)(i * Digest.Length), Digest.Length)), i);
    }

    private byte[] RebuildHashes(long size)
    {
        byte[] bytes = new byte[size * Digest.Length];
        for (long first = 0; first < size; first += TilePath.FullWidth)
        {
            int count = (int)Math.Min(TilePath.FullWidth, size - first);
            string path = Path.Combine(_store, OpeningFile.PathOf(first));
            if (!OpeningFile.TryRead(_disk.Read(path), count, out Opening?[] openings, out _))
            {
                throw new EvidenceDamagedException($"{path} does not hold {count} openings");
            }

            for (int i = 0; i < count; i++)
            {
                (openings[i]?.SealedHash ?? default).CopyTo(bytes.AsSpan((int)((first + i) * Digest.Length)));
            }
        }

        Durable.Replace(_disk, [(HashFile, bytes)]);
        return bytes;
    }
}
