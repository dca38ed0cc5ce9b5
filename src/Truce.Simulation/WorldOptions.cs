using System.Collections.Immutable;

namespace Truce.Simulation;

/// <summary>What a simulated world may be asked to be like. Its land and its line follow from the seed; what happens in it, from the scenario.</summary>
public sealed record WorldOptions
{
    /// <summary>How busy the line is: factor on the rates of unscripted events, 0 to 20; 0 leaves the scripted ones.</summary>
    public double Intensity { get; init; } = 1;

    /// <summary>Mean number of agricultural fires a day; clutter for a thermal sensor. 0 to 500.</summary>
    public double AgriculturalFiresPerDay { get; init; } = 14;

    /// <summary>Mean number of rumours of nothing a day that outlets spread. 0 to 20.</summary>
    public double RumoursPerDay { get; init; } = 1.2;

    /// <summary>Mean number of air alarms a day that no event called for. 0 to 50.</summary>
    public double AlarmsPerDay { get; init; } = 5;

    /// <summary>Registers of facts that the mission declares complete, in the words of docs/formats/mission.md.</summary>
    public ImmutableArray<string> CompleteRegisters { get; init; } = [];

    /// <summary>Settlements in the land, 30 to 96.</summary>
    public int Settlements { get; init; } = 72;

    /// <summary>The options, or an <see cref="ArgumentException"/> that says what to write instead.</summary>
    public WorldOptions Validated()
    {
        if (Intensity is not (>= 0 and <= 20)) throw new ArgumentException($"intensity {Intensity}: write a factor from 0 to 20");
        if (AgriculturalFiresPerDay is not (>= 0 and <= 500)) throw new ArgumentException($"fires a day {AgriculturalFiresPerDay}: write 0 to 500");
        if (RumoursPerDay is not (>= 0 and <= 20)) throw new ArgumentException($"rumours a day {RumoursPerDay}: write 0 to 20");
        if (AlarmsPerDay is not (>= 0 and <= 50)) throw new ArgumentException($"alarms a day {AlarmsPerDay}: write 0 to 50");
        if (Settlements is < 30 or > 96) throw new ArgumentException($"settlements {Settlements}: write 30 to 96");
        return this;
    }
}
