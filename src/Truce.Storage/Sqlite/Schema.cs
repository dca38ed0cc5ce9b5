namespace Truce.Storage.Sqlite;

/// <summary>The tables: docs/formats/database.md. Everything here can be made again from the log and the blobs.</summary>
internal static class Schema
{
    /// <summary>Raised when a table changes; a database of another version is rebuilt by <c>truce replay</c>, never migrated in place.</summary>
    public const int Version = 2;

    public const string Sql = """
        CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS item(log_index INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS batch(
            blob TEXT NOT NULL, feed TEXT NOT NULL, file TEXT NOT NULL, bytes INTEGER NOT NULL,
            observations INTEGER NOT NULL, rejects INTEGER NOT NULL, duplicates INTEGER NOT NULL, outside INTEGER NOT NULL,
            log_index INTEGER NOT NULL, PRIMARY KEY(feed, blob)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS observation(
            id TEXT PRIMARY KEY, feed TEXT NOT NULL, class TEXT NOT NULL, start_ms INTEGER, end_ms INTEGER, known_ms INTEGER NOT NULL,
            not_used TEXT, json TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS observation_time ON observation(start_ms);
        CREATE TABLE IF NOT EXISTS reject(
            feed TEXT NOT NULL, blob TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
            content TEXT NOT NULL, PRIMARY KEY(feed, blob, offset, reason)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS incident(
            id TEXT NOT NULL, version INTEGER NOT NULL, known_ms INTEGER NOT NULL, change TEXT NOT NULL, class TEXT NOT NULL,
            level INTEGER NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, state TEXT NOT NULL, json TEXT NOT NULL,
            log_index INTEGER NOT NULL, PRIMARY KEY(id, version)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS incident_known ON incident(known_ms);
        CREATE INDEX IF NOT EXISTS incident_end ON incident(end_ms);
        CREATE TABLE IF NOT EXISTS alias(
            old TEXT NOT NULL, new TEXT NOT NULL, known_ms INTEGER NOT NULL, PRIMARY KEY(old, known_ms)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS finding(
            id TEXT NOT NULL, version INTEGER NOT NULL, known_ms INTEGER NOT NULL, incident TEXT NOT NULL, term TEXT NOT NULL,
            result TEXT NOT NULL, level INTEGER NOT NULL, state TEXT NOT NULL, state_hash TEXT NOT NULL, json TEXT NOT NULL,
            log_index INTEGER NOT NULL, PRIMARY KEY(id, version)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS finding_incident ON finding(incident);
        CREATE TABLE IF NOT EXISTS statement(
            id TEXT PRIMARY KEY, finding TEXT NOT NULL, person TEXT NOT NULL, kind TEXT NOT NULL, at_ms INTEGER NOT NULL,
            json TEXT NOT NULL, log_index INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS tick(log_index INTEGER PRIMARY KEY, known_ms INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS reconsideration(
            finding TEXT NOT NULL, judged INTEGER NOT NULL, version INTEGER NOT NULL, because TEXT NOT NULL, PRIMARY KEY(finding, version)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS report(
            day TEXT NOT NULL, rowset TEXT NOT NULL, log_index INTEGER NOT NULL, PRIMARY KEY(day, rowset)) WITHOUT ROWID;
        """;
}
