using System.Collections.Immutable;
using System.Text.Json;
using Truce.Commitments;

namespace Truce.Feeds.Ledgers;

/// <summary>Reads what sites are held against: <c>{"leastKmFromLine": 50, "nearEnoughHours": 24, "placeSigmaKm": 1, "forbiddenZones": ["Z-BUF"], "travel": [{"domain": "land", "mode": "road", "kmPerHour": 50, "detour": 1.3, "startHours": 6}]}</c>.</summary>
public static class PostureRulesReader
{
    /// <summary>The rules, or why there are none.</summary>
    public static (PostureRules? Rules, ImmutableArray<LedgerReject> Rejects) Read(ReadOnlyMemory<byte> utf8, string file)
    {
        var problems = new LedgerProblems(file);
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return Read(new JsonRowFields(document.RootElement, "$", problems), problems);
            problems.Add("$", "is no JSON object", "write { \"leastKmFromLine\": …, \"travel\": [ … ] }");
        }
        catch (JsonException e)
        {
            problems.Add($"line {(e.LineNumber ?? 0) + 1}", "not JSON: " + e.Message.Split(" LineNumber", 2)[0].TrimEnd('.'), "mend the text at this place");
        }

        return (null, problems.All);
    }

    private static (PostureRules?, ImmutableArray<LedgerReject>) Read(RowFields root, LedgerProblems problems)
    {
        var travel = ImmutableArray.CreateBuilder<TravelModel>();
        foreach (RowFields row in root.Children("travel"))
        {
            if (!row.Has("kmPerHour")) row.Add("kmPerHour", "is missing", "write the speed");
            travel.Add(new(row.Word("domain", ["land", "sea", "air"], required: true), row.Text("mode"), row.Number("kmPerHour", 0.1, 5000) ?? 1, row.Number("detour", 1, 10) ?? 1, row.Number("startHours", 0, 10_000) ?? 0));
        }

        var rules = new PostureRules(
            root.Number("leastKmFromLine", 0, 5000), root.Number("nearEnoughHours", 0, 10_000), root.Number("placeSigmaKm", 0, 500) ?? 0, [.. root.Texts("forbiddenZones")], travel.ToImmutable());
        if (rules.LeastKmFromLine is null && rules.NearEnoughHours is null && rules.ForbiddenZones.IsEmpty) root.Add("", "asks nothing", "write leastKmFromLine, nearEnoughHours or forbiddenZones");
        return problems.Marks > 0 ? (null, problems.All) : (rules, []);
    }
}
