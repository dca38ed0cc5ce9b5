using System.Security.Cryptography;
using System.Text;
using Truce.Measures;
using Truce.Storage.Sqlite;

namespace Truce.Storage;

/// <summary>The two digests that say whether two stores hold the same: docs/formats/records.md.</summary>
public static class StoreHash
{
    /// <summary>What is held now. The same for every order of arrival, number of threads and restart.</summary>
    public static Hash256 State(StoreReader store)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "truce/store/v1");
        foreach (string id in store.ObservationIds()) Add(hash, "o " + id);
        foreach ((string feed, string reason, string content) in store.RejectContents()) Add(hash, $"r {feed} {reason} {content}");
        foreach ((string id, string state) in store.IncidentStates()) Add(hash, $"i {id} {state}");
        foreach ((string id, string state) in store.FindingStates()) Add(hash, $"f {id} {state}");
        foreach (StatementRow s in store.Statements()) Add(hash, "s " + s.Id);
        return new(hash.GetHashAndReset());
    }

    /// <summary>The way there: every version with the moment it became known, and every other row, each with all it holds. A replay must reach it.</summary>
    public static Hash256 History(StoreReader store)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "truce/history/v1");
        foreach (string line in store.HistoryLines()) Add(hash, line);
        return new(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
}
