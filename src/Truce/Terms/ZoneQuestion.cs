using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Terms;

/// <summary>Was the place inside a zone, and how probably?</summary>
internal static class ZoneQuestion
{
    public const string Step = "zone";

    /// <summary>The answer for one zone.</summary>
    public static Trace Ask(CaseReading reading, Zone zone)
    {
        if (zone.Geometry is ZoneGeometry.Everywhere) return Certain(zone, 1, Say.Of("zone.everywhere", zone.Id));
        CaseFacts facts = reading.Subject.Facts;
        if (facts.InsideZones.Contains(zone.Id)) return Certain(zone, 1, Say.Of("zone.found.inside", zone.Id));
        if (facts.OutsideZones.Contains(zone.Id)) return Certain(zone, 0, Say.Of("zone.found.outside", zone.Id));
        return zone.Geometry switch
        {
            ZoneGeometry.Offset offset => FromLine(reading, zone, offset),
            ZoneGeometry.Near near => FromShape(reading, zone, near),
            _ => throw new InvalidOperationException("the set of zone geometries is closed"),
        };
    }

    private static Trace Certain(Zone zone, double p, Saying says) =>
        new(Step, p == 1 ? Answer.Yes : Answer.No, says, []) { ProbabilityLow = zone.Geometry is ZoneGeometry.Everywhere ? null : p, ProbabilityHigh = zone.Geometry is ZoneGeometry.Everywhere ? null : p };

    private static Trace FromShape(CaseReading reading, Zone zone, ZoneGeometry.Near near)
    {
        Saying geometry = Say.Of("zone.near", zone.Id, Say.Km(near.ReachM), near.Reference);
        if (near.Shape is null) return Unknown(Say.Of("need.geometry", near.Reference, zone.Id), Say.Of("zone.near.absent", zone.Id, Say.Km(near.ReachM), near.Reference));
        if (reading.Subject.Place is TermsPlace.FromLine or TermsPlace.BetweenFromLine) return Unknown(Say.Of("need.position"), geometry);
        var band = new DistanceBand(near.Shape, double.NegativeInfinity, near.ReachM, near.ErrorM);
        if (Inside(reading, band) is not { } p) return Unknown(Say.Of("need.place"), geometry);
        return Judge(reading, p.Low, p.High, p.Decides, SayPlace(reading, near.Shape, geometry));
    }

    private static Trace FromLine(CaseReading reading, Zone zone, ZoneGeometry.Offset offset)
    {
        Saying depth = offset.FromTotalWidth ? Say.Of("depth.total", Say.Km(2 * offset.DepthM), Say.Km(offset.DepthM)) : Say.Km(offset.DepthM);
        Saying geometry = offset.Side is null ? Say.Of("zone.both", zone.Id, depth, offset.Line) : Say.Of("zone.side", zone.Id, depth, offset.Line, offset.Side);
        ImmutableArray<LineVersion> versions = LineAtTime.Find(reading, offset.Line, out Saying? missing);
        if (missing is not null) return Unknown(missing, geometry);
        var parts = ImmutableArray.CreateBuilder<Trace>();
        foreach (LineVersion version in versions) parts.Add(FromVersion(reading, offset, version, geometry));
        if (parts.Count == 1) return parts[0];
        if (parts.FirstOrDefault(p => p.ProbabilityLow is null) is { } unknown) return unknown;
        double low = parts.Min(p => p.ProbabilityLow!.Value), high = parts.Max(p => p.ProbabilityHigh!.Value);
        Saying? decides = parts.All(p => p.Answer is Answer.Yes or Answer.No) ? Say.Of("need.time.exact") : null;
        return Trace.Likely(Step, low, high, reading.Agreement.Judgement, decides, Say.Of("zone.changed", geometry), parts.ToImmutable(), held: parts.All(p => p.Answer != Answer.Missing));
    }

    private static Trace FromVersion(CaseReading reading, ZoneGeometry.Offset offset, LineVersion version, Saying geometry)
    {
        double error = Math.Sqrt((version.SurveyErrorM * version.SurveyErrorM) + (offset.ErrorM * offset.ErrorM));
        Saying line = version.SurveyErrorKnown
            ? Say.Of("line", version.Id, version.Version, version.AsOfText, Say.Metres(version.SurveyErrorM))
            : Say.Of("line.noerror", version.Id, version.Version, version.AsOfText);
        Saying measured = Say.Of("zone.line", geometry, line);
        if (!version.SurveyErrorKnown && reading.Subject.Place is TermsPlace.FromLine or TermsPlace.BetweenFromLine)
        {
            return Unknown(Say.Of("need.survey", version.Id, version.Version, version.AsOfText), measured);
        }

        switch (reading.Subject.Place)
        {
            case TermsPlace.FromLine said:
                if (!SameLine(reading, said.Line, offset.Line)) return Unknown(Say.Of("need.distance", offset.Line), geometry);
                return BySaidDistance(reading, offset, said, error, measured);
            case TermsPlace.BetweenFromLine said:
                if (!SameLine(reading, said.Line, offset.Line)) return Unknown(Say.Of("need.distance", offset.Line), geometry);
                return BySaidBounds(reading, offset, said, error, measured);
        }

        if (version is { Shape: null, WithoutGeometry: true }) return Unknown(Say.Of("need.line.geometry", version.Id, version.Version, version.AsOfText), geometry);
        if (version.Shape is null)
        {
            SayingPart reference = version.GeometryRef is { } named ? named : Say.Of("geometry.noref");
            return Unknown(Say.Of("need.version.geometry", reference, version.Id, version.Version), measured);
        }

        if (offset.Side is not null && (version.LeftParty is null || version.RightParty is null)) return Unknown(Say.Of("need.sides", version.Id, offset.Side), measured);
        DistanceBand band = offset.Side is null ? new(version.Shape, -offset.DepthM, offset.DepthM, error)
            : offset.Side == version.LeftParty ? new(version.Shape, 0, offset.DepthM, error)
            : new(version.Shape, -offset.DepthM, 0, error);
        if (Inside(reading, band) is not { } p) return Unknown(Say.Of("need.place"), measured);
        return Judge(reading, p.Low, p.High, p.Decides, SayPlace(reading, version.Shape, measured));
    }

    /// <summary>From a distance as people said it: normal about it, with the survey error added. P = Φ((limit − d)/s) − Φ((−limit − d)/s).</summary>
    private static Trace BySaidDistance(CaseReading reading, ZoneGeometry.Offset offset, TermsPlace.FromLine said, double error, Saying geometry)
    {
        double sigma = Math.Sqrt((said.SigmaM * said.SigmaM) + (error * error));
        double both = ZoneProbability.InInterval(said.DistanceM, sigma, -offset.DepthM, offset.DepthM);
        double near = ZoneProbability.InInterval(said.DistanceM, sigma, 0, offset.DepthM), far = ZoneProbability.InInterval(-said.DistanceM, sigma, 0, offset.DepthM);
        (double low, double high) = offset.Side is null ? (both, both)
            : said.Side is null ? (Math.Min(near, far), Math.Max(near, far))
            : said.Side == offset.Side ? (near, near) : (far, far);
        Saying sigmaSaid = said.SigmaM > 0 ? Say.Of("sigma", Say.Km(said.SigmaM)) : Say.Of("sigma.none");
        Saying side = said.Side is null ? Say.Of("side.unknown") : Say.Of("side.of", said.Side);
        Saying sentence = Say.Of("place.distance", geometry, Say.Km(said.DistanceM), side, sigmaSaid);
        JudgementRule rule = reading.Agreement.Judgement;
        if (offset.Side is not null && said.Side is null && (rule.Decide(near, near) is not null || rule.Decide(far, far) is not null))
        {
            return Judge(reading, low, high, Say.Of("need.side"), sentence, held: false);
        }

        bool across = offset.Side is not null && said.Side is not null && said.Side != offset.Side;
        Saying decides = NeededExactness.Of(across ? -said.DistanceM : said.DistanceM, offset.Side is null ? -offset.DepthM : 0, offset.DepthM, error, rule);
        return Judge(reading, low, high, decides, sentence);
    }

    /// <summary>From bounds of the distance: surely inside, surely outside (to 3 σ of the line's error), or not known.</summary>
    private static Trace BySaidBounds(CaseReading reading, ZoneGeometry.Offset offset, TermsPlace.BetweenFromLine said, double error, Saying geometry)
    {
        bool sideKnown = offset.Side is null || said.Side == offset.Side;
        bool inside = said.FarM <= offset.DepthM - (3 * error) && sideKnown && (offset.Side is null || said.NearM >= 3 * error);
        bool outside = said.NearM >= offset.DepthM + (3 * error) || (said.Side is not null && offset.Side is not null && said.Side != offset.Side && said.NearM >= 3 * error);
        (double low, double high) = inside ? (1, 1) : outside ? (0, 0) : (0.0, 1.0);
        bool bySide = offset.Side is not null && said.Side is null && said.NearM >= 3 * error; // on the other side it would surely be outside
        return Judge(reading, low, high, bySide ? Say.Of("need.side") : Say.Of("need.narrower"), held: !bySide, says: Say.Of("place.bounds", geometry, Say.Km(said.NearM), Say.Km(said.FarM)));
    }

    /// <summary>Bounds of the probability for a place on the ground, and what would decide it; null for an unknown place.</summary>
    private static (double Low, double High, Saying Decides)? Inside(CaseReading reading, DistanceBand band)
    {
        switch (reading.Subject.Place)
        {
            case TermsPlace.Mixture mixture:
                double sum = 0, weights = 0;
                foreach (PlaceComponent c in mixture.Components)
                {
                    sum += c.Weight * ZoneProbability.Of(c.Position, c.Error, band);
                    weights += c.Weight;
                }

                double rest = Math.Max(0, 1 - weights);
                if (rest < 1e-9) return (Math.Clamp(sum / weights, 0, 1), Math.Clamp(sum / weights, 0, 1), Narrower(reading, mixture, band));
                return (Math.Clamp(sum, 0, 1), Math.Clamp(sum + rest, 0, 1), Say.Of("need.place.which"));
            case TermsPlace.Sector sector:
                double p = ZoneProbability.Of(sector, band);
                return (p, p, Say.Of("need.place.exact"));
            case TermsPlace.Area area when !reading.Lattice(area).IsEmpty:
                double q = ZoneProbability.Of(reading.Lattice(area), area.SigmaM, band);
                return (q, q, Say.Of("need.place.exact"));
            default:
                return null;
        }
    }

    private static Saying Narrower(CaseReading reading, TermsPlace.Mixture mixture, DistanceBand band) => mixture.Components is [var only]
        ? NeededExactness.Of(band.Shape.SignedDistanceM(only.Position), band.LowM, band.HighM, band.ErrorM, reading.Agreement.Judgement)
        : Say.Of("need.place.which");

    private static Trace Judge(CaseReading reading, double low, double high, Saying decides, Saying says, bool? held = null)
    {
        JudgementRule rule = reading.Agreement.Judgement;
        Saying verdict = low >= rule.InsideProbability ? Say.Of("zone.inside", says, Say.P(low, high))
            : high <= rule.OutsideProbability ? Say.Of("zone.outside", says, Say.P(low, high))
            : Say.Of("zone.open", says, Say.P(low, high));
        return Trace.Likely(Step, low, high, rule, decides, verdict, [], held);
    }

    private static Trace Unknown(Saying missing, Saying geometry) =>
        Trace.Lacks(Step, missing, Say.Of("zone.missing", geometry, missing));

    private static bool SameLine(CaseReading reading, string? said, string wanted) =>
        said is null ? reading.Index.LineIds.Length == 1 : string.Equals(said, wanted, StringComparison.Ordinal);

    private static Saying SayPlace(CaseReading reading, GeoShape shape, Saying geometry)
    {
        switch (reading.Subject.Place)
        {
            case TermsPlace.Mixture { Components: [var only] }:
                (double major, double minor, _) = only.Error.Ellipse();
                Saying error = major <= 0 ? Say.Of("ellipse.none") : Say.Of("ellipse", Say.Metres(major), Say.Metres(minor));
                return Say.Of("place.at", geometry, Say.Km(Math.Abs(shape.SignedDistanceM(only.Position))), error);
            case TermsPlace.Mixture mixture: return Say.Of("place.mixture", geometry, mixture.Components.Length);
            case TermsPlace.Sector: return Say.Of("place.sector", geometry);
            default: return Say.Of("place.area", geometry);
        }
    }
}

/// <summary>Which version of a line holds at the time of a case.</summary>
internal static class LineAtTime
{
    /// <summary>The version with the latest date not after the event; several when the line changed within the event's interval; none, and why, when it cannot be said.</summary>
    public static ImmutableArray<LineVersion> Find(CaseReading reading, string line, out Saying? missing)
    {
        ImmutableArray<LineVersion> versions = reading.Index.Lines[line];
        missing = null;
        if (reading.When is not { } when)
        {
            if (versions.Length == 1) return versions;
            missing = Say.Of("need.time.versions", versions.Length, line);
            return [];
        }

        if (versions[0].AsOf > when.Start)
        {
            missing = Say.Of("need.version", line, versions[0].AsOfText);
            return [];
        }

        int first = versions.Length - 1, last = versions.Length - 1;
        while (versions[first].AsOf > when.Start) first--;
        while (versions[last].AsOf > when.End) last--;
        return versions[first..(last + 1)];
    }
}
