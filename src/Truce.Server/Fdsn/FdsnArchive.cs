using NodaTime;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Observations.Waveforms;

namespace Truce.Server.Fdsn;

/// <summary>Where a record lies.</summary>
/// <param name="Channel">Whose.</param>
/// <param name="Start">First sample.</param>
/// <param name="End">One interval after the last.</param>
/// <param name="File">Index of the file.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes.</param>
internal sealed record HeldRecord(ChannelId Channel, Instant Start, Instant End, int File, long Offset, int Length);

/// <summary>The records of miniSEED in a folder, found once by their headers; their bytes stay on the disk.</summary>
internal sealed class FdsnArchive
{
    private const long MostFileBytes = 2L << 30; // read whole while it is indexed

    private readonly List<string> _files = [];
    private readonly Dictionary<ChannelId, HeldRecord[]> _channels = [];

    /// <summary>Channels by name.</summary>
    public IReadOnlyList<ChannelId> Channels { get; private set; } = [];

    /// <summary>What was passed over, and why.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Looks through a folder and those in it. Throws what the disk throws.</summary>
    public static FdsnArchive Open(string folder)
    {
        var archive = new FdsnArchive();
        List<HeldRecord> records = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) archive.Index(path, records);
        foreach (IGrouping<ChannelId, HeldRecord> channel in records.GroupBy(r => r.Channel))
        {
            archive._channels[channel.Key] = [.. channel.OrderBy(r => r.Start).ThenBy(r => r.File).ThenBy(r => r.Offset)];
        }

        archive.Channels = [.. archive._channels.Keys.Order(ChannelId.ByText)];
        return archive;
    }

    /// <summary>Records of a channel that reach into a window, by start.</summary>
    public IEnumerable<HeldRecord> Within(ChannelId channel, Instant start, Instant end) => _channels[channel].Where(r => r.Start < end && r.End > start);

    /// <summary>First and last instant of a channel.</summary>
    public (Instant Start, Instant End) Span(ChannelId channel) => (_channels[channel][0].Start, _channels[channel].Max(r => r.End));

    /// <summary>Reads a record's bytes.</summary>
    public async Task CopyAsync(HeldRecord record, Stream to, CancellationToken stop)
    {
        byte[] bytes = new byte[record.Length];
        using (Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(_files[record.File]))
        {
            if (await RandomAccess.ReadAsync(file, bytes, record.Offset, stop) != bytes.Length) throw new IOException("a file of the archive has become shorter");
        }

        await to.WriteAsync(bytes, stop);
    }

    private void Index(string path, List<HeldRecord> records)
    {
        if (new FileInfo(path).Length > MostFileBytes)
        {
            Notes.Add($"{Path.GetFileName(path)}: over {MostFileBytes} bytes");
            return;
        }

        byte[] bytes = File.ReadAllBytes(path);
        int before = records.Count, at = 0;
        while (at < bytes.Length)
        {
            if (!MiniSeedRecord.TryReadHeader(bytes.AsSpan(at), out MiniSeedHeader header, out WaveformFault fault) || header.RecordLength <= 0 || at + header.RecordLength > bytes.Length)
            {
                Notes.Add($"{Path.GetFileName(path)}, byte {at}: {(fault.Detail is { Length: > 0 } why ? why : "a record that is cut")}; what follows is not served");
                break;
            }

            Instant end = header.SampleRateHz > 0 ? header.Start + Duration.FromSeconds(header.SampleCount / header.SampleRateHz) : header.Start;
            records.Add(new(header.Channel, header.Start, end, _files.Count, at, header.RecordLength));
            at += header.RecordLength;
        }

        if (records.Count > before) _files.Add(path);
    }
}
