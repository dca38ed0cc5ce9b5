using Truce.Feeds.Text;
using Truce.Feeds.Waveforms.Gse2;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Feeds.Waveforms.Sac;
using Truce.Feeds.Waveforms.Slist;
using Truce.Feeds.Waveforms.Wav;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms;

/// <summary>What a waveform file holds.</summary>
/// <param name="Format">Its format by name, as <see cref="WaveformFiles.Names"/> has it.</param>
/// <param name="Pieces">Everything in it, in the order of the bytes.</param>
/// <param name="Channels">Where its stations stand, when the file itself says so (SAC, GSE 2.0).</param>
/// <param name="Bytes">Plain bytes read; the lengths of the pieces add up to it.</param>
public sealed record WaveformFile(string Format, IReadOnlyList<WaveformPiece> Pieces, IReadOnlyList<SensorChannel> Channels, long Bytes)
{
    /// <summary>The series alone, in the order of the bytes.</summary>
    public IEnumerable<WaveformSegment> Segments => Pieces.OfType<WaveformPiece.Series>().Select(s => s.Segment);
}

/// <summary>Reads waveform files, gzip or plain, of a named format or of the one that their first bytes show.</summary>
public static class WaveformFiles
{
    /// <summary>The formats: <c>gse2</c>, <c>mseed</c>, <c>sac</c>, <c>slist</c>, <c>wav</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["gse2", "mseed", "sac", "slist", "wav"];

    // Formats other than miniSEED are read whole.
    private static readonly FeedLimits Limits = new() { DocumentBytes = 512 * 1024 * 1024 };

    /// <summary>Reads a file of the format that its first bytes show; what shows none is read as miniSEED, whose reader looks for records anywhere.</summary>
    /// <param name="path">The file; throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> as reading it does.</param>
    /// <param name="wav">What WAV files do not carry.</param>
    public static WaveformFile Read(string path, WavOptions? wav = null)
    {
        List<WaveformPiece> pieces = [];
        List<SensorChannel> channels = [];
        string format;
        using (FileStream head = File.OpenRead(path)) format = Recognise(head);
        using FileStream file = File.OpenRead(path);
        long bytes = Read(format, file, wav ?? new WavOptions(), pieces.Add, channels.Add);
        return new(format, pieces, channels, bytes);
    }

    /// <summary>Reads a stream of a named format to its end.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="item">The bytes, gzip or plain.</param>
    /// <param name="wav">What WAV files do not carry.</param>
    /// <param name="take">Gets the pieces in the order of the bytes.</param>
    /// <param name="place">Gets where stations stand.</param>
    /// <returns>Plain bytes read.</returns>
    public static long Read(string format, Stream item, WavOptions wav, Action<WaveformPiece> take, Action<SensorChannel> place)
    {
        if (format == "mseed") return ReadRecords(item, take);
        if (!WholeDocument.TryRead(item, Limits, out byte[] whole, out long bytes, out Refusal refusal))
        {
            take(new WaveformPiece.Refused(new(refusal.Reason, refusal.Detail), 0, bytes));
            return bytes;
        }

        return format switch
        {
            "sac" => SacReader.Read(whole, take, place),
            "gse2" => Gse2Reader.Read(whole, take, place),
            "slist" => SlistReader.Read(whole, take),
            "wav" => WavReader.Read(whole, wav, take),
            _ => throw new ArgumentException($"no waveform format '{format}'; there are {string.Join(", ", Names)}", nameof(format)),
        };
    }

    /// <summary>The format that the first bytes show.</summary>
    /// <param name="item">Read at most to its 4,096th plain byte; the caller opens it again.</param>
    public static string Recognise(Stream item)
    {
        byte[] head = new byte[4096];
        using InflatedStream plain = InflatedStream.Open(item, Limits);
        ReadOnlySpan<byte> bytes = head.AsSpan(0, plain.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        if (WavReader.Begins(bytes)) return "wav";
        if (SlistReader.Begins(bytes)) return "slist";
        if (MiniSeed2Header.Begins(bytes) || MiniSeed3Header.Begins(bytes) || MiniSeed2Header.BeginsControl(bytes)) return "mseed";
        if (SacReader.Begins(bytes)) return "sac";
        return Gse2Reader.Begins(bytes) ? "gse2" : "mseed";
    }

    private static long ReadRecords(Stream item, Action<WaveformPiece> take)
    {
        using InflatedStream plain = InflatedStream.Open(item, Limits);
        long bytes = MiniSeedReader.Read(plain, take);
        if (plain.Problem.IsSome) take(new WaveformPiece.Refused(new(plain.Problem.Reason, plain.Problem.Detail), bytes, 0));
        return bytes;
    }
}
