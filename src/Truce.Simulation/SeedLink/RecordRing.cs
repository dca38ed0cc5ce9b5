using System.Collections.Immutable;

namespace Truce.Simulation.SeedLink;

/// <summary>The last records of all stations in the order of their arrival, each with its station's number. For several threads.</summary>
internal sealed class RecordRing(int capacity, ulong firstSequence)
{
    private readonly Lock _lock = new();
    private readonly Entry[] _entries = new Entry[capacity];
    private readonly SortedDictionary<string, StationHeld> _stations = new(StringComparer.Ordinal);
    private long _head;

    /// <summary>A record in the ring.</summary>
    /// <param name="Record">The record.</param>
    /// <param name="Sequence">Its number within its station.</param>
    public readonly record struct Entry(ServedRecord Record, ulong Sequence);

    /// <summary>Index of the next record to come.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>Takes a record.</summary>
    public void Add(ServedRecord record)
    {
        lock (_lock)
        {
            if (!_stations.TryGetValue(record.Station, out StationHeld? held)) _stations[record.Station] = held = new() { Next = firstSequence, Oldest = firstSequence };
            ref Entry place = ref _entries[_head % capacity];
            if (_head >= capacity) _stations[place.Record.Station].Oldest = place.Sequence + 1;
            place = new(record, held.Next++);
            if (!held.Streams.TryGetValue(record.Stream, out StreamHeld stream)) stream = new(record.Start, record.End, record.Version);
            held.Streams[record.Stream] = stream with { End = record.End > stream.End ? record.End : stream.End };
            _head++;
        }
    }

    /// <summary>Copies records from an index on, as many as fit; the index then stands behind them.</summary>
    public int Take(ref long from, Span<Entry> into)
    {
        lock (_lock)
        {
            from = Math.Max(from, _head - capacity);
            int n = (int)Math.Min(into.Length, _head - from);
            for (int i = 0; i < n; i++) into[i] = _entries[(from + i) % capacity];
            from += n;
            return n;
        }
    }

    /// <summary>Index of the oldest record held.</summary>
    public long Oldest => Math.Max(0, Head - capacity);

    /// <summary>First and next number of a station; <c>null</c> when it is not known.</summary>
    public (ulong Oldest, ulong Next)? Range(string station)
    {
        lock (_lock) return _stations.TryGetValue(station, out StationHeld? held) ? (held.Oldest, held.Next) : null;
    }

    /// <summary>All stations and streams, by name.</summary>
    public ImmutableArray<(string Station, ulong Oldest, ulong Next, ImmutableArray<(string Stream, StreamHeld Held)> Streams)> Holdings()
    {
        lock (_lock)
        {
            return [.. _stations.Select(s => (s.Key, s.Value.Oldest, s.Value.Next, s.Value.Streams.Select(t => (t.Key, t.Value)).ToImmutableArray()))];
        }
    }

    /// <summary>What is known of a stream.</summary>
    /// <param name="Start">Start of its first record since the server began.</param>
    /// <param name="End">End of its last.</param>
    /// <param name="Version">Version of miniSEED.</param>
    public readonly record struct StreamHeld(DateTimeOffset Start, DateTimeOffset End, int Version);

    private sealed class StationHeld
    {
        public ulong Oldest { get; set; }

        public ulong Next { get; set; }

        public SortedDictionary<string, StreamHeld> Streams { get; } = new(StringComparer.Ordinal);
    }
}
