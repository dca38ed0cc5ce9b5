using Microsoft.Data.Sqlite;
using Truce.Measures;

namespace Truce.Storage.Sqlite;

/// <summary>Questions to the store. "As known at" asks what was held at a moment; <see cref="long.MaxValue"/> is now.</summary>
public readonly struct StoreReader
{
    private readonly SqliteConnection _connection;

    internal StoreReader(SqliteConnection connection) => _connection = connection;

    /// <summary>The incidents that stood, in order of id: the newest version of each known then, less what had dissolved or gone into another.</summary>
    public IEnumerable<IncidentRow> Incidents(long asKnownMs = long.MaxValue) => Rows("""
        SELECT id, version, known_ms, change, level, start_ms, end_ms, json, log_index FROM incident i
        WHERE known_ms <= $1 AND change <> 'dissolved'
          AND NOT EXISTS (SELECT 1 FROM incident n WHERE n.id = i.id AND n.version > i.version AND n.known_ms <= $1)
          AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.old = i.id AND a.known_ms <= $1 AND a.known_ms >= i.known_ms AND a.new <> i.id)
        ORDER BY id
        """, Incident, asKnownMs);

    /// <summary>Of the incidents that stood at the end of a span, those that ended in it or later, or became known in it; in order of id.</summary>
    public IEnumerable<IncidentRow> IncidentsForReport(ReportSpan span) => Rows("""
        SELECT id, version, known_ms, change, level, start_ms, end_ms, json, log_index FROM incident i
        WHERE known_ms <= $3 AND change <> 'dissolved' AND (end_ms >= $1 OR known_ms > $2)
          AND NOT EXISTS (SELECT 1 FROM incident n WHERE n.id = i.id AND n.version > i.version AND n.known_ms <= $3)
          AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.old = i.id AND a.known_ms <= $3 AND a.known_ms >= i.known_ms AND a.new <> i.id)
        ORDER BY id
        """, Incident, span.FromMs, span.KnownAfterMs, span.KnownToMs);

    /// <summary>An incident as it stood at a moment; absent when it did not.</summary>
    public IncidentRow? IncidentAsKnown(Hash256 id, long asKnownMs) => Rows("""
        SELECT id, version, known_ms, change, level, start_ms, end_ms, json, log_index FROM incident i
        WHERE id = $1 AND known_ms <= $2 AND change <> 'dissolved'
          AND NOT EXISTS (SELECT 1 FROM incident n WHERE n.id = i.id AND n.version > i.version AND n.known_ms <= $2)
          AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.old = i.id AND a.known_ms <= $2 AND a.known_ms >= i.known_ms AND a.new <> i.id)
        """, Incident, id.ToString(), asKnownMs).FirstOrDefault();

    /// <summary>All versions of an incident under this name, oldest first.</summary>
    public IEnumerable<IncidentRow> History(Hash256 id) => Rows(
        "SELECT id, version, known_ms, change, level, start_ms, end_ms, json, log_index FROM incident WHERE id = $1 ORDER BY version",
        Incident, id.ToString());

    /// <summary>All versions that became known in a span of time (after the first moment, up to the last), in order of id and version.</summary>
    public IEnumerable<IncidentRow> ChangedBetween(long afterMs, long toMs) => Rows("""
        SELECT id, version, known_ms, change, level, start_ms, end_ms, json, log_index FROM incident
        WHERE known_ms > $1 AND known_ms <= $2 ORDER BY id, version
        """, Incident, afterMs, toMs);

    /// <summary>The name an old name is now found under; absent when it was never renamed.</summary>
    public Hash256? Alias(Hash256 old, long asKnownMs = long.MaxValue)
    {
        foreach (string name in Rows("SELECT new FROM alias WHERE old = $1 AND known_ms <= $2 ORDER BY known_ms DESC LIMIT 1", r => r.GetString(0), old.ToString(), asKnownMs))
        {
            return Hash256.TryParse(name, out Hash256 id) ? id : null;
        }

        return null;
    }

    /// <summary>The newest version of each finding known then, in order of id.</summary>
    public IEnumerable<FindingRow> Findings(long asKnownMs = long.MaxValue) => Rows("""
        SELECT id, version, known_ms, incident, level, state, json, log_index FROM finding f
        WHERE known_ms <= $1 AND NOT EXISTS (SELECT 1 FROM finding n WHERE n.id = f.id AND n.version > f.version AND n.known_ms <= $1)
        ORDER BY id
        """, r => new FindingRow(Id(r, 0), r.GetInt32(1), r.GetInt64(2), Id(r, 3), r.GetInt32(4), r.GetString(5), r.GetString(6), r.GetInt64(7)), asKnownMs);

    /// <summary>The newest versions known then that have at least a level, in order of id, and the first instant from which each has had it ever since.</summary>
    public IEnumerable<(FindingRow Row, long SinceMs)> FindingsFrom(int level, long asKnownMs = long.MaxValue) => Rows("""
        SELECT id, version, known_ms, incident, level, state, json, log_index,
          (SELECT min(s.known_ms) FROM finding s WHERE s.id = f.id AND s.version <= f.version
             AND s.version > coalesce((SELECT max(b.version) FROM finding b WHERE b.id = f.id AND b.version < f.version AND b.level < $2), 0))
        FROM finding f
        WHERE level >= $2 AND known_ms <= $1 AND NOT EXISTS (SELECT 1 FROM finding n WHERE n.id = f.id AND n.version > f.version AND n.known_ms <= $1)
        ORDER BY id
        """, r => (new FindingRow(Id(r, 0), r.GetInt32(1), r.GetInt64(2), Id(r, 3), r.GetInt32(4), r.GetString(5), r.GetString(6), r.GetInt64(7)), r.GetInt64(8)), asKnownMs, level);

    /// <summary>All versions of a finding, oldest first.</summary>
    public IEnumerable<FindingRow> VersionsOf(Hash256 finding) => Rows(
        "SELECT id, version, known_ms, incident, level, state, json, log_index FROM finding WHERE id = $1 ORDER BY version",
        r => new FindingRow(Id(r, 0), r.GetInt32(1), r.GetInt64(2), Id(r, 3), r.GetInt32(4), r.GetString(5), r.GetString(6), r.GetInt64(7)), finding.ToString());

    /// <summary>The newest version of each finding of an incident, in order of term.</summary>
    public IEnumerable<FindingRow> FindingsOf(Hash256 incident) => Rows("""
        SELECT id, version, known_ms, incident, level, state, json, log_index FROM finding f
        WHERE incident = $1 AND NOT EXISTS (SELECT 1 FROM finding n WHERE n.id = f.id AND n.version > f.version) ORDER BY term
        """, r => new FindingRow(Id(r, 0), r.GetInt32(1), r.GetInt64(2), Id(r, 3), r.GetInt32(4), r.GetString(5), r.GetString(6), r.GetInt64(7)), incident.ToString());

    /// <summary>All statements, in order of id.</summary>
    public IEnumerable<StatementRow> Statements() => Rows(
        "SELECT id, finding, json, log_index FROM statement ORDER BY id", r => new StatementRow(Id(r, 0), Id(r, 1), r.GetString(2), r.GetInt64(3)));

    /// <summary>An observation by id.</summary>
    public ObservationRow? Observation(Hash256 id) => Rows(
        "SELECT id, known_ms, not_used, json FROM observation WHERE id = $1", Observation, id.ToString()).FirstOrDefault();

    /// <summary>Observations of one class known by then, in order of id.</summary>
    public IEnumerable<ObservationRow> ObservationsOfClass(string observationClass, long asKnownMs) => Rows(
        "SELECT id, known_ms, not_used, json FROM observation WHERE class = $1 AND known_ms <= $2 ORDER BY id",
        Observation, observationClass, asKnownMs);

    /// <summary>Observations whose time starts in a span, or that have no time and became known in it; in order of id.</summary>
    public IEnumerable<ObservationRow> ObservationsBetween(long fromMs, long toMs) => Rows("""
        SELECT id, known_ms, not_used, json FROM observation
        WHERE (start_ms >= $1 AND start_ms < $2) OR (start_ms IS NULL AND known_ms >= $1 AND known_ms < $2) ORDER BY id
        """, Observation, fromMs, toMs);

    /// <summary>Observations whose time starts in a span or that became known in it, known by its end; in order of id.</summary>
    public IEnumerable<ObservationRow> ObservationsForReport(ReportSpan span) => Rows("""
        SELECT id, known_ms, not_used, json FROM observation
        WHERE known_ms <= $4 AND ((start_ms >= $1 AND start_ms < $2) OR known_ms > $3) ORDER BY id
        """, Observation, span.FromMs, span.ToMs, span.KnownAfterMs, span.KnownToMs);

    /// <summary>Observations of watch, restriction and interference whose time touches a span, known by its end and not taken back; in order of id.</summary>
    public IEnumerable<ObservationRow> ObservationsTouching(ReportSpan span) => Rows("""
        SELECT id, known_ms, not_used, json FROM observation
        WHERE class IN ('watch', 'restrictionOfMovement', 'interferenceWithMonitoring') AND known_ms <= $3 AND start_ms < $2 AND end_ms > $1
          AND coalesce(not_used, '') NOT LIKE 'withdrawn%' ORDER BY id
        """, Observation, span.FromMs, span.ToMs, span.KnownToMs);

    /// <summary>The same observations counted by feed, in the database.</summary>
    public IEnumerable<(string Feed, long Count)> CountObservationsByFeed(ReportSpan span) => Rows("""
        SELECT feed, count(*) FROM observation
        WHERE known_ms <= $4 AND ((start_ms >= $1 AND start_ms < $2) OR known_ms > $3) GROUP BY feed ORDER BY feed
        """, r => (r.GetString(0), r.GetInt64(1)), span.FromMs, span.ToMs, span.KnownAfterMs, span.KnownToMs);

    /// <summary>Incidents that stood at the end of a span and whose middle lies in it, counted by level, in the database.</summary>
    public IEnumerable<(long Level, long Count)> CountIncidentsByLevel(ReportSpan span) => Rows("""
        SELECT level, count(*) FROM incident i
        WHERE known_ms <= $3 AND change <> 'dissolved' AND start_ms + (end_ms - start_ms) / 2 >= $1 AND start_ms + (end_ms - start_ms) / 2 < $2
          AND NOT EXISTS (SELECT 1 FROM incident n WHERE n.id = i.id AND n.version > i.version AND n.known_ms <= $3)
          AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.old = i.id AND a.known_ms <= $3 AND a.known_ms >= i.known_ms AND a.new <> i.id)
        GROUP BY level ORDER BY level
        """, r => (r.GetInt64(0), r.GetInt64(1)), span.FromMs, span.ToMs, span.KnownToMs);

    /// <summary>Open findings whose newest version became known in a span (after its start, up to its end), counted in the database.</summary>
    public long CountFindings(long fromMs, long toMs) => Rows("""
        SELECT count(*) FROM finding f WHERE known_ms > $1 AND known_ms <= $2 AND result <> 'closed'
          AND NOT EXISTS (SELECT 1 FROM finding n WHERE n.id = f.id AND n.version > f.version AND n.known_ms <= $2)
        """, r => r.GetInt64(0), fromMs, toMs).First();

    /// <summary>When the first version of a finding became known.</summary>
    public long FindingFirstKnown(Hash256 id) => Rows("SELECT min(known_ms) FROM finding WHERE id = $1", r => r.GetInt64(0), id.ToString()).First();

    /// <summary>Ids of all observations, sorted.</summary>
    public IEnumerable<string> ObservationIds() => Rows("SELECT id FROM observation ORDER BY id", r => r.GetString(0));

    /// <summary>Rejects by feed and reason.</summary>
    public IEnumerable<(string Feed, string Reason, long Count)> Rejects() => Rows(
        "SELECT feed, reason, count(*) FROM reject GROUP BY feed, reason ORDER BY feed, reason", r => (r.GetString(0), r.GetString(1), r.GetInt64(2)));

    /// <summary>What could not be read, each content once for a feed and a reason, sorted.</summary>
    public IEnumerable<(string Feed, string Reason, string Content)> RejectContents() => Rows(
        "SELECT DISTINCT feed, reason, content FROM reject ORDER BY feed, reason, content", r => (r.GetString(0), r.GetString(1), r.GetString(2)));

    /// <summary>Sealed batches, in order of feed and blob.</summary>
    public IEnumerable<BatchRow> Batches() => Rows(
        "SELECT blob, feed, file, bytes, observations, rejects, duplicates, outside, log_index FROM batch ORDER BY feed, blob",
        r => new BatchRow(Id(r, 0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8)));

    /// <summary>State hashes of standing incidents, sorted by id.</summary>
    public IEnumerable<(string Id, string State)> IncidentStates() => Rows("""
        SELECT id, state FROM incident i
        WHERE change <> 'dissolved'
          AND NOT EXISTS (SELECT 1 FROM incident n WHERE n.id = i.id AND n.version > i.version)
          AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.old = i.id AND a.known_ms >= i.known_ms AND a.new <> i.id)
        ORDER BY id
        """, r => (r.GetString(0), r.GetString(1)));

    /// <summary>State hashes of the newest findings that are not closed, sorted by id.</summary>
    public IEnumerable<(string Id, string State)> FindingStates() => Rows("""
        SELECT id, state_hash FROM finding f
        WHERE result <> 'closed' AND NOT EXISTS (SELECT 1 FROM finding n WHERE n.id = f.id AND n.version > f.version) ORDER BY id
        """, r => (r.GetString(0), r.GetString(1)));

    /// <summary>Every row with all it holds but its place in the log, table by table in order of key: a row changed by hand changes a line.</summary>
    public IEnumerable<string> HistoryLines()
    {
        SqliteConnection connection = _connection;
        return HistoryQueries.SelectMany(sql => Lines(connection, sql));
    }

    /// <summary>The last moment at which everything known was settled; absent before the first.</summary>
    public long? LastTickMs() => Rows("SELECT max(known_ms) FROM tick", r => r.IsDBNull(0) ? (long?)null : r.GetInt64(0)).FirstOrDefault();

    private static IncidentRow Incident(SqliteDataReader r) =>
        new(Id(r, 0), r.GetInt32(1), r.GetInt64(2), r.GetString(3), r.GetInt32(4), r.GetInt64(5), r.GetInt64(6), r.GetString(7), r.GetInt64(8));

    private static ObservationRow Observation(SqliteDataReader r) =>
        new(Id(r, 0), r.GetInt64(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetString(3));

    private static Hash256 Id(SqliteDataReader r, int column) =>
        Hash256.TryParse(r.GetString(column), out Hash256 id) ? id : throw new StoreException($"column {column} holds no id: the store was changed by hand; make it again with: truce replay --rebuild");

    /// <summary>One row at a time: the rows of a long mission together are larger than memory should be.</summary>
    private static IEnumerable<string> Lines(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the queries are the constants below
        command.CommandText = sql;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read()) yield return reader.GetString(0);
    }

    private static readonly string[] HistoryQueries =
    [
        "SELECT concat_ws(' ', 'b', feed, blob, file, bytes, observations, rejects, duplicates, outside) FROM batch ORDER BY feed, blob",
        "SELECT concat_ws(' ', 'o', id, feed, class, coalesce(start_ms, '-'), coalesce(end_ms, '-'), known_ms, coalesce(not_used, '-'), json) FROM observation ORDER BY id",
        "SELECT concat_ws(' ', 'r', feed, blob, offset, length, reason, detail, content) FROM reject ORDER BY feed, blob, offset, reason",
        "SELECT concat_ws(' ', 't', known_ms) FROM tick ORDER BY log_index",
        "SELECT concat_ws(' ', 'i', id, version, known_ms, change, class, level, start_ms, end_ms, state, json) FROM incident ORDER BY id, version",
        "SELECT concat_ws(' ', 'a', old, new, known_ms) FROM alias ORDER BY old, known_ms",
        "SELECT concat_ws(' ', 'f', id, version, known_ms, incident, term, result, level, state, state_hash, json) FROM finding ORDER BY id, version",
        "SELECT concat_ws(' ', 's', id, finding, person, kind, at_ms, json) FROM statement ORDER BY id",
        "SELECT concat_ws(' ', 'c', finding, judged, version, because) FROM reconsideration ORDER BY finding, version",
    ];

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> map, params object[] values)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(map(reader));
        return rows;
    }
}
