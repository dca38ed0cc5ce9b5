using Microsoft.Data.Sqlite;
using Truce.Findings;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Storage.Sqlite;

/// <summary>Writes inside one transaction. Every write is idempotent: what is there already stays as it is.</summary>
public sealed class StoreWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    internal StoreWriter(SqliteConnection connection, SqliteTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Sets a named value.</summary>
    public void PutMeta(string key, string value) =>
        Run("INSERT INTO meta VALUES($1,$2) ON CONFLICT(key) DO UPDATE SET value = excluded.value", key, value);

    /// <summary>Notes a sealed item.</summary>
    public void PutItem(long logIndex, string kind, string name) => Run("INSERT OR IGNORE INTO item VALUES($1,$2,$3)", logIndex, kind, name);

    /// <summary>A sealed batch with its counts.</summary>
    public void PutBatch(BatchRow b) => Run(
        "INSERT OR REPLACE INTO batch VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)",
        b.Blob.ToString(), b.Feed, b.File, b.Bytes, b.Observations, b.Rejects, b.Duplicates, b.Outside, b.LogIndex);

    /// <summary>An observation.</summary>
    public void PutObservation(Observation o, DateTimeOffset known, string json) => Run(
        "INSERT OR IGNORE INTO observation VALUES($1,$2,$3,$4,$5,$6,NULL,$7)",
        o.Id.ToString(), o.Feed, ObservationJson.Word(o.Class), Ms(o.When?.Start), Ms(o.When?.End), known.ToUnixTimeMilliseconds(), json);

    /// <summary>Why an observation did not enter fusion.</summary>
    public void PutNotUsed(Hash256 observation, string reason) =>
        Run("UPDATE observation SET not_used = $2 WHERE id = $1", observation.ToString(), reason);

    /// <summary>A reject.</summary>
    public void PutReject(RejectRow r) => Run(
        "INSERT OR IGNORE INTO reject VALUES($1,$2,$3,$4,$5,$6,$7)",
        r.Feed, r.Reject.Raw.Blob.ToString(), r.Reject.Raw.Offset, r.Reject.Raw.Length, r.Reject.Reason, r.Reject.Detail, r.Reject.Content.ToString());

    /// <summary>A version of an incident, with the place of its entry in the log, in one step.</summary>
    public void PutIncident(Incident i, int level, Hash256 state, string json, long logIndex)
    {
        Run("INSERT OR IGNORE INTO incident VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
            i.Id.ToString(), i.Version, i.Known.ToUnixTimeMilliseconds(), ObservationJson.Word(i.Change),
            ObservationJson.Word(i.Hypothesis.MostLikelyClass), level, Ms(i.Hypothesis.When.Start), Ms(i.Hypothesis.When.End),
            state.ToString(), json, logIndex);
        foreach (Hash256 old in i.Aliases)
        {
            Run("INSERT OR IGNORE INTO alias VALUES($1,$2,$3)", old.ToString(), i.Id.ToString(), i.Known.ToUnixTimeMilliseconds());
        }
    }

    /// <summary>A version of a finding.</summary>
    public void PutFinding(Finding f, Hash256 state, string json, long logIndex) => Run(
        "INSERT OR IGNORE INTO finding VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
        f.Id.ToString(), f.Version, f.Known.ToUnixTimeMilliseconds(), f.Incident.ToString(), f.Term, f.Result, (int)f.Level,
        ObservationJson.Word(f.State), state.ToString(), json, logIndex);

    /// <summary>A review statement.</summary>
    public void PutStatement(Hash256 id, Hash256 finding, string person, string kind, DateTimeOffset at, string json, long logIndex) => Run(
        "INSERT OR IGNORE INTO statement VALUES($1,$2,$3,$4,$5,$6,$7)",
        id.ToString(), finding.ToString(), person, kind, at.ToUnixTimeMilliseconds(), json, logIndex);

    /// <summary>A moment at which everything known was settled.</summary>
    public void PutTick(DateTimeOffset known, long logIndex) => Run("INSERT OR IGNORE INTO tick VALUES($1,$2)", logIndex, known.ToUnixTimeMilliseconds());

    /// <summary>A finding that people have judged and that now reads otherwise.</summary>
    public void PutReconsideration(Hash256 finding, int judged, int version, string because) =>
        Run("INSERT OR IGNORE INTO reconsideration VALUES($1,$2,$3,$4)", finding.ToString(), judged, version, because);

    /// <summary>A published report.</summary>
    public void PutReport(string day, Hash256 rowSet, long logIndex) =>
        Run("INSERT OR IGNORE INTO report VALUES($1,$2,$3)", day, rowSet.ToString(), logIndex);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteCommand command in _prepared.Values) command.Dispose();
    }

    private static object Ms(DateTimeOffset? t) => t is { } known ? known.ToUnixTimeMilliseconds() : DBNull.Value;

    private void Run(string sql, params object[] values)
    {
        if (!_prepared.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.Transaction = _transaction;
            command.CommandText = sql;
            for (int i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
            _prepared[sql] = command;
        }

        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}
