namespace Truce.Testing;

/// <summary>A folder of a test's own, removed with all that is in it when the test ends.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("truce-test-");

    /// <summary>Its full path.</summary>
    public string Root => _folder.FullName;

    /// <summary>The full path of a file or folder inside; folders above it are made.</summary>
    public string At(string relative)
    {
        string path = Path.Combine(Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Writes a UTF-8 text inside and returns its full path.</summary>
    public string Write(string relative, string text)
    {
        string path = At(relative);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }
}
