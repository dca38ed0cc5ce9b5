using System.Collections.Immutable;
using Truce.Incidents;
using Truce.Measures;
using Truce.Sayings;
using Truce.Terms;

namespace Truce.Findings;

/// <summary>Findings by id, version after version. A finding is made when an incident first reads against a term and follows the incident ever after.</summary>
/// <remarks>
/// Proposed only for incidents of level 1 and more, and only against terms whose act is at least as likely as not: the rest would be a flood of
/// readings of ordinary fires (docs/decisions/0008-levels.md). Once made, it gets a new version whenever its reading changes, down to "compliant".
/// </remarks>
public sealed class FindingLedger
{
    private readonly SortedDictionary<Hash256, Finding> _current = [];
    private readonly Func<Finding, Hash256> _recordHash;

    /// <summary>An empty ledger; <paramref name="recordHash"/> names a version by the hash of its record.</summary>
    public FindingLedger(Func<Finding, Hash256> recordHash) => _recordHash = recordHash;

    /// <summary>The newest version of each finding, in order of id.</summary>
    public IEnumerable<Finding> Current => _current.Values;

    /// <summary>The newest version of a finding; absent when there is none.</summary>
    public Finding? Find(Hash256 id) => _current.GetValueOrDefault(id);

    /// <summary>Takes how an incident reads now and gives the findings that changed, in the order of the agreement's terms.</summary>
    public ImmutableArray<Finding> Apply(
        Incident incident, LevelAssessment level, string agreement, IEnumerable<TermResult> readings, DateTimeOffset known)
    {
        var changed = ImmutableArray.CreateBuilder<Finding>();
        bool propose = incident.Stands && level.Level >= Level.Screened;
        foreach (TermResult reading in readings)
        {
            Hash256 id = Finding.IdOf(incident.Id, agreement, reading.Term);
            Finding? before = _current.GetValueOrDefault(id);
            if (before is null && !(propose && IsOfInterest(reading) && ActProbability(reading) >= 0.5)) continue;
            Finding now = Make(id, incident, level, agreement, reading, known, before);
            if (before is not null) now = now with { State = before.State, Level = before.Level > Level.Corroborated ? before.Level : now.Level };
            if (before is not null && Same(before, now)) continue;
            _current[id] = now;
            changed.Add(now);
        }

        return changed.ToImmutable();
    }

    /// <summary>Sets what people's statements give: a new version when state or level changed; absent when nothing did.</summary>
    public Finding? SetState(Finding finding, FindingState state, Level level, DateTimeOffset known)
    {
        if (finding.State == state && finding.Level == level) return null;
        return _current[finding.Id] = finding with
        {
            State = state,
            Level = level,
            Known = known,
            Version = finding.Version + 1,
            Previous = _recordHash(finding),
        };
    }

    private Finding Make(
        Hash256 id, Incident incident, LevelAssessment level, string agreement, TermResult reading, DateTimeOffset known, Finding? before)
    {
        (int Depth, Saying Says)[] lines = [.. Lines(reading.Trace, 0), .. Ends(reading).Select(s => (0, s))];
        return new()
        {
            Id = id,
            Version = (before?.Version ?? 0) + 1,
            Known = known,
            Incident = incident.Id,
            IncidentVersion = incident.Version,
            Agreement = agreement,
            Term = reading.Term,
            Article = reading.Article,
            Result = reading.Word,
            InsideProbability = Rounded(reading.InsideLow, reading.InsideHigh),
            Severity = reading.Severity ?? "",
            Trace = [.. lines.Select(l => Finding.Line(l.Depth, l.Says))],
            Sayings = [.. lines.Select(l => l.Says)],
            Level = level.Level,
            Reasons = level.Reasons,
            Previous = before is null ? null : _recordHash(before),
        };
    }

    /// <summary>Result word of a finding whose incident went into another, or dissolved: it holds nothing any more and is kept for the record.</summary>
    public const string Closed = "closed";

    /// <summary>Closes the findings of an incident that no longer stands under its name.</summary>
    /// <param name="incident">The old name.</param>
    /// <param name="heir">The name it is now found under; absent when it dissolved.</param>
    /// <param name="known">When this became known, UTC.</param>
    public ImmutableArray<Finding> Close(Hash256 incident, Hash256? heir, DateTimeOffset known)
    {
        Saying because = heir is { } h ? Say.Of("closed.into", h.ToString()) : Say.Of("closed.dissolved");
        Finding[] open = [.. _current.Values.Where(f => f.Incident == incident && f.Result != Closed)];
        foreach (Finding f in open)
        {
            _current[f.Id] = f with
            {
                Version = f.Version + 1,
                Known = known,
                Result = Closed,
                InsideProbability = null,
                Trace = [because.English],
                Sayings = [because],
                Previous = _recordHash(f),
            };
        }

        return [.. open.Select(f => _current[f.Id])];
    }

    /// <summary>After the steps: what is missing, and what would decide it.</summary>
    private static IEnumerable<Saying> Ends(TermResult reading)
    {
        foreach (Saying fact in reading.MissingFacts) yield return Say.Of("missing", fact);
        if (reading.WouldDecide is { } said) yield return said;
    }

    /// <summary>Least probability that the act was one the term speaks of, as the trace has it; 0 when the term asks for none.</summary>
    private static double ActProbability(TermResult reading) => reading.Trace.Parts.FirstOrDefault(p => p.Step == "act")?.ProbabilityLow ?? 0;

    private static bool IsOfInterest(TermResult reading) =>
        reading.Concerned
        && reading.Reading is TermReading.Candidate or TermReading.Indeterminate or TermReading.Excepted or TermReading.NotEvaluable;

    /// <summary>The middle of the bounds, rounded at the record's edge to 1e-4.</summary>
    private static double? Rounded(double? low, double? high) => low is { } l && high is { } h ? Math.Round((l + h) / 2, 4) : null;

    private static IEnumerable<(int Depth, Saying Says)> Lines(Trace trace, int depth)
    {
        yield return (depth, trace.Says);
        foreach (Trace part in trace.Parts)
        {
            foreach ((int, Saying) line in Lines(part, depth + 1)) yield return line;
        }
    }

    private static bool Same(Finding a, Finding b) =>
        a.Result == b.Result && a.Level == b.Level && a.InsideProbability == b.InsideProbability && a.Trace.SequenceEqual(b.Trace);
}
