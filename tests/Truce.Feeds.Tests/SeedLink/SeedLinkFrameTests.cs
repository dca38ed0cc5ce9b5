using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Truce.Feeds.SeedLink;

namespace Truce.Feeds.Tests.SeedLink;

/// <summary>Packets out of bytes, and selectors into words.</summary>
public sealed class SeedLinkFrameTests
{
    [Fact]
    public void A_packet_of_version_3_is_an_ascii_number_and_512_bytes()
    {
        byte[] bytes = [.. "SLff890D"u8, .. new byte[512], .. "SL"u8];
        SeedLinkFrame frame = SeedLinkFrame.Next3(bytes);
        Assert.Equal((SeedLinkFrameKind.Packet, 520, 0xFF890DUL, 8, 512), (frame.Kind, frame.Length, frame.Sequence, frame.Payload, frame.PayloadLength));
        Assert.Equal(SeedLinkFrameKind.Incomplete, SeedLinkFrame.Next3(bytes.AsSpan(520)).Kind);
    }

    [Theory]
    [InlineData("SLINFO *", true)]
    [InlineData("SLINFO  ", false)]
    public void An_answer_to_INFO_says_whether_more_follows(string header, bool more)
    {
        SeedLinkFrame frame = SeedLinkFrame.Next3([.. Encoding.ASCII.GetBytes(header), .. new byte[512]]);
        Assert.Equal((SeedLinkFrameKind.Info, more), (frame.Kind, frame.More));
    }

    [Fact]
    public void A_packet_of_version_4_has_its_fields_in_little_endian()
    {
        byte[] bytes = [.. "SE3D"u8, 3, 0, 0, 0, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 6, .. "GE_WLF"u8, 7, 8, 9];
        SeedLinkFrame frame = SeedLinkFrame.Next4(bytes, 512);
        Assert.Equal((SeedLinkFrameKind.Packet, 26, 0x1122334455667788UL, 23, 3, "GE_WLF", "3D"), (frame.Kind, frame.Length, frame.Sequence, frame.Payload, frame.PayloadLength, frame.Station, frame.Format));
        for (int n = 0; n < bytes.Length; n++) Assert.Equal(SeedLinkFrameKind.Incomplete, SeedLinkFrame.Next4(bytes.AsSpan(0, n), 512).Kind);
        Assert.Equal(SeedLinkFrameKind.TooLong, SeedLinkFrame.Next4(bytes, 2).Kind);
    }

    [Fact]
    public void Any_bytes_are_gone_through_to_their_end_without_a_throw() =>
        Prop.ForAll<byte[], bool>((raw, four) =>
        {
            // Letters that matter are frequent, so that beginnings of packets occur.
            byte[] bytes = [.. raw.SelectMany(b => b % 5 == 0 ? "SL0000a1"u8.ToArray() : b % 7 == 0 ? "SE2D"u8.ToArray() : b % 11 == 0 ? "SLINFO"u8.ToArray() : [b])];
            int at = 0;
            while (at < bytes.Length)
            {
                SeedLinkFrame frame = four ? SeedLinkFrame.Next4(bytes.AsSpan(at), 4096) : SeedLinkFrame.Next3(bytes.AsSpan(at));
                if (frame.Kind is SeedLinkFrameKind.Incomplete or SeedLinkFrameKind.TooLong) return true;
                if (frame.Length < 1 || at + frame.Length > bytes.Length || frame.Payload + frame.PayloadLength > frame.Length) return false;
                at += frame.Length;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("BH?", "BH?", "*_B_H_?")]
    [InlineData("00.BHZ", "00BHZ", "00_B_H_Z")]
    [InlineData("--.HDF", "--HDF", "_H_D_F")]
    [InlineData("!LOG", "!LOG", "!*_L_O_G")]
    public void A_selector_is_worded_for_each_version(string text, string three, string four)
    {
        SeedLinkSelector selector = SeedLinkSelector.Parse(text)!;
        Assert.Equal((three, four), (selector.Text3, selector.Text4));
    }

    [Theory]
    [InlineData("GE_WLF", true)]
    [InlineData("GE_*:00.BH?,!LOG", true)]
    [InlineData("GE", false)]
    [InlineData("GE_WLF:B", false)]
    [InlineData("GE_WLF\r\nEND", false)]
    [InlineData("GE_WLF:BHZ\r\n", false)]
    public void What_is_asked_for_cannot_carry_another_command(string text, bool fine) => Assert.Equal(fine, SeedLinkRequest.Parse(text, out _) is not null);

    [Fact]
    public void Numbers_of_24_bits_go_on_behind_the_last()
    {
        var tracker = new SequenceTracker(24);
        foreach ((ulong sequence, SequenceKind kind, ulong skipped) in (ReadOnlySpan<(ulong, SequenceKind, ulong)>)
            [(0xFFFFFE, SequenceKind.First, 0), (0xFFFFFF, SequenceKind.Next, 0), (0, SequenceKind.Next, 0), (3, SequenceKind.Jump, 2), (0xFFFFFF, SequenceKind.Duplicate, 0), (1, SequenceKind.Behind, 0), (4, SequenceKind.Next, 0)])
        {
            byte[] payload = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(payload, sequence);
            SequenceStep step = tracker.Judge(sequence, payload);
            Assert.Equal((kind, skipped), (step.Kind, step.Skipped));
            tracker.Take(step);
        }

        Assert.Equal(5UL, tracker.Next);
    }
}
