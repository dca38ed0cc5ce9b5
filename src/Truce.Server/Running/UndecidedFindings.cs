using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Findings;
using Truce.Measures;
using Truce.Pages;
using Truce.Response.Consultations;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>Confirmed findings that neither opened nor explicitly did not open a consultation: the same list for the command and for the page.</summary>
internal static class UndecidedFindings
{
    /// <summary>Those that wait, the longest first.</summary>
    /// <remarks>A decision under an earlier protocol is a decision; and where no protocol holds, people most need to see what waits.</remarks>
    /// <param name="read">The store.</param>
    /// <param name="book">Its consultations.</param>
    /// <param name="days">The mission's days.</param>
    /// <param name="known">As known at this instant; everything where absent.</param>
    public static ImmutableArray<UndecidedFinding> In(StoreReader read, ResponseBook book, MissionDays days, DateTimeOffset? known)
    {
        string[] protocols = [.. book.Protocols.Select(p => p.Id).Distinct()];
        bool Decided(FindingRow f) => protocols.Any(p => book.Events.TryGetValue(ConsultationEvent.ConsultationOf(f.Id, p), out List<ConsultationEvent>? events) && events.Any(e => known is null || e.Known <= known));
        return
        [
            .. read.FindingsFrom((int)Level.Confirmed, known?.ToUnixTimeMilliseconds() ?? long.MaxValue).Where(f => !Decided(f.Row)).Select(f =>
            {
                JsonObject json = JsonNode.Parse(f.Row.Json)!.AsObject();
                return new UndecidedFinding(f.Row.Id, f.Row.Incident, (Level)f.Row.Level, json.Text("term"), json.Text("article"), DateTimeOffset.FromUnixTimeMilliseconds(f.SinceMs)) { Day = DayOf(read, f.Row, days) };
            }).OrderBy(f => f.Since).ThenBy(f => f.Id),
        ];
    }

    // The day on which the console shows the incident: that of its middle.
    private static DateOnly? DayOf(StoreReader read, FindingRow f, MissionDays days) => read.History(f.Incident).LastOrDefault() is { } row ? days.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(row.StartMs + ((row.EndMs - row.StartMs) / 2))) : null;
}
