using System.Text;
using System.Text.Json.Nodes;
using Truce.Terms;
using Truce.Testing;

namespace Truce.Tests.Terms;

/// <summary>The example agreement of the checkout, as it is or with changes.</summary>
internal static class ExampleAgreement
{
    public static byte[] Bytes { get; } = File.ReadAllBytes(Path.Combine(Repository.Root, "missions", "examples", "agreement.example.json"));

    public static Agreement Read(byte[] bytes, Func<string, ReadOnlyMemory<byte>?>? geometry = null)
    {
        AgreementReading reading = AgreementReader.Read(bytes, "test.json", geometry ?? (_ => null));
        Assert.True(reading.Agreement is not null, string.Join("\n", reading.Errors));
        return reading.Agreement!;
    }

    /// <summary>The example with changes: objects member by member, lists of objects item by item by their id.</summary>
    public static byte[] With(JsonObject? changes)
    {
        JsonObject root = JsonNode.Parse(Bytes)!.AsObject();
        foreach ((string name, JsonNode? change) in changes ?? [])
        {
            if (change is JsonArray items) foreach (JsonNode? item in items) Change(root, name, item!.AsObject());
            else if (change is JsonObject o && root[name] is JsonObject old) Merge(old, o);
            else root[name] = change?.DeepClone();
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    public static byte[] With(string changes) => With(JsonNode.Parse(changes)!.AsObject());

    private static void Change(JsonObject root, string name, JsonObject item)
    {
        JsonArray list = root[name] as JsonArray ?? [];
        root[name] ??= list;
        JsonObject? old = list.Select(i => i!.AsObject()).FirstOrDefault(i => i["id"]!.GetValue<string>() == item["id"]!.GetValue<string>());
        if (old is not null) Merge(old, item);
        else list.Add(item.DeepClone());
    }

    private static void Merge(JsonObject old, JsonObject change)
    {
        foreach ((string name, JsonNode? value) in change) old[name] = value?.DeepClone();
    }
}
