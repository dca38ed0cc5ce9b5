namespace Truce.Feeds.Text;

/// <summary>Reads an item that only makes sense whole, within bounds.</summary>
public static class WholeDocument
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>The plain bytes; false when there are more than the limit, or when decompression fails. Then the rest is counted and not kept.</summary>
    /// <param name="item">The item, gzip or plain.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="document">The bytes, when true.</param>
    /// <param name="bytes">How many plain bytes there were.</param>
    /// <param name="refusal">Why not, when false.</param>
    public static bool TryRead(Stream item, FeedLimits limits, out byte[] document, out long bytes, out Refusal refusal)
    {
        document = [];
        refusal = default;
        bytes = 0;
        using InflatedStream plain = InflatedStream.Open(item, limits);
        using var kept = new MemoryStream();
        byte[] chunk = new byte[ChunkBytes];
        for (int read = plain.Read(chunk); read > 0; read = plain.Read(chunk))
        {
            bytes += read;
            if (bytes <= limits.DocumentBytes) kept.Write(chunk, 0, read);
        }

        if (plain.Problem.IsSome) refusal = plain.Problem;
        else if (bytes > limits.DocumentBytes) refusal = new("document-too-long", $"{bytes} bytes; at most {limits.DocumentBytes} are read");
        else document = kept.ToArray();
        return !refusal.IsSome;
    }
}
