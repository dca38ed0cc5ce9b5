namespace Truce.Observations;

/// <summary>What a source says it saw; the first five are the observation classes of the OSCE SMM tables.</summary>
public enum ObservationClass
{
    /// <summary>The source does not say, or says something we have no word for.</summary>
    Unknown = 0,

    /// <summary>An explosion, "undetermined explosion" included.</summary>
    Explosion,

    /// <summary>A projectile in flight.</summary>
    ProjectileInFlight,

    /// <summary>A muzzle flash.</summary>
    MuzzleFlash,

    /// <summary>An illumination flare.</summary>
    IlluminationFlare,

    /// <summary>Bursts and shots of small arms or machine guns.</summary>
    BurstOrShot,

    /// <summary>Heat seen from orbit, or a fire seen by people; the cause is another question.</summary>
    Fire,

    /// <summary>Damage to buildings or infrastructure, seen after the fact.</summary>
    Damage,

    /// <summary>People killed or hurt.</summary>
    CivilianHarm,

    /// <summary>A weapon system seen at a place.</summary>
    WeaponPresence,

    /// <summary>An aircraft or uncrewed aircraft seen in the air.</summary>
    Flight,

    /// <summary>Positions moved forward or works on positions.</summary>
    AdvanceOfPositions,

    /// <summary>The movement of monitors was denied, delayed or made conditional.</summary>
    RestrictionOfMovement,

    /// <summary>Jamming, spoofing, shooting at or covering a monitor's instrument.</summary>
    InterferenceWithMonitoring,

    /// <summary>An air-raid alarm: a warning for an area, not an event.</summary>
    AirRaidAlarm,

    /// <summary>Who is assessed to control an area.</summary>
    ControlAssessment,

    /// <summary>A notice given by a party under the agreement (an exercise, a movement, a detonation).</summary>
    Notification,

    /// <summary>Something else that the source does name.</summary>
    Other,

    /// <summary>The source looked for this time, from this place; what it saw stands in reports of its own. Without it, silence is not known from blindness.</summary>
    Watch,

    /// <summary>People were killed by armed force, whoever they were; by what weapon the source does not say.</summary>
    LethalEvent,
}

/// <summary>By what means a source came to know.</summary>
public enum ObservationMeans
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>A thermal sensor in orbit.</summary>
    SatelliteThermal,

    /// <summary>Imagery from orbit.</summary>
    SatelliteImagery,

    /// <summary>A monitor heard it.</summary>
    Heard,

    /// <summary>A monitor saw it.</summary>
    Saw,

    /// <summary>A fixed camera.</summary>
    Camera,

    /// <summary>An uncrewed aircraft of the mission.</summary>
    Uav,

    /// <summary>An acoustic sensor.</summary>
    Acoustic,

    /// <summary>A seismic sensor.</summary>
    Seismic,

    /// <summary>Press or social media, coded by machine.</summary>
    OpenSource,

    /// <summary>Media that people located and checked.</summary>
    VerifiedOpenSource,

    /// <summary>A public warning system.</summary>
    PublicWarning,

    /// <summary>An expert group's map.</summary>
    ExpertAssessment,

    /// <summary>A statement of a party or a body.</summary>
    Notice,
}

/// <summary>What kept monitors from moving, in the words of the SMM's restriction tables.</summary>
public enum RestrictionKind
{
    /// <summary>No restriction, or the kind is not said.</summary>
    None = 0,

    /// <summary>Passage was denied.</summary>
    Denial,

    /// <summary>Passage was delayed.</summary>
    Delay,

    /// <summary>Passage was allowed under a condition.</summary>
    ConditionalAccess,
}
