using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Measures;
using Truce.Observations.Waveforms;

// How fast miniSEED becomes samples, on one core. Figures are millions of samples a second of processor time of the whole process, best of the rounds.
// The series is noise whose size changes by itself between 1 and 14 bits a step, as quiet and loud stretches of a real channel do.
const int Samples = 16_000_000;
const int Rounds = 9;

int[] series = Series(Samples);
Shares(series);
foreach ((MiniSeedEncoding encoding, int version, int recordBytes) in new[]
{
    (MiniSeedEncoding.Steim2, 2, 512), (MiniSeedEncoding.Steim2, 2, 4096), (MiniSeedEncoding.Steim2, 3, 512), (MiniSeedEncoding.Steim2, 3, 4096),
    (MiniSeedEncoding.Steim1, 2, 512), (MiniSeedEncoding.Steim1, 2, 4096), (MiniSeedEncoding.Int32, 3, 4096),
})
{
    Run(series, encoding, version, recordBytes);
}

static void Run(int[] series, MiniSeedEncoding encoding, int version, int recordBytes)
{
    var buffer = new ArrayBufferWriter<byte>(1 << 26);
    if (!ChannelId.TryParse("FDSN:XX_BENCH_00_H_H_Z", out ChannelId? channel, out string problem)) throw new InvalidOperationException(problem);
    var segment = new WaveformSegment
    {
        Channel = channel!,
        Start = Instant.FromUtc(2026, 1, 1, 0, 0),
        SampleRateHz = 100,
        Samples = new WaveformSamples.Int32(series),
    };
    var options = new MiniSeedWriteOptions { Version = version, RecordBytes = recordBytes, Integers = encoding };
    double write = Best(() => Written(segment, options, buffer));
    byte[] file = buffer.WrittenSpan.ToArray();

    (int Offset, int Length, int Count)[] payloads = Payloads(file);
    int[] target = new int[series.Length];
    int[] copy = new int[series.Length];
    double codec = encoding is MiniSeedEncoding.Steim1 or MiniSeedEncoding.Steim2
        ? Best(() => Decode(file, payloads, target, encoding == MiniSeedEncoding.Steim1 ? 1 : 2)) : double.NaN;
    if (!double.IsNaN(codec) && !target.AsSpan().SequenceEqual(series)) throw new InvalidOperationException("the decoded series is another");
    long read = 0;
    double records = Best(() =>
    {
        read = 0;
        MiniSeedReader.Read(file, piece => read += piece is WaveformPiece.Series s ? s.Segment.Count : 0);
    });
    if (read != series.Length) throw new InvalidOperationException("not all samples were read");
    double memory = Best(() => series.AsSpan().CopyTo(copy));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{encoding} in miniSEED {version}, records of {recordBytes}: {file.Length / 1e6:F1} MB, {file.Length * 8.0 / series.Length:F1} bits a sample; Msamples/s: "
        + $"codec {series.Length / codec / 1e6:F0}, whole reader {series.Length / records / 1e6:F0}, write {series.Length / write / 1e6:F0}, memcpy of the samples {series.Length / memory / 1e6:F0}"));
}

static void Written(WaveformSegment segment, MiniSeedWriteOptions options, ArrayBufferWriter<byte> buffer)
{
    buffer.Clear();
    if (!MiniSeedWriter.TryWrite(segment, options, buffer, out WaveformFault fault)) throw new InvalidOperationException(fault.Detail);
}

static (int Offset, int Length, int Count)[] Payloads(byte[] file)
{
    List<(int, int, int)> found = [];
    for (int at = 0; at < file.Length;)
    {
        if (!MiniSeedRecord.TryReadHeader(file.AsSpan(at), out MiniSeedHeader header, out WaveformFault fault)) throw new InvalidOperationException(fault.Detail);
        found.Add((at + header.DataOffset, header.DataLength, header.SampleCount));
        at += header.RecordLength;
    }

    return [.. found];
}

static void Decode(byte[] file, (int Offset, int Length, int Count)[] payloads, int[] target, int version)
{
    int at = 0;
    foreach ((int offset, int length, int count) in payloads)
    {
        if (SteimDecoder.Decode(file.AsSpan(offset, length), target.AsSpan(at, count), version) != SteimOutcome.Good) throw new InvalidOperationException("not decoded");
        at += count;
    }
}

static double Best(Action action)
{
    double best = double.MaxValue;
    for (int round = 0; round < Rounds; round++)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        action();
        best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }

    return best;
}

static int[] Series(int count)
{
    var random = new SeededRandom(3);
    int[] series = new int[count];
    double bits = 5, value = 0;
    for (int i = 0; i < count; i++)
    {
        if (i % 64 == 0) bits = Math.Clamp(bits + (0.6 * random.NextNormal()), 1, 14);
        value = (0.9 * value) + (random.NextNormal() * Math.Pow(2, bits - 2));
        series[i] = (int)value;
    }

    return series;
}

static void Shares(int[] series)
{
    int[] counts = new int[33];
    for (int i = 1; i < series.Length; i++)
    {
        int d = series[i] - series[i - 1];
        counts[33 - int.LeadingZeroCount(d < 0 ? ~d : d)]++;
    }

    Console.WriteLine("bits of a difference: " + string.Join(", ", counts.Select((n, bits) => (n, bits)).Where(x => x.n > 0)
        .Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.bits}: {100.0 * x.n / series.Length:F1} %"))));
}
