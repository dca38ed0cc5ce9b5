namespace Truce.Feeds.Text;

/// <summary>Tells JSON lines from a table.</summary>
internal static class JsonLines
{
    /// <summary>Whether any line begins with an opening brace.</summary>
    /// <remarks>Any, not the first: a file whose first line was cut is still JSON lines. No header and no row of a table of ours begins so.</remarks>
    /// <param name="head">The beginning of the file.</param>
    public static bool Begin(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        foreach (Range line in head.SplitAny("\r\n"u8))
        {
            if (head[line].TrimStart(" \t"u8).StartsWith("{"u8)) return true;
        }

        return false;
    }
}
