using System.Runtime.CompilerServices;
using Xunit;

namespace Truce.Testing;

/// <summary>Compares a text with the copy that a person has read and accepted.</summary>
public static class Snapshot
{
    /// <summary>
    /// Compares <paramref name="text"/> with <c>Snapshots/NAME</c> beside the calling test's file; line ends count as <c>\n</c>.
    /// With <c>UPDATE_SNAPSHOTS=1</c> the file is written instead: read the difference before you commit it.
    /// </summary>
    /// <param name="name">File name with its ending, for instance <c>report.html</c>.</param>
    /// <param name="text">What the code says now.</param>
    /// <param name="caller">Filled in by the compiler.</param>
    public static void Match(string name, string text, [CallerFilePath] string caller = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        bool update = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";
        if (Compare(Path.Combine(FolderOf(caller), "Snapshots", name), text, update) is { } difference) Assert.Fail(difference);
    }

    /// <summary>Compares or writes one file. Returns what differs, or null when nothing does.</summary>
    public static string? Compare(string path, string text, bool update)
    {
        ArgumentNullException.ThrowIfNull(text);
        string shown = Path.GetRelativePath(Repository.Root, path);
        string actual = Lf(text);
        if (update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return null;
        }

        if (!File.Exists(path)) return $"No snapshot {shown} yet. Run with UPDATE_SNAPSHOTS=1, read the file, commit it. Now it would hold:\n{actual}";

        string[] expectedLines = Lf(File.ReadAllText(path)).Split('\n');
        string[] actualLines = actual.Split('\n');
        int same = expectedLines.Zip(actualLines).TakeWhile(pair => pair.First == pair.Second).Count();
        if (same == expectedLines.Length && same == actualLines.Length) return null;

        return $"{shown} differs from line {same + 1} on (UPDATE_SNAPSHOTS=1 accepts it).\n"
            + $"  accepted: {expectedLines.ElementAtOrDefault(same) ?? "(end of file)"}\n"
            + $"  now:      {actualLines.ElementAtOrDefault(same) ?? "(end of file)"}";
    }

    // The compiler wrote the path of the machine that built it; the checkout may have moved since.
    private static string FolderOf(string caller)
    {
        string path = caller.Replace('\\', '/');
        int at = path.LastIndexOf("/tests/", StringComparison.Ordinal);
        return at < 0
            ? throw new ArgumentException("Snapshots belong to files below tests/: " + caller, nameof(caller))
            : Path.GetDirectoryName(Path.Combine(Repository.Root, path[(at + 1)..]))!;
    }

    private static string Lf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
