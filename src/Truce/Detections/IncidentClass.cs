namespace Truce.Detections;

/// <summary>What kind of thing happened: the classes that a posterior runs over. <see cref="Other"/> and <see cref="Unknown"/> are always among them.</summary>
/// <remarks>The numbers are the index into every class vector and are part of the record format: never renumber.</remarks>
public enum IncidentClass
{
    /// <summary>An explosion, impact or outgoing not told apart.</summary>
    Explosion = 0,

    /// <summary>Fire of small arms or machine guns.</summary>
    SmallArmsFire = 1,

    /// <summary>A projectile in flight.</summary>
    ProjectileInFlight = 2,

    /// <summary>A muzzle flash.</summary>
    MuzzleFlash = 3,

    /// <summary>An illumination flare.</summary>
    IlluminationFlare = 4,

    /// <summary>A fire that no weapon need have lit: agricultural burning, wildfire, industry.</summary>
    Fire = 5,

    /// <summary>A weapon system at a place.</summary>
    WeaponPresence = 6,

    /// <summary>A flight.</summary>
    Flight = 7,

    /// <summary>Positions moved forward.</summary>
    AdvanceOfPositions = 8,

    /// <summary>Monitors were kept from moving.</summary>
    RestrictionOfMovement = 9,

    /// <summary>Monitors' instruments were interfered with.</summary>
    InterferenceWithMonitoring = 10,

    /// <summary>Something the evidence names and this list does not.</summary>
    Other = 11,

    /// <summary>Something the evidence does not name.</summary>
    Unknown = 12,
}

/// <summary>The list of classes as data.</summary>
public static class IncidentClasses
{
    /// <summary>How many classes there are.</summary>
    public const int Count = 13;
}
