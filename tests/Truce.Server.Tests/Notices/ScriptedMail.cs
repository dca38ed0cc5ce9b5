using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Truce.Server.Tests.Notices;

/// <summary>A server that answers as a test tells it, to show what no honest server does.</summary>
internal sealed class ScriptedMail : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly Func<string, string?> _answer;

    /// <summary>Starts it.</summary>
    /// <param name="answer">What it says to a line; the empty line is the beginning. Nothing: it closes. An empty text: it says nothing and waits.</param>
    public ScriptedMail(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public List<string> Heard { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII);
                for (string? line = ""; line is not null; line = await reader.ReadLineAsync(_stop.Token))
                {
                    if (line.Length > 0) Heard.Add(line);
                    if (_answer(line) is not { } said) break;
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(said), _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            Heard.Add("(stopped)");
        }
        catch (IOException)
        {
            Heard.Add("(broken)");
        }
    }
}
