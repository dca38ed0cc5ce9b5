namespace Truce.Evidence.Disks;

/// <summary>The file system as a durable store sees it; a second one, which loses what was not synced, proves the order of the steps.</summary>
/// <remarks>
/// Nothing is durable before its sync returns: bytes after <see cref="IAppendFile.Sync"/> or <see cref="Sync"/>, names (new,
/// renamed, deleted) after <see cref="SyncFolders"/>. Every failure is an <see cref="IOException"/> and is final.
/// </remarks>
public interface IDisk
{
    /// <summary>All bytes of a file, or null when there is none.</summary>
    byte[]? Read(string path);

    /// <summary>Creates or empties a file and writes the bytes; not durable yet.</summary>
    void Write(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Opens a file for appending at its end, made when absent.</summary>
    IAppendFile OpenAppend(string path);

    /// <summary>Makes the bytes of files durable.</summary>
    void Sync(IReadOnlyCollection<string> files);

    /// <summary>Makes the names in folders durable.</summary>
    void SyncFolders(IReadOnlyCollection<string> folders);

    /// <summary>Renames a file over another, at once for every reader.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file or a folder with all in it; nothing happens when there is none.</summary>
    void Delete(string path);

    /// <summary>Whether a file or folder is there.</summary>
    bool Exists(string path);

    /// <summary>Makes a folder and its parents durably; private ones can be entered by the owner alone.</summary>
    void CreateFolder(string path, bool isPrivate);

    /// <summary>Holds a file so that no second process can; released by Dispose.</summary>
    /// <exception cref="IOException">Another holds it.</exception>
    IDisposable Lock(string path);
}

/// <summary>A file that only grows at its end, or is cut.</summary>
public interface IAppendFile : IDisposable
{
    /// <summary>Bytes in the file.</summary>
    long Length { get; }

    /// <summary>Writes at the end; not durable yet.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Cuts the file to a length; not durable yet.</summary>
    void Truncate(long length);

    /// <summary>Makes the file's bytes durable.</summary>
    void Sync();
}
