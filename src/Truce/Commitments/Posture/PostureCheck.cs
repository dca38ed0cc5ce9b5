using System.Collections.Immutable;
using System.Globalization;
using Truce.Measures;
using Truce.Terms;

namespace Truce.Commitments;

/// <summary>Holds the sites of the multinational force against the agreement and against "near enough to deter". A check of promises: it makes no map and gives no coordinates.</summary>
public static class PostureCheck
{
    /// <summary>Every site that a reader may see, in the order of the rows.</summary>
    /// <param name="forces">Sites.</param>
    /// <param name="agreement">The agreement with its lines and zones.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="day">The day on which the line is read.</param>
    public static ImmutableArray<PostureFinding> Of(IEnumerable<ForceElement> forces, Agreement agreement, PostureRules rules, DateOnly day) =>
        [.. forces.Where(f => (f.From is null || f.From <= day) && (f.To is null || f.To >= day)).Select(f => One(f, agreement, rules, day))];

    private static PostureFinding One(ForceElement f, Agreement agreement, PostureRules rules, DateOnly day)
    {
        var because = new List<string>();
        if (f.Place is not { } place)
        {
            return new(f, PostureAnswer.NotKnown, PostureAnswer.NotKnown, PostureAnswer.NotKnown, null, null, ["the ledger does not say where it is"]);
        }

        LineVersion? line = LineOn(agreement, null, day);
        double? km = line?.Shape is { } shape ? Math.Abs(shape.SignedDistanceM(place)) / 1000 : null;
        if (km is null) because.Add("no geometry of a line of contact is known for that day");
        PostureAnswer far = rules.LeastKmFromLine is not { } least || line?.Shape is null ? PostureAnswer.NotKnown
            : Decide(agreement, 1 - Inside(place, rules, new DistanceBand(line.Shape, -least * 1000, least * 1000, line.SurveyErrorM)), because, string.Create(CultureInfo.InvariantCulture, $"at least {least:0.#} km from {line.Id}"));
        TravelModel[] models = [.. rules.Travel.Where(t => t.Domain == f.Domain)];
        double? hours = km is { } distance && models.Length > 0 ? models.Min(m => m.Hours(distance)) : null;
        if (models.Length == 0) because.Add($"no travel model is given for {f.Domain}");
        PostureAnswer near = rules.NearEnoughHours is not { } most || hours is not { } h ? PostureAnswer.NotKnown : h <= most ? PostureAnswer.Yes : PostureAnswer.No;
        PostureAnswer zones = Zones(place, agreement, rules, day, because);
        (double, double)? region = line?.Shape is { } drawn ? CoarseRegion.DistancesKm(CoarseRegion.Of(place), drawn) : null;
        return new(f, far, near, zones, region, region is { } wide ? CoarseRegion.Hours(wide, models) : null, [.. because]);
    }

    private static PostureAnswer Zones(GeoPoint place, Agreement agreement, PostureRules rules, DateOnly day, List<string> because)
    {
        if (rules.ForbiddenZones.IsEmpty) return PostureAnswer.NotKnown;
        PostureAnswer worst = PostureAnswer.Yes;
        foreach (string id in rules.ForbiddenZones)
        {
            PostureAnswer outside = agreement.Zones.FirstOrDefault(z => z.Id == id) is { } zone && BandOf(agreement, zone, day) is { } band
                ? Decide(agreement, 1 - Inside(place, rules, band), because, $"outside zone {id}")
                : PostureAnswer.NotKnown;
            if (outside == PostureAnswer.NotKnown) because.Add($"the geometry of zone {id} is not known");
            worst = (worst, outside) switch
            {
                (PostureAnswer.No, _) or (_, PostureAnswer.No) => PostureAnswer.No,
                (PostureAnswer.NotKnown, _) or (_, PostureAnswer.NotKnown) => PostureAnswer.NotKnown,
                (PostureAnswer.Indeterminate, _) or (_, PostureAnswer.Indeterminate) => PostureAnswer.Indeterminate,
                _ => PostureAnswer.Yes,
            };
        }

        return worst;
    }

    private static double Inside(GeoPoint place, PostureRules rules, DistanceBand band) => ZoneProbability.Of(place, Covariance2.Circular(rules.PlaceSigmaKm * 1000), band);

    private static PostureAnswer Decide(Agreement agreement, double probability, List<string> because, string what)
    {
        PostureAnswer answer = agreement.Judgement.Decide(probability, probability) switch { Answer.Yes => PostureAnswer.Yes, Answer.No => PostureAnswer.No, _ => PostureAnswer.Indeterminate };
        because.Add(answer switch
        {
            PostureAnswer.Yes => $"{what}: yes",
            PostureAnswer.No => $"{what}: no",
            _ => $"{what}: too near the limit to be decided, by the errors of place and line",
        });
        return answer;
    }

    private static DistanceBand? BandOf(Agreement agreement, Zone zone, DateOnly day)
    {
        switch (zone.Geometry)
        {
            case ZoneGeometry.Near { Shape: { } shape } near: return new DistanceBand(shape, double.NegativeInfinity, near.ReachM, near.ErrorM);
            case ZoneGeometry.Offset offset when LineOn(agreement, offset.Line, day) is { Shape: { } line } version:
                double error = Math.Sqrt((version.SurveyErrorM * version.SurveyErrorM) + (offset.ErrorM * offset.ErrorM));
                // The force stands on either side alike: a zone of one party is asked of both sides of the line.
                return new DistanceBand(line, -offset.DepthM, offset.DepthM, error);
            default: return null;
        }
    }

    /// <summary>The version of a line that holds on a day; of any line where none is named.</summary>
    internal static LineVersion? LineOn(Agreement agreement, string? id, DateOnly day) =>
        agreement.Lines.Where(l => (id is null || l.Id == id) && DateOnly.FromDateTime(l.AsOf.UtcDateTime) <= day).OrderBy(l => l.AsOf).LastOrDefault();
}
