using Truce.Evidence.Disks;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Evidence.Notes;
using Truce.Evidence.Tiles;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Audits;

/// <summary>Checks the private part of a store: every opening against its leaf, every blob against its name.</summary>
public static class StoreAudit
{
    /// <summary>Audits openings and blobs of a store whose log has a verified checkpoint.</summary>
    public static void Run(string store, Checkpoint checkpoint, AuditReport report)
    {
        RealDisk disk = new();
        long files = (checkpoint.Size + TilePath.FullWidth - 1) / TilePath.FullWidth;
        if (Directory.Exists(Path.Combine(store, "openings"))) Parallel.For(0, files, AuditThreads.For(files), n => Openings(store, disk, checkpoint, n, report));
        else report.DidNot("records and salts: this copy has no openings, only commitments");
        Blobs(store, report);
        report.DidNot("whether blobs that records speak of are all here: this program does not read records");
        report.DidNot("the intake journal: records that wait for their first checkpoint");
        report.DidNot("whether any record is true");
    }

    private static void Openings(string store, RealDisk disk, Checkpoint checkpoint, long n, AuditReport report)
    {
        long first = n * TilePath.FullWidth;
        int count = TilePath.Width(0, n, checkpoint.Size);
        string path = OpeningFile.PathOf(first);
        if (!OpeningFile.TryRead(disk.Read(Path.Combine(store, path)), count, out Opening?[] openings, out int used))
        {
            report.Fail(path, $"does not hold {count} openings");
            return;
        }

        TileReader tiles = new(p => disk.Read(Path.Combine(store, "log", p)), checkpoint.Size);
        ReadOnlyMemory<byte>[] entries;
        try
        {
            entries = tiles.Entries(n);
        }
        catch (EvidenceDamagedException)
        {
            return; // the log audit has named it
        }

        for (int i = 0; i < count; i++)
        {
            if (!Leaf.TryDecode(entries[i].Span, out Leaf leaf)) report.Fail($"entry {first + i}", "is not a leaf of version 1");
            else if (openings[i] is not { } opening) report.Count("erased records");
            else if (opening.Leaf != leaf) report.Fail($"{path}", $"record {first + i} does not open its leaf");
            else report.Count(opening.Record.IsEmpty ? "blanks" : "records opened");
        }

        long length = new FileInfo(Path.Combine(store, path)).Length;
        if (used == length) return;
        if (n == checkpoint.Size / TilePath.FullWidth) report.Skip($"{path} from byte {used} on");
        else report.Fail(path, $"has {length - used} bytes after its last opening");
    }

    private static void Blobs(string store, AuditReport report)
    {
        string root = Path.Combine(store, "blobs", "sha256");
        if (!Directory.Exists(root)) return;
        Parallel.ForEach(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories), file =>
        {
            string relative = Path.GetRelativePath(store, file);
            string name = Path.GetFileName(file);
            if (relative.Contains("/unfinished/", StringComparison.Ordinal)) report.Skip(relative);
            else if (!Digest.TryFromHex(name, out Digest expected)) report.Fail(relative, "is not a SHA-256 name");
            else if (!relative.EndsWith($"/{name[..2]}/{name[2..4]}/{name}", StringComparison.Ordinal)) report.Fail(relative, "lies in the wrong folder");
            else
            {
                using FileStream stream = File.OpenRead(file);
                if (new Digest(System.Security.Cryptography.SHA256.HashData(stream)) == expected) report.Count("blobs");
                else report.Fail(relative, "does not hash to its name");
            }
        });
    }
}
