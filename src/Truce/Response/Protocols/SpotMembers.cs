using System.Collections.Immutable;
using Truce.Terms;

namespace Truce.Response.Protocols;

/// <summary>Members that the files of this room share: durations, ids and references.</summary>
internal static class SpotMembers
{
    /// <summary>A duration; null when absent or after a remark.</summary>
    public static AgreedDuration? DurationMember(this JsonSpot holder, string name, Problems problems, bool required = false)
    {
        string? text = holder[name] is { Kind: not (SpotKind.Text or SpotKind.Null) } ? null : holder.TextMember(name, problems, required, "PT24H");
        if (text is not null && AgreedDuration.TryParse(text, out AgreedDuration? duration)) return duration;
        if (holder[name] is { Kind: not SpotKind.Null } at && (text is not null || at.Kind != SpotKind.Text))
        {
            string why = text is not null && text.Contains('-', StringComparison.Ordinal) ? "is negative: a duration is longer than nothing" : "is not a duration";
            problems.Add(at, $"{at.Said} {why}", "write whole numbers as in ISO 8601, longer than nothing and at most 100 years: \"PT48H\" (hours that pass) or \"P7D\" (days of the calendar)");
        }

        return null;
    }

    /// <summary>The ids of a list of objects; a remark where one stands twice.</summary>
    public static ImmutableArray<string> IdsOf(this JsonSpot root, string section, Problems problems, ImmutableArray<string> taken = default)
    {
        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (JsonSpot item in root[section] is { Kind: SpotKind.Array } list ? list.Items : [])
        {
            if (item.Kind != SpotKind.Object || item["id"] is not { Kind: SpotKind.Text, Text.Length: > 0 } id) continue; // reported where the section is read
            if (ids.Contains(id.Text)) problems.Add(id, $"the id {JsonSpot.Quote(id.Text)} stands twice in {section}", "give one of them another id");
            else if (!taken.IsDefault && taken.Contains(id.Text)) problems.Add(id, $"the id {JsonSpot.Quote(id.Text)} is taken already", "give it another id");
            else ids.Add(id.Text);
        }

        return ids.ToImmutable();
    }

    /// <summary>A reference that must resolve; null when absent or after a remark.</summary>
    public static string? Reference(this JsonSpot holder, string name, IReadOnlyCollection<string> known, string what, Problems problems, bool required = false)
    {
        string? text = holder.TextMember(name, problems, required, known.FirstOrDefault() ?? "…");
        return text is null || Resolve(holder[name]!, known, what, problems) ? text : null;
    }

    /// <summary>References that must all resolve and differ.</summary>
    public static ImmutableArray<string> References(this JsonSpot holder, string name, IReadOnlyCollection<string> known, string what, Problems problems)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (JsonSpot item in holder.Texts(name, problems))
        {
            if (!Resolve(item, known, what, problems)) continue;
            if (found.Contains(item.Text)) problems.Add(item, $"{JsonSpot.Quote(item.Text)} is named twice", "keep one of the two");
            else found.Add(item.Text);
        }

        return found.ToImmutable();
    }

    private static bool Resolve(JsonSpot at, IReadOnlyCollection<string> known, string what, Problems problems)
    {
        if (known.Contains(at.Text)) return true;
        problems.Add(at, $"{JsonSpot.Quote(at.Text)} is not the id of {what}", SpotReading.Choose(at.Text, known, problems));
        return false;
    }
}
