using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Truce.Response.Notices;

namespace Truce.Server.Notices;

/// <summary>Hands a message to a server of mail: RFC 5321, STARTTLS (RFC 3207), AUTH PLAIN (RFC 4954, 4616) under TLS only.</summary>
/// <remarks>
/// Why not the client of the runtime: docs/decisions/0099-notices-leave-by-an-outbox.md. A refusal (5xx) of sender, recipient or message is for good; a refusal of the house itself
/// (greeting, EHLO, STARTTLS, AUTH) is trouble of our own that people can mend, so the notice waits.
/// </remarks>
public sealed class SmtpSender(MailServer server, Secret? password, X509Certificate2? trust, TimeSpan timeout, TimeProvider time)
{
    /// <summary>One attempt at most this long.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Sends one message.</summary>
    /// <param name="from">Address of the sender.</param>
    /// <param name="to">Addresses of the recipients.</param>
    /// <param name="message">The message, not yet dot-stuffed.</param>
    /// <param name="cancellation">Ends it; whether it had arrived by then is not known.</param>
    public async Task<SendOutcome> SendAsync(string from, IReadOnlyList<string> to, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        if (to.Prepend(from).Select(a => MailAddress.Fault(a)).OfType<string>().FirstOrDefault() is { } fault) return new SendOutcome.Refused(fault);
        using var clock = new CancellationTokenSource(timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, clock.Token);
        var attempt = new Attempt(this, from, to, message);
        try
        {
            return await attempt.RunAsync(limit.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or SmtpSpeechException)
        {
            return new SendOutcome.TryLater($"{attempt.Stage}: {Why(e)}", attempt.MayHaveArrived);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendOutcome.TryLater($"{attempt.Stage}: no answer within {timeout.TotalSeconds:0.#} s", attempt.MayHaveArrived);
        }
    }

    private static string Why(Exception e) => e switch
    {
        SocketException s => s.SocketErrorCode.ToString(),
        IOException { InnerException: SocketException s } => s.SocketErrorCode.ToString(),
        _ => e.Message.ReplaceLineEndings(" "),
    };

    /// <summary>One attempt, and how far it has come.</summary>
    private sealed class Attempt(SmtpSender owner, string from, IReadOnlyList<string> to, ReadOnlyMemory<byte> message)
    {
        private readonly MailServer _server = owner.Server;

        /// <summary>Where it is, for the reason of a failure.</summary>
        public string Stage { get; private set; } = "connecting";

        /// <summary>From the last byte of the message on, nobody knows until the server has answered.</summary>
        public bool MayHaveArrived { get; private set; }

        public async Task<SendOutcome> RunAsync(CancellationToken cancellation)
        {
            using var tcp = new TcpClient { NoDelay = true };
            await tcp.ConnectAsync(_server.Host, _server.Port, cancellation);
            await using var line = new SmtpLine(tcp.GetStream());
            if (_server.Tls == MailTls.Implicit) await SecureAsync(line, cancellation);
            Stage = "greeting";
            if (await line.ReplyAsync(cancellation) is { Code: not 220 } closed) return Later(closed);
            if (await GreetAsync(line, cancellation) is { } deaf) return deaf;
            if (await StartTlsAsync(line, cancellation) is { } open) return open;
            if (await LogInAsync(line, cancellation) is { } locked) return locked;
            SendOutcome outcome = await TransactAsync(line, cancellation);
            await LeaveAsync(line, cancellation);
            return outcome;
        }

        private async Task<SendOutcome?> GreetAsync(SmtpLine line, CancellationToken cancellation)
        {
            Stage = "EHLO";
            SmtpReply reply = await line.SayAsync("EHLO " + from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..], cancellation);
            return reply.IsPositive ? null : Later(reply);
        }

        private async Task<SendOutcome?> StartTlsAsync(SmtpLine line, CancellationToken cancellation)
        {
            if (line.IsSecure) return null;
            Stage = "STARTTLS";
            if (!Offers(line, "STARTTLS"))
            {
                return _server.Tls == MailTls.WhenOffered ? null : new SendOutcome.TryLater("the server does not offer STARTTLS and this house demands it; nothing was sent");
            }

            SmtpReply reply = await line.SayAsync("STARTTLS", cancellation);
            if (reply.Code != 220) return Later(reply);
            // Words said in the open must not be read as if they had come under TLS.
            if (line.HasUnread) return new SendOutcome.TryLater("the server, or somebody between, said more in the open after STARTTLS; nothing was sent");
            await SecureAsync(line, cancellation);
            return await GreetAsync(line, cancellation);
        }

        private async Task SecureAsync(SmtpLine line, CancellationToken cancellation)
        {
            Stage = "TLS";
            await line.SecureAsync(_server.Host, owner.Trust, cancellation);
        }

        private async Task<SendOutcome?> LogInAsync(SmtpLine line, CancellationToken cancellation)
        {
            if (_server.User is not { } user) return null;
            Stage = "AUTH";
            if (owner.Password is not { } password) return new SendOutcome.TryLater("there is a user and no password; nothing was sent");
            if (!line.IsSecure) return new SendOutcome.TryLater("a password is only said under TLS; nothing was sent");
            if (!line.LastLines.Any(l => l.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase) && l.Split(' ').Contains("PLAIN", StringComparer.OrdinalIgnoreCase)))
            {
                return new SendOutcome.TryLater("the server does not offer AUTH PLAIN; nothing was sent");
            }

            byte[] words = [0, .. Encoding.UTF8.GetBytes(user), 0, .. password.Bytes];
            SmtpReply reply = await line.SayAsync("AUTH PLAIN " + Convert.ToBase64String(words), cancellation);
            CryptographicOperations.ZeroMemory(words);
            return reply.Code == 235 ? null : Later(reply);
        }

        private async Task<SendOutcome> TransactAsync(SmtpLine line, CancellationToken cancellation)
        {
            byte[] data = SmtpData.Stuff(message.Span);
            bool tellsSize = Offers(line, "SIZE");
            Stage = "MAIL";
            SmtpReply reply = await line.SayAsync(tellsSize ? $"MAIL FROM:<{from}> SIZE={data.Length}" : $"MAIL FROM:<{from}>", cancellation);
            if (!reply.IsPositive) return Judge(reply);
            var refused = new List<string>();
            foreach (string address in to)
            {
                Stage = "RCPT";
                reply = await line.SayAsync($"RCPT TO:<{address}>", cancellation);
                if (reply.IsPositive) continue;
                if (!reply.IsPermanent || to.Count == 1) return Judge(reply); // one that may be taken later: all of them later, or some would have it twice
                refused.Add($"{address} ({reply})");
            }

            if (refused.Count == to.Count) return new SendOutcome.Refused("RCPT: " + string.Join("; ", refused));
            Stage = "DATA";
            reply = await line.SayAsync("DATA", cancellation);
            if (reply.Code != 354) return Judge(reply);
            Stage = "after the message";
            // The server may act on the message only once its last bytes are there; before them a break is a break.
            int held = Math.Min(5, data.Length); // CR LF dot CR LF
            await line.WriteAsync(data.AsMemory(0, data.Length - held), cancellation);
            MayHaveArrived = true;
            await line.WriteAsync(data.AsMemory(data.Length - held), cancellation);
            reply = await line.ReplyAsync(cancellation);
            MayHaveArrived = false;
            if (!reply.IsPositive) return Judge(reply);
            return new SendOutcome.Delivered($"{reply}{(line.IsSecure ? "; under TLS" : "; in the open")}{(refused.Count == 0 ? "" : "; not to " + string.Join("; ", refused))}");
        }

        /// <summary>What came of the message is known; a server that hangs up first, or does not answer QUIT soon, changes nothing about it.</summary>
        private async Task LeaveAsync(SmtpLine line, CancellationToken cancellation)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(3), owner.Time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, soon.Token);
            try
            {
                await line.SayAsync("QUIT", limit.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or SmtpSpeechException or OperationCanceledException)
            {
                Stage = "QUIT";
            }
        }

        private SendOutcome Judge(SmtpReply reply) => reply.IsPermanent ? new SendOutcome.Refused($"{Stage}: {reply}") : Later(reply);

        private SendOutcome.TryLater Later(SmtpReply reply) => new($"{Stage}: {reply}");

        private static bool Offers(SmtpLine line, string word) =>
            line.LastLines.Skip(1).Any(l => l.Equals(word, StringComparison.OrdinalIgnoreCase) || l.StartsWith(word + " ", StringComparison.OrdinalIgnoreCase));
    }

    private MailServer Server => server;

    private Secret? Password => password;

    private X509Certificate2? Trust => trust;

    private TimeProvider Time => time;
}
