using System.Buffers;
using NodaTime;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Observations.Waveforms;
using Truce.Simulation.SeedLink;

namespace Truce.Server.Running;

/// <summary>Waveform files as the records that a SeedLink server sends, in the order in which they would have been made.</summary>
internal static class ServedWaveforms
{
    /// <summary>Reads files of any waveform format. Records of miniSEED stay as they are, byte for byte; other formats, and with <paramref name="recut"/> all others than 512 bytes of version 2, are written anew.</summary>
    /// <param name="files">Paths.</param>
    /// <param name="recut">Whether SeedLink 3 is to carry them all.</param>
    /// <param name="note">Gets a line for each stretch that is no record or cannot be written.</param>
    public static ServedRecord[] Read(IEnumerable<string> files, bool recut, Action<string> note)
    {
        List<ServedRecord> records = [];
        foreach (string file in files)
        {
            byte[] bytes = File.ReadAllBytes(file);
            string format;
            using (var head = new MemoryStream(bytes)) format = WaveformFiles.Recognise(head);
            bool zipped = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
            using var item = new MemoryStream(bytes);
            WaveformFiles.Read(format, item, new(), piece => Take(piece, file, format == "mseed" && !zipped ? bytes : null, recut, records, note), static _ => { });
        }

        return [.. records.OrderBy(r => r.End).ThenBy(r => r.Channel, ChannelId.ByText)];
    }

    private static void Take(WaveformPiece piece, string file, byte[]? bytes, bool recut, List<ServedRecord> records, Action<string> note)
    {
        if (piece is WaveformPiece.Refused refused)
        {
            note($"{Path.GetFileName(file)}, byte {refused.Offset}: {refused.Fault.Detail}");
        }
        else if (piece is WaveformPiece.Series series)
        {
            bool asIs = bytes is not null && (!recut || (series.Length == 512 && bytes[series.Offset] != 'M'));
            if (asIs) records.Add(Of(series.Segment, bytes.AsSpan((int)series.Offset, (int)series.Length).ToArray()));
            else Cut(series.Segment, file, records, note);
        }
    }

    private static void Cut(WaveformSegment segment, string file, List<ServedRecord> records, Action<string> note)
    {
        var written = new ArrayBufferWriter<byte>();
        if (!MiniSeedWriter.TryWrite(segment, new() { Version = 2, RecordBytes = 512 }, written, out WaveformFault fault)) note($"{Path.GetFileName(file)}: {fault.Detail}");
        MiniSeedReader.Read(written.WrittenSpan, piece =>
        {
            if (piece is WaveformPiece.Series series) records.Add(Of(series.Segment, written.WrittenSpan.Slice((int)series.Offset, (int)series.Length).ToArray()));
        });
    }

    private static ServedRecord Of(WaveformSegment segment, byte[] bytes) =>
        new(segment.Channel, segment.Start.ToDateTimeOffset(), (segment.Start + Duration.FromSeconds(segment.Count / segment.SampleRateHz)).ToDateTimeOffset(), bytes);
}
