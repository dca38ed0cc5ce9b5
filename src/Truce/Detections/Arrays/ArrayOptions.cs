using Truce.Detections.Signals;

namespace Truce.Detections.Arrays;

/// <summary>How an array is looked at.</summary>
public sealed record ArrayOptions
{
    /// <summary>The band in which elements are compared.</summary>
    public FilterBand Band { get; init; } = new(1, 5);

    /// <summary>Length of a window, seconds, 0.5 to 600.</summary>
    public double WindowS { get; init; } = 10;

    /// <summary>Step from window to window, seconds; above 0 and at most the window.</summary>
    public double StepS { get; init; } = 5;

    /// <summary>Slowest wave that is looked for, km/s: it bounds the delays.</summary>
    public double SlowestKmPerS { get; init; } = 0.25;

    /// <summary>1 σ of an element's clock against the others, seconds.</summary>
    public double ClockSigmaS { get; init; } = 0.001;

    /// <summary>1 σ of an element's surveyed place in each direction, metres.</summary>
    public double ElementSigmaM { get; init; } = 2;

    /// <summary>Probability that noise alone passes for a signal in one window, 0 to 1 (both excluded).</summary>
    public double FalseAlarmProbability { get; init; } = 0.001;

    /// <summary>Time over which the noise level is learned, seconds.</summary>
    public double NoiseS { get; init; } = 3600;

    /// <summary>Windows from which the noise level is learned before anything is detected; 0 or more. We chose 20.</summary>
    public int LearningWindows { get; init; } = 20;

    /// <summary>Fewest windows in a row that make a detection.</summary>
    public int FewestWindows { get; init; } = 2;

    /// <summary>How far the bearings of neighbouring windows may differ to be one detection, degrees.</summary>
    public double SteadyDeg { get; init; } = 10;

    /// <summary>What the errors known beforehand count for beside the residuals, in degrees of freedom; above 0. We chose 4: an error of an error of a half.</summary>
    public int PriorDegrees { get; init; } = 4;

    /// <summary>Greatest error of a clock that is looked for, seconds.</summary>
    public double ClockSearchS { get; init; } = 2.5;

    /// <summary>Least error of a clock that is laid on an element, seconds; below it the wave is called inconsistent.</summary>
    public double LeastClockS { get; init; } = 0.05;

    /// <summary>How long windows wait for an element that lags behind the others, seconds.</summary>
    public double WaitS { get; init; } = 60;

    /// <summary>Whether waves go through the air: with four elements a time error is then laid on the one without which the wave has the speed of sound.</summary>
    public bool Acoustic { get; init; }

    /// <summary>The options, or <see cref="ArgumentException"/> with what to write instead.</summary>
    public ArrayOptions Validated()
    {
        if (WindowS is not (>= 0.5 and <= 600)) throw new ArgumentException($"window {WindowS} s: write 0.5 to 600");
        if (!(StepS > 0 && StepS <= WindowS)) throw new ArgumentException($"step {StepS} s: write a time above 0 and at most the window, {WindowS} s");
        if (!(SlowestKmPerS > 0)) throw new ArgumentException($"slowest wave {SlowestKmPerS} km/s: write a speed above 0");
        if (!(ClockSigmaS >= 0) || !(ElementSigmaM >= 0)) throw new ArgumentException("errors of clocks and places are at least 0");
        if (FalseAlarmProbability is not (> 0 and < 1)) throw new ArgumentException($"false alarm {FalseAlarmProbability}: write a probability between 0 and 1");
        if (!(NoiseS >= WindowS)) throw new ArgumentException($"noise time {NoiseS} s: write at least a window, {WindowS} s");
        if (!(NoiseS / StepS <= 100_000)) throw new ArgumentException($"noise time {NoiseS} s in steps of {StepS} s: write at most 100000 steps");
        if (!(SteadyDeg > 0 && SteadyDeg <= 180)) throw new ArgumentException($"steady within {SteadyDeg} degrees: write an angle above 0 and at most 180");
        if (PriorDegrees < 1) throw new ArgumentException($"prior of {PriorDegrees} degrees of freedom: write at least 1");
        if (ClockSearchS is not (>= 0 and <= 60)) throw new ArgumentException($"clock search {ClockSearchS} s: write 0 to 60");
        if (!(LeastClockS >= 0)) throw new ArgumentException($"least clock error {LeastClockS} s: write 0 or more");
        if (WaitS is not (>= 0 and <= 3600)) throw new ArgumentException($"wait {WaitS} s: write 0 to 3600");
        if (LearningWindows < 0) throw new ArgumentException($"{LearningWindows} windows to learn from: write 0 or more");
        if (FewestWindows < 1) throw new ArgumentException($"{FewestWindows} windows: write at least 1");
        return this;
    }
}
