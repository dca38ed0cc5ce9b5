using System.Collections.Immutable;

namespace Truce.Detections;

/// <summary>How often incidents of each class happen: the unexplained rate of the Poisson field, per km² and hour.</summary>
/// <remarks>
/// The rate is the prior of every hypothesis and the yard-stick that turns a source's P(report | none) into a density of false reports,
/// so that a report of a source with equal chances is worth nothing (docs/fusion.md, section 2). Both rooms must use the same numbers.
/// </remarks>
/// <param name="PerKm2Hour">Rate by <see cref="IncidentClass"/>, per km² and hour; each above 0, <c>Other</c> and <c>Unknown</c> included.</param>
public sealed record IncidentRates(ImmutableArray<double> PerKm2Hour)
{
    /// <summary>The default of a line of contact with its rear: one incident a day in about 2 800 km².</summary>
    /// <remarks>
    /// Chosen, not fitted: 7,000 incidents a month (a fifth of them reported) over 600,000 km² is 1.6e-5 per km² and hour. The shares by class
    /// follow the OSCE SMM's yearly counts (field notes, monitoring missions, section 1), with a fifth kept for what is not named.
    /// </remarks>
    public static IncidentRates Default { get; } = OfTotal(1.6e-5);

    /// <summary>Rate of all classes together, per km² and hour, summed in class order.</summary>
    public double Total { get; } = Sum(PerKm2Hour);

    /// <summary>A class vector divided by its mean under these rates: ln [P(said | class) / P(said | some incident)].</summary>
    /// <remarks>So that what one source says alone is worth its P(report | event) and no more, whatever words it uses.</remarks>
    /// <param name="logs">ln P(said | class), one for each class.</param>
    public ImmutableArray<double> Relative(ImmutableArray<double> logs)
    {
        double mean = 0;
        for (int c = 0; c < logs.Length; c++) mean += PerKm2Hour[c] / Total * Math.Exp(logs[c]);
        double log = Math.Log(mean);
        return [.. logs.Select(l => l - log)];
    }

    /// <summary>The default shares by class at another total rate, per km² and hour.</summary>
    public static IncidentRates OfTotal(double perKm2Hour)
    {
        ReadOnlySpan<double> shares =
        [
            0.40, // Explosion
            0.10, // SmallArmsFire
            0.05, // ProjectileInFlight
            0.01, // MuzzleFlash
            0.01, // IlluminationFlare
            0.10, // Fire
            0.05, // WeaponPresence
            0.05, // Flight
            0.02, // AdvanceOfPositions
            0.01, // RestrictionOfMovement
            0.01, // InterferenceWithMonitoring
            0.09, // Other
            0.10, // Unknown
        ];
        var rates = ImmutableArray.CreateBuilder<double>(shares.Length);
        foreach (double share in shares) rates.Add(share * perKm2Hour);
        return new(rates.MoveToImmutable());
    }

    private static double Sum(ImmutableArray<double> rates)
    {
        if (rates.IsDefault || rates.Length != IncidentClasses.Count)
        {
            throw new ArgumentException($"{IncidentClasses.Count} rates expected, one for each incident class", nameof(rates));
        }

        double sum = 0;
        foreach (double rate in rates)
        {
            if (!(rate > 0 && double.IsFinite(rate))) throw new ArgumentException($"every rate must be above 0, got {rate}", nameof(rates));
            sum += rate;
        }

        return sum;
    }
}
