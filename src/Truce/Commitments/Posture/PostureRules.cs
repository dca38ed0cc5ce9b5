using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>How somebody gets from a site to the line: a model that is given, not measured.</summary>
/// <param name="Domain">land, sea or air.</param>
/// <param name="Mode">road, rail, ship, helicopter, …, in words.</param>
/// <param name="KmPerHour">Speed, kilometres an hour, above zero.</param>
/// <param name="DetourFactor">Length of the way over the straight distance, 1 or more.</param>
/// <param name="StartHours">Hours before anything moves, 0 or more.</param>
public sealed record TravelModel(string Domain, string Mode, double KmPerHour, double DetourFactor, double StartHours)
{
    /// <summary>Hours over a straight distance.</summary>
    public double Hours(double distanceKm) => StartHours + (distanceKm * DetourFactor / KmPerHour);
}

/// <summary>What sites of the multinational force are held against: how far from the line at least, how near in time, and which zones they may not lie in.</summary>
/// <param name="LeastKmFromLine">Least distance from the line, kilometres; absent where none was said.</param>
/// <param name="NearEnoughHours">Greatest travel time to the line that still is near enough, hours; absent where none was said.</param>
/// <param name="PlaceSigmaKm">1 σ of the places in the ledger, kilometres, 0 or more.</param>
/// <param name="ForbiddenZones">Ids of zones of the agreement that no site may lie in.</param>
/// <param name="Travel">Travel models.</param>
public sealed record PostureRules(double? LeastKmFromLine, double? NearEnoughHours, double PlaceSigmaKm, ImmutableArray<string> ForbiddenZones, ImmutableArray<TravelModel> Travel);

/// <summary>How an answer came out.</summary>
public enum PostureAnswer
{
    /// <summary>Something needed is not known.</summary>
    NotKnown = 0,

    /// <summary>Yes, with the probability that the agreement asks for.</summary>
    Yes,

    /// <summary>No.</summary>
    No,

    /// <summary>Neither can be said.</summary>
    Indeterminate,
}

/// <summary>One site against the rules. Its distance and hours are those of its <see cref="CoarseRegion"/>; no probability goes with an answer, for from one the distance can be worked back (decision 0104).</summary>
/// <param name="Element">The site.</param>
/// <param name="FarEnough">Whether it lies at least as far from the line as the rules ask.</param>
/// <param name="NearEnough">Whether it is near enough in time, by its fastest model.</param>
/// <param name="OutsideZones">Whether it lies outside all forbidden zones.</param>
/// <param name="RegionKm">Nearest and farthest distance from the line that its region allows, kilometres, outward in steps of 25; absent where not known.</param>
/// <param name="TravelHours">Travel time over these distances by its fastest model, whole hours outward; absent where not known.</param>
/// <param name="Because">Why, for people.</param>
public sealed record PostureFinding(ForceElement Element, PostureAnswer FarEnough, PostureAnswer NearEnough, PostureAnswer OutsideZones, (double NearKm, double FarKm)? RegionKm, (double LowHours, double HighHours)? TravelHours, ImmutableArray<string> Because);
