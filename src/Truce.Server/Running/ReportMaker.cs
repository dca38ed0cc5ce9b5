using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Coverage;
using Truce.Evidence.Envelopes;
using Truce.Findings;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Places;
using Truce.Records;
using Truce.Reports;
using Truce.Review;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>Fills a report's input from the stored, sealed rows as they were known at the cut-off of its day.</summary>
internal sealed class ReportMaker
{
    private readonly StoreReader _read;
    private readonly MissionWorld _world;
    private readonly LogPosition _log;
    private readonly EventPictures? _pictures;
    private readonly Dictionary<Hash256, ImmutableArray<Statement>> _said;
    private readonly Dictionary<(Hash256 Id, int Version), (Incident Incident, LevelAssessment Level)> _parsed = [];

    /// <param name="read">The stored rows.</param>
    /// <param name="world">The mission.</param>
    /// <param name="log">Where the log stands.</param>
    /// <param name="pictures">Draws the recordings behind located events; absent: none are shown.</param>
    public ReportMaker(StoreReader read, MissionWorld world, LogPosition log, EventPictures? pictures = null)
    {
        _pictures = pictures;
        _read = read;
        _world = world;
        _log = log;
        _said = Statements(read, world.Mission);
    }

    /// <summary>The input of a day's report; <paramref name="chain"/> says how many earlier days are counted for comparison and the chart.</summary>
    public ReportInput Make(DateOnly day, int chain = 7)
    {
        var earlier = new List<PeriodCounts>();
        for (int back = Math.Min(chain, day.DayNumber - _world.Mission.FirstDay.DayNumber); back >= 1; back--)
        {
            earlier.Add(ReportBuilder.Build(Input(day.AddDays(-back), null, [])).Counts);
        }

        return WithPictures(Input(day, earlier.LastOrDefault(), [.. earlier.SkipLast(1)]));
    }

    /// <summary>The input of a report over several days, beside periods of the same number of days before it, as far back as the mission goes (at most three).</summary>
    public ReportInput Make(DateOnly first, DateOnly last)
    {
        int days = last.DayNumber - first.DayNumber + 1;
        var earlier = new List<PeriodCounts>();
        for (int back = 3; back >= 1; back--)
        {
            DateOnly start = first.AddDays(-back * days);
            if (start >= _world.Mission.FirstDay) earlier.Add(ReportBuilder.Build(Input(start, start.AddDays(days - 1), null, [])).Counts);
        }

        ReportInput input = Input(first, last, earlier.LastOrDefault(), [.. earlier.SkipLast(1)]);
        return WithPictures(input with { LastDay = last, Readings = new ArticleReadings(_read, _world).Of(input) });
    }

    private ReportInput WithPictures(ReportInput input) => _pictures is null ? input : input with { Recordings = ReportRecordings.Of(input, _pictures) };

    private ReportInput Input(DateOnly day, PeriodCounts? previous, ImmutableArray<PeriodCounts> history) => Input(day, day, previous, history);

    private ReportInput Input(DateOnly day, DateOnly last, PeriodCounts? previous, ImmutableArray<PeriodCounts> history)
    {
        TimeInterval period = ReportPeriod.Of(_world.Mission, day, last);
        DateTimeOffset knownAt = _world.Days.Settled(last);
        var span = new ReportSpan(
            period.Start.ToUnixTimeMilliseconds(), period.End.ToUnixTimeMilliseconds(),
            _world.Days.Settled(day.AddDays(-1)).ToUnixTimeMilliseconds(), knownAt.ToUnixTimeMilliseconds());
        Storage.Sqlite.IncidentRow[] rows = [.. _read.IncidentsForReport(span)];
        ImmutableArray<ReportedIncident> incidents = Incidents(rows, period, span.KnownAfterMs);
        Dictionary<Hash256, Hash256> home = Homes(rows);
        ImmutableArray<ReportedObservation> observations = [.. _read.ObservationsForReport(span).Select(row =>
        {
            Observation o = ObservationReading.Read(JsonNode.Parse(row.Json)!.AsObject());
            return new ReportedObservation(o, home.TryGetValue(o.Id, out Hash256 incident) ? incident : null, DateTimeOffset.FromUnixTimeMilliseconds(row.KnownMs));
        })];
        Observation[] watches = [.. _read.ObservationsTouching(span).Select(row => ObservationReading.Read(JsonNode.Parse(row.Json)!.AsObject()))];
        ImmutableArray<ReportedFinding> findings = Findings(span.KnownAfterMs, span.KnownToMs);
        return new ReportInput
        {
            Mission = _world.Mission,
            Day = day,
            Period = period,
            KnownAt = knownAt,
            Agreement = Watch.AgreementName(_world.Agreement),
            AgreementCaution = _world.Agreement.Hypothetical ? Hypothetical : ImmutableSortedDictionary<string, string>.Empty,
            Observations = observations,
            Incidents = incidents,
            Findings = findings,
            Previous = previous,
            History = history,
            Exposure = [.. _world.Mission.Feeds.Select(f => Exposure(f, period, observations, watches) with { Listening = HearingCurves.Coverage(f, _world.Mission, period, watches) })],
            Lines = [.. _world.Lines.Where(l => l.AsOf <= day).GroupBy(l => l.Line.Id).Select(g => g.MaxBy(l => l.AsOf)!)
                .Select(l => new LineGeometry(l.Line.Id, l.Paths, l.Line.ErrorM, l.AsOf))],
            Outlines = [.. _world.Gazetteer.Areas.Areas.Select(a => new AreaOutline(a.Code, Names(a.Names), _world.Gazetteer.Areas.Outline(a.Code)!.Polygons))],
            AreaNames = AreaNames(observations),
            Log = _log,
            Sealed = Totals(span),
        };
    }

    /// <summary>Names of the areas that context rows speak of, in the languages of the gazetteer: a row says them in its source's own spelling.</summary>
    private ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> AreaNames(ImmutableArray<ReportedObservation> observations)
    {
        var names = ImmutableSortedDictionary.CreateBuilder<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (ObservedPlace.Area area in observations.Select(o => o.Observation.Where).OfType<ObservedPlace.Area>().DistinctBy(a => a.Code))
        {
            names[area.Code] = PlaceNames.OfArea(area, _world);
        }

        return names.ToImmutable();
    }

    /// <summary>Said in every report made under an agreement that nobody concluded.</summary>
    private static readonly ImmutableSortedDictionary<string, string> Hypothetical = ImmutableSortedDictionary<string, string>.Empty
        .Add("en", "This agreement is invented. Nobody concluded it and nobody was bound by it.")
        .Add("uk", "Ця угода вигадана. Ніхто її не укладав, і вона нікого не зобов'язувала.")
        .Add("fr", "Cet accord est inventé. Personne ne l'a conclu et personne n'était lié par lui.")
        .Add("ru", "Это соглашение вымышлено. Никто его не заключал, и оно никого не связывало.");

    private ImmutableArray<ReportedIncident> Incidents(Storage.Sqlite.IncidentRow[] rows, TimeInterval period, long from)
    {
        var found = ImmutableArray.CreateBuilder<ReportedIncident>();
        foreach (Storage.Sqlite.IncidentRow row in rows)
        {
            bool changed = row.KnownMs > from;
            (Incident incident, LevelAssessment level) = Parse(row);
            bool inPeriod = ReportPeriod.Holds(period, incident.Hypothesis.When.Middle);
            bool older = changed && incident.Hypothesis.When.Middle < period.Start;
            if (!inPeriod && !older) continue;
            Incident? before = _read.IncidentAsKnown(row.Id, from) is { } held ? Parse(held).Incident : null;
            if (!inPeriod && !Moved(before, incident, level)) continue;
            (ImmutableSortedDictionary<string, string> place, string area, ImmutableSortedDictionary<string, string> areaName) = PlaceNames.Of(incident.Hypothesis.Where.Position, _world);
            found.Add(new ReportedIncident
            {
                Incident = incident,
                Level = level,
                InPeriod = inPeriod,
                ChangedInPeriod = changed,
                Previous = before,
                Place = place,
                AreaCode = area,
                AreaName = areaName,
            });
        }

        return found.ToImmutable();
    }

    /// <summary>An older incident is a correction only when something a reader was told has changed, not at every stir of the last digit.</summary>
    private static bool Moved(Incident? before, Incident now, LevelAssessment level) =>
        before is null || level.Level > Level.Reported
            && (before.Hypothesis.MostLikelyClass != now.Hypothesis.MostLikelyClass || before.Hypothesis.Origins != now.Hypothesis.Origins
                || Math.Abs(before.Hypothesis.Probability - now.Hypothesis.Probability) >= 0.05);

    private ImmutableArray<ReportedFinding> Findings(long from, long to) =>
    [
        .. _read.Findings(to).Where(r => r.KnownMs > from).Select(r => (r.Id, Finding: RecordReading.Finding(JsonNode.Parse(r.Json)!.AsObject())))
        .Where(r => r.Finding.Result != FindingLedger.Closed).Select(r =>
        {
            Finding f = r.Finding;
            return new ReportedFinding { Finding = f, Statements = _said.GetValueOrDefault(f.Id, []), FirstKnown = DateTimeOffset.FromUnixTimeMilliseconds(_read.FindingFirstKnown(r.Id)) };
        }),
    ];

    private static FeedExposure Exposure(MissionFeed feed, TimeInterval period, ImmutableArray<ReportedObservation> observations, Observation[] watches)
    {
        WatchKept watch = WatchKept.Of(period, feed.AlwaysWatches, watches.Where(o => o.Feed == feed.Id));
        bool context = feed.Format is "alarms" or "line";
        return new FeedExposure
        {
            Feed = feed.Id,
            Means = feed.Format switch
            {
                "firms" => ObservationMeans.SatelliteThermal,
                "viina" => ObservationMeans.OpenSource,
                "incidents" or "ucdp" => ObservationMeans.VerifiedOpenSource,
                "alarms" => ObservationMeans.PublicWarning,
                "line" => ObservationMeans.ExpertAssessment,
                "patrol" => ObservationMeans.Saw,
                _ => ObservationMeans.Unknown,
            },
            Bias = feed.Bias,
            Attribution = feed.Attribution,
            Observations = observations.Count(o => o.Observation.Feed == feed.Id),
            HoursLooked = watch.HoursLooked,
            WatchHours = watch.WatchHours,
            Hours = watch.Hours.All(h => h == CoverageState.Unknown) ? [] : watch.Hours,
            ShareOfArea = feed.ExposureShare,
            ContextOnly = context,
        };
    }

    private SealedTotals Totals(ReportSpan span)
    {
        ImmutableSortedDictionary<string, int> byFeed = _read.CountObservationsByFeed(span).ToImmutableSortedDictionary(p => p.Feed, p => (int)p.Count, StringComparer.Ordinal);
        (long Level, long Count)[] byLevel = [.. _read.CountIncidentsByLevel(span)];
        return new SealedTotals
        {
            Observations = byFeed.Values.Sum(),
            ObservationsByFeed = byFeed,
            Incidents = (int)byLevel.Sum(l => l.Count),
            IncidentsByLevel = byLevel.ToImmutableSortedDictionary(l => (Level)l.Level, l => (int)l.Count),
            Findings = (int)_read.CountFindings(span.KnownAfterMs, span.KnownToMs),
        };
    }

    private Dictionary<Hash256, Hash256> Homes(Storage.Sqlite.IncidentRow[] rows)
    {
        var home = new Dictionary<Hash256, Hash256>();
        foreach (Storage.Sqlite.IncidentRow row in rows)
        {
            foreach (Member member in Parse(row).Incident.Hypothesis.Members) home[member.Observation] = row.Id;
        }

        return home;
    }

    /// <summary>A version never changes, and the days of one chart hold mostly the same ones.</summary>
    private (Incident Incident, LevelAssessment Level) Parse(Storage.Sqlite.IncidentRow row)
    {
        if (!_parsed.TryGetValue((row.Id, row.Version), out (Incident Incident, LevelAssessment Level) known))
        {
            _parsed[(row.Id, row.Version)] = known = RecordReading.Incident(JsonNode.Parse(row.Json)!.AsObject());
        }

        return known;
    }

    private static ImmutableSortedDictionary<string, string> Names(ImmutableArray<PlaceName> names)
    {
        var by = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (PlaceName n in names.Where(n => n.Language.Length > 0)) by.TryAdd(n.Language, n.Text);
        if (!by.ContainsKey("en") && names.Length > 0) by["en"] = names[0].Text;
        return by.ToImmutable();
    }

    private static Dictionary<Hash256, ImmutableArray<Statement>> Statements(StoreReader read, Mission mission) => read.Statements()
        .Select(r => DsseEnvelope.TryParse(System.Text.Encoding.UTF8.GetBytes(r.Json), out DsseEnvelope? e) ? StatementIntake.Verify(e!, mission, out _) : null)
        .OfType<Statement>().GroupBy(s => s.Finding).ToDictionary(g => g.Key, g => g.OrderBy(s => s.At).ThenBy(s => s.Id).ToImmutableArray());
}

/// <summary>"3 km NE of …", in the languages of the gazetteer.</summary>
internal static class PlaceNames
{
    private static readonly (string Language, string Km, string[] Winds)[] Languages =
    [
        ("en", "km", ["N", "NE", "E", "SE", "S", "SW", "W", "NW"]),
        ("uk", "км", ["Пн", "ПнСх", "Сх", "ПдСх", "Пд", "ПдЗх", "Зх", "ПнЗх"]),
        ("fr", "km", ["N", "NE", "E", "SE", "S", "SO", "O", "NO"]),
        ("ru", "км", ["С", "СВ", "В", "ЮВ", "Ю", "ЮЗ", "З", "СЗ"]),
    ];

    /// <summary>Name of the nearest settlement with direction, and the first-level area; empty where nothing is near.</summary>
    public static (ImmutableSortedDictionary<string, string> Place, string AreaCode, ImmutableSortedDictionary<string, string> AreaName) Of(GeoPoint at, MissionWorld world)
    {
        string area = world.Gazetteer.Areas.Locate(at).FirstOrDefault("");
        var place = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var areaName = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Place? near = world.Nearest(at);
        foreach ((string language, string unit, string[] winds) in Languages)
        {
            if (area.Length > 0 && world.Gazetteer.OfficialName(area, language) is { } named) areaName[language] = named;
            if (near is null || world.Gazetteer.OfficialName(near.Id, language) is not { } name) continue;
            double km = near.Position.DistanceM(at) / 1000;
            place[language] = km < 1.5 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}, {km:F0} {unit} {winds[Wind(near.Position, at)]}");
        }

        return (place.ToImmutable(), area, areaName.ToImmutable());
    }

    /// <summary>Names of an area that a source names in its own spelling; empty when the gazetteer does not know it.</summary>
    public static ImmutableSortedDictionary<string, string> OfArea(ObservedPlace.Area area, MissionWorld world)
    {
        string? id = (world.Gazetteer.Areas.Find(area.Code) ?? world.Gazetteer.Areas.Find(area.Name))?.Code ?? world.Gazetteer.Resolve(area.Name) switch
        {
            ObservedPlace.Area found => found.Code,
            ObservedPlace.Named { Candidates: [{ Weight: >= 0.5 } best, ..] } => best.Id,
            _ => null,
        };
        var names = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string language, _, _) in Languages)
        {
            if (id is not null && world.Gazetteer.OfficialName(id, language) is { } name) names[language] = name;
        }

        return names.ToImmutable();
    }

    private static int Wind(GeoPoint from, GeoPoint to)
    {
        (double east, double north) = new LocalPlane(from).ToPlane(to);
        return (int)Math.Round(((Math.Atan2(east, north) * 180 / Math.PI) + 360) % 360 / 45) % 8;
    }
}
