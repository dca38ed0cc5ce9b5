using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Commitments;
using Truce.Evidence.Disks;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Evidence.Trees;
using Truce.Feeds.Ledgers;
using Truce.Measures;
using Truce.Response.Consultations;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>The ledger in a store: files sealed in the same log as everything else, and read again from their sealed bytes. There is no other copy.</summary>
internal static class LedgerStore
{
    /// <summary>Type of the log's record of a file of the ledger.</summary>
    public const string RecordType = "ledger";

    private const string OwnOrigin = "truce.example/guarantors";

    /// <summary>Seals files and says what each gave. What was sealed already gives its old entry.</summary>
    /// <param name="store">Folder of the store; made when it is not there.</param>
    /// <param name="files">Names for messages and bytes.</param>
    /// <param name="clock">When they were received.</param>
    public static ImmutableArray<(string File, long Entry, bool IsNew, LedgerReading Reading)> Import(string store, IReadOnlyList<(string Name, byte[] Bytes)> files, TimeProvider clock)
    {
        LedgerReading[] readings = [.. files.Select(f => LedgerFile.Read(f.Bytes, f.Name))];
        using Ed25519Signer signer = Signer(store, readings.Length > 0 && readings.All(r => r.Batch.Simulated));
        using EvidenceLog log = StoreFolder.OpenLog(store, signer.Name, signer);
        if (readings.FirstOrDefault(r => r.Batch.Simulated != log.IsSimulated) is { } wrong)
        {
            throw new BadInputException(log.IsSimulated
                ? $"{store} is the store of an exercise and '{wrong.Batch.Pack}' does not say \"simulated\": true; nothing was sealed"
                : $"'{wrong.Batch.Pack}' is SIMULATED and {store} is not the store of an exercise; nothing was sealed");
        }

        var blobs = new BlobStore(Path.Combine(store, "blobs"));
        var sealedBefore = Records(log.Read()).Where(r => r.Json.TextOrNull("type") == RecordType).ToDictionary(r => (r.Json.Text("name"), r.Json.Hash("sha256")), r => r.Index);
        var all = ImmutableArray.CreateBuilder<(string, long, bool, LedgerReading)>();
        for (int i = 0; i < files.Count; i++)
        {
            Digest blob = blobs.Put(new MemoryStream(files[i].Bytes, writable: false), out long bytes);
            Hash256 hash = Walker.HashOf(blob);
            if (sealedBefore.TryGetValue((files[i].Name, hash), out long index))
            {
                all.Add((files[i].Name, index, false, readings[i]));
                continue;
            }

            var record = new JsonObject
            {
                ["v"] = 1,
                ["type"] = RecordType,
                ["name"] = files[i].Name,
                ["sha256"] = hash.ToString(),
                ["bytes"] = bytes,
                ["received"] = Observations.ObservationJson.Instant(clock.GetUtcNow()),
            };
            if (log.IsSimulated) record["simulated"] = true;
            long entry = log.Append([new(CanonicalJson.Write(record), CoarseType.Capture, log.IsSimulated)])[0].Index;
            sealedBefore[(files[i].Name, hash)] = entry;
            all.Add((files[i].Name, entry, true, readings[i]));
        }

        log.Publish();
        return all.ToImmutable();
    }

    /// <summary>The whole history from the sealed bytes.</summary>
    public static LedgerHistory Read(string store) => Read(store, Reader(store));

    /// <summary>The published log of a store.</summary>
    public static EvidenceReader Reader(string store)
    {
        if (!Directory.Exists(store)) throw new BadInputException($"{store}: no store there; make one with: truce commitments import FILE --store {store}");
        using Ed25519Signer signer = Signer(store, false, mustBeThere: true);
        return EvidenceReader.Open(store, VerifierKey.Of(signer));
    }

    /// <summary>The history out of a log that is open already, from an entry on: its own files, and what consultations of the same store mean for promises.</summary>
    /// <remarks>Acts in consultations are read as they were taken in; <c>truce response status</c> checks their signatures again.</remarks>
    public static LedgerHistory Read(string store, EvidenceReader reader, long from = 0)
    {
        var history = new LedgerHistory();
        foreach ((long _, JsonObject record) in Records(reader, from))
        {
            if (record.TextOrNull("type") == RecordType) history.Add(record.Instant("received"), Held(store, record).Batch);
            else if (ConsultationIntake.Said(record) is { } said && ConsultationHappenings.Of(said) is { Length: > 0 } happened)
            {
                history.Add(said.Known, new() { Pack = ConsultationHappenings.Pack, Events = happened, Simulated = said.Simulated });
            }
        }

        return history;
    }

    private static LedgerReading Held(string store, JsonObject record)
    {
        Hash256 blob = record.Hash("sha256");
        string name = record.Text("name");
        byte[] bytes = File.ReadAllBytes(BlobStore.PathIn(Path.Combine(store, "blobs"), Walker.DigestOf(blob)));
        return Hash256.Of(bytes) == blob ? LedgerFile.Read(bytes, name) : throw new StoreException($"{store}: the sealed bytes of {name} are damaged (blob {blob.Short})");
    }

    private static IEnumerable<(long Index, JsonObject Json)> Records(EvidenceReader reader, long from = 0)
    {
        byte[] ledger = Encoding.UTF8.GetBytes($"\"type\":\"{RecordType}\""), consultation = Encoding.UTF8.GetBytes($"\"payloadType\":\"{ConsultationIntake.PayloadType}\"");
        foreach ((long index, CoarseType type, ReadOnlyMemory<byte> record) in reader.Enumerate(from))
        {
            // A log of a mission holds millions of other records: only these are parsed.
            bool may = type switch
            {
                CoarseType.Capture => record.Span.IndexOf(ledger) >= 0,
                CoarseType.Statement => record.Span.IndexOf(consultation) >= 0,
                CoarseType.Undisclosed => record.Span.IndexOf(ledger) >= 0 || record.Span.IndexOf(consultation) >= 0,
                _ => false,
            };
            if (!may) continue;
            JsonObject json = JsonNode.Parse(record.Span)!.AsObject();
            if (json.TextOrNull("type") == RecordType || json.TextOrNull("payloadType") == ConsultationIntake.PayloadType) yield return (index, json);
        }
    }

    private static Ed25519Signer Signer(string store, bool simulated, bool mustBeThere = false)
    {
        string key = Path.Combine(store, "log.key");
        if (!File.Exists(key))
        {
            if (mustBeThere) throw new BadInputException($"{store}: no store there (log.key is missing); make one with: truce commitments import FILE --store {store}");
            Directory.CreateDirectory(store);
            return KeyFile.OpenOrCreate(key, simulated ? OwnOrigin + LogOrigin.SimulatedSuffix : OwnOrigin);
        }

        return KeyFile.TryParse(File.ReadAllText(key), out Ed25519Signer? signer) ? signer! : throw new BadInputException($"{key} is damaged: it is no signer key");
    }
}
