namespace Truce.Simulation;

/// <summary>What a simulated world may be asked to be like. Its land, its line and its script follow from the seed.</summary>
public sealed record WorldOptions
{
    /// <summary>How busy the line is: factor on the rates of unscripted events, 0 to 20; 0 leaves the scripted ones.</summary>
    public double Intensity { get; init; } = 1;

    /// <summary>Mean number of agricultural fires a day; clutter for a thermal sensor. 0 to 500.</summary>
    public double AgriculturalFiresPerDay { get; init; } = 14;

    /// <summary>Settlements in the land, 30 to 96.</summary>
    public int Settlements { get; init; } = 72;

    /// <summary>The options, or an <see cref="ArgumentException"/> that says what to write instead.</summary>
    public WorldOptions Validated()
    {
        if (Intensity is not (>= 0 and <= 20)) throw new ArgumentException($"intensity {Intensity}: write a factor from 0 to 20");
        if (AgriculturalFiresPerDay is not (>= 0 and <= 500)) throw new ArgumentException($"fires a day {AgriculturalFiresPerDay}: write 0 to 500");
        if (Settlements is < 30 or > 96) throw new ArgumentException($"settlements {Settlements}: write 30 to 96");
        return this;
    }
}
