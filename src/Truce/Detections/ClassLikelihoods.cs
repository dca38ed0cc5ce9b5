using System.Collections.Immutable;
using Truce.Observations;

namespace Truce.Detections;

/// <summary>P(what a source says | what happened): the confusion rows that turn a stated class into a likelihood over incident classes.</summary>
/// <remarks>
/// Chosen, not fitted, on a scale of four words so that nobody reads more into them than we put there:
/// <c>mostly</c> 0.7, <c>often</c> 0.2, <c>rarely</c> 0.05, <c>hardly</c> 0.01 (and 0.002 between a discrete event and a state of affairs). They are
/// to be learned from closed findings once there are some. "Unknown" says the same of every class. Table: docs/fusion.md, section 5.
/// </remarks>
public static class ClassLikelihoods
{
    private const double Mostly = 0.7, Often = 0.2, Rarely = 0.05, Hardly = 0.01, Never = 0.002;

    private static readonly ImmutableArray<double> Flat = [.. Enumerable.Repeat(0.0, IncidentClasses.Count)];

    // Columns: Explosion, SmallArms, Projectile, Muzzle, Flare, Fire, Weapon, Flight, Advance, Restriction, Interference, Other, Unknown.
    private static readonly ImmutableDictionary<ObservationClass, ImmutableArray<double>> Said = new Dictionary<ObservationClass, double[]>
    {
        [ObservationClass.Explosion] = [Mostly, Rarely, Often, Often, Rarely, Rarely, Hardly, Rarely, Rarely, Never, Hardly, Often, Often],
        [ObservationClass.ProjectileInFlight] = [Often, Rarely, Mostly, Often, Often, Hardly, Hardly, Often, Hardly, Never, Hardly, Rarely, Often],
        [ObservationClass.MuzzleFlash] = [Often, Often, Often, Mostly, Rarely, Hardly, Rarely, Hardly, Hardly, Never, Hardly, Rarely, Often],
        [ObservationClass.IlluminationFlare] = [Rarely, Hardly, Rarely, Rarely, Mostly, Rarely, Hardly, Rarely, Hardly, Never, Hardly, Rarely, Often],
        [ObservationClass.BurstOrShot] = [Rarely, Mostly, Rarely, Often, Hardly, Hardly, Hardly, Hardly, Rarely, Never, Rarely, Rarely, Often],
        [ObservationClass.Fire] = [Often, Hardly, Hardly, Hardly, Rarely, Mostly, Hardly, Hardly, Hardly, Never, Never, Often, Often],
        [ObservationClass.Damage] = [Mostly, Rarely, Rarely, Hardly, Hardly, Often, Hardly, Rarely, Rarely, Never, Hardly, Often, Often],
        [ObservationClass.CivilianHarm] = [Mostly, Often, Rarely, Hardly, Hardly, Rarely, Hardly, Rarely, Rarely, Never, Hardly, Often, Often],
        [ObservationClass.WeaponPresence] = [Hardly, Hardly, Hardly, Rarely, Never, Never, Mostly, Rarely, Often, Never, Hardly, Often, Often],
        [ObservationClass.Flight] = [Rarely, Never, Often, Never, Hardly, Never, Hardly, Mostly, Hardly, Never, Rarely, Rarely, Often],
        [ObservationClass.AdvanceOfPositions] = [Hardly, Rarely, Never, Hardly, Never, Never, Often, Hardly, Mostly, Never, Hardly, Often, Often],
        [ObservationClass.RestrictionOfMovement] = [Never, Never, Never, Never, Never, Never, Hardly, Never, Hardly, Mostly, Rarely, Rarely, Rarely],
        [ObservationClass.InterferenceWithMonitoring] = [Never, Hardly, Never, Never, Never, Never, Hardly, Hardly, Never, Rarely, Mostly, Rarely, Rarely],
        // A list of the killed names no means: it says the same of a shell and of a rifle, and mostly leaves the kind of event open.
        [ObservationClass.LethalEvent] = [Rarely, Rarely, Hardly, Hardly, Never, Never, Never, Hardly, Hardly, Never, Never, Rarely, Mostly],
        [ObservationClass.Other] = [Hardly, Hardly, Hardly, Hardly, Hardly, Hardly, Rarely, Rarely, Rarely, Hardly, Hardly, Mostly, Mostly],
    }.ToImmutableDictionary(p => p.Key, p => Logs(p.Value));

    // A thermal sensor sees heat and nothing else: fire first, then what lights one. A blast is over long before the overpass: only the few that
    // leave a fire are seen at all, so heat alone never makes an explosion the likeliest reading.
    private static readonly ImmutableArray<double> Heat =
        Logs([Rarely, Hardly, Hardly, Rarely, Rarely, Mostly, Hardly, Hardly, Hardly, Never, Never, Often, Often]);

    // A microphone or a seismometer names a blast and not what made it.
    private static readonly ImmutableArray<double> Blast =
        Logs([Mostly, Hardly, Rarely, Mostly, Hardly, Hardly, Hardly, Hardly, Hardly, Never, Never, Often, Often]);

    // Who has the thing itself before the eyes, or in a picture, knows what kind of thing it is: little is left for another kind or for none.
    private static readonly ImmutableDictionary<ObservationClass, ImmutableArray<double>> Seen = new Dictionary<ObservationClass, double[]>
    {
        [ObservationClass.WeaponPresence] = [Never, Never, Never, Hardly, Never, Never, Mostly, Rarely, Rarely, Never, Never, Rarely, Rarely],
        [ObservationClass.Flight] = [Never, Never, Rarely, Never, Hardly, Never, Never, Mostly, Never, Never, Hardly, Rarely, Rarely],
        [ObservationClass.AdvanceOfPositions] = [Never, Hardly, Never, Hardly, Never, Never, Rarely, Hardly, Mostly, Never, Hardly, Rarely, Rarely],
    }.ToImmutableDictionary(p => p.Key, p => Logs(p.Value));

    /// <summary>ln P(the source says this, by these means | class), indexed by <see cref="IncidentClass"/>. The same array for the same words.</summary>
    public static ImmutableArray<double> Of(ObservationClass said, ObservationMeans means) => (said, means) switch
    {
        (ObservationClass.Fire or ObservationClass.Unknown, ObservationMeans.SatelliteThermal) => Heat,
        (ObservationClass.Explosion, ObservationMeans.Acoustic or ObservationMeans.Seismic) => Blast,
        (_, ObservationMeans.Saw or ObservationMeans.Camera or ObservationMeans.Uav) when Seen.TryGetValue(said, out ImmutableArray<double> seen) => seen,
        _ => Said.GetValueOrDefault(said, Flat),
    };

    private static ImmutableArray<double> Logs(double[] row)
    {
        if (row.Length != IncidentClasses.Count) throw new InvalidOperationException("a row has one entry for each incident class");
        return [.. row.Select(p => Math.Log(p))];
    }
}
