using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Truce.Terms;
using Truce.Testing;

namespace Truce.Tests.Terms;

/// <summary>Every example of docs/formats/terms.md, run as it stands there.</summary>
public sealed partial class DocumentedSemanticsTests
{
    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats", "terms.md"));

    public static TheoryData<int, string> Examples()
    {
        var data = new TheoryData<int, string>();
        string page = Page;
        foreach (Match m in Block().Matches(page)) data.Add(page.AsSpan(0, m.Index).Count('\n') + 1, m.Groups[1].Value);
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_page_says_what_the_program_does(int line, string example) => Assert.True(Differences(example) is { Count: 0 } none, $"terms.md line {line}: {string.Join("; ", Differences(example))}");

    [Fact]
    public void The_page_has_examples_and_a_changed_one_is_found()
    {
        Assert.True(Block().Count(Page) >= 50);
        Assert.NotEmpty(Differences("""{ "obs": {"act": "fire"}, "expect": {"T1": "compliant"} }"""));
        Assert.NotEmpty(Differences("""{ "obs": {"act": "fire"}, "expect": {}, "missing": {"T2": "something else"} }"""));
        Assert.NotEmpty(Differences("""{ "obs": {"act": "fire"}, "error": "nothing wrong here" }"""));
        Assert.NotEmpty(Differences("""{ "obs": {"act": "fire"}, "expect": {}, "decides": {"T2": "something else"} }"""));
        Assert.NotEmpty(Differences("""{ "obs": {"act": "fire"}, "expect": {}, "pAct": {"T1": [0.9, 1]} }"""));
    }

    private static List<string> Differences(string text)
    {
        JsonObject example = JsonNode.Parse(text)!.AsObject();
        byte[] agreement = ExampleAgreement.With(example["with"]?.AsObject());
        JsonNode cases = example["case"] is { } incident ? incident.DeepClone() : new JsonObject { ["id"] = "E", ["obs"] = example["obs"]!.DeepClone() };
        TermsOutcome outcome = TermsCommand.Evaluate(agreement, "agreement.json", Encoding.UTF8.GetBytes(cases.ToJsonString()), "cases.json", _ => null);
        string messages = string.Join("\n", outcome.Messages);
        var found = new List<string>();
        if (example["error"] is { } error)
        {
            if (outcome.ExitCode != 2) found.Add($"exit {outcome.ExitCode} instead of 2");
            if (!messages.Contains(error.GetValue<string>(), StringComparison.Ordinal)) found.Add($"\"{error}\" is not in: {messages}");
            return found;
        }

        if (outcome.ExitCode != 0) return [$"exit {outcome.ExitCode}: {messages}"];
        JsonElement line = JsonDocument.Parse(outcome.Output.Single()).RootElement;
        Dictionary<string, JsonElement> details = line.GetProperty("details").EnumerateArray().ToDictionary(d => d.GetProperty("term").GetString()!);
        foreach ((string term, JsonNode? word) in example["expect"]!.AsObject())
        {
            string result = term == "attribution" ? line.GetProperty("attribution").GetString()! : line.GetProperty("results").GetProperty(term).GetString()!;
            if (result != word!.GetValue<string>()) found.Add($"{term} is {result} instead of {word}: {details.GetValueOrDefault(term)}");
        }

        foreach ((string term, JsonNode? word) in example["ground"]?.AsObject() ?? [])
        {
            string ground = details[term].GetProperty("ground").GetString()!;
            if (ground != word!.GetValue<string>()) found.Add($"{term} has ground {ground} instead of {word}");
        }

        foreach ((string term, JsonNode? word) in example["missing"]?.AsObject() ?? [])
        {
            string missing = details[term].TryGetProperty("missing", out JsonElement m) ? m.ToString() : "";
            if (!string.Join("|", m.ValueKind == JsonValueKind.Array ? m.EnumerateArray().Select(e => e.GetString()) : []).Contains(word!.GetValue<string>(), StringComparison.Ordinal)) found.Add($"{term} misses {missing}, not \"{word}\"");
        }

        foreach ((string term, JsonNode? word) in example["decides"]?.AsObject() ?? [])
        {
            string decides = details[term].TryGetProperty("decides", out JsonElement d) ? string.Join(" | ", d.EnumerateArray().Select(e => e.GetString())) : "";
            string wanted = word!.GetValue<string>();
            bool agrees = wanted.EndsWith('…') ? decides.StartsWith(wanted[..^1], StringComparison.Ordinal) : decides == wanted;
            if (!agrees) found.Add($"{term} is decided by {decides}");
        }

        foreach ((string term, JsonNode? bounds) in example["pAct"]?.AsObject() ?? [])
        {
            JsonElement act = details[term].GetProperty("trace").GetProperty("parts").EnumerateArray().Single(t => t.GetProperty("step").GetString() == "act");
            (double low, double high) = (act.GetProperty("pLow").GetDouble(), act.GetProperty("pHigh").GetDouble());
            if (Math.Abs(low - bounds![0]!.GetValue<double>()) > 1e-6 || Math.Abs(high - bounds[1]!.GetValue<double>()) > 1e-6) found.Add($"{term}: P(act) {low} to {high}");
        }

        foreach ((string term, JsonNode? p) in example["pInside"]?.AsObject() ?? [])
        {
            double low = details[term].GetProperty("pInside").GetProperty("low").GetDouble();
            if (Math.Abs(low - p!.GetValue<double>()) > 0.0005) found.Add($"{term}: P(inside) {low}");
        }

        return found;
    }

    [GeneratedRegex(@"```terms-example\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
