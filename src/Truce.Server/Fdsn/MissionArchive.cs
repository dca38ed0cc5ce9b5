using Microsoft.Win32.SafeHandles;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Waveforms;
using Truce.Server.Running;

namespace Truce.Server.Fdsn;

/// <summary>The records that a mission's networks took, read from its sealed blobs: only the blocks that a request's window touches, one at a time.</summary>
/// <param name="index">Where they lie.</param>
/// <param name="feeds">Feeds that may be shown.</param>
/// <param name="pathOf">File of a blob.</param>
internal sealed class MissionArchive(RecordIndex index, IReadOnlySet<string> feeds, Func<Hash256, string> pathOf) : IFdsnArchive
{
    private const long MostBytes = 256L << 20; // of one answer; the list of half a million records is some 50 MB

    /// <summary>What a mission answers: feeds labelled for named people alone are left out, since nobody has a name here yet.</summary>
    public static FdsnHoldings Of(StoreFolder store, Mission mission, Engine engine, TimeProvider time)
    {
        HashSet<string> seen = [.. mission.Feeds.Where(f => engine.Networks.ContainsKey(f.Id) && f.Label.Classification <= Classification.Mission).Select(f => f.Id)];
        SensorChannel[] places = [.. seen.Order(StringComparer.Ordinal).SelectMany(f => engine.Networks[f].Metadata).Distinct()];
        return new(new MissionArchive(engine.Records, seen, blob => store.Blobs.PathOf(Walker.DigestOf(blob))), places, time, MostBytes);
    }

    /// <inheritdoc/>
    public IEnumerable<HeldRecord> Select(IReadOnlyList<FdsnLine> lines)
    {
        var names = new Dictionary<ChannelId, ChannelId>(); // one object a channel, not one a record
        foreach (RecordRun run in index.Within(feeds, lines.Min(l => l.Start), lines.Max(l => l.End)))
        {
            byte[] block = Block(run);
            for (int i = 0; i < run.Count; i++)
            {
                int at = i * run.RecordBytes;
                if (!MiniSeedRecord.TryReadHeader(block.AsSpan(at, run.RecordBytes), out MiniSeedHeader header, out WaveformFault fault)) throw new IOException($"a sealed record can no longer be read: {fault.Reason}");
                HeldRecord record = FdsnArchive.RecordOf(header, run.Blob, run.Offset + at);
                if (!lines.Any(l => record.Start < l.End && record.End > l.Start && l.Matches(record.Channel))) continue;
                if (!names.TryGetValue(record.Channel, out ChannelId? name)) names.Add(record.Channel, name = record.Channel);
                yield return record with { Channel = name };
            }
        }
    }

    /// <inheritdoc/>
    public Task CopyAsync(HeldRecord record, Stream to, CancellationToken stop) => FdsnArchive.CopyAsync(pathOf(index.BlobOf(record.File)), record, to, stop);

    private byte[] Block(RecordRun run)
    {
        byte[] block = new byte[run.RecordBytes * run.Count];
        using SafeFileHandle file = File.OpenHandle(pathOf(index.BlobOf(run.Blob)));
        if (RandomAccess.Read(file, block, run.Offset) != block.Length) throw new IOException("a sealed blob has become shorter");
        return block;
    }
}
