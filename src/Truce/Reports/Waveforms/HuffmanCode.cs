namespace Truce.Reports.Waveforms;

/// <summary>Prefix codes of least length (Huffman 1952) in the canonical form of RFC 1951, section 3.2.2.</summary>
internal static class HuffmanCode
{
    /// <summary>Length of each symbol's code, bits; 0 for a symbol that does not occur. A code that would grow too long is made again from flatter counts.</summary>
    /// <param name="counts">How often each symbol occurs.</param>
    /// <param name="longest">Longest code, bits.</param>
    internal static int[] Lengths(long[] counts, int longest)
    {
        long[] flat = [.. counts];
        // A code of one symbol has one bit, and a second symbol that is never used makes it complete.
        for (int i = 0; flat.Count(c => c > 0) < 2; i++) flat[i] = Math.Max(flat[i], 1);
        while (true)
        {
            int[] lengths = Unbounded(flat);
            if (lengths.Max() <= longest) return lengths;
            for (int i = 0; i < flat.Length; i++) flat[i] = flat[i] > 0 ? (flat[i] / 2) + 1 : 0;
        }
    }

    /// <summary>The codes, their bits in the order in which they are written.</summary>
    internal static int[] Codes(int[] lengths)
    {
        int[] codes = new int[lengths.Length];
        int code = 0;
        for (int length = 1; length <= lengths.Max(); length++, code <<= 1)
        {
            for (int i = 0; i < lengths.Length; i++)
            {
                if (lengths[i] == length) codes[i] = Reversed(code++, length);
            }
        }

        return codes;
    }

    private static int[] Unbounded(long[] counts)
    {
        int[] parent = new int[2 * counts.Length];
        var queue = new PriorityQueue<int, (long, int)>(); // ties by number, so that the code is always the same
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0) queue.Enqueue(i, (counts[i], i));
        }

        int root = counts.Length;
        while (queue.TryDequeue(out int a, out (long Count, int) first) && queue.TryDequeue(out int b, out (long Count, int) second))
        {
            (parent[a], parent[b]) = (root, root);
            if (queue.Count == 0) break;
            queue.Enqueue(root, (first.Count + second.Count, root));
            root++;
        }

        int[] lengths = new int[counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            for (int node = i; counts[i] > 0 && node != root; node = parent[node]) lengths[i]++;
        }

        return lengths;
    }

    private static int Reversed(int code, int length)
    {
        int turned = 0;
        for (int i = 0; i < length; i++) turned |= ((code >> i) & 1) << (length - 1 - i);
        return turned;
    }
}
