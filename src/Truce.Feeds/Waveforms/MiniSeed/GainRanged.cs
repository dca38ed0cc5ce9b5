namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>The old formats in which a sample is a mantissa and a gain (SEED 2.4, appendix B; the constants as libmseed has them).</summary>
internal static class GainRanged
{
    private static readonly int[] CdsnShifts = [0, 2, 4, 7];

    /// <summary>GEOSCOPE: 24-bit integers, or 12 bits with bias 2048 divided by two to the gain. Volts by the metadata, so single precision.</summary>
    public static float[] Geoscope(ReadOnlySpan<byte> payload, int count, MiniSeedEncoding encoding, bool littleEndian)
    {
        float[] values = new float[count];
        if (encoding == MiniSeedEncoding.Geoscope24)
        {
            int[] whole = SampleDecoder.Integers(payload, count, 3, littleEndian);
            for (int i = 0; i < count; i++) values[i] = whole[i];
            return values;
        }

        int mask = encoding == MiniSeedEncoding.Geoscope16Gain3 ? 0b111 : 0b1111;
        for (int i = 0; i < count; i++)
        {
            int bits = SampleDecoder.Short(payload, i, littleEndian);
            values[i] = ((bits & 0x0fff) - 2048) / (float)(1 << ((bits >> 12) & mask));
        }

        return values;
    }

    /// <summary>CDSN: 14 bits with bias 8191, shifted left by 0, 2, 4 or 7.</summary>
    public static int[] Cdsn(ReadOnlySpan<byte> payload, int count, bool littleEndian)
    {
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
        {
            int bits = SampleDecoder.Short(payload, i, littleEndian);
            values[i] = ((bits & 0x3fff) - 8191) << CdsnShifts[(bits >> 14) & 3];
        }

        return values;
    }

    /// <summary>SRO: 12 bits in two's complement, shifted left by 10 less the gain; false for a gain above 10.</summary>
    public static bool TrySro(ReadOnlySpan<byte> payload, int count, bool littleEndian, out int[] values)
    {
        values = new int[count];
        for (int i = 0; i < count; i++)
        {
            int bits = SampleDecoder.Short(payload, i, littleEndian);
            int gain = (bits >> 12) & 0xf;
            if (gain > 10)
            {
                values = [];
                return false;
            }

            values[i] = ((bits << 20) >> 20) << (10 - gain);
        }

        return true;
    }
}
