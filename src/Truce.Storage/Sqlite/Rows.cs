using System.Globalization;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Storage.Sqlite;

/// <summary>A sealed feed batch and what became of its bytes.</summary>
/// <param name="Blob">SHA-256 of the bytes.</param>
/// <param name="Feed">Feed id.</param>
/// <param name="File">Name of the file it came in.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Observations">Observations it gave for the first time.</param>
/// <param name="Rejects">Records that could not be read.</param>
/// <param name="Duplicates">Observations that were already known.</param>
/// <param name="Outside">Observations outside the mission's days.</param>
/// <param name="LogIndex">Index of its entry in the log.</param>
public sealed record BatchRow(Hash256 Blob, string Feed, string File, long Bytes, long Observations, long Rejects, long Duplicates, long Outside, long LogIndex);

/// <summary>A stored observation.</summary>
/// <param name="Id">Id.</param>
/// <param name="KnownMs">When it became known, Unix milliseconds.</param>
/// <param name="NotUsed">Why it did not enter fusion; absent when it did.</param>
/// <param name="Json">Its record.</param>
public sealed record ObservationRow(Hash256 Id, long KnownMs, string? NotUsed, string Json)
{
    /// <summary>Whether its source had taken it back by an instant, Unix milliseconds. Where the store says no time, as those made before it was written do, it counts as taken back at any.</summary>
    public bool WasWithdrawnBy(long asKnownMs)
    {
        if (NotUsed?.StartsWith("withdrawn", StringComparison.Ordinal) != true) return false;
        string[] words = NotUsed.Split(' ');
        bool timed = DateTimeOffset.TryParse(words[^1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset known) && words.Length > 2;
        return !timed || known.ToUnixTimeMilliseconds() <= asKnownMs;
    }
}

/// <summary>A stored version of an incident.</summary>
/// <param name="Id">Id.</param>
/// <param name="Version">Version.</param>
/// <param name="KnownMs">When it became known, Unix milliseconds.</param>
/// <param name="Change">Why it was made.</param>
/// <param name="Level">Machine level.</param>
/// <param name="StartMs">Start of its 90 % interval.</param>
/// <param name="EndMs">End of its 90 % interval.</param>
/// <param name="Json">Its record.</param>
/// <param name="LogIndex">Index of its entry in the log.</param>
public sealed record IncidentRow(Hash256 Id, int Version, long KnownMs, string Change, int Level, long StartMs, long EndMs, string Json, long LogIndex);

/// <summary>A stored version of a finding.</summary>
/// <param name="Id">Id.</param>
/// <param name="Version">Version.</param>
/// <param name="KnownMs">When it became known, Unix milliseconds.</param>
/// <param name="Incident">The incident.</param>
/// <param name="Level">Level.</param>
/// <param name="State">State with the people who judge it.</param>
/// <param name="Json">Its record.</param>
/// <param name="LogIndex">Index of its entry in the log.</param>
public sealed record FindingRow(Hash256 Id, int Version, long KnownMs, Hash256 Incident, int Level, string State, string Json, long LogIndex);

/// <summary>A stored review statement.</summary>
/// <param name="Id">Hash of the signed payload.</param>
/// <param name="Finding">The finding.</param>
/// <param name="Json">The DSSE envelope.</param>
/// <param name="LogIndex">Index of its entry in the log.</param>
public sealed record StatementRow(Hash256 Id, Hash256 Finding, string Json, long LogIndex);

/// <summary>A reject to store.</summary>
/// <param name="Feed">Feed id.</param>
/// <param name="Reject">The reject.</param>
public sealed record RejectRow(string Feed, Reject Reject);

/// <summary>What one report covers: a period of events, and the time in which things became known since the report before.</summary>
/// <param name="FromMs">First instant of the period, Unix milliseconds, included.</param>
/// <param name="ToMs">Last instant of the period, excluded.</param>
/// <param name="KnownAfterMs">When the report before was settled, excluded.</param>
/// <param name="KnownToMs">When this one is settled, included.</param>
public readonly record struct ReportSpan(long FromMs, long ToMs, long KnownAfterMs, long KnownToMs);
