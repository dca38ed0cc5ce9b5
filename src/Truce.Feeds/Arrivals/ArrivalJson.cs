using System.Text.Json;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Arrivals;

/// <summary>One JSON object as an arrival: ours, or one of infrapy's (LANL, <c>*.dets.json</c>).</summary>
internal static class ArrivalJson
{
    private const double SlowestGroundSPerKm = 1; // slower than 1 km/s is sound or a surface wave; P and S of the field run faster

    public static void Take(JsonElement item, long row, ArrivalSink taken)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            taken.Refuse(row, "not-an-object", "an object { … } was expected");
            return;
        }

        string kind = Text(item, "kind");
        if (item.TryGetProperty("Back Azimuth", out _)) taken.Take(Infrapy(item), row);
        else if (kind.Length == 0 || kind == "arrival") taken.Take(Plain(item), row);
        else if (kind == "trigger") taken.Take(Trigger(item), row);
        else if (kind == "detection") taken.Take(Array(item), row);
        else taken.PassOver();
    }

    private static ArrivalFields Plain(JsonElement item) => new()
    {
        Id = Text(item, "id"),
        Site = Text(item, "site", "station", "array"),
        Phase = Text(item, "phase"),
        Time = Text(item, "time"),
        SigmaS = Number(item, "sigma_s"),
        BearingDeg = Number(item, "back_azimuth_deg"),
        BearingSigmaDeg = Number(item, "back_azimuth_sigma_deg", "sigma"),
        SlownessSPerKm = Number(item, "slowness_s_per_km"),
        SlownessSigmaSPerKm = Number(item, "slowness_sigma"),
        LatitudeDeg = Number(item, "latitude"),
        LongitudeDeg = Number(item, "longitude"),
        ElevationM = Number(item, "elevation_m"),
    };

    private static ArrivalFields Trigger(JsonElement item)
    {
        bool sound = ChannelId.TryParse(Text(item, "channel"), out ChannelId? channel, out _) && channel!.IsPressure;
        return Plain(item) with { Time = Text(item, "onset", "on"), SigmaS = Number(item, "onset_sigma_s"), Phase = Text(item, "phase") is { Length: > 0 } said ? said : sound ? "air" : "ground" };
    }

    // The wave set in somewhere in the first window in which it was seen.
    private static ArrivalFields Array(JsonElement item)
    {
        double? slowness = Number(item, "slowness_s_per_km");
        return Plain(item) with
        {
            Time = Text(item, "arrival", "time"),
            SigmaS = Number(item, "arrival_sigma_s"),
            Phase = Text(item, "phase") is { Length: > 0 } said ? said : slowness < SlowestGroundSPerKm ? "ground" : "infrasound",
        };
    }

    private static ArrivalFields Infrapy(JsonElement item) => new()
    {
        Site = Text(item, "Name"),
        Time = Text(item, "Peak F-Stat Time (UTC)"),
        BearingDeg = Number(item, "Back Azimuth"),
        LatitudeDeg = Number(item, "Latitude"),
        LongitudeDeg = Number(item, "Longitude"),
        ElevationM = Number(item, "Elevation"),
        Phase = "infrasound",
    };

    private static string Text(JsonElement item, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!item.TryGetProperty(name, out JsonElement v)) continue;
            if (v.ValueKind == JsonValueKind.String && v.GetString() is { Length: > 0 } text) return text;
            if (v.ValueKind == JsonValueKind.Number) return v.GetRawText();
        }

        return "";
    }

    private static double? Number(JsonElement item, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (item.TryGetProperty(name, out JsonElement v) && v.ValueKind == JsonValueKind.Number && v.TryGetDouble(out double n)) return n;
        }

        return null;
    }
}
