using System.Collections.Immutable;

namespace Truce.Fusion.Character;

/// <summary>What an event that sensors heard is like: a closed set. It is a reading of signals, not a judgement of what happened.</summary>
/// <remarks>The numbers are the index into every row of this room and part of the record format: never renumber.</remarks>
public enum Likeness
{
    /// <summary>The signals do not tell. What holds unless they do.</summary>
    Unknown = 0,

    /// <summary>Like an explosion on or above the ground; of what, signals do not say.</summary>
    Explosion = 1,

    /// <summary>Like an earthquake.</summary>
    Earthquake = 2,

    /// <summary>Like thunder.</summary>
    Thunder = 3,

    /// <summary>Like the shock of something that flies faster than sound.</summary>
    SonicBoom = 4,

    /// <summary>Like a blast in a quarry or mine.</summary>
    Quarry = 5,
}

/// <summary>The likenesses as data.</summary>
public static class Likenesses
{
    /// <summary>How many there are.</summary>
    public const int Count = 6;

    /// <summary>All of them, in the order of their numbers.</summary>
    public static ImmutableArray<Likeness> All { get; } = [.. Enum.GetValues<Likeness>()];
}
