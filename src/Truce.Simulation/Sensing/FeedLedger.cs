using System.Collections.Immutable;
using System.Text;

namespace Truce.Simulation.Sensing;

/// <summary>What a row of a feed stems from; written to the truth file, never to the feed.</summary>
/// <param name="File">Path in the mission folder.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Event">Id of the event; empty for clutter and broken rows.</param>
/// <param name="Role">One of <c>report</c>, <c>echo</c>, <c>wrong-homonym</c>, <c>clutter</c>, <c>context</c>, <c>notice</c>, <c>watch</c>, <c>background</c>, <c>broken</c>.</param>
public sealed record RowTruth(string File, int Line, string Event, string Role);

/// <summary>Collects the rows of all feed files and remembers what each stems from. Rows of a file come out in order of their time.</summary>
internal sealed class FeedLedger
{
    private readonly SortedDictionary<string, (string Header, List<Row> Rows)> _files = new(StringComparer.Ordinal);

    /// <summary>Opens a file with a header line; empty for none.</summary>
    public void Open(string file, string header)
    {
        if (!_files.ContainsKey(file)) _files.Add(file, (header, []));
    }

    /// <summary>Adds a row. The text must hold no line break.</summary>
    public void Add(string file, DateTimeOffset at, string text, string truth, string role) =>
        _files[file].Rows.Add(new(at, text, truth, role));

    /// <summary>The bytes of every file, and the truth of every row.</summary>
    public (ImmutableSortedDictionary<string, byte[]> Files, ImmutableArray<RowTruth> Rows) Close()
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        var truths = ImmutableArray.CreateBuilder<RowTruth>();
        foreach ((string file, (string header, List<Row> rows)) in _files)
        {
            var text = new StringBuilder();
            int line = 0;
            if (header.Length > 0)
            {
                text.Append(header).Append('\n');
                line++;
            }

            foreach (Row row in rows.OrderBy(r => r.At).ThenBy(r => r.Text, StringComparer.Ordinal))
            {
                text.Append(row.Text).Append('\n');
                truths.Add(new(file, ++line, row.Truth, row.Role));
            }

            files.Add(file, Encoding.UTF8.GetBytes(text.ToString()));
        }

        return (files.ToImmutable(), truths.ToImmutable());
    }

    private sealed record Row(DateTimeOffset At, string Text, string Truth, string Role);
}
