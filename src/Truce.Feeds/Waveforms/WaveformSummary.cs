using System.Text.Json.Nodes;

namespace Truce.Feeds.Waveforms;

/// <summary>Counts of one decoding of waveforms or channels, and whether every byte was spoken for.</summary>
public sealed class WaveformSummary
{
    private readonly SortedDictionary<string, long> _rejects = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _passed = new(StringComparer.Ordinal);
    private long _bytesSeries, _bytesPassed, _bytesRefused, _records, _samples;

    /// <summary>Plain bytes in.</summary>
    public long BytesIn { get; set; }

    /// <summary>Different channels.</summary>
    public int Channels { get; set; }

    /// <summary>Runs.</summary>
    public int Runs { get; set; }

    /// <summary>Gaps between runs.</summary>
    public int Gaps { get; set; }

    /// <summary>Overlaps of runs.</summary>
    public int Overlaps { get; set; }

    /// <summary>Pieces that were read: series, and well-formed bytes without samples.</summary>
    public long Readable => _records + _passed.Values.Sum();

    /// <summary>Whether bytes in = series + passed over + refused.</summary>
    public bool BytesAddUp => BytesIn == _bytesSeries + _bytesPassed + _bytesRefused;

    /// <summary>Counts a piece.</summary>
    public void Add(WaveformPiece piece)
    {
        switch (piece)
        {
            case WaveformPiece.Series series:
                _records++;
                _samples += series.Segment.Count;
                _bytesSeries += piece.Length;
                break;
            case WaveformPiece.PassedOver passed:
                Count(_passed, passed.What);
                _bytesPassed += piece.Length;
                break;
            case WaveformPiece.Refused refused:
                Refuse(refused.Fault.Reason);
                _bytesRefused += piece.Length;
                break;
        }
    }

    /// <summary>Counts a reject that has no bytes of its own.</summary>
    public void Refuse(string reason) => Count(_rejects, reason);

    /// <summary>Counts bytes of a document that was read as a whole.</summary>
    public void AddDocument(long bytes, bool refused)
    {
        BytesIn += bytes;
        if (refused) _bytesRefused += bytes;
        else _bytesPassed += bytes;
    }

    /// <summary>The last line.</summary>
    public JsonObject ToJson() => new()
    {
        ["summary"] = true,
        ["bytesIn"] = BytesIn,
        ["bytesSeries"] = _bytesSeries,
        ["bytesPassedOver"] = _bytesPassed,
        ["bytesRefused"] = _bytesRefused,
        ["bytesAddUp"] = BytesAddUp,
        ["records"] = _records,
        ["channels"] = Channels,
        ["runs"] = Runs,
        ["samples"] = _samples,
        ["gaps"] = Gaps,
        ["overlaps"] = Overlaps,
        ["rejects"] = _rejects.Values.Sum(),
        ["rejectsByReason"] = Map(_rejects),
        ["passedOver"] = Map(_passed),
    };

    private static JsonObject Map(SortedDictionary<string, long> counts) =>
        new(counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value))));

    private static void Count(SortedDictionary<string, long> counts, string name)
    {
        counts.TryGetValue(name, out long n);
        counts[name] = n + 1;
    }
}
