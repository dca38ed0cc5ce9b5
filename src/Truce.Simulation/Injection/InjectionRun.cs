using System.Collections.Immutable;
using NodaTime;
using Truce.Coverage.Hearing;

namespace Truce.Simulation.Injection;

/// <summary>One planted event: SIMULATED, in real noise.</summary>
/// <param name="SnrDb">Its ratio, decibels.</param>
/// <param name="Arrival">When it arrives.</param>
/// <param name="BearingDeg">Where it comes from, degrees; arrays only.</param>
/// <param name="Signal">What was planted.</param>
/// <param name="Detected">Whether it was detected.</param>
public sealed record PlantedEvent(double SnrDb, Instant Arrival, double? BearingDeg, PlantedSignal Signal, bool Detected);

/// <summary>What became of planted events, and what the detector says of the untouched noise.</summary>
/// <param name="Sensor">The channel, or the array.</param>
/// <param name="Points">Detections by ratio.</param>
/// <param name="Planted">Every event.</param>
/// <param name="QuietS">Seconds of untouched noise that are not masked.</param>
/// <param name="FalseAlarms">Detections in them.</param>
/// <param name="Masked">Detections that were taken for real events.</param>
/// <param name="ChanceHits">Of the blanks, those at which a detection lies by chance.</param>
/// <param name="Blanks">Instants that were asked.</param>
/// <param name="NoiseRms">Root mean squares of the noise in the band, as recorded, in seven equal shares of the quiet time: the middles of the shares.</param>
/// <param name="Problem">Why nothing was planted; empty when something was.</param>
public sealed record InjectionRun(
    string Sensor, ImmutableArray<DetectionPoint> Points, ImmutableArray<PlantedEvent> Planted, double QuietS, int FalseAlarms, int Masked, int ChanceHits, int Blanks, ImmutableArray<double> NoiseRms, string Problem)
{
    internal const int NoiseShares = 7;

    // The least time that is worth planting in.
    internal const double LeastQuietS = 10;

    /// <summary>Nothing was planted, and why.</summary>
    public static InjectionRun None(string sensor, string problem) => new(sensor, [], [], 0, 0, 0, 0, 0, [], problem);

    internal static ImmutableArray<DetectionPoint> Count(IEnumerable<PlantedEvent> planted) =>
        [.. planted.GroupBy(p => p.SnrDb).OrderBy(g => g.Key).Select(g => new DetectionPoint(g.Key, g.Count(p => p.Detected), g.Count()))];

    internal static ImmutableArray<double> Quantiles(List<double> levels)
    {
        levels.Sort();
        return [.. Enumerable.Range(0, NoiseShares).Select(i => levels[(int)((i + 0.5) / NoiseShares * levels.Count)])];
    }
}
