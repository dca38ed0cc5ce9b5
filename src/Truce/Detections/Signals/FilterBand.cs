namespace Truce.Detections.Signals;

/// <summary>A band of frequencies that is let through.</summary>
/// <param name="LowHz">Lower corner (−3 dB), hertz; above 0.</param>
/// <param name="HighHz">Upper corner (−3 dB), hertz; above the lower one and below half the sample rate.</param>
/// <param name="Poles">Order of the Butterworth prototype, 1 to 8; the band filter has twice as many poles.</param>
public readonly record struct FilterBand(double LowHz, double HighHz, int Poles = 4)
{
    /// <summary>Largest order: beyond it nothing is gained and sections get ill-conditioned.</summary>
    public const int MostPoles = 8;

    /// <summary>What is wrong with this band at a sample rate; empty when it can be built.</summary>
    public string Problem(double sampleRateHz) => this switch
    {
        { LowHz: not > 0 } => $"lower corner {LowHz} Hz: write a frequency above 0",
        { HighHz: var high } when !(high > LowHz) => $"upper corner {high} Hz: write a frequency above the lower corner, {LowHz} Hz",
        { HighHz: var high } when !(high < sampleRateHz / 2) => $"upper corner {high} Hz: write a frequency below half the sample rate, {sampleRateHz / 2} Hz",
        { Poles: < 1 or > MostPoles } => $"{Poles} poles: write 1 to {MostPoles}",
        _ => "",
    };
}
