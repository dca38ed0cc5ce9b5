using System.Collections.Immutable;
using NodaTime;

namespace Truce.Detections.Arrays;

/// <summary>A run of windows in which an array saw waves from one direction.</summary>
/// <param name="Start">First instant of the first window.</param>
/// <param name="End">First instant behind the last window.</param>
/// <param name="Best">The window with the greatest F.</param>
/// <param name="Windows">How many windows.</param>
/// <param name="MeanBackAzimuthDeg">Mean bearing, windows weighed by one over their variance, degrees.</param>
/// <param name="MeanSigmaDeg">1 σ of the mean bearing, degrees: the mean variance of a window, since errors of clocks and places are the same in all of them.</param>
/// <param name="Faults">Elements that do not fit in windows that hold at least half of the sum of F, as the window with the greatest F that names them has it.</param>
public sealed record ArrayDetection(
    Instant Start, Instant End, ArrayWindow Best, int Windows, double MeanBackAzimuthDeg, double MeanSigmaDeg, ImmutableArray<ElementFault> Faults);
