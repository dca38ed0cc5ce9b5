using Truce.Measures;

namespace Truce.Fusion;

/// <summary>Another home that a member might have had.</summary>
/// <param name="Detection">The member.</param>
/// <param name="Incident">The other incident; absent for "an incident of its own" or "nobody's".</param>
/// <param name="Kind">Which alternative: <c>incident</c>, <c>new</c> or <c>clutter</c>.</param>
/// <param name="Weight">Its probability, 0 to 1.</param>
public readonly record struct RunnerUp(Hash256 Detection, Hash256? Incident, string Kind, double Weight);
