namespace Truce.Fusion.Character;

/// <summary>How much TNT would have sounded like it: a range and a proxy, never a yield. It says nothing of what exploded.</summary>
/// <param name="LowKg">5 % bound, kilograms of TNT equivalent.</param>
/// <param name="HighKg">95 % bound.</param>
public readonly record struct SizeProxy(double LowKg, double HighKg)
{
    private const double AmbientPa = 101_325;
    private const double Least = 1e-3, Most = 1e8; // a cartridge; a hundred kilotonnes

    // Winds raise or lower what arrives by a factor of about 3 either way (peers' intervals span two orders of magnitude in charge: field notes).
    private const double AirLnSigma = 1.1;

    // One standard deviation of a network's magnitude, and the step by which a charge on the ground shakes it less than one buried and tamped.
    private const double MagnitudeSigma = 0.3, FreeSurfaceLoss = 1.5;
    private const double Z90 = 1.645;

    /// <summary>From the peak overpressure of the direct wave: Kinney and Graham (1985), Explosive Shocks in Air, 2nd ed., scaled to the distance (Hopkinson and Cranz), with the spread of propagation. Null when a number makes no sense or the range leaves 1 g to 100 kt.</summary>
    /// <param name="peakPa">Peak overpressure at the sensor, pascals, above 0.</param>
    /// <param name="distanceM">Distance, metres, above 0.</param>
    public static SizeProxy? FromAir(double peakPa, double distanceM)
    {
        if (!(peakPa > 0) || !(distanceM > 0) || !double.IsFinite(peakPa) || !double.IsFinite(distanceM)) return null;
        double spread = Math.Exp(Z90 * AirLnSigma);
        return Bounded(ChargeKg(peakPa / spread, distanceM), ChargeKg(peakPa * spread, distanceM));
    }

    /// <summary>From a local magnitude: a charge that is buried and tamped gives at most 2.45 + 0.73 log₁₀ W, W in tonnes (Khalturin, Rautian and Richards 1998, BSSA 88, 1511); one on the ground shakes it by 1.5 units less (chosen). The range covers both and the error of the magnitude.</summary>
    /// <param name="magnitude">Local magnitude.</param>
    public static SizeProxy? FromGround(double magnitude)
    {
        if (!double.IsFinite(magnitude)) return null;
        return Bounded(1000 * Math.Pow(10, (magnitude - (Z90 * MagnitudeSigma) - 2.45) / 0.73), 1000 * Math.Pow(10, (magnitude + FreeSurfaceLoss + (Z90 * MagnitudeSigma) - 2.45) / 0.73));
    }

    /// <summary>Local magnitude of one station (IASPEI 2013, standard ML; Hutton and Boore 1987): log₁₀ A + 1.11 log₁₀ R + 0.00189 R − 2.09.</summary>
    /// <param name="displacementNm">Largest displacement of the ground on a horizontal trace of a Wood-Anderson response of gain 1, nanometres, above 0.</param>
    /// <param name="hypocentralKm">Distance to the source, kilometres, above 0; the formula was fitted from 10 to 700 km.</param>
    public static double LocalMagnitude(double displacementNm, double hypocentralKm) =>
        Math.Log10(displacementNm) + (1.11 * Math.Log10(hypocentralKm)) + (0.00189 * hypocentralKm) - 2.09;

    /// <summary>Peak overpressure at a distance from a charge, pascals (Kinney and Graham 1985, eq. 6-2; Z in m/kg^⅓).</summary>
    public static double OverpressurePa(double chargeKg, double distanceM)
    {
        double z = distanceM / Math.Cbrt(chargeKg);
        return AmbientPa * 808 * (1 + (z / 4.5 * (z / 4.5)))
            / (Math.Sqrt(1 + (z / 0.048 * (z / 0.048))) * Math.Sqrt(1 + (z / 0.32 * (z / 0.32))) * Math.Sqrt(1 + (z / 1.35 * (z / 1.35))));
    }

    // Overpressure rises with the charge at a given distance: bisection over the logarithm.
    private static double ChargeKg(double peakPa, double distanceM)
    {
        double low = Math.Log(Least), high = Math.Log(Most);
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (OverpressurePa(Math.Exp(middle), distanceM) < peakPa) low = middle;
            else high = middle;
        }

        return Math.Exp((low + high) / 2);
    }

    private static SizeProxy? Bounded(double lowKg, double highKg) => highKg <= Least * 1.001 || lowKg >= Most * 0.999 ? null : new(Math.Max(Least, lowKg), Math.Min(Most, highKg));
}
