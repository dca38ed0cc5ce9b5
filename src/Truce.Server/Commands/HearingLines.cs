using System.Text.Json.Nodes;
using NodaTime.Text;
using Truce.Coverage.Hearing;
using Truce.Measures;
using Truce.Simulation.Injection;

namespace Truce.Server.Commands;

/// <summary>Lines of <c>truce coverage hearing</c>.</summary>
internal static class HearingLines
{
    /// <summary>The chance that a detection lies where it would count, though nothing was planted. Half a hit more than was counted (Jeffreys's prior): no count of blanks says that chance is impossible.</summary>
    public static double ChanceProbability(InjectionRun run) => Math.Min(0.99, (run.ChanceHits + 0.5) / (run.Blanks + 1));

    /// <summary>Noise, curve and, where wanted, every planted event.</summary>
    public static IEnumerable<JsonObject> Counts(InjectionRun run, bool planted)
    {
        double hours = run.QuietS / 3600;
        Interval95 alarms = ExactIntervals.PoissonMean(run.FalseAlarms);
        yield return new()
        {
            ["kind"] = "noise",
            ["sensor"] = run.Sensor,
            ["quiet_minutes"] = Rounded(run.QuietS / 60, 2),
            ["masked"] = run.Masked,
            ["false_alarms"] = run.FalseAlarms,
            ["false_alarms_per_hour"] = Rounded(run.FalseAlarms / hours, 2),
            ["interval_per_hour"] = new JsonArray(Rounded(alarms.Low / hours, 2), Rounded(alarms.High / hours, 2)),
            ["chance"] = Rounded(ChanceProbability(run), 4),
            ["noise_rms"] = new JsonArray([.. run.NoiseRms.Select(n => (JsonNode?)Significant(n))]),
            ["words"] = "untouched noise, minutes of it: weak detections count as false alarms though some may be real events; strong ones are masked, so the rate holds for what is weaker than the mask",
        };
        foreach (DetectionPoint p in run.Points)
        {
            yield return new()
            {
                ["kind"] = "curve",
                ["sensor"] = run.Sensor,
                ["snr_db"] = p.SnrDb,
                ["detected"] = p.Detected,
                ["of"] = p.Of,
                ["pd"] = Rounded(p.DetectedShare, 4),
                ["interval"] = Pair(p.Interval),
            };
        }

        if (!planted) yield break;
        foreach (PlantedEvent p in run.Planted)
        {
            yield return new()
            {
                ["kind"] = "planted",
                ["sensor"] = run.Sensor,
                ["snr_db"] = p.SnrDb,
                ["arrival"] = InstantPattern.ExtendedIso.Format(p.Arrival),
                ["bearing_deg"] = Rounded(p.BearingDeg, 1),
                ["signal"] = p.Signal.ToString(),
                ["detected"] = p.Detected,
                ["simulated"] = true,
            };
        }
    }

    /// <summary>The curve, or why there is none.</summary>
    public static JsonObject Fit(string sensor, DetectionCurve? curve, string why) => curve is null
        ? new() { ["kind"] = "fit", ["sensor"] = sensor, ["unknown"] = why }
        : new()
        {
            ["kind"] = "fit",
            ["sensor"] = sensor,
            ["pd50_db"] = Rounded(curve.MiddleDb, 2),
            ["sigma_db"] = Rounded(curve.MiddleSigmaDb, 2),
            ["pd90_db"] = Rounded(curve.SnrDb(0.9), 2),
            ["slope_per_db"] = Rounded(curve.SlopePerDb, 4),
            ["slope_sigma"] = Rounded(curve.SlopeSigmaPerDb, 4),
            ["dispersion"] = Rounded(curve.DispersionRatio, 2),
        };

    /// <summary>The field by distance and its radii, or why it is not known.</summary>
    public static IEnumerable<JsonObject> Reach(string sensor, double kg, HearingField field, IReadOnlyList<double> distancesKm)
    {
        if (field is HearingField.Unknown unknown)
        {
            yield return new() { ["kind"] = "reach", ["sensor"] = sensor, ["kg"] = Significant(kg), ["pd10_km"] = null, ["pd50_km"] = null, ["pd90_km"] = null, ["unknown"] = unknown.Reason };
            yield break;
        }

        foreach (double km in distancesKm)
        {
            HeardShare? at = field.At(1000 * km);
            yield return new()
            {
                ["kind"] = "distance",
                ["sensor"] = sensor,
                ["kg"] = Significant(kg),
                ["distance_km"] = km,
                ["pd"] = Rounded(at?.Probability, 4),
                ["interval"] = at is { } h ? new JsonArray(Rounded(h.ProbabilityLow, 4), Rounded(h.ProbabilityHigh, 4)) : null,
            };
        }

        yield return new()
        {
            ["kind"] = "reach",
            ["sensor"] = sensor,
            ["kg"] = Significant(kg),
            ["pd10_km"] = Rounded(field.RadiusM(0.1) / 1000, 2),
            ["pd50_km"] = Rounded(field.RadiusM(0.5) / 1000, 2),
            ["pd90_km"] = Rounded(field.RadiusM(0.9) / 1000, 2),
            ["assumptions"] = ((HearingField.Known)field).Words,
        };
    }

    private static JsonArray Pair(Interval95 interval) => new(Rounded(interval.Low, 4), Rounded(interval.High, 4));

    private static JsonNode? Rounded(double? value, int digits) => value is { } v && double.IsFinite(v) ? Math.Round(v, digits) : null;

    private static double Significant(double value) => value == 0 || !double.IsFinite(value) ? 0 : Math.Round(value * Math.Pow(10, 3 - Math.Ceiling(Math.Log10(Math.Abs(value))))) / Math.Pow(10, 3 - Math.Ceiling(Math.Log10(Math.Abs(value))));
}
