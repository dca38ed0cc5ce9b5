using System.Text.Json.Nodes;
using Truce.Observations;

namespace Truce.Feeds;

/// <summary>Counts of one decoding, and whether every byte was spoken for.</summary>
public sealed class DecodeSummary
{
    private readonly SortedDictionary<string, long> _rejectsByReason = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _observationsByClass = new(StringComparer.Ordinal);

    /// <summary>Observations.</summary>
    public long Observations { get; private set; }

    /// <summary>Rejects.</summary>
    public long Rejects { get; private set; }

    /// <summary>Plain bytes of observations.</summary>
    public long ObservationBytes { get; private set; }

    /// <summary>Plain bytes of rejects.</summary>
    public long RejectBytes { get; private set; }

    /// <summary>Plain bytes that carry no claim.</summary>
    public long PassedOverBytes { get; private set; }

    /// <summary>Plain bytes in, from <see cref="EndItem"/>.</summary>
    public long BytesIn { get; private set; }

    /// <summary>Rejects by their reason.</summary>
    public IReadOnlyDictionary<string, long> RejectsByReason => _rejectsByReason;

    /// <summary>Observations by their class.</summary>
    public IReadOnlyDictionary<string, long> ObservationsByClass => _observationsByClass;

    /// <summary>Whether bytes in = observations + rejects + passed over.</summary>
    public bool BytesAddUp => BytesIn == ObservationBytes + RejectBytes + PassedOverBytes;

    /// <summary>Counts one piece.</summary>
    public void Add(Decoded piece)
    {
        switch (piece)
        {
            case Decoded.Seen seen:
                Observations++;
                ObservationBytes += piece.Raw.Length;
                Count(_observationsByClass, ObservationJson.Word(seen.Observation.Class));
                break;
            case Decoded.Refused refused:
                Rejects++;
                RejectBytes += piece.Raw.Length;
                Count(_rejectsByReason, refused.Reject.Reason);
                break;
            default:
                PassedOverBytes += piece.Raw.Length;
                break;
        }
    }

    /// <summary>Says how many plain bytes an item had.</summary>
    public void EndItem(long plainBytes) => BytesIn += plainBytes;

    /// <summary>As JSON; the member <c>summary</c> tells it from observations and rejects.</summary>
    public JsonObject ToJson() => new()
    {
        ["summary"] = true,
        ["observations"] = Observations,
        ["rejects"] = Rejects,
        ["observationsByClass"] = Map(_observationsByClass),
        ["rejectsByReason"] = Map(_rejectsByReason),
        ["bytesIn"] = BytesIn,
        ["bytesObserved"] = ObservationBytes,
        ["bytesRefused"] = RejectBytes,
        ["bytesPassedOver"] = PassedOverBytes,
        ["bytesAddUp"] = BytesAddUp,
    };

    private static JsonObject Map(SortedDictionary<string, long> counts) =>
        new(counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value))));

    private static void Count(SortedDictionary<string, long> counts, string name)
    {
        counts.TryGetValue(name, out long n);
        counts[name] = n + 1;
    }
}
