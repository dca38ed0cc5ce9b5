using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Fusion;

/// <summary>What a step of fusion changed.</summary>
/// <param name="Current">Hypotheses that are new or differ from before, ordered by id.</param>
/// <param name="Removed">Ids that exist no more, ordered.</param>
/// <param name="HeldBack">Hypotheses of the re-solved components that are below <see cref="FusionOptions.LeastProbability"/>.</param>
/// <param name="ComponentsSolved">How many components were solved again.</param>
/// <param name="LargestComponent">Detections in the largest of them.</param>
public sealed record FusionDelta(
    ImmutableArray<Hypothesis> Current, ImmutableArray<Hash256> Removed, int HeldBack, int ComponentsSolved, int LargestComponent);
