using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Response.Notices;
using Truce.Server.Notices;
using Truce.Testing;
using Truce.Tests.Response.Notices;

namespace Truce.Server.Tests.Notices;

public sealed class OutboxRunnerTests
{
    private static readonly RetryPolicy Policy = RetryPolicy.Default;

    /// <summary>A log that lives through crashes, and the world outside that remembers what it was sent.</summary>
    private sealed class World
    {
        public List<JsonObject> Log { get; } = [];

        public Dictionary<string, int> Sent { get; } = [];

        public SettableTime Time { get; } = new();

        public int Crashes { get; private set; }

        /// <summary>A program that starts anew from the log and dies at a step: before it is on the disk, or right after.</summary>
        public async Task<bool> LiveAsync(int dieAtStep, bool onDisk, Func<OutboxDelivery, int, SendOutcome> other)
        {
            int steps = 0;
            bool dead = false;
            var runner = new OutboxRunner(Outbox.Of(Log.Select(OutboxEvent.Read)), record =>
            {
                if (dead) throw new KilledException(); // attempts that ran beside the one that died
                dead = ++steps == dieAtStep;
                if (!dead || onDisk) Log.Add((JsonObject)JsonNode.Parse(CanonicalJson.Write(record))!);
                if (dead) throw new KilledException();
            }, (delivery, _) =>
            {
                lock (Sent)
                {
                    Sent[delivery.Name] = Sent.GetValueOrDefault(delivery.Name) + 1;
                    return Task.FromResult(other(delivery, Sent[delivery.Name]));
                }
            }, Policy, Time);
            try
            {
                foreach (string invitee in new[] { "FR", "GB", "PL" }) runner.Add(OutboxSteps.TryQueue(NoticeSample.Make(invitee: invitee), invitee + "/email", ["anna", "bohdan"], 2, NoticeSample.Issued, out _)!);
                while (runner.State.NextAt is { } next)
                {
                    Time.Now = next > Time.Now ? next : Time.Now;
                    await runner.RunDueAsync(CancellationToken.None);
                }

                return true;
            }
            catch (KilledException)
            {
                Crashes++;
                return false;
            }
        }
    }

    private sealed class KilledException : Exception;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_program_killed_at_any_one_step_loses_nothing_and_sends_nothing_twice_in_silence(bool onDisk)
    {
        // The first attempt to FR finds the server down; so the plain run has 3 queued, 4 attempted, 1 failed, 3 delivered.
        static SendOutcome Other(OutboxDelivery d, int time) => d.Channel == "FR/email" && time == 1 ? new SendOutcome.TryLater("down") : new SendOutcome.Delivered("250");
        for (int step = 1; step <= 11; step++)
        {
            var world = new World();
            Assert.False(await world.LiveAsync(step, onDisk, Other));
            Assert.True(await world.LiveAsync(0, false, Other));
            AssertHonest(world);
            Assert.Equal(1, world.Crashes);
        }

        var plain = new World();
        Assert.True(await plain.LiveAsync(12, onDisk, Other), "there is no twelfth step");
        Assert.Equal(11, plain.Log.Count);
        Assert.All(plain.Sent, s => Assert.Equal(s.Key.EndsWith("FR/email", StringComparison.Ordinal) ? 2 : 1, s.Value));
    }

    [Fact]
    public async Task A_thousand_kills_at_random_steps_lose_nothing()
    {
        int seed = Seeds.Next();
        var random = new SeededRandom((ulong)seed);
        int kills = 0;
        for (int round = 0; kills < 1000; round++)
        {
            var world = new World();
            SendOutcome Other(OutboxDelivery d, int time) => random.NextBelow(3) switch { 0 => new SendOutcome.TryLater("down"), 1 => new SendOutcome.TryLater("broken", MayHaveArrived: true), _ => new SendOutcome.Delivered("250") };
            while (!await world.LiveAsync(random.NextBelow(2) == 0 ? 1 + random.NextBelow(6) : 0, random.NextBelow(2) == 0, Other)) kills++;
            AssertHonest(world);
        }

        Assert.True(kills >= 1000);
    }

    /// <summary>All three came through, and each sending has its attempt in the log: none was silent.</summary>
    private static void AssertHonest(World world)
    {
        Outbox outbox = Outbox.Of(world.Log.Select(OutboxEvent.Read));
        Assert.Equal(3, outbox.In(OutboxStage.Delivered).Count());
        Assert.Empty(outbox.Oddities);
        foreach (OutboxDelivery delivery in outbox.Deliveries.Values)
        {
            Assert.InRange(world.Sent[delivery.Name], 1, delivery.Attempts);
            Assert.Equal(["anna", "bohdan"], delivery.Released);
        }

        int attempts = outbox.Deliveries.Values.Sum(d => d.Attempts), sent = world.Sent.Values.Sum();
        Assert.InRange(attempts - sent, 0, world.Crashes); // an attempt sealed and not sent: its program died between
    }

    [Fact]
    public async Task One_that_hangs_does_not_hold_the_others_and_a_step_that_cannot_be_sealed_stops_all()
    {
        var time = new SettableTime { Now = NoticeSample.Issued };
        using var hanging = new SemaphoreSlim(0);
        int others = 0;
        var runner = new OutboxRunner(Outbox.Empty, _ => { }, async (d, stop) =>
        {
            if (d.Channel == "A/email") await hanging.WaitAsync(stop);
            else if (Interlocked.Increment(ref others) == 9) hanging.Release();
            return new SendOutcome.Delivered("250");
        }, Policy, time);
        foreach (char name in "ABCDEFGHIJ") runner.Add(OutboxSteps.TryQueue(NoticeSample.Make(), $"{name}/email", [], 0, NoticeSample.Issued, out _)!);
        Assert.Equal(10, await runner.RunDueAsync(TestContext.Current.CancellationToken)); // the first is released by the last
        Assert.Equal(10, runner.State.In(OutboxStage.Delivered).Count());

        var full = new OutboxRunner(Outbox.Empty, _ => throw new IOException("disk full"), (_, _) => throw new InvalidOperationException("must not be sent"), Policy, time);
        Assert.Throws<IOException>(() => full.Add(OutboxSteps.TryQueue(NoticeSample.Make(), "A/email", [], 0, NoticeSample.Issued, out _)!));
        Assert.Empty(full.State.Deliveries);
    }

    [Fact]
    public async Task A_server_that_goes_down_and_comes_back_gets_the_notice_once()
    {
        var time = new SettableTime { Now = NoticeSample.Issued };
        MailServerRig down = await MailServerRig.StartAsync();
        int port = down.Port;
        await down.DisposeAsync();
        using var folder = new TempFolder();
        using var webhooks = new WebhookSender(TimeSpan.FromSeconds(2), time);
        List<JsonObject> log = [];
        NoticeSender Through(int p) => new(new("Special Commission", "desk@commission.example", new("localhost", p, MailTls.WhenOffered, null, null, null), null,
            [new("GB", "en", [new NoticeChannel.Mail("GB/email", "GB", ["duty@ministry.example"], false)])]), folder.Root, webhooks, null, TimeSpan.FromSeconds(20), TimeProvider.System);
        var runner = new OutboxRunner(Outbox.Empty, log.Add, (d, stop) => Through(port).SendAsync(d, stop), Policy, time);
        runner.Add(OutboxSteps.TryQueue(NoticeSample.Make(), "GB/email", [], 0, time.Now, out _)!);
        runner.Add(OutboxSteps.TryQueue(NoticeSample.Make(), "GB/fax", [], 0, time.Now, out _)!);
        await runner.RunDueAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["connecting: ConnectionRefused", "the file of channels has no channel GB/fax; put it back, or replace the notice"], runner.State.In(OutboxStage.Waiting).Select(d => d.Reason));

        await using MailServerRig back = await MailServerRig.StartAsync();
        port = back.Port;
        time.Now = runner.State.Deliveries.Values.First().NextAt!.Value;
        Outbox restarted = Outbox.Of(log.Select(OutboxEvent.Read));
        runner = new OutboxRunner(restarted, log.Add, (d, stop) => Through(port).SendAsync(d, stop), Policy, time);
        Assert.True(await runner.RunDueAsync(TestContext.Current.CancellationToken) >= 1);
        Assert.Equal("250 2.0.0 taken as 0001; in the open", runner.State.In(OutboxStage.Delivered).Single().Receipt);
        Assert.Single(back.Taken());
    }

    /// <summary>A clock that a test sets; timers run on the machine's.</summary>
    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = NoticeSample.Issued;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
