using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Truce.Server.Tests.SeedLink;

/// <summary>A server that answers OK to everything and then does what a test tells it.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ScriptedServer, int, Task> _script;
    private readonly bool _handshake;
    private readonly bool _four;
    private readonly StringBuilder _heard = new();
    private readonly Task _running;
    private NetworkStream? _stream;

    public ScriptedServer(Func<ScriptedServer, int, Task> script, bool handshake = true, bool four = false)
    {
        _script = script;
        _handshake = handshake;
        _four = four;
        _listener.Start();
        _running = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public CancellationToken Stop => _stop.Token;

    public string Heard
    {
        get
        {
            lock (_heard) return _heard.ToString();
        }
    }

    public async Task SendAsync(byte[] bytes) => await _stream!.WriteAsync(bytes, _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        for (int n = 0; !_stop.IsCancellationRequested; n++)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _stream = client.GetStream();
                using var reader = new StreamReader(_stream, Encoding.ASCII);
                while (_handshake && await reader.ReadLineAsync(_stop.Token) is { } line && line != "END")
                {
                    await SendAsync(Encoding.ASCII.GetBytes(line == "HELLO" ? $"SeedLink v3.1 (bad){(_four ? " :: SLPROTO:4.0" : "")}\r\nnobody\r\n" : "OK\r\n"));
                }

                Task listening = ListenAsync(reader);
                await Task.WhenAny(_script(this, n), listening);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client went; the next may come.
            }
        }
    }

    private async Task ListenAsync(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                lock (_heard) _heard.AppendLine(line);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Likewise.
        }
    }
}
