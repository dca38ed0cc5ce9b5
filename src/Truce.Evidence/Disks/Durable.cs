namespace Truce.Evidence.Disks;

/// <summary>Replaces files so that a reader, or a machine that lost power, finds the old bytes or the new, never a mixture.</summary>
public static class Durable
{
    /// <summary>The end of the name of a file that is being written and belongs to no store yet.</summary>
    public const string Unfinished = ".tmp";

    /// <summary>Writes each beside its place, syncs all, renames all, syncs the folders; durable on return.</summary>
    /// <exception cref="IOException">Any step failed; some files may have been replaced.</exception>
    public static void Replace(IDisk disk, IReadOnlyList<(string Path, ReadOnlyMemory<byte> Bytes)> files)
    {
        foreach ((string path, ReadOnlyMemory<byte> bytes) in files) disk.Write(path + Unfinished, bytes.Span);
        disk.Sync([.. files.Select(f => f.Path + Unfinished)]);
        foreach ((string path, _) in files) disk.Rename(path + Unfinished, path);
        disk.SyncFolders([.. files.Select(f => Path.GetDirectoryName(f.Path)!).Distinct()]);
    }
}
