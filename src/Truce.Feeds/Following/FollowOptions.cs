namespace Truce.Feeds.Following;

/// <summary>Bounds on following a folder.</summary>
public sealed record FollowOptions
{
    /// <summary>Most bytes of one batch, header included; at least 1024. A record that does not fit is given in pieces: the decoder refuses and counts it.</summary>
    public int BatchBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a quoted record may stay open before its quote is taken for a stray one; not below the reader's own limit.</summary>
    public int OpenRecordBytes { get; init; } = 256 * 1024;

    /// <summary>Most bytes of a whole document or a compressed file.</summary>
    public int DocumentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most files of one folder.</summary>
    public int MaxFiles { get; init; } = 100_000;

    /// <summary>How long a whole document must not have grown before it is taken.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>How far a file was given.</summary>
/// <param name="Offset">Bytes of the file that were given.</param>
/// <param name="HeadBytes">How many of the first bytes are remembered, to see that the file is still the same.</param>
/// <param name="HeadHash">SHA-256 of them, lower-case hex; empty for none.</param>
/// <param name="InsideRecord">Whether the last batch ended inside a record that is longer than a batch.</param>
public sealed record FollowPosition(long Offset, int HeadBytes, string HeadHash, bool InsideRecord)
{
    /// <summary>Nothing was given yet.</summary>
    public static FollowPosition Start { get; } = new(0, 0, "", false);
}

/// <summary>What a poll found.</summary>
public abstract record Followed
{
    private Followed()
    {
    }

    /// <summary>Name of the file in the folder.</summary>
    public required string Name { get; init; }

    /// <summary>New and whole records, or a whole document: one item to seal, and then to decode as it stands.</summary>
    public sealed record Batch : Followed
    {
        /// <summary>
        /// The bytes to seal. For a table after its first batch they begin with a copy of the header line, so that the item can be read alone.
        /// </summary>
        public required byte[] Bytes { get; init; }

        /// <summary>How many of the bytes are the copied header.</summary>
        public required int CopiedHeaderBytes { get; init; }

        /// <summary>Where in the file the rest begins.</summary>
        public required long FileOffset { get; init; }
    }

    /// <summary>Something that an operator should know: the file was replaced, cut, removed or cannot be read.</summary>
    public sealed record Trouble : Followed
    {
        /// <summary>Makes one.</summary>
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public Trouble(string name, string reason, string detail)
        {
            Name = name;
            Reason = reason;
            Detail = detail;
        }

        /// <summary>A short stable word, for counting.</summary>
        public string Reason { get; }

        /// <summary>One sentence for a person.</summary>
        public string Detail { get; }
    }
}
