using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Origins;

namespace Truce;

/// <summary>The first of the two step machines: what one observation says as evidence. Pure; the same observation always gives the same answer.</summary>
/// <remarks>
/// It knows sources, clocks, georegistration and confusion rows, and no party. Likelihoods and their sources: docs/fusion.md, sections 4 to 6.
/// </remarks>
public sealed class Lookout
{
    private static readonly TimeSpan OneDay = TimeSpan.FromHours(25); // the longest local day
    private const int LongestMisdatingDays = 4;
    private readonly LookoutOptions _options;
    private readonly BackgroundField _background;
    private readonly SourceModel _sources;
    private readonly AreaResolver _areas;
    private readonly Dictionary<(ObservationClass Said, ObservationMeans Means), ImmutableArray<double>> _rows;

    /// <summary>Throws <see cref="ArgumentException"/> when an option makes no sense.</summary>
    /// <param name="options">Constants.</param>
    /// <param name="background">Hot spots that need no incident.</param>
    /// <param name="sources">How sources report, as learned so far.</param>
    /// <param name="areas">Where administrative areas lie.</param>
    public Lookout(LookoutOptions options, BackgroundField background, SourceModel sources, AreaResolver areas)
    {
        _options = options.Validated();
        _background = background;
        _sources = sources;
        _areas = areas;
        _rows = [];
        foreach (ObservationClass said in Enum.GetValues<ObservationClass>())
        {
            foreach (ObservationMeans means in Enum.GetValues<ObservationMeans>())
            {
                _rows.Add((said, means), _options.Rates.Relative(ClassLikelihoods.Of(said, means)));
            }
        }
    }

    private Lookout(Lookout other, SourceModel sources)
    {
        _options = other._options;
        _background = other._background;
        _areas = other._areas;
        _rows = other._rows;
        _sources = sources;
    }

    /// <summary>How sources report, as learned so far.</summary>
    public SourceModel Sources => _sources;

    /// <summary>The same lookout after learning; all it had learned before is left behind.</summary>
    public Lookout With(SourceModel sources) => new(this, sources);

    /// <summary>What follows from one observation.</summary>
    public LookoutOutput Step(Observation observation)
    {
        if (observation.Class is ObservationClass.ControlAssessment or ObservationClass.Notification or ObservationClass.Watch) return LookoutOutput.None("not-an-event");
        if (observation.When is not { } when) return LookoutOutput.None("no-time");
        if (observation.Class == ObservationClass.AirRaidAlarm) return Alarm(observation, when);
        (PlaceEvidence? where, string reason) = PlaceReading.Of(observation.Where, _options, _areas);
        return where is null ? LookoutOutput.None(reason) : new([Detect(observation, when, where)], [], "");
    }

    private Detection Detect(Observation o, TimeInterval when, PlaceEvidence where)
    {
        (TimeInterval widened, double sigmaS) = TimeOf(o, when);
        (double givenEvent, double givenNone) = _sources.Of(o.Source, o.Class, o.Grade);
        bool heat = o.Means == ObservationMeans.SatelliteThermal;
        double clutter = heat ? _background.LogPerKm2Hour(CentreOf(where), when.Middle.DayOfYear) : Math.Log(_options.Rates.Total * givenNone);
        return new Detection
        {
            Id = o.Id,
            Observation = o.Id,
            Feed = o.Feed,
            Origin = o.Origin,
            When = widened,
            ClockSigmaS = sigmaS,
            Where = where,
            ClassLogLikelihood = _rows.GetValueOrDefault((o.Class, o.Means), _rows[(ObservationClass.Unknown, ObservationMeans.Unknown)]),
            ReportGivenEvent = heat ? givenEvent * _options.HeatGivenEvent : givenEvent,
            LogClutterPerKm2Hour = clutter,
            SpeaksOfOrigin = o.Class == ObservationClass.MuzzleFlash,
            Label = o.Label,
            Simulated = o.Simulated,
        };
    }

    // A day from orbit is the day of the overpass, and what burns then was lit before. A day in the press may be the day of the event or the day after
    // it; an interval that the feed has already widened is taken as it stands. A post that carries its own instant ends the time in which its event can lie:
    // docs/decisions/0043-nothing-is-told-before-it-happened.md.
    private (TimeInterval When, double SigmaS) TimeOf(Observation o, TimeInterval when)
    {
        if (o.Means == ObservationMeans.SatelliteThermal)
        {
            ClockTrust clock = o.Clock == ClockTrust.DayOnly ? ClockTrust.Gnss : o.Clock;
            return (new(when.Start - TimeSpan.FromHours(_options.HeatSeenLaterH), when.End), LookoutOptions.ClockSigmaS(clock));
        }

        if (o.Clock != ClockTrust.DayOnly) return (when, LookoutOptions.ClockSigmaS(o.Clock));
        double sigmaS = _options.DayEndSigmaH * 3600;
        bool verified = o.Means == ObservationMeans.VerifiedOpenSource;
        if ((verified || o.Means == ObservationMeans.OpenSource) && PostingTime.Earliest(o.References) is { } posted)
        {
            return (verified ? OfDatedScene(Aftermath(o, when), posted) : new(posted - TimeSpan.FromHours(_options.ReportedLaterH), posted), sigmaS);
        }

        if (verified) return (Aftermath(o, when), sigmaS);
        return o.Means == ObservationMeans.OpenSource && when.Length <= OneDay
            ? (new(when.Start - TimeSpan.FromHours(_options.ReportedLaterH), when.End), sigmaS)
            : (when, sigmaS);
    }

    // What an explosion has broken is still broken on the day after: a dated scene of damage says "until then".
    private TimeInterval Aftermath(Observation o, TimeInterval when) =>
        o.Class == ObservationClass.Damage ? new(when.Start - TimeSpan.FromHours(_options.ReportedLaterH), when.End) : when;

    // A verified row stands under the day of its scene, as far as people knew it: often the day of the post, which shows what the day before it brought.
    // A post from before the day shows that the day is wrong, unless it is so old that it is about something else.
    private TimeInterval OfDatedScene(TimeInterval when, DateTimeOffset posted)
    {
        if (posted >= when.End || posted < when.Start - TimeSpan.FromDays(LongestMisdatingDays)) return when;
        DateTimeOffset dayBefore = posted - TimeSpan.FromHours(_options.ReportedLaterH);
        return new(dayBefore < when.Start ? dayBefore : when.Start, posted);
    }

    private LookoutOutput Alarm(Observation o, TimeInterval when)
    {
        if (when.Length.TotalHours > _options.LongestAlarmH) return LookoutOutput.None("alarm-too-long");
        if (PlaceReading.CircleOf(o.Where, _areas) is not { } circle) return LookoutOutput.None("no-place");
        double[] ratio = new double[IncidentClasses.Count];
        ratio[(int)IncidentClass.Explosion] = _options.AlarmExplosionLog;
        ratio[(int)IncidentClass.ProjectileInFlight] = _options.AlarmAirLog;
        ratio[(int)IncidentClass.Flight] = _options.AlarmAirLog;
        return new([], [new ContextFactor
        {
            Id = o.Id,
            Origin = o.Origin,
            When = when,
            Centre = circle.Centre,
            RadiusM = circle.RadiusM,
            LogRatio = [.. ratio],
            Kind = "alarm",
        }], "");
    }

    private static GeoPoint CentreOf(PlaceEvidence where) => where switch
    {
        PlaceEvidence.Point p => p.Position,
        PlaceEvidence.Pixel p => p.Centre,
        PlaceEvidence.Sector s => s.Observer,
        PlaceEvidence.Mixture m => m.Candidates.OrderByDescending(c => c.Weight).ThenBy(c => c.Id, StringComparer.Ordinal).First().Position,
        _ => throw new InvalidOperationException("the set of places is closed"),
    };
}
