using Truce.Findings;

namespace Truce.Review;

/// <summary>Where a finding stands after what people have signed. Pure: the same statements give the same state in any order.</summary>
public static class ReviewBoard
{
    /// <summary>Statements that still stand, in order of signing (ties by id): each person's last word to each question, less what was taken back.</summary>
    /// <remarks>A dissent stands beside other statements of its person; a claim ends when its person says something of substance.</remarks>
    public static Statement[] Standing(IEnumerable<Statement> statements)
    {
        Statement[] all = [.. statements.DistinctBy(s => s.Id).OrderBy(s => s.At).ThenBy(s => s.Id)];
        var takenBack = all.Where(s => s.Kind == StatementKind.Withdraw && s.TakesBack is not null)
            .Where(w => all.Any(s => s.Id == w.TakesBack && s.Person == w.Person))
            .Select(w => w.TakesBack!.Value).ToHashSet();
        Statement[] left = [.. all.Where(s => s.Kind != StatementKind.Withdraw && !takenBack.Contains(s.Id))];
        return [.. left.Where(s => !left.Any(later => Replaces(later, s)))];
    }

    /// <summary>The state and the level that people's statements give a finding. The machine's level is the floor.</summary>
    /// <remarks>Level 4 needs level 3 and two people of two nations who confirm the conformity question; level 5 is the commission's and is not reached here.</remarks>
    public static (FindingState State, Level Level) Judge(Finding finding, IEnumerable<Statement> statements)
    {
        Statement[] own = [.. statements.Where(s => s.Finding == finding.Id)];
        Statement[] standing = Standing(own);
        Level floor = finding.Level > Level.Corroborated ? Levels.Of(finding.Reasons) : finding.Level; // above 2 people gave it: back to what the machine had said
        if (ConfirmedFinding.TryConfirm(finding, own) is not null) return Conformity(standing, floor);
        if (TwoPeople(standing, StatementKind.Refute, Question.Occurrence)) return (FindingState.Refuted, floor);
        bool confirmed = standing.Any(s => s is { Kind: StatementKind.Confirm, Question: Question.Occurrence });
        bool refuted = standing.Any(s => s is { Kind: StatementKind.Refute, Question: Question.Occurrence });
        if (confirmed && refuted) return (FindingState.Indeterminate, floor);
        if (confirmed) return (FindingState.AwaitingSecondReviewer, floor);
        if (standing.Any(s => s.Kind == StatementKind.Claim) || refuted) return (FindingState.Claimed, floor);
        bool withdrawn = own.Any(s => s.Kind == StatementKind.Withdraw) && own.Any(s => s.Kind == StatementKind.Confirm);
        return (withdrawn ? FindingState.Withdrawn : FindingState.Proposed, floor);
    }

    /// <summary>What people still have to say until a finding reaches the next level of theirs, in words; empty at level 4, above which only the commission goes, and where people have said no.</summary>
    public static IReadOnlyList<string> StillNeeded(Finding finding, IEnumerable<Statement> statements)
    {
        Statement[] own = [.. statements.Where(s => s.Finding == finding.Id)];
        Statement[] standing = Standing(own);
        if (Judge(finding, own).State is FindingState.Refuted or FindingState.NotAgainstTheTerm) return [];
        Question question = ConfirmedFinding.TryConfirm(finding, own) is null ? Question.Occurrence : Question.Conformity;
        Statement[] yes = [.. standing.Where(s => s.Kind == StatementKind.Confirm && s.Question == question)];
        var needed = new List<string>();
        string asked = question == Question.Occurrence ? "the occurrence" : "that it goes against the term";
        int people = yes.DistinctBy(s => s.Person, StringComparer.Ordinal).Count();
        if (people < 2) needed.Add(people == 0 ? $"two people who confirm {asked}" : $"a second person who confirms {asked}");
        if (question == Question.Occurrence && yes.All(s => s.AlternativesRejected.IsEmpty)) needed.Add("an alternative that was considered and rejected");
        if (question == Question.Conformity && people >= 2 && yes.DistinctBy(s => s.Nation, StringComparer.Ordinal).Count() < 2) needed.Add("a person of a second nation");
        foreach (Statement no in standing.Where(s => s.Kind == StatementKind.Refute && s.Question == question)) needed.Add($"{no.Person} still denies it");
        return needed;
    }

    private static (FindingState, Level) Conformity(Statement[] standing, Level floor)
    {
        Level confirmed = floor > Level.Confirmed ? floor : Level.Confirmed;
        if (TwoPeople(standing, StatementKind.Refute, Question.Conformity)) return (FindingState.NotAgainstTheTerm, confirmed);
        Statement[] yes = [.. standing.Where(s => s is { Kind: StatementKind.Confirm, Question: Question.Conformity })];
        bool denied = standing.Any(s => s is { Kind: StatementKind.Refute, Question: Question.Conformity });
        bool twoNations = yes.DistinctBy(s => s.Person, StringComparer.Ordinal).Count() >= 2
            && yes.DistinctBy(s => s.Nation, StringComparer.Ordinal).Count() >= 2;
        return (FindingState.Confirmed, twoNations && !denied ? Level.Determined : confirmed);
    }

    private static bool TwoPeople(Statement[] standing, StatementKind kind, Question question) =>
        standing.Where(s => s.Kind == kind && s.Question == question).DistinctBy(s => s.Person, StringComparer.Ordinal).Count() >= 2;

    private static bool Replaces(Statement later, Statement earlier) =>
        later != earlier && later.Person == earlier.Person && earlier.Kind != StatementKind.Dissent
        && (later.At, later.Id).CompareTo((earlier.At, earlier.Id)) > 0
        && (earlier.Kind == StatementKind.Claim
            || (later.Kind != StatementKind.Dissent && later.Question == earlier.Question && later.Kind != StatementKind.Claim));
}
