using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Truce.Detections.Arrivals;

namespace Truce.Feeds.Arrivals;

/// <summary>A row that gives no arrival.</summary>
/// <param name="Row">Line of a table or of JSON lines, item of a JSON list; from 1.</param>
/// <param name="Reason">A short stable word, for counting.</param>
/// <param name="Detail">One sentence for a person.</param>
public sealed record ArrivalReject(long Row, string Reason, string Detail);

/// <summary>What a file of picks and detections holds.</summary>
/// <param name="Arrivals">In the order of the file.</param>
/// <param name="Sites">Sites whose place the file itself gives.</param>
/// <param name="Rejects">Rows that give no arrival.</param>
/// <param name="PassedOver">Rows that are none by their kind: windows, health, summaries, comments, headings.</param>
public sealed record ArrivalsRead(ImmutableArray<Arrival> Arrivals, ImmutableArray<ListeningSite> Sites, ImmutableArray<ArrivalReject> Rejects, int PassedOver);

/// <summary>Reads arrivals: what <c>truce detect seismic</c> and <c>truce detect array</c> print, plain tables of picks, and lists of detections as infrapy writes them.</summary>
/// <remarks>The forms, with examples: docs/formats/arrivals.md.</remarks>
public static class ArrivalFile
{
    /// <summary>Longest file that is read, bytes.</summary>
    public const long LongestBytes = 1L << 30;

    /// <summary>Reads a file to its end; throws <see cref="IOException"/> as opening it does, and when it is too long.</summary>
    public static ArrivalsRead Read(string path)
    {
        if (new FileInfo(path).Length > LongestBytes) throw new IOException($"{Path.GetFileName(path)} is longer than {LongestBytes >> 20} MiB; cut it into days");
        string text = File.ReadAllText(path, Encoding.UTF8).TrimStart('\uFEFF');
        var taken = new ArrivalSink();
        switch (text.AsSpan().TrimStart() is { Length: > 0 } t ? t[0] : ' ')
        {
            case '[': List(text, taken); break;
            case '{': Lines(text, taken); break;
            default: ArrivalTable.Read(text, taken); break;
        }

        return taken.Done();
    }

    private static void List(string text, ArrivalSink taken)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 16 });
            int row = 0;
            foreach (JsonElement item in document.RootElement.EnumerateArray()) ArrivalJson.Take(item, ++row, taken);
        }
        catch (JsonException e)
        {
            taken.Refuse((e.LineNumber ?? 0) + 1, "broken-json", $"no JSON from line {(e.LineNumber ?? 0) + 1}, byte {e.BytePositionInLine} on");
        }
    }

    private static void Lines(string text, ArrivalSink taken)
    {
        int row = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            row++;
            if (line.IsWhiteSpace()) continue;
            try
            {
                using var document = JsonDocument.Parse(line.ToString(), new() { MaxDepth = 16 });
                ArrivalJson.Take(document.RootElement, row, taken);
            }
            catch (JsonException e)
            {
                taken.Refuse(row, "broken-json", $"no JSON from byte {e.BytePositionInLine} on");
            }
        }
    }
}
