using System.Collections.Immutable;
using Truce.Coverage;
using Truce.Detections;
using Truce.Findings;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Reports;
using Truce.Review;

namespace Truce.Tests.Reports;

/// <summary>A day of an exercise on an island that does not exist (0.1° S, 20.2° W, in the Atlantic): SIMULATED all its life.</summary>
internal static class SimulatedDay
{
    internal const ulong Seed = 20300614;

    internal static readonly DateOnly Day = new(2030, 6, 14);

    private static readonly string[] UkrainianTexts =
    [
        "НАВЧАННЯ. Патруль почув три невизначені вибухи на відстані від двох до чотирьох кілометрів на схід-північний схід від свого місця "
            + "перебування; за оцінкою спостерігачів, звуки надходили з-за пагорба, і встановити, чи були це вибухи від пострілу, чи від "
            + "влучання, не вдалося. Мешканці найближчого населеного пункту, з якими поговорив патруль, назвали той самий час, проте інший напрямок.",
        "НАВЧАННЯ. Один вибух, звук слабкий.",
    ];

    internal static Mission Mission { get; } = new()
    {
        Id = "exercise-island",
        Title = Words(("en", "Exercise Island"), ("uk", "Навчальний острів")),
        Simulated = true,
        TimeZone = "Europe/Kyiv",
        AreaSouthWest = new GeoPoint(-0.9, -21.2),
        AreaNorthEast = new GeoPoint(0.7, -18.9),
        FirstDay = new DateOnly(2030, 6, 1),
        Parties =
        [
            new MissionParty("A", Words(("en", "Party A"), ("uk", "Сторона А"))),
            new MissionParty("B", Words(("en", "Party B"), ("uk", "Сторона Б"))),
        ],
        AgreementPath = "agreement.json",
        Lines = [],
        Feeds = [],
        Languages = ["en", "uk"],
        LogOrigin = "example.org/exercise-island/SIMULATED",
        Caution = Words(
            ("en", "All sources of this exercise are invented. Two of them speak from one side's information space."),
            ("uk", "Усі джерела цих навчань вигадані. Два з них говорять з інформаційного простору однієї сторони.")),
    };

    internal static ImmutableSortedDictionary<string, string> Words(params (string Language, string Text)[] words) =>
        words.ToImmutableSortedDictionary(w => w.Language, w => w.Text, StringComparer.Ordinal);

    /// <summary>A rich day with about the given number of event observations.</summary>
    internal static ReportInput Rich(int observations)
    {
        var random = new SeededRandom(Seed);
        TimeInterval period = ReportPeriod.Of(Mission, Day);
        List<ReportedObservation> rows = [];
        List<ReportedIncident> incidents = [];
        for (int i = 0; i < observations; i++)
        {
            Observation o = Seen(random, period, i);
            Hash256? incident = i % 3 == 0 ? null : o.Id;
            rows.Add(new(o, incident, o.When!.Value.End.AddMinutes(20)));
            if (incident is not null && o.Class is not (ObservationClass.CivilianHarm or ObservationClass.Notification)) incidents.Add(Happened(random, o, i));
        }

        if (observations > 0) AddOthers(rows, incidents, random, period);
        ReportedFinding[] findings = [.. incidents.Where(i => i.InPeriod).Take(5).Select((x, n) => Read(x, n, period))];
        return Complete(period, [.. rows], [.. incidents], [.. findings]);
    }

    internal static ReportInput Complete(
        TimeInterval period, ImmutableArray<ReportedObservation> rows, ImmutableArray<ReportedIncident> incidents, ImmutableArray<ReportedFinding> findings)
    {
        ReportedIncident[] counted = [.. incidents.Where(i => i.InPeriod && i.Incident.Stands)];
        return new()
        {
            Mission = Mission,
            Day = Day,
            Period = period,
            KnownAt = period.End.AddHours(2),
            Agreement = "EX-1 v3",
            AgreementCaution = Words(("en", "The agreement is invented for an exercise."), ("uk", "Угоду вигадано для навчань.")),
            Observations = rows,
            Incidents = incidents,
            Findings = findings,
            Previous = Before(period, counted.Length),
            History = [.. Enumerable.Range(2, 8).Reverse().Select(n => Earlier(period, n, counted.Length))],
            Exposure = Feeds(rows),
            Lines = [new LineGeometry("line", [[.. Enumerable.Range(0, 60).Select(n => new GeoPoint(-0.75 + (n * 0.022), -20.4 + (0.18 * Math.Sin(n / 7.0)) + (n * 0.012)))]], 900, Day.AddDays(-2))],
            Outlines = Areas(),
            MissedNotices = [new MissedNotice("A", "7", period.Start.AddHours(9))],
            Log = new LogPosition(Mission.LogOrigin, 41_234, Hash256.Of("root"u8), "exercise-island+7d0b1c22+AbCdEf"),
            Sealed = new SealedTotals
            {
                Observations = rows.Length,
                ObservationsByFeed = rows.CountBy(o => o.Observation.Feed).ToImmutableSortedDictionary(StringComparer.Ordinal),
                Incidents = counted.Length,
                IncidentsByLevel = counted.CountBy(i => i.Level.Level).ToImmutableSortedDictionary(),
                Findings = findings.Length,
                Rejects = 3,
            },
        };
    }

    private static Observation Seen(SeededRandom random, TimeInterval period, int i)
    {
        DateTimeOffset at = period.Start.AddSeconds(random.NextBelow((int)period.Length.TotalSeconds - 3600));
        ObservationClass[] classes =
        [
            ObservationClass.Explosion, ObservationClass.Explosion, ObservationClass.BurstOrShot, ObservationClass.Fire, ObservationClass.Fire,
            ObservationClass.ProjectileInFlight, ObservationClass.IlluminationFlare, ObservationClass.MuzzleFlash, ObservationClass.WeaponPresence,
            ObservationClass.CivilianHarm,
        ];
        ObservationClass c = i < 3 ? ObservationClass.Explosion : classes[random.NextBelow(classes.Length)];
        bool thermal = c == ObservationClass.Fire, press = !thermal && random.NextBelow(3) == 0;
        var place = new GeoPoint(Math.Round(-0.6 + (random.NextUnit() * 1.1), 5), Math.Round(-20.6 + (random.NextUnit() * 1.2), 5));
        return new()
        {
            Feed = thermal ? "sat" : press ? "press" : "patrol",
            SourceKey = $"k{i}",
            Source = thermal ? "SAT-1" : press ? "Island Courier" : $"Patrol {1 + random.NextBelow(4)}",
            Means = thermal ? ObservationMeans.SatelliteThermal : press ? ObservationMeans.OpenSource : ObservationMeans.Heard,
            Class = c,
            When = thermal ? TimeInterval.At(at) : new TimeInterval(at, at.AddMinutes(random.NextBelow(30))),
            Where = thermal ? new ObservedPlace.Footprint(place, 480, 400, 150)
                : press ? new ObservedPlace.Area("EX-2", "Nord", place, 12_000)
                : new ObservedPlace.Sector(place, 30, 45, 90, 1000, 4000),
            Count = i % 4 == 0 ? default : new Count(1 + random.NextBelow(9), i % 4 == 1 ? CountExactness.Exact : i % 4 == 2 ? CountExactness.AtLeast : CountExactness.About),
            Weapon = c == ObservationClass.WeaponPresence ? new ObservedWeapon("towed howitzer, 122 mm", null, 122, 122) : null,
            Grade = new SourceGrade(thermal ? 'B' : 'C', 3),
            Text = thermal ? "" : UkrainianTexts[i % 2],
            Label = press ? Label.Open : Label.Default,
            Simulated = true,
        };
    }

    private static void AddOthers(List<ReportedObservation> rows, List<ReportedIncident> incidents, SeededRandom random, TimeInterval period)
    {
        Observation basis = rows[0].Observation;
        for (int i = 0; i < 14; i++)
        {
            rows.Add(new(basis with
            {
                Feed = "alarms",
                SourceKey = $"a{i}",
                Class = ObservationClass.AirRaidAlarm,
                Means = ObservationMeans.PublicWarning,
                Text = "",
                Count = default,
                Where = new ObservedPlace.Area($"EX-{1 + (i % 3)}", new[] { "West", "Nord", "South" }[i % 3], null, null),
                When = TimeInterval.At(period.Start.AddHours(i)),
            }, null, period.Start.AddHours(i)));
        }

        rows.Add(new(basis with { SourceKey = "r1", Class = ObservationClass.RestrictionOfMovement, Restriction = RestrictionKind.Denial, Text = "EXERCISE: passage refused at a checkpoint, reason given: mines.", Count = default }, null));
        rows.Add(new(basis with { SourceKey = "r2", Class = ObservationClass.RestrictionOfMovement, Restriction = RestrictionKind.Delay, Text = "EXERCISE: 55 minutes, <script>alert(1)</script>.", Count = default }, null));
        rows.Add(new(basis with { SourceKey = "r3", Class = ObservationClass.InterferenceWithMonitoring, Means = ObservationMeans.Uav, Text = "EXERCISE: loss of satellite navigation, assessed as jamming.", Count = default }, null));
        rows.Add(new(basis with { SourceKey = "n1", Class = ObservationClass.Notification, Means = ObservationMeans.Notice, Text = "EXERCISE: notice of a controlled detonation, 16 June, 10:00.", Count = default }, null));
        rows.Add(new(basis with { SourceKey = "l1", When = TimeInterval.At(period.Start.AddHours(-30)), Text = "EXERCISE: late report." }, null, period.Start.AddHours(3)));
        rows.Add(new(basis with { SourceKey = "u1", When = null, Text = "=EXERCISE: no time given, <script>alert(1)</script>", Where = new ObservedPlace.Named("Twin Hills", [new PlaceCandidate("1", "Twin Hills", basisPoint, 900, 0.5), new PlaceCandidate("2", "Twin Hills", basisPoint, 900, 0.4)]) }, null, period.Start.AddHours(3)));
        ReportedIncident old = Happened(random, basis with { SourceKey = "old", When = TimeInterval.At(period.Start.AddHours(-20)) }, 7);
        Incident before = old.Incident with { Known = period.Start.AddHours(-10) };
        incidents.Add(old with { InPeriod = false, Previous = before, Incident = before with { Version = 2, Known = period.Start.AddHours(5), Change = IncidentChange.Merged, Hypothesis = before.Hypothesis with { Probability = 0.96, Origins = 3 } } });
    }

    private static readonly GeoPoint basisPoint = new(-0.1, -20.2);

    private static ReportedIncident Happened(SeededRandom random, Observation o, int i)
    {
        IncidentClass c = o.Class switch
        {
            ObservationClass.Fire => IncidentClass.Fire,
            ObservationClass.BurstOrShot => IncidentClass.SmallArmsFire,
            ObservationClass.ProjectileInFlight => IncidentClass.ProjectileInFlight,
            ObservationClass.WeaponPresence => IncidentClass.WeaponPresence,
            _ => IncidentClass.Explosion,
        };
        double[] p = new double[IncidentClasses.Count];
        p[(int)c] = 0.82;
        p[(int)IncidentClass.Other] = 0.08;
        p[(int)IncidentClass.Unknown] = 0.1;
        GeoPoint at = o.Where switch
        {
            ObservedPlace.Footprint f => f.Centre,
            ObservedPlace.Sector s => new LocalPlane(s.Observer).ToGeo(2000, 1000),
            ObservedPlace.Area a => a.Centre ?? basisPoint,
            _ => basisPoint,
        };
        Covariance2 error = o.Where is ObservedPlace.Footprint ? Covariance2.Circular(220) : Covariance2.Oriented(600 + (random.NextUnit() * 4000), 500, random.NextUnit() * 180);
        Level level = (Level)(i % 3);
        return new()
        {
            Incident = new Incident
            {
                Id = o.Id,
                Version = 1,
                Known = o.When!.Value.End.AddMinutes(30),
                Change = IncidentChange.New,
                Hypothesis = new Hypothesis
                {
                    Id = o.Id,
                    Members = [new Member(o.Id, o.Id, o.Feed, o.Origin, 0.9)],
                    ClassProbability = [.. p],
                    Probability = Math.Round(0.35 + (random.NextUnit() * 0.64), 3),
                    Robustness = 0.3,
                    When = o.When.Value,
                    Where = new PosteriorPlace(at, error, [], i % 17 == 0),
                    Origins = 1 + (i % 3),
                    Label = o.Label,
                    Simulated = true,
                },
            },
            Level = new LevelAssessment(level, []),
            InPeriod = true,
            ChangedInPeriod = true,
            Place = Words(("en", "3 km NE of Port Example"), ("uk", "3 км на північний схід від Приклад-порту")),
            AreaCode = at.LatitudeDeg > 0 ? "EX-2" : at.LongitudeDeg < -20 ? "EX-1" : i % 11 == 0 ? "" : "EX-3",
            AreaName = at.LatitudeDeg > 0 ? Words(("en", "Nord"), ("uk", "Північний район")) : at.LongitudeDeg < -20 ? Words(("en", "West"), ("uk", "Західний район"))
                : i % 11 == 0 ? ImmutableSortedDictionary<string, string>.Empty : Words(("en", "South"), ("uk", "Південний район")),
        };
    }

    private static ReportedFinding Read(ReportedIncident incident, int n, TimeInterval period)
    {
        var finding = new Finding
        {
            Id = Finding.IdOf(incident.Incident.Id, "EX-1 v3", "t4"),
            Version = n == 1 ? 2 : 1,
            Known = period.Start.AddHours(6 + n),
            Incident = incident.Incident.Id,
            IncidentVersion = 1,
            Agreement = "EX-1 v3",
            Term = "t4",
            Article = "4.1",
            Result = n == 2 ? "indeterminate" : n == 4 ? "not-evaluable" : "violation-candidate",
            InsideProbability = n == 2 ? 0.58 : 0.974,
            Trace = ["Inside the 25 km zone of article 4.1 with probability .58 to .97.", "Exception 4.3 (notified exercise): no notice was received for this time."],
            Level = Level.Corroborated,
        };
        Statement Said(string person, string nation, StatementKind kind, int hour, string reason) => new()
        {
            Id = Hash256.Of(System.Text.Encoding.UTF8.GetBytes($"{n}{person}{kind}")),
            Kind = kind,
            Question = kind == StatementKind.Dissent ? Question.Conformity : Question.Occurrence,
            Finding = finding.Id,
            FindingVersion = finding.Version,
            Person = person,
            Nation = nation,
            Reason = reason,
            AlternativesRejected = kind == StatementKind.Confirm ? ["thunder", "demining"] : [],
            At = period.Start.AddHours(hour),
        };
        Statement[] statements = n switch
        {
            0 => [Said("reviewer-1", "North", StatementKind.Confirm, 9, "EXERCISE: two patrols and the sensor agree."), Said("reviewer-2", "South", StatementKind.Confirm, 10, "EXERCISE: seen the recordings."),
                Said("reviewer-3", "East", StatementKind.Dissent, 11, "EXERCISE: the line in force on that day was the older one; the zone reads differently. Я вважаю, що відстань до лінії виміряно від іншої версії лінії, ніж та, яку називає угода.")],
            1 => [Said("reviewer-1", "North", StatementKind.Confirm, 9, "EXERCISE: heard and filmed.")],
            3 => [Said("reviewer-1", "North", StatementKind.Refute, 9, "EXERCISE: quarry blasting."), Said("reviewer-2", "South", StatementKind.Refute, 9, "EXERCISE: quarry blasting, log seen.")],
            _ => [],
        };
        return new() { Finding = finding, Statements = [.. statements], FirstKnown = n == 1 ? period.Start.AddHours(-5) : null, Term = Words(("en", "No fire of any kind within 25 km of the line."), ("uk", "Жодного вогню в межах 25 км від лінії.")) };
    }

    private static ImmutableArray<FeedExposure> Feeds(ImmutableArray<ReportedObservation> rows)
    {
        FeedExposure Feed(string id, ObservationMeans means, string english, string ukrainian) => new()
        {
            Feed = id,
            Means = means,
            Name = Words(("en", english), ("uk", ukrainian)),
            Observations = rows.Count(o => o.Observation.Feed == id),
            Rejects = id == "press" ? Reasons(("row-too-short", 2), ("latitude-out-of-range", 1)) : Reasons(),
            Duplicates = id == "press" ? 5 : 0,
        };
        CoverageState[] night = [.. Enumerable.Range(0, 24).Select(h => h is < 5 or > 20 ? CoverageState.None : h == 12 ? CoverageState.Denied : CoverageState.Observed)];
        CoverageState[] uav = [.. Enumerable.Range(0, 24).Select(h => h < 3 ? CoverageState.Unknown : h is 10 or 11 ? CoverageState.Jammed : h is >= 6 and < 18 ? CoverageState.Observed : h == 18 ? CoverageState.Degraded : CoverageState.None)];
        CoverageState[] sat = [.. Enumerable.Range(0, 24).Select(h => h is 1 or 2 or 12 or 13 ? CoverageState.Observed : CoverageState.None)];
        return
        [
            Feed("patrol", ObservationMeans.Heard, "Patrols", "Патрулі спостерігачів місії") with { Hours = [.. night], HoursLooked = 15, ShareOfArea = 0.2 },
            Feed("uav", ObservationMeans.Uav, "Mission UAV", "Безпілотник місії") with { Hours = [.. uav], HoursLooked = 11, ShareOfArea = 0.35, Outages = ["10:05–11:50 loss of satellite navigation (EXERCISE)"] },
            Feed("sat", ObservationMeans.SatelliteThermal, "Thermal satellite", "Тепловий супутник") with { Hours = [.. sat], HoursLooked = 1.2, ShareOfArea = 1, Attribution = "Invented data" },
            Feed("press", ObservationMeans.OpenSource, "Press", "Преса") with { Bias = Words(("en", "Outlets of Party A's information space."), ("uk", "Видання з інформаційного простору Сторони А.")) },
            Feed("alarms", ObservationMeans.PublicWarning, "Alarms", "Тривоги") with { ContextOnly = true, Bias = Words(("en", "Issued by Party A only."), ("uk", "Оголошує лише Сторона А.")) },
        ];
    }

    private static ImmutableSortedDictionary<string, int> Reasons(params (string Reason, int Count)[] reasons) =>
        reasons.ToImmutableSortedDictionary(r => r.Reason, r => r.Count, StringComparer.Ordinal);

    private static PeriodCounts Before(TimeInterval period, int incidents) => Earlier(period, 1, incidents);

    private static PeriodCounts Earlier(TimeInterval period, int daysAgo, int incidents)
    {
        int n = incidents == 0 ? 0 : Math.Max(1, (int)(incidents * (0.8 + (0.1 * (daysAgo % 5)))));
        return new()
        {
            Period = new TimeInterval(period.Start.AddDays(-daysAgo), period.Start.AddDays(1 - daysAgo)),
            Observations = n * 2,
            Incidents = n,
            ByClass = new Dictionary<IncidentClass, int> { [IncidentClass.Explosion] = n - (n / 3), [IncidentClass.Fire] = n / 3 }.ToImmutableSortedDictionary(),
            ByArea = new Dictionary<string, int> { ["EX-1"] = n / 2, ["EX-2"] = n - (n / 2) }.ToImmutableSortedDictionary(StringComparer.Ordinal),
            ByLevel = new Dictionary<Level, int> { [Level.Reported] = n }.ToImmutableSortedDictionary(),
            ByFeed = new Dictionary<string, int> { ["patrol"] = n, ["sat"] = n }.ToImmutableSortedDictionary(StringComparer.Ordinal),
            HoursByFeed = new Dictionary<string, double> { ["patrol"] = 13, ["uav"] = 9, ["sat"] = 1.2 }.ToImmutableSortedDictionary(StringComparer.Ordinal),
            RowSet = Hash256.Of("before"u8),
        };
    }

    private static ImmutableArray<AreaOutline> Areas()
    {
        ImmutableArray<GeoPoint> Ring(double south, double west, double north, double east, double bend) =>
        [
            .. Enumerable.Range(0, 21).Select(i => new GeoPoint(south + (bend * Math.Sin(i * 0.9) * 0.1), west + ((east - west) * i / 20))),
            .. Enumerable.Range(0, 21).Select(i => new GeoPoint(north + (bend * Math.Sin(i * 0.7) * 0.1), east + ((west - east) * i / 20))),
            new GeoPoint(south, west),
        ];
        return
        [
            new AreaOutline("EX-1", Words(("en", "West"), ("uk", "Західний район")), [[Ring(-0.7, -20.9, 0, -20, 0.6)]]),
            new AreaOutline("EX-2", Words(("en", "Nord"), ("uk", "Північний район")), [[Ring(0, -20.9, 0.55, -19.2, 0.4)]]),
            new AreaOutline("EX-3", Words(("en", "South"), ("uk", "Південний район")), [[Ring(-0.7, -20, 0, -19.2, 0.5)]]),
        ];
    }
}
