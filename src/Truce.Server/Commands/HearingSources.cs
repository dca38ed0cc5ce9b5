using Truce.Coverage.Hearing;
using Truce.Detections.Signals;
using Truce.Fusion.Character;
using Truce.Simulation.Injection;

namespace Truce.Server.Commands;

/// <summary>What an explosion of a size makes at a distance, in the band of a detector.</summary>
internal static class HearingSources
{
    // Kinney and Graham 1985, positive duration, ms for each cube root of a kilogram: 980 (1 + (Z/0.54)¹⁰) / ((1 + (Z/0.02)³)(1 + (Z/0.74)⁶)√(1 + (Z/6.9)²)), which tends to 4.21 far away.
    private const double FarDurationS = 0.00421;

    // Spread of propagation through the air, as SizeProxy has it; the local magnitude was fitted from 10 to 700 km, and air is not followed farther than 200 km.
    private const double AirLnSigma = 1.1, FarthestAirM = 200_000;

    // As in SizeProxy.FromGround: tamped 2.45 + 0.73 log₁₀ W; a charge on the ground up to 1.5 less; magnitudes to 0.3.
    private const double AtOneTonne = 2.45, PerDecade = 0.73, FreeSurfaceLoss = 1.5, MagnitudeSigma = 0.3;

    /// <summary>Peak overpressure behind the band filter, pascals.</summary>
    public static SourceAtDistance Air(double kg, FilterBand band, double rateHz)
    {
        double durationS = FarDurationS * Math.Cbrt(kg);
        int before = (int)rateHz, count = (int)(rateHz * (before / rateHz + 4 + (20 / band.LowHz)));
        double kept = PlantedSignal.PeakInBand(new PlantedSignal.Blast(durationS).Sampled(before, count, rateHz), band, rateHz);
        return new(d => kept * SizeProxy.OverpressurePa(kg, d), AirLnSigma, 100, FarthestAirM,
            $"peak overpressure by Kinney and Graham 1985 in the free air, a pulse of {1000 * durationS:0} ms of which the band keeps {kept:0.000}; ln-sigma {AirLnSigma} for the way; no shadow zones, no loss on the way, no wind");
    }

    /// <summary>Peak velocity of the ground, metres a second.</summary>
    public static SourceAtDistance Ground(double kg, FilterBand band)
    {
        double magnitude = AtOneTonne + (PerDecade * Math.Log10(kg / 1000)) - (FreeSurfaceLoss / 2), hz = Math.Sqrt(band.LowHz * band.HighHz);
        double sigma = Math.Sqrt((MagnitudeSigma * MagnitudeSigma) + (FreeSurfaceLoss * FreeSurfaceLoss / 12)) * Math.Log(10); // anywhere between tamped and free: uniform
        return new(d => 1e-9 * 2 * Math.PI * hz * Math.Pow(10, magnitude - SizeProxy.LocalMagnitude(1, d / 1000)), sigma, 10_000, 700_000,
            $"local magnitude {magnitude:0.0} (Khalturin and others 1998, half-way between tamped and on the ground), its displacement by IASPEI ML taken for one of {hz:0.0} Hz on the vertical; ln-sigma {sigma:0.00}; fitted from 10 to 700 km only");
    }
}
