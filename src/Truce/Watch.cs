using System.Collections.Immutable;
using Truce.Detections;
using Truce.Findings;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Origins;
using Truce.Records;
using Truce.Review;
using Truce.Terms;

namespace Truce;

/// <summary>The second of the two step machines: sequenced inputs of one sector in, incidents and findings out.</summary>
/// <remarks>
/// Between two ticks inputs only gather; a tick settles them: (1) who repeats whom, (2) fusion of what was touched, (3) names and versions,
/// (4) levels, (5) the agreement, (6) what people have said. Gathered inputs are a set: their order does not matter.
/// No clock, no I/O, no randomness, no logger: test, simulation, recovery, replay and audit are all this one code.
/// </remarks>
public sealed class Watch
{
    private Lookout _lookout;
    private readonly FusionState _fusion;
    private readonly TermsEvaluator _terms;
    private readonly CaseMaker _cases;
    private readonly LevelOptions _levels;
    private readonly WatchMemory _memory = new();
    private readonly IncidentLedger _incidents;
    private readonly FindingLedger _findings;
    private readonly Dictionary<Hash256, LevelAssessment> _levelOf = [];
    private readonly string _agreement;

    /// <summary>A watch that has seen nothing.</summary>
    /// <param name="lookout">Turns observations into evidence.</param>
    /// <param name="fusion">Options of fusion.</param>
    /// <param name="terms">The agreement in force, with its versions of the line.</param>
    /// <param name="cases">Puts incidents into the words of the terms.</param>
    /// <param name="levels">Thresholds of the machine's levels.</param>
    public Watch(Lookout lookout, FusionOptions fusion, TermsEvaluator terms, CaseMaker cases, LevelOptions levels)
    {
        _lookout = lookout;
        _fusion = new(fusion);
        _terms = terms;
        _cases = cases;
        _levels = levels;
        _agreement = AgreementName(terms.Agreement);
        _incidents = new(i => CanonicalJson.Hash(IncidentRecords.Record(i, _levelOf[i.Id])));
        _findings = new(f => CanonicalJson.Hash(FindingRecords.Record(f)));
    }

    /// <summary>Id and version of an agreement as findings carry it: <c>EX-1 v3</c>.</summary>
    public static string AgreementName(Agreement a) => a.Version is { } v ? $"{a.Id} v{v}" : a.Id;

    /// <summary>The incidents that stand, in order of id.</summary>
    public IEnumerable<Incident> Incidents => _incidents.Current;

    /// <summary>The newest version of every finding, in order of id.</summary>
    public IEnumerable<Finding> Findings => _findings.Current;

    /// <summary>The level of an incident that stands.</summary>
    public LevelAssessment LevelOf(Hash256 incident) => _levelOf[incident];

    /// <summary>What people still have to say until a finding reaches the next level of theirs.</summary>
    public IReadOnlyList<string> StillNeeded(Finding finding) => ReviewBoard.StillNeeded(finding, _memory.StatementsOn(finding.Id));

    /// <summary>The finding with what two people said, where they confirmed it; nothing while they have not.</summary>
    public ConfirmedFinding? Confirmed(Finding finding) => ConfirmedFinding.TryConfirm(finding, _memory.StatementsOn(finding.Id));

    /// <summary>How sources report, as last learned.</summary>
    public SourceModel Sources => _lookout.Sources;

    /// <summary>What learning would give now, from all that people have said.</summary>
    public SourceModel Lessons() => ClosedCase.Teach(Closed(), _memory.Standing, _memory.Posts);

    /// <summary>Takes one sequenced input and returns what follows from it, in order.</summary>
    public IReadOnlyList<Output> Step(Input input) => input switch
    {
        Input.Observed observed => Gather(observed.Observation),
        Input.Withdrawn withdrawn => Forget(withdrawn),
        Input.Stated stated => Hear(stated.Statement),
        Input.Learn learn => Learn(learn.Known),
        Input.Tick tick => Settle(tick.Known),
        _ => throw new InvalidOperationException("the set of inputs is closed"),
    };

    private IReadOnlyList<Output> Gather(Observation observation)
    {
        if (!_memory.Add(observation)) return [];
        LookoutOutput evidence = _lookout.Step(observation);
        foreach (Detection d in evidence.Detections)
        {
            _memory.Detections[d.Id] = d;
            _fusion.Add(d);
        }

        foreach (ContextFactor c in evidence.Contexts) _fusion.AddContext(c);
        if (_memory.TakenBackBy(observation) is { } taken) return Forget(new Input.Withdrawn(observation.Feed, observation.SourceKey, taken.By, taken.Known));
        return evidence.Nothing.Length > 0 ? [new Output.NotUsed(observation.Id, evidence.Nothing)] : [];
    }

    private List<Output> Forget(Input.Withdrawn withdrawn)
    {
        var outputs = new List<Output>();
        _memory.TakeBack(withdrawn.Feed, withdrawn.SourceKey, withdrawn.By, withdrawn.Known);
        foreach (Observation taken in _memory.ByKey(withdrawn.Feed, withdrawn.SourceKey).Where(o => o.Id != withdrawn.By))
        {
            if (_memory.IsWithdrawn(taken.Id)) continue; // the first to take it back is named
            _memory.Withdraw(taken.Id);
            _fusion.Remove(taken.Id);
            _fusion.RemoveContext(taken.Id);
            outputs.Add(new Output.NotUsed(taken.Id, $"withdrawn-by-source {withdrawn.By} {ObservationJson.Instant(withdrawn.Known)}"));
        }

        return outputs;
    }

    private IReadOnlyList<Output> Hear(Statement statement)
    {
        if (!_memory.Statements.TryAdd(statement.Id, statement)) return [];
        return _findings.Find(statement.Finding) is { } finding && Judged(finding, statement.At) is { } judged ? [new Output.FindingVersion(judged)] : [];
    }

    private Finding? Judged(Finding finding, DateTimeOffset known)
    {
        (FindingState state, Level level) = ReviewBoard.Judge(finding, _memory.StatementsOn(finding.Id));
        return _findings.SetState(finding, state, level, known);
    }

    /// <summary>Takes the whole lesson anew: what people took back is unlearned. What its numbers change is scored again, through the same door as late evidence.</summary>
    private List<Output> Learn(DateTimeOffset known)
    {
        ImmutableArray<ClosedCase> cases = Closed();
        SourceModel old = Sources, model = ClosedCase.Teach(cases, _memory.Standing, _memory.Posts);
        var touched = new List<Observation>();
        _lookout = _lookout.With(model);
        foreach (Detection before in _memory.Detections.Values.OrderBy(d => d.Id).ToArray())
        {
            if (_memory.Standing(before.Observation) is not { } o || _lookout.Step(o).Detections is not [var now]) continue;
            if (now.ReportGivenEvent == before.ReportGivenEvent && now.LogClutterPerKm2Hour == before.LogClutterPerKm2Hour) continue;
            Replace(now with { Origin = before.Origin });
            touched.Add(o);
        }

        return [new Output.Learned(model, cases, Changes(touched, old, model), known), .. Settle(known)];
    }

    private static ImmutableArray<SourceChange> Changes(List<Observation> touched, SourceModel before, SourceModel after) =>
    [
        .. touched.GroupBy(o => (o.Source, o.Class, o.Grade))
            .OrderBy(g => g.Key.Source, StringComparer.Ordinal).ThenBy(g => g.Key.Class).ThenBy(g => g.Key.Grade.Reliability).ThenBy(g => g.Key.Grade.Credibility)
            .Select(g => new SourceChange(g.Key.Source, g.Key.Class, g.Key.Grade, Odds(before, g.Key), Odds(after, g.Key), g.Count())),
    ];

    private static double Odds(SourceModel model, (string Source, ObservationClass Said, SourceGrade Grade) of)
    {
        (double e, double n) = model.Of(of.Source, of.Said, of.Grade);
        return e / n;
    }

    /// <summary>What people have closed, in order of incident, then finding. Judged from their statements alone: the order in which those came does not matter.</summary>
    private ImmutableArray<ClosedCase> Closed()
    {
        var cases = new List<ClosedCase>();
        foreach (Finding f in _findings.Current)
        {
            if (ClosedCase.Verdict(f, _memory.StatementsOn(f.Id)) is not { } said || _memory.Shown(f.Id, said.Version) is not { } seen) continue;
            cases.Add(new(f.Incident, said.Real, seen));
        }

        return [.. cases.OrderBy(c => c.Incident)];
    }

    private void Replace(Detection detection)
    {
        _memory.Detections[detection.Id] = detection;
        _fusion.Remove(detection.Id);
        _fusion.Add(detection);
    }

    private List<Output> Settle(DateTimeOffset known)
    {
        RegroupOrigins();
        FusionDelta delta = _fusion.Resolve();
        var outputs = new List<Output>();
        foreach (Incident incident in _incidents.Apply(delta.Current, delta.Removed, known, SourceRecords.IdOf(Sources)))
        {
            LevelAssessment level = Levels.Assess(incident, _memory.Find, _levels);
            _levelOf[incident.Id] = level;
            outputs.Add(new Output.IncidentVersion(incident, level));
            foreach (Hash256 old in incident.Aliases) outputs.AddRange(Close(old, incident.Id, known));
            outputs.AddRange(incident.Stands ? Read(incident, level, known) : Close(incident.Id, null, known));
        }

        return outputs;
    }

    private IEnumerable<Output> Close(Hash256 incident, Hash256? heir, DateTimeOffset known) =>
        _incidents.Stands(incident) ? [] : _findings.Close(incident, heir, known).SelectMany(Told);

    /// <summary>A new version; people who have judged an earlier one are asked to look again.</summary>
    private IEnumerable<Output> Told(Finding made)
    {
        yield return new Output.FindingVersion(made);
        if (_memory.StatementsOn(made.Id) is { Length: > 0 } said)
        {
            yield return new Output.Reconsider(made.Id, said[^1].FindingVersion, made.Version, $"it now reads {made.Result}, level {(int)made.Level}");
        }
    }

    private IEnumerable<Output> Read(Incident incident, LevelAssessment level, DateTimeOffset known)
    {
        Observation[] members = [.. incident.Hypothesis.Members.Select(m => _memory.Find(m.Observation)).OfType<Observation>()];
        TermsCase subject = _cases.Make(incident, members, _memory.Notifications);
        foreach (Finding made in _findings.Apply(incident, level, _agreement, _terms.Evaluate(subject), known))
        {
            _memory.Show(made.Id, made.Version, new([.. members.Select(o => o.Id).Order()], incident.Hypothesis.When, incident.Hypothesis.Where.Position));
            foreach (Output told in Told(made)) yield return told;
            if (made.Version == 1 && Judged(made, known) is { } judged) yield return new Output.FindingVersion(judged); // people spoke before it was made here
        }
    }

    /// <summary>New texts may show that older ones were echoes: whoever changed group leaves fusion and comes back under the new one.</summary>
    private void RegroupOrigins()
    {
        foreach ((Hash256 id, OriginGroup group) in OriginGrouper.Group(_memory.Reports).OrderBy(p => p.Key))
        {
            if (!_memory.Detections.TryGetValue(id, out Detection? d) || d.Origin == group || _memory.IsWithdrawn(id)) continue;
            Replace(d with { Origin = group });
        }
    }
}
