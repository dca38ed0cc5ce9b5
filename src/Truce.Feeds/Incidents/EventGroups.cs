using Truce.Observations;

namespace Truce.Feeds.Incidents;

/// <summary>What becomes of an event group of the set of verified incidents.</summary>
public enum GroupUse
{
    /// <summary>A group we have no row for: it might describe forces, so it is refused until someone has looked.</summary>
    NotKnown = 0,

    /// <summary>Harm, damage, explosion or another event: becomes an observation.</summary>
    Event,

    /// <summary>Where forces are, fire from or were lost: counted and never shown, whichever party's they are.</summary>
    DescribesForces,
}

/// <summary>The table of event groups: README.md of this folder prints it.</summary>
public static class EventGroups
{
    private static readonly string[] AboutForces = ["military presence", "firing position", "military losses", "allies presence", "allies losses", "troop", "convoy"];

    private static readonly (string Begins, ObservationClass Class)[] Events =
    [
        ("bombing or explosion", ObservationClass.Explosion),
        ("civilian infrastructure damage", ObservationClass.Damage),
        ("military infrastructure damage", ObservationClass.Damage),
        ("environmental harm", ObservationClass.Damage),
        ("civilian casualty", ObservationClass.CivilianHarm),
        ("civilian casualties", ObservationClass.CivilianHarm),
        ("ground battle", ObservationClass.Other),
        ("detentions or arrests", ObservationClass.Other),
        ("munitions", ObservationClass.Other),
        ("other", ObservationClass.Other),
    ];

    /// <summary>What becomes of a group. The months that some groups end in ("June 2022", "Feb - June") do not matter.</summary>
    public static (GroupUse Use, ObservationClass Class) Of(string group)
    {
        string words = group.Trim().ToLowerInvariant();
        if (AboutForces.Any(f => words.Contains(f, StringComparison.Ordinal))) return (GroupUse.DescribesForces, default);
        foreach ((string begins, ObservationClass cls) in Events)
        {
            if (words.StartsWith(begins, StringComparison.Ordinal)) return (GroupUse.Event, cls);
        }

        return (GroupUse.NotKnown, default);
    }
}
