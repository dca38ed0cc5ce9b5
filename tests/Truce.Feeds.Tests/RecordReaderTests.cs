using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Truce.Feeds.Text;

namespace Truce.Feeds.Tests;

/// <summary>Records from streams: RFC 4180, real files' habits, bounds.</summary>
public sealed class RecordReaderTests
{
    [Theory]
    [InlineData("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", "aaa,bbb,ccc|zzz,yyy,xxx")] // RFC 4180 §2.1
    [InlineData("aaa,bbb,ccc\r\nzzz,yyy,xxx", "aaa,bbb,ccc|zzz,yyy,xxx")] // §2.2
    [InlineData("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", "\"aaa\",\"b\r\nbb\",\"ccc\"|zzz,yyy,xxx")] // §2.6
    [InlineData("\"aaa\",\"b\"\"bb\",\"ccc\"", "\"aaa\",\"b\"\"bb\",\"ccc\"")] // §2.7
    [InlineData("a\rb\nc\r\nd", "a|b|c|d")]
    [InlineData("a 5\" b,c\nd", "a 5\" b,c|d")] // a quote inside an unquoted field is itself
    [InlineData("\uFEFFa,b\nc", "a,b|c")]
    [InlineData("\uFEFF\"a\nb\"\nc", "\"a\nb\"|c")]
    [InlineData("a\n\nb", "a||b")]
    [InlineData("", "")]
    public void Rows_are_told_apart(string text, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : expected.Split('|'), Rows(text, RecordFraming.Table, 4096).Select(r => r.Text));

    [Theory]
    [InlineData("a,b;c,d", ',')]
    [InlineData("a;b;c", ';')]
    [InlineData("a\tb", '\t')]
    [InlineData("\"a;b;c;d\",e", ',')]
    [InlineData("alone", ',')]
    [InlineData("\r\n \na;b,c;d", ';')] // blank lines first
    public void The_separator_is_found_in_the_first_line(string line, char separator)
    {
        using var reader = new RecordReader(new MemoryStream(Encoding.UTF8.GetBytes(line)), RecordFraming.Table, 4096);
        reader.TryRead(out _);
        Assert.Equal((byte)separator, reader.Separator);
    }

    [Theory]
    [InlineData("a,\"b\"\"c\",d", "a|b\"c|d")]
    [InlineData("\"\"\"q\"\"\",x", "\"q\"|x")]
    [InlineData("\"a\"tail,x", "atail|x")]
    [InlineData("\"a,b\",", "a,b|")]
    [InlineData(",", "|")]
    [InlineData("\"open,x", "open,x")]
    public void Fields_are_told_apart(string row, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(row);
        Span<FieldSlot> slots = stackalloc FieldSlot[TableRow.MaxFields];
        TableRow fields = TableRow.Split(bytes, (byte)',', slots);
        string[] texts = new string[fields.Count];
        for (int i = 0; i < texts.Length; i++) texts[i] = fields.Text(i);
        Assert.Equal(expected.Split('|'), texts);
    }

    [Fact]
    public void A_stray_quote_costs_one_line_and_not_the_rest_of_the_file()
    {
        string text = "h\n\"stray\n" + string.Concat(Enumerable.Repeat("row\n", 1000));
        List<(string Text, RecordFault Fault)> rows = Rows(text, RecordFraming.Table, 256);
        Assert.Equal(RecordFault.UnclosedQuote, rows[1].Fault);
        Assert.Equal(1000, rows.Count(r => r.Text == "row"));
    }

    [Fact]
    public void A_quote_open_at_the_end_costs_its_first_line_only()
    {
        List<(string Text, RecordFault Fault)> rows = Rows("a\n\"b\nc\nd", RecordFraming.Table, 4096);
        Assert.Equal(["a", "\"b", "c", "d"], rows.Select(r => r.Text));
        Assert.Equal(RecordFault.UnclosedQuote, rows[1].Fault);
    }

    [Fact]
    public void Records_do_not_depend_on_how_the_stream_hands_out_its_bytes()
    {
        Arbitrary<string> texts = Gen.Elements("a", "\"", ",", "\n", "\r", "\r\n", "bc", "\"\"").ListOf().Select(string.Concat).ToArbitrary();
        Prop.ForAll(texts, text =>
        {
            foreach (RecordFraming framing in Enum.GetValues<RecordFraming>())
            {
                if (!Rows(text, framing, 64).SequenceEqual(Rows(text, framing, 64, drip: true))) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_line_of_two_gigabytes_is_one_reject_and_is_never_held()
    {
        const long Long = 2_200_000_000;
        byte[] head = Encoding.UTF8.GetBytes(Samples.FirmsReduced.Replace("\r\n", "\n", StringComparison.Ordinal));
        using var stream = new SyntheticStream(head, Long, head);
        DecodeSummary summary = new();
        Assert.True(FeedFormats.TryGet("firms", out FeedFormat format));
        long before = GC.GetAllocatedBytesForCurrentThread();
        summary.EndItem(format.Decode(stream, Decoding.Context, summary.Add));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(1, summary.RejectsByReason["record-too-long"]);
        Assert.Equal(1, summary.Rejects); // the header that is glued to its end is lost with it, the rows after it are read under the first
        Assert.Equal(4, summary.Observations);
        Assert.True(summary.BytesAddUp);
        Assert.True(summary.BytesIn > Long);
        Assert.True(allocated < 4_000_000, $"{allocated} bytes allocated");
    }

    private static List<(string Text, RecordFault Fault)> Rows(string text, RecordFraming framing, int max, bool drip = false)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        using Stream stream = drip ? new DripStream(bytes) : new MemoryStream(bytes);
        using var reader = new RecordReader(stream, framing, max);
        List<(string, RecordFault)> rows = [];
        long at = 0;
        while (reader.TryRead(out RawRecord record))
        {
            Assert.Equal(at, record.Offset);
            Assert.True(record.Length > 0);
            at += record.Length;
            rows.Add((Encoding.UTF8.GetString(record.Bytes), record.Fault));
        }

        Assert.Equal(bytes.Length, at);
        return rows;
    }
}
