using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Measures;

namespace Truce.Observations;

/// <summary>Reads observations back from their records: the other half of <see cref="ObservationJson"/>, held to it by a round-trip test.</summary>
public static class ObservationReading
{
    /// <summary>The observation of a record; throws <see cref="RecordException"/> when it is damaged or its id does not fit its content.</summary>
    public static Observation Read(JsonObject json)
    {
        var o = new Observation
        {
            Feed = json.Text("feed"),
            SourceKey = json.TextOrNull("key") ?? "",
            Source = json.Text("source"),
            Means = json.Word<ObservationMeans>("means"),
            Class = json.Word<ObservationClass>("class"),
            When = json["when"] is null ? null : json.Interval("when"),
            Clock = json["clock"] is null ? ClockTrust.Unknown : json.Word<ClockTrust>("clock"),
            Where = Place(json.Object("where")),
            Count = json["count"] is JsonObject c ? new(c.Whole("value"), c.Word<CountExactness>("exactness")) : default,
            Weapon = json["weapon"] is JsonObject w ? new(w.Text("text"), w.TextOrNull("category"), w.NumberOrNull("calibreLowMm"), w.NumberOrNull("calibreHighMm")) : null,
            Restriction = json["restriction"] is null ? RestrictionKind.None : json.Word<RestrictionKind>("restriction"),
            Grade = json.TextOrNull("grade") is { } g ? new(g[0], g.Length > 1 ? g[1] - '0' : 0) : default,
            Confidence = json.NumberOrNull("confidence"),
            Strength = json.NumberOrNull("strength"),
            Origin = json["origin"] is JsonObject origin ? new(origin.Hash("key"), origin.Word<OriginBasis>("basis")) : default,
            Text = json.TextOrNull("text") ?? "",
            References = [.. json.Texts("references")],
            Facts = json["facts"] is JsonObject facts
                ? facts.ToImmutableSortedDictionary(f => f.Key, f => f.Value!.GetValue<string>())
                : ImmutableSortedDictionary<string, string>.Empty,
            Label = Label(json.Object("label")),
            Simulated = json["simulated"] is not null,
            Raw = json["raw"] is JsonObject raw ? new(raw.Hash("blob"), (long)raw.Number("offset"), raw.Whole("length")) : default,
        };
        return json.HashOrNull("id") is { } id && id != o.Id
            ? throw new RecordException($"observation {id} does not hold the content it is named after")
            : o;
    }

    /// <summary>A label.</summary>
    public static Label Label(JsonObject json) =>
        new(json.Word<Classification>("classification"), json.Text("releasableTo"), json.TextOrNull("caveats") ?? "");

    private static ObservedPlace Place(JsonObject p) => p.Text("kind") switch
    {
        "nowhere" => new ObservedPlace.Nowhere(p.TextOrNull("said") ?? ""),
        "at" => new ObservedPlace.At(p.Position("position"), p.Covariance("covarianceM2")),
        "footprint" => new ObservedPlace.Footprint(p.Position("position"), p.Number("alongM"), p.Number("acrossM"), p.Number("georegistrationM")),
        "sector" => new ObservedPlace.Sector(
            p.Position("observer"), p.Number("observerSigmaM"), p.Number("fromDeg"), p.Number("toDeg"), p.Number("nearM"), p.Number("farM")),
        "area" => new ObservedPlace.Area(p.Text("code"), p.Text("name"), p["position"] is null ? null : p.Position("position"), p.NumberOrNull("radiusM")),
        "outline" => new ObservedPlace.Outline(
            [.. ((JsonArray)p["polygons"]!).Select(g => ((JsonArray)g!).Select(r => ((JsonArray)r!).Select(v => RecordJson.Position(v!)).ToImmutableArray()).ToImmutableArray())],
            p.Number("sigmaM")),
        "named" => new ObservedPlace.Named(p.Text("name"), [.. p.Objects("candidates").Select(c =>
            new PlaceCandidate(c.Text("id"), c.Text("name"), c.Position("position"), c.Number("sigmaM"), c.Number("weight")))]),
        string other => throw new RecordException($"no kind of place '{other}'"),
    };
}
