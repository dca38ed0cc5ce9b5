using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Simulation.Lands;
using Truce.Simulation.Scenarios;

namespace Truce.Simulation.Happenings;

/// <summary>Everything that happens in six days: a scenario that every seed plays, and what chance adds to it.</summary>
public sealed class Happening
{
    private readonly List<TruthEvent> _events = [];
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

    /// <summary>Plays the scenario, line by line, and lets chance add to it.</summary>
    public static Happening Make(Land land, SeededRandom random, Scenario scenario, double intensity)
    {
        var world = new Happening(land, random);
        foreach (ScenarioEvent e in scenario.Events) world.Play(e);
        world.AddChance(intensity);
        world.Events = [.. world._events.OrderBy(e => e.When.Start).ThenBy(e => e.Part, StringComparer.Ordinal)
            .Select((e, i) => e with { Id = $"E{i + 1:000}" })];
        world.Notices = [.. scenario.Notices.Select(world.Give).OrderBy(n => n.Received)];
        return world;
    }

    private void Play(ScenarioEvent e)
    {
        GeoPoint place = e.Place.On(_land);
        _events.Add(new()
        {
            Id = "",
            Class = e.Class,
            When = new(e.When.Instant, e.When.Instant + e.Lasts),
            Place = Near(Near(place, e.OffM), e.ScatterM),
            Weapon = e.Weapon,
            Count = e.Count,
            ActedBy = e.By,
            Serial = e.Serial,
            Part = e.Part,
            Burned = e.Burns,
            Telling = e.Telling,
        });
    }

    private Notice Give(ScenarioNotice n)
    {
        TimeInterval window = n.Window.Interval;
        return new($"N-{n.Name}", n.What, n.By, window.Start - n.Lead, window, n.Place.On(_land), n.RadiusKm, n.Weapon);
    }

    private void AddChance(double intensity)
    {
        for (int day = 0; day < ExerciseDays.Count; day++)
        {
            for (int n = _random.NextPoisson(5.5 * intensity); n > 0; n--)
            {
                double hour = 24 * _random.NextUnit(), km = 4 + (110 * _random.NextUnit()), off = 7 * _random.NextNormal();
                string weapon = _random.NextUnit() < 0.6 ? "W2" : "W3";
                Add(IncidentClass.Explosion, day, hour, 3, _land.Line.At(km, Math.Clamp(off, -24, 24)), weapon, 1 + _random.NextBelow(5), Side());
                if (_random.NextUnit() < 0.3) _events[^1] = _events[^1] with { Burned = TimeSpan.FromHours(1 + (9 * _random.NextUnit())) };
            }

            for (int n = _random.NextPoisson(4 * intensity); n > 0; n--)
            {
                double hour = 24 * _random.NextUnit(), km = 4 + (110 * _random.NextUnit()), off = Math.Clamp(1.1 * _random.NextNormal(), -3, 3);
                Add(IncidentClass.SmallArmsFire, day, hour, 4, _land.Line.At(km, off), "W1", 3 + _random.NextBelow(50), Side());
            }
        }
    }

    private void Add(IncidentClass kind, int day, double hour, double minutes, GeoPoint place, string weapon, int count, string by)
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
        });
    }

    private GeoPoint Near(GeoPoint place, double sigmaM) => sigmaM > 0 ? Scatter.About(_random, place, sigmaM) : place;

    private string Side() => _random.NextBelow(2) == 0 ? "A" : "B";
}
