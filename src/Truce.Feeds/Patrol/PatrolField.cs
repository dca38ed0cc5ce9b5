namespace Truce.Feeds.Patrol;

/// <summary>The fields of a patrol report, named as in docs/formats/patrol-report.md: member of a JSON object or column of a table.</summary>
public enum PatrolField
{
    /// <summary>Id of the report, unique within its patrol.</summary>
    Id,

    /// <summary>Name of the patrol, post or crew that reports.</summary>
    Patrol,

    /// <summary>What was observed.</summary>
    Class,

    /// <summary>First instant.</summary>
    Start,

    /// <summary>Last instant.</summary>
    End,

    /// <summary>Kind of clock.</summary>
    Clock,

    /// <summary>By what means.</summary>
    Means,

    /// <summary>Latitude of the observer, degrees.</summary>
    ObserverLat,

    /// <summary>Longitude of the observer, degrees.</summary>
    ObserverLon,

    /// <summary>1 σ of the observer's position, metres.</summary>
    ObserverSigmaM,

    /// <summary>Compass point of a sector of 22.5 degrees.</summary>
    Bearing,

    /// <summary>First bearing of a sector, degrees.</summary>
    FromDeg,

    /// <summary>Last bearing, clockwise.</summary>
    ToDeg,

    /// <summary>Least distance, metres.</summary>
    NearM,

    /// <summary>Greatest distance, metres.</summary>
    FarM,

    /// <summary>Latitude of the event, degrees.</summary>
    Lat,

    /// <summary>Longitude of the event, degrees.</summary>
    Lon,

    /// <summary>1 σ of the event's position, metres.</summary>
    SigmaM,

    /// <summary>Name of the place.</summary>
    Place,

    /// <summary>Areas around the place.</summary>
    Admin,

    /// <summary>How many.</summary>
    Count,

    /// <summary>How exactly counted.</summary>
    Exactness,

    /// <summary>Weapon in words.</summary>
    Weapon,

    /// <summary>Weapon category of the agreement.</summary>
    WeaponCategory,

    /// <summary>Least calibre, millimetres.</summary>
    CalibreLowMm,

    /// <summary>Greatest calibre, millimetres.</summary>
    CalibreHighMm,

    /// <summary>Assessed direction of the fire.</summary>
    Assessed,

    /// <summary>Kind of restriction.</summary>
    Restriction,

    /// <summary>Minutes of delay.</summary>
    DelayMinutes,

    /// <summary>Kind of interference.</summary>
    Interference,

    /// <summary>What a notice announces.</summary>
    Notice,

    /// <summary>Who gave the notice.</summary>
    GivenBy,

    /// <summary>When the notice was received.</summary>
    NotifiedAt,

    /// <summary>How far a watch reached.</summary>
    Reach,

    /// <summary>Id of an earlier report of this patrol that is taken back.</summary>
    Withdraws,

    /// <summary>Admiralty grade.</summary>
    Grade,

    /// <summary>Classification.</summary>
    Classification,

    /// <summary>Delegations.</summary>
    ReleasableTo,

    /// <summary>Handling words.</summary>
    Caveats,

    /// <summary>Made by a simulation.</summary>
    Simulated,

    /// <summary>Remarks.</summary>
    Text,

    /// <summary>Addresses of media.</summary>
    References,
}
