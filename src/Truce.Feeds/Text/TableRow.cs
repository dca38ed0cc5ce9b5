using System.Text;

namespace Truce.Feeds.Text;

/// <summary>What must be undone before a field is text.</summary>
public enum FieldQuoting
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The outer quotes lie outside the slot; inside, doubled quotes are one.</summary>
    Doubled,

    /// <summary>Quotes and text are mixed, against the standard; the slot holds all of it.</summary>
    Ragged,
}

/// <summary>Where one field of a row lies.</summary>
public readonly record struct FieldSlot(int Start, int Length, FieldQuoting Quoting);

/// <summary>One row of a table, split into fields in place.</summary>
public readonly ref struct TableRow
{
    /// <summary>Most fields of a row that can be named; further ones are counted only.</summary>
    public const int MaxFields = 128;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<FieldSlot> _slots;

    private TableRow(ReadOnlySpan<byte> bytes, ReadOnlySpan<FieldSlot> slots, int count)
    {
        _bytes = bytes;
        _slots = slots;
        Count = count;
    }

    /// <summary>Number of fields in the row, those beyond <see cref="MaxFields"/> included.</summary>
    public int Count { get; }

    /// <summary>Splits a record.</summary>
    /// <param name="record">A record as <see cref="RecordReader"/> gives it.</param>
    /// <param name="separator">Its separator.</param>
    /// <param name="slots">Room for the fields.</param>
    public static TableRow Split(ReadOnlySpan<byte> record, byte separator, Span<FieldSlot> slots)
    {
        int count = 0, at = 0;
        while (true)
        {
            FieldSlot slot;
            if (at < record.Length && record[at] == '"')
            {
                slot = Quoted(record, separator, at, out at);
            }
            else
            {
                int length = record[at..].IndexOf(separator);
                if (length < 0) length = record.Length - at;
                slot = new(at, length, FieldQuoting.None);
                at += length;
            }

            if (count < slots.Length) slots[count] = slot;
            count++;
            if (at >= record.Length) return new(record, slots[..Math.Min(count, slots.Length)], count);
            at++; // the separator; a row that ends in one has an empty last field
        }
    }

    private static FieldSlot Quoted(ReadOnlySpan<byte> record, byte separator, int open, out int after)
    {
        int at = open + 1;
        bool more = false;
        while (true)
        {
            int close = record[at..].IndexOf((byte)'"');
            if (close < 0)
            {
                after = record.Length;
                return new(open, record.Length - open, FieldQuoting.Ragged);
            }

            at += close + 1;
            if (at >= record.Length || record[at] != '"') break;
            more = true;
            at++;
        }

        int tail = record[at..].IndexOf(separator);
        after = tail < 0 ? record.Length : at + tail;
        return after == at ? new(open + 1, at - open - 2, more ? FieldQuoting.Doubled : FieldQuoting.None) : new(open, after - open, FieldQuoting.Ragged);
    }

    /// <summary>The bytes of a field, as they lie; empty for a field that the row does not have.</summary>
    public ReadOnlySpan<byte> this[int index] =>
        (uint)index < (uint)_slots.Length ? _bytes.Slice(_slots[index].Start, _slots[index].Length) : default;

    /// <summary>A field as text, doubled quotes undone and white space at its ends dropped. The record must be valid UTF-8.</summary>
    public string Text(int index)
    {
        ReadOnlySpan<byte> bytes = this[index];
        if (bytes.IsEmpty) return "";
        string text = Encoding.UTF8.GetString(bytes);
        return _slots[index].Quoting switch
        {
            FieldQuoting.Doubled => text.Replace("\"\"", "\"", StringComparison.Ordinal).Trim(),
            FieldQuoting.Ragged => Unquote(text).Trim(),
            _ => text.Trim(),
        };
    }

    /// <summary>What most readers make of a ragged field: the opening quote goes, a doubled quote is one, the closing quote goes, the rest stays.</summary>
    private static string Unquote(string raw)
    {
        var text = new StringBuilder(raw.Length);
        bool inside = true;
        for (int i = 1; i < raw.Length; i++)
        {
            if (raw[i] != '"' || !inside) text.Append(raw[i]);
            else if (i + 1 < raw.Length && raw[i + 1] == '"') text.Append(raw[i++]);
            else inside = false;
        }

        return text.ToString();
    }
}
