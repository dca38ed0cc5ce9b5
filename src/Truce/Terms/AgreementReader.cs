using System.Collections.Immutable;
using NodaTime;

namespace Truce.Terms;

/// <summary>What came of reading an agreement file.</summary>
/// <param name="Agreement">The agreement; absent when there was an error.</param>
/// <param name="Remarks">Every error and warning, in the order of the file.</param>
public sealed record AgreementReading(Agreement? Agreement, ImmutableArray<AgreementError> Remarks)
{
    /// <summary>The errors alone.</summary>
    public IEnumerable<AgreementError> Errors => Remarks.Where(r => r.Weight == RemarkWeight.Error);
}

/// <summary>Reads an agreement file (schema <c>truce-terms/1</c>, and its draft <c>truce-terms/0.1-draft</c>); finds every mistake in one pass and never throws for bad bytes.</summary>
/// <remarks>Schema: docs/formats/agreement.schema.json. What the schema cannot say (references, circles, dates that do not exist) is said here.</remarks>
public static class AgreementReader
{
    /// <summary>Schema names that are read.</summary>
    public static ImmutableArray<string> Schemas { get; } = ["truce-terms/1", "truce-terms/0.1-draft"];

    /// <summary>Greatest size of an agreement file, bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Reads an agreement.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="fileName">Name for remarks.</param>
    /// <param name="geometry">The bytes of a referenced GeoJSON file, or nothing when it is not at hand; a zone that needs it is then not evaluable.</param>
    public static AgreementReading Read(ReadOnlySpan<byte> utf8, string fileName, Func<string, ReadOnlyMemory<byte>?> geometry)
    {
        byte[] bytes = utf8.ToArray();
        var problems = new Problems(fileName, bytes);
        JsonSpot? root = JsonSpotReader.Read(bytes, MaxBytes, problems);
        if (root is null || !root.IsObject(problems, "the agreement")) return new(null, problems.All());

        var shapes = new GeometryReader(problems, geometry);
        Agreement agreement = Read(root, problems, shapes);
        ImmutableArray<AgreementError> remarks = [.. problems.All(), .. shapes.Remarks];
        return new(remarks.Any(r => r.Weight == RemarkWeight.Error) ? null : agreement, remarks);
    }

    private static Agreement Read(JsonSpot root, Problems problems, GeometryReader shapes)
    {
        root.OnlyMembers(
            problems, "schema", "note", "agreement", "parties", "bodies", "lines", "weaponCategories", "zones", "terms", "exceptions", "acts",
            "severities", "judgement", "responseProtocol", "$schema");
        root.WordMember("schema", Schemas, problems, required: true);
        DraftIds ids = DraftIds.Of(root, problems);
        ids.Acts = Acts(root, problems);
        ids.Severities = Severities(root, problems);

        JsonSpot header = Header(root, problems);
        string zoneName = header.TextMember("timeZone", problems, header != root, "Europe/Kyiv") ?? "UTC";
        ids.Zone = ZoneOf(header, zoneName, problems);
        ids.EffectiveFrom = ids.Instant(header, "effectiveFrom", required: header != root);
        DateTimeOffset? to = ids.Instant(header, "effectiveTo");
        if (to <= ids.EffectiveFrom) problems.Add(header["effectiveTo"]!, "the agreement ends before it begins", "write a time after effectiveFrom, or null");

        ImmutableArray<string> languages = [.. header.Texts("languages", problems).Select(l => l.Text)];
        string language = header.TextMember("authoritativeLanguage", problems, header != root, "en") ?? "en";
        if (!languages.IsEmpty && !languages.Contains(language))
        {
            problems.Add(header["authoritativeLanguage"] ?? header, $"the authoritative language {JsonSpot.Quote(language)} is not among the languages", SpotReading.Choose(language, languages, problems));
        }

        return new Agreement
        {
            Id = header.TextMember("id", problems, header != root, "EX-1") ?? "",
            Version = (int?)header.NumberMember("version", 1, 1_000_000, problems),
            Title = header.TextMember("title", problems) ?? "",
            Hypothetical = header.FlagMember("hypothetical", problems) ?? false,
            AuthoritativeLanguage = language,
            Languages = languages,
            EffectiveFrom = ids.EffectiveFrom ?? default,
            EffectiveTo = to,
            Zone = ids.Zone,
            ZoneData = DateTimeZoneProviders.Tzdb.VersionId,
            Parties = Parties(root, ids),
            Bodies = Bodies(root, ids),
            Lines = LinesReader.Read(root, ids, shapes),
            Weapons = WeaponsReader.Read(root, ids),
            Zones = ZonesReader.Read(root, ids, shapes),
            Terms = TermsReader.Read(root, ids, language),
            Exceptions = ExceptionsReader.Read(root, ids),
            Acts = ids.Acts,
            Severities = ids.Severities,
            Judgement = Judgement(root, problems),
            Response = ResponseReader.Read(root, ids),
        };
    }

    /// <summary>The "agreement" object; the root itself, after a remark, when there is none.</summary>
    private static JsonSpot Header(JsonSpot root, Problems problems)
    {
        if (root["agreement"] is not { } header)
        {
            problems.Add(root, "the member \"agreement\" is missing", "add \"agreement\": { \"id\": …, \"effectiveFrom\": …, \"timeZone\": … }");
            return root;
        }

        if (!header.IsObject(problems, "the head of the agreement")) return root;
        header.OnlyMembers(
            problems, "id", "version", "title", "authoritativeLanguage", "languages", "effectiveFrom", "effectiveTo", "timeZone", "hypothetical", "note");
        return header;
    }

    private static DateTimeZone ZoneOf(JsonSpot header, string name, Problems problems)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone) return zone;
        problems.Add(header["timeZone"] ?? header, $"{JsonSpot.Quote(name)} is not a time zone of the IANA database", "write a name such as \"Europe/Kyiv\" or \"UTC\"");
        return DateTimeZone.Utc;
    }

    private static ImmutableArray<AgreementParty> Parties(JsonSpot root, DraftIds ids)
    {
        var parties = ImmutableArray.CreateBuilder<AgreementParty>();
        foreach (JsonSpot item in root.Array("parties", ids.Problems, required: true))
        {
            if (!item.IsObject(ids.Problems, "a party")) continue;
            item.OnlyMembers(ids.Problems, "id", "name", "note");
            string id = ids.IdOf(item);
            if (id is "any" or "both") ids.Problems.Add(item["id"]!, $"\"{id}\" is a word of the format and cannot name a party", "give the party another id");
            parties.Add(new(id, item.TextMember("name", ids.Problems) ?? id));
        }

        if (parties.Count < 2) ids.Problems.Add(root["parties"] ?? root, "an agreement has at least two parties", "add the missing party");
        return parties.ToImmutable();
    }

    private static ImmutableArray<AgreementBody> Bodies(JsonSpot root, DraftIds ids)
    {
        var bodies = ImmutableArray.CreateBuilder<AgreementBody>();
        foreach (JsonSpot item in root.Array("bodies", ids.Problems))
        {
            if (!item.IsObject(ids.Problems, "a body")) continue;
            item.OnlyMembers(ids.Problems, "id", "kind", "name", "note");
            string id = ids.IdOf(item);
            if (ids.Parties.Contains(id)) ids.Problems.Add(item["id"]!, $"{JsonSpot.Quote(id)} is already the id of a party", "give the body another id");
            bodies.Add(new(id, item.TextMember("kind", ids.Problems, required: true, example: "monitoringMission") ?? ""));
        }

        return bodies.ToImmutable();
    }

    private static ActVocabulary Acts(JsonSpot root, Problems problems)
    {
        var further = new List<(string Act, string? KindOf, JsonSpot At)>();
        foreach (JsonSpot item in root.Array("acts", problems))
        {
            if (!item.IsObject(problems, "an act")) continue;
            item.OnlyMembers(problems, "id", "kindOf", "note");
            if (item.TextMember("id", problems, required: true, example: "shelling") is not { } id) continue;
            if (ActVocabulary.Standard.Contains(id) || further.Any(f => f.Act == id)) problems.Add(item["id"]!, $"the act {JsonSpot.Quote(id)} is known already", "remove it, or give it another name");
            else further.Add((id, item.TextMember("kindOf", problems), item));
        }

        ActVocabulary acts = ActVocabulary.With(further.Select(f => (f.Act, f.KindOf)));
        foreach ((_, string? kindOf, JsonSpot at) in further)
        {
            if (kindOf is not null && !acts.Contains(kindOf)) problems.Add(at["kindOf"]!, $"the act {JsonSpot.Quote(kindOf)} is not known", SpotReading.Choose(kindOf, acts.All, problems));
        }

        Circles.Report(problems, "acts", "kindOf", [.. further.Select(f => (f.Act, f.At, (IReadOnlyList<string>)(f.KindOf is null ? [] : [f.KindOf])))]);
        return acts;
    }

    private static ImmutableArray<string> Severities(JsonSpot root, Problems problems)
    {
        ImmutableArray<string> words = [.. root.Texts("severities", problems).Select(s => s.Text)];
        if (words.Distinct(StringComparer.Ordinal).Count() != words.Length) problems.Add(root["severities"]!, "a severity stands twice", "list each once, from the least to the gravest");
        return words.IsEmpty ? ["ordinary", "serious", "grave"] : words;
    }

    private static JudgementRule Judgement(JsonSpot root, Problems problems)
    {
        var standard = new JudgementRule(0.95, 0.05);
        if (root["judgement"] is not { } judgement || !judgement.IsObject(problems, "the rules of judgement")) return standard;
        judgement.OnlyMembers(problems, "zoneContainment", "needsLevel", "note");
        if (judgement["needsLevel"] is { } levels && levels.IsObject(problems, "the levels"))
        {
            levels.OnlyMembers(problems, "publishAsConfirmed", "countAsViolation", "namePartyPublicly");
            foreach ((string name, _) in levels.Members) levels.NumberMember(name, 0, 5, problems);
        }

        if (judgement["zoneContainment"] is not { } zone || !zone.IsObject(problems, "the thresholds")) return standard;
        zone.OnlyMembers(problems, "inside", "outside");
        return new(zone.NumberMember("inside", 0.5, 1, problems) ?? 0.95, zone.NumberMember("outside", 0, 0.5, problems) ?? 0.05);
    }
}
