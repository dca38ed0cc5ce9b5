using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms;

/// <summary>Lines of <c>truce decode</c> for waveforms and channels: README of this folder. Instants are UTC with up to nine decimals.</summary>
public static class WaveformJson
{
    /// <summary>A run, without samples.</summary>
    public static JsonObject Run(WaveformRun run) => new()
    {
        ["channel"] = run.Channel.ToString(),
        ["start"] = At(run.Start),
        ["end"] = At(run.Last),
        ["next"] = At(run.Next),
        ["rateHz"] = run.SampleRateHz,
        ["samples"] = run.Count,
        ["records"] = run.Records,
        ["encodings"] = new JsonArray([.. run.Encodings.Select(e => (JsonNode)e)]),
        ["quality"] = new JsonArray([.. Enum.GetValues<RecordedQuality>().Where(q => q != RecordedQuality.None && run.Quality.HasFlag(q)).Select(q => (JsonNode)ObservationJson.Word(q))]),
        ["type"] = run.Type,
    };

    /// <summary>A gap or an overlap.</summary>
    public static JsonObject Break(WaveformBreak b) => new()
    {
        [b.IsOverlap ? "overlap" : "gap"] = true,
        ["channel"] = b.Channel.ToString(),
        ["from"] = At(b.From),
        ["to"] = At(b.To),
        ["seconds"] = (b.To - b.From).TotalSeconds,
        ["samples"] = Math.Round((b.To - b.From).TotalSeconds * b.SampleRateHz),
    };

    /// <summary>Where a channel stands.</summary>
    public static JsonObject Channel(SensorChannel c)
    {
        var json = new JsonObject
        {
            ["channel"] = c.Channel.ToString(),
            ["latitudeDeg"] = c.Position.LatitudeDeg,
            ["longitudeDeg"] = c.Position.LongitudeDeg,
            ["elevationM"] = c.ElevationM,
            ["depthM"] = c.DepthM,
        };
        if (c.PositionSigmaM > 0) json["positionSigmaM"] = c.PositionSigmaM;
        if (c.AzimuthDeg is { } azimuth) json["azimuthDeg"] = azimuth;
        if (c.DipDeg is { } dip) json["dipDeg"] = dip;
        if (c.Sensitivity is { } sensitivity) json["sensitivity"] = sensitivity;
        if (c.SensitivityHz is { } frequency) json["sensitivityHz"] = frequency;
        if (c.Unit.Length > 0) json["unit"] = c.Unit;
        if (c.SampleRateHz is { } rate) json["rateHz"] = rate;
        if (c.From != Instant.MinValue) json["from"] = At(c.From);
        if (c.To != Instant.MaxValue) json["to"] = At(c.To);
        return json;
    }

    /// <summary>An instant as lines have it.</summary>
    public static string At(Instant at) => InstantPattern.ExtendedIso.Format(at);

    /// <summary>Writes samples as JSON numbers separated by commas; what is not finite as null. Single precision is widened, so every value is exact.</summary>
    public static void WriteSamples(TextWriter to, IEnumerable<WaveformSamples> samples)
    {
        bool first = true;
        foreach (WaveformSamples part in samples)
        {
            double[] values = new double[part.Count];
            part.CopyTo(values);
            foreach (double value in values)
            {
                if (!first) to.Write(',');
                first = false;
                if (value == Math.Truncate(value) && Math.Abs(value) < 1e15) to.Write(((long)value).ToString(CultureInfo.InvariantCulture));
                else to.Write(double.IsFinite(value) ? CanonicalJson.Number(value) : "null");
            }
        }
    }
}
