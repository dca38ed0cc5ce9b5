namespace Truce.Terms;

/// <summary>Reads JSON lines: one JSON value a line, empty lines left out. A bad line is a remark with its own place, and the next is read.</summary>
internal static class CaseLines
{
    private const int MaxLineBytes = 4 * 1024 * 1024;

    public static void Read(ReadOnlyMemory<byte> utf8, Problems problems, Action<JsonSpot, Problems> add)
    {
        int start = 0;
        while (start < utf8.Length)
        {
            int length = utf8.Span[start..].IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = length < 0 ? utf8[start..] : utf8.Slice(start, length);
            if (line.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                Problems own = problems.Within(start);
                if (JsonSpotReader.Read(line, MaxLineBytes, own) is { } spot) add(spot, own);
            }

            if (length < 0) return;
            start += length + 1;
        }
    }
}
