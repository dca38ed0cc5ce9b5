namespace Truce.Testing;

/// <summary>The checkout that the running tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Truce.slnx</c>.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? dir = new(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
        {
            if (File.Exists(Path.Combine(dir.FullName, "Truce.slnx"))) return dir.FullName;
        }

        throw new InvalidOperationException("The tests run outside a checkout: no Truce.slnx above " + AppContext.BaseDirectory);
    }
}
