using Truce.Detections.Signals;

namespace Truce.Reports.Waveforms;

/// <summary>The levels that a spectrogram shows: from the ground noise to the strongest cell.</summary>
/// <param name="LowDb">Lower end; what is weaker has the lowest level.</param>
/// <param name="HighDb">Upper end, above the lower one; what is stronger has the highest level.</param>
public readonly record struct SpectrogramLevels(double LowDb, double HighDb)
{
    private const double StepDb = 5;
    private const double NarrowestDb = 20, WidestDb = 100;

    /// <summary>From the twentieth part that is weakest to the five-hundredth that is strongest, on multiples of 5 dB; at least 20 and at most 100 dB.</summary>
    public static SpectrogramLevels Of(SpectrumOverTime spectrum)
    {
        float[] levels = [.. spectrum.LevelsDb.Where(float.IsFinite).Order()];
        if (levels.Length == 0) return new(-NarrowestDb, 0);
        double high = Math.Ceiling(levels[levels.Length - 1 - (levels.Length / 500)] / StepDb) * StepDb, low = Math.Floor(levels[levels.Length / 20] / StepDb) * StepDb;
        return new(Math.Clamp(low, high - WidestDb, high - NarrowestDb), high);
    }

    /// <summary>The byte of a level: 0 for no data, then 1 to <paramref name="levels"/> from the lower to the upper end.</summary>
    public byte Byte(float levelDb, int levels) => float.IsNaN(levelDb)
        ? (byte)0
        : (byte)(1 + Math.Round(Math.Clamp((levelDb - LowDb) / (HighDb - LowDb), 0, 1) * (levels - 1)));
}
