using System.Buffers.Binary;

namespace Truce.Feeds.SeedLink;

/// <summary>Follows the numbers of one station's packets. Fixed memory.</summary>
/// <param name="bits">24 in SeedLink 3, where numbers wrap; 64 in SeedLink 4.</param>
public sealed class SequenceTracker(int bits)
{
    private const int Remembered = 64;
    private const int NewRow = 16; // so many in a row going on from behind are a new numbering: chosen; duplicates of a resume do not come so, they are known byte for byte

    private readonly ulong _mask = bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
    private readonly (ulong Sequence, ulong Print)[] _recent = new (ulong, ulong)[Remembered];
    private int _kept;
    private int _behindRun;
    private ulong _behindLast;

    /// <summary>The last number; absent before the first.</summary>
    public ulong? Last { get; private set; }

    /// <summary>The number that follows the last.</summary>
    public ulong? Next => Last is { } last ? (last + 1) & _mask : null;

    /// <summary>Goes on behind a number that is known from before.</summary>
    public void StartAfter(ulong sequence) => Last = sequence & _mask;

    /// <summary>What a packet is, without taking it: it may be that it cannot be handed on.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="payload">Its bytes.</param>
    public SequenceStep Judge(ulong sequence, ReadOnlySpan<byte> payload)
    {
        sequence &= _mask;
        ulong print = Print(payload);
        if (Last is not { } last) return new(sequence, print, SequenceKind.First, 0);
        ulong ahead = (sequence - last) & _mask;
        if (ahead > 0 && ahead <= _mask / 2) return new(sequence, print, ahead == 1 ? SequenceKind.Next : SequenceKind.Jump, ahead - 1);
        if (_recent.AsSpan(0, Math.Min(_kept, Remembered)).Contains((sequence, print))) return new(sequence, print, SequenceKind.Duplicate, 0);
        bool goesOn = _behindRun > 0 && sequence == ((_behindLast + 1) & _mask);
        return new(sequence, print, goesOn && _behindRun + 1 >= NewRow ? SequenceKind.NewRow : SequenceKind.Behind, 0);
    }

    /// <summary>Takes a packet that was handed on.</summary>
    public void Take(SequenceStep step)
    {
        _recent[_kept % Remembered] = (step.Sequence, step.Print);
        _kept = _kept >= 1 << 30 ? Remembered : _kept + 1;
        if (step.Kind == SequenceKind.Behind)
        {
            _behindRun = _behindRun > 0 && step.Sequence == ((_behindLast + 1) & _mask) ? _behindRun + 1 : 1;
            _behindLast = step.Sequence;
            return;
        }

        _behindRun = 0;
        if (step.Kind != SequenceKind.Duplicate) Last = step.Sequence;
    }

    // Not for safety, only to know a packet again: multiply and rotate, 8 bytes at a time.
    private static ulong Print(ReadOnlySpan<byte> bytes)
    {
        ulong print = (ulong)bytes.Length * 0x9E3779B97F4A7C15UL;
        for (; bytes.Length >= 8; bytes = bytes[8..]) print = ulong.RotateLeft((print ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * 0xBF58476D1CE4E5B9UL, 29);
        foreach (byte b in bytes) print = ulong.RotateLeft((print ^ b) * 0x94D049BB133111EBUL, 31);
        return print;
    }
}

/// <summary>What a number is to the numbers before it.</summary>
public enum SequenceKind
{
    /// <summary>The first of its station.</summary>
    First,

    /// <summary>The next.</summary>
    Next,

    /// <summary>Further ahead.</summary>
    Jump,

    /// <summary>One of the last packets again, byte for byte.</summary>
    Duplicate,

    /// <summary>At or before the last, with other bytes or from long ago.</summary>
    Behind,

    /// <summary>Behind, and so were those before it, one after the other: a new row of numbers.</summary>
    NewRow,
}

/// <summary>A judged packet.</summary>
/// <param name="Sequence">Its number, within the bits of the protocol.</param>
/// <param name="Print">What it is known by.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Skipped">Numbers jumped over.</param>
public readonly record struct SequenceStep(ulong Sequence, ulong Print, SequenceKind Kind, ulong Skipped);
