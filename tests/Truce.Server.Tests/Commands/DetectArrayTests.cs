using System.Globalization;
using System.Text.Json;
using Truce.Detections.Arrays;
using Truce.Server.Commands;
using Truce.Server.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary>The real recordings beside what their peers say of them (docs/quality-arrays.md).</summary>
public sealed class DetectArrayTests
{
    [Fact]
    public void Brp_detects_what_infrapy_and_ObsPy_detect_within_one_and_a_half_degrees_of_both()
    {
        JsonElement[] detections = Detections(Brp, null, new() { Band = new(1, 5) });
        JsonElement first = detections[0];
        Assert.InRange((At(first) - DateTimeOffset.Parse("2012-04-09T18:07:05.008Z", CultureInfo.InvariantCulture)).TotalSeconds, -2.5, 2.5);
        Assert.InRange(Number(first, "back_azimuth_deg"), 319.6 - 1.5, 318.2 + 1.5);
        Assert.InRange(Number(first, "trace_velocity_km_s"), 0.370, 0.390);
        Assert.Empty(first.GetProperty("bad_elements").EnumerateArray());
        Assert.Equal("leave-one-out", first.GetProperty("check").GetString());
        JsonElement[] windows = Lines(Brp, null, new() { Band = new(1, 5) }, all: true).Where(l => Kind(l) == "window").ToArray();
        Assert.All(Between(windows, 670, 690), w => Assert.InRange(Number(w, "back_azimuth_deg"), 250.3 - 1.5, 250.3 + 1.5));
        Assert.All(Between(windows, 805, 825), w => Assert.InRange(Number(w, "back_azimuth_deg"), 319.6 - 1.5, 322.3 + 1.5));
    }

    [Theory]
    [InlineData("W220", 110.84, 1.5)]
    [InlineData("W420", 82.41, 1.5)]
    public void The_surface_explosion_is_seen_from_where_it_was(string array, double trueDeg, double withinDeg)
    {
        JsonElement strongest = Detections([Seismo($"hrr5/{array}_100Hz.mseed")], Seismo("hrr5/stations.csv"), new() { Band = new(0.5, 3), WindowS = 20 }).MaxBy(d => Number(d, "F"));
        Assert.InRange(Number(strongest, "back_azimuth_deg"), trueDeg - withinDeg, trueDeg + withinDeg);
        Assert.Empty(strongest.GetProperty("bad_elements").EnumerateArray());
    }

    [Fact]
    public void Agfa_gives_the_P_wave_and_the_slow_wave_that_ObsPy_gives()
    {
        JsonElement[] windows = Lines([Seismo("obspy-arrays/agfa_corrected.mseed")], Seismo("obspy-arrays/agfainventory.xml"),
            new() { Band = new(1, 8), WindowS = 1, StepS = 0.05, ElementSigmaM = 0.5 }, all: true).Where(l => Kind(l) == "window" && l.TryGetProperty("back_azimuth_deg", out _)).ToArray();
        Assert.Contains(windows, w => Near(w, 277.6, 6, 0.454, 0.3) && Number(w, "semblance") > 0.97);
        Assert.Contains(windows, w => Near(w, 281.5, 1, 2.11, 0.1) && Number(w, "semblance") > 0.97);
    }

    [Fact]
    public void Without_places_there_is_no_array_and_the_reason_is_said() =>
        Assert.Throws<BadInputException>(() => Lines([Seismo("hrr5/W220_100Hz.mseed")], null, new(), all: false));

    [Fact]
    public void A_file_that_is_no_recording_is_bad_input() =>
        Assert.Throws<BadInputException>(() => Lines([Seismo("hrr5/stations.csv")], null, new(), all: false));

    private static string[] Brp => [.. Enumerable.Range(1, 4).Select(i => Seismo($"infrapy-brp/YJ.BRP{i}..EDF.SAC"))];

    private static string Seismo(string relative) => SharedData.Path("seismo/" + relative);

    private static bool Near(JsonElement w, double deg, double withinDeg, double sPerKm, double withinSPerKm) =>
        Math.Abs(Number(w, "back_azimuth_deg") - deg) <= withinDeg && Math.Abs(Number(w, "slowness_s_per_km") - sPerKm) <= withinSPerKm;

    // Windows that begin within seconds after the start of the BRP recording.
    private static JsonElement[] Between(JsonElement[] windows, double fromS, double toS)
    {
        DateTimeOffset start = DateTimeOffset.Parse("2012-04-09T18:00:00Z", CultureInfo.InvariantCulture);
        JsonElement[] found = [.. windows.Where(w => DateTimeOffset.Parse(w.GetProperty("window_start").GetString()!, CultureInfo.InvariantCulture) is var t && (t - start).TotalSeconds >= fromS && (t - start).TotalSeconds <= toS)];
        Assert.Equal(5, found.Length);
        return found;
    }

    private static JsonElement[] Detections(string[] files, string? stations, ArrayOptions options) => [.. Lines(files, stations, options, all: false).Where(l => Kind(l) == "detection")];

    private static JsonElement[] Lines(string[] files, string? stations, ArrayOptions options, bool all)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(0, DetectArray.Run(files, stations, options, all, json: true, output, errors));
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
    }

    private static string Kind(JsonElement line) => line.GetProperty("kind").GetString()!;

    private static double Number(JsonElement line, string name) => line.GetProperty(name).GetDouble();

    private static DateTimeOffset At(JsonElement line) => DateTimeOffset.Parse(line.GetProperty("time").GetString()!, CultureInfo.InvariantCulture);
}
