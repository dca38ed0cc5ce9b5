using System.Globalization;
using System.Threading.Channels;

namespace Truce.Feeds.SeedLink;

/// <summary>Watches one connection beside its reader: asks whether the server lives, tells of silence, gives up, and saves what was acknowledged.</summary>
internal sealed class SeedLinkWatch(
    SeedLinkConnection connection, SeedLinkOptions options, TimeProvider time, SeedLinkState state, ChannelWriter<SeedLinkEvent> events, CancellationTokenSource session)
{
    private long _frameAt = time.GetTimestamp();
    private long _recordAt = time.GetTimestamp();
    private DateTimeOffset _recordTime = time.GetUtcNow();
    private long _savedAt = time.GetTimestamp();
    private long _askedAt = time.GetTimestamp();
    private bool _waiting;
    private bool _toldSilent;

    /// <summary>Why the connection was given up.</summary>
    public string Why { get; private set; } = "stopped";

    /// <summary>A whole packet came.</summary>
    public void Frame() => Volatile.Write(ref _frameAt, time.GetTimestamp());

    /// <summary>A record came.</summary>
    public void Record()
    {
        long now = time.GetTimestamp();
        Volatile.Write(ref _frameAt, now);
        Volatile.Write(ref _recordAt, now);
        _recordTime = time.GetUtcNow();
        _toldSilent = false;
    }

    /// <summary>The reader waits for the consumer: that is no silence of the server.</summary>
    public void Waiting(bool on)
    {
        Volatile.Write(ref _waiting, on);
        if (!on) Record();
    }

    /// <summary>Runs until the session ends.</summary>
    public async Task RunAsync()
    {
        TimeSpan[] waits = [options.KeepAlive, options.SilentAfter, options.LostAfter, options.SaveEvery > TimeSpan.Zero ? options.SaveEvery : TimeSpan.FromSeconds(1)];
        TimeSpan turn = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, waits.Min().Ticks / 2));
        try
        {
            while (true)
            {
                await Task.Delay(turn, time, session.Token);
                if (time.GetElapsedTime(_savedAt) >= options.SaveEvery)
                {
                    state.Save();
                    _savedAt = time.GetTimestamp();
                }

                if (!Volatile.Read(ref _waiting)) await LookAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
        catch (SeedLinkStateException)
        {
            await session.CancelAsync();
            throw;
        }
        catch (Exception e) when (e is IOException or TimeoutException or ObjectDisposedException)
        {
            Why = "the server does not take what is sent: " + e.Message;
            await session.CancelAsync();
        }
    }

    private async Task LookAsync()
    {
        TimeSpan frame = time.GetElapsedTime(Volatile.Read(ref _frameAt)), record = time.GetElapsedTime(Volatile.Read(ref _recordAt));
        if (record >= options.SilentAfter && !_toldSilent)
        {
            _toldSilent = true;
            events.TryWrite(new SeedLinkEvent.Silent(time.GetUtcNow(), _recordTime)); // a full queue means that something came
        }

        if (frame >= options.LostAfter)
        {
            Why = string.Create(CultureInfo.InvariantCulture, $"no whole packet for {frame.TotalSeconds:0.0} s");
            await session.CancelAsync();
        }
        else if (frame >= options.KeepAlive && time.GetElapsedTime(_askedAt) >= options.KeepAlive)
        {
            _askedAt = time.GetTimestamp();
            await connection.SendAsync("INFO ID\r\n", session.Token);
        }
    }
}
