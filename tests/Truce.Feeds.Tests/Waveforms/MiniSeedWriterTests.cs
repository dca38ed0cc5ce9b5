using System.Buffers;
using NodaTime;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Testing;

namespace Truce.Feeds.Tests.Waveforms;

/// <summary>What is written reads back exactly, in every form.</summary>
public sealed class MiniSeedWriterTests
{
    private static readonly double[] RatesHz = [100, 20, 0.1, 0.01, 12.5, 1.0 / 3, 100.0 / 3, 250_000, 65536, 1];

    [Fact]
    public void Random_segments_come_back_sample_for_sample()
    {
        var random = new SeededRandom((ulong)Seeds.Next());
        for (int round = 0; round < 600; round++)
        {
            WaveformSegment segment = Segment(random);
            foreach (MiniSeedEncoding encoding in new[] { MiniSeedEncoding.Int32, MiniSeedEncoding.Steim1, MiniSeedEncoding.Steim2 })
            {
                var options = new MiniSeedWriteOptions { Version = 2 + random.NextBelow(2), RecordBytes = 256 << random.NextBelow(5), Integers = encoding };
                ComesBack(segment, options);
            }
        }
    }

    [Fact]
    public void A_difference_beyond_thirty_bits_is_refused_by_Steim_2_and_held_by_Steim_1()
    {
        WaveformSegment jump = Of(new WaveformSamples.Int32(new[] { 0, 1 << 29, 0, 1 << 30 }), 100);
        var buffer = new ArrayBufferWriter<byte>();
        Assert.False(MiniSeedWriter.TryWrite(jump, new MiniSeedWriteOptions(), buffer, out WaveformFault fault));
        Assert.Equal("steim-difference", fault.Reason);
        ComesBack(jump, new MiniSeedWriteOptions { Integers = MiniSeedEncoding.Steim1 });
        ComesBack(Of(new WaveformSamples.Int32(new[] { int.MinValue, int.MaxValue, 0, -1 }), 100), new MiniSeedWriteOptions { Integers = MiniSeedEncoding.Steim1, Version = 2 });
    }

    [Fact]
    public void A_rate_that_no_factor_gives_goes_into_blockette_100()
    {
        WaveformSegment odd = Of(new WaveformSamples.Int32(new[] { 1, 2, 3 }), 199.9997f);
        ComesBack(odd, new MiniSeedWriteOptions { Version = 2, RecordBytes = 512 });
    }

    [Fact]
    public void Both_ways_of_decoding_Steim_give_the_same()
    {
        var random = new SeededRandom((ulong)Seeds.Next());
        for (int round = 0; round < 2000; round++)
        {
            int[] samples = Integers(random, 1 + random.NextBelow(3000));
            byte[] payload = new byte[64 * (1 + random.NextBelow(63))];
            int version = 1 + random.NextBelow(2);
            int packed = SteimEncoder.Encode(samples, samples[0], payload, version, out _);
            if (packed < 1) continue;
            if (random.NextBelow(3) == 0) payload[random.NextBelow(payload.Length)] ^= (byte)(1 << random.NextBelow(8));
            int[] one = new int[packed], two = new int[packed];
            SteimOutcome plain = SteimDecoder.DecodeByWords(payload, one, version, 0), lanes = SteimDecoder.DecodeByLanes(payload, two, version, 0);
            Assert.Equal(plain, lanes);
            if (plain == SteimOutcome.Good) Assert.Equal(one, two);
        }
    }

    private static void ComesBack(WaveformSegment segment, MiniSeedWriteOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Assert.True(MiniSeedWriter.TryWrite(segment, options, buffer, out WaveformFault fault), fault.Detail);
        byte[] bytes = buffer.WrittenSpan.ToArray();
        List<WaveformPiece> pieces = Reading.Pieces(bytes);
        WaveformSegment[] back = [.. pieces.Select(p => Assert.IsType<WaveformPiece.Series>(p).Segment)];
        Assert.All(pieces, p => Assert.True(options.Version == 2 ? p.Length == options.RecordBytes : p.Length <= options.RecordBytes));
        Assert.Equal(Reading.Values(segment), Reading.Values(back));
        int at = 0;
        foreach (WaveformSegment part in back)
        {
            double offNs = (part.Start - segment.InstantOf(at)).TotalNanoseconds;
            Assert.True(options.Version == 3 ? offNs == 0 : Math.Abs(offNs) <= 500);
            Assert.Equal((segment.Channel, segment.SampleRateHz, segment.Quality, segment.Samples.GetType()), (part.Channel, part.SampleRateHz, part.Quality, part.Samples.GetType()));
            at += part.Count;
        }
    }

    private static WaveformSegment Segment(SeededRandom random)
    {
        int count = 1 + random.NextBelow(2000);
        WaveformSamples samples = random.NextBelow(4) switch
        {
            0 => new WaveformSamples.Float32(Enumerable.Range(0, count).Select(_ => random.NextBelow(50) == 0 ? float.NaN : (float)random.NextNormal()).ToArray()),
            1 => new WaveformSamples.Float64(Enumerable.Range(0, count).Select(_ => random.NextNormal() * 1e9).ToArray()),
            _ => new WaveformSamples.Int32(Integers(random, count)),
        };
        return Of(samples, RatesHz[random.NextBelow(RatesHz.Length)]) with
        {
            Start = NodaConstants.UnixEpoch + Duration.FromNanoseconds(((long)(random.NextUnit() * 4e9) - 2_000_000_000L) * 1_000_000_000L) + Duration.FromNanoseconds(random.NextBelow(1_000_000_000)),
            Quality = (RecordedQuality)random.NextBelow(128),
        };
    }

    // Walks whose steps change their size, so that every form of word occurs; steps stay below 2^29.
    private static int[] Integers(SeededRandom random, int count)
    {
        int[] values = new int[count];
        int bits = 4, value = random.NextBelow(1000);
        for (int i = 0; i < count; i++)
        {
            if (random.NextBelow(12) == 0) bits = 1 + random.NextBelow(28);
            value = unchecked(value + random.NextBelow(1 << bits) - (1 << (bits - 1)));
            values[i] = value;
        }

        return values;
    }

    private static WaveformSegment Of(WaveformSamples samples, double rateHz)
    {
        Assert.True(ChannelId.TryParse("FDSN:XX_TEST_00_B_H_Z", out ChannelId? id, out _));
        return new() { Channel = id!, Start = Reading.At("2024-02-29T23:59:59.999999999Z"), SampleRateHz = rateHz, Samples = samples };
    }
}
