using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>From the payload of a record to its samples. The count is checked against the payload before anything is allocated.</summary>
/// <remarks>Numbers: SEED 2.4, chapter 8 and appendix B; gain-ranged forms as libmseed reads them, whose vectors hold us.</remarks>
public static class SampleDecoder
{
    /// <summary>Whether the encoding is one that we read.</summary>
    public static bool Knows(MiniSeedEncoding encoding) => encoding == MiniSeedEncoding.Text || Width(encoding) > 0 || SteimVersion(encoding) > 0;

    /// <summary>The name of an encoding in what we write out.</summary>
    public static string NameOf(MiniSeedEncoding encoding) => encoding switch
    {
        MiniSeedEncoding.Text => "text",
        MiniSeedEncoding.Int16 => "int16",
        MiniSeedEncoding.Int24 => "int24",
        MiniSeedEncoding.Int32 => "int32",
        MiniSeedEncoding.Float32 => "float32",
        MiniSeedEncoding.Float64 => "float64",
        MiniSeedEncoding.Steim1 => "steim1",
        MiniSeedEncoding.Steim2 => "steim2",
        MiniSeedEncoding.Geoscope24 => "geoscope24",
        MiniSeedEncoding.Geoscope16Gain3 => "geoscope16-3",
        MiniSeedEncoding.Geoscope16Gain4 => "geoscope16-4",
        MiniSeedEncoding.Cdsn => "cdsn",
        MiniSeedEncoding.Sro => "sro",
        MiniSeedEncoding.Dwwssn => "dwwssn",
        _ => ((int)encoding).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads samples.</summary>
    /// <param name="payload">The data section of a record.</param>
    /// <param name="count">Samples that the header announces.</param>
    /// <param name="encoding">How they are coded.</param>
    /// <param name="littleEndian">Order of bytes.</param>
    /// <param name="samples">The samples, when true.</param>
    /// <param name="fault">Why not, when false.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> payload, int count, MiniSeedEncoding encoding, bool littleEndian, out WaveformSamples samples, out WaveformFault fault)
    {
        fault = default;
        samples = Nothing;
        if (SteimVersion(encoding) is int version and > 0) return TrySteim(payload, count, version, littleEndian, out samples, out fault);

        int width = Width(encoding);
        if (width == 0)
        {
            fault = new("encoding-unknown", string.Create(CultureInfo.InvariantCulture, $"encoding {(int)encoding} is none that is read here"));
            return false;
        }

        if ((long)count * width > payload.Length)
        {
            fault = new("samples-beyond-payload", string.Create(CultureInfo.InvariantCulture, $"{count} samples of {width} bytes announced, {payload.Length} bytes there"));
            return false;
        }

        samples = encoding switch
        {
            MiniSeedEncoding.Float32 => new WaveformSamples.Float32(Floats(payload, count, littleEndian)),
            MiniSeedEncoding.Float64 => new WaveformSamples.Float64(Doubles(payload, count, littleEndian)),
            MiniSeedEncoding.Geoscope24 or MiniSeedEncoding.Geoscope16Gain3 or MiniSeedEncoding.Geoscope16Gain4 =>
                new WaveformSamples.Float32(GainRanged.Geoscope(payload, count, encoding, littleEndian)),
            MiniSeedEncoding.Cdsn => new WaveformSamples.Int32(GainRanged.Cdsn(payload, count, littleEndian)),
            MiniSeedEncoding.Sro => GainRanged.TrySro(payload, count, littleEndian, out int[] sro) ? new WaveformSamples.Int32(sro) : Nothing,
            _ => new WaveformSamples.Int32(Integers(payload, count, width, littleEndian)),
        };
        if (samples.Count == count) return true;
        fault = new("sro-gain", "an SRO sample has a gain above 10, which is not defined");
        return false;
    }

    internal static WaveformSamples Nothing { get; } = new WaveformSamples.Int32(ReadOnlyMemory<int>.Empty);

    private static int SteimVersion(MiniSeedEncoding encoding) => encoding switch { MiniSeedEncoding.Steim1 => 1, MiniSeedEncoding.Steim2 => 2, _ => 0 };

    private static int Width(MiniSeedEncoding encoding) => encoding switch
    {
        MiniSeedEncoding.Int16 or MiniSeedEncoding.Geoscope16Gain3 or MiniSeedEncoding.Geoscope16Gain4 or MiniSeedEncoding.Cdsn
            or MiniSeedEncoding.Sro or MiniSeedEncoding.Dwwssn => 2,
        MiniSeedEncoding.Int24 or MiniSeedEncoding.Geoscope24 => 3,
        MiniSeedEncoding.Int32 or MiniSeedEncoding.Float32 => 4,
        MiniSeedEncoding.Float64 => 8,
        _ => 0,
    };

    private static bool TrySteim(ReadOnlySpan<byte> payload, int count, int version, bool littleEndian, out WaveformSamples samples, out WaveformFault fault)
    {
        fault = default;
        samples = Nothing;
        SteimOutcome outcome = SteimOutcome.TooFew;
        if (SteimDecoder.CouldHold(payload.Length, count))
        {
            int[] values = GC.AllocateUninitializedArray<int>(count);
            outcome = SteimOrders.Decode(payload, values, version, littleEndian);
            if (outcome == SteimOutcome.Good || SteimOrders.Decode(payload, values, version, !littleEndian) == SteimOutcome.Good)
            {
                samples = new WaveformSamples.Int32(values);
                return true;
            }
        }

        fault = outcome switch
        {
            SteimOutcome.TooFew => new("samples-beyond-payload", string.Create(CultureInfo.InvariantCulture, $"the Steim frames hold fewer differences than the {count} samples announced")),
            SteimOutcome.UnknownCode => new("steim-code", "a Steim word has a code without meaning"),
            _ => new("steim-last-sample", "the last sample decoded differs from the one that the first Steim frame announces"),
        };
        return false;
    }

    internal static int[] Integers(ReadOnlySpan<byte> payload, int count, int width, bool littleEndian)
    {
        int[] values = GC.AllocateUninitializedArray<int>(count);
        switch (width)
        {
            case 2:
                for (int i = 0; i < count; i++) values[i] = Short(payload, i, littleEndian);
                break;
            case 3:
                for (int i = 0; i < count; i++)
                {
                    ReadOnlySpan<byte> three = payload.Slice(i * 3, 3);
                    values[i] = littleEndian ? ((sbyte)three[2] << 16) | (three[1] << 8) | three[0] : ((sbyte)three[0] << 16) | (three[1] << 8) | three[2];
                }

                break;
            default:
                payload[..(count * 4)].CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
                if (littleEndian != BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(values, values);
                break;
        }

        return values;
    }

    internal static short Short(ReadOnlySpan<byte> payload, int index, bool littleEndian) => littleEndian
        ? BinaryPrimitives.ReadInt16LittleEndian(payload[(index * 2)..])
        : BinaryPrimitives.ReadInt16BigEndian(payload[(index * 2)..]);

    internal static float[] Floats(ReadOnlySpan<byte> payload, int count, bool littleEndian)
    {
        float[] values = GC.AllocateUninitializedArray<float>(count);
        payload[..(count * 4)].CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        Span<int> bits = MemoryMarshal.Cast<float, int>(values.AsSpan());
        if (littleEndian != BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(bits, bits);
        return values;
    }

    internal static double[] Doubles(ReadOnlySpan<byte> payload, int count, bool littleEndian)
    {
        double[] values = GC.AllocateUninitializedArray<double>(count);
        payload[..(count * 8)].CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        Span<long> bits = MemoryMarshal.Cast<double, long>(values.AsSpan());
        if (littleEndian != BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(bits, bits);
        return values;
    }
}
