using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Happenings;

/// <summary>Everything that happens in six days: a script that every seed plays, and what chance adds to it.</summary>
public sealed class Happening
{
    private readonly List<TruthEvent> _events = [];
    private readonly List<Notice> _notices = [];
    private readonly Land _land;
    private readonly SeededRandom _random;

    private Happening(Land land, SeededRandom random)
    {
        _land = land;
        _random = random;
    }

    /// <summary>The events, in order of time.</summary>
    public ImmutableArray<TruthEvent> Events { get; private set; }

    /// <summary>The notices, in order of time.</summary>
    public ImmutableArray<Notice> Notices { get; private set; }

    /// <summary>The event that plays a part of the script.</summary>
    public TruthEvent Playing(string part) => Events.First(e => e.Part == part);

    /// <summary>Plays the script and lets chance add to it.</summary>
    public static Happening Make(Land land, SeededRandom random, double intensity)
    {
        var world = new Happening(land, random);
        world.PlayShelling();
        world.PlayWeapons();
        world.PlayMonitors();
        world.PlayExercises();
        world.AddChance(intensity);
        world.Events = [.. world._events.OrderBy(e => e.When.Start).ThenBy(e => e.Part, StringComparer.Ordinal)
            .Select((e, i) => e with { Id = $"E{i + 1:000}" })];
        world.Notices = [.. world._notices.OrderBy(n => n.Received)];
        return world;
    }

    private void PlayShelling()
    {
        GeoPoint village = _land.Homonyms.Near.Position;
        Burst("burst-village", 0, 9.4, village, 14, "W3", 11, "B");
        Burst("burst-second", 1, 15.2, _land.Line.At(92, -5.5), 18, "W3", 14, "A");
        Burst("burst-night", 3, 2.1, _land.Line.At(58, 6.3), 9, "W4", 5, "B");
        Burst("attack-on-object", 5, 11.3, Near(_land.ProtectedObjects[0].Position, 320), 6, "W3", 7, "B");
        Burst("echoed-report", 1, 18.6, Near(_land.Unwatched.West.Position, 500), 1, "W2", 0, null);
        Burst("late-evidence", 1, 5.3, Near(_land.Unwatched.East.Position, 500), 3, "W3", 4, "A");
        Add("flare", IncidentClass.IlluminationFlare, 3, 22.3, 2, _land.Line.At(84, 1.2), "W1", 3, null);
        Add("small-arms", IncidentClass.SmallArmsFire, 2, 21.1, 6, _land.Line.At(76, -0.8), "W1", 40, "A");
    }

    private void PlayWeapons()
    {
        Add("weapon-at-24.9-km", IncidentClass.WeaponPresence, 2, 10.5, 20, _land.Line.At(126, 24.9), "W3", 1, "A");
        Add("weapon-at-8-km", IncidentClass.WeaponPresence, 4, 9.8, 15, _land.Line.At(70, -8), "W2", 2, "B");
        HoldingArea held = _land.HoldingAreas[2], other = _land.HoldingAreas[0];
        Add("held-on-inventory", IncidentClass.WeaponPresence, 1, 11.5, 30, held.Position, "W2", 1, held.Party, held.Inventory[0].Serial);
        Add("held-off-inventory", IncidentClass.WeaponPresence, 3, 10.2, 30, other.Position, "W2", 1, other.Party, "SIM-T-9999");
        Add("flight", IncidentClass.Flight, 4, 14.4, 9, _land.Line.At(94, 2.4), "W7", 1, "B");
        Add("advance", IncidentClass.AdvanceOfPositions, 5, 6.5, 90, _land.Line.At(72, 0.6), null, 1, "B");
    }

    private void PlayMonitors()
    {
        Add("jamming", IncidentClass.InterferenceWithMonitoring, 2, 13.2, 25, _land.Line.At(64, -3), null, 1, "B");
        Add("denied-patrol", IncidentClass.RestrictionOfMovement, 2, 9.1, 180, _land.Line.At(48, 2.2), null, 1, "A");
        Add("delayed-patrol", IncidentClass.RestrictionOfMovement, 4, 8.2, 70, _land.Line.At(108, -2.6), null, 1, "B");
    }

    private void PlayExercises()
    {
        Exercise("exercise-in-time", 3, 13, 2, _land.Line.At(100, -44), "B", 60);
        Exercise("exercise-late", 4, 12, 2, _land.Line.At(62, 41), "A", 30);
    }

    private void Exercise(string part, int day, double hour, double hours, GeoPoint place, string party, double leadHours)
    {
        DateTimeOffset start = ExerciseDays.At(day, hour);
        var window = new TimeInterval(start, start.AddHours(hours));
        _notices.Add(new($"N-{part}", "liveFireExercise", party, start.AddHours(-leadHours), window, place, 2.5, "W3"));
        Add(part, IncidentClass.Explosion, day, hour + 0.3, 80, Near(place, 500), "W3", 16, party);
    }

    private void Burst(string part, int day, double hour, GeoPoint place, int rounds, string weapon, double burnedHours, string? by)
    {
        Add(part, IncidentClass.Explosion, day, hour, Math.Max(1, rounds * 0.8), Near(place, 260), weapon, rounds, by);
        _events[^1] = _events[^1] with { Burned = TimeSpan.FromHours(burnedHours) };
    }

    private void AddChance(double intensity)
    {
        for (int day = 0; day < ExerciseDays.Count; day++)
        {
            for (int n = _random.NextPoisson(5.5 * intensity); n > 0; n--)
            {
                double hour = 24 * _random.NextUnit(), km = 4 + (110 * _random.NextUnit()), off = 7 * _random.NextNormal();
                string weapon = _random.NextUnit() < 0.6 ? "W2" : "W3";
                Add("", IncidentClass.Explosion, day, hour, 3, _land.Line.At(km, Math.Clamp(off, -24, 24)), weapon, 1 + _random.NextBelow(5), Side());
                if (_random.NextUnit() < 0.3) _events[^1] = _events[^1] with { Burned = TimeSpan.FromHours(1 + (9 * _random.NextUnit())) };
            }

            for (int n = _random.NextPoisson(4 * intensity); n > 0; n--)
            {
                double hour = 24 * _random.NextUnit(), km = 4 + (110 * _random.NextUnit()), off = Math.Clamp(1.1 * _random.NextNormal(), -3, 3);
                Add("", IncidentClass.SmallArmsFire, day, hour, 4, _land.Line.At(km, off), "W1", 3 + _random.NextBelow(50), Side());
            }
        }
    }

    private void Add(
        string part, IncidentClass kind, int day, double hour, double minutes, GeoPoint place, string? weapon, int count, string? by, string? serial = null)
    {
        DateTimeOffset start = ExerciseDays.At(day, hour);
        _events.Add(new()
        {
            Id = "",
            Class = kind,
            When = new(start, start.AddSeconds(Math.Round(minutes * 60))),
            Place = place,
            Weapon = weapon,
            Count = count,
            ActedBy = by,
            Serial = serial,
            Part = part,
        });
    }

    private string Side() => _random.NextBelow(2) == 0 ? "A" : "B";

    private GeoPoint Near(GeoPoint place, double sigmaM) => Scatter.About(_random, place, sigmaM);
}
