using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using NodaTime;
using Truce.Measures;
using Truce.Terms;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Truce.Server.Missions;

/// <summary>Reads <c>mission.yaml</c> whole and validates it whole: all mistakes at once, each with its line. Format: docs/formats/mission.md.</summary>
internal static class MissionReader
{
    private const int MaxBytes = 1 << 20;
    private const int MaxDepth = 32;

    /// <summary>Name of the mission file in its folder.</summary>
    public const string FileName = "mission.yaml";

    /// <summary>The mission at a folder, or at its file; or every mistake found.</summary>
    public static (Mission? Mission, ImmutableArray<MissionProblem> Problems) ReadFromDisk(string path, IReadOnlyCollection<string> feedFormats)
    {
        string folder = Directory.Exists(path) ? path : Path.GetFileName(path) == FileName ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        return File.Exists(Path.Combine(folder, FileName))
            ? Read(new MissionFiles(folder), feedFormats)
            : (null, [new(path, 1, $"no mission here: give the folder that holds {FileName}, or the file itself")]);
    }

    /// <summary>The mission, or every mistake found.</summary>
    public static (Mission? Mission, ImmutableArray<MissionProblem> Problems) Read(MissionFiles files, IReadOnlyCollection<string> feedFormats)
    {
        string file = Path.Combine(files.Folder, FileName);
        byte[] bytes = new byte[MaxBytes + 1];
        using (FileStream stream = File.OpenRead(file)) bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        if (bytes.Length > MaxBytes) return (null, [new(file, 1, $"a mission file has at most {MaxBytes} bytes")]);
        var problems = new List<MissionProblem>();
        var yaml = new YamlStream();
        try
        {
            if (Refusal(bytes, file) is { } refused) return (null, [refused]);
            using var reader = new StreamReader(new MemoryStream(bytes));
            yaml.Load(reader);
        }
        catch (YamlException e)
        {
            return (null, [new(file, e.Start.Line, $"not YAML: {e.Message}")]);
        }

        if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode root)
        {
            return (null, [new(file, 1, "one YAML document with members expected (mission: …)")]);
        }

        Mission mission = ReadRoot(new YamlMap(root, file, "", problems), files, feedFormats) with { FileHash = Hash256.Of(bytes) };
        return problems.Count == 0 ? (mission, []) : (null, [.. problems.OrderBy(p => p.Line).ThenBy(p => p.Message, StringComparer.Ordinal)]);
    }

    /// <summary>Loading recurses: too deep a file would overflow the stack, and an alias may point at itself. Both are told before.</summary>
    private static MissionProblem? Refusal(byte[] bytes, string file)
    {
        using var reader = new StreamReader(new MemoryStream(bytes));
        var parser = new Parser(reader);
        int depth = 0;
        try
        {
            while (parser.MoveNext())
            {
                depth += parser.Current!.NestingIncrease;
                if (depth > MaxDepth) return new(file, parser.Current.Start.Line, $"nested more than {MaxDepth} deep; a mission file needs five");
                if (parser.Current is AnchorAlias) return new(file, parser.Current.Start.Line, "no aliases (*name) in a mission file; write the value out");
            }

            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // The scanner of the library leaves its own exception for some broken input: what it could not read begins after the last thing it read.
            return new(file, Math.Max(1, parser.Current?.End.Line ?? 1), "not YAML from here on; look for stray signs, tabs and quotes");
        }
    }

    private static Mission ReadRoot(YamlMap m, MissionFiles files, IReadOnlyCollection<string> feedFormats)
    {
        var paths = new MissionPaths(files, m.Optional("dataRoot"));
        bool simulated = m.Flag("simulated");
        string id = m.Text("mission", "june-2022");
        if (id.Length > 0 && (id.Length > 60 || id.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))))
        {
            m.Problem($"'{id}' must be lower-case letters, digits and hyphens, at most 60", "mission");
        }

        ImmutableArray<MissionParty> parties = [.. m.List("parties").Select(Party)];
        if (parties.Length < 2) m.Problem("at least two parties are needed; write for instance: parties: [{id: A, name: Party A}, {id: B, name: Party B}]", "parties");
        foreach (IGrouping<string, MissionParty> twice in parties.GroupBy(p => p.Id).Where(g => g.Count() > 1)) m.Problem($"party '{twice.Key}' stands twice", "parties");
        (GeoPoint southWest, GeoPoint northEast) = Area(m);
        (DateOnly first, DateOnly? last) = Days(m);
        ImmutableArray<MissionFeed> feeds = [.. m.List("feeds").Select(f => MissionFeedReader.Read(f, paths, feedFormats))];
        if (feeds.IsEmpty) m.Problem("at least one feed is needed; write for instance: feeds: [{id: patrol, format: patrol, files: \"feeds/*.jsonl\"}]", "feeds");
        foreach (IGrouping<string, MissionFeed> twice in feeds.GroupBy(p => p.Id).Where(g => g.Count() > 1)) m.Problem($"feed '{twice.Key}' stands twice; ids must differ", "feeds");
        ImmutableSortedDictionary<string, string> title = m.Languages("title");
        if (!title.ContainsKey("en")) m.Problem("a title in English is needed; write for instance: title: {en: \"…\"}", "title");
        var mission = new Mission
        {
            Id = id,
            Title = title,
            Simulated = simulated,
            TimeZone = Zone(m),
            AreaSouthWest = southWest,
            AreaNorthEast = northEast,
            FirstDay = first,
            LastDay = last,
            CutOff = CutOff(m),
            ReportAfter = Duration(m, "reportAfter"),
            Parties = parties,
            AgreementPath = paths.File(m, "agreement", "agreement.json"),
            IndicatorsPath = m.Members.Contains("indicators") ? paths.File(m, "indicators", "indicators.json") : null,
            Lines = [.. m.List("lines").Select(l => Line(l, paths, parties))],
            Feeds = feeds,
            Background = [.. m.List("background").Select(f => MissionFeedReader.ReadBackground(f, paths, feedFormats))],
            Gazetteers = [.. m.List("gazetteers").Select(g => Gazetteer(g, paths))],
            Reviewers = [.. m.List("reviewers").Select(Reviewer)],
            CompleteRegisters = Registers(m),
            Languages = LanguageCodes(m),
            LogOrigin = Origin(m, simulated),
            Caution = m.Languages("caution"),
            Map = MissionMapReader.Read(m, paths),
        };
        m.Close();
        return mission;
    }

    private static MissionParty Party(YamlMap p)
    {
        var party = new MissionParty(p.Text("id", "A"), p.Languages("name"));
        if (!party.Name.ContainsKey("en")) p.Problem("a name in English is needed; write for instance: name: {en: Party A}", "name");
        p.Close();
        return party;
    }

    private static MissionLine Line(YamlMap l, MissionPaths paths, ImmutableArray<MissionParty> parties)
    {
        if (l.Optional("geometry") is { } geometry) return LineWithout(l, geometry);
        string format = l.Text("format", "line");
        if (format is not ("line" or "geojson" or "")) l.Problem($"line format '{format}' is not known; write line (control polygons by day) or geojson (a LineString)", "format");
        string inside = l.Text("inside", "A");
        if (inside.Length > 0 && parties.All(p => p.Id != inside)) l.Problem($"'{inside}' is not a party; parties: {string.Join(", ", parties.Select(p => p.Id))}", "inside");
        var line = new MissionLine(l.Text("id", "LOC"), format, paths.Files(l, "files"), l.Number("errorM", 0, 100_000) ?? 0, inside);
        if (line.ErrorM <= 0) l.Problem("'errorM' must say how well the line is known, metres, more than 0", "errorM");
        l.Close();
        return line;
    }

    /// <summary>A line that the agreement speaks of and that nobody drew: said outright, with the reason, so that it is not mistaken for a forgotten file.</summary>
    private static MissionLine LineWithout(YamlMap l, string geometry)
    {
        if (geometry != MissionLine.NoGeometry) l.Problem($"'geometry' can only be none, not '{geometry}'; a line with geometry has 'format' and 'files'", "geometry");
        var line = new MissionLine(l.Text("id", "LOC"), MissionLine.NoGeometry, [], 0, "") { Reason = l.Languages("reason") };
        if (!line.Reason.ContainsKey("en")) l.Problem("a line without geometry needs a reason in English; write for instance: reason: {en: \"no map of that year was given\"}", "reason");
        foreach (string member in (string[])["format", "files", "errorM", "inside"])
        {
            if (l.Optional(member) is not null) l.Problem($"a line with 'geometry: none' has no '{member}'; leave one of them out", member);
        }

        l.Close();
        return line;
    }

    private static MissionGazetteer Gazetteer(YamlMap g, MissionPaths paths)
    {
        var gazetteer = new MissionGazetteer(g.Text("format", "truce"), paths.File(g, "path", "gazetteer.csv"));
        if (gazetteer.Format is not ("truce" or "areas" or "districts" or "municipalities" or "settlements" or ""))
        {
            g.Problem($"gazetteer format '{gazetteer.Format}' is not known; there are truce, areas, districts, municipalities, settlements", "format");
        }

        g.Close();
        return gazetteer;
    }

    private static MissionReviewer Reviewer(YamlMap r)
    {
        var reviewer = new MissionReviewer(r.Text("id", "reviewer-1"), r.Text("nation", "Neutral N1"), r.Text("key", "name+hash+base64"));
        if (reviewer.VerifierKey.Length > 0 && !Truce.Evidence.Keys.VerifierKey.TryParse(reviewer.VerifierKey, out _)) r.Problem("'key' is not a public key; make one with: truce review key --person ID --key FILE", "key");
        r.Close();
        return reviewer;
    }

    private static string Zone(YamlMap m)
    {
        string zone = m.Text("timeZone", "Europe/Kyiv");
        if (zone.Length > 0 && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null) m.Problem($"'{zone}' is not an IANA time zone; write for instance: timeZone: Europe/Kyiv", "timeZone");
        return zone;
    }

    private static (GeoPoint, GeoPoint) Area(YamlMap m)
    {
        if (m.Map("area") is not { } area)
        {
            m.Problem("'area' is missing; write for instance: area: {south: 44, west: 22, north: 53, east: 41}");
            return default;
        }

        double south = area.Number("south", -90, 90) ?? 0, north = area.Number("north", -90, 90) ?? 0;
        double west = area.Number("west", -180, 180) ?? 0, east = area.Number("east", -180, 180) ?? 0;
        if (south >= north || west >= east) area.Problem("south must be less than north and west less than east, all four given, in degrees");
        area.Close();
        return (new(south, west), new(north, east));
    }

    private static (DateOnly, DateOnly?) Days(YamlMap m)
    {
        if (m.Map("days") is not { } days)
        {
            m.Problem("'days' is missing; write for instance: days: {first: 2022-06-01, last: 2022-06-30}");
            return default;
        }

        DateOnly? first = days.Day("first"), last = days.Day("last");
        if (first is null) days.Problem("'first' is missing; write for instance: first: 2022-06-01");
        if (last < first) days.Problem("'last' lies before 'first'", "last");
        if (first is { } f && last is { } l && l.DayNumber - f.DayNumber > 3660) days.Problem("a mission file covers at most ten years; split it", "last");
        days.Close();
        return (first ?? default, last);
    }

    private static TimeOnly CutOff(YamlMap m)
    {
        if (m.Optional("cutOff") is not { } text) return new(0, 0);
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly t)) return t;
        m.Problem($"'cutOff' must be a local time such as \"19:30\", not '{text}'", "cutOff");
        return new(0, 0);
    }

    private static ImmutableArray<string> Registers(YamlMap m)
    {
        ImmutableArray<string> known = [.. Enum.GetNames<CaseRegisters>().Select(n => n.ToLowerInvariant())];
        ImmutableArray<string> given = m.Texts("completeRegisters");
        foreach (string word in given.Where(w => !known.Contains(w))) m.Problem($"register '{word}' is not known; there are {string.Join(", ", known)}", "completeRegisters");
        return given;
    }

    private static ImmutableArray<string> LanguageCodes(YamlMap m)
    {
        ImmutableArray<string> codes = m.Texts("languages");
        foreach (string code in codes.Where(c => c is not ("en" or "uk" or "fr" or "ru"))) m.Problem($"no catalogue for language '{code}'; there are en, uk, fr, ru", "languages");
        return codes.IsEmpty ? ["en"] : codes;
    }

    private static string Origin(YamlMap m, bool simulated)
    {
        const string Example = "{origin: truce.example/june-2022}";
        string origin = m.Map("log") is { } log ? ReadOrigin(log) : "";
        if (origin.Length == 0) m.Problem($"'log' is missing; write for instance: log: {Example}", "log");
        else if (simulated != origin.EndsWith("/SIMULATED", StringComparison.Ordinal))
        {
            m.Problem(simulated ? "the log origin of a simulated mission must end in /SIMULATED" : "a log origin that ends in /SIMULATED needs simulated: true", "log");
        }

        return origin;
    }

    private static string ReadOrigin(YamlMap log)
    {
        string origin = log.Text("origin", "truce.example/june-2022");
        if (origin.Any(c => char.IsWhiteSpace(c) || c == '+')) log.Problem("an origin has no spaces and no '+' (signed-note names)", "origin");
        log.Close();
        return origin;
    }

    /// <summary>An ISO 8601 duration such as PT3H or P1D.</summary>
    internal static TimeSpan Duration(YamlMap m, string member)
    {
        if (m.Optional(member) is not { } text) return TimeSpan.Zero;
        try
        {
            TimeSpan t = XmlConvert.ToTimeSpan(text);
            if (t >= TimeSpan.Zero && t <= TimeSpan.FromDays(366)) return t;
        }
        catch (FormatException)
        {
            // Told below, like a value out of range.
        }

        m.Problem($"'{member}' must be an ISO 8601 duration of at most a year such as PT3H or P1D, not '{text}'", member);
        return TimeSpan.Zero;
    }
}
