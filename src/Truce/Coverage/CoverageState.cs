namespace Truce.Coverage;

/// <summary>What a feed could see in one hour. "Not observed" and "quiet" are different things; so is "not known".</summary>
public enum CoverageState
{
    /// <summary>Nobody recorded whether it looked.</summary>
    Unknown = 0,

    /// <summary>It looked as it should: an hour without rows is quiet.</summary>
    Observed,

    /// <summary>It looked with less than its usual reach (weather, part of the area), or for part of the hour.</summary>
    Degraded,

    /// <summary>It was jammed, spoofed or shot at: blind, and the cause is interference.</summary>
    Jammed,

    /// <summary>It was denied access: blind, and the cause is a restriction.</summary>
    Denied,

    /// <summary>It did not look: no pass, night, outage.</summary>
    None,
}
