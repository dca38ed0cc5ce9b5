using Truce.Detections;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Sayings;

namespace Truce.Findings;

/// <summary>Thresholds of the machine's levels, all chosen by us and open to the mission: docs/decisions/0008-levels.md.</summary>
public sealed record LevelOptions
{
    /// <summary>Least probability that it was not a known non-event, for level 1.</summary>
    public double ScreenedProbability { get; init; } = 0.5;

    /// <summary>Least probability for level 2.</summary>
    public double CorroboratedProbability { get; init; } = 0.8;

    /// <summary>Largest 1 σ half axis that still counts as a resolved place, metres.</summary>
    public double ResolvedPlaceM { get; init; } = 30_000;

    /// <summary>Longest interval that still counts as a resolved time.</summary>
    public TimeSpan ResolvedTime { get; init; } = TimeSpan.FromDays(3);
}

/// <summary>The levels a machine may give, 0 to 2, with every criterion it looked at.</summary>
public static class Levels
{
    /// <summary>Assesses an incident; <paramref name="observationOf"/> gives the observations of its members.</summary>
    public static LevelAssessment Assess(Incident incident, Func<Hash256, Observation?> observationOf, LevelOptions options)
    {
        Hypothesis h = incident.Hypothesis;
        Observation[] observations = [.. h.Members.Select(m => observationOf(m.Observation)).OfType<Observation>()];
        LevelReason[] reasons = [.. Screening(h, observations, options), .. Corroboration(h, observations, options)];
        return new(incident.Stands ? Of(reasons) : Level.Reported, [.. reasons]);
    }

    /// <summary>The level that criteria give an incident that stands: what a machine said, whatever people have said since.</summary>
    public static Level Of(IReadOnlyCollection<LevelReason> reasons) =>
        reasons.Any(r => r is { Level: Level.Screened, Met: false }) ? Level.Reported : Corroborated(reasons) ? Level.Corroborated : Level.Screened;

    private static IEnumerable<LevelReason> Screening(Hypothesis h, Observation[] observations, LevelOptions options)
    {
        int graded = observations.Count(o => o.Grade.Reliability != '\0');
        yield return new(Level.Screened, "source-graded", graded > 0, Say.Of("level.graded", graded, observations.Length));

        double majorM = SpreadM(h.Where);
        yield return new(Level.Screened, "place-resolved", majorM <= options.ResolvedPlaceM,
            h.Where.Multimodal ? Say.Of("level.place.several", SayingPart.Of(majorM, 0), SayingPart.Of(options.ResolvedPlaceM, 0)) : Say.Of("level.place", SayingPart.Of(majorM, 0), SayingPart.Of(options.ResolvedPlaceM, 0)));

        yield return new(Level.Screened, "time-resolved", h.When.Length <= options.ResolvedTime,
            Say.Of("level.time", SayingPart.Of(h.When.Length.TotalHours, 1), SayingPart.Of(options.ResolvedTime.TotalHours, 0)));

        int origins = h.Members.Select(m => m.Origin.Basis == OriginBasis.Unknown ? default : m.Origin.Key).Distinct().Count();
        yield return new(Level.Screened, "echoes-counted-once", h.Origins <= origins,
            Say.Of("level.echoes", h.Members.Length, h.Origins, h.Members.Length - h.Origins));

        yield return new(Level.Screened, "not-a-known-non-event", h.Probability >= options.ScreenedProbability,
            Say.Of("level.known", SayingPart.Of(h.Probability, 3), SayingPart.Of(options.ScreenedProbability, 2)));
    }

    private static IEnumerable<LevelReason> Corroboration(Hypothesis h, Observation[] observations, LevelOptions options)
    {
        int independent = h.Members.Where(m => m.Origin.Basis != OriginBasis.Unknown && m.Weight >= 0.5)
            .Select(m => m.Origin.Key).Distinct().Count();
        yield return new(Level.Corroborated, "independent-origins", independent >= 2, Say.Of("level.origins", independent));

        var surely = h.Members.Where(m => m.Weight >= 0.5).Select(m => m.Observation).ToHashSet();
        bool calibrated = observations.Any(o => (o.Means is ObservationMeans.SatelliteThermal or ObservationMeans.Acoustic or ObservationMeans.Seismic)
            && (o.Confidence is null || o.Confidence >= 0.5) && surely.Contains(o.Id));
        double context = h.Factors.Where(f => f.Kind == "context").Sum(f => f.LogOdds);
        yield return new(Level.Corroborated, "calibrated-sensor-and-context", calibrated && context > 0 && h.MostLikelyClass != IncidentClass.Fire,
            calibrated ? Say.Of("level.sensor", SayingPart.Of(context, 2), Class(h)) : Say.Of("level.sensor.none", SayingPart.Of(context, 2), Class(h)));

        yield return new(Level.Corroborated, "probable", h.Probability >= options.CorroboratedProbability,
            Say.Of("level.probable", SayingPart.Of(h.Probability, 3), SayingPart.Of(options.CorroboratedProbability, 2)));
    }

    /// <summary>1 σ half axis of the place, all its modes together: two villages far apart are no resolved place, however small each is. Metres.</summary>
    private static double SpreadM(PosteriorPlace where)
    {
        if (!where.Multimodal || where.Modes.Length < 2) return where.Error.Ellipse().MajorM;
        var plane = new LocalPlane(where.Position);
        double weight = where.Modes.Sum(m => m.Weight), east = 0, north = 0, ee = 0, en = 0, nn = 0;
        foreach (PlaceMode m in where.Modes)
        {
            (double e, double n) = plane.ToPlane(m.Position);
            double w = m.Weight / weight;
            (east, north) = (east + (w * e), north + (w * n));
            (ee, en, nn) = (ee + (w * ((e * e) + m.Error.EastEastM2)), en + (w * ((e * n) + m.Error.EastNorthM2)), nn + (w * ((n * n) + m.Error.NorthNorthM2)));
        }

        return new Covariance2(ee - (east * east), en - (east * north), nn - (north * north)).Ellipse().MajorM;
    }

    private static bool Corroborated(IReadOnlyCollection<LevelReason> reasons) =>
        reasons.Any(r => r is { Level: Level.Corroborated, Criterion: "independent-origins" or "calibrated-sensor-and-context", Met: true })
        && reasons.Any(r => r is { Criterion: "probable", Met: true });

    private static SayingPart Class(Hypothesis h) => Say.Word("class", ObservationJson.Word(h.MostLikelyClass));
}
