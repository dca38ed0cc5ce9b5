using System.Text.Json.Nodes;
using Truce.Findings;
using Truce.Measures;
using Truce.Response.Consultations;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>How the findings of consultations stood when they were opened and how they stand, out of what the store holds.</summary>
internal static class ConsultationFindings
{
    /// <summary>Then and now; nothing where the store does not hold the finding.</summary>
    /// <param name="read">The store.</param>
    /// <param name="opened">The opening.</param>
    /// <param name="asKnown">What became known later is not seen; absent for all that is known.</param>
    public static ConsultationBasis? Of(StoreReader read, ConsultationEvent.Opened opened, DateTimeOffset? asKnown)
    {
        FindingRow[] versions = [.. read.VersionsOf(opened.Finding).Where(v => asKnown is not { } until || v.KnownMs <= until.ToUnixTimeMilliseconds())];
        if (versions.Length == 0) return null;
        return new(versions.Where(v => v.Version == opened.FindingVersion).Select(Standing).FirstOrDefault(), Standing(versions[^1]));
    }

    private static FindingStanding Standing(FindingRow row)
    {
        JsonObject json = JsonNode.Parse(row.Json)!.AsObject();
        return new(row.Version, (Level)row.Level, json.Text("severity"), json.Text("result"), json.Word<FindingState>("state"), DateTimeOffset.FromUnixTimeMilliseconds(row.KnownMs));
    }
}
