using NodaTime;
using Truce.Feeds.SeedLink;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Waveforms;
using Truce.Server.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>Hours of listening, hours of deafness and places in a server's numbers, from what was sealed alone.</summary>
public sealed class LinkWatchTests
{
    private static readonly DateTimeOffset Begin = new(2031, 3, 1, 10, 20, 0, TimeSpan.Zero);
    private static readonly ChannelId Channel = ChannelId.FromSeed("XX", "A", "", "HHZ", out _)!;
    private static readonly RawReference Raw = new(default, 0, 1);

    [Fact]
    public void Hours_of_listening_are_the_same_however_often_somebody_looked()
    {
        int seed = Seeds.Next(TestContext.Current.TestOutputHelper);
        var chance = new SeededRandom((ulong)seed);
        (double From, double To)[] heard = [(0, 35), (35, 97), (120, 250)]; // minutes; a gap from 97 to 120
        string[] whole = Told(heard, _ => false);
        Assert.Equal(["10:20-11:00", "11:00-11:57", "12:20-13:00", "13:00-14:00", "14:00-14:30"], whole);
        for (int trial = 0; trial < 50; trial++)
        {
            var pieces = new List<(double, double)>();
            foreach ((double from, double to) in heard)
            {
                double at = from;
                while (at < to)
                {
                    double next = Math.Min(to, at + (chance.NextUnit() * 20));
                    pieces.Add((at, next));
                    at = next;
                }
            }

            Assert.Equal(whole, Told(pieces, _ => chance.NextUnit() < 0.5));
        }
    }

    [Fact]
    public void What_ends_inside_an_hour_waits_ten_minutes_beyond_it_and_no_longer()
    {
        var hours = new HoursKept();
        hours.Take(new(Channel, new(At(0), At(5)), Raw));
        Assert.False(hours.IsOverdue(At(49)));
        Assert.Empty(hours.Due(At(49), all: false));
        Assert.True(hours.IsOverdue(At(50)));
        Assert.Equal(At(5), Assert.Single(hours.Due(At(50), all: false)).Span.End);
        Assert.False(hours.IsOverdue(At(500)));
        Assert.Null(hours.Oldest);
    }

    [Fact]
    public void A_server_that_is_not_heard_is_told_hour_by_hour_and_its_end_at_once()
    {
        var link = new LinkWatch();
        link.Take(Notes(0, [], new NotedEvent(Begin, "started"), new NotedEvent(Begin, "connected"), new NotedEvent(Begin.AddMinutes(1), "hearing")), Raw);
        Assert.Equal(["not-connected 10:20-10:21"], Said(link));
        link.Take(Notes(5, [], new NotedEvent(Begin.AddMinutes(5), "lost")), Raw);
        Assert.Empty(Said(link));
        link.Take(Notes(45, [], new NotedEvent(Begin.AddMinutes(45), "still")), Raw);
        Assert.Equal(["lost 10:25-11:00"], Said(link));
        link.Take(Notes(170, [], new NotedEvent(Begin.AddMinutes(170), "started")), Raw);
        Assert.Equal(["lost 11:00-12:00", "lost 12:00-13:00"], Said(link));
        link.Take(Notes(171, [], new NotedEvent(Begin.AddMinutes(171), "hearing")), Raw);
        Assert.Equal(["lost 13:00-13:11"], Said(link));
        link.Take(Notes(200, [], new NotedEvent(Begin.AddMinutes(201), "started"), new NotedEvent(Begin.AddMinutes(202), "hearing")), Raw);
        Assert.Equal(["not-running 13:11-13:42"], Said(link));
        link.Take(Notes(210, [], new NotedEvent(Begin.AddMinutes(209), "silent", Since: Begin.AddMinutes(205)), new NotedEvent(Begin.AddMinutes(210), "hearing")), Raw);
        Assert.Equal(["silent 13:45-13:50"], Said(link));
    }

    [Fact]
    public void The_place_in_a_servers_numbers_is_that_of_the_last_sealed_packet_and_of_that_server_alone()
    {
        var link = new LinkWatch();
        link.Take(Notes(1, [new("XX_A", 7, 512, SequenceOrder.Forward), new("XX_A", ulong.MaxValue - 1, 512, SequenceOrder.Forward), new("XX_A", 3, 512, SequenceOrder.Behind)]), Raw);
        link.Take(Notes(2, [new("XX_B", 1, 512, SequenceOrder.Forward), new("QQ_Q", 1, 512, SequenceOrder.Untracked)]), Raw);
        Assert.Equal(["XX_A 18446744073709551614", "XX_B 1"], link.State().All().Select(s => $"{s.Key} {s.Value.Sequence}"));
        Assert.Equal("127.0.0.1:18000/4", link.State().Server);
        link.Take(Notes(3, [new("XX_B", 5, 512, SequenceOrder.Forward)]) with { Server = "127.0.0.1:18000/3" }, Raw);
        Assert.Equal(["XX_B 5"], link.State().All().Select(s => $"{s.Key} {s.Value.Sequence}"));
    }

    [Fact]
    public void Notes_are_read_as_they_were_written_and_broken_ones_are_told()
    {
        SeedLinkNotes notes = Notes(9, [new("XX_A", ulong.MaxValue, 512, SequenceOrder.Forward), new("", 0, 77, SequenceOrder.Untracked), new("XX_A", 1, 512, SequenceOrder.Behind)],
            new NotedEvent(Begin, "lost", "closed: ж \" \n", 5), new NotedEvent(Begin, "silent", Since: Begin.AddSeconds(-61.5))) with
        { LeftPackets = 3, LeftBytes = 1 << 20 };
        byte[] written = notes.Write();
        SeedLinkNotes read = SeedLinkNotes.Read(written);
        Assert.Equal(notes.Packets, read.Packets);
        Assert.Equal(notes.Events, read.Events);
        Assert.Equal((notes.At, notes.Server, 3, 1 << 20), (read.At, read.Server, read.LeftPackets, read.LeftBytes));
        Assert.Equal(written, read.Write());
        for (int cut = 0; cut < written.Length; cut += 7) Assert.Throws<InvalidDataException>(() => SeedLinkNotes.Read(written.AsSpan(0, cut)));
    }

    private static SeedLinkNotes Notes(double minutes, NotedPacket[] packets, params NotedEvent[] events) => new(Begin.AddMinutes(minutes), "127.0.0.1:18000/4", [.. packets], [.. events], 0, 0);

    private static Instant At(double minutes) => Instant.FromDateTimeOffset(Begin.AddMinutes(minutes));

    private static string[] Said(LinkWatch link) => [.. link.Due().Select(d => $"{d.Why} {d.From:HH:mm}-{d.To:HH:mm}")];

    private static string[] Told(IEnumerable<(double From, double To)> heard, Func<double, bool> looks)
    {
        var hours = new HoursKept();
        var told = new List<HeardSpan>();
        foreach ((double from, double to) in heard)
        {
            hours.Take(new(Channel, new(At(from), At(to)), Raw));
            if (looks(to)) told.AddRange(hours.Due(At(to), all: false));
        }

        told.AddRange(hours.Due(At(10_000), all: false));
        return [.. told.Select(t => $"{t.Span.Start.ToDateTimeOffset():HH:mm}-{t.Span.End.ToDateTimeOffset():HH:mm}")];
    }
}
