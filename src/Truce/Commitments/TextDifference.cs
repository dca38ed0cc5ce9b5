using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>What became of some words between two versions of a text.</summary>
public enum WordChange
{
    /// <summary>They stand in both.</summary>
    Kept = 0,

    /// <summary>They stand in the earlier one alone.</summary>
    Removed,

    /// <summary>They stand in the later one alone.</summary>
    Added,
}

/// <summary>Words in a row that share a fate.</summary>
/// <param name="Change">Their fate.</param>
/// <param name="Text">The words, with single spaces.</param>
public sealed record WordRun(WordChange Change, string Text);

/// <summary>The difference of two versions of a text, word by word: the shortest script of additions and removals (Myers 1986, "An O(ND) Difference Algorithm").</summary>
public static class TextDifference
{
    /// <summary>Most differing words that are followed one by one; texts further apart are shown as one removal and one addition.</summary>
    private const int MostEdits = 2000;

    /// <summary>Runs of words in order.</summary>
    public static ImmutableArray<WordRun> Between(string before, string after)
    {
        string[] a = Words(before), b = Words(after);
        int head = 0, tail = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head]) head++;
        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)]) tail++;
        var script = new List<(WordChange Change, string Word)>();
        script.AddRange(a.Take(head).Select(w => (WordChange.Kept, w)));
        script.AddRange(Script(a[head..(a.Length - tail)], b[head..(b.Length - tail)]));
        script.AddRange(a.Skip(a.Length - tail).Select(w => (WordChange.Kept, w)));
        var runs = ImmutableArray.CreateBuilder<WordRun>();
        for (int i = 0; i < script.Count;)
        {
            int from = i;
            while (i < script.Count && script[i].Change == script[from].Change) i++;
            runs.Add(new(script[from].Change, string.Join(' ', script.Skip(from).Take(i - from).Select(s => s.Word))));
        }

        return runs.ToImmutable();
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static List<(WordChange, string)> Script(string[] a, string[] b)
    {
        int most = Math.Min(a.Length + b.Length, MostEdits);
        var furthest = new int[(2 * most) + 3];
        var trace = new List<int[]>();
        for (int d = 0; d <= most; d++)
        {
            trace.Add(furthest[(most + 1 - d)..(most + 2 + d)]);
            for (int k = -d; k <= d; k += 2)
            {
                int x = k == -d || (k != d && furthest[most + k] < furthest[most + k + 2]) ? furthest[most + k + 2] : furthest[most + k] + 1, y = x - k;
                while (x < a.Length && y < b.Length && a[x] == b[y]) (x, y) = (x + 1, y + 1);
                furthest[most + 1 + k] = x;
                if (x >= a.Length && y >= b.Length) return Back(a, b, trace);
            }
        }

        return [.. a.Select(w => (WordChange.Removed, w)), .. b.Select(w => (WordChange.Added, w))];
    }

    // Walks the recorded steps from the end to the start.
    private static List<(WordChange, string)> Back(string[] a, string[] b, List<int[]> trace)
    {
        var script = new List<(WordChange, string)>();
        int x = a.Length, y = b.Length;
        for (int d = trace.Count - 1; d > 0; d--)
        {
            int[] was = trace[d]; // furthest points of diagonals −d … d before step d
            int At(int diagonal) => was[diagonal + d];
            int k = x - y;
            int from = k == -d || (k != d && At(k - 1) < At(k + 1)) ? k + 1 : k - 1;
            int fromX = At(from), fromY = fromX - from;
            for (; x > fromX && y > fromY && a[x - 1] == b[y - 1]; y--) script.Add((WordChange.Kept, a[--x]));
            if (from == k + 1) script.Add((WordChange.Added, b[--y]));
            else script.Add((WordChange.Removed, a[--x]));
        }

        while (x > 0) script.Add((WordChange.Kept, a[--x]));
        script.Reverse();
        return script;
    }
}
