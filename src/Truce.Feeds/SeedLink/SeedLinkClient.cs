using System.Net.Sockets;
using System.Threading.Channels;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.SeedLink;

/// <summary>Follows a SeedLink server: connects, resumes every station where it was left, hands packets on as they came, and comes back after every fault.</summary>
/// <remarks>
/// One row of events holds packets and what happened to the connection, in order; when its consumer is slow nothing more is read from the socket. The client decodes nothing.
/// Why so: docs/decisions/0083-seedlink-one-row-of-events.md. Protocol: docs/formats/seedlink.md.
/// </remarks>
public sealed class SeedLinkClient : IDisposable
{
    private readonly SeedLinkOptions _options;
    private readonly SeedLinkState _state;
    private readonly TimeProvider _time;
    private readonly SeededRandom _chance;
    private readonly Channel<SeedLinkEvent> _events;
    private readonly SeedLinkTally _tally = new();
    private StationNumbers _numbers;
    private bool _heard;

    /// <summary>Makes a client; nothing happens before <see cref="RunAsync"/>. Throws <see cref="ArgumentException"/> when the options are none.</summary>
    /// <param name="options">What to follow and how.</param>
    /// <param name="state">Where earlier runs were left.</param>
    /// <param name="time">The clock of all waits and of <see cref="SeedLinkEvent.At"/>.</param>
    public SeedLinkClient(SeedLinkOptions options, SeedLinkState state, TimeProvider time)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        _options = options;
        _state = state;
        _time = time;
        _chance = new(options.Seed);
        _numbers = new(3, options.MostStations);
        _events = Channel.CreateBounded<SeedLinkEvent>(new BoundedChannelOptions(options.Queue) { SingleReader = true });
    }

    /// <summary>What comes, in order; completed when <see cref="RunAsync"/> ends. Read it without pause: it is the only brake.</summary>
    public ChannelReader<SeedLinkEvent> Events => _events.Reader;

    /// <summary>Counts so far.</summary>
    public SeedLinkCounts Counts => _tally.Now();

    /// <summary>Says that a packet is safe with the consumer (sealed, on disk). All packets of its station before it are taken as safe too.</summary>
    public void Acknowledge(SeedLinkEvent.Packet packet)
    {
        if (packet.Order == SequenceOrder.Forward) _state.Acknowledge(packet.Station, packet.Sequence, packet.RecordStart);
    }

    /// <summary>Follows until stopped, or until all of FETCH has come. Network faults are events; only a state file that cannot be written throws (<see cref="SeedLinkStateException"/>).</summary>
    /// <param name="stop">Ends it; the call then returns, it does not throw.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            for (int failures = 0; ; failures++)
            {
                _heard = false;
                SeedLinkEvent.Lost lost;
                try
                {
                    if (await SessionAsync(stop)) return;
                    lost = new(_time.GetUtcNow(), "closed", "the server closed the connection", default);
                }
                catch (Exception e) when (IsOfTheWorld(e))
                {
                    if (stop.IsCancellationRequested) return;
                    lost = new(_time.GetUtcNow(), Word(e), e.Message, default);
                }

                if (_heard) failures = 0;
                TimeSpan wait = BackOff(failures);
                SeedLinkTally.Add(ref _tally.Lost);
                await TellAsync(lost with { NextIn = wait }, stop);
                await Task.Delay(wait, _time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped between two attempts.
        }
        finally
        {
            _events.Writer.TryComplete();
            _state.Save();
        }
    }

    /// <summary>Writes what was acknowledged.</summary>
    public void Dispose() => _state.Save();

    private async Task<bool> SessionAsync(CancellationToken stop)
    {
        using SeedLinkConnection connection = await SeedLinkConnection.OpenAsync(_options, _time, stop);
        await connection.GreetAsync(stop);
        if (connection.Version != _numbers.Version) _numbers = new(connection.Version, _options.MostStations);
        bool first = _tally.Connections == 0;
        bool forgotten = _state.Bind($"{_options.Host}:{_options.Port}/{connection.Version}");
        string[] known = [.. _state.All().Select(s => s.Key).Union(_numbers.Stations, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        List<string> refused = await SeedLinkHandshake.AskAsync(connection, _options, known, LastOf, stop);
        foreach (string station in known)
        {
            if (_numbers.Of(station) is { Last: null } numbers && _state.Of(station) is { } position) numbers.StartAfter(position.Sequence);
        }

        SeedLinkTally.Add(ref _tally.Connections);
        _numbers.Reconnected(counts: !first || known.Length > 0);
        await TellAsync(new SeedLinkEvent.Connected(_time.GetUtcNow(), connection.Server, connection.Version, refused, forgotten), stop);

        using var session = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watch = new SeedLinkWatch(connection, _options, _time, _state, _events.Writer, session);
        Task watching = watch.RunAsync();
        try
        {
            return await ReceiveAsync(connection, watch, session.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException(watch.Why);
        }
        finally
        {
            await session.CancelAsync();
            await watching;
        }
    }

    private SeedLinkPosition? LastOf(string station) =>
        _numbers.Find(station)?.Last is { } last ? new(last, null) : _state.Of(station);

    private async Task<bool> ReceiveAsync(SeedLinkConnection connection, SeedLinkWatch watch, CancellationToken stop)
    {
        long garbage = 0, told = 0;
        while (true)
        {
            SeedLinkFrame frame = connection.Peek();
            switch (frame.Kind)
            {
                case SeedLinkFrameKind.Incomplete:
                    if (!await connection.FillAsync(stop)) return false;
                    continue;
                case SeedLinkFrameKind.Garbage:
                    garbage += frame.Length;
                    SeedLinkTally.Add(ref _tally.GarbageBytes, frame.Length);
                    if (garbage > _options.MostGarbage) throw new InvalidDataException($"more than {_options.MostGarbage} bytes that are no packet");
                    break;
                case SeedLinkFrameKind.TooLong:
                    throw new InvalidDataException($"a packet of {frame.PayloadLength} bytes announced, at most {_options.LongestPayload} are believed");
                case SeedLinkFrameKind.End when _options.Fetch:
                    await TellAsync(new SeedLinkEvent.Ended(_time.GetUtcNow()), stop);
                    return true;
                case SeedLinkFrameKind.End:
                    SeedLinkTally.Add(ref _tally.GarbageBytes, frame.Length);
                    break;
                case SeedLinkFrameKind.Info:
                    SeedLinkTally.Add(ref _tally.Infos);
                    watch.Frame();
                    break;
                default:
                    if (garbage > told)
                    {
                        await TellAsync(new SeedLinkEvent.Garbage(_time.GetUtcNow(), garbage - told), stop);
                        told = garbage;
                    }

                    await TakeAsync(connection, frame, watch, stop);
                    _heard = true;
                    break;
            }

            connection.Advance(frame);
        }
    }

    private async Task TakeAsync(SeedLinkConnection connection, SeedLinkFrame frame, SeedLinkWatch watch, CancellationToken stop)
    {
        DateTimeOffset now = _time.GetUtcNow();
        ReadOnlyMemory<byte> payload = connection.Payload(frame);
        string station = frame.Station.Length > 0 ? frame.Station : RecordGlance.Station(payload.Span);
        SequenceTracker? tracker = IsAskedFor(station) ? _numbers.Of(station) : null;
        SequenceStep step = tracker?.Judge(frame.Sequence, payload.Span) ?? default;
        watch.Record();
        if (tracker is not null && step.Kind == SequenceKind.Duplicate)
        {
            SeedLinkTally.Add(ref _tally.Duplicates);
            tracker.Take(step);
            return;
        }

        foreach (SeedLinkEvent note in Notes(station, tracker, step, now)) await TellAsync(note, stop, watch);
        SequenceOrder order = tracker is null ? SequenceOrder.Untracked : step.Kind == SequenceKind.Behind ? SequenceOrder.Behind : SequenceOrder.Forward;
        byte[] bytes = payload.ToArray();
        await TellAsync(new SeedLinkEvent.Packet(now, station, frame.Sequence, frame.Format, bytes, RecordGlance.Start(bytes), order), stop, watch);
        tracker?.Take(step);
        SeedLinkTally.Add(ref _tally.Packets);
        SeedLinkTally.Add(ref _tally.Bytes, bytes.Length);
        if (order == SequenceOrder.Untracked) SeedLinkTally.Add(ref _tally.Untracked);
        if (order == SequenceOrder.Behind) SeedLinkTally.Add(ref _tally.Behind);
        if (step.Kind == SequenceKind.Jump) SeedLinkTally.Add(ref _tally.Jumps);
    }

    private IEnumerable<SeedLinkEvent> Notes(string station, SequenceTracker? tracker, SequenceStep step, DateTimeOffset now)
    {
        if (tracker is null) yield break;
        if (step.Kind == SequenceKind.NewRow) yield return new SeedLinkEvent.Renumbered(now, station, tracker.Last!.Value, step.Sequence);
        if (_numbers.TakeReconnected(station) && step.Kind is SequenceKind.Next or SequenceKind.Jump)
        {
            yield return new SeedLinkEvent.Resumed(now, station, step.Skipped);
        }
        else if (step.Kind == SequenceKind.Jump && _options.NumbersByStation && AsksForAll(station))
        {
            yield return new SeedLinkEvent.Gap(now, station, tracker.Last!.Value, step.Sequence, step.Skipped);
        }
    }

    private bool IsAskedFor(string station) => station.Length > 0 && RequestOf(station) is not null;

    private bool AsksForAll(string station) => RequestOf(station) is { Selectors.IsDefaultOrEmpty: true };

    private SeedLinkRequest? RequestOf(string station)
    {
        if (_numbers.Requests.TryGetValue(station, out SeedLinkRequest? request)) return request;
        request = _options.Stations.FirstOrDefault(s => s.IsPattern ? CodePattern.Matches(s.Id, station) : s.Id == station);
        if (request is not null && _numbers.Requests.Count < _options.MostStations) _numbers.Requests[station] = request;
        return request;
    }

    private async ValueTask TellAsync(SeedLinkEvent happened, CancellationToken stop, SeedLinkWatch? watch = null)
    {
        if (_events.Writer.TryWrite(happened)) return;
        SeedLinkTally.Add(ref _tally.Waits);
        watch?.Waiting(true);
        await _events.Writer.WriteAsync(happened, stop);
        watch?.Waiting(false);
    }

    private TimeSpan BackOff(int failures)
    {
        double seconds = Math.Min(_options.LongestBackOff.TotalSeconds, _options.FirstBackOff.TotalSeconds * Math.Pow(2, Math.Min(failures, 30)));
        return TimeSpan.FromSeconds(seconds * (0.5 + _chance.NextUnit()));
    }

    private static bool IsOfTheWorld(Exception e) =>
        e is not SeedLinkStateException && e is IOException or SocketException or InvalidDataException or TimeoutException or OperationCanceledException;

    private static string Word(Exception e) => e switch
    {
        TimeoutException => "silent",
        SocketException => "refused",
        InvalidDataException when e.Message.StartsWith("more than", StringComparison.Ordinal) => "garbage",
        InvalidDataException when e.Message.StartsWith("a packet of", StringComparison.Ordinal) => "too-long",
        InvalidDataException => "handshake",
        _ => "closed",
    };
}
