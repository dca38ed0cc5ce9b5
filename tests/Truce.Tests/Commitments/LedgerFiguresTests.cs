using FsCheck;
using FsCheck.Fluent;
using Truce.Commitments;
using static Truce.Tests.Commitments.LedgerOf;

namespace Truce.Tests.Commitments;

/// <summary>Figures against worked examples of their sources, then against properties.</summary>
public sealed class LedgerFiguresTests
{
    // Freireich et al. 1963, remission of 21 leukaemia patients under 6-mercaptopurine, weeks; the standard worked example of the estimator (0 = censored).
    private static readonly (double Weeks, bool Ended)[] Freireich =
    [
        (6, true), (6, true), (6, true), (6, false), (7, true), (9, false), (10, true), (10, false), (11, false), (13, true), (16, true), (17, false), (19, false), (20, false), (22, true), (23, true),
        (25, false), (32, false), (32, false), (34, false), (35, false),
    ];

    [Fact]
    public void The_survival_curve_of_the_textbook_comes_out()
    {
        KaplanMeier k = KaplanMeier.Of(Freireich.Select(f => new WaitLength(f.Weeks, f.Ended)));
        Assert.Equal([(6, 0.8571), (7, 0.8067), (10, 0.7529), (13, 0.6902), (16, 0.6275), (22, 0.5378), (23, 0.4482)], k.Steps.Select(s => ((int)s.Days, Math.Round(s.OpenShare, 4))));
        Assert.Equal(((double?)23, 9, 12), (k.MedianDays, k.Ended, k.Open));
    }

    [Fact]
    public void Waits_that_never_end_have_no_median() => Assert.Null(KaplanMeier.Of([new(10, false), new(20, false), new(5, true)]).MedianDays);

    [Fact]
    public void The_curve_falls_inside_its_interval_whatever_the_waits() => Prop.ForAll<(byte, bool)[]>(waits =>
    {
        KaplanMeier k = KaplanMeier.Of(waits.Select(w => new WaitLength(w.Item1, w.Item2)));
        return k.Steps.All(s => s.LowShare <= s.OpenShare && s.OpenShare <= s.HighShare && s.LowShare >= 0 && s.HighShare <= 1)
            && k.Steps.Zip(k.Steps.Skip(1)).All(p => p.First.OpenShare >= p.Second.OpenShare);
    }).QuickCheckThrowOnFailure();

    // Krippendorff 2011, section C: four coders, twelve units, missing values; nominal alpha .743, ordinal .815.
    private static readonly int?[][] Coders =
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
        [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
    ];

    [Fact]
    public void Alpha_of_the_published_example_comes_out()
    {
        int?[][] units = [.. Enumerable.Range(0, 12).Select(u => Coders.Select(c => c[u]).ToArray())];
        Assert.Equal(0.743, Krippendorff.Nominal(units.Select(u => (IReadOnlyList<string?>)[.. u.Select(v => v?.ToString())]))!.Value, 3);
        Assert.Equal(0.815, Krippendorff.Ordinal(units)!.Value, 3);
    }

    [Fact]
    public void Full_agreement_is_one_and_a_facet_that_never_varies_has_no_alpha()
    {
        Assert.Equal(1, Krippendorff.Nominal([["a", "a"], ["b", "b"]]));
        Assert.Null(Krippendorff.Nominal([["a", "a"], ["a", "a"]]));
    }

    [Fact]
    public void Equal_givers_have_the_smallest_index_and_one_giver_the_largest()
    {
        Assert.Equal(0.25, Concentration.Of("eur", [("A", 1), ("B", 1), ("C", 1), ("D", 1)]).HhiFactor, 12);
        Assert.Equal((1.0, "A"), (Concentration.Of("eur", [("A", 5)]).HhiFactor, Concentration.Of("eur", [("A", 5)]).Largest));
    }

    [Fact]
    public void The_rate_is_over_what_fell_due_and_nothing_else()
    {
        LedgerBatch batch = Batch with
        {
            Commitments = [Promise("kept", due: "2030-02-01"), Promise("late", due: "2030-02-01"), Promise("part", due: "2030-02-01"), Promise("later", due: "2031-02-01"), Promise("early", due: "2031-02-01"), Promise("open")],
            Deliveries = [Delivered("D1", "kept", "2030-01-20", 10), Delivered("D2", "part", "2030-01-20", 5), Delivered("D3", "early", "2030-01-20", 10)],
        };
        HonouredRate h = HonouredRate.Of(Rows(batch), StatusRule.On(Rows(batch), Day("2030-06-01")), Day("2030-06-01"));
        Assert.Equal((3, 1, 1, 1, 1, 1, 1), (h.Due, h.Honoured, h.Partly, h.Late, h.Early, h.NotDue, h.Unknown));
        Assert.Equal(0.5, h.Weighted!.Share, 9);
        Assert.True(h.ShareInterval!.Value.Low < 1 / 3.0 && h.ShareInterval.Value.High > 1 / 3.0);
    }

    [Fact]
    public void Nothing_due_is_no_rate_and_not_zero()
    {
        Ledger ledger = Rows(Batch with { Commitments = [Promise("C", due: "2031-01-01")] });
        Assert.Null(HonouredRate.Of(ledger, StatusRule.On(ledger, Day("2030-01-02")), Day("2030-01-02")).Share);
    }

    [Fact]
    public void Without_one_guarantor_the_others_remain_and_a_shared_word_counts_once()
    {
        LedgerBatch batch = Batch with { Pillars = [new("P3", "force", ["FR"], "", false)], Statements = [Said("T1") with { Guarantors = ["FR", "GB"] }, Said("T2", guarantor: "US")] };
        Ledger ledger = Rows(batch);
        PillarRemainder r = Dependence.Without(ledger, Positions.On(ledger, Day("2030-01-02")), ["FR"], []).Single(p => p.Pillar == "P3");
        Assert.Equal((2, 2, 1), (r.StatementsBefore, r.StatementsAfter, r.LeadsLost.Length));
        Assert.Equal(["GB", "US"], r.After);
    }

    [Fact]
    public void While_attention_is_elsewhere_only_the_paused_pillars_lose()
    {
        Ledger ledger = Rows(Batch with { Statements = [Said("T1"), Said("T2", guarantor: "FR", pillar: "P1"), Said("T3", guarantor: "GB", pillar: "P1")] });
        var scenario = new AttentionScenario("away", [new("FR", ["P1"], Day("2030-02-01"), 90)]);
        AttentionScenario.Stretch s = Assert.Single(scenario.Play(ledger, Day("2030-01-02")));
        Assert.Equal(Day("2030-05-01"), s.Last);
        Assert.Equal(["GB"], s.Left.Single(p => p.Pillar == "P1").After);
        Assert.Equal(["FR"], s.Left.Single(p => p.Pillar == "P3").After);
    }

    [Fact]
    public void The_outlook_starts_at_the_base_rate_and_moves_with_what_was_kept()
    {
        Ledger none = Rows(Batch with { Commitments = [Promise("C", due: "2031-01-01")] });
        Assert.Equal(0.27, Outlook.Of(StatusRule.On(none, Day("2030-01-02")), 0.27).Single().KeptProbability, 9);
        Ledger kept = Rows(Batch with
        {
            Commitments = [Promise("C", due: "2031-01-01"), .. Enumerable.Range(0, 20).Select(i => Promise($"K{i}", due: "2030-01-01"))],
            Deliveries = [.. Enumerable.Range(0, 20).Select(i => Delivered($"D{i}", $"K{i}", "2030-01-01", 10))],
        });
        Assert.True(Outlook.Of(StatusRule.On(kept, Day("2030-01-02")), 0.27).Single().LowProbability > 0.6);
    }

    [Fact]
    public void A_due_day_that_a_later_version_moves_is_a_postponement()
    {
        var history = new LedgerHistory();
        history.Add(Noon, Batch with { Commitments = [Promise("C", due: "2030-03-01")] });
        history.Add(Noon.AddDays(9), Batch with { Commitments = [Promise("C", due: "2030-06-01")] });
        Assert.Equal((92, 1), (Postponement.In(history, null).Single().MovedDays, Postponement.In(history, null).Single().Times));
        Assert.Empty(Postponement.In(history, Noon));
        Assert.Equal(Day("2030-03-01"), history.AsKnown(Noon).Commitments[Id("C")].Due);
    }

    [Fact]
    public void Both_versions_can_be_read_back_from_the_difference() => Prop.ForAll<byte[], byte[]>((a, b) =>
    {
        string Text(byte[] bytes) => string.Join(' ', bytes.Select(x => "w" + (x % 5)));
        var runs = TextDifference.Between(Text(a), Text(b));
        return string.Join(' ', runs.Where(r => r.Change != WordChange.Added).Select(r => r.Text)) == Text(a)
            && string.Join(' ', runs.Where(r => r.Change != WordChange.Removed).Select(r => r.Text)) == Text(b);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_difference_of_a_draft_and_a_final_text_names_what_went() =>
        Assert.Equal(
            [new(WordChange.Kept, "The United States"), new(WordChange.Removed, "will support the force and"), new(WordChange.Kept, "takes part")],
            TextDifference.Between("The United States will support the force and takes part", "The United States takes part"));

    [Fact]
    public void A_requirement_is_answered_by_as_much_as_was_promised_in_its_own_unit()
    {
        Requirement Needs(string id, string domain, Amount? needed, string capability = "") => new(Id(id), "P3", domain, capability, needed, null);
        LedgerBatch batch = Batch with
        {
            Commitments =
            [
                Promise("C1", quantity: 3) with { Domain = "land" }, // in force: part of it came
                Promise("C2", "GB", 4) with { Domain = "land" }, // announced alone
                Promise("C3", "DE", 500, "ship") with { Domain = "sea" },
                Promise("C4", "IT", quantity: null) with { Domain = "air", Capability = "radar" },
                Promise("C5", "ES", 90) with { Domain = "land", Withdrawn = (Day("2030-01-02"), "") },
            ],
            Deliveries = [Delivered("D", "C1", "2030-01-05", 1)],
            Requirements = [Needs("R1", "land", Amount.Exactly(10, "battalion")), Needs("R2", "sea", Amount.Exactly(10, "battalion")), Needs("R3", "air", null, "Radar"), Needs("R4", "air", null, "tankers"), Needs("R5", "space", null)],
        };
        Ledger ledger = Rows(batch);
        var covered = PillarCoverage.Of(ledger, StatusRule.On(ledger, Day("2030-02-01"))).ToDictionary(c => c.Domain, c => c);
        RequirementCover land = Assert.Single(covered["land"].Requirements);
        Assert.Equal((2, 1, 7.0, 3.0, 0.7, 0.3), (land.Promised, land.InForce, land.PromisedQuantity!.Value, land.InForceQuantity!.Value, covered["land"].PromisedShare, covered["land"].InForceShare));
        Assert.Equal((1.0, 0.0), (covered["sea"].PromisedShare, covered["sea"].InForceShare)); // ships are no battalions: that something is promised is all that can be said
        Assert.Equal((0.5, 0.0), (covered["air"].PromisedShare, covered["air"].InForceShare));
        Assert.Equal(0, covered["space"].PromisedShare);
    }

    [Fact]
    public void What_was_read_in_a_held_report_is_held_no_less_than_the_report()
    {
        Truce.Observations.Label held = new(Truce.Observations.Classification.Parties, "AA,BB", "eyes only");
        Ledger all = Rows(new LedgerBatch
        {
            Pack = "p",
            Sources = [Source("S1") with { Label = held }],
            Statements = [Said("T1") with { Label = Truce.Observations.Label.Open }],
            Commitments = [Promise("P") with { Label = Truce.Observations.Label.Open, Source = Id("S1") }],
        });
        Assert.Empty(all.For(Truce.Observations.Classification.Restricted).Statements);
        Assert.Empty(all.For(Truce.Observations.Classification.Public, "AA").Sources);
        Assert.Single(all.For(Truce.Observations.Classification.Parties, "AA").Statements);
        CommitmentState state = Assert.Single(StatusRule.On(all, Day("2030-01-02")));
        Assert.Equal(held, state.Label);
        Assert.Equal("parties", (string?)LedgerWriting.State(state)["label"]!["classification"]);
        Assert.Null(LedgerWriting.State(state with { Label = Truce.Observations.Label.Open })["label"]);
    }

    [Fact]
    public void A_reader_sees_what_the_label_allows_and_nothing_of_the_rest()
    {
        Ledger ledger = Rows(Batch with
        {
            Commitments = [Promise("open") with { Label = Truce.Observations.Label.Open }, Promise("held")],
            Deliveries = [Delivered("D", "held", "2030-01-01", 1) with { Label = Truce.Observations.Label.Open }],
        });
        Ledger seen = ledger.For(Truce.Observations.Classification.Public);
        Assert.Equal(["open"], seen.Commitments.Keys.Select(k => k.Id));
        Assert.Empty(seen.Deliveries);
    }
}
