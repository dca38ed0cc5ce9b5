using System.Net;
using System.Net.Sockets;

namespace Truce.Simulation.SeedLink;

/// <summary>A small SeedLink server, 3 and 4, for tests and exercises: what is given to it goes to every client that asked for it. This machine only, unless its options say otherwise.</summary>
/// <remarks>A ring of records is all its memory. A client that does not read is not waited for: its place in the ring is overwritten and it misses records, as with any server.</remarks>
public sealed class SeedLinkServer : IAsyncDisposable
{
    private readonly SeedLinkServerOptions _options;
    private readonly TcpListener _listener;
    private readonly RecordRing _ring;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<SeedLinkSession> _sessions = [];
    private readonly List<Task> _running = [];
    private Task _accepting = Task.CompletedTask;

    /// <summary>Makes a server and binds its port; throws <see cref="SocketException"/> when it is taken.</summary>
    public SeedLinkServer(SeedLinkServerOptions options)
    {
        _options = options;
        _ring = new(options.Ring, options.FirstSequence);
        _listener = new(options.Address, options.Port);
        _listener.Start();
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections now.</summary>
    public int Clients
    {
        get
        {
            lock (_lock) return _sessions.Count;
        }
    }

    /// <summary>Begins to take clients.</summary>
    public void Start() => _accepting = AcceptAsync();

    /// <summary>Gives a record to the ring and to everyone who waits for it.</summary>
    public void Add(ServedRecord record)
    {
        _ring.Add(record);
        lock (_lock)
        {
            foreach (SeedLinkSession session in _sessions) session.Wake();
        }
    }

    /// <summary>Gives many records; clients are woken once.</summary>
    public void AddAll(IEnumerable<ServedRecord> records)
    {
        foreach (ServedRecord record in records) _ring.Add(record);
        lock (_lock)
        {
            foreach (SeedLinkSession session in _sessions) session.Wake();
        }
    }

    /// <summary>Cuts every connection without a word, as a failing network does.</summary>
    public void CutAll()
    {
        lock (_lock)
        {
            foreach (SeedLinkSession session in _sessions) session.Cut();
        }
    }

    /// <summary>Stops and waits for its connections to end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Task[] running;
        lock (_lock) running = [.. _running];
        await Task.WhenAll(running);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient tcp;
            try
            {
                tcp = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                if (_stop.IsCancellationRequested) return;
                continue;
            }

            tcp.NoDelay = true;
            lock (_lock)
            {
                if (_sessions.Count >= _options.MostClients)
                {
                    tcp.Dispose();
                    continue;
                }

                var session = new SeedLinkSession(tcp, _ring, _options);
                _sessions.Add(session);
                _running.RemoveAll(t => t.IsCompleted);
                _running.Add(ServeAsync(session));
            }
        }
    }

    private async Task ServeAsync(SeedLinkSession session)
    {
        await Task.Yield();
        try
        {
            await session.RunAsync(_stop.Token);
        }
        finally
        {
            lock (_lock) _sessions.Remove(session);
            session.Dispose();
        }
    }
}
