namespace Truce.Detections.Arrays;

/// <summary>A correlation coefficient as a function of lag, read between its samples.</summary>
/// <remarks>
/// A correlation function has the band of the signals. A parabola through three samples of it is biased towards whole lags as soon as the band
/// reaches an eighth of the sample rate; so the curve is interpolated by a sinc under the window (1 − (t/8)²)², and the parabola goes through points a quarter and then a
/// twentieth of a sample apart. Within eight lags of the ends the plain parabola stands.
/// </remarks>
internal static class LagCurve
{
    private const int Half = 8;

    /// <summary>Value at a lag; 0 outside.</summary>
    public static double At(ReadOnlySpan<double> rho, double lag)
    {
        int floor = (int)Math.Floor(lag);
        if (!(lag >= 0) || floor > rho.Length - 1) return 0;
        double part = lag - floor;
        if (part == 0) return rho[floor];
        if (floor + 1 >= rho.Length) return rho[floor];
        if (floor < Half - 1 || floor + Half >= rho.Length) return Cubic(rho, floor, part);
        double sin = Math.Sin(Math.PI * part) / Math.PI, sum = 0;
        for (int k = 1 - Half; k <= Half; k++)
        {
            double t = part - k, w = 1 - (t * t / (Half * Half));
            sum += rho[floor + k] * w * w * ((k & 1) == 0 ? sin : -sin) / t;
        }

        return sum;
    }

    /// <summary>The highest local maximum: its lag, not refined; −1 when there is none inside.</summary>
    public static int Highest(ReadOnlySpan<double> rho, int sign)
    {
        int best = -1;
        for (int i = 1; i + 1 < rho.Length; i++)
        {
            double v = sign * rho[i];
            if (v > 0 && v >= sign * rho[i - 1] && v > sign * rho[i + 1] && (best < 0 || v > sign * rho[best])) best = i;
        }

        return best;
    }

    /// <summary>Up the hill from a lag to the next local maximum; −1 when the end comes first.</summary>
    public static int Climb(ReadOnlySpan<double> rho, double from, int sign)
    {
        int i = (int)Math.Round(Math.Clamp(from, 1, Math.Max(1, rho.Length - 2)));
        if (rho.Length < 3) return -1;
        while (true)
        {
            double before = sign * rho[i - 1], at = sign * rho[i], after = sign * rho[i + 1];
            if (at >= before && at >= after) return at > 0 ? i : -1;
            i += before > after ? -1 : 1;
            if (i == 0 || i == rho.Length - 1) return -1;
        }
    }

    /// <summary>The lag of a maximum between samples, and the coefficient there with its sign.</summary>
    public static (double Lag, double Rho) Refined(ReadOnlySpan<double> rho, int at, int sign)
    {
        double x = at + Shift(rho[at - 1] * sign, rho[at] * sign, rho[at + 1] * sign);
        foreach (double step in (ReadOnlySpan<double>)[0.25, 0.05])
        {
            if (x - step - Half < 0 || x + step + Half >= rho.Length) break;
            x += step * Shift(sign * At(rho, x - step), sign * At(rho, x), sign * At(rho, x + step));
        }

        return (x, Math.Clamp(At(rho, x), -1, 1));
    }

    private static double Shift(double before, double at, double after)
    {
        double curve = before - (2 * at) + after;
        return curve >= 0 ? 0 : Math.Clamp(0.5 * (before - after) / curve, -1, 1);
    }

    private static double Cubic(ReadOnlySpan<double> rho, int floor, double t)
    {
        double b = rho[floor], c = rho[floor + 1];
        if (floor == 0 || floor + 2 >= rho.Length) return b + (t * (c - b));
        double a = rho[floor - 1], d = rho[floor + 2];
        return b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
    }
}
