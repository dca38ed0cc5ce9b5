using System.Collections.Immutable;
using System.Text.Json;
using Truce.Commitments;

namespace Truce.Feeds.Ledgers;

/// <summary>Reads a scenario of attention: <c>{"name": …, "pauses": [{"guarantor": "US", "pillars": ["P1", "P4"], "from": "2026-03-01", "days": 90}]}</c>.</summary>
public static class ScenarioReader
{
    /// <summary>The scenario, or why there is none.</summary>
    public static (AttentionScenario? Scenario, ImmutableArray<LedgerReject> Rejects) Read(ReadOnlyMemory<byte> utf8, string file)
    {
        var problems = new LedgerProblems(file);
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind != JsonValueKind.Object) problems.Add("$", "is no JSON object", "write { \"pauses\": [ … ] }");
            else return Read(new JsonRowFields(document.RootElement, "$", problems), file, problems);
        }
        catch (JsonException e)
        {
            problems.Add($"line {(e.LineNumber ?? 0) + 1}", "not JSON: " + e.Message.Split(" LineNumber", 2)[0].TrimEnd('.'), "mend the text at this place");
        }

        return (null, problems.All);
    }

    private static (AttentionScenario?, ImmutableArray<LedgerReject>) Read(RowFields root, string file, LedgerProblems problems)
    {
        var pauses = ImmutableArray.CreateBuilder<Pause>();
        foreach (RowFields row in root.Children("pauses"))
        {
            DateOnly? from = row.Day("from");
            if (!row.Has("from")) row.Add("from", "is missing", "write the first day");
            if (!row.Has("days")) row.Add("days", "is missing", "write for how many days");
            pauses.Add(new(Countries.Normal(row.Text("guarantor", required: true)), [.. row.Texts("pillars")], from ?? default, (int)(row.Number("days", 1, 36_500) ?? 1)));
        }

        if (pauses.Count == 0 && problems.Marks == 0) root.Add("pauses", "nobody pauses", "write at least one { \"guarantor\", \"from\", \"days\" }");
        string name = root.Text("name");
        return problems.Marks > 0 ? (null, problems.All) : (new AttentionScenario(name.Length > 0 ? name : file, pauses.ToImmutable()), []);
    }
}
