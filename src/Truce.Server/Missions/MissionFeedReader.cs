using System.Collections.Immutable;
using Truce.Feeds;
using Truce.Feeds.Waveforms;
using Truce.Observations;
using Truce.Server.Running;

namespace Truce.Server.Missions;

/// <summary>One feed of a mission file.</summary>
internal static class MissionFeedReader
{
    public static MissionFeed Read(YamlMap f, MissionPaths paths, IReadOnlyCollection<string> formats)
    {
        string format = f.Text("format", "firms");
        (ImmutableSortedDictionary<string, string> options, string? ground) = OptionsOf(f, paths, format, formats);
        if (format.Length > 0 && !formats.Contains(format)) f.Problem($"feed format '{format}' is not known; there are {string.Join(", ", formats.Order(StringComparer.Ordinal))}", "format");
        var feed = new MissionFeed
        {
            Id = f.Text("id", "patrol"),
            Format = format,
            Files = paths.Files(f, "files"),
            Follow = paths.Folder(f, "follow"),
            SeedLink = MissionSeedLinkReader.Read(f, format),
            GroundPath = ground,
            StationsPath = format == "waveforms" ? paths.File(f, "stations", "stations.xml") : null,
            HearingPath = format == "waveforms" && f.Members.Contains("hearing") ? paths.File(f, "hearing", "hearing.jsonl") : null,
            HearingKg = format == "waveforms" ? f.Number("hearingKg", 0.001, 1e8) : null,
            From = f.Day("from"),
            To = f.Day("to"),
            KnownAfter = MissionReader.Duration(f, "knownAfter"),
            Options = options,
            Label = LabelOf(f),
            Grade = GradeOf(f),
            Bias = f.Languages("bias"),
            Attribution = f.Optional("attribution") ?? "",
            AlwaysWatches = WatchOf(f),
            ExposureShare = f.Number("exposureShare", 0, 1),
        };
        if (feed.Files.IsEmpty && feed.Follow is null && feed.SeedLink is null) f.Problem("a feed needs 'files' (a pattern or a list), 'follow' (a folder) or, for recordings, 'seedlink' (a server)");
        f.Close();
        return feed;
    }

    /// <summary>An input of the background: earlier hot spots, which say how often a place is hot without anybody's doing.</summary>
    public static MissionFeed ReadBackground(YamlMap f, MissionPaths paths, IReadOnlyCollection<string> formats)
    {
        MissionFeed feed = Read(f, paths, formats);
        if (feed.Format is not ("firms" or "")) f.Problem($"a background of format '{feed.Format}' cannot be read; write format: firms", "format");
        return feed;
    }

    /// <summary>The decoder itself says which options it knows, so that a misspelt one is told at the start and not never.</summary>
    private static (ImmutableSortedDictionary<string, string> Options, string? GroundPath) OptionsOf(YamlMap f, MissionPaths paths, string format, IReadOnlyCollection<string> formats)
    {
        if (f.Map("options") is not { } map) return (ImmutableSortedDictionary<string, string>.Empty, null);
        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        string? ground = null;
        foreach (string name in map.Members)
        {
            if (map.Optional(name) is not { } text) continue;
            if (format == "waveforms" && name == "ground" && WaveformFeedOptions.GroundOf(text) is null) ground = GroundFile(map, paths);
            else options[name] = text;
        }

        if (formats.Contains(format) && !FeedFormats.TryGet(format, options, out _, out IReadOnlyList<string> problems))
        {
            foreach (string problem in problems) map.Problem(problem, problem.Split(':')[0]);
        }

        return (options.ToImmutable(), ground);
    }

    /// <summary>What is neither a model's name nor two speeds is a file; it is read here, so that a broken one is told at the start.</summary>
    private static string? GroundFile(YamlMap map, MissionPaths paths)
    {
        string path = paths.File(map, "ground", "iasp91, ak135, \"6.3,3.7\" (km/s) or a file");
        if (!MissionFiles.Exists(path)) return null;
        if (GroundModel.FromFile(path).Mistake is { } mistake) map.Problem(mistake, "ground");
        return path;
    }

    private static bool WatchOf(YamlMap f)
    {
        string? word = f.Optional("watch");
        if (word is null or "rows") return false;
        if (word != "always") f.Problem($"watch '{word}' is not known; write always (it looks at every hour) or rows (its own watch rows say when)", "watch");
        return true;
    }

    private static Label LabelOf(YamlMap f)
    {
        string? word = f.Optional("label");
        if (word is null) return Label.Default;
        if (Enum.TryParse(word, ignoreCase: true, out Classification c) && Enum.IsDefined(c)) return new(c, "*", "");
        f.Problem($"label '{word}' is not known; write public, parties, mission or restricted", "label");
        return Label.Default;
    }

    private static SourceGrade GradeOf(YamlMap f)
    {
        string? text = f.Optional("grade");
        if (text is null) return default;
        if (text.Length is 1 or 2 && text[0] is >= 'A' and <= 'F' && (text.Length == 1 || text[1] is >= '1' and <= '6'))
        {
            return new(text[0], text.Length == 2 ? text[1] - '0' : 0);
        }

        f.Problem($"grade '{text}' must be A to F, with 1 to 6 or without, such as B or C3", "grade");
        return default;
    }
}
