using System.Collections.Immutable;
using NodaTime;
using Truce.Terms;

namespace Truce.Response.Protocols;

/// <summary>What came of reading a protocol.</summary>
/// <param name="Protocol">The protocol; absent when there was an error.</param>
/// <param name="Remarks">Every error and warning, in the order of the file.</param>
public sealed record ProtocolReading(Protocol? Protocol, ImmutableArray<AgreementError> Remarks)
{
    /// <summary>The errors alone.</summary>
    public IEnumerable<AgreementError> Errors => Remarks.Where(r => r.Weight == RemarkWeight.Error);
}

/// <summary>Reads a protocol (schema <c>truce-protocol/1</c>), or the response of an agreement file; finds every mistake in one pass and never throws for bad bytes.</summary>
public static class ProtocolReader
{
    /// <summary>Name of the schema.</summary>
    public const string Schema = "truce-protocol/1";

    /// <summary>Greatest size of a file, bytes.</summary>
    public const int MaxBytes = AgreementReader.MaxBytes;

    /// <summary>Reads a protocol.</summary>
    /// <param name="utf8">The file: a protocol, or an agreement with a <c>responseProtocol</c>.</param>
    /// <param name="fileName">Name for remarks.</param>
    public static ProtocolReading Read(ReadOnlySpan<byte> utf8, string fileName)
    {
        byte[] bytes = utf8.ToArray();
        var problems = new Problems(fileName, bytes);
        JsonSpot? root = JsonSpotReader.Read(bytes, MaxBytes, problems);
        if (root is null || !root.IsObject(problems, "the protocol")) return new(null, problems.All());
        if (root["schema"] is { Kind: SpotKind.Text } schema && AgreementReader.Schemas.Contains(schema.Text)) return AgreementProtocol.Read(bytes, fileName, root);

        var ids = new ProtocolIds(root, problems);
        Protocol protocol = Read(root, ids);
        if (protocol.Tiers.IsEmpty && root["tiers"] is { } none) problems.Add(none, "a protocol has at least one tier", "add \"tiers\": [ { \"id\": \"R1\", … } ]");
        if (!problems.HasErrors) ProtocolCheck.Run(protocol, ids.Spots, problems);
        return new(problems.HasErrors ? null : protocol, problems.All());
    }

    private static Protocol Read(JsonSpot root, ProtocolIds ids)
    {
        Problems problems = ids.Problems;
        root.OnlyMembers(
            problems, "$schema", "schema", "id", "version", "title", "note", "hypothetical", "timeZone", "validFrom", "validTo", "clockStart", "severities",
            "invitees", "bodies", "words", "release", "standDown", "tiers");
        root.WordMember("schema", [Schema], problems, required: true);
        DateTimeZone zone = Zone(root, problems);
        DraftIds clock = DraftIds.Of(root, problems);
        clock.Zone = zone;
        DateTimeOffset? from = clock.Instant(root, "validFrom"), to = clock.Instant(root, "validTo");
        if (to <= from) problems.Add(root["validTo"]!, "the protocol ends before it begins", "write a time after validFrom, or leave it out");
        if (root["version"] is null) problems.Add(root, "the member \"version\" is missing", "add \"version\": 1");
        return new Protocol
        {
            Id = root.TextMember("id", problems, required: true, example: "EX-RESPONSE") ?? "",
            Version = Whole(root, "version", 1, 1_000_000, problems),
            Title = root.TextMember("title", problems) ?? "",
            Hypothetical = root.FlagMember("hypothetical", problems) ?? false,
            Zone = zone,
            ZoneData = DateTimeZoneProviders.Tzdb.VersionId,
            ValidFrom = from,
            ValidTo = to,
            ClockStart = ids.ClockStart,
            Severities = ids.Severities,
            Invitees = Invitees(root, problems),
            Bodies = Bodies(root, ids),
            Words = Words(root, ids),
            Release = Release(root, ids),
            StandDown = TierReader.StandDown(root, ids),
            Tiers = [.. root.Array("tiers", problems, required: true, most: 100).Where(t => t.IsObject(problems, "a tier")).Select(t => TierReader.Read(t, ids))],
        };
    }

    /// <summary>A whole number within bounds; null when absent or after a remark.</summary>
    internal static int? Whole(JsonSpot holder, string name, int least, int most, Problems problems)
    {
        if (holder.NumberMember(name, least, most, problems) is not { } number) return null;
        if (number == Math.Floor(number)) return (int)number;
        problems.Add(holder[name]!, $"{holder[name]!.Said} is not a whole number", $"write \"{name}\": a whole number from {least} to {most}");
        return null;
    }

    private static DateTimeZone Zone(JsonSpot root, Problems problems)
    {
        string name = root.TextMember("timeZone", problems, required: true, example: "Europe/Kyiv") ?? "UTC";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone) return zone;
        problems.Add(root["timeZone"]!, $"{JsonSpot.Quote(name)} is not a time zone of the IANA database", "write a name such as \"Europe/Kyiv\" or \"UTC\"");
        return DateTimeZone.Utc;
    }

    private static ImmutableArray<Invitee> Invitees(JsonSpot root, Problems problems)
    {
        var invitees = ImmutableArray.CreateBuilder<Invitee>();
        foreach (JsonSpot item in root.Array("invitees", problems, required: true))
        {
            if (!item.IsObject(problems, "an invitee")) continue;
            item.OnlyMembers(problems, "id", "name", "note");
            string id = item.TextMember("id", problems, required: true, example: "G1") ?? "";
            invitees.Add(new(id, item.TextMember("name", problems) ?? id));
        }

        return invitees.ToImmutable();
    }

    private static ImmutableArray<ConvenedBody> Bodies(JsonSpot root, ProtocolIds ids)
    {
        var bodies = ImmutableArray.CreateBuilder<ConvenedBody>();
        foreach (JsonSpot item in root.Array("bodies", ids.Problems))
        {
            if (!item.IsObject(ids.Problems, "a body")) continue;
            item.OnlyMembers(ids.Problems, "id", "name", "members", "note");
            string id = item.TextMember("id", ids.Problems, required: true, example: "SC") ?? "";
            bodies.Add(new(id, item.TextMember("name", ids.Problems) ?? id, item["members"] is null ? null : item.References("members", ids.Invitees, "an invitee", ids.Problems)));
        }

        return bodies.ToImmutable();
    }

    private static ImmutableArray<WordsTrigger> Words(JsonSpot root, ProtocolIds ids)
    {
        var words = ImmutableArray.CreateBuilder<WordsTrigger>();
        foreach (JsonSpot item in root.Array("words", ids.Problems))
        {
            if (!item.IsObject(ids.Problems, "a trigger in words")) continue;
            item.OnlyMembers(ids.Problems, "id", "says", "decidedBy", "note");
            words.Add(new(
                item.TextMember("id", ids.Problems, required: true, example: "wideAttack") ?? "",
                item.TextMember("says", ids.Problems, required: true) ?? "",
                item.Reference("decidedBy", ids.Askable, "a body or an invitee", ids.Problems)));
        }

        return words.ToImmutable();
    }

    private static ReleaseRule? Release(JsonSpot root, ProtocolIds ids)
    {
        if (root["release"] is not { } release)
        {
            ids.Problems.Add(root, "the member \"release\" is missing", "add \"release\": { \"machineUpTo\": null }: then two people release everything");
            return null;
        }

        if (!release.IsObject(ids.Problems, "the rule of release")) return null;
        release.OnlyMembers(ids.Problems, "machineUpTo", "note");
        return new(release.Reference("machineUpTo", ids.Tiers, "a tier", ids.Problems));
    }
}

/// <summary>What a protocol file may refer to, gathered before references are read.</summary>
internal sealed class ProtocolIds
{
    public ProtocolIds(JsonSpot root, Problems problems)
    {
        Problems = problems;
        Invitees = root.IdsOf("invitees", problems);
        Bodies = root.IdsOf("bodies", problems, Invitees);
        Tiers = root.IdsOf("tiers", problems);
        Words = root.IdsOf("words", problems);
        Severities = [.. root.Texts("severities", problems).Select(s => s.Text)];
        if (Severities.Distinct(StringComparer.Ordinal).Count() != Severities.Length) problems.Add(root["severities"]!, "a severity stands twice", "list each once, from the least to the gravest");
        if (Severities.IsEmpty) Severities = ["ordinary", "serious", "grave"];
        ClockStart = ProtocolWords.Start(root.WordMember("clockStart", ProtocolWords.Clocks, problems, required: true));
    }

    public Problems Problems { get; }

    public ImmutableArray<string> Invitees { get; }

    public ImmutableArray<string> Bodies { get; }

    public ImmutableArray<string> Tiers { get; }

    public ImmutableArray<string> Words { get; }

    public ImmutableArray<string> Severities { get; }

    public DeadlineStart ClockStart { get; }

    /// <summary>Where each tier stands in the file.</summary>
    public Dictionary<string, JsonSpot> Spots { get; } = new(StringComparer.Ordinal);

    /// <summary>Everybody who can be asked.</summary>
    public IReadOnlyCollection<string> Askable => [.. Bodies, .. Invitees];
}
