using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Fusion.Character;

/// <summary>Reads what an event is like from what its signals show: a product of rows, each with its reason. Nothing known leaves it unknown.</summary>
/// <remarks>
/// The rows are chosen and not fitted, on coarse scales: no set of labelled shells, quarry shots and thunder over one network is open. They follow what the field agrees on: explosions
/// have strong P beside S at high frequencies at local distances (O'Rourke, Baker and Sheehan 2016, BSSA 106; Pyle and Walter 2019, BSSA 109), earthquakes are deep and silent in the
/// air, thunder and sonic booms come from long or moving sources and hardly shake the ground (Campus and Christie 2010, in: Infrasound Monitoring for Atmospheric Studies), quarries
/// work by day at places that are known. To be fitted once people have closed cases of each.
/// </remarks>
public static class CharacterReader
{
    /// <summary>Probability from which a likeness is named.</summary>
    public const double NamedFrom = 0.8;

    /// <summary>Depth that no quarry and no weapon reaches, kilometres.</summary>
    public const double DeepKm = 3;

    // Bearings of one array from window to window: steady to so many degrees; a source that moves or is long swings by more.
    private const double SteadyDeg = 5, SwingingDeg = 15;

    // In the order of Likeness: unknown, explosion, earthquake, thunder, sonic boom, quarry.
    private static readonly double[] Prior = [0.25, 0.15, 0.15, 0.15, 0.15, 0.15];
    private static readonly double[] GroundAndAir = [0.2, 0.5, 0.02, 0.08, 0.08, 0.4];
    private static readonly double[] GroundAlone = [0.3, 0.2, 0.8, 0.01, 0.01, 0.3];
    private static readonly double[] AirAlone = [0.4, 0.3, 0.01, 0.8, 0.8, 0.1];
    private static readonly double[] Deep = [0.3, 0.01, 0.85, 0.005, 0.005, 0.01];
    private static readonly double[] Shallow = [0.5, 0.95, 0.15, 0.95, 0.95, 0.95];
    private static readonly double[] Steady = [0.5, 0.85, 0.6, 0.2, 0.3, 0.85];
    private static readonly double[] Swinging = [0.2, 0.03, 0.1, 0.6, 0.5, 0.03];
    private static readonly double[] Strokes = [0.05, 0.02, 0.02, 0.9, 0.02, 0.02];
    private static readonly double[] NoStrokes = [0.95, 0.98, 0.98, 0.1, 0.98, 0.98];
    private static readonly double[] AtQuarry = [0.05, 0.03, 0.01, 0.01, 0.01, 0.7];
    private static readonly double[] NotAtQuarry = [0.95, 0.97, 0.99, 0.99, 0.99, 0.3]; // no list is complete
    private static readonly double[] ByDay = [0.45, 0.43, 0.43, 0.45, 0.5, 0.95]; // 72 of 168 hours of a week
    private static readonly double[] ByNight = [0.55, 0.57, 0.57, 0.55, 0.5, 0.05];

    // Middle and 1 σ of log₁₀ P/S, a station's; those of unknown take the others in.
    private static readonly (double Middle, double Sigma)[] POverS = [(0, 0.5), (0.2, 0.3), (-0.3, 0.3), (0, 0.5), (0, 0.5), (0.05, 0.35)];

    /// <summary>The reading.</summary>
    public static CharacterReading Read(EventFeatures f)
    {
        var reasons = ImmutableArray.CreateBuilder<CharacterReason>();
        void Row(Saying why, double[] row) => reasons.Add(new(why, [.. row.Select(p => Math.Log(p))]));
        switch (f.Ground, f.Air)
        {
            case (Hearing.Heard, Hearing.Heard): Row(Say.Of("character.ground-and-air"), GroundAndAir); break;
            case (Hearing.Heard, Hearing.NotHeard): Row(Say.Of("character.ground-alone"), GroundAlone); break;
            case (Hearing.NotHeard, Hearing.Heard): Row(Say.Of("character.air-alone"), AirAlone); break;
        }

        if (f.LogPOverS is { } ratio && f.POverSStations > 0) reasons.Add(PAndS(ratio, f.POverSStations));
        if (f.DepthKm is { } depth && depth.LowKm >= DeepKm) Row(Say.Of("character.deep", SayingPart.Of(depth.LowKm, 0), SayingPart.Of(depth.HighKm, 0)), Deep);
        else if (f.DepthKm is { } shallow && shallow.HighKm <= DeepKm) Row(Say.Of("character.shallow", SayingPart.Of(shallow.HighKm, 0)), Shallow);
        if (f.BearingSwingDeg is { } swing && swing >= SwingingDeg) Row(Say.Of("character.swinging", SayingPart.Of(swing, 0)), Swinging);
        else if (f.BearingSwingDeg is { } steady && steady <= SteadyDeg) Row(Say.Of("character.steady", SayingPart.Of(steady, 0)), Steady);
        if (f.Lightning == Hearing.Heard) Row(Say.Of("character.lightning"), Strokes);
        else if (f.Lightning == Hearing.NotHeard) Row(Say.Of("character.no-lightning"), NoStrokes);
        if (f.InQuarry is { } inside) Row(inside >= 0.5 ? Say.Of("character.quarry", Say.P(inside)) : Say.Of("character.no-quarry", Say.P(inside)), Mixed(inside));
        if (f.WorkingHours is { } day) Row(day ? Say.Of("character.by-day") : Say.Of("character.by-night"), day ? ByDay : ByNight);
        return Posterior(reasons.ToImmutable());
    }

    private static double[] Mixed(double inside) => [.. AtQuarry.Zip(NotAtQuarry, (at, not) => (inside * at) + ((1 - inside) * not))];

    // Ratios of one event at several stations share the source and the path's crust: they count as the root of their number.
    private static CharacterReason PAndS(double ratio, int stations)
    {
        double weight = Math.Sqrt(stations);
        return new(Say.Of("character.p-over-s", SayingPart.Of(ratio, 2), stations),
            [.. POverS.Select(g => weight * ((-0.5 * (ratio - g.Middle) * (ratio - g.Middle) / (g.Sigma * g.Sigma)) - Math.Log(g.Sigma)))]);
    }

    private static CharacterReading Posterior(ImmutableArray<CharacterReason> reasons)
    {
        double[] log = [.. Prior.Select(p => Math.Log(p))];
        foreach (CharacterReason r in reasons)
        {
            for (int i = 0; i < log.Length; i++) log[i] += r.LogLikelihood[i];
        }

        double highest = log.Max(), sum = log.Sum(l => Math.Exp(l - highest));
        ImmutableArray<double> p = [.. log.Select(l => Math.Exp(l - highest) / sum)];
        Likeness likest = Likenesses.All.MaxBy(l => p[(int)l]);
        return new(p[(int)likest] >= NamedFrom ? likest : Likeness.Unknown, p, reasons);
    }
}
