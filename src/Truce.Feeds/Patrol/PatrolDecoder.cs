using Truce.Feeds.Text;
using Truce.Observations;

namespace Truce.Feeds.Patrol;

/// <summary>Patrol reports, JSON lines or a table; told apart by whether a line begins with a brace. docs/formats/patrol-report.md.</summary>
public static class PatrolDecoder
{
    /// <summary>Reads a file to its end; never throws on what the bytes are.</summary>
    /// <param name="item">JSON lines or CSV, gzip or plain.</param>
    /// <param name="context">The feed; its label and its simulated mark hold for every report, which may only add to them.</param>
    /// <param name="options">What reports leave open.</param>
    /// <param name="take">Gets every piece in order.</param>
    /// <returns>Plain bytes read.</returns>
    public static long Decode(Stream item, FeedContext context, PatrolOptions options, Action<Decoded> take)
    {
        var sink = new FeedSink(context, take);
        using InflatedStream plain = InflatedStream.Open(item, context.Limits);
        using var looked = new LookedStream(plain);
        if (JsonLines.Begin(looked.Head)) Lines(looked, context, options, sink);
        else Table(looked, context, options, sink);
        if (plain.Problem.IsSome) sink.Refuse(plain.PlainBytes, 0, plain.Problem);
        return plain.PlainBytes;
    }

    private static void Lines(Stream plain, FeedContext context, PatrolOptions options, in FeedSink sink)
    {
        using var reader = new RecordReader(plain, RecordFraming.Lines, context.Limits.RecordBytes);
        while (reader.TryRead(out RawRecord record))
        {
            if (TableDecoding.IsBlank(record))
            {
                sink.PassOver(record);
                continue;
            }

            Refusal refusal = TableDecoding.FrameRefusal(record, context.Limits);
            if (!refusal.IsSome) refusal = TableDecoding.TextRefusal(record.Bytes);
            if (!refusal.IsSome) refusal = PatrolJson.TryRead(record.Bytes, context.Limits.JsonDepth, out PatrolValues values) is { IsSome: true } bad ? bad
                : Take(values, context, options, record, sink);
            if (refusal.IsSome) sink.Refuse(record, refusal);
        }
    }

    private static void Table(Stream plain, FeedContext context, PatrolOptions options, in FeedSink sink) =>
        TableDecoding.RunPlain<int[]>(
            plain, context, sink, Columns,
            (in TableRow row, in RawRecord record, int[] columns, in FeedSink to) =>
            {
                var values = new PatrolValues();
                for (int i = 0; i < columns.Length; i++)
                {
                    if (row[i].IsEmpty) continue;
                    if (!values.TrySet((PatrolField)columns[i], row.Text(i))) return new("duplicate-field", $"the column {(PatrolField)columns[i]} stands twice");
                }

                return Take(values, context, options, record, to);
            },
            needsText: true);

    /// <summary>A header names only known fields, id and patrol among them: a misspelt column would lose what it holds.</summary>
    private static int[]? Columns(string[] header)
    {
        int[] columns = [.. header.Select(PatrolValues.FieldOfColumn)];
        return columns.Contains(-1) || !columns.Contains((int)PatrolField.Id) || !columns.Contains((int)PatrolField.Patrol) ? null : columns;
    }

    private static Refusal Take(PatrolValues values, FeedContext context, PatrolOptions options, in RawRecord record, in FeedSink sink)
    {
        Refusal refusal = PatrolReading.Read(values, context, options, out Observation? observation);
        if (!refusal.IsSome) sink.Seen(observation! with { Raw = sink.Reference(record) });
        return refusal;
    }
}
