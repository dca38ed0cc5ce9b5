using System.Security.Cryptography;
using Truce.Evidence.Disks;
using Truce.Evidence.Tests.Logs;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Tests.Disks;

public sealed class BlobStoreTests
{
    [Fact]
    public void A_blob_lies_under_its_hash_once_and_is_refused_when_changed()
    {
        using TemporaryFolder folder = LogKit.Folder();
        BlobStore blobs = new(folder.Below("blobs"));
        Digest name = blobs.Put("abc"u8.ToArray());
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", name.ToHex()); // FIPS 180-2 appendix B.1
        string path = folder.Below("blobs", "sha256", "ba", "78", name.ToHex());
        Assert.Equal(path, blobs.PathOf(name));
        DateTime written = File.GetLastWriteTimeUtc(path);
        Assert.Equal(name, blobs.Put("abc"u8.ToArray()));
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
        Assert.Equal("abc"u8.ToArray(), blobs.Get(name));
        Assert.Null(blobs.Get(Digest.Of([1])));
        File.WriteAllText(path, "abd");
        Assert.Throws<EvidenceDamagedException>(() => blobs.Get(name));
        blobs.Erase(name);
        Assert.False(blobs.Contains(name));
    }

    [Fact]
    public void A_stream_of_64_MiB_goes_in_with_the_memory_of_a_chunk()
    {
        using TemporaryFolder folder = LogKit.Folder();
        BlobStore blobs = new(folder.Below("blobs"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Digest name = blobs.Put(new Zeros(64 << 20), out long length);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2 << 20);
        Assert.Equal(64 << 20, length);
        Assert.Equal(64 << 20, new FileInfo(blobs.PathOf(name)).Length);
    }

    [Fact]
    public void After_a_power_cut_at_any_change_a_blob_that_was_put_is_whole_and_a_name_never_lies()
    {
        byte[][] contents = [.. Enumerable.Range(1, 6).Select(i => RandomNumberGenerator.GetBytes(i * 700))];
        int cuts = 0;
        for (int cut = 1; cuts == cut - 1; cut++)
        {
            SimulatedDisk disk = new() { CutAt = cut };
            List<Digest> put = [];
            try
            {
                BlobStore blobs = new("/b", disk);
                foreach (byte[] content in contents) put.Add(blobs.Put(content));
            }
            catch (PowerCutException)
            {
                cuts++;
            }

            for (int seed = 0; seed < 5; seed++)
            {
                SimulatedDisk after = disk.AfterPowerCut(seed);
                BlobStore blobs = new("/b", after);
                Assert.All(put, name => Assert.NotNull(blobs.Get(name)));
                Assert.All(contents, content => Assert.True(blobs.Get(Digest.Of(content)) is null or { Length: > 0 })); // throws when a name lies
                Assert.DoesNotContain(after.Files, f => f.Contains("unfinished", StringComparison.Ordinal));
            }
        }

        Assert.True(cuts > 20);
    }

    private sealed class Zeros(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = (int)Math.Min(_left, Math.Min(buffer.Length, 10_000));
            buffer[..read].Clear();
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
