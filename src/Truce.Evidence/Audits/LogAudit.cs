using Truce.Evidence.Disks;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Notes;
using Truce.Evidence.Tiles;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Audits;

/// <summary>Rebuilds a whole log from its entries and compares every tile, every older partial tile and the signed root.</summary>
public static class LogAudit
{
    /// <summary>Audits a log's folder, on all processors.</summary>
    /// <param name="folder">With <c>checkpoint</c> and <c>tile/</c> in it.</param>
    /// <param name="key">The log's key.</param>
    /// <param name="report">Takes the findings.</param>
    /// <param name="progress">Told how many entries are done, from several threads; or null.</param>
    /// <returns>The verified checkpoint, or null when there is none.</returns>
    public static Checkpoint? Run(string folder, VerifierKey key, AuditReport report, Action<long>? progress = null)
    {
        RealDisk disk = new();
        if (disk.Read(Path.Combine(folder, "checkpoint")) is not { } note)
        {
            report.Fail("checkpoint", "is missing");
            return null;
        }

        if (!Checkpoint.TryOpen(note, key, out Checkpoint? checkpoint, out string error))
        {
            report.Fail("checkpoint", error);
            return null;
        }

        new Rebuild(folder, disk, checkpoint!, report, progress).All();
        report.DidNot("that the log shows everyone this same tree: compare checkpoints with another copy or with witnesses");
        report.DidNot("when the checkpoint was made: it carries no time");
        if (SignedNote.TryParse(note, out SignedNote? signed, out _) && signed!.Signatures.Length > 1)
        {
            report.DidNot($"{signed.Signatures.Length - 1} other signature line(s) on the checkpoint: keys not given");
        }

        return checkpoint;
    }

    private sealed class Rebuild(string folder, RealDisk disk, Checkpoint checkpoint, AuditReport report, Action<long>? progress)
    {
        private readonly HashSet<string> _needed = new(StringComparer.Ordinal) { "checkpoint" };
        private readonly Lock _gate = new();

        internal void All()
        {
            long size = checkpoint.Size;
            Digest[] parents = Bundles(size, out Digest[] edge);
            List<Digest[]> edges = [edge];
            for (int level = 1; parents.Length > 0; level++) parents = Level(level, parents, edges);

            Digest? right = null;
            foreach (Digest[] hashes in edges)
            {
                if (hashes.Length > 0) right = TreeHash.Root([.. hashes, .. right is { } smaller ? [smaller] : Array.Empty<Digest>()]);
            }

            if ((right ?? TreeHash.EmptyRoot) != checkpoint.Root)
            {
                report.Fail("checkpoint", $"the entries give the root {(right ?? TreeHash.EmptyRoot).ToBase64()}, not {checkpoint.Root.ToBase64()}");
            }

            report.Count("entries", size);
            OtherFiles();
        }

        /// <summary>Hashes all entries, compares level 0, and gives the roots of its full tiles.</summary>
        private Digest[] Bundles(long size, out Digest[] edge)
        {
            long count = (size + TilePath.FullWidth - 1) / TilePath.FullWidth;
            Digest[] roots = new Digest[size / TilePath.FullWidth];
            Digest[] last = [];
            Parallel.For(0, count, AuditThreads.For(count), n =>
            {
                int width = TilePath.Width(0, n, size);
                Digest[] leaves = Leaves(n, width);
                Compare(0, n, leaves);
                if (width == TilePath.FullWidth) roots[n] = TreeHash.Root(leaves);
                else last = leaves;
                progress?.Invoke(width);
            });
            edge = last;
            return roots;
        }

        private Digest[] Leaves(long n, int width)
        {
            Digest[] leaves = new Digest[width];
            string path = TilePath.Entries(n, width);
            byte[]? bytes = Need(path);
            if (bytes is null) report.Fail(path, $"is missing: entries {n * TilePath.FullWidth} to {(n * TilePath.FullWidth) + width - 1} cannot be checked");
            else if (!EntryBundle.TrySplit(bytes, width, out ReadOnlyMemory<byte>[] entries)) report.Fail(path, $"does not hold exactly {width} entries");
            else
            {
                int opaque = 0;
                for (int i = 0; i < width; i++)
                {
                    leaves[i] = TreeHash.Leaf(entries[i].Span);
                    if (!Leaf.TryDecode(entries[i].Span, out _)) opaque++;
                }

                if (opaque > 0) report.Count("entries that are not Truce leaves", opaque);
            }

            return leaves;
        }

        private Digest[] Level(int level, Digest[] hashes, List<Digest[]> edges)
        {
            int full = hashes.Length / TilePath.FullWidth;
            Digest[] parents = new Digest[full];
            for (int n = 0; n < full; n++)
            {
                Digest[] tile = hashes[(n * TilePath.FullWidth)..((n + 1) * TilePath.FullWidth)];
                Compare(level, n, tile);
                parents[n] = TreeHash.Root(tile);
            }

            Digest[] edge = hashes[(full * TilePath.FullWidth)..];
            if (edge.Length > 0) Compare(level, full, edge);
            edges.Add(edge);
            return parents;
        }

        private void Compare(int level, long n, Digest[] expected)
        {
            string path = TilePath.Tile(level, n, expected.Length);
            byte[]? bytes = Need(path);
            report.Count("tiles");
            if (bytes is null) report.Fail(path, "is missing");
            else if (bytes.Length != expected.Length * Digest.Length) report.Fail(path, $"has {bytes.Length} bytes, not {expected.Length * Digest.Length}");
            else
            {
                for (int i = 0; i < expected.Length; i++)
                {
                    if (new Digest(bytes.AsSpan(i * Digest.Length, Digest.Length)) == expected[i]) continue;
                    string place = level == 0 ? $"entry {(n * TilePath.FullWidth) + i}" : $"hash {i}";
                    report.Fail(path, $"{place} does not hash to what the tile says (entry or tile has been changed)");
                    return;
                }
            }
        }

        private byte[]? Need(string path)
        {
            lock (_gate) _needed.Add(path);
            return disk.Read(Path.Combine(folder, path));
        }

        /// <summary>Older partial files must be the beginnings of what replaced them; other files are named as unreferenced.</summary>
        private void OtherFiles()
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                string path = Path.GetRelativePath(folder, file).Replace('\\', '/');
                if (_needed.Contains(path)) continue;
                int mark = path.LastIndexOf(".p/", StringComparison.Ordinal);
                string? whole = mark < 0 ? null
                    : _needed.Contains(path[..mark]) ? path[..mark]
                    : _needed.FirstOrDefault(p => p.StartsWith(path[..(mark + 3)], StringComparison.Ordinal));
                if (whole is null || !int.TryParse(path[(mark + 3)..], out int width))
                {
                    report.Skip(path);
                    continue;
                }

                byte[] part = disk.Read(file) ?? [];
                byte[] all = disk.Read(Path.Combine(folder, whole)) ?? [];
                int neededWidth = whole.Length == mark ? TilePath.FullWidth : int.Parse(whole[(mark + 3)..], System.Globalization.CultureInfo.InvariantCulture);
                if (width > neededWidth)
                {
                    report.Skip(path); // of a tree that no checkpoint here speaks of
                    continue;
                }

                report.Count("older partial files");
                bool complete = path.StartsWith("tile/entries/", StringComparison.Ordinal)
                    ? EntryBundle.TrySplit(part, width, out _)
                    : part.Length == width * Digest.Length;
                if (!complete || !all.AsSpan().StartsWith(part)) report.Fail(path, $"is not the beginning of {whole}");
            }
        }
    }
}
