using System.Collections.Immutable;

namespace Truce.Detections;

/// <summary>What follows from one observation for fusion.</summary>
/// <param name="Detections">Evidence that may make or join an incident.</param>
/// <param name="Contexts">Evidence that speaks about incidents and makes none.</param>
/// <param name="Nothing">When both are empty: why, as a short stable word (<c>no-time</c>, <c>no-place</c>, <c>outside-area</c>, <c>area-too-wide</c>,
/// <c>not-an-event</c>, <c>alarm-too-long</c>); otherwise empty.</param>
public sealed record LookoutOutput(ImmutableArray<Detection> Detections, ImmutableArray<ContextFactor> Contexts, string Nothing)
{
    /// <summary>An answer without evidence.</summary>
    public static LookoutOutput None(string reason) => new([], [], reason);
}
