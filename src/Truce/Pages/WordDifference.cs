using System.Collections.Immutable;

namespace Truce.Pages;

/// <summary>What a piece of two texts is.</summary>
public enum PieceKind
{
    /// <summary>In both.</summary>
    Same = 0,

    /// <summary>In the earlier one alone.</summary>
    Removed,

    /// <summary>In the later one alone.</summary>
    Added,
}

/// <summary>Words that stand together in one or both of two texts.</summary>
/// <param name="Kind">In which.</param>
/// <param name="Text">The words with a blank between them.</param>
public sealed record Piece(PieceKind Kind, string Text);

/// <summary>The difference of two texts word by word: the longest common subsequence of their words.</summary>
/// <remarks>Hunt and Szymanski's problem in its plain form (dynamic programming), so the memory is the product of the lengths; texts that differ in more than <see cref="MostWords"/> words between their common ends are shown whole, one after the other.</remarks>
public static class WordDifference
{
    /// <summary>Most words of a text between common beginning and common end that are compared one by one: 2000 × 2000 numbers are 16 MB.</summary>
    public const int MostWords = 2000;

    /// <summary>Pieces in reading order. The pieces of both kinds but <see cref="PieceKind.Added"/> give the earlier text, those but <see cref="PieceKind.Removed"/> the later one, each with single blanks.</summary>
    public static ImmutableArray<Piece> Of(string earlier, string later)
    {
        string[] a = Words(earlier), b = Words(later);
        int head = 0, tail = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head]) head++;
        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)]) tail++;
        var pieces = new List<(PieceKind Kind, string Word)>(a.Select((w, i) => (PieceKind.Same, w)).Take(head));
        Middle(a[head..^tail], b[head..^tail], pieces);
        pieces.AddRange(a[^tail..].Select(w => (PieceKind.Same, w)));
        return Joined(pieces);
    }

    private static void Middle(string[] a, string[] b, List<(PieceKind, string)> pieces)
    {
        if (a.Length > MostWords || b.Length > MostWords)
        {
            pieces.AddRange(a.Select(w => (PieceKind.Removed, w)));
            pieces.AddRange(b.Select(w => (PieceKind.Added, w)));
            return;
        }

        var common = new int[a.Length + 1, b.Length + 1];
        for (int i = a.Length - 1; i >= 0; i--)
        {
            for (int j = b.Length - 1; j >= 0; j--) common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                pieces.Add((PieceKind.Same, a[i++]));
                j++;
            }
            else if (j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                pieces.Add((PieceKind.Removed, a[i++]));
            }
            else
            {
                pieces.Add((PieceKind.Added, b[j++]));
            }
        }
    }

    private static ImmutableArray<Piece> Joined(List<(PieceKind Kind, string Word)> words)
    {
        var joined = ImmutableArray.CreateBuilder<Piece>();
        for (int i = 0; i < words.Count;)
        {
            int from = i;
            while (i < words.Count && words[i].Kind == words[from].Kind) i++;
            joined.Add(new(words[from].Kind, string.Join(' ', words[from..i].Select(w => w.Word))));
        }

        return joined.ToImmutable();
    }

    private static string[] Words(string text) => text.Split([' ', '\n', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
