namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>Reads a file or stream of miniSEED records of either version, mixed as they come, and goes on behind what it cannot read.</summary>
/// <remarks>
/// The pieces follow each other without a hole: bytes in = bytes of series + passed over + refused. How it finds its way again: decision 0080.
/// The same bytes give the same pieces whether they come at once or in parts.
/// </remarks>
public sealed class MiniSeedReader
{
    private const int LookAhead = MiniSeed3Header.LongestRecord + 64;
    private const int FirstBuffer = 1 << 20;
    private const long FreeEffort = 32L << 20;
    private const int EffortFactor = 8;

    private readonly HeaderMemory _memory = new();
    private readonly Action<WaveformPiece> _take;
    private long _base;
    private long _pendingFrom = -1;
    private WaveformFault _pendingFault;
    private string _pendingPassed = "";
    private bool _sawRecord;
    private long _effort;

    private MiniSeedReader(Action<WaveformPiece> take) => _take = take;

    /// <summary>Reads bytes in memory.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="take">Gets every piece in the order of the bytes.</param>
    /// <returns>Bytes read: all.</returns>
    public static long Read(ReadOnlySpan<byte> data, Action<WaveformPiece> take)
    {
        var reader = new MiniSeedReader(take);
        reader.Step(data, final: true);
        return data.Length;
    }

    /// <summary>Reads a stream to its end with bounded memory (about 21 MiB at most); throws only what the stream throws.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="take">Gets every piece in the order of the bytes.</param>
    /// <returns>Bytes read.</returns>
    public static long Read(Stream stream, Action<WaveformPiece> take)
    {
        var reader = new MiniSeedReader(take);
        byte[] buffer = new byte[FirstBuffer];
        int held = 0;
        long total = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
            bool final = read < buffer.Length - held;
            held += read;
            total += read;
            int used = reader.Step(buffer.AsSpan(0, held), final);
            if (final) return total;
            held -= used;
            Buffer.BlockCopy(buffer, used, buffer, 0, held);
            if (buffer.Length < 2 * LookAhead) Array.Resize(ref buffer, Math.Min(2 * LookAhead, buffer.Length * 4));
        }
    }

    // Answers how many bytes are done with; all, when final.
    private int Step(ReadOnlySpan<byte> data, bool final)
    {
        int at = 0;
        while (at < data.Length && (final || data.Length - at >= LookAhead))
        {
            ReadOnlySpan<byte> rest = data[at..];
            if (MiniSeed2Header.Begins(rest) || MiniSeed3Header.Begins(rest)) at += Record(rest, _base + at, final);
            else if (MiniSeed2Header.BeginsControl(rest)) at += Pass("control-header", _base + at);
            else if (MiniSeed2Header.BeginsBlank(rest)) at += Pass("noise-record", _base + at);
            else
            {
                if (_pendingFrom < 0) Suspend(_base + at, MiniSeedRecord.NotARecord);
                at += Skip(rest, final);
            }
        }

        _base += at;
        if (final) End();
        return at;
    }

    private int Record(ReadOnlySpan<byte> rest, long offset, bool final)
    {
        Flush(offset);
        if (MiniSeedRecord.TryDecode(rest, whole: false, _memory, offset, out WaveformPiece? piece, out int length, out WaveformFault fault))
        {
            _sawRecord = true;
            _take(piece!);
            return length;
        }

        // The announced length is believed where another header or the end follows it, or when disbelief has cost too much already.
        bool believed = length > 0 && (length == rest.Length ? final : Begins(rest[length..]));
        if (!believed && length > 0)
        {
            _effort += length;
            believed = _effort > FreeEffort + (EffortFactor * offset);
        }

        if (believed)
        {
            _take(new WaveformPiece.Refused(fault, offset, length));
            return length;
        }

        Suspend(offset, fault);
        return 1;
    }

    private static bool Begins(ReadOnlySpan<byte> bytes) =>
        MiniSeed2Header.Begins(bytes) || MiniSeed3Header.Begins(bytes) || MiniSeed2Header.BeginsBlank(bytes) || MiniSeed2Header.BeginsControl(bytes);

    private int Pass(string what, long offset)
    {
        if (_pendingFrom >= 0 && _pendingPassed == what) return 8;
        Flush(offset);
        _pendingFrom = offset;
        _pendingPassed = what;
        return 8;
    }

    private void Suspend(long offset, WaveformFault fault)
    {
        _pendingFrom = offset;
        _pendingFault = fault;
        _pendingPassed = "";
    }

    // To the next byte at which anything could begin.
    private static int Skip(ReadOnlySpan<byte> rest, bool final)
    {
        int last = final ? rest.Length : rest.Length - LookAhead + 1;
        for (int i = 1; i < last; i++)
        {
            if (Begins(rest[i..])) return i;
        }

        return Math.Max(1, last);
    }

    private void Flush(long to)
    {
        if (_pendingFrom < 0 || to == _pendingFrom) return;
        if (_pendingPassed.Length > 0) _take(new WaveformPiece.PassedOver(_pendingPassed, null, "", _pendingFrom, to - _pendingFrom));
        else _take(new WaveformPiece.Refused(_pendingFault, _pendingFrom, to - _pendingFrom));
        _pendingFrom = -1;
    }

    private void End()
    {
        if (_pendingFrom >= 0 && _pendingPassed.Length > 0 && !_sawRecord)
        {
            Suspend(_pendingFrom, new("no-data-record", $"a {_pendingPassed} and no data record in the whole file"));
        }

        Flush(_base);
    }
}
