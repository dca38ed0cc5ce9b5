namespace Truce.Simulation.SeedLink;

/// <summary>Gives records to a server as time would have brought them, or faster: each when its last sample would have been taken.</summary>
public static class SeedLinkReplay
{
    /// <summary>Replays records once.</summary>
    /// <param name="server">Gets them.</param>
    /// <param name="records">In the order of their ends.</param>
    /// <param name="speed">Seconds of recording in a second of the clock; 0: all at once, without waiting.</param>
    /// <param name="asNow">Write each record's time anew, as if it were taken now; the samples stay. Their bytes are then no longer those of the file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it with <see cref="OperationCanceledException"/>.</param>
    public static async Task PlayAsync(SeedLinkServer server, IReadOnlyList<ServedRecord> records, double speed, bool asNow, TimeProvider time, CancellationToken stop)
    {
        if (records.Count == 0) return;
        DateTimeOffset first = records[0].End, begun = time.GetUtcNow();
        TimeSpan shift = begun - first;
        if (speed <= 0)
        {
            server.AddAll(asNow ? records.Select(r => Shifted(r, shift)) : records);
            return;
        }

        for (int i = 0; i < records.Count;)
        {
            TimeSpan due = (records[i].End - first) / speed, passed = time.GetUtcNow() - begun;
            if (due > passed) await Task.Delay(due - passed, time, stop);
            passed = time.GetUtcNow() - begun;
            int from = i;
            while (i < records.Count && (records[i].End - first) / speed <= passed) i++;
            if (i == from) continue; // a timer may wake a little early

            // At a speed of 1 every record keeps its distance to the first; at others its end is put to when it is sent.
            server.AddAll(Enumerable.Range(from, i - from).Select(n => records[n]).Select(r => asNow ? Shifted(r, shift - ((r.End - first) * (1 - (1 / speed)))) : r));
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The same record at another time, on a step of 100 µs.</summary>
    /// <param name="record">Of miniSEED 2 or 3.</param>
    /// <param name="shift">Later, positive.</param>
    public static ServedRecord Shifted(ServedRecord record, TimeSpan shift)
    {
        TimeSpan stepped = TimeSpan.FromTicks(shift.Ticks / 1000 * 1000);
        byte[] bytes = (byte[])record.Bytes.Clone();
        RecordClock.Shift(bytes, stepped);
        return record with { Start = record.Start + stepped, End = record.End + stepped, Bytes = bytes };
    }
}
