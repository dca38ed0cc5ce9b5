using System.Text;
using Truce.Evidence.Audits;
using Truce.Evidence.Keys;
using Truce.Evidence.Logs;
using Truce.Evidence.Notes;
using Truce.Evidence.Tiles;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Tests.Tiles;

/// <summary>A log that another program wrote (Tessera, Go) is the positive control, and its bytes are the cross-check of our writer.</summary>
public sealed class TesseraTests
{
    private const string VKey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
    private static readonly string[] s_words = "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten".Split(' ');

    private static string Log => Vectors.Folder("tessera-testlog/testdata/log");

    private static VerifierKey Key => VerifierKey.TryParse(VKey, out VerifierKey? key) ? key! : throw new InvalidOperationException("vkey");

    private static Checkpoint CheckpointOf(int size)
    {
        Assert.True(Checkpoint.TryOpen(File.ReadAllBytes($"{Log}/checkpoint.{size}"), Key, out Checkpoint? checkpoint, out string error), error);
        return checkpoint!;
    }

    private static byte[]? Read(string path) => File.Exists($"{Log}/{path}") ? File.ReadAllBytes($"{Log}/{path}") : null;

    [Fact]
    public void The_foreign_log_audits_without_a_failure()
    {
        AuditReport report = new();
        Checkpoint? checkpoint = LogAudit.Run(Log, Key, report);
        Assert.Empty(report.Failures);
        Assert.Equal(15, checkpoint!.Size);
        Assert.Equal(28, report.Counts["older partial files"]);
    }

    [Fact]
    public void Every_checkpoint_verifies_every_entry_proves_and_every_pair_is_consistent()
    {
        for (int size = 0; size <= 15; size++)
        {
            Checkpoint checkpoint = CheckpointOf(size);
            Assert.Equal(size, checkpoint.Size);
            TileReader tiles = new(Read, size);
            Assert.Equal(checkpoint.Root, ProofBuilder.Root(size, tiles.Node));
            for (int i = 0; i < size; i++)
            {
                Assert.Equal(s_words[i], Encoding.UTF8.GetString(tiles.Entries(0)[i].Span));
                TlogProof proof = new(i, [.. ProofBuilder.Inclusion(i, size, tiles.Node)], checkpoint.Note);
                Assert.True(TlogProof.TryParse(proof.Encode(), out TlogProof? read, out _));
                Assert.NotNull(read!.Verify(TreeHash.Leaf(Encoding.UTF8.GetBytes(s_words[i])), Key, out _));
                Assert.Null(read.Verify(TreeHash.Leaf(Encoding.UTF8.GetBytes("another")), Key, out _));
            }

            for (int old = 0; old <= size; old++)
            {
                Assert.True(ProofCheck.Extension(old, CheckpointOf(old).Root, size, checkpoint.Root, ProofBuilder.Consistency(old, size, tiles.Node)));
            }
        }
    }

    [Fact]
    public void Our_writer_makes_the_same_tiles_and_bundles_byte_for_byte()
    {
        TreeEdge edge = TreeEdge.Load(new TileReader(_ => null, 0), TreeHash.EmptyRoot);
        int compared = 0;
        for (int size = 1; size <= 15; size++)
        {
            foreach ((string path, ReadOnlyMemory<byte> bytes) in edge.Append([Encoding.UTF8.GetBytes(s_words[size - 1])]))
            {
                Assert.Equal(Read(path), bytes.ToArray());
                compared++;
            }

            Assert.Equal(CheckpointOf(size).Root, edge.Root());
            Assert.Equal(CheckpointOf(size).Note.Split("\n\n")[0], $"example.com/log/testdata\n{size}\n{edge.Root().ToBase64()}");
        }

        Assert.Equal(30, compared); // a tile and a bundle at each of 15 sizes: all that the foreign log has
        Assert.Equal(30, Directory.EnumerateFiles(Log + "/tile", "*", SearchOption.AllDirectories).Count());
    }
}
