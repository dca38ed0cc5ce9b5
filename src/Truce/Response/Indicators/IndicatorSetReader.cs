using System.Collections.Immutable;
using System.Globalization;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;
using Truce.Terms;

namespace Truce.Response.Indicators;

/// <summary>What came of reading a definitions file.</summary>
/// <param name="Set">The indicators; absent when there was an error.</param>
/// <param name="Remarks">Every error, in the order of the file, with line, column, path and what to write instead.</param>
public sealed record IndicatorSetReading(IndicatorSet? Set, ImmutableArray<AgreementError> Remarks);

/// <summary>Reads definitions of indicators (schema <c>truce-indicators/1</c>: docs/formats/indicators.md); finds every mistake in one pass and never throws for bad bytes.</summary>
public sealed class IndicatorSetReader
{
    /// <summary>Greatest size of a file, bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MostDefinitions = 60, MostSites = 500;

    private static readonly string[] Schemas = ["truce-indicators/1"];
    private static readonly ImmutableSortedDictionary<string, IndicatorSource> Sources = Words<IndicatorSource>();
    private static readonly ImmutableSortedDictionary<string, IndicatorStep> Steps = Words<IndicatorStep>();
    private static readonly ImmutableSortedDictionary<string, IndicatorSplit> Splits = Words<IndicatorSplit>();
    private static readonly ImmutableSortedDictionary<string, IndicatorExposure> Exposures = Words<IndicatorExposure>();
    private static readonly ImmutableSortedDictionary<string, IncidentClass> IncidentWords = Words<IncidentClass>();
    private static readonly ImmutableSortedDictionary<string, ObservationClass> ObservationWords = Words<ObservationClass>();
    private static readonly ImmutableSortedDictionary<string, RestrictionKind> RestrictionWords = Words<RestrictionKind>();

    private readonly Problems _problems;
    private readonly IReadOnlyCollection<string> _acts, _feeds;

    private IndicatorSetReader(Problems problems, IReadOnlyCollection<string> acts, IReadOnlyCollection<string> feeds) => (_problems, _acts, _feeds) = (problems, acts, feeds);

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="fileName">Name for remarks.</param>
    /// <param name="acts">Acts that the mission's agreement knows.</param>
    /// <param name="feeds">Feeds of the mission.</param>
    public static IndicatorSetReading Read(ReadOnlyMemory<byte> utf8, string fileName, IReadOnlyCollection<string> acts, IReadOnlyCollection<string> feeds)
    {
        var problems = new Problems(fileName, utf8);
        JsonSpot? root = JsonSpotReader.Read(utf8, MaxBytes, problems);
        if (root is null || !root.IsObject(problems, "a set of indicators")) return new(null, problems.All());
        IndicatorSet set = new IndicatorSetReader(problems, acts, feeds).Root(root);
        return new(problems.HasErrors ? null : set, problems.All());
    }

    private IndicatorSet Root(JsonSpot root)
    {
        root.OnlyMembers(_problems, "schema", "note", "falseLightsPerYear", "indicators", "sites");
        root.WordMember("schema", Schemas, _problems, required: true);
        double perYear = Number(root, "falseLightsPerYear", 0.001, 365);
        ImmutableArray<IndicatorSite> sites = [.. root.Array("sites", _problems, most: MostSites).Select(Site).OfType<IndicatorSite>()];
        ImmutableArray<IndicatorDefinition> definitions = [.. root.Array("indicators", _problems, required: true, most: MostDefinitions).Select(Definition).OfType<IndicatorDefinition>()];
        Twice(root, "indicators");
        Twice(root, "sites");
        if (root["indicators"] is { Kind: SpotKind.Array, Items.Count: 0 } none) _problems.Add(none, "there is no indicator", "define one, or leave the file away: the standard ones are then used");
        return new(perYear, definitions, sites);
    }

    private IndicatorDefinition? Definition(JsonSpot spot)
    {
        if (!spot.IsObject(_problems, "an indicator")) return null;
        spot.OnlyMembers(_problems, "id", "name", "reason", "source", "classes", "restrictions", "acts", "feeds", "leastLevel", "step", "split", "exposure", "baseline", "seasonAllowance");
        IndicatorSource source = Word(spot, "source", Sources, required: true);
        var definition = new IndicatorDefinition
        {
            Id = Id(spot),
            Name = Texts(spot, "name"),
            Reason = Texts(spot, "reason"),
            Source = source,
            IncidentClasses = source is IndicatorSource.Incidents or IndicatorSource.Findings ? WordList(spot, "classes", IncidentWords) : [],
            ObservationClasses = source == IndicatorSource.Observations ? WordList(spot, "classes", ObservationWords) : [],
            Restrictions = WordList(spot, "restrictions", RestrictionWords),
            Acts = Known(spot, "acts", _acts),
            Feeds = Known(spot, "feeds", _feeds),
            LeastLevel = Level(spot),
            Step = Word(spot, "step", Steps),
            Split = Word(spot, "split", Splits),
            Exposure = Word(spot, "exposure", Exposures),
            Baseline = Baseline(spot),
            SeasonAllowance = spot.NumberMember("seasonAllowance", 1, 10, _problems) ?? IndicatorDefinition.DefaultSeasonAllowance,
        };
        Fits(spot, definition);
        return definition;
    }

    /// <summary>Members that say nothing for what is counted, and those without which nothing is counted.</summary>
    private void Fits(JsonSpot spot, IndicatorDefinition d)
    {
        void Need(string member, bool has)
        {
            if (!has && spot[member] is null) _problems.Add(spot, $"the member \"{member}\" is missing: without it nothing is counted", $"add \"{member}\": [ … ]");
        }

        void Idle(string member, bool used)
        {
            if (!used && spot[member] is { } value) _problems.Add(value, $"\"{member}\" says nothing for this source", "remove it");
        }

        Need("classes", d.Source is IndicatorSource.Findings or IndicatorSource.LostWatch || d.IncidentClasses.Length + d.ObservationClasses.Length > 0);
        Need("acts", d.Source != IndicatorSource.Findings || d.Acts.Length > 0);
        Idle("acts", d.Source == IndicatorSource.Findings);
        Idle("classes", d.Source != IndicatorSource.LostWatch);
        Idle("restrictions", d.Source == IndicatorSource.Observations);
        Idle("leastLevel", d.Source is IndicatorSource.Incidents or IndicatorSource.Findings);
        Idle("exposure", d.Source != IndicatorSource.LostWatch);
        if (d is { Source: IndicatorSource.LostWatch, Split: not IndicatorSplit.Whole }) _problems.Add(spot["split"]!, "hours of lost watch are counted for the whole mission", "remove \"split\"");
    }

    private IndicatorSite? Site(JsonSpot spot)
    {
        if (!spot.IsObject(_problems, "a site")) return null;
        spot.OnlyMembers(_problems, "id", "name", "lat", "lon", "radiusKm", "watchedFromKm");
        return new(Id(spot), Texts(spot, "name"), new GeoPoint(Number(spot, "lat", -90, 90), Number(spot, "lon", -180, 180)), Number(spot, "radiusKm", 0.5, 100), Number(spot, "watchedFromKm", 0.5, 200));
    }

    private (DateOnly First, DateOnly Last)? Baseline(JsonSpot spot)
    {
        if (spot["baseline"] is not { } value || value.Kind == SpotKind.Null || !value.IsObject(_problems, "a baseline")) return null;
        value.OnlyMembers(_problems, "first", "last");
        if (Day(value, "first") is not { } first || Day(value, "last") is not { } last) return null;
        if (last >= first) return (first, last);
        _problems.Add(value["last"]!, "the baseline ends before it begins", "write a day that is not before \"first\"");
        return null;
    }

    private DateOnly? Day(JsonSpot spot, string name)
    {
        if (spot.TextMember(name, _problems, required: true, "2026-03-01") is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return day;
        _problems.Add(spot[name]!, $"{spot[name]!.Said} is not a day", "write a day as 2026-03-01");
        return null;
    }

    private string Id(JsonSpot spot)
    {
        string id = spot.TextMember("id", _problems, required: true, "flights") ?? "";
        if (id.Length > 0 && (id.Length > 60 || id == IndicatorSeries.Whole || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
        {
            _problems.Add(spot["id"]!, $"{spot["id"]!.Said} is not an id", "write 1 to 60 lower-case letters, digits and hyphens; \"whole\" is taken");
        }

        return id;
    }

    private void Twice(JsonSpot root, string list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonSpot id in root[list] is { Kind: SpotKind.Array } all ? all.Items.Select(i => i["id"]).OfType<JsonSpot>() : [])
        {
            if (id.Kind == SpotKind.Text && !seen.Add(id.Text)) _problems.Add(id, $"the id {id.Said} stands twice", "give each its own");
        }
    }

    private ImmutableSortedDictionary<string, string> Texts(JsonSpot spot, string name)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (spot[name] is not { Kind: SpotKind.Object } value)
        {
            _problems.Add(spot[name] ?? spot, $"the member \"{name}\" is not an object of texts by language", $"add \"{name}\": {{\"en\": \"…\"}}");
            return texts.ToImmutable();
        }

        foreach ((string language, JsonSpot text) in value.Members)
        {
            if (language.Length == 2 && text is { Kind: SpotKind.Text, Text.Length: > 0 and <= 500 }) texts[language] = text.Text;
            else _problems.Add(text, $"{text.Said} stands where a text of 1 to 500 characters by a language code of two letters is expected", "write \"en\": \"…\"");
        }

        if (!texts.ContainsKey("en")) _problems.Add(value, $"\"{name}\" has no English text", "add \"en\": \"…\"");
        return texts.ToImmutable();
    }

    private double Number(JsonSpot spot, string name, double least, double most)
    {
        if (spot[name] is null) _problems.Add(spot, $"the member \"{name}\" is missing", $"add \"{name}\": a number");
        return spot.NumberMember(name, least, most, _problems) ?? least;
    }

    private int Level(JsonSpot spot)
    {
        double level = spot.NumberMember("leastLevel", 0, 2, _problems) ?? 0;
        if (level != Math.Floor(level)) _problems.Add(spot["leastLevel"]!, $"{spot["leastLevel"]!.Said} is not a level", "write 0, 1 or 2");
        return (int)level;
    }

    private ImmutableArray<string> Known(JsonSpot spot, string name, IReadOnlyCollection<string> words) =>
    [
        .. spot.Texts(name, _problems).Where(t =>
        {
            if (words.Contains(t.Text)) return true;
            _problems.Add(t, $"{t.Said} is not one of the {name} of this mission", SpotReading.Choose(t.Text, words, _problems));
            return false;
        }).Select(t => t.Text).Distinct(StringComparer.Ordinal),
    ];

    private ImmutableArray<T> WordList<T>(JsonSpot spot, string name, ImmutableSortedDictionary<string, T> words) =>
        [.. Known(spot, name, [.. words.Keys]).Select(w => words[w])];

    private T Word<T>(JsonSpot spot, string name, ImmutableSortedDictionary<string, T> words, bool required = false)
        where T : struct => spot.WordMember(name, [.. words.Keys], _problems, required) is { } word && words.TryGetValue(word, out T value) ? value : default;

    private static ImmutableSortedDictionary<string, T> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToImmutableSortedDictionary(v => ObservationJson.Word(v), v => v, StringComparer.Ordinal);
}
