using FsCheck;
using FsCheck.Fluent;
using Truce.Commitments;
using static Truce.Tests.Commitments.LedgerOf;

namespace Truce.Tests.Commitments;

/// <summary>The state of a promise follows from gates and deliveries alone.</summary>
public sealed class StatusRuleTests
{
    [Fact]
    public void What_the_recipient_shows_counts_and_the_giver_s_word_stands_beside_it()
    {
        LedgerBatch batch = Batch with { Commitments = [Promise("C", due: "2030-06-01")], Deliveries = [Delivered("D1", "C", "2030-03-01", 4), Delivered("D2", "C", "2030-04-01", 6, Witness.Giver)] };
        CommitmentState s = State(batch, "C", "2030-07-01");
        Assert.Equal((Stage.PartlyDelivered, Standing.Partly, 0.4, 6.0), (s.Stage, s.Standing, s.DeliveredShare!.Value, s.UnconfirmedQuantity));
    }

    [Fact]
    public void A_disputed_delivery_is_not_counted_and_not_lost()
    {
        CommitmentState s = State(Batch with { Commitments = [Promise("C", due: "2030-06-01")], Deliveries = [Delivered("D", "C", "2030-03-01", 10, disputed: true)] }, "C", "2030-07-01");
        Assert.Equal((Standing.Late, 10.0), (s.Standing, s.DisputedQuantity));
    }

    [Theory]
    [InlineData("2030-04-30", true)]
    [InlineData("2030-05-01", false)]
    [InlineData("2030-05-20", true)] // it ended on that day
    public void A_condition_is_waited_for_while_it_does_not_hold(string day, bool waits)
    {
        LedgerBatch batch = Batch with
        {
            Sources = [Source("S1")],
            Statements = [Said("T1") with { Conditions = ["ceasefire"] }],
            Events = [new(Id("E"), "Ceasefire", Day("2030-05-01"), Day("2030-05-20"), null)],
        };
        Position cell = Positions.On(Rows(batch), Day(day)).Single();
        Assert.Equal(["ceasefire"], cell.Conditions);
        Assert.Equal(waits ? ["ceasefire"] : [], cell.OpenConditions);
    }

    [Theory]
    [InlineData("2030-05-31", Standing.NotDue)]
    [InlineData("2030-06-01", Standing.NotDue)] // the due day itself is still in time
    [InlineData("2030-06-02", Standing.Late)]
    public void A_promise_is_late_from_the_day_after_its_due_day(string day, Standing standing) =>
        Assert.Equal(standing, State(Batch with { Commitments = [Promise("C", due: "2030-06-01")] }, "C", day).Standing);

    [Fact]
    public void Without_a_due_day_nobody_can_say_whether_it_was_kept() =>
        Assert.Equal(Standing.Unknown, State(Batch with { Commitments = [Promise("C")] }, "C", "2040-01-01").Standing);

    [Fact]
    public void A_condition_that_nothing_shows_to_be_met_keeps_a_promise_from_falling_due()
    {
        Commitment c = Promise("C", due: "2030-06-01") with { Conditions = ["ceasefire"] };
        LedgerBatch batch = Batch with { Commitments = [c] };
        Assert.Equal((Standing.NotDue, "ceasefire"), (State(batch, "C", "2030-07-01").Standing, State(batch, "C", "2030-07-01").Waits.Single().What));
        LedgerBatch met = batch with { Events = [new(Id("E"), "ceasefire", Day("2030-05-01"), null, null)] };
        Assert.Equal(Standing.Late, State(met, "C", "2030-07-01").Standing);
        LedgerBatch over = batch with { Events = [new(Id("E"), "ceasefire", Day("2030-05-01"), Day("2030-05-20"), null)] };
        Assert.Equal(Standing.NotDue, State(over, "C", "2030-07-01").Standing);
    }

    [Fact]
    public void An_event_makes_a_promise_fall_due_so_many_days_later()
    {
        Commitment c = Promise("C") with { DueEvent = "renewed aggression", DueDays = 3 };
        Assert.Equal(Standing.NotDue, State(Batch with { Commitments = [c] }, "C", "2030-07-01").Standing);
        LedgerBatch began = Batch with { Commitments = [c], Events = [new(Id("E"), "renewed aggression", Day("2030-06-20"), null, null)] };
        Assert.Equal((Day("2030-06-23"), Standing.Late), (State(began, "C", "2030-07-01").Due!.Value, State(began, "C", "2030-07-01").Standing));
    }

    [Theory]
    [InlineData(GateResult.Open, "", Stage.AwaitingParliament, Standing.NotDue)]
    [InlineData(GateResult.Approved, "2030-03-01", Stage.ApprovedByParliament, Standing.NotDue)]
    [InlineData(GateResult.Rejected, "2030-03-01", Stage.RefusedByParliament, Standing.Lapsed)]
    public void A_parliament_decides(GateResult result, string decided, Stage stage, Standing standing)
    {
        CommitmentState s = State(Batch with { Commitments = [Promise("C", due: "2030-12-01")], Gates = [Gate("G", "C", GateKind.Parliament, "2030-02-01", decided, result)] }, "C", "2030-04-01");
        Assert.Equal((stage, standing), (s.Stage, s.Standing));
    }

    [Fact]
    public void A_consultative_refusal_ends_nothing() =>
        Assert.Equal(Stage.Stated, State(Batch with { Commitments = [Promise("C")], Gates = [Gate("G", "C", GateKind.Parliament, "2030-02-01", "2030-03-01", GateResult.Rejected, "consultative")] }, "C", "2030-04-01").Stage);

    [Fact]
    public void Promises_that_wait_for_one_another_never_fall_due_and_are_said()
    {
        LedgerBatch batch = Batch with { Commitments = [Promise("A", due: "2030-01-05") with { DependsOn = [Id("B")] }, Promise("B", due: "2030-01-05") with { DependsOn = [Id("A")] }] };
        Assert.Equal(Standing.NotDue, State(batch, "A", "2031-01-01").Standing);
        Assert.Equal(2, LedgerChecks.Of(Rows(batch), []).Count(r => r.Kind == "circle"));
    }

    [Fact]
    public void A_long_chain_of_promises_is_followed_to_its_end()
    {
        Commitment[] chain = [.. Enumerable.Range(0, 20_000).Select(i => Promise($"C{i:00000}", due: "2030-01-05") with { DependsOn = i == 0 ? [] : [Id($"C{i - 1:00000}")] })];
        CommitmentState last = State(Batch with { Commitments = [.. chain] }, "C19999", "2031-01-01");
        Assert.Equal(Standing.NotDue, last.Standing);
    }

    [Fact]
    public void Money_in_another_currency_counts_at_the_rate_of_its_day_and_not_at_all_without_one()
    {
        LedgerBatch batch = Batch with { Commitments = [Promise("C", quantity: 100, unit: "MEUR", due: "2030-06-01")], Deliveries = [Delivered("D", "C", "2030-03-01", 100, unit: "MUSD")] };
        Assert.Equal(0, State(batch, "C", "2030-07-01").DeliveredShare);
        LedgerBatch rated = batch with { Rates = [new("USD", 0.8, Day("2030-01-01"), null), new("USD", 0.5, Day("2030-04-01"), null)] };
        Assert.Equal(0.8, State(rated, "C", "2030-07-01").DeliveredShare!.Value, 9);
    }

    [Fact]
    public void Two_units_are_not_added_and_are_said()
    {
        LedgerBatch batch = Batch with { Commitments = [Promise("C", due: "2030-06-01")], Deliveries = [Delivered("D", "C", "2030-03-01", 10, unit: "brigade")] };
        Assert.Equal(Standing.Late, State(batch, "C", "2030-07-01").Standing);
        Assert.Contains(LedgerChecks.Of(Rows(batch), []), r => r.Kind == "unit");
    }

    [Fact]
    public void A_later_day_never_takes_a_delivery_away() => Prop.ForAll<byte, byte, byte>((a, b, c) =>
    {
        LedgerBatch batch = Batch with
        {
            Commitments = [Promise("C", quantity: 100, due: "2030-06-01")],
            Deliveries = [.. new[] { a, b, c }.Select((n, i) => Delivered($"D{i}", "C", $"2030-0{i + 2}-01", n + 1))],
        };
        double[] shares = [.. Enumerable.Range(1, 8).Select(m => State(batch, "C", $"2030-{m:00}-15").DeliveredShare ?? 0)];
        return shares.Zip(shares.Skip(1)).All(p => p.First <= p.Second);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_the_pack_states_is_never_used_and_a_difference_is_said()
    {
        LedgerBatch batch = Batch with { Commitments = [Promise("C", due: "2030-06-01") with { StatedState = "delivered" }] };
        CommitmentState s = State(batch, "C", "2030-07-01");
        Assert.Equal((Standing.Late, true), (s.Standing, s.StatedStateDiffers!.Value));
        Assert.Contains(LedgerChecks.Of(Rows(batch), [s]), r => r.Kind == "statedState");
    }
}
