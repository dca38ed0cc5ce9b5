using System.Net.Sockets;
using System.Text;

namespace Truce.Feeds.SeedLink;

/// <summary>One TCP connection: lines of the handshake, then frames, through one buffer of fixed size.</summary>
internal sealed class SeedLinkConnection : IDisposable
{
    private const int LongestLine = 512; // the specification allows commands of 255 characters; answers of HELLO are a little longer

    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;
    private readonly SeedLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly byte[] _buffer;
    private int _start;
    private int _end;

    private SeedLinkConnection(TcpClient tcp, SeedLinkOptions options, TimeProvider time)
    {
        _tcp = tcp;
        _stream = tcp.GetStream();
        _options = options;
        _time = time;
        _buffer = new byte[Math.Max(64 * 1024, options.LongestPayload + SeedLinkFrame.Header4 + byte.MaxValue)];
    }

    /// <summary>3 or 4, once agreed.</summary>
    public int Version { get; set; } = 3;

    /// <summary>First line of the answer to HELLO.</summary>
    public string Server { get; private set; } = "";

    /// <summary>Whether it offers SeedLink 4.</summary>
    public bool Offers4 { get; private set; }

    /// <summary>Connects; throws what sockets throw, <see cref="TimeoutException"/> when it takes too long.</summary>
    public static async Task<SeedLinkConnection> OpenAsync(SeedLinkOptions options, TimeProvider time, CancellationToken stop)
    {
        var tcp = new TcpClient { NoDelay = true };
        try
        {
            using Deadline late = Late(options.AnswerTimeout, time, stop);
            await tcp.ConnectAsync(options.Host, options.Port, late.Token);
            return new(tcp, options, time);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            tcp.Dispose();
            throw new TimeoutException("no connection within the time given for an answer");
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    /// <summary>HELLO, and the choice of version.</summary>
    public async Task GreetAsync(CancellationToken stop)
    {
        await SendAsync("HELLO\r\n", stop);
        string first = await LineAsync(stop), second = await LineAsync(stop);
        Server = Printable(first);
        Offers4 = first.Contains("SLPROTO:4", StringComparison.Ordinal);
        if (_options.Protocol == SeedLinkProtocol.Three || (_options.Protocol == SeedLinkProtocol.Best && !Offers4)) return;
        string answer = await AskAsync("SLPROTO 4.0", stop);
        if (answer == "OK") Version = 4;
        else if (_options.Protocol == SeedLinkProtocol.Four) throw new InvalidDataException($"SeedLink 4 was asked for; the server, {Printable(second)}, says '{Printable(answer)}'");
        if (Version == 4) await AskAsync("USERAGENT truce/0.1", stop);
    }

    /// <summary>Sends one command and reads its one line of answer.</summary>
    public async Task<string> AskAsync(string command, CancellationToken stop)
    {
        await SendAsync(command + "\r\n", stop);
        return await LineAsync(stop);
    }

    /// <summary>Sends text as it is.</summary>
    public async Task SendAsync(string text, CancellationToken stop)
    {
        using Deadline late = Late(_options.AnswerTimeout, _time, stop);
        try
        {
            await _stream.WriteAsync(Encoding.ASCII.GetBytes(text), late.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("the server does not take what is sent");
        }
    }

    /// <summary>One line without its end.</summary>
    public async Task<string> LineAsync(CancellationToken stop)
    {
        using Deadline late = Late(_options.AnswerTimeout, _time, stop);
        try
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

                if (_end - _start > LongestLine) throw new InvalidDataException($"an answer of more than {LongestLine} characters");
                if (!await FillAsync(late.Token)) throw new IOException("the server closed the connection during the handshake");
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("no answer within the time given for one");
        }
    }

    /// <summary>The next frame of what is here already.</summary>
    public SeedLinkFrame Peek()
    {
        ReadOnlySpan<byte> held = _buffer.AsSpan(_start, _end - _start);
        return Version == 4 ? SeedLinkFrame.Next4(held, _options.LongestPayload) : SeedLinkFrame.Next3(held);
    }

    /// <summary>The payload of the frame just peeked at.</summary>
    public ReadOnlyMemory<byte> Payload(SeedLinkFrame frame) => _buffer.AsMemory(_start + frame.Payload, frame.PayloadLength);

    /// <summary>Steps behind a frame.</summary>
    public void Advance(SeedLinkFrame frame) => _start += frame.Length;

    /// <summary>Reads more; false at the end of the connection.</summary>
    public async Task<bool> FillAsync(CancellationToken stop)
    {
        if (_start == _end) _start = _end = 0;
        if (_start > 0 && _buffer.Length - _end < _buffer.Length / 4)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        int read = await _stream.ReadAsync(_buffer.AsMemory(_end), stop);
        _end += read;
        return read > 0;
    }

    public void Dispose() => _tcp.Dispose();

    /// <summary>What a server says, safe to show.</summary>
    public static string Printable(string text) => new([.. text.Take(200).Select(c => c is >= ' ' and <= '~' ? c : '?')]);

    private static Deadline Late(TimeSpan after, TimeProvider time, CancellationToken stop) => new(after, time, stop);

    // A linked source takes no TimeProvider, so a delay of its own is linked to the caller's. Both go with it: nothing may gather on a token that lives for months.
    private sealed class Deadline : IDisposable
    {
        private readonly CancellationTokenSource _delay;
        private readonly CancellationTokenSource _either;

        public Deadline(TimeSpan after, TimeProvider time, CancellationToken stop)
        {
            _delay = new(after, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(stop, _delay.Token);
        }

        public CancellationToken Token => _either.Token;

        public void Dispose()
        {
            _either.Dispose();
            _delay.Dispose();
        }
    }
}
