using NodaTime;
using Truce.Measures;

namespace Truce.Server.Running;

/// <summary>Records of one length that lie one behind the other in a sealed blob.</summary>
/// <param name="Feed">Id of the feed that gave them.</param>
/// <param name="Blob">Number of the blob.</param>
/// <param name="Offset">First byte.</param>
/// <param name="RecordBytes">Length of each.</param>
/// <param name="Count">How many.</param>
/// <param name="Start">Earliest sample.</param>
/// <param name="End">One interval after the latest.</param>
internal readonly record struct RecordRun(string Feed, int Blob, long Offset, int RecordBytes, int Count, Instant Start, Instant End);

/// <summary>Where the records of miniSEED that networks took lie in sealed blobs: runs with their times, so that a request reads those blocks alone. Made by the walk, for several threads to ask.</summary>
/// <remarks>About 70 bytes a run; a run has at most 256 records and 1 MiB. A batch of SeedLink is normally one run: a day of one batch a second is 6 MB.</remarks>
internal sealed class RecordIndex
{
    private const int MostRecords = 256;
    private const int MostRunBytes = 1 << 20;
    private readonly Lock _gate = new();
    private readonly List<Hash256> _blobs = [];
    private readonly Dictionary<Hash256, int> _numbers = [];
    private readonly List<RecordRun> _runs = [];

    /// <summary>Adds a record; those that follow one another in a blob join.</summary>
    public void Add(string feed, Hash256 blob, long offset, int length, Instant start, Instant end)
    {
        lock (_gate)
        {
            if (!_numbers.TryGetValue(blob, out int number))
            {
                _numbers.Add(blob, number = _blobs.Count);
                _blobs.Add(blob);
            }

            if (_runs.Count > 0 && _runs[^1] is var run && run.Blob == number && run.Feed == feed && run.RecordBytes == length
                && run.Offset + ((long)length * run.Count) == offset && run.Count < MostRecords && (long)length * (run.Count + 1) <= MostRunBytes)
            {
                _runs[^1] = run with { Count = run.Count + 1, Start = Instant.Min(run.Start, start), End = Instant.Max(run.End, end) };
                return;
            }

            _runs.Add(new(feed, number, offset, length, 1, start, end));
        }
    }

    /// <summary>Runs of some feeds that may hold records of a window, in the order in which they came.</summary>
    public IReadOnlyList<RecordRun> Within(IReadOnlySet<string> feeds, Instant start, Instant end)
    {
        lock (_gate) return [.. _runs.Where(r => r.Start < end && r.End > start && feeds.Contains(r.Feed))];
    }

    /// <summary>The blob of a number.</summary>
    public Hash256 BlobOf(int number)
    {
        lock (_gate) return _blobs[number];
    }
}
