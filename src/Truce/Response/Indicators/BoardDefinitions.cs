using Truce.Measures;

namespace Truce.Response.Indicators;

/// <summary>Where a board's definitions come from, and so whether they were chosen before the counts. Chosen after them, any false light can be had or avoided, and no promise on false lights holds.</summary>
public abstract record BoardDefinitions
{
    private BoardDefinitions(Hash256 digest) => Digest = digest;

    /// <summary>SHA-256 of the file by which the board was made.</summary>
    public Hash256 Digest { get; }

    /// <summary>Whether the promise on false lights holds for the newest day of the board, as far as the choice of definitions goes.</summary>
    public bool ChosenBefore => this is not Trial;

    /// <summary>The standard ones of the program.</summary>
    /// <param name="Digest">SHA-256 of the file.</param>
    public sealed record Standard(Hash256 Digest) : BoardDefinitions(Digest);

    /// <summary>The mission's own, sealed in its log.</summary>
    /// <param name="Digest">SHA-256 of the file, as sealed.</param>
    /// <param name="LogIndex">Index of its entry in the log.</param>
    /// <param name="SettledBefore">Last day that was settled when it was sealed; absent when none was.</param>
    public sealed record Sealed(Hash256 Digest, long LogIndex, DateOnly? SettledBefore) : BoardDefinitions(Digest);

    /// <summary>A file given for a trial, sealed nowhere.</summary>
    /// <param name="Digest">SHA-256 of the file.</param>
    public sealed record Trial(Hash256 Digest) : BoardDefinitions(Digest);
}
