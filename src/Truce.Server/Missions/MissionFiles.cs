namespace Truce.Server.Missions;

/// <summary>The files a mission is made of: on disk when it is first read, sealed in the store ever after.</summary>
internal interface IMissionFiles
{
    /// <summary>Folder of the mission file; other paths are relative to it.</summary>
    string Folder { get; }

    /// <summary>Whether there is a file at a full path.</summary>
    bool Exists(string path);

    /// <summary>Full paths that match a full pattern (<c>*</c> and <c>?</c> in the last part), in ordinal order.</summary>
    IEnumerable<string> Match(string pattern);

    /// <summary>Opens a file to read from its start.</summary>
    Stream Open(string path);
}

/// <summary>Files as they lie on disk.</summary>
internal sealed class DiskFiles(string folder) : IMissionFiles
{
    public string Folder { get; } = Path.GetFullPath(folder);

    public bool Exists(string path) => File.Exists(path);

    public IEnumerable<string> Match(string pattern)
    {
        string folder = Path.GetDirectoryName(pattern)!;
        return Directory.Exists(folder) ? Directory.GetFiles(folder, Path.GetFileName(pattern)).Order(StringComparer.Ordinal) : [];
    }

    public Stream Open(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
}

/// <summary>Files as they were sealed: names relative to the mission's folder, bytes from the blob store.</summary>
internal sealed class SealedFiles : IMissionFiles
{
    private readonly SortedDictionary<string, Func<Stream>> _files;

    /// <param name="files">How to open each file, by its name relative to the mission's folder, with forward slashes.</param>
    public SealedFiles(IReadOnlyDictionary<string, Func<Stream>> files)
    {
        _files = new(StringComparer.Ordinal);
        foreach ((string name, Func<Stream> open) in files) _files[Path.GetFullPath(Path.Combine(Folder, name))] = open;
    }

    /// <summary>Deep enough that no sensible relative path climbs above the root.</summary>
    public string Folder => "/sealed/1/2/3/4/5/6/7/8/9";

    public bool Exists(string path) => _files.ContainsKey(path);

    public IEnumerable<string> Match(string pattern) => _files.Keys.Where(name =>
        Path.GetDirectoryName(name) == Path.GetDirectoryName(pattern)
        && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(Path.GetFileName(pattern), Path.GetFileName(name), ignoreCase: false));

    public Stream Open(string path) => _files.TryGetValue(path, out Func<Stream>? open)
        ? open()
        : throw new FileNotFoundException("this file was not sealed with the mission", path);
}
