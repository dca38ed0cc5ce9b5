using System.Collections.Immutable;
using Truce.Feeds;
using Truce.Observations;

namespace Truce.Server.Missions;

/// <summary>One feed of a mission file.</summary>
internal static class MissionFeedReader
{
    public static MissionFeed Read(YamlMap f, MissionPaths paths, IReadOnlyCollection<string> formats)
    {
        string format = f.Text("format", "firms");
        if (format.Length > 0 && !formats.Contains(format)) f.Problem($"feed format '{format}' is not known; there are {string.Join(", ", formats.Order(StringComparer.Ordinal))}", "format");
        var feed = new MissionFeed
        {
            Id = f.Text("id", "patrol"),
            Format = format,
            Files = paths.Files(f, "files"),
            Follow = paths.Folder(f, "follow"),
            StationsPath = format == "waveforms" ? paths.File(f, "stations", "stations.xml") : null,
            HearingPath = format == "waveforms" && f.Members.Contains("hearing") ? paths.File(f, "hearing", "hearing.jsonl") : null,
            HearingKg = format == "waveforms" ? f.Number("hearingKg", 0.001, 1e8) : null,
            From = f.Day("from"),
            To = f.Day("to"),
            KnownAfter = MissionReader.Duration(f, "knownAfter"),
            Options = OptionsOf(f, format, formats),
            Label = LabelOf(f),
            Grade = GradeOf(f),
            Bias = f.Languages("bias"),
            Attribution = f.Optional("attribution") ?? "",
            AlwaysWatches = WatchOf(f),
            ExposureShare = f.Number("exposureShare", 0, 1),
        };
        if (feed.Files.IsEmpty && feed.Follow is null) f.Problem("a feed needs 'files' (a pattern or a list) or 'follow' (a folder)");
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
    private static ImmutableSortedDictionary<string, string> OptionsOf(YamlMap f, string format, IReadOnlyCollection<string> formats)
    {
        if (f.Map("options") is not { } map) return ImmutableSortedDictionary<string, string>.Empty;
        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string name in map.Members)
        {
            if (map.Optional(name) is { } text) options[name] = text;
        }

        if (formats.Contains(format) && !FeedFormats.TryGet(format, options, out _, out IReadOnlyList<string> problems))
        {
            foreach (string problem in problems) map.Problem(problem, problem.Split(':')[0]);
        }

        return options.ToImmutable();
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
