namespace Truce.Server.Missions;

/// <summary>The files a mission is made of, by full path. A sealed mission is laid out as a folder of links to its blobs, and read the same way.</summary>
internal sealed class MissionFiles(string folder)
{
    /// <summary>Folder of the mission file; other paths are relative to it.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Whether there is a file at a full path.</summary>
    public static bool Exists(string path) => File.Exists(path);

    /// <summary>Full paths that match a full pattern (<c>*</c> and <c>?</c> in the last part), in ordinal order.</summary>
    public static IEnumerable<string> Match(string pattern)
    {
        string folder = Path.GetDirectoryName(pattern)!;
        return Directory.Exists(folder) ? Directory.GetFiles(folder, Path.GetFileName(pattern)).Order(StringComparer.Ordinal) : [];
    }

    /// <summary>The name of a file as it is sealed: relative to the mission's folder, with forward slashes.</summary>
    public string NameOf(string path) => Path.GetRelativePath(Folder, path).Replace('\\', '/');
}
