using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Truce.Findings;
using Truce.Records;
using Truce.Sayings;
using Truce.Server.Running;

namespace Truce.Server.Tests.Running;

/// <summary>The reasons of a whole run, as they are sealed, in every language.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed partial class ReasonsTests(SimulatedRun run)
{
    [Fact]
    public void Every_sealed_reason_says_in_English_what_is_sealed_and_can_be_said_in_every_language()
    {
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        int said = 0;
        foreach (JsonObject record in Records())
        {
            IEnumerable<LevelReason> reasons = (string?)record["type"] == "finding" ? RecordReading.Finding(record).Reasons : RecordReading.Incident(record).Level.Reasons;
            foreach (LevelReason r in reasons) faults.UnionWith(Faults(r.Because, r.Says));
            said += reasons.Count();
            if ((string?)record["type"] != "finding") continue;
            Finding f = RecordReading.Finding(record);
            Assert.Equal(f.Trace.Length, f.Sayings.Length);
            for (int i = 0; i < f.Trace.Length; i++) faults.UnionWith(Faults(f.Trace[i].TrimStart('·', ' '), f.Sayings[i]));
            said += f.Trace.Length;
        }

        Assert.Empty(faults);
        Assert.True(said > 500, $"only {said} reasons");
    }

    [Fact]
    public void A_planted_reason_that_is_not_what_is_sealed_or_stays_English_is_found()
    {
        Assert.NotEmpty(Faults("another", new("zone.everywhere", ["Z"])));
        Assert.NotEmpty(Faults("the side of the line.", new("covers.yes", ["the side of the line"])));
        Assert.NotEmpty(Faults("Z", null));
        Assert.Empty(Faults("Z is everywhere.", new("zone.everywhere", ["Z"])));
    }

    [Theory]
    [InlineData("en", "The term", "origin groups")]
    [InlineData("uk", "Положення", "першоджерел")]
    [InlineData("fr", "La disposition", "origines")]
    [InlineData("ru", "Положение", "первоисточников")]
    public void A_reader_gets_the_reasons_in_his_language_beside_the_sealed_ones(string language, string inTrace, string inReasons)
    {
        JsonObject finding = Records().First(r => (string?)r["type"] == "finding");
        JsonObject incident = Records().First(r => (string?)r["type"] == "incident" && (string?)r["id"] == (string?)finding["incident"]);
        incident["findings"] = new JsonArray(finding.DeepClone());
        JsonObject worded = ReaderWords.Add(incident.DeepClone().AsObject(), SayingWords.For(language));
        JsonObject read = worded["findings"]![0]!.AsObject();
        Assert.Contains(inTrace, read["why"]!.ToJsonString(Relaxed), StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(finding["trace"], read["trace"]));
        Assert.Contains(worded["levelReasons"]!.AsArray(), r => ((string)r!["why"]!).Contains(inReasons, StringComparison.Ordinal) && (string?)r["because"] is { Length: > 0 });
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<string> Faults(string sealedWords, Saying? says)
    {
        if (says is null) return [$"no value: {sealedWords}"];
        return
        [
            .. says.English == sealedWords ? Array.Empty<string>() : [$"sealed '{sealedWords}', said '{says.English}'"],
            .. from words in SayingWords.Languages.Select(SayingWords.For)
               where words.Language != "en"
               let text = words.TrySay(says)
               where text is null || text.Contains('{', StringComparison.Ordinal) || English().IsMatch(text)
               select $"{words.Language}: {text ?? says.Key}",
        ];
    }

    private List<JsonObject> Records()
    {
        using StoreFolder store = StoreFolder.OpenForReplay(run.CopyStore(), run.NewPath("scratch") + ".db");
        return [.. SealedLog.Records(store.Log.Read()).Where(r => r.Type is "incident" or "finding").Select(r => r.Json)];
    }

    [GeneratedRegex(@"\b(the|of|is|was|it|and|or|not|no|none|known|to|from|by|with|at|before|after|that|whether|which|there|term|case|record|must|missing|any|every)\b", RegexOptions.IgnoreCase)]
    private static partial Regex English();
}
