using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Truce.Measures;
using Truce.Terms;
using Truce.Testing;

namespace Truce.Tests.Terms;

/// <summary>The published JSON Schema and the reader say the same about the shape of a file.</summary>
public sealed class AgreementSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats", "agreement.schema.json")))!.AsObject();

    [Fact]
    public void The_example_is_valid() => Assert.Empty(Wrong(JsonNode.Parse(ExampleAgreement.Bytes)));

    [Fact]
    public void The_agreements_of_the_missions_are_valid_and_are_read_without_an_error()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "missions"), "agreement.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.True(files.Length >= 2);
        foreach (string file in files)
        {
            Assert.Empty(Wrong(JsonNode.Parse(File.ReadAllBytes(file))));
            Assert.Empty(AgreementReader.Read(File.ReadAllBytes(file), file, _ => null).Errors);
        }
    }

    [Theory]
    [InlineData("""{"lines": [{"id": "LOC", "surveyErrorMetres": null, "geometryRef": null, "geometry": "lost"}]}""")]
    [InlineData("""{"lines": [{"id": "LOC", "geometry": "none", "geometryRef": "lines/x.geojson"}]}""")]
    public void A_line_is_without_geometry_only_when_it_says_none_and_names_no_file(string change) =>
        Assert.Null(AgreementReader.Read(ExampleAgreement.With(change), "a", _ => null).Agreement);

    [Theory]
    [InlineData("""{"schema": "truce-terms/2"}""")]
    [InlineData("""{"extra": 1}""")]
    [InlineData("""{"terms": [{"id": "T1", "modality": "forbid"}]}""")]
    [InlineData("""{"terms": [{"id": "T1", "severty": "grave"}]}""")]
    [InlineData("""{"terms": [{"id": "T12", "within": "2 hours"}]}""")]
    [InlineData("""{"zones": [{"id": "Z-BUF", "geometry": {"everywhere": true, "points": "p"}}]}""")]
    [InlineData("""{"lines": [{"id": "LOC", "surveyErrorMetres": -1}]}""")]
    [InlineData("""{"agreement": {"effectiveFrom": "yesterday"}}""")]
    [InlineData("""{"exceptions": [{"id": "E-MINES", "when": {}}]}""")]
    public void What_is_wrong_in_shape_is_refused_by_schema_and_reader(string change)
    {
        byte[] bytes = ExampleAgreement.With(change);
        Assert.NotEmpty(Wrong(JsonNode.Parse(bytes)));
        Assert.Null(AgreementReader.Read(bytes, "a", _ => null).Agreement);
    }

    [Fact]
    public void Every_member_of_the_schema_is_known_to_the_reader_and_what_the_reader_takes_the_schema_takes()
    {
        const ulong Seed = 99;
        var random = new SeededRandom(Seed);
        int taken = 0;
        foreach ((string list, string kind) in new[] { ("terms", "term"), ("lines", "line"), ("weaponCategories", "weaponCategory"), ("zones", "zone"), ("exceptions", "exception"), ("parties", "party"), ("bodies", "body") })
        {
            foreach ((string member, _) in Schema["$defs"]![kind]!["properties"]!.AsObject())
            {
                foreach (JsonNode? value in new JsonNode?[] { null, "A", "PT5H", 5, true, new JsonArray("x"), new JsonObject(), "2030-03-05", new JsonArray() })
                {
                    JsonObject root = JsonNode.Parse(ExampleAgreement.Bytes)!.AsObject();
                    JsonArray items = root[list]!.AsArray();
                    items[random.NextBelow(items.Count)]![member] = value?.DeepClone();
                    AgreementReading reading = AgreementReader.Read(System.Text.Encoding.UTF8.GetBytes(root.ToJsonString()), "a", _ => null);
                    Assert.DoesNotContain(reading.Remarks, r => r.Message == $"the member \"{member}\" is not known here");
                    if (reading.Agreement is null) continue;
                    taken++;
                    Assert.True(Wrong(root) is { Count: 0 }, $"seed {Seed}, {list} {member} {value?.ToJsonString()}: {string.Join("; ", Wrong(root))}");
                }
            }
        }

        Assert.True(taken > 60, $"only {taken} changed files were taken");
    }

    private static List<string> Wrong(JsonNode? value)
    {
        var wrong = new List<string>();
        Check(value, Schema, "$", wrong);
        return wrong;
    }

    /// <summary>The part of JSON Schema 2020-12 that the file uses.</summary>
    private static void Check(JsonNode? value, JsonObject schema, string path, List<string> wrong)
    {
        if (schema["$ref"] is { } reference) Check(value, Schema["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), path, wrong);
        if (schema["type"] is { } type && !(type is JsonArray any ? any.Select(t => t!.GetValue<string>()) : [type.GetValue<string>()]).Any(t => Is(value, t))) wrong.Add($"{path} is no {type.ToJsonString()}");
        if (schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value))) wrong.Add($"{path} is none of {words.ToJsonString()}");
        if (schema.ContainsKey("const") && !JsonNode.DeepEquals(schema["const"], value)) wrong.Add($"{path} is not {schema["const"]}");
        if (schema["anyOf"] is JsonArray some && !some.Any(s => Fits(value, s!.AsObject()))) wrong.Add($"{path} fits none");
        if (schema["oneOf"] is JsonArray one && one.Count(s => Fits(value, s!.AsObject())) != 1) wrong.Add($"{path} does not fit exactly one");
        switch (value)
        {
            case JsonObject o: CheckObject(o, schema, path, wrong); break;
            case JsonArray a: CheckArray(a, schema, path, wrong); break;
            case JsonValue v when Is(v, "string"): CheckText(v.GetValue<string>(), schema, path, wrong); break;
            case JsonValue v when Is(v, "number"):
                double d = double.Parse(v.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
                if (d < (schema["minimum"]?.GetValue<double>() ?? d) || d > (schema["maximum"]?.GetValue<double>() ?? d)) wrong.Add($"{path} is out of range");
                break;
        }
    }

    private static void CheckObject(JsonObject o, JsonObject schema, string path, List<string> wrong)
    {
        foreach (JsonNode? name in schema["required"] as JsonArray ?? [])
        {
            if (!o.ContainsKey(name!.GetValue<string>())) wrong.Add($"{path} lacks {name}");
        }

        if (o.Count < (schema["minProperties"]?.GetValue<int>() ?? 0)) wrong.Add($"{path} is empty");
        JsonObject? known = schema["properties"] as JsonObject;
        foreach ((string name, JsonNode? member) in o)
        {
            if (known?[name] is JsonObject of) Check(member, of, path + "." + name, wrong);
            else if (schema["additionalProperties"] is JsonObject further) Check(member, further, path + "." + name, wrong);
            else if (schema["additionalProperties"] is JsonValue) wrong.Add($"{path}.{name} is not known");
        }
    }

    private static void CheckArray(JsonArray a, JsonObject schema, string path, List<string> wrong)
    {
        if (a.Count > (schema["maxItems"]?.GetValue<int>() ?? a.Count) || a.Count < (schema["minItems"]?.GetValue<int>() ?? 0)) wrong.Add($"{path} has {a.Count} items");
        if (schema["items"] is not JsonObject items) return;
        for (int i = 0; i < a.Count; i++) Check(a[i], items, $"{path}[{i}]", wrong);
    }

    private static void CheckText(string text, JsonObject schema, string path, List<string> wrong)
    {
        if (text.Length > (schema["maxLength"]?.GetValue<int>() ?? text.Length) || text.Length < (schema["minLength"]?.GetValue<int>() ?? 0)) wrong.Add($"{path} has {text.Length} characters");
        if (schema["pattern"] is { } pattern && !Regex.IsMatch(text, pattern.GetValue<string>())) wrong.Add($"{path} has not the form {pattern}");
    }

    private static bool Fits(JsonNode? value, JsonObject schema)
    {
        var wrong = new List<string>();
        Check(value, schema, "$", wrong);
        return wrong.Count == 0;
    }

    private static bool Is(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "number" => value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        _ => value is JsonValue && value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
    };
}
