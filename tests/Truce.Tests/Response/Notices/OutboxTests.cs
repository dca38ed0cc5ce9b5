using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Response.Notices;

namespace Truce.Tests.Response.Notices;

public sealed class OutboxTests
{
    private static readonly DateTimeOffset Start = NoticeSample.Issued;
    private static readonly RetryPolicy Policy = RetryPolicy.Default;

    [Fact]
    public void A_server_that_is_down_makes_a_notice_wait_be_seen_and_be_tried_again()
    {
        Outbox outbox = Queue(Outbox.Empty, NoticeSample.Make());
        OutboxDelivery delivery = Assert.Single(outbox.DueAt(Start));
        outbox = Run(outbox, delivery, Start, new SendOutcome.TryLater("connecting: ConnectionRefused"));
        delivery = Assert.Single(outbox.In(OutboxStage.Waiting));
        Assert.Equal("connecting: ConnectionRefused", delivery.Reason);
        Assert.Empty(outbox.DueAt(Start.AddSeconds(14)));
        Assert.Single(outbox.DueAt(Start.AddSeconds(30)));
        Assert.Equal(delivery.NextAt, outbox.NextAt);
        outbox = Run(outbox, delivery, delivery.NextAt!.Value, new SendOutcome.Delivered("250 queued"));
        delivery = Assert.Single(outbox.In(OutboxStage.Delivered));
        Assert.Equal((2, "250 queued", 0), (delivery.Attempts, delivery.Receipt, delivery.Doubtful));
        Assert.Null(outbox.NextAt);
        Assert.Empty(outbox.Oddities);
    }

    [Fact]
    public void Waits_double_stay_in_their_bounds_and_are_the_same_again()
    {
        string name = OutboxEvent.NameOf(NoticeSample.Make().Id, "GB/email");
        for (int attempt = 1; attempt <= 200; attempt++)
        {
            TimeSpan wait = Policy.WaitAfter(name, attempt, null);
            double doubledS = Math.Min(3600, 30 * Math.Pow(2, Math.Min(attempt - 1, 20)));
            Assert.InRange(wait.TotalSeconds, doubledS / 2, doubledS);
            Assert.Equal(wait, Policy.WaitAfter(name, attempt, null));
        }

        Assert.True(Enumerable.Range(0, 50).Select(i => Policy.WaitAfter($"{i}", 5, null)).Distinct().Count() > 45, "names spread the waits");
        Assert.Equal(TimeSpan.FromMinutes(90), Policy.WaitAfter(name, 1, TimeSpan.FromMinutes(90)));
        Assert.Equal(Policy.LongestRetryAfter, Policy.WaitAfter(name, 1, TimeSpan.FromDays(9)));
        Assert.Equal(Policy.WaitAfter(name, 1, null), Policy.WaitAfter(name, 1, TimeSpan.FromSeconds(-5)));
    }

    [Fact]
    public void A_refusal_and_the_last_attempt_give_up_visibly()
    {
        Outbox refused = Queue(Outbox.Empty, NoticeSample.Make());
        refused = Run(refused, refused.DueAt(Start).Single(), Start, new SendOutcome.Refused("RCPT: 550 no such user"));
        Assert.Equal("RCPT: 550 no such user", Assert.Single(refused.In(OutboxStage.GivenUp)).Reason);

        RetryPolicy three = Policy with { MostAttempts = 3 };
        Outbox tired = Queue(Outbox.Empty, NoticeSample.Make());
        for (DateTimeOffset now = Start; tired.NextAt is { } next; now = next) tired = Run(tired, tired.Deliveries.Values.Single(), next, new SendOutcome.TryLater("down"), three);
        Assert.Equal((3, "3 attempts, the last: down"), (tired.In(OutboxStage.GivenUp).Single().Attempts, tired.In(OutboxStage.GivenUp).Single().Reason));
    }

    [Fact]
    public void An_attempt_that_left_no_result_is_in_doubt_and_is_repeated_under_the_same_name()
    {
        Outbox outbox = Queue(Outbox.Empty, NoticeSample.Make());
        OutboxDelivery delivery = outbox.Deliveries.Values.Single();
        outbox = outbox.Apply(OutboxSteps.Attempt(delivery, Policy, Start)); // and here its program dies
        Assert.Single(outbox.In(OutboxStage.InDoubt));
        Assert.Empty(outbox.DueAt(Start + Policy.AttemptLapses - TimeSpan.FromTicks(1)));
        OutboxDelivery again = Assert.Single(outbox.DueAt(Start + Policy.AttemptLapses));
        outbox = Run(outbox, again, Start + Policy.AttemptLapses, new SendOutcome.Delivered("250"));
        OutboxDelivery done = Assert.Single(outbox.In(OutboxStage.Delivered));
        Assert.Equal((delivery.Name, 2, 1), (done.Name, done.Attempts, done.Doubtful));
    }

    [Fact]
    public void Whatever_does_not_fit_changes_nothing_and_is_kept_in_words()
    {
        Notice notice = NoticeSample.Make();
        Outbox outbox = Queue(Outbox.Empty, notice);
        string name = outbox.Deliveries.Keys.Single();
        OutboxEvent[] odd =
        [
            new OutboxEvent.Queued(Start, notice, "GB/email", []),
            new OutboxEvent.Delivered(Start, name, 1, "never attempted"),
            new OutboxEvent.Failed(Start, name, 1, "never attempted", false, Start),
            new OutboxEvent.Attempted(Start, name, 2, Start),
            new OutboxEvent.GivenUp(Start, "nobody/email", "never queued"),
        ];
        Outbox after = odd.Aggregate(outbox, (o, e) => o.Apply(e));
        Assert.Equal(outbox.Deliveries, after.Deliveries);
        Assert.Equal(odd.Length, after.OdditiesInAll);
        Assert.Equal(odd.Length, after.Oddities.Length);
        Outbox flood = Enumerable.Repeat(odd[^1], 1000).Aggregate(after, (o, e) => o.Apply(e));
        Assert.Equal((Outbox.MostOddities, 1005), (flood.Oddities.Length, flood.OdditiesInAll));
    }

    [Fact]
    public void A_replaced_notice_goes_out_no_more_but_what_had_gone_out_stays_true()
    {
        Hash256 later = Hash256.Of("later"u8);
        Outbox outbox = Queue(Outbox.Empty, NoticeSample.Make());
        string name = outbox.Deliveries.Keys.Single();
        Outbox replaced = outbox.Apply(new OutboxEvent.Replaced(Start, name, later));
        Assert.Null(replaced.NextAt);
        Assert.Single(replaced.In(OutboxStage.Replaced));

        Outbox underWay = outbox.Apply(OutboxSteps.Attempt(outbox.Deliveries[name], Policy, Start)).Apply(new OutboxEvent.Replaced(Start, name, later));
        OutboxDelivery done = underWay.Apply(new OutboxEvent.Delivered(Start, name, 1, "250")).Deliveries[name];
        Assert.Equal((OutboxStage.Delivered, later), (done.Stage, done.ReplacedBy!.Value));
        OutboxDelivery failed = underWay.Apply(new OutboxEvent.Failed(Start, name, 1, "broken", true, Start)).Deliveries[name];
        Assert.Equal((OutboxStage.Replaced, 1, null), (failed.Stage, failed.Doubtful, failed.NextAt));

        OutboxDelivery known = underWay.Apply(new OutboxEvent.Acknowledged(Start, name, "A. Person", "signed receipt of the letter")).Deliveries[name];
        Assert.Equal((OutboxStage.Acknowledged, "A. Person"), (known.Stage, known.Acknowledged!.Value.By));
    }

    [Fact]
    public void Above_the_level_of_the_machine_two_different_people_release()
    {
        Notice notice = NoticeSample.Make();
        Assert.Null(OutboxSteps.TryQueue(notice, "GB/email", ["anna", "anna ", ""], 2, Start, out string reason));
        Assert.Equal("2 different people release a notice of this level; 1 have", reason);
        Assert.Equal(["anna", "bohdan"], OutboxSteps.TryQueue(notice, "GB/email", ["bohdan", "anna"], 2, Start, out _)!.Released);
        Assert.Empty(OutboxSteps.TryQueue(notice, "GB/email", [], 0, Start, out _)!.Released);
    }

    [Fact]
    public void Every_step_survives_its_record()
    {
        Notice notice = NoticeSample.Make("ru");
        string name = OutboxEvent.NameOf(notice.Id, "GB/email");
        OutboxEvent[] all =
        [
            new OutboxEvent.Queued(Start, notice, "GB/email", ["anna", "bohdan"]),
            new OutboxEvent.Attempted(Start, name, 1, Start.AddMinutes(5)),
            new OutboxEvent.Failed(Start, name, 1, "down", true, Start.AddSeconds(20)),
            new OutboxEvent.Delivered(Start, name, 2, "250 ok"),
            new OutboxEvent.GivenUp(Start, name, "no"),
            new OutboxEvent.Replaced(Start, name, Hash256.Of("x"u8)),
            new OutboxEvent.Acknowledged(Start, name, "A. Person", "letter"),
        ];
        Assert.All(all, e => Assert.Equal(e, OutboxEvent.Read((JsonObject)JsonNode.Parse(CanonicalJson.Write(e.ToJson()))!)));
        JsonObject forged = all[0].ToJson();
        forged["delivery"] = "another/email";
        Assert.Throws<RecordException>(() => OutboxEvent.Read(forged));
    }

    private static Outbox Queue(Outbox outbox, Notice notice) => outbox.Apply(OutboxSteps.TryQueue(notice, "GB/email", [], 0, Start, out _)!);

    private static Outbox Run(Outbox outbox, OutboxDelivery delivery, DateTimeOffset now, SendOutcome outcome, RetryPolicy? policy = null)
    {
        outbox = outbox.Apply(OutboxSteps.Attempt(delivery, policy ?? Policy, now));
        return OutboxSteps.After(outbox.Deliveries[delivery.Name], outcome, policy ?? Policy, now).Aggregate(outbox, (o, e) => o.Apply(e));
    }
}
