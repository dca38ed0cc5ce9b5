using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Truce.Feeds;
using Truce.Feeds.FrontLine;
using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Places;
using Truce.Terms;

namespace Truce.Server.Running;

/// <summary>A version of the line as the mission gives it.</summary>
internal sealed class MissionLineVersion(MissionLine line, DateOnly asOf, string file, Func<ImmutableArray<ImmutableArray<GeoPoint>>> derive)
{
    private readonly Lazy<ImmutableArray<ImmutableArray<GeoPoint>>> _paths = new(derive);

    /// <summary>The line of the mission.</summary>
    public MissionLine Line => line;

    /// <summary>Local day it describes.</summary>
    public DateOnly AsOf => asOf;

    /// <summary>The file it comes from.</summary>
    public string File => file;

    /// <summary>Pieces; the party <see cref="MissionLine.Inside"/> is on their left. Derived when first asked for: a report needs one day's of a year.</summary>
    public ImmutableArray<ImmutableArray<GeoPoint>> Paths => _paths.Value;
}

/// <summary>Reads the versions of a mission's line: from control polygons by day, or as LineStrings.</summary>
internal static class LineFiles
{
    /// <summary>All versions, by day. Files that give no day are told in <paramref name="problems"/>.</summary>
    public static ImmutableArray<MissionLineVersion> Read(MissionLine line, AreaIndex areas, List<string> problems)
    {
        var versions = new SortedDictionary<DateOnly, MissionLineVersion>();
        // Every ring is land: some files of boundaries give the mainland of a province as a hole of its first island.
        var options = new ContactLineOptions { Theatre = [.. areas.Areas.SelectMany(a => areas.Outline(a.Code)!.Polygons).SelectMany(rings => rings)] };
        ContactTheatre? theatre = line.Format == "line" ? ContactLine.Prepare(options) : null;
        var read = line.Files.AsParallel().AsOrdered()
            .Select(file => (File: file, Line: line.Format == "line" ? FromControl(file, options, theatre) : FromLineString(file)));
        foreach ((string file, (DateOnly? day, Func<ImmutableArray<ImmutableArray<GeoPoint>>> derive)) in read)
        {
            if (day is null) problems.Add($"{file}: no day found; give the file a \"date\" or \"asOf\" property, or a name with yyyy-MM-dd in it");
            else versions[day.Value] = new(line, day.Value, file, derive);
        }

        return [.. versions.Values];
    }

    /// <summary>Derives all versions now; those that give no line are told in <paramref name="problems"/>.</summary>
    public static void DeriveAll(ImmutableArray<MissionLineVersion> versions, List<string> problems) =>
        problems.AddRange(versions.AsParallel().AsOrdered().Where(v => v.Paths.IsEmpty).Select(v => $"{v.File}: no line could be made of it"));

    /// <summary>The versions as the Terms room takes them.</summary>
    public static ImmutableArray<LineVersion> ForTerms(ImmutableArray<MissionLineVersion> versions, Mission mission)
    {
        NodaTime.DateTimeZone zone = NodaTime.DateTimeZoneProviders.Tzdb[mission.TimeZone];
        return [.. versions.Select((v, i) => new LineVersion
        {
            Id = v.Line.Id,
            Version = i + 1,
            AsOf = zone.AtStartOfDay(NodaTime.LocalDate.FromDateOnly(v.AsOf)).ToDateTimeOffset().ToUniversalTime(),
            AsOfText = v.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            SurveyErrorM = v.Line.ErrorM,
            LeftParty = v.Line.Inside,
            RightParty = mission.Parties.First(p => p.Id != v.Line.Inside).Id,
            Shape = GeoShape.Lines(v.Paths),
        })];
    }

    private static (DateOnly?, Func<ImmutableArray<ImmutableArray<GeoPoint>>>) FromControl(string file, ContactLineOptions options, ContactTheatre? theatre)
    {
        FeedFormats.TryGet("line", out FeedFormat format);
        var control = new List<Observation>();
        using FileStream stream = File.OpenRead(file);
        format.Decode(stream, new FeedContext { Feed = "line", ItemName = Path.GetFileName(file) }, piece =>
        {
            if (piece is Decoded.Seen seen) control.Add(seen.Observation);
        });
        DateOnly? day = control.Count > 0 && DateOnly.TryParseExact(control[0].Facts.GetValueOrDefault("day", ""), "yyyy-MM-dd", out DateOnly d) ? d : null;
        return (day, () => ContactLine.Derive(control, options, theatre));
    }

    private static (DateOnly?, Func<ImmutableArray<ImmutableArray<GeoPoint>>>) FromLineString(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { MaxDepth = 32 });
            var paths = ImmutableArray.CreateBuilder<ImmutableArray<GeoPoint>>();
            DateOnly? day = DayIn(Path.GetFileName(file));
            Visit(document.RootElement, paths, ref day);
            return (day, paths.ToImmutable);
        }
        catch (JsonException)
        {
            return (null, () => []);
        }
    }

    private static void Visit(JsonElement e, ImmutableArray<ImmutableArray<GeoPoint>>.Builder paths, ref DateOnly? day)
    {
        if (e.ValueKind != JsonValueKind.Object) return;
        if (e.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (string name in (string[])["asOf", "date"])
            {
                if (properties.TryGetProperty(name, out JsonElement v) && v.ValueKind == JsonValueKind.String) day = DayIn(v.GetString()!) ?? day;
            }
        }

        if (e.TryGetProperty("features", out JsonElement features) && features.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement feature in features.EnumerateArray()) Visit(feature, paths, ref day);
        }

        if (e.TryGetProperty("geometry", out JsonElement geometry)) Visit(geometry, paths, ref day);
        if (!e.TryGetProperty("coordinates", out JsonElement coordinates) || coordinates.ValueKind != JsonValueKind.Array) return;
        string type = e.TryGetProperty("type", out JsonElement t) ? t.GetString() ?? "" : "";
        if (type == "LineString") paths.Add(Path2(coordinates));
        else if (type == "MultiLineString") paths.AddRange(coordinates.EnumerateArray().Select(Path2));
    }

    private static ImmutableArray<GeoPoint> Path2(JsonElement coordinates) =>
        coordinates.ValueKind != JsonValueKind.Array ? [] :
    [
        .. coordinates.EnumerateArray()
            .Where(p => p.ValueKind == JsonValueKind.Array && p.GetArrayLength() >= 2 && p[0].ValueKind == JsonValueKind.Number && p[1].ValueKind == JsonValueKind.Number)
            .Where(p => GeoPoint.IsValid(p[1].GetDouble(), p[0].GetDouble()))
            .Select(p => new GeoPoint(p[1].GetDouble(), p[0].GetDouble())),
    ];

    private static DateOnly? DayIn(string text)
    {
        for (int i = 0; i + 10 <= text.Length; i++)
        {
            if (DateOnly.TryParseExact(text.AsSpan(i, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return day;
        }

        return null;
    }
}
