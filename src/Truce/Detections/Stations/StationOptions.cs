using System.Collections.Immutable;
using Truce.Detections.Signals;

namespace Truce.Detections.Stations;

/// <summary>How averages over the short and the long window are taken.</summary>
public enum AverageForm
{
    /// <summary>Exponential: <c>sta += (x² − sta)/Ns</c> (Withers et al. 1998, Bull. Seismol. Soc. Am. 88, 95–106).</summary>
    Recursive,

    /// <summary>Moving sums over the last Ns and Nl samples (Allen 1978; Withers et al. 1998).</summary>
    Classic,
}

/// <summary>How single channels are watched: band, averages, thresholds, onset.</summary>
/// <remarks>The defaults are those of the work on the Malyn array (Dando et al. 2023, Nature 621: P band 6 to 16 Hz, STA 0.3 s, LTA 3 s); thresholds 3.5 and 1 are those of ObsPy's network example.</remarks>
public sealed record StationOptions
{
    /// <summary>Most bands a channel.</summary>
    public const int MostBands = 8;

    /// <summary>Pass bands; each is a detector of its own.</summary>
    public ImmutableArray<FilterBand> Bands { get; init; } = [new(6, 16)];

    /// <summary>Short window, seconds; above 0.</summary>
    public double StaS { get; init; } = 0.3;

    /// <summary>Long window, seconds; longer than the short one.</summary>
    public double LtaS { get; init; } = 3;

    /// <summary>A trigger opens when STA/LTA rises above this; above 1.</summary>
    public double OnRatio { get; init; } = 3.5;

    /// <summary>It stays open while STA/LTA is above this; above 0, at most <see cref="OnRatio"/>.</summary>
    public double OffRatio { get; init; } = 1;

    /// <summary>The form of the averages.</summary>
    public AverageForm Form { get; init; }

    /// <summary>A trigger is closed when it has been open for so long, seconds, and opens again only when the ratio rises above <see cref="OnRatio"/> afresh.</summary>
    public double LongestTriggerS { get; init; } = 600;

    /// <summary>Only triggers whose window around the onset has at least this kurtosis count (3 is Gaussian noise); absent: all count.</summary>
    public double? KurtosisAtLeast { get; init; }

    /// <summary>Filter from rest, as batch programs do, so that an offset of the recorder makes a step; otherwise from the first sample as if it had stood for ever.</summary>
    public bool FromRest { get; init; }

    /// <summary>Samples that do not change for so long are no signal: what comes behind them starts afresh, as behind a gap; seconds.</summary>
    public double StandstillS { get; init; } = 10;

    /// <summary>Samples in the short window at a rate: whole ones, as ObsPy counts them.</summary>
    public int ShortSamples(double sampleRateHz) => Whole(StaS * sampleRateHz);

    /// <summary>Samples in the long window.</summary>
    public int LongSamples(double sampleRateHz) => Whole(LtaS * sampleRateHz);

    /// <summary>What is wrong with these options at a sample rate; empty when nothing is.</summary>
    public string Problem(double sampleRateHz)
    {
        if (Bands.Length is 0 or > MostBands) return $"{Bands.Length} bands: write 1 to {MostBands}";
        if (Bands.Select(b => b.Problem(sampleRateHz)).FirstOrDefault(p => p.Length > 0) is { } band) return band;
        if (!(StaS > 0) || ShortSamples(sampleRateHz) < 1) return $"short window {StaS} s: write a time of at least a sample";
        if (!(LtaS * sampleRateHz <= LongestWindow)) return $"long window {LtaS} s: write one of at most {LongestWindow} samples";
        if (LongSamples(sampleRateHz) <= ShortSamples(sampleRateHz)) return $"long window {LtaS} s: write one longer than the short window, {StaS} s";
        if (!(OnRatio > 1) || !double.IsFinite(OnRatio)) return $"on ratio {OnRatio}: write a number above 1";
        if (!(OffRatio > 0) || OffRatio > OnRatio) return $"off ratio {OffRatio}: write a number above 0 and at most the on ratio, {OnRatio}";
        if (!(LongestTriggerS * sampleRateHz is >= 1 and <= int.MaxValue / 2)) return $"longest trigger {LongestTriggerS} s: write a time of at least a sample";
        return StandstillS * sampleRateHz >= 2 ? "" : $"standstill {StandstillS} s: write a time of at least two samples";
    }

    private const int LongestWindow = 1 << 20;

    // 0.57 s at 100 Hz are 57 samples, also where the product falls a rounding short of it.
    private static int Whole(double samples) => (int)Math.Floor(samples + 1e-6);
}
