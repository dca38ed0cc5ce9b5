using System.Collections.Immutable;

namespace Truce.Terms;

/// <summary>Was the place inside a zone, and how probably?</summary>
internal static class ZoneQuestion
{
    public const string Step = "zone";

    /// <summary>The answer for one zone.</summary>
    public static Trace Ask(CaseReading reading, Zone zone)
    {
        if (zone.Geometry is ZoneGeometry.Everywhere) return Certain(zone, 1, $"{zone.Id} is everywhere.");
        CaseFacts facts = reading.Subject.Facts;
        if (facts.InsideZones.Contains(zone.Id)) return Certain(zone, 1, $"People have established that the place is inside {zone.Id}.");
        if (facts.OutsideZones.Contains(zone.Id)) return Certain(zone, 0, $"People have established that the place is outside {zone.Id}.");
        return zone.Geometry switch
        {
            ZoneGeometry.Offset offset => FromLine(reading, zone, offset),
            ZoneGeometry.Near near => FromShape(reading, zone, near),
            _ => throw new InvalidOperationException("the set of zone geometries is closed"),
        };
    }

    private static Trace Certain(Zone zone, double p, string sentence) =>
        new(Step, p == 1 ? Answer.Yes : Answer.No, sentence, []) { ProbabilityLow = zone.Geometry is ZoneGeometry.Everywhere ? null : p, ProbabilityHigh = zone.Geometry is ZoneGeometry.Everywhere ? null : p };

    private static Trace FromShape(CaseReading reading, Zone zone, ZoneGeometry.Near near)
    {
        string geometry = $"{zone.Id} reaches {Say.Km(near.ReachM)} from {near.Reference}";
        if (near.Shape is null) return Unknown($"geometry {near.Reference} of {zone.Id}", geometry + ", which was not handed in");
        if (reading.Subject.Place is TermsPlace.FromLine or TermsPlace.BetweenFromLine) return Unknown("position (only a distance from the line is on record)", geometry);
        var band = new DistanceBand(near.Shape, double.NegativeInfinity, near.ReachM, near.ErrorM);
        if (Inside(reading, band) is not { } p) return Unknown("place of the event", geometry);
        return Judge(reading, p.Low, p.High, p.Decides, $"{geometry}{SayPlace(reading, near.Shape)}");
    }

    private static Trace FromLine(CaseReading reading, Zone zone, ZoneGeometry.Offset offset)
    {
        string depth = offset.FromTotalWidth ? $"{Say.Km(2 * offset.DepthM)} in total, so {Say.Km(offset.DepthM)} on each side" : Say.Km(offset.DepthM);
        string geometry = $"{zone.Id} is {depth} from {offset.Line}" + (offset.Side is null ? " on both sides" : $" on {offset.Side}'s side");
        ImmutableArray<LineVersion> versions = LineAtTime.Find(reading, offset.Line, out string missing);
        if (versions.IsEmpty) return Unknown(missing, geometry);
        var parts = ImmutableArray.CreateBuilder<Trace>();
        foreach (LineVersion version in versions) parts.Add(FromVersion(reading, offset, version, geometry));
        if (parts.Count == 1) return parts[0];
        if (parts.FirstOrDefault(p => p.ProbabilityLow is null) is { } unknown) return unknown;
        double low = parts.Min(p => p.ProbabilityLow!.Value), high = parts.Max(p => p.ProbabilityHigh!.Value);
        string decides = parts.All(p => p.Answer is Answer.Yes or Answer.No) ? "the time of the event more exactly" : "";
        return Trace.Likely(Step, low, high, reading.Agreement.Judgement, decides, $"{geometry}; the line changed within the time of the event.", parts.ToImmutable(), held: parts.All(p => p.Answer != Answer.Missing));
    }

    private static Trace FromVersion(CaseReading reading, ZoneGeometry.Offset offset, LineVersion version, string geometry)
    {
        double error = Math.Sqrt((version.SurveyErrorM * version.SurveyErrorM) + (offset.ErrorM * offset.ErrorM));
        string line = $"{version.Id} version {version.Version} of {version.AsOfText}, survey error {(version.SurveyErrorKnown ? Say.Metres(version.SurveyErrorM) : "not known")}";
        if (!version.SurveyErrorKnown && reading.Subject.Place is TermsPlace.FromLine or TermsPlace.BetweenFromLine)
        {
            return Unknown($"survey error of {version.Id} version {version.Version} of {version.AsOfText}", $"{geometry} ({line})");
        }

        switch (reading.Subject.Place)
        {
            case TermsPlace.FromLine said:
                if (!SameLine(reading, said.Line, offset.Line)) return Unknown($"distance from {offset.Line}", geometry);
                return BySaidDistance(reading, offset, said, error, $"{geometry} ({line})");
            case TermsPlace.BetweenFromLine said:
                if (!SameLine(reading, said.Line, offset.Line)) return Unknown($"distance from {offset.Line}", geometry);
                return BySaidBounds(reading, offset, said, error, $"{geometry} ({line})");
        }

        if (version is { Shape: null, WithoutGeometry: true }) return Unknown($"geometry of {version.Id} version {version.Version} of {version.AsOfText} (the line is declared without geometry)", geometry);
        if (version.Shape is null) return Unknown($"geometry {version.GeometryRef ?? "(no geometryRef)"} of {version.Id} version {version.Version}", $"{geometry} ({line})");
        if (offset.Side is not null && (version.LeftParty is null || version.RightParty is null)) return Unknown($"which side of {version.Id} is {offset.Side}'s", $"{geometry} ({line})");
        DistanceBand band = offset.Side is null ? new(version.Shape, -offset.DepthM, offset.DepthM, error)
            : offset.Side == version.LeftParty ? new(version.Shape, 0, offset.DepthM, error)
            : new(version.Shape, -offset.DepthM, 0, error);
        if (Inside(reading, band) is not { } p) return Unknown("place of the event", $"{geometry} ({line})");
        return Judge(reading, p.Low, p.High, p.Decides, $"{geometry} ({line}){SayPlace(reading, version.Shape)}");
    }

    /// <summary>From a distance as people said it: normal about it, with the survey error added. P = Φ((limit − d)/s) − Φ((−limit − d)/s).</summary>
    private static Trace BySaidDistance(CaseReading reading, ZoneGeometry.Offset offset, TermsPlace.FromLine said, double error, string geometry)
    {
        double sigma = Math.Sqrt((said.SigmaM * said.SigmaM) + (error * error));
        double both = ZoneProbability.InInterval(said.DistanceM, sigma, -offset.DepthM, offset.DepthM);
        double near = ZoneProbability.InInterval(said.DistanceM, sigma, 0, offset.DepthM), far = ZoneProbability.InInterval(-said.DistanceM, sigma, 0, offset.DepthM);
        (double low, double high) = offset.Side is null ? (both, both)
            : said.Side is null ? (Math.Min(near, far), Math.Max(near, far))
            : said.Side == offset.Side ? (near, near) : (far, far);
        string sigmaSaid = said.SigmaM > 0 ? $"1 σ {Say.Km(said.SigmaM)}" : "no error given, only the survey error counted";
        string side = said.Side is null ? "side not known" : $"{said.Side}'s side";
        string sentence = $"{geometry}; the place is {Say.Km(said.DistanceM)} from it, {side} ({sigmaSaid})";
        JudgementRule rule = reading.Agreement.Judgement;
        if (offset.Side is not null && said.Side is null && (rule.Decide(near, near) is not null || rule.Decide(far, far) is not null))
        {
            return Judge(reading, low, high, "side of the line", sentence, held: false);
        }

        bool across = offset.Side is not null && said.Side is not null && said.Side != offset.Side;
        string decides = NeededExactness.Of(across ? -said.DistanceM : said.DistanceM, offset.Side is null ? -offset.DepthM : 0, offset.DepthM, error, rule);
        return Judge(reading, low, high, decides, sentence);
    }

    /// <summary>From bounds of the distance: surely inside, surely outside (to 3 σ of the line's error), or not known.</summary>
    private static Trace BySaidBounds(CaseReading reading, ZoneGeometry.Offset offset, TermsPlace.BetweenFromLine said, double error, string geometry)
    {
        bool sideKnown = offset.Side is null || said.Side == offset.Side;
        bool inside = said.FarM <= offset.DepthM - (3 * error) && sideKnown && (offset.Side is null || said.NearM >= 3 * error);
        bool outside = said.NearM >= offset.DepthM + (3 * error) || (said.Side is not null && offset.Side is not null && said.Side != offset.Side && said.NearM >= 3 * error);
        (double low, double high) = inside ? (1, 1) : outside ? (0, 0) : (0.0, 1.0);
        bool bySide = offset.Side is not null && said.Side is null && said.NearM >= 3 * error; // on the other side it would surely be outside
        return Judge(reading, low, high, bySide ? "side of the line" : "a position, or a narrower distance from the line", held: !bySide, sentence: $"{geometry}; the place is somewhere from {Say.Km(said.NearM)} to {Say.Km(said.FarM)} from it");
    }

    /// <summary>Bounds of the probability for a place on the ground, and what would decide it; null for an unknown place.</summary>
    private static (double Low, double High, string Decides)? Inside(CaseReading reading, DistanceBand band)
    {
        const string MoreExact = "the place more exactly";
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
                return (Math.Clamp(sum, 0, 1), Math.Clamp(sum + rest, 0, 1), "which place is meant");
            case TermsPlace.Sector sector:
                double p = ZoneProbability.Of(sector, band);
                return (p, p, MoreExact);
            case TermsPlace.Area area when !reading.Lattice(area).IsEmpty:
                double q = ZoneProbability.Of(reading.Lattice(area), area.SigmaM, band);
                return (q, q, MoreExact);
            default:
                return null;
        }
    }

    private static string Narrower(CaseReading reading, TermsPlace.Mixture mixture, DistanceBand band) => mixture.Components is [var only]
        ? NeededExactness.Of(band.Shape.SignedDistanceM(only.Position), band.LowM, band.HighM, band.ErrorM, reading.Agreement.Judgement)
        : "which place is meant";

    private static Trace Judge(CaseReading reading, double low, double high, string decides, string sentence, bool? held = null)
    {
        JudgementRule rule = reading.Agreement.Judgement;
        string verdict = low >= rule.InsideProbability ? "inside" : high <= rule.OutsideProbability ? "outside" : "neither inside nor outside to the agreement's standard";
        return Trace.Likely(Step, low, high, rule, decides, $"{sentence}: P(inside) {Say.P(low, high)}, {verdict}.", [], held);
    }

    private static Trace Unknown(string missing, string geometry) =>
        Trace.Lacks(Step, missing, $"{geometry}; missing: {missing}.");

    private static bool SameLine(CaseReading reading, string? said, string wanted) =>
        said is null ? reading.Index.LineIds.Length == 1 : string.Equals(said, wanted, StringComparison.Ordinal);

    private static string SayPlace(CaseReading reading, GeoShape shape)
    {
        switch (reading.Subject.Place)
        {
            case TermsPlace.Mixture { Components: [var only] }:
                (double major, double minor, _) = only.Error.Ellipse();
                string error = major <= 0 ? "no error given" : $"1 σ ellipse {Say.Metres(major)} by {Say.Metres(minor)}";
                return $"; the place is {Say.Km(Math.Abs(shape.SignedDistanceM(only.Position)))} from it ({error})";
            case TermsPlace.Mixture mixture: return $"; the place is one of {mixture.Components.Length}";
            case TermsPlace.Sector: return "; the place is a direction and distance band, uniform by area";
            default: return "; the place is an area, uniform inside";
        }
    }
}

/// <summary>Which version of a line holds at the time of a case.</summary>
internal static class LineAtTime
{
    /// <summary>The version with the latest date not after the event; several when the line changed within the event's interval; none, and why, when it cannot be said.</summary>
    public static ImmutableArray<LineVersion> Find(CaseReading reading, string line, out string missing)
    {
        ImmutableArray<LineVersion> versions = reading.Index.Lines[line];
        missing = "";
        if (reading.When is not { } when)
        {
            if (versions.Length == 1) return versions;
            missing = $"time of the event (there are {versions.Length} versions of {line})";
            return [];
        }

        if (versions[0].AsOf > when.Start)
        {
            missing = $"a version of {line} that describes the line at the time of the event (the first is of {versions[0].AsOfText})";
            return [];
        }

        int first = versions.Length - 1, last = versions.Length - 1;
        while (versions[first].AsOf > when.Start) first--;
        while (versions[last].AsOf > when.End) last--;
        return versions[first..(last + 1)];
    }
}
