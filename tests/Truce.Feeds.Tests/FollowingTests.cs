using System.IO.Compression;
using System.Text;
using Truce.Feeds.Following;
using Truce.Observations;

namespace Truce.Feeds.Tests;

/// <summary>Following real files in a real folder.</summary>
public sealed class FollowingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("truce-follow-").FullName;
    private readonly SetTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private FolderFollower Follow(FeedFraming framing, string pattern = "*", FollowOptions? options = null) => new(_folder, pattern, framing, options ?? new(), _time);

    private void Append(string name, string text) => File.AppendAllText(Path.Combine(_folder, name), text);

    private static string[] Texts(IEnumerable<Followed> found) => [.. found.OfType<Followed.Batch>().Select(b => Encoding.UTF8.GetString(b.Bytes))];

    private static string[] Troubles(IEnumerable<Followed> found) => [.. found.OfType<Followed.Trouble>().Select(t => t.Reason)];

    [Fact]
    public void Only_whole_records_are_given_and_an_incomplete_line_waits()
    {
        FolderFollower follower = Follow(FeedFraming.Lines);
        Assert.Empty(follower.Poll());
        Append("a.jsonl", "{\"a\":1}\n{\"a\":");
        Assert.Equal(["{\"a\":1}\n"], Texts(follower.Poll()));
        Assert.Empty(follower.Poll());
        Append("a.jsonl", "2}\n");
        Append("b.jsonl", "{\"b\":1}\n");
        Assert.Equal(["{\"a\":2}\n", "{\"b\":1}\n"], Texts(follower.Poll()));
    }

    [Fact]
    public void Every_batch_of_a_table_carries_its_header_and_can_be_read_alone()
    {
        FolderFollower follower = Follow(FeedFraming.Table, "*.csv");
        Append("f.csv", "latitude,longitude,acq_date\n48.1,37.2,2022-06-01\n");
        Append("ignored.txt", "x\n");
        Assert.Single(follower.Poll());
        Append("f.csv", "48.2,37.2,2022-06-02\n48.3,37");
        var batch = Assert.IsType<Followed.Batch>(Assert.Single(follower.Poll()));
        Assert.Equal("latitude,longitude,acq_date\n48.2,37.2,2022-06-02\n", Encoding.UTF8.GetString(batch.Bytes));
        Assert.Equal((28, 49L), (batch.CopiedHeaderBytes, batch.FileOffset));
        Assert.Single(Decoding.Run("firms", batch.Bytes).OfType<Decoded.Seen>());
    }

    [Fact]
    public void A_patrol_table_that_grows_keeps_its_header_and_patrol_lines_need_none()
    {
        FeedFormats.TryGet("patrol", out FeedFormat patrol);
        FolderFollower follower = Follow(patrol.Framing);
        Append("a.csv", "id,patrol,start\nA-1,P,x\n");
        Append("b.jsonl", "\"id\":\"cut\"}\n{\"id\":\"B-1\"}\n");
        Assert.Equal(2, follower.Poll().Count);
        Append("a.csv", "A-2,P,x\n");
        Append("b.jsonl", "{\"id\":\"B-2\"}\n");
        Assert.Equal(["id,patrol,start\nA-2,P,x\n", "{\"id\":\"B-2\"}\n"], Texts(follower.Poll()));
    }

    [Fact]
    public void A_line_end_inside_quotes_does_not_end_a_record()
    {
        FolderFollower follower = Follow(FeedFraming.Table);
        Append("v.csv", "a,b\n1,\"two\nlines");
        Assert.Equal(["a,b\n"], Texts(follower.Poll()));
        Append("v.csv", " and a third\"\n");
        Assert.Equal(["a,b\n1,\"two\nlines and a third\"\n"], Texts(follower.Poll()));
    }

    [Fact]
    public void A_stray_quote_holds_a_feed_up_only_so_long()
    {
        FolderFollower follower = Follow(FeedFraming.Table, options: new() { OpenRecordBytes = 100 });
        Append("v.csv", "a,b\n1,\"stray\n2,x\n");
        Assert.Equal(["a,b\n"], Texts(follower.Poll()));
        Append("v.csv", string.Concat(Enumerable.Repeat("3,y\n", 40)));
        Assert.EndsWith("3,y\n", Assert.Single(Texts(follower.Poll())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_or_replaced_is_reported_and_read_anew()
    {
        FolderFollower follower = Follow(FeedFraming.Lines);
        Append("a", "1\n2\n3\n");
        follower.Poll();
        File.WriteAllText(Path.Combine(_folder, "a"), "9\n");
        IReadOnlyList<Followed> cut = follower.Poll();
        Assert.Equal(["file-replaced"], Troubles(cut));
        Assert.Equal(["9\n"], Texts(cut));
        File.WriteAllText(Path.Combine(_folder, "a"), "8\n7\n");
        IReadOnlyList<Followed> rotated = follower.Poll();
        Assert.Equal(["file-replaced"], Troubles(rotated));
        Assert.Equal(["8\n7\n"], Texts(rotated));
        File.Delete(Path.Combine(_folder, "a"));
        Assert.Equal(["file-gone"], Troubles(follower.Poll()));
    }

    [Fact]
    public void Batches_are_bounded_and_a_record_beyond_all_bounds_is_counted_once_it_ends()
    {
        FolderFollower follower = Follow(FeedFraming.Table, options: new() { BatchBytes = 1024 });
        Append("f.csv", "latitude,longitude,acq_date\n" + new string('7', 5000) + ",37.2,2022-06-01\n48.1,37.2,2022-06-01\n");
        long seen = 0, refused = 0;
        for (IReadOnlyList<Followed> found = follower.Poll(); found.Count > 0; found = follower.Poll())
        {
            foreach (Followed.Batch batch in found.Cast<Followed.Batch>())
            {
                Assert.True(batch.Bytes.Length <= 1024);
                List<Decoded> pieces = Decoding.Run("firms", batch.Bytes);
                seen += pieces.OfType<Decoded.Seen>().Count();
                refused += pieces.OfType<Decoded.Refused>().Count();
            }
        }

        Assert.Equal(1, seen);
        Assert.InRange(refused, 1, 6);
    }

    [Fact]
    public void Following_goes_on_after_a_restart()
    {
        FolderFollower follower = Follow(FeedFraming.Lines);
        Append("a", "1\n2\n");
        follower.Poll();
        FolderFollower next = Follow(FeedFraming.Lines);
        next.Resume(follower.Positions);
        Assert.Empty(next.Poll());
        Append("a", "3\n");
        Assert.Equal(["3\n"], Texts(next.Poll()));
    }

    [Fact]
    public void A_document_is_taken_once_it_has_stopped_growing()
    {
        FolderFollower follower = Follow(FeedFraming.Document);
        Append("map.geojson", "{");
        Assert.Empty(follower.Poll());
        _time.Now += TimeSpan.FromSeconds(1.5);
        Append("map.geojson", "}");
        Assert.Empty(follower.Poll());
        _time.Now += TimeSpan.FromSeconds(2.5);
        Assert.Equal(["{}"], Texts(follower.Poll()));
        Assert.Empty(follower.Poll());
    }

    [Fact]
    public void A_compressed_table_is_taken_whole()
    {
        FolderFollower follower = Follow(FeedFraming.Table);
        using (var gzip = new GZipStream(File.Create(Path.Combine(_folder, "f.csv.gz")), CompressionLevel.Fastest))
        {
            gzip.Write("latitude,longitude,acq_date\n48.1,37.2,2022-06-01\n"u8);
        }

        Assert.Empty(follower.Poll());
        _time.Now += TimeSpan.FromSeconds(3);
        var batch = Assert.IsType<Followed.Batch>(Assert.Single(follower.Poll()));
        Assert.Single(Decoding.Run("firms", batch.Bytes).OfType<Decoded.Seen>());
    }

    [Fact]
    public void Too_many_files_are_told_and_not_followed()
    {
        FolderFollower follower = Follow(FeedFraming.Lines, options: new() { MaxFiles = 1 });
        Append("a", "1\n");
        Append("b", "1\n");
        Assert.Equal(["too-many-files"], Troubles(follower.Poll()));
    }
}
