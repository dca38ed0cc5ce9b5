using System.Collections.Immutable;
using Truce.Detections;
using Truce.Findings;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Review;

/// <summary>An incident as people had it before them: its evidence, time and place in the version that a finding read.</summary>
/// <param name="Observations">The observations of its members, in order of id.</param>
/// <param name="When">90 % interval of its time.</param>
/// <param name="Where">Mean of its place.</param>
public sealed record SeenIncident(ImmutableArray<Hash256> Observations, TimeInterval When, GeoPoint Where);

/// <summary>An incident that people have closed: two of them confirmed that it occurred, or two found that it did not.</summary>
/// <param name="Incident">Id of the incident that the findings read.</param>
/// <param name="Real">Whether it occurred.</param>
/// <param name="Seen">What they had before them.</param>
public sealed record ClosedCase(Hash256 Incident, bool Real, SeenIncident Seen)
{
    /// <summary>What people's statements say of the occurrence, and the newest version that those who decided had before them; absent while it is open.</summary>
    /// <remarks>Confirmed and "not against the term" both say that it occurred. Evidence that came after people had judged is not in it: they had not seen it, and it may echo their finding.</remarks>
    public static (bool Real, int Version)? Verdict(Finding finding, IReadOnlyCollection<Statement> statements)
    {
        bool? real = ReviewBoard.Judge(finding, statements).State switch
        {
            FindingState.Confirmed or FindingState.NotAgainstTheTerm => true,
            FindingState.Refuted => false,
            _ => null,
        };
        if (real is not { } so) return null;
        StatementKind kind = so ? StatementKind.Confirm : StatementKind.Refute;
        return (so, ReviewBoard.Standing(statements.Where(s => s.Finding == finding.Id))
            .Where(s => s.Kind == kind && s.Question == Question.Occurrence).Max(s => s.FindingVersion));
    }

    /// <summary>What closed cases teach about sources. The same for any order of the cases.</summary>
    /// <remarks>
    /// One count for each case, source and stated class, however often the source said it. Several findings on one incident are one case; where they
    /// contradict one another the incident teaches nothing. An observation teaches once: in the case of the lowest id.
    /// </remarks>
    /// <param name="cases">The cases.</param>
    /// <param name="find">An observation by id; absent when it was taken back.</param>
    /// <param name="posts">Who was listening where.</param>
    public static SourceModel Teach(IEnumerable<ClosedCase> cases, Func<Hash256, Observation?> find, HearingPosts posts)
    {
        SourceModel model = SourceModel.Empty;
        var used = new HashSet<Hash256>();
        foreach (IGrouping<Hash256, ClosedCase> one in cases.GroupBy(c => c.Incident).OrderBy(g => g.Key))
        {
            ClosedCase[] said = [.. one];
            if (said.Any(c => c.Real != said[0].Real)) continue;
            Observation[] reports = [.. said.SelectMany(c => c.Seen.Observations).Distinct().Order().Where(used.Add).Select(find).OfType<Observation>()];
            foreach ((string source, ObservationClass of, SourceCases counts) in Lessons(said[0], reports, find, posts)) model = model.Learn(source, of, counts);
        }

        return model;
    }

    private static IEnumerable<(string Source, ObservationClass Said, SourceCases Counts)> Lessons(
        ClosedCase closed, Observation[] reports, Func<Hash256, Observation?> find, HearingPosts posts)
    {
        HashSet<Hash256> own = [.. reports.Select(r => r.Id)];
        bool Listened(string source) => posts.Listened(source, closed.Seen.When, closed.Seen.Where, id => own.Contains(id) || find(id) is null);
        (string Source, ObservationClass Class)[] reporters = [.. reports.Select(r => (r.Source, r.Class)).Distinct()];
        foreach ((string source, ObservationClass said) in reporters)
        {
            yield return (source, said, closed.Real ? new(1, 0, Listened(source) ? 1 : 0, 0) : new(0, 1, 0, 0));
        }

        if (!closed.Real) yield break;
        foreach (ObservationClass said in reporters.Select(r => r.Class).Distinct().Order())
        {
            foreach (string silent in posts.SourcesOf(said).Where(s => reporters.All(r => r.Source != s) && Listened(s)))
            {
                yield return (silent, said, new(0, 0, 0, 1));
            }
        }
    }
}
