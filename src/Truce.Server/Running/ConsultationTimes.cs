using Truce.Response.Clocks;
using Truce.Review;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>The four times of a confirmed finding out of what the store holds; the one that nobody knows yet stays unknown.</summary>
internal static class ConsultationTimes
{
    /// <summary>Occurred: the end of the incident's interval, by which it had begun. Detected: when the first version of the finding was known. Determined: when the second person signed. Notified: not yet.</summary>
    public static FourTimes Of(StoreReader read, ConfirmedFinding confirmed)
    {
        DateTimeOffset? occurred = read.IncidentAsKnown(confirmed.Finding.Incident, long.MaxValue) is { } incident ? DateTimeOffset.FromUnixTimeMilliseconds(incident.EndMs) : null;
        DateTimeOffset detected = DateTimeOffset.FromUnixTimeMilliseconds(read.FindingFirstKnown(confirmed.Finding.Id));
        DateTimeOffset determined = confirmed.Confirmations.GroupBy(c => c.Person, StringComparer.Ordinal).Select(g => g.Min(c => c.At)).Order().ElementAt(1);
        return new(occurred, detected, determined, null);
    }
}
