using System.Globalization;
using NodaTime;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>Instants from the fields of a record, and the bounds on rates that keep every instant of a record sayable.</summary>
internal static class RecordTime
{
    /// <summary>Slowest rate that is read: a sample in about 30 years.</summary>
    public const double SlowestHz = 1e-9;

    /// <summary>Fastest rate that is read.</summary>
    public const double FastestHz = 1e10;

    private const double LongestS = 100 * 365.25 * 86400;

    /// <summary>An instant; a second of 60 is the first of the next minute, as NodaTime has no leap seconds.</summary>
    public static Instant Of(int year, int dayOfYear, int hour, int minute, int second, long nanosecond)
    {
        int before = year - 1;
        int days = (before * 365) + (before / 4) - (before / 100) + (before / 400) - 719_162 + dayOfYear - 1; // 719,162 days from year 1 to 1970
        return NodaConstants.UnixEpoch + Duration.FromDays(days) + Duration.FromNanoseconds((((((hour * 60L) + minute) * 60) + second) * 1_000_000_000) + nanosecond);
    }

    /// <summary>Whether samples at this rate span a time that can be said.</summary>
    public static bool Fits(double rateHz, int samples, out WaveformFault fault)
    {
        fault = default;
        if (rateHz == 0) fault = new("sample-rate-missing", string.Create(CultureInfo.InvariantCulture, $"{samples} samples and no rate"));
        else if (!(rateHz is >= SlowestHz and <= FastestHz)) fault = new("sample-rate-out-of-range", string.Create(CultureInfo.InvariantCulture, $"{rateHz} samples a second; {SlowestHz} to {FastestHz} are read"));
        else if (samples / rateHz > LongestS) fault = new("sample-rate-out-of-range", string.Create(CultureInfo.InvariantCulture, $"{samples} samples at {rateHz} Hz span more than a hundred years"));
        return fault == default;
    }
}
