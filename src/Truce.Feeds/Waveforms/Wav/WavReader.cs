using System.Buffers.Binary;
using System.Globalization;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.Wav;

/// <summary>RIFF WAVE (Microsoft and IBM, Multimedia Programming Interface 1.0, 1991; WAVE_FORMAT_EXTENSIBLE, 2001): PCM of 8, 16, 24, 32 bits, IEEE floats of 32, 64.</summary>
public static class WavReader
{
    private const int Pcm = 1, Ieee = 3, Extensible = 0xfffe;
    private const int MostTracks = 64;

    /// <summary>Whether bytes begin like a WAV file.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.Length >= 12 && file[..4].SequenceEqual("RIFF"u8) && file[8..12].SequenceEqual("WAVE"u8);

    /// <summary>Reads a file: a series a track, or why not. A data chunk that is cut short gives what is there, and a refusal of what is not whole.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Start and channel.</param>
    /// <param name="take">Gets the pieces. Tracks share their bytes: the first has them all, further ones have length 0.</param>
    /// <returns>Bytes read: all.</returns>
    public static long Read(ReadOnlySpan<byte> file, WavOptions options, Action<WaveformPiece> take)
    {
        if (file.IsEmpty) return 0;
        if (!TryChunks(file, out Format format, out int from, out int length, out bool cut, out WaveformFault fault) || !TryStart(options, out fault))
        {
            take(new WaveformPiece.Refused(fault, 0, file.Length));
            return file.Length;
        }

        int blocks = length / format.BlockBytes;
        if (blocks == 0 || !RecordTime.Fits(format.RateHz, blocks, out fault))
        {
            take(blocks == 0 && !cut ? new WaveformPiece.PassedOver("header-only", null, "", 0, file.Length) : new WaveformPiece.Refused(blocks == 0 ? Cut : fault, 0, file.Length));
            return file.Length;
        }

        int refusedFrom = cut ? from + (blocks * format.BlockBytes) : file.Length;
        bool refuses = cut && refusedFrom < file.Length;
        for (int track = 0; track < format.Tracks; track++)
        {
            var segment = new WaveformSegment
            {
                Channel = ChannelOf(options, track, format.Tracks),
                Start = options.Start!.Value,
                SampleRateHz = format.RateHz,
                Samples = Samples(file.Slice(from, blocks * format.BlockBytes), format, track, blocks),
                Quality = cut ? RecordedQuality.Missing : RecordedQuality.None,
            };
            take(new WaveformPiece.Series(segment, format.Name, track == 0 ? 0 : refusedFrom, track == 0 ? refusedFrom : 0));
        }

        if (refuses) take(new WaveformPiece.Refused(Cut, refusedFrom, file.Length - refusedFrom));
        return file.Length;
    }

    private static WaveformFault Cut { get; } = new("truncated", "the data chunk is shorter than it says");

    private static bool TryStart(WavOptions options, out WaveformFault fault)
    {
        fault = options.Start is null ? new("start-time-missing", "a WAV file carries no time: give the instant of its first sample") : default;
        return options.Start is not null;
    }

    private static bool TryChunks(ReadOnlySpan<byte> file, out Format format, out int from, out int length, out bool cut, out WaveformFault fault)
    {
        format = default;
        (from, length, cut, fault) = (0, 0, false, default);
        if (!Begins(file))
        {
            fault = new("not-wav", "no RIFF header with WAVE");
            return false;
        }

        for (long at = 12; at + 8 <= file.Length;)
        {
            ReadOnlySpan<byte> chunk = file[(int)at..];
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("fmt "u8) && !Format.TryRead(chunk[8..(int)Math.Min(chunk.Length, 8L + size)], out format, out fault)) return false;
            if (chunk[..4].SequenceEqual("data"u8))
            {
                if (format.Tracks == 0) break;
                from = (int)at + 8;
                cut = size > file.Length - from;
                length = (int)Math.Min(size, file.Length - from);
                return true;
            }

            at += 8L + size + (size & 1); // chunks are padded to even lengths
        }

        fault = new("chunks", "no fmt chunk followed by a data chunk");
        return false;
    }

    private static ChannelId ChannelOf(WavOptions options, int track, int tracks)
    {
        string number = (track + 1).ToString("D2", CultureInfo.InvariantCulture);
        if (options.Channel is not { } given) return ChannelId.FromSeed("", "", number, "D", out _)!;
        if (tracks == 1 || track == 0) return given;
        string text = $"FDSN:{given.Network}_{given.Station}_{number}_{given.Band}_{given.Source}_{given.Subsource}";
        return ChannelId.TryParse(text, out ChannelId? id, out _) ? id! : given;
    }

    private static WaveformSamples Samples(ReadOnlySpan<byte> data, in Format format, int track, int blocks)
    {
        int at = track * format.SampleBytes;
        if (format.IsReal && format.SampleBytes == 4)
        {
            float[] reals = new float[blocks];
            for (int i = 0; i < blocks; i++, at += format.BlockBytes) reals[i] = BinaryPrimitives.ReadSingleLittleEndian(data[at..]);
            return new WaveformSamples.Float32(reals);
        }

        if (format.IsReal)
        {
            double[] reals = new double[blocks];
            for (int i = 0; i < blocks; i++, at += format.BlockBytes) reals[i] = BinaryPrimitives.ReadDoubleLittleEndian(data[at..]);
            return new WaveformSamples.Float64(reals);
        }

        int[] whole = new int[blocks];
        for (int i = 0; i < blocks; i++, at += format.BlockBytes)
        {
            whole[i] = format.SampleBytes switch
            {
                1 => data[at] - 128, // 8-bit PCM is unsigned
                2 => BinaryPrimitives.ReadInt16LittleEndian(data[at..]),
                3 => ((sbyte)data[at + 2] << 16) | (data[at + 1] << 8) | data[at],
                _ => BinaryPrimitives.ReadInt32LittleEndian(data[at..]),
            };
        }

        return new WaveformSamples.Int32(whole);
    }

    private readonly record struct Format(int Tracks, double RateHz, int SampleBytes, bool IsReal)
    {
        public int BlockBytes => Tracks * SampleBytes;

        public string Name => $"{(IsReal ? "float" : "pcm")}{SampleBytes * 8}";

        public static bool TryRead(ReadOnlySpan<byte> body, out Format format, out WaveformFault fault)
        {
            format = default;
            fault = new("fmt", "a fmt chunk shorter than 16 bytes");
            if (body.Length < 16) return false;
            int tag = BinaryPrimitives.ReadUInt16LittleEndian(body), tracks = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
            uint rate = BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
            int block = BinaryPrimitives.ReadUInt16LittleEndian(body[12..]), bits = BinaryPrimitives.ReadUInt16LittleEndian(body[14..]);
            if (tag == Extensible && body.Length >= 26) tag = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]);
            bool known = (tag == Pcm && bits is (8 or 16 or 24 or 32)) || (tag == Ieee && bits is (32 or 64));
            fault = new("encoding-unknown", string.Create(CultureInfo.InvariantCulture, $"format {tag} of {bits} bits, {tracks} tracks, {block} bytes a block, {rate} Hz; PCM of 8, 16, 24, 32 and floats of 32, 64 bits are read"));
            if (!known || tracks is < 1 or > MostTracks || block != tracks * bits / 8 || rate == 0) return false;
            format = new(tracks, rate, bits / 8, tag == Ieee);
            fault = default;
            return true;
        }
    }
}
