using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Records;
using Truce.Sayings;

namespace Truce.Server.Running;

/// <summary>The reasons of an incident and of its findings in the words of a reader.</summary>
internal static class ReaderWords
{
    /// <summary>Adds <c>why</c> beside each <c>trace</c> and each <c>because</c>, which stay as they are sealed, and takes out the values that it was worded from.</summary>
    public static JsonObject Add(JsonObject incident, SayingWords words)
    {
        foreach (JsonObject finding in incident.Objects("findings"))
        {
            finding["why"] = new JsonArray([.. RecordReading.Finding(finding).TraceIn(words).Select(l => (JsonNode)l.Line)]);
            finding.Remove("sayings");
            Reasons(finding, "reasons", words);
        }

        Reasons(incident, "levelReasons", words);
        return incident;
    }

    private static void Reasons(JsonObject json, string member, SayingWords words)
    {
        foreach (JsonObject reason in json.Objects(member))
        {
            reason["why"] = RecordReading.Reason(reason).In(words);
            reason.Remove("says");
        }
    }
}
