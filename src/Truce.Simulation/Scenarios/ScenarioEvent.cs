using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Scenarios;

/// <summary>A local time of the exercise.</summary>
/// <param name="Day">Day, from 1 to <see cref="ExerciseDays.Count"/>.</param>
/// <param name="TimeOfDay">Time on that day, to the second, 0 h to 24 h.</param>
public readonly record struct ScenarioTime(int Day, TimeSpan TimeOfDay)
{
    /// <summary>The instant.</summary>
    public DateTimeOffset Instant => ExerciseDays.At(Day - 1, 0) + TimeOfDay;
}

/// <summary>A stretch of local time.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">Its last instant, after the first.</param>
public readonly record struct ScenarioSpan(ScenarioTime From, ScenarioTime To)
{
    /// <summary>The interval, UTC.</summary>
    public TimeInterval Interval => new(From.Instant, To.Instant);
}

/// <summary>A line of a scenario: something happens.</summary>
public sealed record ScenarioEvent
{
    /// <summary>The name that expectations and the truth file call it by; unique in its file.</summary>
    public required string Part { get; init; }

    /// <summary>What it is.</summary>
    public required IncidentClass Class { get; init; }

    /// <summary>When it begins.</summary>
    public required ScenarioTime When { get; init; }

    /// <summary>How long it lasts; zero for an instant.</summary>
    public TimeSpan Lasts { get; init; }

    /// <summary>Where it is.</summary>
    public required ScenarioPlace Place { get; init; }

    /// <summary>1 σ by which the place is missed as a whole, in both directions, metres; 0 for none. Drawn before <see cref="ScatterM"/>.</summary>
    public double OffM { get; init; }

    /// <summary>1 σ of chance about that place in both directions, metres; 0 for none.</summary>
    public double ScatterM { get; init; }

    /// <summary>How many bursts, rounds or things.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Category of the weapon; absent where none is used.</summary>
    public string? Weapon { get; init; }

    /// <summary>The party that acts, <c>A</c> or <c>B</c>; absent where nobody knows. No feed names it.</summary>
    public string? By { get; init; }

    /// <summary>Serial number of a weapon that stands somewhere.</summary>
    public string? Serial { get; init; }

    /// <summary>How long the fire that it lights burns; zero for none.</summary>
    public TimeSpan Burns { get; init; }

    /// <summary>How it comes to be told.</summary>
    public Telling Telling { get; init; } = Telling.ByChance;
}

/// <summary>A line of a scenario: a party tells the mission beforehand.</summary>
/// <param name="Name">Its name; the truth file puts <c>N-</c> in front.</param>
/// <param name="What">What is notified, in the words of the agreement.</param>
/// <param name="By">The party that gives it.</param>
/// <param name="Window">The time it speaks of.</param>
/// <param name="Lead">How long before the window it is given.</param>
/// <param name="Place">The place it speaks of.</param>
/// <param name="RadiusKm">Radius about the place, kilometres.</param>
/// <param name="Weapon">Category of weapon.</param>
public sealed record ScenarioNotice(
    string Name, string What, string By, ScenarioSpan Window, TimeSpan Lead, ScenarioPlace Place, double RadiusKm, string Weapon);

/// <summary>How an event comes to be told by people. What is absent is left to chance.</summary>
public sealed record Telling
{
    /// <summary>All left to chance.</summary>
    public static Telling ByChance { get; } = new();

    /// <summary>Whether an outlet tells of it; absent: chance.</summary>
    public bool? Told { get; init; }

    /// <summary>How many other outlets copy the one that told, 0 to 5; absent: chance.</summary>
    public int? Copies { get; init; }

    /// <summary>Whether one more outlet places it at the namesake of the village where it was.</summary>
    public bool Misplaced { get; init; }

    /// <summary>How often verifiers of pictures list it, 0 to 2; absent: chance.</summary>
    public int? Verifications { get; init; }

    /// <summary>Whether an aircraft goes to look however far the posts are.</summary>
    public bool Overflown { get; init; }

    /// <summary>1 σ that a report of the mission's aircraft states about the true place, metres; absent: 60 m about a place that scatters by 20 m.</summary>
    public double? StatedErrorM { get; init; }

    /// <summary>How many aircraft of the mission see a weapon, one after another, 1 to 6.</summary>
    public int Aircraft { get; init; } = 1;

    /// <summary>Whether a patrol was held up and not turned back.</summary>
    public bool Delayed { get; init; }
}

/// <summary>A place as a scenario names it.</summary>
public abstract record ScenarioPlace
{
    private ScenarioPlace()
    {
    }

    /// <summary>Where that is in a land.</summary>
    public abstract GeoPoint On(Land land);

    /// <summary>Abreast of a kilometre of the line, off to a side.</summary>
    /// <param name="Km">Chainage from the south, kilometres.</param>
    /// <param name="AwayKm">Shortest distance to the first version of the line, kilometres.</param>
    /// <param name="Side">The side: <c>A</c> in the west, <c>B</c> in the east; absent on the line.</param>
    public sealed record ByTheLine(double Km, double AwayKm, string? Side) : ScenarioPlace
    {
        /// <inheritdoc/>
        public override GeoPoint On(Land land) => land.Line.At(Km, Side == "B" ? -AwayKm : AwayKm);
    }

    /// <summary>The centre of a village that has a part to play.</summary>
    /// <param name="Word"><c>near</c>, <c>namesake</c>, <c>unwatched A</c> or <c>unwatched B</c>.</param>
    public sealed record Village(string Word) : ScenarioPlace
    {
        /// <summary>The words.</summary>
        public static ImmutableArray<string> Words { get; } = ["near", "namesake", "unwatched A", "unwatched B"];

        /// <inheritdoc/>
        public override GeoPoint On(Land land) => (Word switch
        {
            "near" => land.Homonyms.Near,
            "namesake" => land.Homonyms.Namesake,
            "unwatched A" => land.Unwatched.West,
            _ => land.Unwatched.East,
        }).Position;
    }

    /// <summary>A protected object.</summary>
    /// <param name="Number">1 to 3.</param>
    public sealed record ProtectedObject(int Number) : ScenarioPlace
    {
        /// <inheritdoc/>
        public override GeoPoint On(Land land) => land.ProtectedObjects[Number - 1].Position;
    }

    /// <summary>A holding area.</summary>
    /// <param name="Name"><c>A1</c>, <c>A2</c>, <c>B1</c> or <c>B2</c>.</param>
    public sealed record HoldingArea(string Name) : ScenarioPlace
    {
        /// <summary>The names.</summary>
        public static ImmutableArray<string> Names { get; } = ["A1", "A2", "B1", "B2"];

        /// <inheritdoc/>
        public override GeoPoint On(Land land) => land.HoldingAreas.First(h => h.Id == "HA-" + Name).Position;
    }

    /// <summary>A place by its coordinates.</summary>
    /// <param name="Position">WGS 84.</param>
    public sealed record Coordinate(GeoPoint Position) : ScenarioPlace
    {
        /// <inheritdoc/>
        public override GeoPoint On(Land land) => Position;
    }
}
