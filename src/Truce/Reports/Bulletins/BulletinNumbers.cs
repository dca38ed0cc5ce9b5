using System.Globalization;
using Truce.Measures;

namespace Truce.Reports.Bulletins;

/// <summary>What the writers share: ranges, units and the 90 % region.</summary>
internal static class BulletinNumbers
{
    /// <summary>Kilometres in a degree of a great circle on the mean sphere (6 371.0088 km, IUGG).</summary>
    public const double KmPerDegree = 111.19508;

    /// <summary>Half axes of the 90 % ellipse by those of 1 σ: √(−2 ln 0.1), two degrees of freedom.</summary>
    public const double Ellipse90 = 2.1459660262893472;

    /// <summary>Half width of a 90 % interval of a normal quantity by its 1 σ.</summary>
    public const double Interval90 = 1.6448536269514722;

    /// <summary>A number that is finite and within its range; otherwise nothing.</summary>
    public static double? Within(double? value, double low, double high) => value is { } v && double.IsFinite(v) && v >= low && v <= high ? v : null;

    /// <summary>An azimuth from 0 up to 360 degrees.</summary>
    public static double? Azimuth(double? deg) => deg is { } d && double.IsFinite(d) ? ((d % 360) + 360) % 360 : null;

    /// <summary>The 90 % ellipse, metres and degrees.</summary>
    public static (double MajorM, double MinorM, double AzimuthDeg)? Ellipse(Covariance2? horizontal) =>
        horizontal is { IsUsable: true } c && c.Ellipse() is var e && double.IsFinite(e.MajorM) && double.IsFinite(e.MinorM) && double.IsFinite(e.AzimuthDeg)
            ? (e.MajorM * Ellipse90, e.MinorM * Ellipse90, e.AzimuthDeg)
            : null;

    /// <summary>Largest angle without a station, degrees, of stations that the origin rests on; absent when one of them has no azimuth or there is none.</summary>
    public static double? GapDeg(BulletinEvent of)
    {
        double?[] azimuths = [.. of.Picks.Where(p => p.TimeUsed || p.BackAzimuthUsed).DistinctBy(p => (p.Channel.Network, p.Channel.Station)).Select(p => Azimuth(p.EventAzimuthDeg))];
        if (azimuths.Length == 0 || azimuths.Any(a => a is null)) return null;
        double[] sorted = [.. azimuths.Select(a => a!.Value).Order()];
        double gap = 360 - sorted[^1] + sorted[0];
        for (int i = 1; i < sorted.Length; i++) gap = Math.Max(gap, sorted[i] - sorted[i - 1]);
        return gap;
    }

    /// <summary>Weightless root mean square of the residuals of times that were used, seconds.</summary>
    public static double? RmsS(BulletinEvent of)
    {
        double[] residuals = [.. of.Picks.Where(p => p.TimeUsed).Select(p => Within(p.ResidualS, -1e6, 1e6)).OfType<double>()];
        return residuals.Length == 0 ? null : Math.Sqrt(residuals.Sum(r => r * r) / residuals.Length);
    }

    /// <summary>Letters, digits and a few signs of ASCII; anything else becomes <c>_</c>.</summary>
    public static string Plain(string text) => new([.. text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '_')]);

    /// <summary>A number as machines read it.</summary>
    public static string Text(double value, int digits) => Math.Round(value, digits).ToString("0." + new string('#', digits), CultureInfo.InvariantCulture);
}
