using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Response.Notices;
using Truce.Server.Notices;
using Truce.Tests.Response.Notices;

namespace Truce.Server.Tests.Notices;

/// <summary>Mail against a real server, and against servers that do not behave.</summary>
public sealed class SmtpSenderTests
{
    private const string From = "desk@commission.example", To = "duty@ministry.example", Password = "correct horse ґ";
    private static readonly byte[] Letter = Encoding.ASCII.GetBytes("%PDF-1.7 not really\n.\n..\n");

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    public async Task A_notice_arrives_whole_under_TLS_with_a_password(string language)
    {
        await using MailServerRig rig = await MailServerRig.StartAsync(tls: true, password: Password);
        Notice notice = NoticeSample.Make(language);
        var done = Assert.IsType<SendOutcome.Delivered>(await SendAsync(rig, MailTls.Required, Message(notice), Password));
        Assert.Equal("250 2.0.0 taken as 0001; under TLS", done.Receipt);
        JsonObject told = Assert.Single(rig.Taken());
        Assert.Equal((notice.Subject, $"<{notice.Id}@commission.example>", "SIMULATED", "desk"), (Text(told, "subject"), Text(told, "messageId"), Text(told, "simulated"), Text(told, "user")));
        Assert.Equal($"Спеціальна комісія <{From}>", Text(told, "fromHeader"));
        Assert.True(told["tls"]!.GetValue<bool>());
        Assert.Empty(told["defects"]!.AsArray());
        Assert.All(notice.Paragraphs, p => Assert.Contains(p, Text(told, "text"), StringComparison.Ordinal));
        Assert.Contains(notice.EvidenceHash.ToString(), Text(told, "text"), StringComparison.Ordinal);
        JsonObject attached = (JsonObject)Assert.Single(told["attachments"]!.AsArray())!;
        Assert.Equal(("application/pdf", Hash256.Of(Letter).ToString()), (Text(attached, "type"), Text(attached, "sha256")));
    }

    [Fact]
    public async Task A_wrong_password_a_wrong_name_and_a_strange_certificate_make_the_notice_wait()
    {
        await using MailServerRig rig = await MailServerRig.StartAsync(tls: true, password: Password);
        Assert.StartsWith("AUTH: 535", Later(await SendAsync(rig, MailTls.Required, Message(NoticeSample.Make()), "wrong")), StringComparison.Ordinal);
        Assert.StartsWith("TLS: ", Later(await SendAsync(rig, MailTls.Required, Message(NoticeSample.Make()), Password, trust: false)), StringComparison.Ordinal);
        await using MailServerRig other = await MailServerRig.StartAsync(tls: true, password: Password, certificateFor: "elsewhere.example");
        Assert.StartsWith("TLS: ", Later(await SendAsync(other, MailTls.Required, Message(NoticeSample.Make()), Password)), StringComparison.Ordinal);
        Assert.Empty(rig.Taken().Concat(other.Taken()));
    }

    [Fact]
    public async Task Without_TLS_nothing_goes_where_it_is_demanded_and_no_password_is_ever_said()
    {
        await using MailServerRig open = await MailServerRig.StartAsync();
        Assert.Contains("does not offer STARTTLS", Later(await SendAsync(open, MailTls.Required, Message(NoticeSample.Make()))), StringComparison.Ordinal);
        Assert.Contains("only said under TLS", Later(await SendAsync(open, MailTls.WhenOffered, Message(NoticeSample.Make()), Password)), StringComparison.Ordinal);
        Assert.Empty(open.Taken());
        var done = Assert.IsType<SendOutcome.Delivered>(await SendAsync(open, MailTls.WhenOffered, Message(NoticeSample.Make())));
        Assert.EndsWith("; in the open", done.Receipt, StringComparison.Ordinal);
        await using MailServerRig offers = await MailServerRig.StartAsync(tls: true);
        Assert.EndsWith("; under TLS", Assert.IsType<SendOutcome.Delivered>(await SendAsync(offers, MailTls.WhenOffered, Message(NoticeSample.Make()))).Receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_hundreds_wait_five_hundreds_end_and_the_reply_is_the_reason()
    {
        await using MailServerRig rig = await MailServerRig.StartAsync();
        Assert.Equal("RCPT: 451 4.3.0 try again later", Later(await SendAsync(rig, ["busy@ministry.example"])));
        Assert.Equal("RCPT: 451 4.3.0 try again later", Later(await SendAsync(rig, [To, "busy@ministry.example"])));
        Assert.Equal("RCPT: 550 5.1.1 no such user", Assert.IsType<SendOutcome.Refused>(await SendAsync(rig, ["nobody@ministry.example"])).Reason);
        Assert.Equal("after the message: 552 5.2.2 mailbox full", Assert.IsType<SendOutcome.Refused>(await SendAsync(rig, ["full@ministry.example"])).Reason);
        Assert.Empty(rig.Taken());
        Assert.Contains("not to nobody@ministry.example (550", Assert.IsType<SendOutcome.Delivered>(await SendAsync(rig, ["nobody@ministry.example", To])).Receipt, StringComparison.Ordinal);
        Assert.Equal([To], Assert.Single(rig.Taken())["to"]!.AsArray().Select(a => a!.GetValue<string>()));
    }

    [Fact]
    public async Task Lines_of_dots_and_strange_line_ends_arrive_as_lines_of_one_message()
    {
        await using MailServerRig rig = await MailServerRig.StartAsync();
        string body = "Subject: dots\r\n\r\n.\r\n..\r\n.QUIT\r\n...\nlast.";
        Assert.IsType<SendOutcome.Delivered>(await SendAsync(rig, [To], Encoding.ASCII.GetBytes(body)));
        Assert.Equal("Subject: dots\r\n\r\n.\r\n..\r\n.QUIT\r\n...\r\nlast.\r\n", Text(Assert.Single(rig.Taken()), "raw"));
    }

    [Fact]
    public async Task A_server_that_is_down_hangs_or_speaks_nonsense_makes_the_notice_wait()
    {
        MailServerRig gone = await MailServerRig.StartAsync();
        await gone.DisposeAsync();
        Assert.Equal("connecting: ConnectionRefused", Later(await SendAsync(gone, [To])));
        await using (var hangs = new ScriptedMail(line => line.Length == 0 ? "220 hello\r\n" : ""))
        {
            Assert.Equal("EHLO: no answer within 0.4 s", Later(await Sender(hangs.Port, MailTls.WhenOffered, timeoutS: 0.4).SendAsync(From, [To], "x"u8.ToArray(), Stop)));
        }

        await using var web = new ScriptedMail(line => "HTTP/1.1 400 Bad Request\r\n");
        Assert.Equal("greeting: the server does not speak SMTP", Later(await Sender(web.Port, MailTls.WhenOffered).SendAsync(From, [To], "x"u8.ToArray(), Stop)));
        await using var flood = new ScriptedMail(line => new string('2', 5000));
        Assert.Contains("longer than", Later(await Sender(flood.Port, MailTls.WhenOffered).SendAsync(From, [To], "x"u8.ToArray(), Stop)), StringComparison.Ordinal);
        await using var busy = new ScriptedMail(line => "421 4.3.2 shutting down\r\n");
        Assert.Equal("greeting: 421 4.3.2 shutting down", Later(await Sender(busy.Port, MailTls.WhenOffered).SendAsync(From, [To], "x"u8.ToArray(), Stop)));
    }

    [Fact]
    public async Task A_line_that_breaks_after_the_message_leaves_it_in_doubt_and_one_before_does_not()
    {
        static string? Until(string line, string last) => line == last ? null : line.Length == 0 ? "220 hello\r\n" : line == "DATA" ? "354 go\r\n" : line.Contains(' ', StringComparison.Ordinal) ? "250 OK\r\n" : "";
        await using var after = new ScriptedMail(line => Until(line, "."));
        Assert.True(Assert.IsType<SendOutcome.TryLater>(await Sender(after.Port, MailTls.WhenOffered).SendAsync(From, [To], "x"u8.ToArray(), Stop)).MayHaveArrived);
        await using var before = new ScriptedMail(line => Until(line, "DATA"));
        Assert.False(Assert.IsType<SendOutcome.TryLater>(await Sender(before.Port, MailTls.WhenOffered).SendAsync(From, [To], "x"u8.ToArray(), Stop)).MayHaveArrived);
    }

    [Fact]
    public async Task Words_slipped_in_after_STARTTLS_end_the_attempt()
    {
        await using var slips = new ScriptedMail(line => line.Length == 0 ? "220 hello\r\n" : line == "STARTTLS" ? "220 go ahead\r\n250 forged\r\n" : "250-mail.test\r\n250 STARTTLS\r\n");
        Assert.Contains("in the open after STARTTLS", Later(await Sender(slips.Port, MailTls.Required).SendAsync(From, [To], "x"u8.ToArray(), Stop)), StringComparison.Ordinal);
        Assert.DoesNotContain(slips.Heard, h => h.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_that_could_hold_a_command_never_reaches_the_line()
    {
        await using var listens = new ScriptedMail(line => line.Length == 0 ? "220 hello\r\n" : "250 OK\r\n");
        Assert.IsType<SendOutcome.Refused>(await Sender(listens.Port, MailTls.WhenOffered).SendAsync(From, [To + ">\r\nRCPT TO:<x@example.org"], "x"u8.ToArray(), Stop));
        Assert.IsType<SendOutcome.Refused>(await Sender(listens.Port, MailTls.WhenOffered).SendAsync("a\r\n@example.org", [To], "x"u8.ToArray(), Stop));
        Assert.Empty(listens.Heard);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static byte[] Message(Notice notice)
    {
        Assert.True(MailText.TryWrite(notice, new("Спеціальна комісія", From, [To]), Letter, out byte[] message, out string reason), reason);
        return message;
    }

    private static SmtpSender Sender(int port, MailTls tls, string? password = null, X509Certificate2? trust = null, double timeoutS = 20) =>
        new(new("localhost", port, tls, password is null ? null : "desk", null, null), password is null ? null : Secret.Of(password), trust, TimeSpan.FromSeconds(timeoutS), TimeProvider.System);

    private static async Task<SendOutcome> SendAsync(MailServerRig rig, MailTls tls, byte[] message, string? password = null, bool trust = true)
    {
        using X509Certificate2? root = trust && File.Exists(rig.Certificate) ? X509CertificateLoader.LoadCertificateFromFile(rig.Certificate) : null;
        return await Sender(rig.Port, tls, password, root).SendAsync(From, [To], message, Stop);
    }

    private static Task<SendOutcome> SendAsync(MailServerRig rig, string[] to, byte[]? message = null) => Sender(rig.Port, MailTls.WhenOffered).SendAsync(From, to, message ?? Message(NoticeSample.Make()), Stop);

    private static string Later(SendOutcome outcome) => Assert.IsType<SendOutcome.TryLater>(outcome).Reason;

    private static string Text(JsonObject told, string name) => told[name]!.GetValue<string>();
}
