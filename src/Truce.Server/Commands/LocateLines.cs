using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime.Text;
using Truce.Detections.Arrivals;
using Truce.Feeds.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Fusion.Association;
using Truce.Measures;

namespace Truce.Server.Commands;

/// <summary>What association and location say, a line each: events in order of time, arrivals that were left, rows that could not be used, and a summary.</summary>
internal static class LocateLines
{
    public static IEnumerable<JsonObject> Associated(LocateInput input, AssociationResult result)
    {
        foreach (AssociatedEvent e in result.Events) yield return Of(e);
        foreach (JsonObject line in Rest(input, result, result.Events.Length, 0)) yield return line;
    }

    public static IEnumerable<JsonObject> Located(LocateInput input, AssociationResult result, Locator locator, LocateBulletins bulletins)
    {
        Dictionary<string, Arrival> byId = input.Arrivals.ToDictionary(a => a.Id, StringComparer.Ordinal);
        int located = 0;
        foreach (AssociatedEvent e in result.Events)
        {
            Arrival[] members = [.. e.Members.Select(m => byId[m.ArrivalId] with { Phases = m.Phase })];
            LocationAnswer answer = locator.Locate(members, input.Sites);
            located += answer.Event is null ? 0 : 1;
            if (answer.Event is { } placed) bulletins.Add(placed, members);
            JsonObject line = answer.Event is { } found ? Of(found, byId) : Without(answer, e);
            line["score_nats"] = Rounded(e.ScoreNats, 2);
            yield return line;
        }

        foreach (JsonObject line in Rest(input, result, result.Events.Length, located)) yield return line;
    }

    public static IEnumerable<JsonObject> Together(LocateInput input, Locator locator, LocateBulletins bulletins)
    {
        LocationAnswer answer = locator.Locate(input.Arrivals, input.Sites);
        if (answer.Event is { } placed) bulletins.Add(placed, input.Arrivals);
        if (answer.Event is { } found) yield return Of(found, input.Arrivals.ToDictionary(a => a.Id, StringComparer.Ordinal));
        else yield return new() { ["kind"] = "no-place", ["reason"] = Word(answer.Reason), ["about"] = answer.About };
        foreach (JsonObject line in Rest(input, new([], []), 1, answer.Event is null ? 0 : 1)) yield return line;
    }

    /// <summary>The members of a line for a person, without the rings.</summary>
    public static string Plain(JsonObject line) => string.Join("  ", line.Where(m => m.Key is not ("regions" or "arrivals")).Select(m => $"{m.Key} {m.Value?.ToJsonString(Shared.Compact)}").Concat(
        line["regions"] is JsonArray regions ? regions.Select(r => $"{100 * (double)r!["probability"]!}% in {r["area_km2"]} km²") : []));

    private static JsonObject Of(LocatedEvent e, Dictionary<string, Arrival> byId)
    {
        (double majorM, double minorM, double azimuthDeg) = e.Covariance.Ellipse();
        return new()
        {
            ["kind"] = "event",
            ["time"] = InstantPattern.ExtendedIso.Format(e.Origin),
            ["time_sigma_s"] = Rounded(e.OriginSigmaS, 3),
            ["position"] = Position(e.Mean),
            ["latitude"] = Rounded(e.Mean.LatitudeDeg, 6),
            ["longitude"] = Rounded(e.Mean.LongitudeDeg, 6),
            ["most_probable"] = Position(e.Mode),
            ["depth_km"] = e.Depth.Assumed ? null : Rounded(e.Depth.MeanKm, 2),
            ["depth_90_km"] = e.Depth.Assumed ? null : new JsonArray(Rounded(e.Depth.LowKm, 2), Rounded(e.Depth.HighKm, 2)),
            ["depth_assumed"] = e.Depth.Assumed,
            ["ellipse_1_sigma"] = new JsonObject { ["major_km"] = Rounded(majorM / 1000, 4), ["minor_km"] = Rounded(minorM / 1000, 4), ["azimuth_deg"] = Rounded(azimuthDeg, 1) },
            ["regions"] = new JsonArray([.. e.Regions.Select(r => (JsonNode)Region(r))]),
            ["arrivals"] = new JsonArray([.. e.Evidence.Select(v => (JsonNode)Evidence(v, byId))]),
        };
    }

    private static JsonObject Region(LocatedRegion r) => new()
    {
        ["probability"] = r.Probability,
        ["area_km2"] = Rounded(r.AreaKm2, r.AreaKm2 < 1 ? 5 : 2),
        ["geometry"] = new JsonObject
        {
            ["type"] = "MultiPolygon",
            ["coordinates"] = new JsonArray([.. r.Parts.Select(p => (JsonNode)new JsonArray([Ring(p.Outer), .. p.Holes.Select(h => Ring(h))]))]),
        },
    };

    private static JsonNode Ring(IEnumerable<GeoPoint> ring) => new JsonArray([.. ring.Select(p => (JsonNode)Position(p))]);

    private static JsonArray Position(GeoPoint p) => new(Rounded(p.LongitudeDeg, 6), Rounded(p.LatitudeDeg, 6));

    private static JsonObject Evidence(ArrivalEvidence v, Dictionary<string, Arrival> byId) => new()
    {
        ["arrival"] = v.Arrival,
        ["site"] = byId[v.Arrival].Site,
        ["phase"] = Word(v.Phase),
        ["phase_probability"] = Rounded(v.PhaseProbability, 3),
        ["residual_s"] = Rounded(v.ResidualS, 3),
        ["scale_s"] = Rounded(v.ScaleS, 3),
        ["bearing_residual_deg"] = v.BearingResidualDeg is { } b ? Rounded(b, 2) : null,
        ["weight"] = Rounded(v.Weight, 3),
        ["log_likelihood"] = Rounded(v.LogLikelihood, 3),
        ["without_it_km"] = v.LeaveOneOutShiftKm is { } km ? Rounded(km, 3) : null,
    };

    private static JsonObject Of(AssociatedEvent e) => new()
    {
        ["kind"] = "event",
        ["time"] = InstantPattern.ExtendedIso.Format(e.At),
        ["position"] = Position(e.Position),
        ["latitude"] = Rounded(e.Position.LatitudeDeg, 5),
        ["longitude"] = Rounded(e.Position.LongitudeDeg, 5),
        ["depth_km"] = Rounded(e.DepthKm, 1),
        ["score_nats"] = Rounded(e.ScoreNats, 2),
        ["arrivals"] = new JsonArray([.. e.Members.Select(m => (JsonNode)new JsonObject
        {
            ["arrival"] = m.ArrivalId,
            ["phase"] = Word(m.Phase),
            ["residual_s"] = Rounded(m.ResidualS, 3),
            ["bearing_residual_deg"] = m.BearingResidualDeg is { } b ? Rounded(b, 2) : null,
        })]),
    };

    private static JsonObject Without(LocationAnswer answer, AssociatedEvent e)
    {
        JsonObject line = Of(e);
        line["kind"] = "no-place";
        line["reason"] = Word(answer.Reason);
        return line;
    }

    private static IEnumerable<JsonObject> Rest(LocateInput input, AssociationResult result, int events, int located)
    {
        foreach (LeftArrival left in result.Left) yield return new() { ["kind"] = "left", ["arrival"] = left.ArrivalId, ["reason"] = Word(left.Reason) };
        foreach ((string file, ArrivalReject r) in input.Rejects) yield return new() { ["kind"] = "reject", ["file"] = file, ["row"] = r.Row, ["reason"] = r.Reason, ["detail"] = r.Detail };
        yield return new()
        {
            ["kind"] = "summary",
            ["arrivals"] = input.Arrivals.Length,
            ["events"] = events,
            ["located"] = located,
            ["left"] = result.Left.Length,
            ["rejects"] = input.Rejects.Length,
        };
    }

    // NoCompany → no-company.
    private static string Word<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString(CultureInfo.InvariantCulture)));

    private static string Word(ArrivalPhases phase) => phase is ArrivalPhases.P or ArrivalPhases.S ? phase.ToString() : phase.ToString().ToLowerInvariant();

    private static double? Rounded(double value, int digits) => double.IsFinite(value) ? Math.Round(value, digits) : null;
}
