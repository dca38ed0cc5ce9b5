using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Truce.Response.Notices;

namespace Truce.Tests.Response.Notices;

public sealed class MailTextTests
{
    private static readonly MailEnvelope Envelope = new("Спеціальна комісія", "desk@commission.example", ["duty@ministry.example", "second@ministry.example"]);

    [Fact]
    public void The_message_is_ASCII_in_short_lines_and_bears_the_id_and_the_mark()
    {
        Notice notice = NoticeSample.Make("uk");
        string text = Written(notice, Envelope);
        Assert.All(text, c => Assert.True(c is '\r' or '\n' or (>= ' ' and <= '~')));
        Assert.All(text.Split("\r\n"), l => Assert.True(l.Length <= 76 || l.StartsWith("Message-ID:", StringComparison.Ordinal), l));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.Contains($"Message-ID: <{notice.Id}@commission.example>\r\n", text, StringComparison.Ordinal);
        Assert.Contains("X-Truce-Simulated: SIMULATED\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Date: Sat, 30 Mar 2030 12:00:00 +0000\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SIMULATED", Written(NoticeSample.Make(change: f => f with { IsSimulated = false }), Envelope), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("desk@commission.example\r\nBcc: all@example.org")]
    [InlineData("desk")]
    [InlineData("a b@example.org")]
    [InlineData("a..b@example.org")]
    [InlineData("a@exa_mple.org")]
    [InlineData("a@-example.org")]
    [InlineData("стіл@example.org")]
    [InlineData("a@b@example.org")]
    [InlineData("<a@example.org>")]
    public void An_address_that_could_forge_a_header_or_a_command_is_refused(string address)
    {
        Assert.NotNull(MailAddress.Fault(address));
        Assert.False(MailText.TryWrite(NoticeSample.Make(), Envelope with { To = [address] }, [], out byte[] message, out string reason));
        Assert.Empty(message);
        Assert.DoesNotContain('\n', reason);
        Assert.False(MailText.TryWrite(NoticeSample.Make(), Envelope with { FromAddress = address }, [], out _, out _));
    }

    [Theory]
    [InlineData("a@example.org")]
    [InlineData("first.last+tag@xn--e1afmkfd.example")]
    [InlineData("o'neil_2@a-b.example.org")]
    public void An_ordinary_address_is_taken(string address) => Assert.Null(MailAddress.Fault(address));

    [Fact]
    public void A_name_of_the_house_with_a_line_end_is_refused() =>
        Assert.False(MailText.TryWrite(NoticeSample.Make(), Envelope with { FromName = "House\nBcc: all@example.org" }, [], out _, out _));

    [Fact]
    public void Words_of_a_header_come_back_whole_from_their_encoded_words()
    {
        string[] values = ["plain", "Консультація C-1: вас просять взяти участь (рівень перший, другий і третій)", new string('ґ', 300), "emoji 🕊 dove", "equals =?UTF-8?B?AA==?=", ""];
        foreach (string value in values)
        {
            string[] lines = MailText.Words("Subject: ", value).Split("\r\n ");
            Assert.All(lines, l => Assert.True(l.Length <= 67, l));
            string back = string.Concat(lines.Select(l => l.StartsWith("=?", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(l[10..^2])) : l));
            Assert.Equal(value, back);
        }
    }

    [Fact]
    public void Stuffing_doubles_dots_at_line_starts_and_ends_in_one_dot_for_every_message()
    {
        Assert.Equal("..a\r\nb.\r\n...\r\n.\r\n", Stuffed(".a\r\nb.\r\n..\r\n"));
        Assert.Equal("a\r\nb\r\n.\r\n", Stuffed("a\nb"));
        Assert.Equal("a\r\n..\r\nb\r\n.\r\n", Stuffed("a\r.\rb"));
        Assert.Equal(".\r\n", Stuffed(""));
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), s =>
        {
            string text = new([.. s.Get.Select(c => "\r\n.ab"[c % 5])]), stuffed = Stuffed(text);
            string[] lines = stuffed.Split("\r\n");
            bool endsOnce = lines[^2] == "." && lines[^1].Length == 0 && !lines.SkipLast(2).Contains(".");
            string back = string.Join('\n', lines.SkipLast(2).Select(l => l.StartsWith('.') ? l[1..] : l));
            string plain = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
            return endsOnce && back == (plain.EndsWith('\n') ? plain[..^1] : plain);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("250 OK", 250, false, "OK")]
    [InlineData("250-SIZE 1000", 250, true, "SIZE 1000")]
    [InlineData("354", 354, false, "")]
    [InlineData("421 4.7.0 \u0007try later", 421, false, "4.7.0 ?try later")]
    public void A_line_of_a_reply_is_read(string line, int code, bool more, string text)
    {
        Assert.True(SmtpReply.TryLine(line, out int c, out bool m, out string t));
        Assert.Equal((code, more, text), (c, m, t));
    }

    [Theory]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("650 what")]
    [InlineData("250x")]
    [InlineData("HTTP/1.1 400 Bad Request")]
    public void What_is_no_reply_is_not_read(string line) => Assert.False(SmtpReply.TryLine(line, out _, out _, out _));

    private static string Stuffed(string text) => Encoding.ASCII.GetString(SmtpData.Stuff(Encoding.ASCII.GetBytes(text)));

    private static string Written(Notice notice, MailEnvelope envelope)
    {
        Assert.True(MailText.TryWrite(notice, envelope, "%PDF-"u8, out byte[] message, out string reason), reason);
        return Encoding.ASCII.GetString(message);
    }
}
