using System.Collections.Immutable;

namespace Truce.Server.Missions;

/// <summary>Paths of a mission file: relative to its folder, or to its data root when they begin with <c>data:</c>.</summary>
internal sealed class MissionPaths
{
    private readonly MissionFiles _files;
    private readonly string? _dataRoot;

    public MissionPaths(MissionFiles files, string? dataRoot)
    {
        _files = files;
        _dataRoot = dataRoot is null ? null : Path.GetFullPath(Path.Combine(files.Folder, dataRoot));
    }

    /// <summary>One file that must exist.</summary>
    public string File(YamlMap m, string member, string example)
    {
        string text = m.Text(member, example);
        if (text.Length == 0) return "";
        string? path = Full(m, member, text);
        if (path is not null && !MissionFiles.Exists(path)) m.Problem($"'{text}' does not exist (looked at {path})", member);
        return path ?? "";
    }

    /// <summary>A folder that may be absent.</summary>
    public string? Folder(YamlMap m, string member) => m.Optional(member) is { } text ? Full(m, member, text) : null;

    /// <summary>One pattern or several, expanded, in ordinal order; each must match something.</summary>
    public ImmutableArray<string> Files(YamlMap m, string member)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string pattern in m.Texts(member))
        {
            if (Full(m, member, pattern) is not { } full) continue;
            string[] found = [.. MissionFiles.Match(full)];
            if (found.Length == 0) m.Problem($"no file matches '{pattern}' (looked for {full})", member);
            files.UnionWith(found);
        }

        return [.. files];
    }

    private string? Full(YamlMap m, string member, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            m.Problem($"'{member}' is no path: it holds a zero character", member);
            return null;
        }

        if (!text.StartsWith("data:", StringComparison.Ordinal)) return Path.GetFullPath(Path.Combine(_files.Folder, text));
        if (_dataRoot is not null) return Path.GetFullPath(Path.Combine(_dataRoot, text[5..]));
        m.Problem($"'{text}' needs a data root; write for instance: dataRoot: ../data", member);
        return null;
    }
}
