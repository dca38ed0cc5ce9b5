using System.Collections.Immutable;

namespace Truce.Simulation.Injection;

/// <summary>How events are put into noise, and when they count as detected.</summary>
public sealed record InjectionOptions
{
    /// <summary>Signal-to-noise ratios, decibels: 20 log₁₀ of the greatest absolute value of the signal behind the detector's band filter over the root mean square of the noise behind the same filter in the <see cref="NoiseWindowS"/> seconds right before the arrival (arrays: over all elements).</summary>
    public ImmutableArray<double> SnrDb { get; init; } = [-20, 0, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 30];

    /// <summary>Events at each ratio.</summary>
    public int Trials { get; init; } = 40;

    /// <summary>Everything random follows from it.</summary>
    public ulong Seed { get; init; } = 20_261_122;

    /// <summary>Seconds of noise right before the arrival over which its level is taken.</summary>
    public double NoiseWindowS { get; init; } = 10;

    /// <summary>An onset counts when it lies so near the arrival of P (or the blast) or of S, seconds; an array's detection when the arrival lies in it or so near.</summary>
    public double ToleranceS { get; init; } = 1;

    /// <summary>An array's bearing must lie so near the true one, degrees.</summary>
    public double BearingDeg { get; init; } = 10;

    /// <summary>What the detector finds in the untouched recording with at least so many times its threshold is taken for a real event and kept out; weaker ones stay, as false alarms.</summary>
    public double MaskRatio { get; init; } = 2;

    /// <summary>Seconds that are kept out on either side of what is masked; channels: behind it at least until the long window has forgotten it.</summary>
    public double MaskMarginS { get; init; } = 10;

    /// <summary>Speed of sound along the ground, km/s.</summary>
    public double SoundKmPerS { get; init; } = 0.34;

    /// <summary>Each hertz of a blast arrives so much later, seconds.</summary>
    public double DispersionSPerHz { get; init; }

    /// <summary>Instants in the untouched recording at which it is asked whether a detection lies there by chance; 1 or more.</summary>
    public int Blanks { get; init; } = 1000;
}
