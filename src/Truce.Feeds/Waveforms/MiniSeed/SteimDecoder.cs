using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>What became of a Steim payload.</summary>
public enum SteimOutcome
{
    /// <summary>All samples, and the last one is the one that the first frame announces.</summary>
    Good,

    /// <summary>Fewer differences than samples.</summary>
    TooFew,

    /// <summary>A word with a code that has no meaning.</summary>
    UnknownCode,

    /// <summary>The last sample is another than the first frame announces: the only integrity check that Steim has.</summary>
    LastSampleDiffers,
}

/// <summary>Steim 1 and 2: differences of integers in 64-byte frames of big-endian words (SEED 2.4, appendix B; J. Steim, 1994).</summary>
/// <remarks>
/// A frame is sixteen words. The first holds sixteen codes of two bits, one a word. In the first frame, words 1 and 2 are the first and the last
/// sample. The first difference reaches back into the record before and is not needed. Differences and sums wrap at 32 bits.
/// Where the processor has AVX2 a word is shifted into eight lanes and summed there without a branch on its code; else a loop. Both give the same.
/// </remarks>
public static class SteimDecoder
{
    /// <summary>Whether a payload could hold so many samples at all; asked before anything is allocated.</summary>
    public static bool CouldHold(int payloadBytes, int samples) =>
        samples <= (long)(payloadBytes / SteimTables.FrameBytes) * SteimTables.MostPerFrame;

    /// <summary>Decodes as many samples as the target is long.</summary>
    /// <param name="payload">Whole frames; what is left over at the end is not looked at.</param>
    /// <param name="samples">The target; what was decoded before a fault stays in it.</param>
    /// <param name="version">1 or 2.</param>
    public static SteimOutcome Decode(ReadOnlySpan<byte> payload, Span<int> samples, int version)
    {
        payload = payload[..(payload.Length / SteimTables.FrameBytes * SteimTables.FrameBytes)];
        if (samples.Length == 0) return SteimOutcome.Good;
        if (payload.Length == 0) return SteimOutcome.TooFew;
        uint first = Word(payload, 1);
        uint last = Word(payload, 2);
        if (!TryFirstDifference(payload, version, out int difference, out SteimOutcome fault)) return fault;

        int before = unchecked((int)first - difference);
        fault = Avx2.IsSupported
            ? DecodeByLanes(payload, samples, version, before)
            : DecodeByWords(payload, samples, version, before);
        if (fault != SteimOutcome.Good) return fault;
        return samples[^1] == (int)last ? SteimOutcome.Good : SteimOutcome.LastSampleDiffers;
    }

    /// <summary>The plain loop, also where AVX2 is: the two are tested against each other.</summary>
    internal static SteimOutcome DecodeByWords(ReadOnlySpan<byte> payload, Span<int> samples, int version, int before) =>
        Finish(payload, 0, 3, samples, 0, version, before);

    private static bool TryFirstDifference(ReadOnlySpan<byte> payload, int version, out int difference, out SteimOutcome fault)
    {
        Span<int> one = stackalloc int[1];
        int before = 0;
        difference = 0;
        fault = DecodeByWords(payload, one, version, before);
        difference = one[0];
        return fault == SteimOutcome.Good;
    }

    private static bool TryAddWord(uint word, uint code, int version, Span<int> samples, ref int at, ref int before)
    {
        int entry = (int)(((code & 3) << 2) | (word >> 30));
        int count = version == 1 ? SteimTables.Counts1[entry] : SteimTables.Counts2[entry];
        int bits = version == 1 ? SteimTables.Bits1[entry] : SteimTables.Bits2[entry];
        if (count < 0) return false;
        for (int i = 0; i < count && at < samples.Length; i++)
        {
            int difference = (int)(word << (32 - ((count - i) * bits))) >> (32 - bits);
            samples[at++] = before = unchecked(before + difference);
        }

        return true;
    }

    /// <summary>Eight lanes a word; only where <see cref="Avx2"/> is.</summary>
    internal static SteimOutcome DecodeByLanes(ReadOnlySpan<byte> payload, Span<int> samples, int version, int before)
    {
        ref uint lefts = ref MemoryMarshal.GetArrayDataReference(version == 1 ? SteimTables.Left1 : SteimTables.Left2);
        ref uint rights = ref MemoryMarshal.GetArrayDataReference(version == 1 ? SteimTables.Right1 : SteimTables.Right2);
        ref int counts = ref MemoryMarshal.GetArrayDataReference(version == 1 ? SteimTables.Counts1 : SteimTables.Counts2);
        ref int target = ref MemoryMarshal.GetReference(samples);
        Span<uint> words = stackalloc uint[16];
        Vector256<int> sum = Vector256.Create(before);
        int at = 0, unknown = 0;
        int limit = samples.Length - 8; // eight lanes are stored at a time; closer to the end the plain loop goes on
        for (int frame = 0; frame < payload.Length; frame += SteimTables.FrameBytes)
        {
            Load(payload.Slice(frame, SteimTables.FrameBytes), words);
            ref uint word = ref MemoryMarshal.GetReference(words);
            int from = frame == 0 ? 3 : 1;
            uint codes = word << (2 * from);
            for (int i = from; i < 16; i++)
            {
                if (at > limit) return unknown < 0 ? SteimOutcome.UnknownCode : Finish(payload, frame, i, samples, at, version, sum.ToScalar());
                uint w = Unsafe.Add(ref word, i);
                int entry = (int)(((codes >> 28) & 0b1100) | (w >> 30));
                codes <<= 2;
                Vector256<uint> left = Vector256.LoadUnsafe(ref lefts, (nuint)(entry * 8));
                Vector256<uint> right = Vector256.LoadUnsafe(ref rights, (nuint)(entry * 8));
                sum = Avx2.Add(RunningSums(Avx2.ShiftRightArithmeticVariable(Avx2.ShiftLeftLogicalVariable(Vector256.Create(w), left).AsInt32(), right)), sum);
                sum.StoreUnsafe(ref target, (nuint)at);
                sum = Avx2.PermuteVar8x32(sum, Vector256.Create(7));
                int count = Unsafe.Add(ref counts, entry);
                unknown |= count;
                at += count & 7; // an unknown code moves on by no more than a known one
            }

            if (unknown < 0) return SteimOutcome.UnknownCode;
        }

        return at == samples.Length ? SteimOutcome.Good : SteimOutcome.TooFew;
    }

    private static SteimOutcome Finish(ReadOnlySpan<byte> payload, int frame, int word, Span<int> samples, int at, int version, int before)
    {
        for (; frame < payload.Length && at < samples.Length; frame += SteimTables.FrameBytes)
        {
            ReadOnlySpan<byte> bytes = payload.Slice(frame, SteimTables.FrameBytes);
            uint codes = Word(bytes, 0);
            for (; word < 16 && at < samples.Length; word++)
            {
                if (!TryAddWord(Word(bytes, word), codes >> (30 - (2 * word)), version, samples, ref at, ref before)) return SteimOutcome.UnknownCode;
            }

            word = 1;
        }

        return at == samples.Length ? SteimOutcome.Good : SteimOutcome.TooFew;
    }

    // Lane k becomes the sum of lanes 0 to k. Lanes past the last difference are 0, so lane 7 is the sum of all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> RunningSums(Vector256<int> lanes)
    {
        lanes = Avx2.Add(lanes, Avx2.ShiftLeftLogical128BitLane(lanes.AsByte(), 4).AsInt32());
        lanes = Avx2.Add(lanes, Avx2.ShiftLeftLogical128BitLane(lanes.AsByte(), 8).AsInt32());
        Vector256<int> low = Avx2.Permute2x128(lanes, lanes, 0x08); // the low half in the high half, the low half zero
        return Avx2.Add(lanes, Avx2.Shuffle(low, 0xff));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ReadOnlySpan<byte> frame, Span<uint> words)
    {
        ref byte source = ref MemoryMarshal.GetReference(frame);
        ref byte to = ref Unsafe.As<uint, byte>(ref MemoryMarshal.GetReference(words));
        Vector256<byte> order = Vector256.Create(
            (byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
        Vector256<byte> a = Avx2.Shuffle(Vector256.LoadUnsafe(ref source), order), b = Avx2.Shuffle(Vector256.LoadUnsafe(ref source, 32), order);
        a.StoreUnsafe(ref to);
        b.StoreUnsafe(ref to, 32);
    }

    private static uint Word(ReadOnlySpan<byte> frame, int index) => BinaryPrimitives.ReadUInt32BigEndian(frame[(index * 4)..]);
}
