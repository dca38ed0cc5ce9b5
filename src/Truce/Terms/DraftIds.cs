using System.Collections.Immutable;
using NodaTime;

namespace Truce.Terms;

/// <summary>What every part of an agreement file may refer to, gathered before references are read; duplicates are reported here, once.</summary>
internal sealed class DraftIds
{
    private readonly Dictionary<string, HashSet<string>> _ids = new(StringComparer.Ordinal);

    private DraftIds(Problems problems) => Problems = problems;

    public Problems Problems { get; }

    /// <summary>The agreement's time zone; UTC after a remark when the file names none that exists.</summary>
    public DateTimeZone Zone { get; set; } = DateTimeZone.Utc;

    /// <summary>First instant of force; reads stages given as "after …".</summary>
    public DateTimeOffset? EffectiveFrom { get; set; }

    public ActVocabulary Acts { get; set; } = ActVocabulary.Standard;

    public ImmutableArray<string> Severities { get; set; } = ["ordinary", "serious", "grave"];

    public IReadOnlyCollection<string> Parties => _ids["parties"];

    public IReadOnlyCollection<string> Bodies => _ids["bodies"];

    public IReadOnlyCollection<string> Lines => _ids["lines"];

    public IReadOnlyCollection<string> Weapons => _ids["weaponCategories"];

    public IReadOnlyCollection<string> Zones => _ids["zones"];

    public IReadOnlyCollection<string> Terms => _ids["terms"];

    public IReadOnlyCollection<string> Exceptions => _ids["exceptions"];

    public IReadOnlyCollection<string> Tiers => _ids["tiers"];

    /// <summary>Gathers every id of the file.</summary>
    public static DraftIds Of(JsonSpot root, Problems problems)
    {
        var ids = new DraftIds(problems);
        foreach (string section in (ReadOnlySpan<string>)["parties", "bodies", "weaponCategories", "zones", "terms", "exceptions"])
        {
            ids.Gather(section, root[section], unique: true);
        }

        ids.Gather("lines", root["lines"], unique: false); // versions of one line share its id
        ids.Gather("tiers", root["responseProtocol"]?["tiers"], unique: true);
        return ids;
    }

    private void Gather(string section, JsonSpot? list, bool unique)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        _ids[section] = found;
        foreach (JsonSpot item in list?.Kind == SpotKind.Array ? list.Items : [])
        {
            if (item.Kind != SpotKind.Object || item["id"] is not { Kind: SpotKind.Text, Text.Length: > 0 } id) continue; // reported where the section is read
            if (!found.Add(id.Text) && unique) Problems.Add(id, $"the id {JsonSpot.Quote(id.Text)} stands twice in {section}", "give one of them another id");
        }
    }

    /// <summary>A reference that must resolve; null after a remark.</summary>
    public string? Resolve(JsonSpot? at, IReadOnlyCollection<string> known, string what)
    {
        if (at is null || at.Kind == SpotKind.Null) return null;
        if (at.Kind == SpotKind.Text && known.Contains(at.Text)) return at.Text;
        string message = at.Kind == SpotKind.Text ? $"{JsonSpot.Quote(at.Text)} is not the id of a {what} of this agreement" : $"{at.Said} stands where the id of a {what} is expected";
        Problems.Add(at, message, SpotReading.Choose(at.Text, known, Problems));
        return null;
    }

    /// <summary>References that must all resolve and differ.</summary>
    public ImmutableArray<string> ResolveAll(JsonSpot holder, string name, IReadOnlyCollection<string> known, string what)
    {
        var resolved = ImmutableArray.CreateBuilder<string>();
        foreach (JsonSpot item in holder.Texts(name, Problems))
        {
            if (Resolve(item, known, what) is not { } id) continue;
            if (resolved.Contains(id)) Problems.Add(item, $"{JsonSpot.Quote(id)} stands twice in this list", "keep one of the two");
            else resolved.Add(id);
        }

        return resolved.ToImmutable();
    }

    /// <summary>A duration member; null when absent or after a remark.</summary>
    public AgreedDuration? Duration(JsonSpot holder, string name, bool required = false)
    {
        JsonSpot? at = holder[name];
        if (at is null || at.Kind == SpotKind.Null)
        {
            if (required) Problems.Add(at ?? holder, $"the member \"{name}\" is missing", $"add \"{name}\": \"PT24H\"");
            return null;
        }

        if (at.Kind == SpotKind.Text && AgreedDuration.TryParse(at.Text, out AgreedDuration? duration)) return duration;
        Problems.Add(at, $"{at.Said} is not a duration", "write whole numbers as in ISO 8601, longer than nothing and at most 100 years: \"PT48H\" (hours that pass) or \"P7D\" (days of the calendar)");
        return null;
    }

    /// <summary>An instant member: with an offset, or local time that exists exactly once, or a date for its first instant; null when absent or after a remark.</summary>
    public DateTimeOffset? Instant(JsonSpot holder, string name, bool required = false)
    {
        JsonSpot? at = holder[name];
        if (at is null || at.Kind == SpotKind.Null)
        {
            if (required) Problems.Add(at ?? holder, $"the member \"{name}\" is missing", $"add \"{name}\": \"2030-03-01T00:01:00+02:00\"");
            return null;
        }

        if (at.Kind == SpotKind.Text)
        {
            if (AgreementClock.TryInstant(at.Text, out DateTimeOffset instant)) return instant;
            if (AgreementClock.TryDate(at.Text, out LocalDate date)) return AgreementClock.StartOf(Zone, date);
            if (AgreementClock.TryLocal(at.Text, out LocalDateTime local)) return FromLocal(at, local);
        }

        Problems.Add(at, $"{at.Said} is not a date or a time", "write ISO 8601, from 1900 to 2199: \"2030-03-01T00:01:00+02:00\", or a date \"2030-03-01\" for its first instant");
        return null;
    }

    private DateTimeOffset? FromLocal(JsonSpot at, LocalDateTime local)
    {
        switch (AgreementClock.Occurrences(Zone, local))
        {
            case 1: return AgreementClock.Resolve(Zone, local, later: false);
            case 0:
                Problems.Add(at, $"the local time {at.Text} does not exist in {Zone.Id}: clocks are put forward over it", "write the instant with its offset from UTC");
                return null;
            default:
                Problems.Add(at, $"the local time {at.Text} exists twice in {Zone.Id}: clocks are put back over it", "write the offset of the one that is meant");
                return null;
        }
    }

    /// <summary>The id of an item; a remark when it has none.</summary>
    public string IdOf(JsonSpot item) => item.TextMember("id", Problems, required: true, example: "X1") ?? "";
}
