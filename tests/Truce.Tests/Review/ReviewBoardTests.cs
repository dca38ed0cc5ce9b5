using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Truce.Findings;
using Truce.Measures;
using Truce.Review;

namespace Truce.Tests.Review;

public sealed class ReviewBoardTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Finding Proposed = new()
    {
        Id = IdOf("finding"),
        Version = 1,
        Known = Noon,
        Incident = IdOf("incident"),
        IncidentVersion = 1,
        Agreement = "EX-1",
        Term = "T1",
        Article = "2",
        Result = "indeterminate",
        Level = Level.Screened,
    };

    private static Hash256 IdOf(string name) => Hash256.Of(Encoding.UTF8.GetBytes(name));

    private static Statement Say(int minute, StatementKind kind, string person, string nation = "N1", Question question = Question.Occurrence, int? takesBack = null, params string[] rejected) => new()
    {
        Id = IdOf(minute.ToString(CultureInfo.InvariantCulture)),
        Kind = kind,
        Question = question,
        Finding = Proposed.Id,
        FindingVersion = 1,
        Person = person,
        Nation = nation,
        Reason = "because",
        AlternativesRejected = [.. rejected],
        At = Noon.AddMinutes(minute),
        TakesBack = takesBack is { } t ? IdOf(t.ToString(CultureInfo.InvariantCulture)) : null,
    };

    private static (FindingState, Level) Judge(params Statement[] said) => ReviewBoard.Judge(Proposed, said);

    [Fact]
    public void One_person_twice_is_one_person()
    {
        Assert.Equal((FindingState.AwaitingSecondReviewer, Level.Screened),
            Judge(Say(1, StatementKind.Confirm, "a", rejected: "thunder"), Say(2, StatementKind.Confirm, "a", rejected: "thunder")));
        Assert.Equal((FindingState.Confirmed, Level.Confirmed), Judge(Say(1, StatementKind.Confirm, "a", rejected: "thunder"), Say(2, StatementKind.Confirm, "b")));
    }

    [Fact]
    public void A_standing_refutation_keeps_it_open_and_two_refute()
    {
        Statement[] yes = [Say(1, StatementKind.Confirm, "a", rejected: "thunder"), Say(2, StatementKind.Confirm, "b")];
        Assert.Equal((FindingState.Indeterminate, Level.Screened), Judge([.. yes, Say(3, StatementKind.Refute, "c")]));
        Assert.Equal((FindingState.Refuted, Level.Screened), Judge(Say(1, StatementKind.Refute, "a"), Say(2, StatementKind.Refute, "b")));
    }

    [Fact]
    public void Level_four_needs_two_people_of_two_nations()
    {
        Statement[] occurred = [Say(1, StatementKind.Confirm, "a", rejected: "thunder"), Say(2, StatementKind.Confirm, "b")];
        Statement first = Say(3, StatementKind.Confirm, "a", "N1", Question.Conformity);
        Assert.Equal(Level.Confirmed, Judge([.. occurred, first, Say(4, StatementKind.Confirm, "b", "N1", Question.Conformity)]).Item2);
        Assert.Equal(Level.Confirmed, Judge([.. occurred, first, Say(4, StatementKind.Confirm, "a", "N2", Question.Conformity)]).Item2);
        Assert.Equal(Level.Determined, Judge([.. occurred, first, Say(4, StatementKind.Confirm, "c", "N2", Question.Conformity)]).Item2);
        Assert.Equal(FindingState.NotAgainstTheTerm, Judge([.. occurred, Say(3, StatementKind.Refute, "a", "N1", Question.Conformity), Say(4, StatementKind.Refute, "c", "N2", Question.Conformity)]).Item1);
    }

    [Fact]
    public void Taking_back_returns_to_the_machine_level_that_the_reasons_give()
    {
        Statement[] said = [Say(1, StatementKind.Confirm, "a", rejected: "thunder"), Say(2, StatementKind.Confirm, "b"), Say(3, StatementKind.Withdraw, "b", takesBack: 2)];
        Assert.Equal((FindingState.AwaitingSecondReviewer, Level.Screened), ReviewBoard.Judge(Proposed with { Level = Level.Confirmed }, said));
        Assert.Equal((FindingState.AwaitingSecondReviewer, Level.Corroborated), ReviewBoard.Judge(
            Proposed with { Level = Level.Confirmed, Reasons = [new(Level.Corroborated, "independent-origins", true, ""), new(Level.Corroborated, "probable", true, "")] }, said));
    }

    [Fact]
    public void Nobody_takes_back_what_another_said_and_a_statement_on_another_finding_is_nothing()
    {
        Statement[] yes = [Say(1, StatementKind.Confirm, "a", rejected: "thunder"), Say(2, StatementKind.Confirm, "b")];
        Assert.Equal(FindingState.Confirmed, Judge([.. yes, Say(3, StatementKind.Withdraw, "c", takesBack: 1)]).Item1);
        Assert.Equal(FindingState.AwaitingSecondReviewer, Judge(yes[0], yes[1] with { Finding = IdOf("another") }).Item1);
    }

    [Fact]
    public void The_order_and_the_repetition_of_statements_do_not_matter()
    {
        Gen<Statement> one = from minute in Gen.Choose(0, 40)
                             from kind in Gen.Elements(Enum.GetValues<StatementKind>())
                             from person in Gen.Elements("a", "b", "c")
                             from question in Gen.Elements(Question.Occurrence, Question.Occurrence, Question.Conformity)
                             from back in Gen.Choose(0, 40)
                             select Say(minute, kind, person, person == "c" ? "N2" : "N1", question, kind == StatementKind.Withdraw ? back : null, minute % 2 == 0 ? ["thunder"] : []);
        Prop.ForAll(one.ListOf().ToArbitrary(), Arb.From(Gen.Choose(0, int.MaxValue)), (said, seed) =>
        {
            Statement[] distinct = [.. said.DistinctBy(s => s.Id)];
            Statement[] other = [.. distinct, .. distinct.Take(3)];
            new Random(seed).Shuffle(other);
            return ReviewBoard.Judge(Proposed, distinct) == ReviewBoard.Judge(Proposed, other)
                && ReviewBoard.Standing(distinct).SequenceEqual(ReviewBoard.Standing(other));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_list_of_one_persons_statements_confirms() =>
        Prop.ForAll(Gen.Choose(0, 30).ListOf().ToArbitrary(), minutes =>
            Judge([.. minutes.Distinct().Select(m => Say(m, (StatementKind)(m % 5), "a", m % 2 == 0 ? "N1" : "N2", (Question)(m % 3), m % 5 == 4 ? m - 3 : null, "thunder"))]).Item2 <= Level.Corroborated)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Without_statements_a_finding_is_proposed_and_a_claim_takes_it()
    {
        Assert.Equal((FindingState.Proposed, Level.Screened), Judge());
        Assert.Equal((FindingState.Claimed, Level.Screened), Judge(Say(1, StatementKind.Claim, "a")));
        Assert.Equal((FindingState.Claimed, Level.Screened), Judge(Say(1, StatementKind.Claim, "a"), Say(2, StatementKind.Claim, "b"))); // two claims confirm nothing
    }

    [Theory]
    [InlineData(StatementKind.Confirm, Question.Occurrence, FindingState.AwaitingSecondReviewer, FindingState.Confirmed)]
    [InlineData(StatementKind.Refute, Question.Occurrence, FindingState.Claimed, FindingState.Refuted)]
    public void What_one_person_says_twice_two_people_decide(StatementKind kind, Question question, FindingState one, FindingState two)
    {
        Assert.Equal(one, Judge(Say(1, kind, "a", question: question, rejected: "thunder")).Item1);
        Assert.Equal(one, Judge(Say(1, kind, "a", question: question, rejected: "thunder"), Say(2, kind, "a", "N2", question, rejected: "thunder")).Item1);
        Assert.Equal(two, Judge(Say(1, kind, "a", question: question, rejected: "thunder"), Say(2, kind, "b", question: question)).Item1);
    }

    [Theory]
    [InlineData(StatementKind.Refute, FindingState.Confirmed, Level.Confirmed, FindingState.NotAgainstTheTerm, Level.Confirmed)]
    [InlineData(StatementKind.Confirm, FindingState.Confirmed, Level.Confirmed, FindingState.Confirmed, Level.Determined)]
    public void Conformity_too_takes_two_people(StatementKind kind, FindingState one, Level oneLevel, FindingState two, Level twoLevel)
    {
        Statement[] occurred = [Say(1, StatementKind.Confirm, "a", rejected: "thunder"), Say(2, StatementKind.Confirm, "b")];
        Assert.Equal((one, oneLevel), Judge([.. occurred, Say(3, kind, "a", "N1", Question.Conformity)]));
        Assert.Equal((one, oneLevel), Judge([.. occurred, Say(3, kind, "a", "N1", Question.Conformity), Say(4, kind, "a", "N2", Question.Conformity)]));
        Assert.Equal((two, twoLevel), Judge([.. occurred, Say(3, kind, "a", "N1", Question.Conformity), Say(4, kind, "c", "N2", Question.Conformity)]));
    }

    [Fact]
    public void Conformity_says_nothing_before_the_occurrence_is_confirmed()
    {
        Statement[] conform = [Say(3, StatementKind.Confirm, "a", "N1", Question.Conformity), Say(4, StatementKind.Confirm, "c", "N2", Question.Conformity)];
        Assert.Equal((FindingState.Proposed, Level.Screened), Judge(conform));
        Assert.Equal((FindingState.AwaitingSecondReviewer, Level.Screened), Judge([.. conform, Say(5, StatementKind.Confirm, "a", rejected: "thunder")]));
    }

    [Fact]
    public void Attribution_by_any_number_of_people_raises_nothing_here()
    {
        Statement[] occurred = [Say(1, StatementKind.Confirm, "a", rejected: "thunder"), Say(2, StatementKind.Confirm, "b")];
        Statement[] named = [.. Enumerable.Range(3, 5).Select(i => Say(i, StatementKind.Confirm, "p" + i, "N" + i, Question.Attribution))];
        Assert.Equal((FindingState.Confirmed, Level.Confirmed), Judge([.. occurred, .. named])); // level 5 is the commission's
    }

    [Fact]
    public void Dissent_stands_beside_the_finding_and_decides_nothing()
    {
        Statement[] yes = [Say(1, StatementKind.Confirm, "a", rejected: "thunder"), Say(2, StatementKind.Confirm, "b")];
        Statement[] no = [Say(3, StatementKind.Dissent, "c"), Say(4, StatementKind.Dissent, "d", "N2")];
        Assert.Equal((FindingState.Confirmed, Level.Confirmed), Judge([.. yes, .. no]));
        Assert.Equal(FindingState.Proposed, Judge(no).Item1);
        ConfirmedFinding confirmed = ConfirmedFinding.TryConfirm(Proposed, [.. yes, .. no])!;
        Assert.Equal(["c", "d"], confirmed.Dissents.Select(d => d.Person));
        Assert.Equal(FindingState.AwaitingSecondReviewer, Judge(yes[0], Say(2, StatementKind.Dissent, "b")).Item1); // nor does it count as assent
    }

    [Fact]
    public void What_is_taken_back_leaves_what_stands()
    {
        Statement[] no = [Say(1, StatementKind.Refute, "a"), Say(2, StatementKind.Refute, "b")];
        Assert.Equal(FindingState.Claimed, Judge([.. no, Say(3, StatementKind.Withdraw, "b", takesBack: 2)]).Item1);
        Statement[] yes = [Say(1, StatementKind.Confirm, "a", rejected: "thunder"), Say(2, StatementKind.Confirm, "b")];
        Assert.Equal(FindingState.Withdrawn, Judge([.. yes, Say(3, StatementKind.Withdraw, "b", takesBack: 2), Say(4, StatementKind.Withdraw, "a", takesBack: 1)]).Item1);
        Assert.Equal(FindingState.Confirmed, Judge([.. yes, Say(3, StatementKind.Dissent, "c"), Say(4, StatementKind.Withdraw, "c", takesBack: 3)]).Item1);
    }

    [Fact]
    public void Nobody_confirms_who_named_no_alternative() =>
        Assert.Equal(FindingState.AwaitingSecondReviewer, Judge(Say(1, StatementKind.Confirm, "a"), Say(2, StatementKind.Confirm, "b"), Say(3, StatementKind.Confirm, "c", "N2")).Item1);
}
