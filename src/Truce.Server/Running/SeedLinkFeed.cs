using System.Buffers;
using System.Collections.Immutable;
using Truce.Feeds.SeedLink;

namespace Truce.Server.Running;

/// <summary>A batch that waits to be sealed.</summary>
/// <param name="Payloads">Bytes of the packets as they came, one behind the other.</param>
/// <param name="Notes">What belongs to them.</param>
/// <param name="Packets">To be acknowledged when it is sealed.</param>
internal sealed record SeedLinkBatch(byte[] Payloads, SeedLinkNotes Notes, ImmutableArray<SeedLinkEvent.Packet> Packets);

/// <summary>Follows the SeedLink server of a mission's feed and gives what came in batches. Nothing is decoded here, and what is not sealed is not acknowledged.</summary>
/// <remarks>Bounds: the client's queue of events, then the socket is not read; <see cref="MostBytes"/>, <see cref="MostPackets"/> and <see cref="MostEvents"/> a batch.</remarks>
internal sealed class SeedLinkFeed : IAsyncDisposable
{
    /// <summary>Bytes of payloads after which a batch is closed.</summary>
    public const int MostBytes = 1 << 20;

    private const int MostPackets = 8192;
    private const int MostEvents = 1000; // of one batch; a server that makes more of them is lying, and the last thousand say no more than the first
    private const int MostLeftBytes = 64 * 1024; // of what nobody asked for, kept as evidence in each batch; the rest is counted

    private readonly SeedLinkClient _client;
    private readonly SeedLinkState _state;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private static readonly TimeSpan Still = TimeSpan.FromMinutes(10); // so often the log is told that nothing is heard yet; chosen
    private bool _started, _hearing;
    private DateTimeOffset _said;

    public SeedLinkFeed(SeedLinkOptions options, SeedLinkState state, TimeProvider time)
    {
        (_state, _time) = (state, time);
        _client = new(options, state, time);
    }

    /// <summary>What a mission's words mean to the client.</summary>
    public static SeedLinkOptions OptionsOf(MissionSeedLink given) => new()
    {
        Host = given.Host,
        Port = given.Port,
        Stations = [.. given.Streams.Select(s => SeedLinkRequest.Parse(s, out string problem) ?? throw new BadInputException(problem))],
        Protocol = given.Version switch { 3 => SeedLinkProtocol.Three, 4 => SeedLinkProtocol.Four, _ => SeedLinkProtocol.Best },
        FromOldest = given.FromOldest,
    };

    /// <summary>Begins to follow.</summary>
    public void Start() => _running = Task.Run(() => _client.RunAsync(_stop.Token));

    /// <summary>What has come since, at most one batch; nothing when nothing has. Does not wait.</summary>
    public SeedLinkBatch? Drain()
    {
        if (_running.IsFaulted) _running.GetAwaiter().GetResult();
        var payloads = new ArrayBufferWriter<byte>();
        var packets = ImmutableArray.CreateBuilder<SeedLinkEvent.Packet>();
        var events = ImmutableArray.CreateBuilder<NotedEvent>();
        long left = 0, leftBytes = 0;
        int unasked = 0;
        while (payloads.WrittenCount < MostBytes && packets.Count < MostPackets && events.Count < MostEvents && _client.Events.TryRead(out SeedLinkEvent? happened))
        {
            if (!_started) events.Add(new(happened.At, "started"));
            _started = true;
            if (happened is not SeedLinkEvent.Packet packet)
            {
                Note(happened, events);
                continue;
            }

            if (!_hearing) events.Add(new(packet.At, "hearing"));
            _hearing = true;
            if (packet.Order == SequenceOrder.Untracked && (unasked += packet.Bytes.Length) > MostLeftBytes)
            {
                (left, leftBytes) = (left + 1, leftBytes + packet.Bytes.Length);
                continue;
            }

            payloads.Write(packet.Bytes.Span);
            packets.Add(packet);
        }

        DateTimeOffset now = _time.GetUtcNow();
        if (_started && !_hearing && events.Count == 0 && now - _said >= Still) events.Add(new(now, "still"));
        if (packets.Count == 0 && events.Count == 0 && left == 0) return null;
        _said = now;
        ImmutableArray<NotedPacket> noted = [.. packets.Select(p => new NotedPacket(p.Station, p.Sequence, p.Bytes.Length, p.Order))];
        return new(payloads.WrittenSpan.ToArray(), new(now, _state.Server, noted, events.ToImmutable(), left, leftBytes), packets.ToImmutable());
    }

    /// <summary>Says that a batch is sealed: after a loss of the connection the server is asked for what follows it.</summary>
    public void Sealed(SeedLinkBatch batch)
    {
        foreach (SeedLinkEvent.Packet packet in batch.Packets) _client.Acknowledge(packet);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _client.Dispose();
        _stop.Dispose();
    }

    private void Note(SeedLinkEvent happened, ImmutableArray<NotedEvent>.Builder events)
    {
        switch (happened)
        {
            case SeedLinkEvent.Connected c:
                events.Add(new(c.At, "connected", c.Forgotten ? c.Server + " (numbers of another server or version were forgotten)" : c.Server));
                foreach (string refused in c.Refused) events.Add(new(c.At, "refused", refused));
                break;
            case SeedLinkEvent.Silent s:
                events.Add(new(s.At, "silent", Since: s.Since));
                break;
            case SeedLinkEvent.Lost l:
                events.Add(new(l.At, "lost", $"{l.Why}: {l.Detail}"));
                break;
            case SeedLinkEvent.Gap g:
                events.Add(new(g.At, "gap", g.Station, Many(g.MissedAtMost)));
                break;
            case SeedLinkEvent.Resumed { MissedAtMost: > 0 } r:
                events.Add(new(r.At, "resumed", r.Station, Many(r.MissedAtMost)));
                break;
            case SeedLinkEvent.Renumbered n:
                events.Add(new(n.At, "renumbered", n.Station));
                break;
            case SeedLinkEvent.Garbage g:
                events.Add(new(g.At, "garbage", Count: g.Count));
                break;
        }

        if (happened is SeedLinkEvent.Connected or SeedLinkEvent.Silent or SeedLinkEvent.Lost) _hearing = false;
    }

    // Numbers have 64 bits; JSON has 53 that are sure.
    private static long Many(ulong count) => (long)Math.Min(count, 1UL << 53);
}
