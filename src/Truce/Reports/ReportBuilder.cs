using System.Collections.Immutable;
using Truce.Detections;
using Truce.Findings;
using Truce.Fusion;
using Truce.Measures;
using Truce.Observations;
using Truce.Review;

namespace Truce.Reports;

/// <summary>Computes a report from its rows. Pure: the same input in any order gives the same row set and the same hash.</summary>
public static class ReportBuilder
{
    /// <summary>The mission's own version.</summary>
    public static DailyReport Build(ReportInput input) => Build(input, ReportRelease.Mission);

    /// <summary>A version for one audience.</summary>
    public static DailyReport Build(ReportInput input, ReportRelease release)
    {
        input = input with { Exposure = Exposure(input, release) };
        ReportedIncident[] shown = [.. input.Incidents.Where(i => release.Shows(i.Incident.Hypothesis.Label))];
        var incidentIds = shown.Select(i => i.Incident.Id).ToHashSet();
        ReportedObservation[] seen = [.. input.Observations.Where(o => release.Shows(o.Observation.Label))];
        var observationIds = seen.Select(o => o.Observation.Id).ToHashSet();
        input = input with { Recordings = [.. input.Recordings.Where(r => observationIds.Contains(r.Observation) && (r.Incident is not { } i || incidentIds.Contains(i))).Select(r => r.Coarser(release.StepDeg))] };
        // A finding about an incident that is not in the input at all is shown; one about a withheld incident is withheld with it.
        var withheldIncidents = input.Incidents.Select(i => i.Incident.Id).Where(i => !incidentIds.Contains(i)).ToHashSet();
        ReportedFinding[] read = [.. input.Findings.Where(f => !withheldIncidents.Contains(f.Finding.Incident))];

        ImmutableArray<ObservationRow> observations = [.. seen.Select(o => Row(input, release, o, incidentIds))
            .OrderBy(r => r.Observation.When?.Start ?? DateTimeOffset.MaxValue).ThenBy(r => r.Id)];
        ImmutableArray<IncidentRow> incidents = [.. shown.Select(i => Row(release, i, observationIds)).OrderBy(r => r.When.Start).ThenBy(r => r.Id)];
        ImmutableArray<FindingRow> findings = [.. read.Select(Row)
            .OrderByDescending(r => r.Level).ThenBy(r => r.Finding.Known).ThenBy(r => r.Finding.Id)];
        var rows = new RowSet(RowSet.Head(input, release), observations, incidents, findings, [.. input.Exposure.Select(RowSet.Feed), .. input.Readings.Select(r => r.ToJson())]);
        PeriodCounts counts = Counts(input, rows);
        return new()
        {
            Input = input,
            Release = release,
            Rows = rows,
            Counts = counts,
            Headline = HeadlineBuilder.Build(input, rows, counts),
            Findings = Group(input, read, findings),
            Corrections = [.. shown.Where(i => i.ChangedInPeriod && i.Previous is not null && i.Previous.Known < input.Period.Start)
                .Select(i => new Correction(Row(release, i, observationIds), Row(release, i with { Incident = i.Previous! }, observationIds)))
                .OrderBy(c => c.Now.When.Start).ThenBy(c => c.Now.Id)],
            Withheld = new(input.Observations.Length - seen.Length,
                input.Incidents.Count(i => i.InPeriod && i.Incident.Stands && !incidentIds.Contains(i.Incident.Id)),
                input.Findings.Length - read.Length),
        };
    }

    /// <summary>What a feed brought, as far as this release shows it: a number of all its rows would tell how many are not shown.</summary>
    private static ImmutableArray<FeedExposure> Exposure(ReportInput input, ReportRelease release)
    {
        var withheld = input.Observations.Where(o => !release.Shows(o.Observation.Label)).CountBy(o => o.Observation.Feed).ToDictionary(StringComparer.Ordinal);
        // Where sensors stand is told where their rows are; coarse places would move their circles.
        bool Tells(FeedExposure f) => release.StepDeg < 0.01 && input.Mission.Feeds.Any(m => m.Id == f.Feed && release.Shows(m.Label));
        ImmutableArray<FeedExposure> told = [.. input.Exposure.Select(f => f.Listening is null || Tells(f) ? f : f with { Listening = null })];
        return [.. told.Select(f => withheld.TryGetValue(f.Feed, out int n) ? f with { Observations = f.Observations - n, Rejects = null, Duplicates = null } : f)];
    }

    private static ObservationRow Row(ReportInput input, ReportRelease release, ReportedObservation reported, HashSet<Hash256> incidents)
    {
        Observation o = reported.Observation;
        (GeoPoint? position, double? radius, string name) = PlaceOf(o.Where);
        double step = StepOf(release, o.Class);
        return new()
        {
            Id = o.Id,
            Role = RoleOf(input, reported),
            Observation = o,
            Incident = reported.Incident is { } i && incidents.Contains(i) ? i : null,
            Position = position is { } p ? Coarse(p, step) : null,
            RadiusM = radius is { } r ? Math.Ceiling((r + RoundingM(step)) / 10) * 10 : null,
            Observer = o.Where is ObservedPlace.Sector s ? Coarse(s.Observer, Math.Max(step, 0.01)) : null,
            PlaceName = name,
            Known = reported.Known,
        };
    }

    /// <summary>The role by the middle of the time interval; alarms and control maps are context whatever their time.</summary>
    private static RowRole RoleOf(ReportInput input, ReportedObservation reported) => reported.Observation switch
    {
        { Class: ObservationClass.AirRaidAlarm or ObservationClass.ControlAssessment or ObservationClass.Watch } => RowRole.Context,
        { When: null } => RowRole.Untimed,
        { When: { } when } when ReportPeriod.Holds(input.Period, when.Middle) => RowRole.Event,
        _ => RowRole.Late,
    };

    private static IncidentRow Row(ReportRelease release, ReportedIncident reported, HashSet<Hash256> observations)
    {
        Hypothesis h = reported.Incident.Hypothesis;
        IncidentClass most = h.MostLikelyClass;
        double step = Math.Max(release.StepDeg, most is IncidentClass.WeaponPresence or IncidentClass.AdvanceOfPositions ? ReportRelease.ForcesStepDeg : 0);
        double rounding = RoundingM(step) / 2;
        return new()
        {
            Id = reported.Incident.Id,
            Version = reported.Incident.Version,
            Class = most,
            ClassProbability = Math.Round(h.ClassProbability[(int)most], 3),
            Probability = Math.Round(h.Probability, 3),
            Robustness = Math.Round(h.Robustness, 3),
            Level = reported.Level.Level,
            When = h.When,
            Known = reported.Incident.Known,
            Change = reported.Incident.Change,
            Position = Coarse(h.Where.Position, step),
            Error = Whole(h.Where.Error + Covariance2.Circular(rounding)),
            Multimodal = h.Where.Multimodal,
            Origins = h.Origins,
            Observations = [.. h.Members.Select(m => m.Observation).Where(observations.Contains).Distinct().Order()],
            Place = reported.Place,
            AreaCode = reported.AreaCode,
            AreaName = reported.AreaName,
            InPeriod = reported.InPeriod,
            Stands = reported.Incident.Stands,
        };
    }

    private static FindingRow Row(ReportedFinding reported)
    {
        (FindingState state, Level level) = ReviewBoard.Judge(reported.Finding, reported.Statements);
        return new()
        {
            Finding = reported.Finding,
            Result = reported.Finding.Result == "violation-candidate" ? "candidate" : reported.Finding.Result,
            State = state,
            Level = level,
            Statements = [.. ReviewBoard.Standing(reported.Statements.Where(s => s.Finding == reported.Finding.Id))],
            Term = reported.Term,
        };
    }

    private static FindingGroups Group(ReportInput input, ReportedFinding[] read, ImmutableArray<FindingRow> rows)
    {
        // A finding handed in twice is the reconciliation's to name, not a crash here.
        var source = read.GroupBy(f => f.Finding.Id).ToDictionary(g => g.Key, g => g.First());
        string GroupOf(FindingRow row)
        {
            ReportedFinding f = source[row.Finding.Id];
            DateTimeOffset? first = f.FirstKnown ?? (f.Finding.Version == 1 ? f.Finding.Known : null);
            bool moved = Within(input, f.Finding.Known) || f.Statements.Any(s => Within(input, s.At));
            if (moved && row.State is FindingState.Withdrawn or FindingState.Refuted) return "withdrawn";
            if (first is { } at && Within(input, at)) return "new";
            return moved ? "changed" : "unchanged";
        }

        ILookup<string, FindingRow> groups = rows.ToLookup(GroupOf, StringComparer.Ordinal);
        return new([.. groups["new"]], [.. groups["changed"]], [.. groups["withdrawn"]], [.. groups["unchanged"]]);
    }

    /// <summary>Known times run on to the cut-off as known, which may lie after the end of the period.</summary>
    private static bool Within(ReportInput input, DateTimeOffset known) => known >= input.Period.Start && known <= input.KnownAt;

    private static PeriodCounts Counts(ReportInput input, RowSet rows)
    {
        IncidentRow[] incidents = [.. rows.Incidents.Where(i => i.InPeriod && i.Stands)];
        ObservationRow[] events = [.. rows.Observations.Where(o => o.Role == RowRole.Event)];
        ObservationRow[] reaching = [.. events.Where(o => o.Observation.When is { } when && (when.Start < input.Period.Start || when.End > input.Period.End))];
        return new()
        {
            Period = input.Period,
            Observations = events.Length,
            Incidents = incidents.Length,
            ByClass = incidents.CountBy(i => i.Class).ToImmutableSortedDictionary(),
            ByArea = incidents.CountBy(i => i.AreaCode).ToImmutableSortedDictionary(StringComparer.Ordinal),
            ByLevel = incidents.CountBy(i => i.Level).ToImmutableSortedDictionary(),
            ByFeed = events.CountBy(o => o.Observation.Feed).ToImmutableSortedDictionary(StringComparer.Ordinal),
            HoursByFeed = input.Exposure.Where(f => f.ExposureHours is not null)
                .ToImmutableSortedDictionary(f => f.Feed, f => f.ExposureHours!.Value, StringComparer.Ordinal),
            KilledByFeed = KilledCounts.ByFeed(events),
            KilledReaching = KilledCounts.ByFeed(reaching),
            Reaching = reaching.Length,
            RowSet = rows.Hash,
        };
    }

    private static (GeoPoint? Position, double? RadiusM, string Name) PlaceOf(ObservedPlace where) => where switch
    {
        ObservedPlace.At a => (a.Position, 2.45 * a.Error.Ellipse().MajorM, ""),
        ObservedPlace.Footprint f => (f.Centre, (Math.Sqrt((f.AlongM * f.AlongM) + (f.AcrossM * f.AcrossM)) / 2) + (2 * f.GeoregistrationM), ""),
        ObservedPlace.Sector s => (null, null, ""),
        ObservedPlace.Area a => (a.Centre, a.Centre is null ? null : a.RadiusM, a.Name),
        ObservedPlace.Named n => (null, null, n.Name),
        ObservedPlace.Nowhere n => (null, null, n.Said),
        _ => (null, null, ""),
    };

    private static double StepOf(ReportRelease release, ObservationClass c) =>
        c is ObservationClass.WeaponPresence or ObservationClass.AdvanceOfPositions ? Math.Max(release.StepDeg, ReportRelease.ForcesStepDeg) : release.StepDeg;

    /// <summary>Half the diagonal of a rounding cell at the equator, metres.</summary>
    private static double RoundingM(double stepDeg) => stepDeg * 111_320 * Math.Sqrt(2) / 2;

    private static Covariance2 Whole(Covariance2 c) => new(Math.Round(c.EastEastM2), Math.Round(c.EastNorthM2), Math.Round(c.NorthNorthM2));

    private static GeoPoint Coarse(GeoPoint p, double stepDeg)
    {
        double Round(double deg) => stepDeg <= 0 ? deg : Math.Round(Math.Round(deg / stepDeg) * stepDeg, 6);
        return new(Math.Clamp(Round(p.LatitudeDeg), -90, 90), Math.Clamp(Round(p.LongitudeDeg), -180, 180));
    }
}
