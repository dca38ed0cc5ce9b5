using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Truce.Response.Notices;

namespace Truce.Server.Notices;

/// <summary>The server said something that is not SMTP, or more than is taken.</summary>
internal sealed class SmtpSpeechException(string message) : Exception(message);

/// <summary>One connection to an SMTP server: says commands, reads replies, changes to TLS. Replies are bounded.</summary>
internal sealed class SmtpLine(Stream stream) : IAsyncDisposable
{
    private const int LongestLine = 4096; // RFC 5321 §4.5.3.1.5 says 512; some servers say more
    private const int MostLines = 100;

    private readonly byte[] _buffer = new byte[LongestLine];
    private Stream _stream = stream;
    private int _start, _end;

    /// <summary>Whether the line is under TLS.</summary>
    public bool IsSecure => _stream is SslStream;

    /// <summary>Whether the server has said more than was asked for.</summary>
    public bool HasUnread => _end > _start;

    /// <summary>Says a command and reads the reply. The command is our own words and checked addresses; a line end in it is our mistake.</summary>
    public async Task<SmtpReply> SayAsync(string command, CancellationToken cancellation)
    {
        if (command.Any(c => c is < ' ' or > '~')) throw new ArgumentException("a command of SMTP is one line of printable ASCII", nameof(command));
        await WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellation);
        return await ReplyAsync(cancellation);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await _stream.WriteAsync(bytes, cancellation);
        await _stream.FlushAsync(cancellation);
    }

    /// <summary>The next reply, its lines joined by a line feed inside <see cref="LastLines"/>.</summary>
    public async Task<SmtpReply> ReplyAsync(CancellationToken cancellation)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            string line = await LineAsync(cancellation);
            if (!SmtpReply.TryLine(line, out int code, out bool more, out string text)) throw new SmtpSpeechException("the server does not speak SMTP");
            lines.Add(text);
            if (more) continue;
            LastLines = lines;
            return new(code, string.Join(' ', lines) is { Length: > 500 } whole ? whole[..500] + "…" : string.Join(' ', lines));
        }

        throw new SmtpSpeechException($"a reply has more than {MostLines} lines");
    }

    /// <summary>The lines of the last reply: what EHLO offers.</summary>
    public IReadOnlyList<string> LastLines { get; private set; } = [];

    /// <summary>Begins TLS. What was said in the open before is forgotten by both (RFC 3207 §4.2).</summary>
    /// <param name="host">Name that the certificate has to bear.</param>
    /// <param name="trust">The only root that is trusted; absent: the machine's list.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task SecureAsync(string host, X509Certificate2? trust, CancellationToken cancellation)
    {
        var tls = new SslStream(_stream);
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (trust is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.Add(trust);
        }

        _stream = tls;
        await tls.AuthenticateAsClientAsync(options, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            int end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (end >= 0)
            {
                string line = Encoding.Latin1.GetString(_buffer, _start, end).TrimEnd('\r');
                _start += end + 1;
                return line;
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _start) = (_end - _start, 0);
            if (_end == _buffer.Length) throw new SmtpSpeechException($"a line of the server is longer than {LongestLine} bytes");
            int read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0) throw new EndOfStreamException("the server closed the line");
            _end += read;
        }
    }
}
