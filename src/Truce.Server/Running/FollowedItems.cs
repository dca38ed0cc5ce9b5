using System.Globalization;
using Truce.Evidence.Trees;
using Truce.Feeds.Following;
using Truce.Records;

namespace Truce.Server.Running;

/// <summary>How a batch of a followed file is named when it is sealed, and how far each file was taken, read back from those names.</summary>
/// <remarks>The log is the only memory: a program that was killed goes on where the log ends, and reads nothing twice.</remarks>
internal static class FollowedItems
{
    private const int MostHeadBytes = 4096;

    /// <summary>Name of a batch: <c>FEED/FILE@FROM-TO</c>, in bytes of the file; a copied header is in the batch and not in the range.</summary>
    public static string NameOf(string feed, Followed.Batch batch) =>
        string.Create(CultureInfo.InvariantCulture, $"{feed}/{batch.Name}@{batch.FileOffset}-{batch.FileOffset + batch.Bytes.Length - batch.CopiedHeaderBytes}");

    /// <summary>How far each file of a feed's folder was sealed.</summary>
    /// <param name="feed">Id of the feed.</param>
    /// <param name="sealedInputs">What the log holds, in its order.</param>
    /// <param name="store">Where the sealed bytes lie.</param>
    public static Dictionary<string, FollowPosition> Positions(string feed, IEnumerable<SealedInput> sealedInputs, StoreFolder store)
    {
        var positions = new Dictionary<string, FollowPosition>(StringComparer.Ordinal);
        foreach (SealedInput input in sealedInputs.Where(i => i.Role == "feed" && i.Feed == feed))
        {
            if (!TryRead(feed, input.Name, out string file, out long from, out long to)) continue;
            string path = store.Blobs.PathOf(Walker.DigestOf(input.Blob));
            if (from == 0) positions[file] = HeadOf(path, to);
            else if (!positions.TryGetValue(file, out FollowPosition? before)) continue;
            else positions[file] = before with { Offset = to };
            positions[file] = positions[file] with { InsideRecord = !EndsLine(path) };
        }

        return positions;
    }

    private static bool TryRead(string feed, string name, out string file, out long from, out long to)
    {
        (file, from, to) = ("", 0, 0);
        int at = name.LastIndexOf('@'), dash = name.LastIndexOf('-');
        if (at < 0 || dash < at || !name.StartsWith(feed + "/", StringComparison.Ordinal)) return false;
        file = name[(feed.Length + 1)..at];
        return long.TryParse(name.AsSpan(at + 1, dash - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out from)
            && long.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out to);
    }

    /// <summary>The first batch begins as the file does: by that a replaced file is known.</summary>
    private static FollowPosition HeadOf(string path, long to)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] head = new byte[(int)Math.Min(MostHeadBytes, stream.Length)];
        stream.ReadExactly(head);
        return new(to, head.Length, Digest.Of(head).ToHex(), InsideRecord: false);
    }

    private static bool EndsLine(string path)
    {
        using FileStream stream = File.OpenRead(path);
        if (stream.Length == 0) return true;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }
}
