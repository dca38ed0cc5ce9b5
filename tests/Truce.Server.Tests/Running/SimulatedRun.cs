using System.Text;
using System.Text.Json.Nodes;
using Truce.Evidence.Audits;
using Truce.Evidence.Keys;
using Truce.Evidence.Notes;
using Truce.Server.Commands;
using Truce.Server.Running;
using Truce.Simulation;
using Truce.Storage;
using Truce.Storage.Sqlite;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>The smallest simulated mission on disk, with three reviewers, run once into a store; tests that change a store take a copy.</summary>
public sealed class SimulatedRun : IDisposable
{
    public const ulong Seed = 2031;

    /// <summary>Reviewers and their nations; two of one nation.</summary>
    private static readonly (string Id, string Nation)[] Reviewers = [("r1", "Neutral N1"), ("r2", "Neutral N1"), ("r3", "Neutral N2")];

    private readonly TempFolder _folder = new();
    private int _copies;

    public SimulatedRun()
    {
        World = SimulatedWorld.Create(Seed, new() { Intensity = 0, AgriculturalFiresPerDay = 0, Settlements = 30 });
        Mission = Lay("mission", (_, bytes) => bytes);
        Store = Path.Combine(_folder.Root, "store");
        Summary = Run(Mission, Store);
    }

    public SimulatedWorld World { get; }

    /// <summary>Folder of the mission.</summary>
    public string Mission { get; }

    /// <summary>Folder of the store; never changed by a test.</summary>
    public string Store { get; }

    /// <summary>What the run printed.</summary>
    public JsonObject Summary { get; }

    public void Dispose() => _folder.Dispose();

    /// <summary>A new path in the folder of all these runs.</summary>
    public string NewPath(string name) => Path.Combine(_folder.Root, $"{name}-{++_copies}");

    /// <summary>Writes the mission with files changed on the way.</summary>
    public string Lay(string name, Func<string, byte[], byte[]> change)
    {
        string folder = Path.Combine(_folder.Root, name);
        foreach ((string path, byte[] bytes) in World.Files)
        {
            string full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            byte[] own = path == "mission.yaml" ? [.. bytes, .. Encoding.UTF8.GetBytes(ReviewerLines())] : bytes;
            File.WriteAllBytes(full, change(path, own));
        }

        return folder;
    }

    /// <summary>File of a reviewer's secret key.</summary>
    public string KeyOf(string person) => Path.Combine(_folder.Root, person + ".key");

    /// <summary>A copy of the store that a test may change.</summary>
    public string CopyStore() => CopyStore(Store);

    /// <summary>A copy of another store.</summary>
    public string CopyStore(string from)
    {
        string to = NewPath("copy");
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }

    public static JsonObject Run(string mission, string store) =>
        RunCommands.Execute(mission, store, DateTimeOffset.MaxValue.AddDays(-400), Progress.Silent(TimeProvider.System));

    public static (string State, string History) Hashes(string store)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        return (StoreHash.State(held.Read).ToString(), StoreHash.History(held.Read).ToString());
    }

    /// <summary>What an audit of log, openings and blobs finds wrong; nothing when all holds.</summary>
    public static IReadOnlyList<string> Audit(string store)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        Assert.True(VerifierKey.TryParse(held.Meta("key")!, out VerifierKey? key));
        var report = new AuditReport();
        Checkpoint? checkpoint = LogAudit.Run(Path.Combine(store, "log"), key!, report);
        if (checkpoint is not null) StoreAudit.Run(store, checkpoint, report);
        return report.Failures;
    }

    private string ReviewerLines()
    {
        var text = new StringBuilder("reviewers:\n");
        for (int i = 0; i < Reviewers.Length; i++)
        {
            (string id, string nation) = Reviewers[i];
            byte[] seed = [.. Enumerable.Repeat((byte)(i + 1), 32)]; // fixed: the mission file must be the same in every run
            using Ed25519Signer signer = File.Exists(KeyOf(id)) ? KeyFile.OpenOrCreate(KeyOf(id), id) : KeyFile.Create(KeyOf(id), id, seed);
            text.Append($"  - {{id: {id}, nation: {nation}, key: \"{VerifierKey.Of(signer)}\"}}\n");
        }

        return text.ToString();
    }
}

/// <summary>Tests that share the run; they stand in one collection, so they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SimulatedRunGroup : ICollectionFixture<SimulatedRun>
{
    public const string Name = "simulated run";
}
