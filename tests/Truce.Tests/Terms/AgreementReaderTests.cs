using System.Text;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Terms;

namespace Truce.Tests.Terms;

/// <summary>Every mistake in an agreement is named with its place and what to write instead, and none makes the reader throw.</summary>
public sealed class AgreementReaderTests
{
    private static AgreementReading Read(byte[] bytes) => AgreementReader.Read(bytes, "a.json", _ => null);

    private static AgreementReading Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void The_example_is_read_with_warnings_only_about_geometry_and_lead_times()
    {
        AgreementReading reading = Read(ExampleAgreement.Bytes);
        Assert.NotNull(reading.Agreement);
        Assert.Equal((16, 11, 8, 8, 3), (reading.Agreement.Terms.Length, reading.Agreement.Zones.Length, reading.Agreement.Exceptions.Length, reading.Agreement.Weapons.Length, reading.Agreement.Response!.Tiers.Length));
        Assert.All(reading.Remarks, r => Assert.Equal(RemarkWeight.Warning, r.Weight));
        Assert.Equal(4, reading.Remarks.Count(r => r.Message.Contains("not at hand", StringComparison.Ordinal)));
        Assert.Equal(2, reading.Remarks.Count(r => r.Message.Contains("lead time", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_published_schema_name_is_read_too() => Assert.NotNull(Read(ExampleAgreement.With("""{"schema": "truce-terms/1"}""")).Agreement);

    [Fact]
    public void An_error_names_line_column_path_and_what_to_write()
    {
        string text = Encoding.UTF8.GetString(ExampleAgreement.Bytes).Replace("\"Europe/Kyiv\"", "\"Europe/Kijv\"", StringComparison.Ordinal);
        AgreementError error = Assert.Single(Read(text).Errors);
        int line = text[..text.IndexOf("Europe/Kijv", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        Assert.Equal((line, "$.agreement.timeZone"), (error.Line, error.Path));
        Assert.Equal(text.Split('\n')[line - 1].IndexOf("\"Europe/Kijv", StringComparison.Ordinal) + 1, error.Column);
        Assert.Contains("write a name such as \"Europe/Kyiv\"", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_counts_characters_not_bytes()
    {
        AgreementError error = Read("{\"note\": \"лінія\", \"schema\": 7}").Errors.First(e => e.Path == "$.schema");
        Assert.Equal("{\"note\": \"лінія\", \"schema\": ".Length + 1, error.Column);
    }

    [Theory]
    [InlineData("""{"terms": [{"id": "T1", "zones": ["Z-NONE"]}]}""", "\"Z-NONE\" is not the id of a zone")]
    [InlineData("""{"terms": [{"id": "T1", "weapons": ["W1", "W1"]}]}""", "stands twice in this list")]
    [InlineData("""{"terms": [{"id": "T1", "exceptions": ["E-EXCERCISE"]}]}""", "write \"E-EXERCISE\"")]
    [InlineData("""{"terms": [{"id": "T1", "actor": "C"}]}""", "\"C\" is not the id of a party")]
    [InlineData("""{"terms": [{"id": "T1", "act": "fier"}]}""", "write \"fire\" (allowed")]
    [InlineData("""{"terms": [{"id": "T1", "modality": "forbid"}]}""", "write one of \"prohibit\"")]
    [InlineData("""{"terms": [{"id": "T1", "severty": "grave"}]}""", "write \"severity\"")]
    [InlineData("""{"terms": [{"id": "T1", "severity": "awful"}]}""", "\"awful\" is not one of the words")]
    [InlineData("""{"terms": [{"id": "T1", "within": "PT2H"}]}""", "\"within\" belongs to a duty")]
    [InlineData("""{"terms": [{"id": "T12", "within": "PT0H"}]}""", "is not a duration")]
    [InlineData("""{"terms": [{"id": "T12", "within": "P1.5D"}]}""", "is not a duration")]
    [InlineData("""{"terms": [{"id": "T12", "within": "-P1D"}]}""", "is not a duration")]
    [InlineData("""{"terms": [{"id": "T12", "every": "P1D"}]}""", "stand together")]
    [InlineData("""{"terms": [{"id": "T1", "overrides": ["T2"]}]}""", "only a permit lifts")]
    [InlineData("""{"terms": [{"id": "P", "modality": "permit", "act": "fire", "overrides": ["T12"]}]}""", "T12 is no prohibition")]
    [InlineData("""{"terms": [{"id": "T1", "windows": [{"from": "24:00", "to": "06:00"}]}]}""", "is not a time of day")]
    [InlineData("""{"terms": [{"id": "T1", "stages": [{"weapons": ["W1"]}]}]}""", "a stage begins at a date or after a duration")]
    [InlineData("""{"terms": [{"id": "T1", "text": {"uk": "вогонь"}}]}""", "the words in the authoritative language \"en\" are missing")]
    [InlineData("""{"terms": [{"id": "T1", "effectiveFrom": "2030-04-02", "effectiveTo": "2030-04-01"}]}""", "ends before it begins")]
    [InlineData("""{"agreement": {"effectiveFrom": "yesterday"}}""", "is not a date or a time")]
    [InlineData("""{"agreement": {"effectiveFrom": "2030-02-30"}}""", "is not a date or a time")]
    [InlineData("""{"agreement": {"authoritativeLanguage": "fr"}}""", "is not among the languages")]
    [InlineData("""{"zones": [{"id": "Z-BUF", "geometry": {"offsetFromLine": "LOC", "side": "both", "km": 5, "totalWidthKm": 10}}]}""", "a depth and a total width")]
    [InlineData("""{"zones": [{"id": "Z-BUF", "geometry": {"offsetFromLine": "LOC", "side": "A", "totalWidthKm": 10}}]}""", "a total width needs both sides")]
    [InlineData("""{"zones": [{"id": "Z-BUF", "geometry": {"offsetFromLine": "LOC", "side": "west", "km": 10}}]}""", "\"west\" is not the id of a party")]
    [InlineData("""{"zones": [{"id": "Z-BUF", "geometry": {"offsetFromLine": "LOC", "side": "both", "km": -1}}]}""", "a number from 0.001 to 2000")]
    [InlineData("""{"zones": [{"id": "Z-BUF", "geometry": {"everywhere": true, "points": "p.geojson"}}]}""", "the geometry says points and everywhere")]
    [InlineData("""{"zones": [{"id": "Z-NEW"}]}""", "has no geometry")]
    [InlineData("""{"lines": [{"id": "LOC", "surveyErrorMetres": null}]}""", "gives no survey error")]
    [InlineData("""{"lines": [{"id": "LOC", "sides": {"left": "A", "right": "A"}}]}""", "the same party stands on both sides")]
    [InlineData("""{"lines": [{"id": "LOC", "asOf": "2030-02-31"}]}""", "is not a date or a time")]
    [InlineData("""{"weaponCategories": [{"id": "W3", "minCalibreMm": 100, "maxCalibreMm": 90}]}""", "no calibre lies between")]
    [InlineData("""{"exceptions": [{"id": "E-MINES", "when": {}}]}""", "holds always")]
    [InlineData("""{"exceptions": [{"id": "E-MINES", "when": {"documented": true}}]}""", "the member \"documented\" is not known here")]
    [InlineData("""{"exceptions": [{"id": "E-MINES", "when": {"leadTimeMet": true}}]}""", "needs to know of which notification")]
    [InlineData("""{"exceptions": [{"id": "E-MINES", "when": {"notified": "x", "insideNotifiedWindow": false}}]}""", "would reward a missing notice")]
    [InlineData("""{"exceptions": [{"id": "E-MINES", "when": {"anyOf": ["E-MINES"]}}]}""", "in a circle: E-MINES → E-MINES")]
    [InlineData("""{"acts": [{"id": "a", "kindOf": "b"}, {"id": "b", "kindOf": "a"}]}""", "in a circle: a → b → a")]
    [InlineData("""{"acts": [{"id": "fire"}]}""", "is known already")]
    [InlineData("""{"parties": [{"id": "both"}]}""", "a word of the format")]
    [InlineData("""{"bodies": [{"id": "A", "kind": "x"}]}""", "already the id of a party")]
    [InlineData("""{"responseProtocol": {"clockStart": "sunrise"}}""", "\"sunrise\" is not one of the words")]
    [InlineData("""{"responseProtocol": {"tiers": [{"id": "R1", "trigger": {"after": "R2"}, "deadline": "PT1H"}, {"id": "R2", "trigger": {"after": "R1"}, "deadline": "PT1H"}]}}""", "in a circle: R1 → R2 → R1")]
    [InlineData("""{"responseProtocol": {"tiers": [{"id": "R1", "trigger": {"after": "R9"}, "deadline": "PT1H"}]}}""", "\"R9\" is not the id of a tier")]
    [InlineData("""{"responseProtocol": {"tiers": [{"id": "R1", "trigger": {"level": 9}, "deadline": "PT1H"}]}}""", "a number from 0 to 5")]
    [InlineData("""{"judgement": {"zoneContainment": {"inside": 0.4}}}""", "a number from 0.5 to 1")]
    [InlineData("""{"schema": "truce-terms/2"}""", "\"truce-terms/2\" is not one of the words")]
    [InlineData("""{"extra": 1}""", "the member \"extra\" is not known here")]
    public void A_mistake_is_named(string change, string said)
    {
        AgreementReading reading = Read(ExampleAgreement.With(change));
        Assert.Null(reading.Agreement);
        Assert.Contains(reading.Errors, e => e.ToString().Contains(said, StringComparison.Ordinal));
        Assert.All(reading.Remarks, r => Assert.True(r.Line >= 1 && r.Column >= 1 && r.Path.StartsWith('$') && r.Instead.Length > 0));
    }

    [Fact]
    public void All_mistakes_come_at_once_and_in_file_order()
    {
        AgreementReading reading = Read(ExampleAgreement.With("""
            {"agreement": {"timeZone": "Mars"}, "zones": [{"id": "Z-BUF", "geometry": {"offsetFromLine": "X", "side": "both", "km": 1}}],
             "terms": [{"id": "T1", "zones": ["Y"], "act": "shout"}, {"id": "T16", "within": "soon"}], "exceptions": [{"id": "E-MINES", "when": {"not": "E-MINES"}}]}
            """));
        Assert.Equal(6, reading.Errors.Count());
        Assert.Equal(reading.Remarks.OrderBy(r => r.Line).ThenBy(r => r.Column), reading.Remarks);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "an array stands where the agreement is expected")]
    [InlineData("{", "not JSON")]
    [InlineData("{\"a\":1,}", "not JSON")]
    [InlineData("{\"schema\":\"truce-terms/1\",\"schema\":\"truce-terms/1\"}", "stands twice in one object")]
    [InlineData("{\"note\":\"\\ud800\"}", "half of a surrogate pair")]
    [InlineData("{\"note\":\"a\0b\"}", "not JSON")]
    public void Bytes_that_are_no_agreement_give_a_place_too(string text, string said) =>
        Assert.Contains(Read(text).Errors, e => e.ToString().Contains(said, StringComparison.Ordinal));

    [Fact]
    public void Other_encodings_deep_nesting_and_great_size_are_refused()
    {
        Assert.Contains("not UTF-8", Read([.. "{\"a\":\""u8, 0xFF, 0xFE, .. "\"}"u8]).Errors.Single().Message, StringComparison.Ordinal);
        Assert.Contains("not JSON", Read(new string('[', 1_000_000)).Errors.Single().Message, StringComparison.Ordinal);
        Assert.Contains("the bound is", Read(new byte[AgreementReader.MaxBytes + 1]).Errors.Single().Message, StringComparison.Ordinal);
        string many = string.Join(",", Enumerable.Range(0, 100_000).Select(i => $"\"m{i}\":1"));
        AgreementReading reading = Read("{" + many + "}");
        Assert.InRange(reading.Remarks.Length, 1, 202);
    }

    [Fact]
    public void A_byte_order_mark_is_allowed() => Assert.NotNull(Read([.. Encoding.UTF8.GetPreamble(), .. ExampleAgreement.Bytes]).Agreement);

    [Fact]
    public void Ten_thousand_mutated_agreements_and_cases_never_throw()
    {
        const ulong Seed = 20301;
        var random = new SeededRandom(Seed);
        byte[] cases = File.ReadAllBytes(Path.Combine(Truce.Testing.Repository.Root, "missions", "examples", "terms-vectors.json"));
        byte[][] each = [.. JsonNode.Parse(cases)!.AsArray().Select(c => Encoding.UTF8.GetBytes(new JsonArray(c!.DeepClone()).ToJsonString()))];
        Agreement agreement = ExampleAgreement.Read(ExampleAgreement.Bytes);
        for (int i = 0; i < 10_000; i++)
        {
            byte[] mutated = Mutate(ExampleAgreement.Bytes, random), mutatedCase = Mutate(each[random.NextBelow(each.Length)], random);
            Exception? thrown = Record.Exception(() =>
            {
                if (i % 50 == 0) TermsCommand.Evaluate(mutated, "a", cases, "c", _ => null);
                else Read(mutated);
                TermsCommand.Evaluate(agreement, mutatedCase, "c");
            });
            Assert.True(thrown is null, $"seed {Seed}, round {i}: {thrown}");
        }
    }

    /// <summary>Either bytes change, or a token is swapped for another: the second gets past the JSON parser.</summary>
    private static byte[] Mutate(byte[] original, SeededRandom random)
    {
        if (random.NextBelow(2) == 0)
        {
            byte[] bytes = [.. original];
            for (int n = random.NextBelow(4); n >= 0; n--) bytes[random.NextBelow(bytes.Length)] = (byte)random.NextBelow(256);
            return random.NextBelow(8) == 0 ? bytes[..random.NextBelow(bytes.Length)] : bytes;
        }

        JsonNode root = JsonNode.Parse(original)!;
        for (int n = random.NextBelow(3); n >= 0; n--) MutateNode(root, random);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void MutateNode(JsonNode root, SeededRandom random)
    {
        JsonNode at = root;
        while (true)
        {
            if (at is JsonObject { Count: > 0 } o)
            {
                string key = o.ElementAt(random.NextBelow(o.Count)).Key;
                if (o[key] is JsonObject or JsonArray && random.NextBelow(5) > 0) at = o[key]!;
                else
                {
                    if (random.NextBelow(4) == 0) o.Remove(key);
                    else o[key] = Odd(random);
                    return;
                }
            }
            else if (at is JsonArray { Count: > 0 } a)
            {
                int k = random.NextBelow(a.Count);
                if (a[k] is JsonObject or JsonArray && random.NextBelow(5) > 0) at = a[k]!;
                else
                {
                    a[k] = Odd(random);
                    return;
                }
            }
            else
            {
                return;
            }
        }
    }

    private static JsonNode? Odd(SeededRandom random) => random.NextBelow(14) switch
    {
        0 => null,
        1 => -1,
        2 => 1e300,
        3 => "",
        4 => "P99999999D",
        5 => "9999-12-31T23:59:59+14:00",
        6 => new JsonArray(),
        7 => new JsonObject(),
        8 => "A",
        9 => "LOC",
        10 => true,
        11 => "0001-01-01",
        12 => new JsonArray("A", null, 3),
        _ => new string('x', 3000),
    };
}
