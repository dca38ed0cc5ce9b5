using System.Text;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.Text;

/// <summary>Where a decoder puts what it says, with the byte ranges filled in.</summary>
public readonly struct FeedSink(FeedContext context, Action<Decoded> take)
{
    private const int DetailChars = 300;

    /// <summary>Where a record lies in the sealed item.</summary>
    public RawReference Reference(in RawRecord record) => new(context.Blob, record.Offset, (int)record.Length);

    /// <summary>A record was read.</summary>
    public void Seen(Observation observation) => take(new Decoded.Seen(observation));

    /// <summary>A record carries no claim.</summary>
    public void PassOver(in RawRecord record) => PassOver(record.Offset, record.Length);

    /// <summary>A range carries no claim; an empty range says nothing.</summary>
    public void PassOver(long offset, long length)
    {
        for (; length > 0; length -= int.MaxValue, offset += int.MaxValue)
        {
            take(new Decoded.PassedOver(new(context.Blob, offset, (int)Math.Min(length, int.MaxValue))));
        }
    }

    /// <summary>A record could not be read.</summary>
    public void Refuse(in RawRecord record, in Refusal why) =>
        Refuse(record.Offset, record.Length, why, record.Fault == RecordFault.TooLong ? HashOf($"{record.Length} bytes") : Hash256.Of(record.Bytes));

    /// <summary>A range could not be read. A range above 2 GiB is one reject; the bytes that its length cannot say are passed over.</summary>
    public void Refuse(long offset, long length, in Refusal why) => Refuse(offset, length, why, HashOf($"{context.Blob} {offset} {length}"));

    private static Hash256 HashOf(FormattableString text) => Hash256.Of(Encoding.UTF8.GetBytes(FormattableString.Invariant(text)));

    private void Refuse(long offset, long length, in Refusal why, Hash256 content)
    {
        string detail = why.Detail.Length <= DetailChars ? why.Detail : why.Detail[..(DetailChars - 1)] + "…";
        take(new Decoded.Refused(new(why.Reason, detail, new(context.Blob, offset, (int)Math.Min(length, int.MaxValue)), content)));
        if (length > int.MaxValue) PassOver(offset + int.MaxValue, length - int.MaxValue);
    }
}

/// <summary>Why a piece of input could not be read. <c>default</c> is "no refusal".</summary>
/// <param name="Reason">A short stable word, for counting.</param>
/// <param name="Detail">One sentence for a person.</param>
public readonly record struct Refusal(string Reason, string Detail)
{
    /// <summary>Whether there is one.</summary>
    public bool IsSome => Reason is not null;
}
