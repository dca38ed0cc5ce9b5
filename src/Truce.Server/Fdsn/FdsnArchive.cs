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

/// <summary>Where waveforms are answered from.</summary>
internal interface IFdsnArchive
{
    /// <summary>Records that any of the lines asks for and that reach into its window; in no order, and perhaps more than once.</summary>
    IEnumerable<HeldRecord> Select(IReadOnlyList<FdsnLine> lines);

    /// <summary>Writes a record's bytes; throws what the disk throws.</summary>
    Task CopyAsync(HeldRecord record, Stream to, CancellationToken stop);
}

/// <summary>The records of miniSEED in a folder, found once by their headers; their bytes stay on the disk.</summary>
internal sealed class FdsnArchive : IFdsnArchive
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

    /// <inheritdoc/>
    public IEnumerable<HeldRecord> Select(IReadOnlyList<FdsnLine> lines) =>
        from channel in Channels
        from line in lines
        where line.Matches(channel)
        from record in _channels[channel]
        where record.Start < line.End && record.End > line.Start
        select record;

    /// <summary>First and last instant of a channel.</summary>
    public (Instant Start, Instant End) Span(ChannelId channel) => (_channels[channel][0].Start, _channels[channel].Max(r => r.End));

    /// <inheritdoc/>
    public Task CopyAsync(HeldRecord record, Stream to, CancellationToken stop) => CopyAsync(_files[record.File], record, to, stop);

    /// <summary>Writes the bytes of a record that lies in a file.</summary>
    public static async Task CopyAsync(string path, HeldRecord record, Stream to, CancellationToken stop)
    {
        byte[] bytes = new byte[record.Length];
        using (Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path))
        {
            if (await RandomAccess.ReadAsync(file, bytes, record.Offset, stop) != bytes.Length) throw new IOException("a file of the archive has become shorter");
        }

        await to.WriteAsync(bytes, stop);
    }

    /// <summary>A record by its header.</summary>
    public static HeldRecord RecordOf(in MiniSeedHeader header, int file, long offset) => new(
        header.Channel, header.Start, header.SampleRateHz > 0 ? header.Start + Duration.FromSeconds(header.SampleCount / header.SampleRateHz) : header.Start,
        file, offset, header.RecordLength);

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

            records.Add(RecordOf(header, _files.Count, at));
            at += header.RecordLength;
        }

        if (records.Count > before) _files.Add(path);
    }
}
