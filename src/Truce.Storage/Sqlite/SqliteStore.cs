using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Truce.Storage.Sqlite;

/// <summary>The embedded store: one SQLite file in WAL mode with one writer. A view of the log that can always be made again.</summary>
/// <remarks>
/// <c>synchronous=NORMAL</c> is enough, because nothing is first acknowledged here: the log's journal was forced to disk before,
/// and a database that lags behind the log is brought up to it at the next start (docs/decisions/0009-database-follows-log.md).
/// </remarks>
public sealed class SqliteStore : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly bool _writable;

    static SqliteStore() => SQLitePCL.Batteries_V2.Init();

    private SqliteStore(SqliteConnection connection, bool writable)
    {
        _connection = connection;
        _writable = writable;
    }

    /// <summary>Opens the store to write, making it when it is not there. Throws <see cref="StoreException"/> when another version of Truce made it.</summary>
    public static SqliteStore OpenForWriting(string path)
    {
        var store = new SqliteStore(Connect(path, SqliteOpenMode.ReadWriteCreate), writable: true);
        try
        {
            store.Execute("PRAGMA journal_mode=WAL");
            store.Execute("PRAGMA synchronous=NORMAL");
            store.Execute(Schema.Sql);
            string? version = store.Meta("schema");
            if (version is null) store.Write(w => w.PutMeta("schema", Schema.Version.ToString(CultureInfo.InvariantCulture)));
            else RequireVersion(version, path);
            return store;
        }
        catch (SqliteException e)
        {
            store.Dispose();
            throw Told(path, e);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Opens the store to read. Throws <see cref="StoreException"/> when there is none.</summary>
    public static SqliteStore OpenForReading(string path)
    {
        if (!File.Exists(path)) throw new StoreException($"{path}: no store there; make one with: truce run MISSION --store DIR");
        var store = new SqliteStore(Connect(path, SqliteOpenMode.ReadOnly), writable: false);
        RequireVersion(store.Meta("schema") ?? "none", path);
        return store;
    }

    /// <summary>Runs the writes in one transaction: all of them or none. Throws <see cref="StoreException"/> when the disk refuses.</summary>
    public void Write(Action<StoreWriter> writes)
    {
        if (!_writable) throw new InvalidOperationException("this store was opened for reading");
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            using (var writer = new StoreWriter(_connection, transaction)) writes(writer);
            transaction.Commit();
        }
        catch (SqliteException e)
        {
            throw Told(_connection.DataSource, e);
        }
    }

    /// <summary>Questions to the store.</summary>
    public StoreReader Read => new(_connection);

    /// <summary>A value set by <see cref="StoreWriter.PutMeta"/>.</summary>
    public string? Meta(string key)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        return (string?)command.ExecuteScalar();
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, ForeignKeys = true, DefaultTimeout = 30 };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Told(path, e);
        }
    }

    private static StoreException Told(string path, SqliteException e) =>
        new($"{path}: the database cannot be opened or written ({e.Message.ReplaceLineEndings(" ")}); look for free space and the folder's permissions, then run again");

    private static void RequireVersion(string found, string path)
    {
        string wanted = Schema.Version.ToString(CultureInfo.InvariantCulture);
        if (found != wanted) throw new StoreException($"{path}: the tables are of version {found}, this program needs {wanted}; make them again with: truce replay --store DIR --rebuild");
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>The store is not there, or not ours. The message says what to do.</summary>
public sealed class StoreException : Exception
{
    /// <summary>With a message for a person.</summary>
    public StoreException(string message) : base(message)
    {
    }
}
