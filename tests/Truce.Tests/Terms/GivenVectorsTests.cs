using System.Text.Json;
using Truce.Terms;
using Truce.Testing;

namespace Truce.Tests.Terms;

/// <summary>The thirteen given vectors: observation to result under the given agreement.</summary>
public sealed class GivenVectorsTests
{
    private static readonly Dictionary<string, string> Words = new() { ["violation"] = "violation-candidate", ["notInForce"] = "not-in-force" };

    private static Dictionary<string, JsonElement> Evaluate(out TermsOutcome outcome)
    {
        byte[] agreement = File.ReadAllBytes(SharedData.Path("incidents/examples/agreement.example.json"));
        byte[] vectors = File.ReadAllBytes(SharedData.Path("incidents/examples/terms-vectors.json"));
        outcome = TermsCommand.Evaluate(agreement, "agreement.example.json", vectors, "terms-vectors.json", _ => null);
        return outcome.Output.Select(l => JsonDocument.Parse(l).RootElement).ToDictionary(e => e.GetProperty("id").GetString()!);
    }

    [Fact]
    public void All_thirteen_vectors_give_the_expected_results_through_the_command()
    {
        Dictionary<string, JsonElement> lines = Evaluate(out TermsOutcome outcome);
        Assert.Equal(13, lines.Count);
        using JsonDocument vectors = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("incidents/examples/terms-vectors.json")));
        int compared = 0;
        foreach (JsonElement vector in vectors.RootElement.EnumerateArray())
        {
            JsonElement line = lines[vector.GetProperty("id").GetString()!];
            if (vector.GetProperty("expect").ValueKind != JsonValueKind.Object) continue;
            foreach (JsonProperty expected in vector.GetProperty("expect").EnumerateObject())
            {
                string wanted = Words.GetValueOrDefault(expected.Value.GetString()!, expected.Value.GetString()!);
                string found = expected.Name == "attribution" ? line.GetProperty("attribution").GetString()! : line.GetProperty("results").GetProperty(expected.Name).GetString()!;
                Assert.True(wanted == found, $"{vector.GetProperty("id")} {expected.Name}: {found} instead of {wanted}\n{line}");
                compared++;
            }

            Assert.True(line.GetProperty("agrees").GetBoolean());
        }

        Assert.Equal(15, compared);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public void V02_gives_the_worked_probability_of_58_percent()
    {
        JsonElement t5 = Evaluate(out _)["V02"].GetProperty("details").EnumerateArray().Single(d => d.GetProperty("term").GetString() == "T5");
        Assert.Equal(0.5777, t5.GetProperty("pInside").GetProperty("low").GetDouble(), 3);
    }

    [Fact]
    public void V12_is_V01_mirrored_in_every_result()
    {
        Dictionary<string, JsonElement> lines = Evaluate(out _);
        Assert.Equal("B", lines["V01"].GetProperty("attribution").GetString());
        Assert.Equal("A", lines["V12"].GetProperty("attribution").GetString());
        string Mirrored(string term) => term switch { "T3" => "T4", "T4" => "T3", _ => term };
        foreach (JsonProperty result in lines["V01"].GetProperty("results").EnumerateObject())
        {
            Assert.Equal(result.Value.GetString(), lines["V12"].GetProperty("results").GetProperty(Mirrored(result.Name)).GetString());
        }
    }

    [Fact]
    public void V13_is_stored_as_an_instant_and_shown_in_local_summer_time()
    {
        JsonElement line = Evaluate(out _)["V13"];
        Assert.Equal("2030-03-31T01:30:00Z", line.GetProperty("time").GetProperty("start").GetString());
        Assert.Equal("2030-03-31T04:30:00+03:00", line.GetProperty("time").GetProperty("startLocal").GetString());
        Assert.Equal("violation-candidate", line.GetProperty("results").GetProperty("T1").GetString());
    }

    [Fact]
    public void A_vector_with_another_expectation_is_seen_and_answered_with_exit_1()
    {
        byte[] agreement = File.ReadAllBytes(SharedData.Path("incidents/examples/agreement.example.json"));
        string vectors = File.ReadAllText(SharedData.Path("incidents/examples/terms-vectors.json")).Replace("\"T5\": \"indeterminate\"", "\"T5\": \"compliant\"", StringComparison.Ordinal);
        TermsOutcome outcome = TermsCommand.Evaluate(agreement, "a", System.Text.Encoding.UTF8.GetBytes(vectors), "v", _ => null);
        Assert.Equal(1, outcome.ExitCode);
    }
}
