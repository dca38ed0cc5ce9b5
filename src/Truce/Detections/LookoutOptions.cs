using Truce.Measures;
using Truce.Observations;

namespace Truce.Detections;

/// <summary>Where an administrative area lies, as a circle; absent when the mission does not know it.</summary>
/// <param name="area">The area as the source names it.</param>
public delegate AreaCircle? AreaResolver(ObservedPlace.Area area);

/// <summary>A circle that stands for an area.</summary>
/// <param name="Centre">Its centre.</param>
/// <param name="RadiusM">Radius of a circle that holds the area, metres.</param>
public sealed record AreaCircle(GeoPoint Centre, double RadiusM);

/// <summary>The constants by which observations become evidence (docs/fusion.md, sections 4 to 6).</summary>
public sealed record LookoutOptions
{
    /// <summary>Rates of incidents; must be those of <c>FusionOptions</c>.</summary>
    public IncidentRates Rates { get; init; } = IncidentRates.Default;

    /// <summary>South-west corner of the mission's area; absent for the whole world.</summary>
    public GeoPoint? SouthWest { get; init; }

    /// <summary>North-east corner of the mission's area; absent for the whole world.</summary>
    public GeoPoint? NorthEast { get; init; }

    /// <summary>P(the geocoder took the wrong place altogether), 0 to 1: the remainder of every named place.</summary>
    public double WrongPlaceShare { get; init; } = 0.1;

    /// <summary>Areas with a radius above this give no place, metres: "somewhere in the region" cannot be fused.</summary>
    public double LargestAreaM { get; init; } = 40_000;

    /// <summary>How long before the reporting day the event of a day-only press report may lie, hours.</summary>
    public double ReportedLaterH { get; init; } = 24;

    /// <summary>1 σ at both ends of a day-only interval, hours: time zones, midnight, and the day a video was found rather than filmed.</summary>
    public double DayEndSigmaH { get; init; } = 2;

    /// <summary>How long before an overpass the fire that it sees may have been lit, hours; 0 for "then".</summary>
    public double HeatSeenLaterH { get; init; }

    /// <summary>P(an incident gives a heat that a passing sensor sees), 0 to 1; multiplies the source's P(report | event).</summary>
    public double HeatGivenEvent { get; init; } = 0.2;

    /// <summary>ln of how much likelier an alarm is over an event that comes through the air (flight, projectile) than otherwise; at most 1.5.</summary>
    public double AlarmAirLog { get; init; } = 1.0;

    /// <summary>The same over an explosion, which need not come through the air.</summary>
    public double AlarmExplosionLog { get; init; } = 0.7;

    /// <summary>Longest alarm that says something, hours; a longer one was forgotten, not raised.</summary>
    public double LongestAlarmH { get; init; } = 24;

    /// <summary>1 σ of a clock, seconds, by how far it can be trusted. Chosen by the order of magnitude of each kind.</summary>
    public static double ClockSigmaS(ClockTrust clock) => clock switch
    {
        ClockTrust.Gnss => 0.5,
        ClockTrust.Network => 2,
        ClockTrust.Device => 30,
        ClockTrust.Person => 120,
        _ => 300,
    };

    /// <summary>Throws <see cref="ArgumentException"/> with what to write instead, when a value makes no sense.</summary>
    public LookoutOptions Validated()
    {
        Require(WrongPlaceShare is >= 0 and < 1, nameof(WrongPlaceShare), "a probability from 0 to below 1");
        Require(LargestAreaM > 0, nameof(LargestAreaM), "metres above 0");
        Require(ReportedLaterH >= 0 && DayEndSigmaH > 0, "ReportedLaterH, DayEndSigmaH", "hours, 0 or more and above 0");
        Require(HeatSeenLaterH is >= 0 and <= 72, nameof(HeatSeenLaterH), "hours from 0 to 72");
        Require(HeatGivenEvent is > 0 and <= 1, nameof(HeatGivenEvent), "a probability above 0");
        Require(Math.Abs(AlarmAirLog) <= 1.5 && Math.Abs(AlarmExplosionLog) <= 1.5, "AlarmAirLog, AlarmExplosionLog", "nats from −1.5 to 1.5");
        Require(SouthWest.HasValue == NorthEast.HasValue, "SouthWest, NorthEast", "both corners or neither");
        return this;
    }

    /// <summary>Whether a place is inside the mission's area.</summary>
    public bool Holds(GeoPoint p) => SouthWest is not { } sw || NorthEast is not { } ne
        || (p.LatitudeDeg >= sw.LatitudeDeg && p.LatitudeDeg <= ne.LatitudeDeg && p.LongitudeDeg >= sw.LongitudeDeg && p.LongitudeDeg <= ne.LongitudeDeg);

    private static void Require(bool good, string name, string instead)
    {
        if (!good) throw new ArgumentException($"lookout option {name}: write {instead}");
    }
}
