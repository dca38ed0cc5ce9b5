using System.Security.Cryptography;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Disks;

/// <summary>Files by the SHA-256 of their content: <c>sha256/ab/cd/(64 hex)</c> below the store's folder.</summary>
/// <remarks>Putting the same bytes twice changes nothing. A name is only ever seen with all its bytes behind it.</remarks>
public sealed class BlobStore
{
    private const int ChunkBytes = 1 << 17;
    private readonly IDisk _disk;
    private readonly string _root;
    private long _sequence;

    /// <summary>Opens the store in a folder, made when absent, and removes what an earlier process left unfinished.</summary>
    public BlobStore(string folder, IDisk? disk = null)
    {
        _disk = disk ?? new RealDisk();
        _root = Path.Combine(folder, "sha256");
        _disk.CreateFolder(folder, isPrivate: true);
        _disk.CreateFolder(_root, isPrivate: true);
        _disk.Delete(TemporaryFolder);
        _disk.CreateFolder(TemporaryFolder, isPrivate: true);
    }

    private string TemporaryFolder => Path.Combine(_root, "unfinished");

    /// <summary>Where a blob is or would be.</summary>
    public string PathOf(Digest name) => PathBelow(_root, name);

    /// <summary>Where a blob of the store in a folder is or would be, for those who only read: a store that is opened removes what another one is just writing.</summary>
    public static string PathIn(string folder, Digest name) => PathBelow(Path.Combine(folder, "sha256"), name);

    private static string PathBelow(string root, Digest name)
    {
        string hex = name.ToHex();
        return Path.Combine(root, hex[..2], hex[2..4], hex);
    }

    /// <summary>Stores bytes durably and gives their name.</summary>
    /// <exception cref="IOException">The disk failed; the blob is not stored.</exception>
    public Digest Put(ReadOnlyMemory<byte> bytes)
    {
        using MemoryStream stream = new(bytes.ToArray(), writable: false);
        return Put(stream, out _);
    }

    /// <summary>Stores a stream to its end, in memory of one chunk; durable on return.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="length">The bytes read.</param>
    /// <exception cref="IOException">The disk failed; the blob is not stored.</exception>
    public Digest Put(Stream content, out long length)
    {
        string temporary = Path.Combine(TemporaryFolder, $"{Environment.ProcessId}-{Interlocked.Increment(ref _sequence)}");
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] chunk = new byte[ChunkBytes];
        length = 0;
        using (IAppendFile file = _disk.OpenAppend(temporary))
        {
            for (int read; (read = content.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false)) > 0; length += read)
            {
                hash.AppendData(chunk, 0, read);
                file.Append(chunk.AsSpan(0, read));
            }

            Digest name = new(hash.GetHashAndReset());
            string path = PathOf(name);
            if (!_disk.Exists(path))
            {
                file.Sync();
                string folder = Path.GetDirectoryName(path)!;
                _disk.CreateFolder(folder, isPrivate: true);
                _disk.Rename(temporary, path);
                _disk.SyncFolders([folder]);
                return name;
            }

            _disk.Delete(temporary);
            _disk.SyncFolders([Path.GetDirectoryName(path)!]); // its first writer may have died before this step
            return name;
        }
    }

    /// <summary>The blob's bytes, or null when it is not here.</summary>
    /// <exception cref="EvidenceDamagedException">The bytes no longer hash to the name.</exception>
    public byte[]? Get(Digest name)
    {
        byte[]? bytes = _disk.Read(PathOf(name));
        if (bytes is null || Digest.Of(bytes) == name) return bytes;
        throw new EvidenceDamagedException($"the blob {name} does not hash to its name");
    }

    /// <summary>Whether a blob of this name is here; its bytes are not read.</summary>
    public bool Contains(Digest name) => _disk.Exists(PathOf(name));

    /// <summary>Destroys a blob: erasure on request. The log keeps its commitments.</summary>
    public void Erase(Digest name)
    {
        if (!Contains(name)) return;
        _disk.Delete(PathOf(name));
        _disk.SyncFolders([Path.GetDirectoryName(PathOf(name))!]);
    }
}
