namespace Truce.Fusion.Arrivals;

/// <summary>How places are searched and how well bearings are believed.</summary>
public sealed record LocatorOptions
{
    /// <summary>1 σ of what bends a bearing on its way through the ground, degrees: dipping layers turn P by several degrees (Bondár et al. 1999, Pure Appl. Geophys. 154, 297-323). We chose the number.</summary>
    public double GroundBearingBiasDeg { get; init; } = 4;

    /// <summary>1 σ of what bends a bearing of audible sound, degrees: 10 m/s across the way are 1.7°.</summary>
    public double SoundBearingBiasDeg { get; init; } = 1.7;

    /// <summary>1 σ of what bends a bearing of infrasound, degrees: cross-winds of the stratosphere turn it by up to about 10°, several as a rule (Le Pichon et al. 2005, J. Geophys. Res. 110, D12). We chose the number.</summary>
    public double InfrasoundBearingBiasDeg { get; init; } = 3.5;

    /// <summary>Probability that a bearing is that of something else.</summary>
    public double StrayBearing { get; init; } = 0.02;

    /// <summary>1 σ of a slowness about the model's, a share: the ground below an array is not the model's. Weak evidence by intention.</summary>
    public double SlownessShare { get; init; } = 0.3;

    /// <summary>Natural logarithm of the density, a second, of an arrival that cannot be of this event at all (out of the reach of its phase).</summary>
    public double OutOfReachLog { get; init; } = -15;

    /// <summary>Deepest source that is looked for, km; 0 says that all sources are at the surface.</summary>
    public double DeepestKm { get; init; } = 30;

    /// <summary>Scale of the prior of depth, km: exp(−z/scale).</summary>
    public double DepthScaleKm { get; init; } = 10;

    /// <summary>Cells that shall hold 99.5 % at the end; up to four times as many come out.</summary>
    public int TargetCells { get; init; } = 120;

    /// <summary>Whether every arrival is left out once to see how far the place moves; costs one more location an arrival.</summary>
    public bool LeaveOneOut { get; init; } = true;

    /// <summary>Smallest cell, km.</summary>
    public double SmallestCellKm { get; init; } = 0.0005;
}
