using System.Text;
using Truce.Feeds.SeedLink;
using Truce.Measures;
using Truce.Simulation.SeedLink;
using Truce.Testing;

namespace Truce.Server.Tests.SeedLink;

/// <summary>Servers that lie, stall or flood: events and counts, bounded memory, never a crash.</summary>
public sealed class BadServerTests
{
    private static readonly byte[] Good = SeedLinkRig.UhNetwork().First(r => r.Station == "BW_UH1").Bytes;

    [Fact]
    public async Task A_server_that_stalls_is_told_as_silent_given_up_and_asked_again()
    {
        await using var server = new ScriptedServer(async (s, _) => await Task.Delay(Timeout.Infinite, s.Stop));
        SeedLinkOptions options = Quick(server.Port) with
        {
            KeepAlive = TimeSpan.FromSeconds(10),
            SilentAfter = TimeSpan.FromSeconds(20),
            LostAfter = TimeSpan.FromSeconds(60),
        };
        var told = await SeedLinkRig.RunAsync(options, SeedLinkState.InMemory(), t => t.OfType<SeedLinkEvent.Connected>().Count() >= 2, new FastTime(200));
        var silent = told.OfType<SeedLinkEvent.Silent>().First();
        Assert.True(silent.At - silent.Since >= options.SilentAfter, $"{silent.Since} to {silent.At}");
        Assert.Equal("silent", told.OfType<SeedLinkEvent.Lost>().First().Why);
        Assert.Contains("INFO ID", server.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_to_hello_is_given_up()
    {
        await using var server = new ScriptedServer(async (s, _) => await Task.Delay(Timeout.Infinite, s.Stop), handshake: false);
        SeedLinkOptions options = Quick(server.Port) with { AnswerTimeout = TimeSpan.FromSeconds(20) };
        var told = await SeedLinkRig.RunAsync(options, SeedLinkState.InMemory(), t => t.OfType<SeedLinkEvent.Lost>().Count() >= 2, new FastTime(200));
        Assert.All(told, t => Assert.Equal("silent", Assert.IsType<SeedLinkEvent.Lost>(t).Why));
    }

    [Fact]
    public async Task Garbage_between_packets_is_counted_and_stepped_over()
    {
        int seed = Seeds.Next();
        byte[] noise = Noise(700, (ulong)seed);
        await using var server = new ScriptedServer(async (s, _) =>
        {
            await s.SendAsync(Packet(1));
            await s.SendAsync(noise);
            await s.SendAsync("SLgarbage"u8.ToArray());
            await s.SendAsync(Packet(2));
            await Task.Delay(Timeout.Infinite, s.Stop);
        });
        var told = await SeedLinkRig.RunAsync(Quick(server.Port), SeedLinkState.InMemory(), t => t.Packets().Length >= 2);
        Assert.Equal([1UL, 2UL], told.Packets().Select(p => p.Sequence));
        Assert.Equal(709, told.OfType<SeedLinkEvent.Garbage>().Sum(g => g.Count));
        Assert.Empty(told.OfType<SeedLinkEvent.Lost>());
    }

    [Fact]
    public async Task Nothing_but_garbage_ends_the_connection_at_the_bound()
    {
        byte[] noise = Noise(1 << 20, 7);
        await using var server = new ScriptedServer(async (s, _) =>
        {
            while (true) await s.SendAsync(noise);
        });
        var told = await SeedLinkRig.RunAsync(Quick(server.Port), SeedLinkState.InMemory(), t => t.OfType<SeedLinkEvent.Lost>().Count() >= 3);
        Assert.All(told.OfType<SeedLinkEvent.Lost>(), l => Assert.Equal("garbage", l.Why));
        TimeSpan[] waits = [.. told.OfType<SeedLinkEvent.Lost>().Select(l => l.NextIn)];
        Assert.True(waits[2] > TimeSpan.FromMilliseconds(19), $"the waits grow: {string.Join(", ", waits)}");
    }

    [Fact]
    public async Task A_length_of_four_gigabytes_is_not_believed()
    {
        byte[] header = [.. "SE2D"u8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0, 0, 0, 0, 0, 6, .. "BW_UH1"u8];
        await using var server = new ScriptedServer(async (s, _) =>
        {
            await s.SendAsync(header);
            await Task.Delay(Timeout.Infinite, s.Stop);
        }, four: true);
        var told = await SeedLinkRig.RunAsync(Quick(server.Port) with { Protocol = SeedLinkProtocol.Best }, SeedLinkState.InMemory(), t => t.OfType<SeedLinkEvent.Lost>().Any());
        Assert.Equal("too-long", told.OfType<SeedLinkEvent.Lost>().Single().Why);
    }

    [Fact]
    public async Task A_flood_waits_for_the_consumer()
    {
        const int Sent = 5_000;
        byte[] flood = [.. Enumerable.Range(1, Sent).SelectMany(Packet)];
        await using var server = new ScriptedServer(async (s, _) =>
        {
            await s.SendAsync(flood);
            await Task.Delay(Timeout.Infinite, s.Stop);
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(SeedLinkRig.Patience);
        using var client = new SeedLinkClient(Quick(server.Port) with { Queue = 16 }, SeedLinkState.InMemory(), TimeProvider.System);
        Task run = client.RunAsync(stop.Token);
        while (client.Counts.Waits == 0) await Task.Delay(1, stop.Token);
        await Task.Delay(50, stop.Token);
        Assert.InRange(client.Counts.Packets, 0, 17); // the queue, and the one that waits for a place
        Assert.Equal(16, client.Events.Count);
        int came = 0;
        await foreach (SeedLinkEvent happened in client.Events.ReadAllAsync(stop.Token))
        {
            if (happened is SeedLinkEvent.Packet && ++came == Sent) break;
        }

        await stop.CancelAsync();
        await run;
        Assert.Equal(Sent, came);
        Assert.Equal(0, client.Counts.Jumps);
    }

    [Fact]
    public async Task Repeated_old_and_foreign_packets_are_counted_for_what_they_are()
    {
        byte[] foreign = Packet(4);
        "UH9"u8.CopyTo(foreign.AsSpan(16));
        byte[] changed = Packet(2);
        changed[500] ^= 1;
        await using var server = new ScriptedServer(async (s, _) =>
        {
            foreach (byte[] packet in (byte[][])[Packet(1), Packet(2), Packet(2), Packet(1), changed, foreign, Packet(9)]) await s.SendAsync(packet);
            await Task.Delay(Timeout.Infinite, s.Stop);
        });
        var told = await SeedLinkRig.RunAsync(Quick(server.Port), SeedLinkState.InMemory(), t => t.Packets().Length >= 5);
        Assert.Equal(
            [(1, SequenceOrder.Forward), (2, SequenceOrder.Forward), (2, SequenceOrder.Behind), (4, SequenceOrder.Untracked), (9, SequenceOrder.Forward)],
            told.Packets().Select(p => ((int)p.Sequence, p.Order)));
        SeedLinkEvent.Gap gap = Assert.Single(told.OfType<SeedLinkEvent.Gap>());
        Assert.Equal((2UL, 9UL, 6UL), (gap.After, gap.Before, gap.MissedAtMost));
    }

    [Fact]
    public async Task A_server_that_numbers_anew_is_followed()
    {
        await using var server = new ScriptedServer(async (s, _) =>
        {
            await s.SendAsync(Packet(5000));
            for (int i = 1; i <= 40; i++) await s.SendAsync(Packet(i));
            await Task.Delay(Timeout.Infinite, s.Stop);
        });
        var told = await SeedLinkRig.RunAsync(Quick(server.Port), SeedLinkState.InMemory(), t => t.Packets().Length >= 41);
        SeedLinkEvent.Renumbered anew = Assert.Single(told.OfType<SeedLinkEvent.Renumbered>());
        Assert.Equal((5000UL, 16UL), (anew.From, anew.To));
        Assert.Equal(SequenceOrder.Forward, told.Packets()[^1].Order);
    }

    [Fact]
    public async Task A_server_that_gives_no_station_is_asked_again_with_growing_waits()
    {
        await using SeedLinkServer server = SeedLinkRig.Serve(SeedLinkRig.W220());
        var told = await SeedLinkRig.RunAsync(SeedLinkRig.Options(server.Port, SeedLinkProtocol.Best, "QQ_NONE"), SeedLinkState.InMemory(), t => t.Count >= 3);
        Assert.All(told, t => Assert.Equal("handshake", Assert.IsType<SeedLinkEvent.Lost>(t).Why));
        Assert.Contains("STATION QQ_NONE", ((SeedLinkEvent.Lost)told[0]).Detail, StringComparison.Ordinal);
    }

    private static SeedLinkOptions Quick(int port) => SeedLinkRig.Options(port, SeedLinkProtocol.Three, "BW_UH1");

    private static byte[] Packet(int sequence) => [.. Encoding.ASCII.GetBytes($"SL{sequence:X6}"), .. Good];

    // Without the two letters that could begin a packet by chance.
    private static byte[] Noise(int length, ulong seed)
    {
        var chance = new SeededRandom(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (byte)chance.NextBelow(64))];
    }

    /// <summary>A clock that runs faster than the day.</summary>
    private sealed class FastTime(double factor) : TimeProvider
    {
        private static readonly DateTimeOffset Begin = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        private readonly long _start = System.GetTimestamp();

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => (long)(System.GetElapsedTime(_start).Ticks * factor);

        public override DateTimeOffset GetUtcNow() => Begin.AddTicks(GetTimestamp());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));

        private TimeSpan Shorter(TimeSpan span) => span < TimeSpan.Zero ? span : span / factor;
    }
}
