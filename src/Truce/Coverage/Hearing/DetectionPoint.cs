using Truce.Measures;

namespace Truce.Coverage.Hearing;

/// <summary>How many of the events that were put into noise at one signal-to-noise ratio were detected.</summary>
/// <param name="SnrDb">Signal-to-noise ratio, decibels, as the one who planted them defines it.</param>
/// <param name="Detected">Detected ones, 0 to <paramref name="Of"/>.</param>
/// <param name="Of">Planted ones, 0 or more.</param>
public sealed record DetectionPoint(double SnrDb, int Detected, int Of)
{
    /// <summary>Detected over planted ones; absent when none was planted.</summary>
    public double? DetectedShare => Of == 0 ? null : (double)Detected / Of;

    /// <summary>Exact 95 % interval of the probability of detection (Clopper and Pearson 1934); 0 to 1 when none was planted.</summary>
    public Interval95 Interval
    {
        get
        {
            (double low, double high) = ExactIntervals.Share(Detected, Of);
            return new(low, high);
        }
    }
}
