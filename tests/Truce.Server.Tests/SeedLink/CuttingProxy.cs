using System.Net;
using System.Net.Sockets;
using Truce.Measures;

namespace Truce.Server.Tests.SeedLink;

/// <summary>Stands between a client and a server and cuts each connection after a random number of bytes, in the middle of whatever is on its way.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SeededRandom _chance;
    private readonly int _target;
    private readonly int _longest;
    private readonly Task _running;

    public CuttingProxy(int target, ulong seed, int longest)
    {
        _target = target;
        _chance = new(seed);
        _longest = longest;
        _listener.Start();
        _running = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Cuts { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient near = await _listener.AcceptTcpClientAsync(_stop.Token);
                using var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                Task up = PumpAsync(near, far, int.MaxValue, both);
                await PumpAsync(far, near, 200 + _chance.NextBelow(_longest), both); // not before the handshake: it takes some 200 bytes
                await up;
                near.LingerState = new(true, 0);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, int most, CancellationTokenSource both)
    {
        byte[] buffer = new byte[4096];
        try
        {
            for (int left = most; left > 0;)
            {
                int n = await from.GetStream().ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), both.Token);
                if (n == 0) break;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, n), both.Token);
                left -= n;
                if (left == 0) Cuts++;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One end went: so does the other.
        }

        await both.CancelAsync();
    }
}
