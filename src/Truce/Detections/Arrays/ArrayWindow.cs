using System.Collections.Immutable;
using NodaTime;

namespace Truce.Detections.Arrays;

/// <summary>What an array says of one window.</summary>
public sealed record ArrayWindow
{
    /// <summary>First instant of the window.</summary>
    public required Instant Start { get; init; }

    /// <summary>First instant behind it.</summary>
    public required Instant End { get; init; }

    /// <summary>The plane wave that fits best; absent when fewer than three elements recorded or no wave fits.</summary>
    public PlaneWave? Wave { get; init; }

    /// <summary>F ratio of the beam at the wave's slowness; 0 without a wave.</summary>
    public double F { get; init; }

    /// <summary>What F has to exceed: the level of the noise times the quantile of F.</summary>
    public double FThreshold { get; init; }

    /// <summary>Factor by which the noise of the time before raises F (Arrowsmith et al. 2009), 1 or more.</summary>
    public double NoiseFactor { get; init; } = 1;

    /// <summary>Probability that noise alone reaches F.</summary>
    public double NoiseProbability { get; init; } = 1;

    /// <summary>Semblance at the wave's slowness, every element brought to the same energy, 0 to 1.</summary>
    public double Semblance { get; init; }

    /// <summary>Mean correlation coefficient of the pairs used, −1 to 1.</summary>
    public double MeanCorrelation { get; init; }

    /// <summary>Elements of the fit, by index.</summary>
    public ImmutableArray<int> Used { get; init; } = [];

    /// <summary>Elements with a hole in the window or no samples, by index.</summary>
    public ImmutableArray<int> Missing { get; init; } = [];

    /// <summary>Elements that do not fit.</summary>
    public ImmutableArray<ElementFault> Faults { get; init; } = [];

    /// <summary>What could be checked.</summary>
    public ArrayCheck Check { get; init; }

    /// <summary>Whether the delays agree with a plane wave and the errors known beforehand.</summary>
    public bool Consistent { get; init; }

    /// <summary>Whether F exceeds its threshold and the slowness lies in the search.</summary>
    public bool Detected { get; init; }

    /// <summary>Middle of the window.</summary>
    public Instant Middle => Start + ((End - Start) / 2);
}
