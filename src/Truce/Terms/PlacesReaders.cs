using System.Collections.Immutable;

namespace Truce.Terms;

/// <summary>Reads the versions of the reference lines.</summary>
internal static class LinesReader
{
    public static ImmutableArray<LineVersion> Read(JsonSpot root, DraftIds ids, GeometryReader shapes)
    {
        var lines = ImmutableArray.CreateBuilder<LineVersion>();
        foreach (JsonSpot item in root.Array("lines", ids.Problems))
        {
            if (!item.IsObject(ids.Problems, "a line")) continue;
            LineVersion line = ReadOne(item, ids, shapes);
            if (lines.Any(l => l.Id == line.Id && l.Version == line.Version)) ids.Problems.Add(item, $"version {line.Version} of {line.Id} stands twice", "give each version its own number");
            else if (lines.Any(l => l.Id == line.Id && l.AsOf == line.AsOf)) ids.Problems.Add(item["asOf"] ?? item, $"two versions of {line.Id} have the same date", "give each version its own date");
            lines.Add(line);
        }

        return lines.ToImmutable();
    }

    private static LineVersion ReadOne(JsonSpot item, DraftIds ids, GeometryReader shapes)
    {
        Problems problems = ids.Problems;
        item.OnlyMembers(problems, "id", "kind", "version", "asOf", "geometryRef", "geometry", "surveyErrorMetres", "sideA", "sides", "note", "name");
        string id = ids.IdOf(item);
        DateTimeOffset? asOf = ids.Instant(item, "asOf", required: true);
        double? error = item.NumberMember("surveyErrorMetres", 0, 100_000, problems);
        bool without = item["geometry"] is { Kind: SpotKind.Text, Text: "none" };
        if (without && item["geometryRef"] is { Kind: not SpotKind.Null } both) problems.Add(both, "the line says that it has no geometry and names one", "keep one of \"geometry\": \"none\" and \"geometryRef\"");
        if (!without && item["surveyErrorMetres"] is null or { Kind: SpotKind.Null })
        {
            problems.Add(item, $"the line {id} gives no survey error", "add \"surveyErrorMetres\": the 1 σ error of its position, in metres; nobody knows a line exactly");
        }

        (string? left, string? right) = Sides(item, ids);
        return new LineVersion
        {
            Id = id,
            Version = (int)(item.NumberMember("version", 1, 1_000_000, problems) ?? 1),
            AsOf = asOf ?? default,
            AsOfText = item["asOf"]?.Text ?? "",
            GeometryRef = item["geometryRef"] is { Kind: SpotKind.Text } r ? r.Text : null,
            SurveyErrorM = error ?? 0,
            LeftParty = left,
            RightParty = right,
            SurveyErrorKnown = error is not null,
            WithoutGeometry = without,
            Shape = without ? null : shapes.Shape(item, "geometryRef", "geometry", GeoShapeKind.Line),
        };
    }

    /// <summary><c>"sides": {"left": id, "right": id}</c>, or for parties named A and B the short form <c>"sideA": "left"</c>.</summary>
    private static (string? Left, string? Right) Sides(JsonSpot item, DraftIds ids)
    {
        if (item["sides"] is { } sides)
        {
            if (!sides.IsObject(ids.Problems, "the sides of the line")) return default;
            sides.OnlyMembers(ids.Problems, "left", "right");
            string? left = ids.Resolve(sides["left"], ids.Parties, "party"), right = ids.Resolve(sides["right"], ids.Parties, "party");
            if (sides["left"] is null || sides["right"] is null) ids.Problems.Add(sides, "a line has a party on each side", "write \"sides\": { \"left\": …, \"right\": … } as seen in the direction of digitisation");
            if (left is not null && left == right) ids.Problems.Add(sides, "the same party stands on both sides", "write the other party on one side");
            if (item["sideA"] is { } both) ids.Problems.Add(both, "\"sides\" and \"sideA\" say the same thing", "keep \"sides\"");
            return (left, right);
        }

        string? side = item.WordMember("sideA", ["left", "right"], ids.Problems);
        if (side is null) return default;
        if (!ids.Parties.Contains("A") || !ids.Parties.Contains("B") || ids.Parties.Count != 2)
        {
            ids.Problems.Add(item["sideA"]!, "\"sideA\" is for parties named A and B", "write \"sides\": { \"left\": …, \"right\": … }");
            return default;
        }

        return side == "left" ? ("A", "B") : ("B", "A");
    }
}

/// <summary>Reads the weapon categories.</summary>
internal static class WeaponsReader
{
    public static ImmutableArray<WeaponCategory> Read(JsonSpot root, DraftIds ids)
    {
        var categories = ImmutableArray.CreateBuilder<WeaponCategory>();
        foreach (JsonSpot item in root.Array("weaponCategories", ids.Problems))
        {
            if (!item.IsObject(ids.Problems, "a weapon category")) continue;
            item.OnlyMembers(ids.Problems, "id", "label", "minCalibreMm", "maxCalibreMm", "belowCalibreMm", "system", "covers", "note");
            var covers = ImmutableArray.CreateBuilder<WeaponCover>();
            if (Cover(item, ids.Problems) is { } own) covers.Add(own);
            foreach (JsonSpot cover in item.Array("covers", ids.Problems))
            {
                if (!cover.IsObject(ids.Problems, "a kind of weapon")) continue;
                cover.OnlyMembers(ids.Problems, "system", "minCalibreMm", "maxCalibreMm", "belowCalibreMm", "note");
                if (Cover(cover, ids.Problems) is { } more) covers.Add(more);
                else ids.Problems.Add(cover, "this kind of weapon says nothing", "add \"system\" or a calibre");
            }

            string id = ids.IdOf(item);
            categories.Add(new(id, item.TextMember("label", ids.Problems) ?? id, covers.ToImmutable()));
        }

        return categories.ToImmutable();
    }

    private static WeaponCover? Cover(JsonSpot item, Problems problems)
    {
        string? system = item.TextMember("system", problems);
        double? min = item.NumberMember("minCalibreMm", 0, 2000, problems), max = item.NumberMember("maxCalibreMm", 0, 2000, problems);
        double? below = item.NumberMember("belowCalibreMm", 0, 2000, problems);
        if (max is not null && below is not null) problems.Add(item["belowCalibreMm"]!, "\"maxCalibreMm\" and \"belowCalibreMm\" stand together", "keep \"maxCalibreMm\" for \"up to\", or \"belowCalibreMm\" for \"under\"");
        if (min > (max ?? below) || (min is not null && min == below)) problems.Add(item["minCalibreMm"]!, "no calibre lies between these bounds", "write a least calibre below the greatest");
        return system is null && min is null && max is null && below is null ? null : new(system, min, max ?? below, below is null);
    }
}

/// <summary>Reads the zones.</summary>
internal static class ZonesReader
{
    private static readonly ImmutableArray<string> Kinds = ["offsetFromLine", "polygons", "points", "everywhere"];

    public static ImmutableArray<Zone> Read(JsonSpot root, DraftIds ids, GeometryReader shapes)
    {
        var zones = ImmutableArray.CreateBuilder<Zone>();
        foreach (JsonSpot item in root.Array("zones", ids.Problems))
        {
            if (!item.IsObject(ids.Problems, "a zone")) continue;
            item.OnlyMembers(ids.Problems, "id", "kind", "geometry", "note", "name");
            string id = ids.IdOf(item), kind = item.TextMember("kind", ids.Problems) ?? "area";
            if (item["geometry"] is not { } geometry)
            {
                ids.Problems.Add(item, $"the zone {id} has no geometry", "add \"geometry\": { \"offsetFromLine\": …, \"side\": \"both\", \"km\": … }, or polygons, points, or { \"everywhere\": true }");
                continue;
            }

            if (geometry.IsObject(ids.Problems, "a geometry") && Geometry(geometry, ids, shapes) is { } place) zones.Add(new(id, kind, place));
        }

        return zones.ToImmutable();
    }

    private static ZoneGeometry? Geometry(JsonSpot geometry, DraftIds ids, GeometryReader shapes)
    {
        string[] kinds = [.. Kinds.Where(k => geometry[k] is not null)];
        if (kinds.Length != 1)
        {
            string message = kinds.Length == 0 ? "the geometry says no place" : $"the geometry says {string.Join(" and ", kinds)}";
            ids.Problems.Add(geometry, message, "write exactly one of \"offsetFromLine\", \"polygons\", \"points\", \"everywhere\"");
            return null;
        }

        double error = geometry.NumberMember("errorMetres", 0, 100_000, ids.Problems) ?? 0;
        switch (kinds[0])
        {
            case "everywhere":
                geometry.OnlyMembers(ids.Problems, "everywhere");
                if (geometry.FlagMember("everywhere", ids.Problems) == true) return new ZoneGeometry.Everywhere();
                ids.Problems.Add(geometry["everywhere"]!, "a zone that is not everywhere has to be somewhere", "write \"everywhere\": true, or another geometry");
                return null;
            case "offsetFromLine": return Offset(geometry, ids, error);
            default: return Near(geometry, kinds[0], ids, shapes, error);
        }
    }

    private static ZoneGeometry.Offset? Offset(JsonSpot geometry, DraftIds ids, double error)
    {
        geometry.OnlyMembers(ids.Problems, "offsetFromLine", "side", "km", "totalWidthKm", "errorMetres");
        string? line = ids.Resolve(geometry["offsetFromLine"], ids.Lines, "line");
        string? side = geometry["side"] is { Kind: SpotKind.Text, Text: "both" } ? null : Side(geometry, ids);
        double? km = geometry.NumberMember("km", 0.001, 2000, ids.Problems), total = geometry.NumberMember("totalWidthKm", 0.001, 4000, ids.Problems);
        bool hasKm = geometry["km"] is not null, hasTotal = geometry["totalWidthKm"] is not null;
        if (hasKm == hasTotal)
        {
            ids.Problems.Add(geometry, hasKm ? "the zone gives a depth and a total width" : "the zone gives no depth", "write \"km\" for the depth on one side, or \"totalWidthKm\" for both sides together");
            return null;
        }

        if (hasTotal && side is not null) ids.Problems.Add(geometry["totalWidthKm"]!, "a total width needs both sides", "write \"side\": \"both\", or \"km\" for the depth on this side");
        double depthM = (km ?? ((total ?? 0) / 2)) * 1000;
        return line is null || depthM <= 0 ? null : new(line, side, depthM, hasTotal, error);
    }

    private static string? Side(JsonSpot geometry, DraftIds ids)
    {
        if (geometry["side"] is { Kind: not SpotKind.Null } side) return ids.Resolve(side, [.. ids.Parties, "both"], "party");
        ids.Problems.Add(geometry, "the zone does not say on which side it lies", "add \"side\": \"both\", or the id of a party");
        return null;
    }

    private static ZoneGeometry.Near? Near(JsonSpot geometry, string kind, DraftIds ids, GeometryReader shapes, double error)
    {
        string reach = kind == "points" ? "radiusKm" : "marginKm";
        geometry.OnlyMembers(ids.Problems, kind, reach, "errorMetres");
        double? km = geometry.NumberMember(reach, 0, 2000, ids.Problems);
        if (kind == "points" && geometry[reach] is null) ids.Problems.Add(geometry, "points have no extent of their own", "add \"radiusKm\"");
        GeoShape? shape = shapes.Shape(geometry, kind, kind, kind == "points" ? GeoShapeKind.Points : GeoShapeKind.Area);
        string reference = geometry[kind] is { Kind: SpotKind.Text } text ? text.Text : "the geometry in the agreement";
        return new(reference, (km ?? 0) * 1000, error, shape);
    }
}
