using System.Text;
using System.Text.Json;
using Truce.Evidence.Audits;
using Truce.Evidence.Notes;

namespace Truce.Verify;

/// <summary>What the program found, as lines for people or one JSON document.</summary>
internal sealed class Answer
{
    private const int ShownFailures = 100;

    internal List<string> Failures { get; } = [];

    internal List<string> NotChecked { get; } = [];

    internal List<string> Unreferenced { get; } = [];

    internal SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    internal List<(string Name, string Value)> Facts { get; } = [];

    internal bool Ok => Failures.Count == 0;

    internal void Add(AuditReport report)
    {
        Failures.AddRange(report.Failures);
        NotChecked.AddRange(report.NotChecked);
        Unreferenced.AddRange(report.Unreferenced);
        foreach ((string what, long count) in report.Counts) Counts[what] = count;
    }

    internal void Add(Checkpoint checkpoint)
    {
        Facts.Add(("origin", checkpoint.Origin));
        Facts.Add(("size", checkpoint.Size.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Facts.Add(("root", checkpoint.Root.ToBase64()));
    }

    internal void Write(TextWriter output, bool json)
    {
        if (json) output.WriteLine(Json());
        else Lines(output);
    }

    private void Lines(TextWriter output)
    {
        foreach ((string name, string value) in Facts) output.WriteLine($"{name} {value}");
        foreach ((string what, long count) in Counts) output.WriteLine($"checked {what}: {count}");
        foreach (string file in Unreferenced.Take(ShownFailures)) output.WriteLine($"unreferenced {file}");
        foreach (string failure in Failures.Take(ShownFailures)) output.WriteLine($"FAILED {failure}");
        if (Failures.Count > ShownFailures) output.WriteLine($"FAILED and {Failures.Count - ShownFailures} more");
        foreach (string what in NotChecked) output.WriteLine($"not checked: {what}");
        output.WriteLine(Ok ? "OK" : "FAILED");
    }

    private string Json()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", Ok);
            foreach ((string name, string value) in Facts)
            {
                if (name == "size") json.WriteNumber(name, long.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
                else json.WriteString(name, value);
            }

            json.WriteStartObject("checked");
            foreach ((string what, long count) in Counts) json.WriteNumber(what, count);
            json.WriteEndObject();
            Array(json, "failures", Failures);
            Array(json, "unreferenced", Unreferenced);
            Array(json, "notChecked", NotChecked);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Array(Utf8JsonWriter json, string name, List<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
