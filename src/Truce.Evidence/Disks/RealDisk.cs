using System.Runtime.InteropServices;

namespace Truce.Evidence.Disks;

/// <summary>The operating system's file system.</summary>
/// <remarks>Syncs of several files run side by side, because a file system commits them together.</remarks>
public sealed partial class RealDisk : IDisk
{
    private const int SyncThreads = 8;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <inheritdoc/>
    public byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(bytes);
    }

    /// <inheritdoc/>
    public IAppendFile OpenAppend(string path) => new AppendFile(path);

    /// <inheritdoc/>
    public void Sync(IReadOnlyCollection<string> files) => Each(files, static path =>
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        file.Flush(flushToDisk: true);
    });

    /// <inheritdoc/>
    public void SyncFolders(IReadOnlyCollection<string> folders) => Each(folders, static path =>
    {
        int fd = Open(path, 0); // O_RDONLY
        if (fd < 0) throw new IOException($"cannot open the folder {path}: errno {Marshal.GetLastPInvokeError()}");
        int failed = Fsync(fd);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(fd);
        if (failed != 0) throw new IOException($"fsync of the folder {path} failed: errno {error}");
    });

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        else if (File.Exists(path)) File.Delete(path);
    }

    /// <inheritdoc/>
    public bool Exists(string path) => Path.Exists(path);

    /// <inheritdoc/>
    public void CreateFolder(string path, bool isPrivate)
    {
        if (Directory.Exists(path)) return;
        string parent = Path.GetDirectoryName(Path.GetFullPath(path))!;
        CreateFolder(parent, isPrivate: false);
        if (isPrivate && !OperatingSystem.IsWindows()) Directory.CreateDirectory(path, OwnerFolder);
        else Directory.CreateDirectory(path);
        SyncFolders([parent]);
    }

    /// <inheritdoc/>
    public IDisposable Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new EvidenceBusyException($"{Path.GetDirectoryName(Path.GetDirectoryName(path))}: another program has this store open (run, serve, report or replay); stop it or wait for it", e);
        }
    }

    private static void Each(IReadOnlyCollection<string> paths, Action<string> sync)
    {
        if (paths.Count == 1) sync(paths.First());
        else
        {
            try
            {
                Parallel.ForEach(paths, new ParallelOptions { MaxDegreeOfParallelism = SyncThreads }, sync);
            }
            catch (AggregateException e)
            {
                throw new IOException(e.InnerExceptions[0].Message, e);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int fd);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int fd);

    private sealed class AppendFile : IAppendFile
    {
        private readonly FileStream _file;

        internal AppendFile(string path)
        {
            FileStreamOptions options = new()
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
            _file = new FileStream(path, options);
            _file.Seek(0, SeekOrigin.End);
        }

        public long Length => _file.Length;

        public void Append(ReadOnlySpan<byte> bytes) => _file.Write(bytes);

        public void Truncate(long length)
        {
            _file.SetLength(length);
            _file.Seek(0, SeekOrigin.End);
        }

        public void Sync() => _file.Flush(flushToDisk: true);

        public void Dispose() => _file.Dispose();
    }
}
