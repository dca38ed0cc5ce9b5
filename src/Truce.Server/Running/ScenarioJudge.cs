using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Coverage;
using Truce.Findings;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Records;
using Truce.Reports;
using Truce.Simulation;
using Truce.Simulation.Lands;
using Truce.Simulation.Scenarios;
using Truce.Storage.Sqlite;
using Truce.Terms;

namespace Truce.Server.Running;

/// <summary>An expectation that a run did not meet.</summary>
/// <param name="Expectation">The line of the scenario.</param>
/// <param name="Found">What was found instead.</param>
internal sealed record UnmetExpectation(Expectation Expectation, string Found)
{
    public override string ToString() => $"line {Expectation.Line}: {Expectation.Text}\n    found: {Found}";
}

/// <summary>Asks a finished run of a scenario what its <c>expect</c> lines ask. It reads the store and the truth; it changes nothing.</summary>
internal sealed class ScenarioJudge
{
    private readonly SimulatedWorld _world;
    private readonly StoreFolder _store;
    private readonly MissionWorld _mission;
    private readonly ScenarioIncidents _incidents;
    private readonly TermsEvaluator _terms;
    private readonly CaseMaker _cases;
    private readonly Dictionary<int, DailyReport> _reports = [];

    private ScenarioJudge(SimulatedWorld world, StoreFolder store, MissionWorld mission)
    {
        _world = world;
        _store = store;
        _mission = mission;
        _incidents = new(world, store.Database.Read);
        _terms = mission.NewTerms();
        _cases = mission.NewCaseMaker();
    }

    private StoreReader Read => _store.Database.Read;

    /// <summary>The expectations that do not hold, in order of lines.</summary>
    /// <param name="world">The world whose folder was run.</param>
    /// <param name="store">The store of the run.</param>
    /// <param name="mission">What the mission stands on.</param>
    /// <param name="expectations">The expectations; as a rule those of the world's scenario.</param>
    public static ImmutableArray<UnmetExpectation> Unmet(SimulatedWorld world, StoreFolder store, MissionWorld mission, IEnumerable<Expectation> expectations)
    {
        var judge = new ScenarioJudge(world, store, mission);
        return [.. expectations.Select(e => judge.Found(e) is { } found ? new UnmetExpectation(e, found) : null).OfType<UnmetExpectation>()];
    }

    /// <summary>What was found instead; nothing when the expectation holds.</summary>
    private string? Found(Expectation expectation) => expectation switch
    {
        Expectation.Incidents e => Counted(e.Number, _incidents.Chosen(e.Of), "incident", _incidents.Nearly(e.Of)),
        Expectation.Findings e => Counted(e.Number, Meeting(Findings(e.Of), e.Article, e.Verdict), "finding", Findings(e.Of)),
        Expectation.Readings e => Counted(e.Number, Meeting(Readings(e.Of), e.Article, e.Verdict), "reading", Readings(e.Of).Where(r => e.Article is null || r.Article == e.Article)),
        Expectation.Corrections e => Counted(e.Number, Corrected(e), "correction", Report(e.ReportDay).Corrections.Select(c => $"{c.Now.Id.Short} {ObservationJson.Word(c.Now.Class)}")),
        Expectation.Alike e => Alike(e),
        Expectation.Watch e => Watched(e),
        _ => throw new InvalidOperationException($"an expectation that nobody judges: {expectation}"),
    };

    private static string? Counted<TFound, TNear>(Amount wanted, IReadOnlyCollection<TFound> found, string thing, IEnumerable<TNear> near)
    {
        if (wanted.Holds(found.Count)) return null;
        string[] shown = [.. (found.Count > 0 ? found.Select(f => $"{f}") : near.Select(n => $"{n}")).Take(6)];
        string which = shown.Length == 0 ? "" : (found.Count > 0 ? ": " : "; there is: ") + string.Join("; ", shown);
        return $"{found.Count.ToString(CultureInfo.InvariantCulture)} {thing}{(found.Count == 1 ? "" : "s")}{which}";
    }

    private static Judged[] Meeting(IEnumerable<Judged> all, string? article, Verdict? verdict) =>
        [.. all.Where(j => (article is null || j.Article == article) && (verdict is null || j.Verdict == verdict))];

    private IEnumerable<Judged> Findings(IncidentChoice of)
    {
        HashSet<Hash256> ids = [.. _incidents.Chosen(of).Select(i => i.Id)];
        foreach (Storage.Sqlite.FindingRow row in Read.Findings(ScenarioIncidents.KnownMs(of)).Where(f => ids.Contains(f.Incident)))
        {
            JsonObject json = JsonNode.Parse(row.Json)!.AsObject();
            if (VerdictOf(json.Text("result")) is { } verdict) yield return new(json.Text("article"), verdict, "");
        }
    }

    /// <summary>Readings of what is held now; notices count that were known then.</summary>
    private IEnumerable<Judged> Readings(IncidentChoice of)
    {
        Observation[] notices = [.. Read.ObservationsOfClass(ObservationJson.Word(ObservationClass.Notification), ScenarioIncidents.KnownMs(of)).Select(Parse)];
        foreach (ChosenIncident chosen in _incidents.Chosen(of))
        {
            Incident incident = RecordReading.Incident(JsonNode.Parse(chosen.Json)!.AsObject()).Incident;
            Observation[] members = [.. incident.Hypothesis.Members.Select(m => Read.Observation(m.Observation)).OfType<Storage.Sqlite.ObservationRow>().Select(Parse)];
            foreach (TermResult r in _terms.Evaluate(_cases.Make(incident, members, notices)))
            {
                bool elsewhere = r is { Reading: TermReading.Compliant, Concerned: false };
                yield return new(r.Article, elsewhere ? Verdict.NotConcerned : VerdictOf(r.Word)!.Value, r.WouldDecide?.English ?? "");
            }
        }
    }

    private ChosenIncident[] Corrected(Expectation.Corrections e)
    {
        HashSet<Hash256> corrected = [.. Report(e.ReportDay).Corrections.Select(c => c.Now.Id)];
        return [.. _incidents.Chosen(e.Of).Where(i => corrected.Contains(i.Id))];
    }

    private string? Alike(Expectation.Alike e)
    {
        string one = Character(e.One), other = Character(e.Other);
        return one == other && one.Length > 0 ? null : $"{e.One} is [{one}], {e.Other} is [{other}]";
    }

    /// <summary>What became of a part, without place, time and who.</summary>
    private string Character(string part)
    {
        var of = new IncidentChoice { Part = part };
        return string.Join("; ", _incidents.Chosen(of).Select(i => $"{ObservationJson.Word(i.Class)} level {i.Level}").Concat(Findings(of).Select(f => $"{f}")).Order(StringComparer.Ordinal));
    }

    private string? Watched(Expectation.Watch e)
    {
        FeedExposure? feed = Report(e.When.From.Day).Input.Exposure.FirstOrDefault(f => f.Feed == e.Feed);
        int from = (int)e.When.From.TimeOfDay.TotalHours, to = (int)e.When.To.TimeOfDay.TotalHours;
        CoverageState[] hours = [.. Enumerable.Range(from, to - from).Select(h => feed is { Hours.IsEmpty: false } f ? f.Hours[h] : CoverageState.Unknown)];
        return hours.All(h => ObservationJson.Word(h) == e.State) ? null : string.Join(", ", hours.Select((h, i) => $"{from + i:00}h {ObservationJson.Word(h)}"));
    }

    private DailyReport Report(int day)
    {
        if (!_reports.TryGetValue(day, out DailyReport? report)) _reports[day] = report = new ReportPublisher(_store, _mission).Make(ExerciseDays.First.AddDays(day - 1));
        return report;
    }

    private static Verdict? VerdictOf(string word) => word.Split(':')[0] switch
    {
        "violation-candidate" => Verdict.Candidate,
        "compliant" => Verdict.Compliant,
        "indeterminate" => Verdict.Indeterminate,
        "excepted" => Verdict.Excepted,
        "not-in-force" => Verdict.NotInForce,
        "not-evaluable" => Verdict.NotEvaluable,
        _ => null, // closed: it holds nothing any more
    };

    private static Observation Parse(Storage.Sqlite.ObservationRow row) => ObservationReading.Read(JsonNode.Parse(row.Json)!.AsObject());

    private readonly record struct Judged(string Article, Verdict Verdict, string WouldDecide)
    {
        public override string ToString() => $"article {Article} {Expectation.Word(Verdict)}{(WouldDecide.Length > 0 ? $" ({WouldDecide})" : "")}";
    }
}
