using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Detections;
using Truce.Findings;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Records;
using Truce.Response.Indicators;
using Truce.Sayings;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>Makes the board of indicators from a store, as known at an instant. The order in which anything came does not enter.</summary>
internal sealed class IndicatorBoards
{
    private static readonly string[] WatchClasses = [.. new[] { ObservationClass.Watch, ObservationClass.RestrictionOfMovement, ObservationClass.InterferenceWithMonitoring }.Select(c => ObservationJson.Word(c))];

    private readonly StoreReader _read;
    private readonly MissionWorld _world;
    private readonly long _knownMs;
    private readonly DateOnly[] _days;
    private readonly IndicatorPlaces _places;
    private readonly IndicatorExposureHours _hours;
    private readonly Dictionary<string, Observation[]> _observations = [];
    private readonly Dictionary<ObservationClass, HashSet<Hash256>> _ids = [];
    private readonly Lazy<(Incident Incident, Level Level)[]> _incidents;
    private readonly List<Saying> _notes = [];

    private IndicatorBoards(StoreReader read, MissionWorld world, long knownMs, DateOnly[] days)
    {
        (_read, _world, _knownMs, _days) = (read, world, knownMs, days);
        _places = new(world);
        _hours = new(world.Mission, _places, [.. days.Select(world.Days.Period)], WatchClasses.SelectMany(Observations));
        _incidents = new(() => [.. read.Incidents(knownMs).Select(r => RecordReading.Incident(JsonNode.Parse(r.Json)!.AsObject())).Select(r => (r.Incident, r.Level.Level))]);
    }

    /// <summary>The board over the days that were settled by an instant.</summary>
    /// <param name="read">The store.</param>
    /// <param name="world">The mission.</param>
    /// <param name="by">The indicators and where they come from.</param>
    /// <param name="asKnown">Nothing that became known later is in it; absent: everything held now.</param>
    /// <param name="from">First day; absent: the mission's.</param>
    /// <param name="to">Last day; absent: the last that was settled.</param>
    public static IndicatorBoard Make(StoreReader read, MissionWorld world, IndicatorDefinitions by, DateTimeOffset? asKnown, DateOnly? from, DateOnly? to)
    {
        long tick = read.LastTickMs() ?? throw new BadInputException("nothing is settled in this store yet: the board begins with the first day's end");
        DateTimeOffset known = DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(tick, asKnown?.ToUnixTimeMilliseconds() ?? long.MaxValue));
        DateOnly first = from is { } f && f > world.Mission.FirstDay ? f : world.Mission.FirstDay;
        DateOnly[] days = [.. world.Days.All(to ?? DateOnly.MaxValue.AddDays(-2)).SkipWhile(d => d < first).TakeWhile(d => world.Days.Settled(d) <= known)];
        if (days.Length == 0) throw new BadInputException($"no day of the mission was settled by {known:yyyy-MM-ddTHH:mm:ssZ} in the days asked for; the first is {first:yyyy-MM-dd}");
        var boards = new IndicatorBoards(read, world, known.ToUnixTimeMilliseconds(), days);
        IndicatorSeries[] series = [.. by.Set.Definitions.SelectMany(d => boards.Series(d, by.Set))];
        return IndicatorBoard.Make(world.Mission.Id, world.Mission.Simulated, days[^1], by.Set, by.From, series, [.. boards._notes]);
    }

    private IEnumerable<IndicatorSeries> Series(IndicatorDefinition d, IndicatorSet set)
    {
        string[] feeds = [.. d.Feeds.Length > 0 ? d.Feeds : _world.Mission.Feeds.Select(f => f.Id)];
        if (d.Source == IndicatorSource.LostWatch)
        {
            (int[] lost, double[] hours) = _hours.Lost(feeds);
            return [new(d.Id, IndicatorSeries.Whole, ImmutableSortedDictionary<string, string>.Empty, Steps(d.Step, lost, hours, [.. _days.Select(_ => new List<IndicatorEvidence>())]), 0)];
        }

        ImmutableArray<IndicatorSector> sectors = _places.Sectors(d.Split, set);
        if (sectors.Length == 0) _notes.Add(IndicatorWords.NoSites(d.Id));
        Item[] items = [.. Items(d, feeds).Where(i => i.Day >= 0)];
        int unplaced = d.Split == IndicatorSplit.Areas ? items.Count(i => !sectors.Any(s => i.At is { } at && s.Holds(at))) : 0;
        if (unplaced > 0) _notes.Add(IndicatorWords.Unplaced(d.Id, unplaced));
        return [.. sectors.Select(s => Series(d, feeds, s, [.. items.Where(i => s.IsWhole || (i.At is { } at && s.Holds(at)))]))];
    }

    private IndicatorSeries Series(IndicatorDefinition d, string[] feeds, IndicatorSector sector, Item[] items)
    {
        bool calendar = d.Exposure == IndicatorExposure.Calendar;
        bool ownWork = d.ObservationClasses.Any(c => c is ObservationClass.RestrictionOfMovement or ObservationClass.InterferenceWithMonitoring);
        double[] hours = calendar ? _hours.Calendar() : _hours.Hours(feeds, _hours.In(sector), blinded: !ownWork);
        int[] counts = new int[_days.Length];
        List<IndicatorEvidence>[] evidence = [.. _days.Select(_ => new List<IndicatorEvidence>())];
        int left = 0;
        foreach (Item item in items)
        {
            if (hours[item.Day] <= 0 || (!calendar && !item.Feeds.Any(_hours.Keeping.Contains)))
            {
                left++;
                continue;
            }

            counts[item.Day]++;
            evidence[item.Day].Add(item.Evidence);
        }

        return new(d.Id, sector.Id, sector.Name, Steps(d.Step, counts, hours, evidence), left);
    }

    /// <summary>Days as they are, or seven and seven; a week that is not over is left out.</summary>
    private ImmutableArray<IndicatorPeriod> Steps(IndicatorStep step, int[] counts, double[] hours, List<IndicatorEvidence>[] evidence)
    {
        int length = step == IndicatorStep.Week ? 7 : 1;
        var periods = ImmutableArray.CreateBuilder<IndicatorPeriod>();
        for (int d = 0; d + length <= _days.Length; d += length)
        {
            Range range = d..(d + length);
            double watched = hours[range].Sum();
            periods.Add(new(_days[d], counts[range].Sum(), watched > 0 ? watched : null, [.. evidence[range].SelectMany(e => e).OrderBy(e => e.Id)]));
        }

        return periods.ToImmutable();
    }

    private IEnumerable<Item> Items(IndicatorDefinition d, string[] feeds) => d.Source switch
    {
        IndicatorSource.Observations => d.ObservationClasses.SelectMany(c => Observations(ObservationJson.Word(c)))
            .Where(o => feeds.Contains(o.Feed) && o.When is not null && (d.Restrictions.Length == 0 || d.Restrictions.Contains(o.Restriction)))
            .Select(o => new Item(DayOf(o.When!.Value), _places.Of(o), [o.Feed], new("observation", o.Id))),
        IndicatorSource.Findings => FindingItems(d, feeds),
        _ => _incidents.Value.Where(i => Counts(d, i, feeds)).Select(i => ItemOf(i.Incident, new("incident", i.Incident.Id))),
    };

    private IEnumerable<Item> FindingItems(IndicatorDefinition d, string[] feeds)
    {
        var terms = _world.Agreement.Terms.Where(t => d.Acts.Contains(t.Act)).Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        var incidents = _incidents.Value.Where(i => Counts(d, i, feeds)).ToDictionary(i => i.Incident.Id, i => i.Incident);
        foreach (FindingRow row in _read.Findings(_knownMs))
        {
            if (!incidents.TryGetValue(row.Incident, out Incident? incident)) continue;
            Finding finding = RecordReading.Finding(JsonNode.Parse(row.Json)!.AsObject());
            bool spoken = finding.State is FindingState.Refuted or FindingState.NotAgainstTheTerm or FindingState.Withdrawn;
            if (spoken || !terms.Contains(finding.Term) || !finding.Result.StartsWith("violation-candidate", StringComparison.Ordinal)) continue;
            yield return ItemOf(incident, new("finding", finding.Id));
        }
    }

    private bool Counts(IndicatorDefinition d, (Incident Incident, Level Level) i, string[] feeds) =>
        (int)i.Level >= d.LeastLevel && i.Incident.Hypothesis.Members.Any(m => feeds.Contains(m.Feed)) && (d.IncidentClasses.Length == 0 || IsNamed(d, i.Incident));

    /// <summary>Whether a source named it so, and no other thing that can be named is likelier. "Unknown" alone does not take it away: most things that one source tells keep a large share of it.</summary>
    private bool IsNamed(IndicatorDefinition d, Incident incident)
    {
        ImmutableArray<double> p = incident.Hypothesis.ClassProbability;
        IncidentClass named = Enum.GetValues<IncidentClass>().Where(c => c is not (IncidentClass.Other or IncidentClass.Unknown)).MaxBy(c => p[(int)c]);
        return d.IncidentClasses.Contains(named) && Named.TryGetValue(named, out ObservationClass said) && incident.Hypothesis.Members.Any(m => Ids(said).Contains(m.Observation));
    }

    private HashSet<Hash256> Ids(ObservationClass said)
    {
        if (!_ids.TryGetValue(said, out HashSet<Hash256>? ids)) _ids[said] = ids = [.. Observations(ObservationJson.Word(said)).Select(o => o.Id)];
        return ids;
    }

    /// <summary>What a source says when it names a class of incidents.</summary>
    private static readonly ImmutableSortedDictionary<IncidentClass, ObservationClass> Named = new Dictionary<IncidentClass, ObservationClass>
    {
        [IncidentClass.Explosion] = ObservationClass.Explosion,
        [IncidentClass.SmallArmsFire] = ObservationClass.BurstOrShot,
        [IncidentClass.ProjectileInFlight] = ObservationClass.ProjectileInFlight,
        [IncidentClass.MuzzleFlash] = ObservationClass.MuzzleFlash,
        [IncidentClass.IlluminationFlare] = ObservationClass.IlluminationFlare,
        [IncidentClass.Fire] = ObservationClass.Fire,
        [IncidentClass.WeaponPresence] = ObservationClass.WeaponPresence,
        [IncidentClass.Flight] = ObservationClass.Flight,
        [IncidentClass.AdvanceOfPositions] = ObservationClass.AdvanceOfPositions,
        [IncidentClass.RestrictionOfMovement] = ObservationClass.RestrictionOfMovement,
        [IncidentClass.InterferenceWithMonitoring] = ObservationClass.InterferenceWithMonitoring,
    }.ToImmutableSortedDictionary();

    private Item ItemOf(Incident incident, IndicatorEvidence evidence) => new(
        DayOf(incident.Hypothesis.When), incident.Hypothesis.Where.Position, [.. incident.Hypothesis.Members.Select(m => m.Feed).Distinct(StringComparer.Ordinal)], evidence);

    private int DayOf(TimeInterval when)
    {
        int day = _world.Days.DayOf(when.Middle).DayNumber - _days[0].DayNumber;
        return day >= 0 && day < _days.Length ? day : -1;
    }

    private Observation[] Observations(string word)
    {
        if (!_observations.TryGetValue(word, out Observation[]? rows))
        {
            _observations[word] = rows = [.. _read.ObservationsOfClass(word, _knownMs).Where(r => !r.WasWithdrawnBy(_knownMs))
                .Select(r => ObservationReading.Read(JsonNode.Parse(r.Json)!.AsObject()))];
        }

        return rows;
    }

    private readonly record struct Item(int Day, GeoPoint? At, ImmutableArray<string> Feeds, IndicatorEvidence Evidence);
}
