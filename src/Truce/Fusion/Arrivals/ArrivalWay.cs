using Truce.Detections.Arrivals;

namespace Truce.Fusion.Arrivals;

/// <summary>One way by which one arrival can have come from the place that is tried, as numbers of a line: implied origin time = t0 + V·(common errors of its block).</summary>
/// <remarks>Ground: T (1 + g), S further with h. Sound: T (1 + a + w/c), w the part of the wind that blows from the site to the source; linear, at 10 m/s the square is 0.1 % of T.</remarks>
internal readonly struct ArrivalWay
{
    public readonly ArrivalPhases Phase;
    public readonly double ImpliedS, Variance, Weight, TimeS, ShiftDeg, V0, V1, V2;

    /// <summary>Whether its error is Student's t with common errors; a way of its own is normal.</summary>
    public readonly bool Heavy;

    /// <summary>Block of <see cref="CommonErrors"/>: 0 ground, 1 sound.</summary>
    public readonly int Block;

    public ArrivalWay(ArrivalPhases phase, double impliedS, double variance, double weight, in TravelWay t, double east, double north)
    {
        (Phase, ImpliedS, Variance, Weight, TimeS, ShiftDeg) = (phase, impliedS, variance, weight, t.TimeS, t.BearingShiftDeg);
        Heavy = t.Shared != SharedSpeed.Own;
        if (!Heavy) return;
        V0 = t.TimeS;
        if (t.Shared == SharedSpeed.Sound) (Block, V1, V2) = (1, t.TimeS * east * t.SlownessSPerKm / 1000, t.TimeS * north * t.SlownessSPerKm / 1000);
        else if (t.Shared == SharedSpeed.GroundS) V1 = t.TimeS;
    }
}
