using Truce.Evidence;
using Truce.Evidence.Disks;
using Truce.Evidence.Keys;
using Truce.Evidence.Logs;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>A store on disk: <c>log/</c> and <c>blobs/</c> (the truth), <c>openings/</c> and <c>journal/</c> (private), <c>log.key</c>, <c>truce.db</c> (a view).</summary>
internal sealed class StoreFolder : IDisposable
{
    /// <summary>How long a command waits for a store that another program holds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Ed25519Signer _signer;

    private StoreFolder(string path, Ed25519Signer signer, EvidenceLog log, SqliteStore database)
    {
        Path = path;
        _signer = signer;
        Log = log;
        Database = database;
        Blobs = new BlobStore(System.IO.Path.Combine(path, "blobs"));
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The evidence log.</summary>
    public EvidenceLog Log { get; }

    /// <summary>The blobs.</summary>
    public BlobStore Blobs { get; }

    /// <summary>The database.</summary>
    public SqliteStore Database { get; }

    /// <summary>The log's public key, for <c>truce-verify</c>.</summary>
    public string VerifierKey => Truce.Evidence.Keys.VerifierKey.Of(_signer).ToString();

    /// <summary>File of the database in a store.</summary>
    public static string DatabaseIn(string store) => System.IO.Path.Combine(store, "truce.db");

    /// <summary>Opens a store to write, making it when it is not there.</summary>
    public static StoreFolder Open(string path, string origin)
    {
        Directory.CreateDirectory(path);
        Ed25519Signer signer = KeyFile.OpenOrCreate(System.IO.Path.Combine(path, "log.key"), origin);
        EvidenceLog? log = null;
        try
        {
            log = OpenLog(path, origin, signer);
            return new(path, signer, log, SqliteStore.OpenForWriting(DatabaseIn(path)));
        }
        catch
        {
            log?.Dispose();
            signer.Dispose();
            throw;
        }
    }

    /// <summary>Opens the log of a store with a database of its own elsewhere; the store's own database is not touched.</summary>
    public static StoreFolder OpenForReplay(string path, string database)
    {
        string key = System.IO.Path.Combine(path, "log.key");
        if (!File.Exists(key) || !KeyFile.TryParse(File.ReadAllText(key), out Ed25519Signer? signer))
        {
            throw new StoreException($"{path}: no store there (log.key is missing or damaged); make one with: truce run MISSION --store DIR");
        }

        EvidenceLog? log = null;
        try
        {
            log = OpenLog(path, signer!.Name, signer);
            return new(path, signer, log, SqliteStore.OpenForWriting(database));
        }
        catch
        {
            log?.Dispose();
            signer!.Dispose();
            throw;
        }
    }

    /// <summary>Opens a log to write. A listener, or another person's command, holds a store for moments: nobody should have to type a command again for that.</summary>
    public static EvidenceLog OpenLog(string path, string origin, Ed25519Signer signer)
    {
        for (long began = TimeProvider.System.GetTimestamp(); ; Thread.Sleep(20))
        {
            try
            {
                return EvidenceLog.Open(path, origin, signer);
            }
            catch (EvidenceBusyException) when (TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                // Held for a moment, or for long; the next try tells.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Database.Dispose();
        Log.Dispose();
        _signer.Dispose();
    }
}
