using Truce.Commitments;
using static Truce.Tests.Commitments.LedgerOf;

namespace Truce.Tests.Commitments;

/// <summary>Contradictions stand side by side; echoes of one origin are one voice.</summary>
public sealed class ContestedTests
{
    [Fact]
    public void One_speaks_for_and_another_against()
    {
        Contested c = Assert.Single(ContestedMatters.In(Rows(Batch with { Sources = [Source("S1"), Source("S2")], Statements = [Said("T1"), Said("T2", "S2", direction: Direction.Against)] })));
        Assert.Equal((Facet.Support, "FR", "P3", 2), (c.Facet, c.Guarantor, c.Pillar, c.Standpoints.Length));
    }

    [Fact]
    public void One_voice_that_says_two_things_goes_back_on_its_word_and_contests_nothing()
    {
        LedgerBatch batch = Batch with { Sources = [Source("S1")], Statements = [Said("T1", speaker: "minister", day: "2030-01-01"), Said("T2", speaker: "minister", day: "2030-02-01", direction: Direction.Against)] };
        Assert.Empty(ContestedMatters.In(Rows(batch)));
        Assert.Equal("direction", Assert.Single(Reversal.In(Rows(batch))).Kind);
    }

    [Fact]
    public void Sentences_of_one_day_have_no_order() => Assert.Empty(Reversal.In(Rows(Batch with
    {
        Statements = [Said("T1", speaker: "minister", day: "2030-01"), Said("T2", speaker: "minister", day: "2030-01-20", direction: Direction.Against)],
    })));

    [Fact]
    public void Different_domains_do_not_contradict_one_another() => Assert.Empty(ContestedMatters.In(Rows(Batch with
    {
        Statements = [Said("T1") with { Domain = "air" }, Said("T2", "S2", direction: Direction.Against) with { Domain = "land" }],
    })));

    [Fact]
    public void Without_a_domain_all_are_meant()
    {
        Ledger ledger = Rows(Batch with { Statements = [Said("T1") with { Domain = "air" }, Said("T2", "S2", direction: Direction.Against)] });
        Assert.Equal("air", Assert.Single(ContestedMatters.In(ledger)).Domain);
    }

    [Theory]
    [InlineData(2000.0, null, 12.0, null, false)] // "at least" and "at least" can both be
    [InlineData(2000.0, 2000.0, null, 1500.0, true)]
    [InlineData(1000.0, 3000.0, 2000.0, 5000.0, false)]
    public void Bands_that_share_a_number_can_both_be(double? low1, double? high1, double? low2, double? high2, bool contested)
    {
        LedgerBatch batch = Batch with { Statements = [Said("T1") with { Quantity = new(low1, high1, "troops") }, Said("T2", "S2") with { Quantity = new(low2, high2, "troops") }] };
        Assert.Equal(contested, ContestedMatters.In(Rows(batch)).Any(c => c.Facet == Facet.Quantity));
    }

    [Fact]
    public void Reports_with_one_origin_are_one_however_many_repeat_it()
    {
        Ledger ledger = Rows(Batch with
        {
            Sources = [Source("S1", "agency"), Source("S2", "paper", origin: "agency"), Source("S3", "site", cites: "S2"), Source("S4", "other")],
            Statements = [Said("T1"), Said("T2", "S2"), Said("T3", "S3"), Said("T4", "S4", direction: Direction.Against)],
        });
        Assert.Equal([1, 1], Assert.Single(ContestedMatters.In(ledger)).Standpoints.Select(p => p.Origins));
    }

    [Fact]
    public void Sources_that_quote_one_another_in_a_circle_are_one_origin_and_are_said()
    {
        Ledger ledger = Rows(Batch with { Sources = [Source("S1", cites: "S2"), Source("S2", cites: "S1")], Statements = [] });
        Assert.Equal(1, OriginGroups.Of(ledger).Count([Id("S1"), Id("S2")]));
        Assert.Equal(2, LedgerChecks.Of(ledger, []).Count(r => r.Kind == "circle"));
    }

    [Fact]
    public void Exchanging_two_guarantors_exchanges_what_is_said_of_them()
    {
        LedgerStatement[] said = [Said("T1"), Said("T2", "S2", direction: Direction.Against), Said("T3", "S2", "GB")];
        LedgerStatement[] swapped = [.. said.Select(s => s with { Guarantors = [s.Guarantors[0] == "FR" ? "GB" : "FR"] })];
        string Mirror(Contested c) => $"{(c.Guarantor == "FR" ? "GB" : "FR")} {c.Pillar} {c.Facet} {c.Why}";
        Assert.Equal(
            ContestedMatters.In(Rows(Batch with { Statements = [.. said] })).Select(Mirror),
            ContestedMatters.In(Rows(Batch with { Statements = [.. swapped] })).Select(c => $"{c.Guarantor} {c.Pillar} {c.Facet} {c.Why}"));
    }
}
