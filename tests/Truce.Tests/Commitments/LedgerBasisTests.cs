using Truce.Commitments;
using Truce.Measures;
using static Truce.Tests.Commitments.LedgerOf;

namespace Truce.Tests.Commitments;

/// <summary>What is made once for all days says of each day the same as a ledger in which nothing later was ever written.</summary>
public sealed class LedgerBasisTests
{
    private const ulong Seed = 20301123;

    private static readonly string[] Words = ["full support", "likely", "possible", "stops short", ""];

    [Fact]
    public void A_day_of_many_is_the_day_of_a_ledger_that_ends_there()
    {
        var dice = new SeededRandom(Seed);
        int contested = 0, later = 0;
        for (int round = 0; round < 60; round++)
        {
            LedgerBatch batch = Draw(dice);
            Ledger ledger = Rows(batch);
            var basis = new LedgerBasis(ledger, []);
            for (int i = 0; i < 8; i++)
            {
                DateOnly day = new DateOnly(2030, 1, 1).AddDays(dice.NextBelow(130) - 10);
                Ledger then = basis.On(day), cut = Rows(Until(batch, ledger, day));
                string at = $"seed {Seed}, round {round}, {day:yyyy-MM-dd}";
                Assert.Equal(ledger.On(day).Statements.Select(s => s.Id), then.Statements.Select(s => s.Id));
                Assert.Equal(cut.Statements.Select(s => s.Id), then.Statements.Select(s => s.Id));
                Assert.Equal(cut.Commitments.Keys, then.Commitments.Keys);

                string[] board = [.. LedgerMetrics.Of(basis, day, []).Positions.Select(Describe)];
                string[] plain = [.. Positions.On(cut, day).Select(Describe)];
                Assert.True(board.SequenceEqual(plain), $"{at}:\n{string.Join('\n', board.Except(plain))}\n\n{string.Join('\n', plain.Except(board))}");
                string[] found = [.. ContestedMatters.In(basis, day).Select(c => $"{c.Guarantor} {c.Pillar} {c.Domain} {c.Facet}: {string.Join("; ", c.Standpoints.Select(p => $"{p.Said} {string.Join(',', p.Statements.Select(s => s.Id.Id))} of {p.Origins}"))}").Order(StringComparer.Ordinal)];
                Assert.True(found.SequenceEqual(Plainly(cut).Order(StringComparer.Ordinal)), $"{at}:\n{string.Join('\n', found)}\n\n{string.Join('\n', Plainly(cut))}");
                contested += found.Length;
                if (then.Statements.Length < ledger.Statements.Length) later++;
            }
        }

        Assert.True(contested > 500 && later > 200, $"nothing was compared: {contested} contradictions, {later} days with something later");
    }

    [Fact]
    public void Statements_of_a_promise_and_guarantors_named_are_those_of_the_day()
    {
        Ledger ledger = Rows(Batch with
        {
            Commitments = [Promise("C1")],
            Statements = [Said("T1", day: "2030-02-01") with { Commitment = Id("C1") }, Said("T2", guarantor: "GB") with { Commitment = Id("C1") }, Said("T3", guarantor: "PL", day: "2030-03")],
        });
        var basis = new LedgerBasis(ledger, []);
        Assert.Equal(["T2"], basis.About(Id("C1"), Day("2030-01-31")).Select(s => s.Id.Id));
        Assert.Equal(["T1", "T2"], basis.About(Id("C1"), Day("2030-02-01")).Select(s => s.Id.Id));
        Assert.Empty(basis.About(Id("C2"), Day("2030-02-01")));
        Assert.Equal(["GB"], basis.NamedBy(Day("2029-12-31")));
        Assert.Equal(["FR", "GB", "PL"], basis.NamedBy(Day("2030-03-01")).Order(StringComparer.Ordinal));
    }

    private static LedgerBatch Draw(SeededRandom dice)
    {
        T One<T>(params T[] of) => of[dice.NextBelow(of.Length)];
        string AnyDay() => $"2030-0{1 + dice.NextBelow(4)}-{1 + dice.NextBelow(28):00}";
        return Batch with
        {
            Sources = [Source("S1"), Source("S2", "paper", "agency"), Source("S3", "site", "agency"), Source("S4")],
            Commitments = [.. Enumerable.Range(0, 6).Select(i => Promise($"C{i}", One("FR", "GB"), One(5.0, 9), due: One("", AnyDay())) with { Conditions = One<string[]>([], ["ceasefire"]) is var named ? [.. named] : [] })],
            Instruments = [],
            Events = [new(Id("E1"), "ceasefire", Day("2030-02-10"), null, null)],
            Statements =
            [
                .. Enumerable.Range(0, 30).Select(i => Said($"T{i}", $"S{1 + dice.NextBelow(4)}", One("FR", "GB"), One("P3", "P4"), One(Direction.For, Direction.For, Direction.Against, Direction.Open), One("", "minister", "spokesman"), One("", AnyDay(), AnyDay(), AnyDay())) with
                {
                    Domain = One("", "", "land", "air"),
                    BindingNow = One<bool?>(null, null, true, false),
                    Quantity = One(null, null, Amount.Exactly(1 + dice.NextBelow(3), One("troops", "ships")), new Amount(2, null, "troops"), new Amount(null, 1, "troops")),
                    Instrument = One("", "oral statement", "treaty", "joint statement"),
                    Strength = One(Words),
                    Conditions = One<string[]>([], ["ceasefire"], ["peace deal"]) is var named ? [.. named] : [],
                    Commitment = One<RowId?>(null, Id("C1"), Id("C2")),
                }),
            ],
        };
    }

    private static LedgerBatch Until(LedgerBatch batch, Ledger ledger, DateOnly day) => batch with
    {
        Statements = [.. batch.Statements.Where(s => ledger.DayOf(s) is not { } said || said.First <= day)],
        Events = [.. batch.Events.Where(e => e.From <= day)],
    };

    private static string Describe(Position p) => $"{p.Guarantor} {p.Pillar} {p.Leads} {p.Stage} {p.Instrument} {p.Binding} [{string.Join(',', p.Conditions)}] open [{string.Join(',', p.OpenConditions)}] waits [{string.Join(',', p.Waits)}] "
        + $"[{string.Join(',', p.Strength.Select(s => $"{s.Statement.Id.Id} {s.Word} {s.Rank} {s.Day}"))}] [{string.Join(',', p.Contested.Select(c => $"{c.Facet} {c.Domain}"))}] [{string.Join(',', p.Statements.Select(s => s.Id.Id))}] "
        + $"[{string.Join(',', p.Commitments.Select(c => $"{c.Commitment.Id.Id} {c.Stage} {c.Standing} {c.Binding}"))}] [{string.Join(',', p.Domains)}] {p.NextDue} {p.Promised}";

    // The definition of docs/metrics.md, "Contested", written out without any thought of speed.
    private static IEnumerable<string> Plainly(Ledger ledger)
    {
        OriginGroups origins = OriginGroups.Of(ledger);
        foreach (var cell in ledger.Statements.SelectMany(s => s.Guarantors.Select(g => (Key: (Guarantor: g, s.Pillar), s))).GroupBy(p => p.Key, p => p.s))
        {
            LedgerStatement[] said = [.. cell.OrderBy(s => ledger.DayOf(s)?.First ?? DateOnly.MinValue).ThenBy(s => s.Id)];
            string[] named = [.. said.Select(s => s.Domain).Where(d => d.Length > 0).Distinct()];
            foreach (string domain in named.Length == 0 ? [""] : named)
            {
                LedgerStatement[] here = [.. said.Where(s => s.Domain.Length == 0 || s.Domain == domain)];
                foreach (string line in Found(Facet.Support, here.Where(s => s.Direction != Direction.Open), s => s.Direction == Direction.For ? "for" : "against")) yield return line;
                foreach (string line in Found(Facet.Binding, here.Where(s => s.BindingNow is not null), s => s.BindingNow == true ? "binding" : "not binding")) yield return line;
                foreach (string unit in here.Select(s => s.Quantity?.Unit).OfType<string>().Distinct())
                {
                    LedgerStatement[] amounts = [.. here.Where(s => s.Quantity?.Unit == unit)];
                    bool Apart(LedgerStatement a, LedgerStatement b) => (a.Quantity!.AtLeast ?? double.MinValue) > (b.Quantity!.AtMost ?? double.MaxValue);
                    foreach (string line in Found(Facet.Quantity, amounts.Where(a => amounts.Any(b => Apart(a, b) || Apart(b, a))), s => s.Quantity!.ToString())) yield return line;
                }

                IEnumerable<string> Found(Facet facet, IEnumerable<LedgerStatement> of, Func<LedgerStatement, string> word)
                {
                    LedgerStatement[] all = [.. of];
                    static string Voice(LedgerStatement s) => s.Speaker.Length > 0 ? s.Speaker : s.Source.ToString();
                    if (!all.Any(a => all.Any(b => word(a) != word(b) && Voice(a) != Voice(b)))) yield break;
                    yield return $"{cell.Key.Guarantor} {cell.Key.Pillar} {domain} {facet}: {string.Join("; ", all.GroupBy(word).Select(g => $"{g.Key} {string.Join(',', g.Select(s => s.Id.Id))} of {origins.Count(g.Select(s => s.Source))}"))}";
                }
            }
        }
    }
}
