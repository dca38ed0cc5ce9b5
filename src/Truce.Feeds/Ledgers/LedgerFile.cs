namespace Truce.Feeds.Ledgers;

/// <summary>Reads any file of the ledger by what it holds: JSON packs, tables, workbooks.</summary>
public static class LedgerFile
{
    /// <summary>Reads a file; what kind it is, its first bytes say.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="file">Name for messages, and for the pack where the file gives no id.</param>
    public static LedgerReading Read(ReadOnlyMemory<byte> bytes, string file)
    {
        ReadOnlySpan<byte> start = bytes.Span;
        if (start.StartsWith("\uFEFF"u8)) start = start[3..];
        start = start.TrimStart(" \t\r\n"u8);
        if (start.Length > 0 && start[0] is (byte)'{' or (byte)'[') return LedgerJson.Read(bytes, file);
        return start.StartsWith("PK\u0003\u0004"u8) ? LedgerWorkbook.Read(bytes, file) : LedgerTables.Read(bytes, file);
    }
}
