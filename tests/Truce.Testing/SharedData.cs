using Xunit;

namespace Truce.Testing;

/// <summary>Finds the recordings and vectors that lie beside the project and are never committed to it.</summary>
public static class SharedData
{
    /// <summary>The full path of a file or folder below <c>shared/data</c>.</summary>
    /// <remarks>In CI a missing path fails the test; elsewhere the test is skipped with a message that names what is missing.</remarks>
    public static string Path(string relative)
    {
        for (DirectoryInfo? dir = new(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
        {
            string candidate = System.IO.Path.Combine(dir.FullName, "shared", "data", relative);
            if (File.Exists(candidate) || Directory.Exists(candidate)) return candidate;
        }

        string message = $"shared/data/{relative} is not beside this checkout";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(message + "; CI must have it");
        Assert.Skip(message);
        return "";
    }
}
