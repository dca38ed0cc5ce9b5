using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Response.Notices;
using Truce.Server.Pdf;

namespace Truce.Server.Notices;

/// <summary>Sends a delivery through the channel it names. Whatever the house can mend (a missing key, a lost channel, no browser) makes the notice wait, not fail.</summary>
public sealed class NoticeSender(NoticeChannels channels, string folder, WebhookSender webhooks, ChromiumPdf? browser, TimeSpan mailTimeout, TimeProvider time)
{
    /// <summary>One attempt.</summary>
    public async Task<SendOutcome> SendAsync(OutboxDelivery delivery, CancellationToken cancellation) => channels.Find(delivery.Channel) switch
    {
        NoticeChannel.Mail mail => await MailAsync(delivery.Notice, mail, cancellation),
        NoticeChannel.Webhook hook => await WebhookAsync(delivery.Notice, hook, cancellation),
        NoticeChannel.Cap cap => FolderSender.Cap(delivery.Notice, channels.CapSender ?? "", Path.Combine(folder, cap.Folder)),
        NoticeChannel.Letter letter => await FolderSender.LetterAsync(delivery.Notice, letter, Path.Combine(folder, letter.Folder), browser, cancellation),
        _ => new SendOutcome.TryLater($"the file of channels has no channel {delivery.Channel}; put it back, or replace the notice"),
    };

    /// <summary>The body of a webhook: the notice and its id, canonical, so that whoever takes it can make the id again.</summary>
    public static byte[] Body(Notice notice) => CanonicalJson.Write(new JsonObject { ["type"] = "notice", ["id"] = notice.Id.ToString(), ["notice"] = notice.ToJson() });

    private async Task<SendOutcome> WebhookAsync(Notice notice, NoticeChannel.Webhook hook, CancellationToken cancellation) =>
        SecretStore.Find(hook.Key, folder, out string reason) is { } key
            ? await webhooks.SendAsync(hook.Address, key, notice.Id.ToString(), Body(notice), cancellation)
            : new SendOutcome.TryLater(reason);

    private async Task<SendOutcome> MailAsync(Notice notice, NoticeChannel.Mail mail, CancellationToken cancellation)
    {
        if (channels.Server is not { } server || channels.From is not { } from) return new SendOutcome.TryLater("the file of channels has no server of mail");
        string reason = "";
        Secret? password = server.Password is { } kept ? SecretStore.Find(kept, folder, out reason) : null;
        if (reason.Length > 0) return new SendOutcome.TryLater(reason);
        (byte[] letter, string without) = mail.WithPdf ? await PrintedAsync(notice, mail.Invitee, cancellation) : ([], "");
        if (!MailText.TryWrite(notice, new(channels.House, from, mail.To), letter, out byte[] message, out reason)) return new SendOutcome.Refused(reason);
        using X509Certificate2? trust = Trust(server, out reason);
        if (reason.Length > 0) return new SendOutcome.TryLater(reason);
        SendOutcome outcome = await new SmtpSender(server, password, trust, mailTimeout, time).SendAsync(from, mail.To, message, cancellation);
        return outcome is SendOutcome.Delivered done && without.Length > 0 ? new SendOutcome.Delivered($"{done.Receipt}; without the letter: {without}") : outcome;
    }

    /// <summary>The letter to attach. A notice does not wait for a browser: its text says everything, and the receipt says that the letter is not with it.</summary>
    private async Task<(byte[] Pdf, string Without)> PrintedAsync(Notice notice, string invitee, CancellationToken cancellation)
    {
        if (browser is null) return ([], ChromiumPdf.MissingMessage);
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("truce-letter-");
        try
        {
            NoticeChannel.Letter? letter = channels.Invitees.FirstOrDefault(i => i.Id == invitee)?.Channels.OfType<NoticeChannel.Letter>().FirstOrDefault();
            string path = Path.Combine(temporary.FullName, "letter.pdf");
            PdfResult printed = await browser.PrintAsync(NoticeLetter.Html(notice, letter?.Address ?? []), path, cancellation);
            return printed is PdfResult.Failed failed ? ([], failed.Reason.ReplaceLineEndings(" ")) : (await File.ReadAllBytesAsync(path, cancellation), "");
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private X509Certificate2? Trust(MailServer server, out string reason)
    {
        reason = "";
        if (server.TrustFile is not { } file) return null;
        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, file));
        }
        catch (CryptographicException)
        {
            reason = $"{file} is no certificate, or is not there";
            return null;
        }
    }
}
