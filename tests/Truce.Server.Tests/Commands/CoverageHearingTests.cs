using System.Text.Json;
using Truce.Measures;
using Truce.Server.Commands;
using Truce.Server.Running;
using Truce.Simulation.Injection;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary>Events planted in real noise (docs/quality-injection.md).</summary>
public sealed class CoverageHearingTests
{
    private static readonly InjectionOptions Few = new() { Trials = 20, SnrDb = [-20, 10, 14, 18, 22, 30] };

    [Fact]
    public void On_W220_detection_rises_from_chance_to_all_and_the_reach_is_not_known_without_a_sensitivity()
    {
        JsonElement[] lines = Lines(W220() with { Injection = Few }, out int code);
        Assert.Equal(0, code);
        Rises(Points(lines, "W220"), Number(One(lines, "noise"), "chance"));
        Assert.InRange(Number(One(lines, "noise"), "quiet_minutes"), 5, 15);
        Assert.All(lines.Where(l => Kind(l) == "reach"), l => Assert.Contains("sensitivity not known", l.GetProperty("unknown").GetString(), StringComparison.Ordinal));
        Assert.All(lines.Where(l => Kind(l) == "reach"), l => Assert.Equal(JsonValueKind.Null, l.GetProperty("pd50_km").ValueKind));
        Assert.DoesNotContain(lines, l => Kind(l) == "distance");
    }

    [Fact]
    public void On_the_single_stations_of_UH_detection_rises_from_chance_to_all()
    {
        JsonElement[] lines = Lines(Uh() with { Injection = Few }, out int code);
        Assert.Equal(0, code);
        JsonElement[] heard = [.. lines.Where(l => Kind(l) == "noise")];
        Assert.NotEmpty(heard);
        foreach (JsonElement noise in heard) Rises(Points(lines, noise.GetProperty("sensor").GetString()!), Number(noise, "chance"));
    }

    [Fact]
    public void The_seed_repeats_a_run_to_the_letter_and_another_seed_does_not()
    {
        HearingAsked asked = Uh() with { Planted = true, Injection = Few with { Trials = 3 } };
        string first = Text(asked, out _), again = Text(asked, out _), other = Text(asked with { Injection = asked.Injection with { Seed = 7 } }, out _);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Contains("\"kind\":\"planted\"", first, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assumed_noise_gives_a_reach_that_says_that_it_was_assumed_and_grows_with_size()
    {
        JsonElement[] lines = Lines(W220() with { AssumedNoise = 0.05, Injection = Few }, out _);
        JsonElement[] reach = [.. lines.Where(l => Kind(l) == "reach")];
        Assert.Equal(3, reach.Length);
        Assert.All(reach, l => Assert.Contains("ASSUMED", l.GetProperty("assumptions").GetString(), StringComparison.Ordinal));
        Assert.True(Number(reach[0], "pd50_km") < Number(reach[1], "pd50_km") && Number(reach[1], "pd50_km") < Number(reach[2], "pd50_km"));
        Assert.All(reach, l => Assert.True(Number(l, "pd90_km") < Number(l, "pd50_km")));
    }

    [Fact]
    public void What_makes_no_sense_is_bad_input()
    {
        Assert.Throws<BadInputException>(() => Text(W220() with { SizesKg = [10, 1] }, out _));
        Assert.Throws<BadInputException>(() => Text(W220() with { Injection = new() { Trials = 0 } }, out _));
        Assert.Throws<BadInputException>(() => Text(W220() with { AssumedNoise = -1 }, out _));
        Assert.Throws<BadInputException>(() => Text(new HearingAsked { Files = [Seismo("hrr5/stations.csv")] }, out _));
        Assert.Throws<BadInputException>(() => Text(W220() with { Array = new() { Band = new(1, 80) } }, out _));
    }

    [Fact]
    public void A_detector_that_is_too_deaf_is_seen()
    {
        HearingAsked deaf = Uh() with { Injection = Few with { Trials = 5 } };
        JsonElement[] lines = Lines(deaf with { Channels = deaf.Channels with { OnRatio = 19.5 } }, out int code); // an average of 0.5 s in one of 10 s cannot exceed 20
        Assert.Equal(1, code);
        Assert.All(lines.Where(l => Kind(l) == "fit"), l => Assert.True(l.TryGetProperty("unknown", out _)));
    }

    // At −20 dB what is detected is chance; at 30 dB nearly all; between them no rate falls below an earlier one by more than the exact intervals allow.
    private static void Rises((double SnrDb, int Detected, int Of)[] points, double chance)
    {
        Assert.Equal(-20, points[0].SnrDb);
        (double low, double high) = ExactIntervals.Share(points[0].Detected, points[0].Of);
        Assert.InRange(chance, low, high);
        Assert.True(points[^1].Detected >= 0.95 * points[^1].Of, $"{points[^1].Detected} of {points[^1].Of} at {points[^1].SnrDb} dB");
        for (int i = 1; i < points.Length; i++) Assert.True(ExactIntervals.Share(points[i].Detected, points[i].Of).High >= ExactIntervals.Share(points[i - 1].Detected, points[i - 1].Of).Low);
    }

    private static (double SnrDb, int Detected, int Of)[] Points(JsonElement[] lines, string sensor) =>
        [.. lines.Where(l => Kind(l) == "curve" && l.GetProperty("sensor").GetString() == sensor).Select(l => (Number(l, "snr_db"), l.GetProperty("detected").GetInt32(), l.GetProperty("of").GetInt32()))];

    private static HearingAsked W220() => new() { Files = [Seismo("hrr5/W220_100Hz.mseed")], Stations = Seismo("hrr5/stations.csv") };

    private static HearingAsked Uh() => new()
    {
        Files = [.. Directory.GetFiles(Path.GetDirectoryName(Seismo("obspy-uh-network/BW.UH1._.SHZ.D.2010.147.cut.slist.gz"))!, "*Z.D*.gz").Order(StringComparer.Ordinal)],
        Channels = new() { Bands = [new(10, 20)], StaS = 0.5, LtaS = 10 },
    };

    private static JsonElement[] Lines(HearingAsked asked, out int code) => [.. Text(asked, out code).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private static string Text(HearingAsked asked, out int code)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        code = InjectCommand.Run(asked, json: true, output, errors);
        return output.ToString();
    }

    private static JsonElement One(JsonElement[] lines, string kind) => lines.Single(l => Kind(l) == kind);

    private static string Kind(JsonElement line) => line.GetProperty("kind").GetString()!;

    private static double Number(JsonElement line, string name) => line.GetProperty(name).GetDouble();

    private static string Seismo(string relative) => SharedData.Path("seismo/" + relative);
}
