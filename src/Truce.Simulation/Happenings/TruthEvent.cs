using Truce.Detections;
using Truce.Measures;
using Truce.Simulation.Scenarios;

namespace Truce.Simulation.Happenings;

/// <summary>What truly happened in the simulated world. Feeds never carry it; scoring does.</summary>
public sealed record TruthEvent
{
    /// <summary>Id in the truth file, for instance <c>E017</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it was.</summary>
    public required IncidentClass Class { get; init; }

    /// <summary>First and last instant.</summary>
    public required TimeInterval When { get; init; }

    /// <summary>Where it struck or was.</summary>
    public required GeoPoint Place { get; init; }

    /// <summary>How many bursts, rounds or things.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Category of the weapon; absent where none was used.</summary>
    public string? Weapon { get; init; }

    /// <summary>Serial number of a weapon that stands in the open or in a holding area.</summary>
    public string? Serial { get; init; }

    /// <summary>The party that fired or acted; kept here only, no feed names it.</summary>
    public string? ActedBy { get; init; }

    /// <summary>Name of the line of the scenario that it plays; empty for an unscripted one.</summary>
    public string Part { get; init; } = "";

    /// <summary>How long the fire that it lit burned; zero for none.</summary>
    public TimeSpan Burned { get; init; }

    /// <summary>How it comes to be told; by chance for an unscripted one.</summary>
    public Telling Telling { get; init; } = Telling.ByChance;
}

/// <summary>A notice that a party gave to the mission.</summary>
/// <param name="Id">Id in the truth file.</param>
/// <param name="What">What was notified, in the words of the agreement: <c>liveFireExercise</c>, …</param>
/// <param name="By">The party that gave it.</param>
/// <param name="Received">When the mission received it.</param>
/// <param name="Window">The time it speaks of.</param>
/// <param name="Place">The place it speaks of.</param>
/// <param name="RadiusKm">Radius of the area about the place, kilometres.</param>
/// <param name="Weapon">Category of weapon.</param>
public sealed record Notice(
    string Id, string What, string By, DateTimeOffset Received, TimeInterval Window, GeoPoint Place, double RadiusKm, string Weapon);
