namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>How a 32-bit word of Steim data splits into differences (SEED 2.4, appendix B; Steim 1994).</summary>
/// <remarks>
/// An entry stands under <c>code × 4 + dnib</c>: the two bits of the frame's first word, and the two highest bits of the word itself. Each entry has
/// eight lanes of shifts: left by the first, then right with sign by the second, gives the difference of the lane; a lane without one is shifted out to 0.
/// </remarks>
internal static class SteimTables
{
    public const int FrameBytes = 64;

    /// <summary>Most differences in one frame: fifteen words of seven.</summary>
    public const int MostPerFrame = 105;

    private static readonly (int Count, int Bits)[] Steim1 = Fill((0, 0), (4, 8), (2, 16), (1, 32));

    private static readonly (int Count, int Bits)[] Steim2 =
    [
        (0, 0), (0, 0), (0, 0), (0, 0),
        (4, 8), (4, 8), (4, 8), (4, 8),
        (-1, 0), (1, 30), (2, 15), (3, 10),
        (5, 6), (6, 5), (7, 4), (-1, 0),
    ];

    /// <summary>Differences of an entry, −1 where no meaning is defined.</summary>
    public static readonly int[] Counts1 = [.. Steim1.Select(e => e.Count)], Counts2 = [.. Steim2.Select(e => e.Count)];

    /// <summary>Bits of one difference.</summary>
    public static readonly int[] Bits1 = [.. Steim1.Select(e => e.Bits)], Bits2 = [.. Steim2.Select(e => e.Bits)];

    /// <summary>Shifts, eight lanes an entry.</summary>
    public static readonly uint[] Left1 = Lefts(Steim1), Left2 = Lefts(Steim2), Right1 = Rights(Steim1), Right2 = Rights(Steim2);

    private static (int, int)[] Fill(params (int, int)[] byCode) => [.. byCode.SelectMany(e => Enumerable.Repeat(e, 4))];

    // The first difference stands highest among Count × Bits low bits.
    private static uint[] Lefts((int Count, int Bits)[] entries) =>
        [.. entries.SelectMany(e => Enumerable.Range(0, 8).Select(lane => lane < e.Count ? (uint)(32 - ((e.Count - lane) * e.Bits)) : 32u))];

    private static uint[] Rights((int Count, int Bits)[] entries) =>
        [.. entries.SelectMany(e => Enumerable.Range(0, 8).Select(lane => lane < e.Count ? (uint)(32 - e.Bits) : 0u))];
}
