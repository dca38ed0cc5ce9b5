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
}
