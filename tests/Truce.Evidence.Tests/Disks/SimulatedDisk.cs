using Truce.Evidence.Disks;

namespace Truce.Evidence.Tests.Disks;

/// <summary>The power went: everything after this throws until the disk is read again by <see cref="SimulatedDisk.AfterPowerCut"/>.</summary>
internal sealed class PowerCutException() : IOException("the power is cut");

/// <summary>
/// A disk in memory that keeps apart what was written and what was synced. A power cut leaves of each unsynced file any mixture
/// of old and new 512-byte sectors and of each unsynced name the old or the new state.
/// </summary>
internal sealed class SimulatedDisk : IDisk
{
    private const int Sector = 512;
    private readonly Dictionary<string, Node> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _durableNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locks = new(StringComparer.Ordinal);

    /// <summary>Changes so far: writes, syncs, renames, deletions.</summary>
    internal int Operations { get; private set; }

    /// <summary>Cut the power before this change.</summary>
    internal int CutAt { get; set; } = int.MaxValue;

    /// <summary>Fail this change with an I/O error (half of a write may have happened).</summary>
    internal int FailAt { get; set; } = int.MaxValue;

    /// <summary>The planted defect: syncs of files whose path contains this do nothing.</summary>
    internal string? IgnoreSyncOf { get; set; }

    internal IEnumerable<string> Files => _names.Keys;

    private bool IsCut => Operations > CutAt;

    public byte[]? Read(string path) => _names.TryGetValue(path, out Node? node) ? [.. node.Data] : null;

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        bool fails = Step();
        Node node = new(); // create-or-truncate on a temporary name: a fresh file
        node.Data.AddRange(fails ? bytes[..(bytes.Length / 2)] : bytes);
        _names[path] = node;
        if (fails) throw new IOException("No space left on device");
    }

    public IAppendFile OpenAppend(string path)
    {
        if (!_names.TryGetValue(path, out Node? node)) _names[path] = node = new Node();
        return new Handle(this, path, node);
    }

    public void Sync(IReadOnlyCollection<string> files)
    {
        foreach (string path in files) Sync(path, _names[path]);
    }

    public void SyncFolders(IReadOnlyCollection<string> folders)
    {
        foreach (string folder in folders)
        {
            if (Step()) throw new IOException("Input/output error");
            foreach (string path in _names.Keys.Concat(_durableNames.Keys).Distinct().Where(p => Path.GetDirectoryName(p) == folder).ToList())
            {
                if (_names.TryGetValue(path, out Node? node)) _durableNames[path] = node;
                else _durableNames.Remove(path);
            }
        }
    }

    public void Rename(string from, string to)
    {
        if (Step()) throw new IOException("Input/output error");
        _names[to] = _names[from];
        _names.Remove(from);
    }

    public void Delete(string path)
    {
        if (!Exists(path)) return;
        if (Step()) throw new IOException("Input/output error");
        foreach (string name in _names.Keys.Where(p => p == path || p.StartsWith(path + "/", StringComparison.Ordinal)).ToList()) _names.Remove(name);
    }

    public bool Exists(string path) => _names.ContainsKey(path) || _names.Keys.Any(p => p.StartsWith(path + "/", StringComparison.Ordinal));

    public void CreateFolder(string path, bool isPrivate)
    {
        // Folders are durable at once, as the contract says.
    }

    public IDisposable Lock(string path) =>
        _locks.Add(path) ? new Release(() => _locks.Remove(path)) : throw new IOException("held by another process");

    /// <summary>What a machine finds after the power comes back.</summary>
    internal SimulatedDisk AfterPowerCut(int seed)
    {
        Random random = new(seed);
        SimulatedDisk after = new();
        foreach (string path in _names.Keys.Concat(_durableNames.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            Node? now = _names.GetValueOrDefault(path), old = _durableNames.GetValueOrDefault(path);
            Node? kept = ReferenceEquals(now, old) || random.Next(2) == 0 ? old : now;
            if (kept is null) continue;
            Node node = new();
            node.Data.AddRange(Torn(kept, random));
            node.Synced = [.. node.Data];
            after._names[path] = after._durableNames[path] = node;
        }

        return after;
    }

    /// <summary>The same disk after the process was killed: nothing written is lost.</summary>
    internal SimulatedDisk AfterKill()
    {
        SimulatedDisk after = new();
        foreach ((string path, Node old) in _names)
        {
            Node node = new() { Synced = [.. old.Data] };
            node.Data.AddRange(old.Data);
            after._names[path] = after._durableNames[path] = node;
        }

        return after;
    }

    private static byte[] Torn(Node node, Random random)
    {
        byte[] now = [.. node.Data], old = node.Synced;
        if (now.AsSpan().SequenceEqual(old) || random.Next(4) == 0) return old;
        if (random.Next(3) == 0) return now;
        byte[] result = new byte[random.Next(2) == 0 ? old.Length : now.Length];
        for (int at = 0; at < result.Length; at += Sector)
        {
            byte[] from = random.Next(2) == 0 ? old : now;
            int length = Math.Min(Sector, result.Length - at);
            int have = Math.Clamp(from.Length - at, 0, length);
            if (have > 0) from.AsSpan(at, have).CopyTo(result.AsSpan(at));
        }

        return result;
    }

    private void Sync(string path, Node node)
    {
        if (Step()) throw new IOException("Input/output error");
        if (IgnoreSyncOf is { } part && path.Contains(part, StringComparison.Ordinal)) return;
        node.Synced = [.. node.Data];
    }

    /// <summary>Counts a change; true when it is to fail.</summary>
    private bool Step()
    {
        Operations++;
        if (IsCut) throw new PowerCutException();
        return Operations == FailAt;
    }

    private sealed class Node
    {
        internal List<byte> Data { get; } = [];

        internal byte[] Synced { get; set; } = [];
    }

    private sealed class Handle(SimulatedDisk disk, string path, Node node) : IAppendFile
    {
        public long Length => node.Data.Count;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            bool fails = disk.Step();
            node.Data.AddRange(fails ? bytes[..(bytes.Length / 2)] : bytes);
            if (fails) throw new IOException("No space left on device");
        }

        public void Truncate(long length)
        {
            if (disk.Step()) throw new IOException("Input/output error");
            node.Data.RemoveRange((int)length, node.Data.Count - (int)length);
        }

        public void Sync() => disk.Sync(path, node);

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class Release(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
