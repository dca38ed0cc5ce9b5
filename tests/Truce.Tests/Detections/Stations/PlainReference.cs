using System.Numerics;

namespace Truce.Tests.Detections.Stations;

/// <summary>The detectors once more, straight from the published formulas and sharing nothing with the product: poles and zeros, plain recursions, lists of crossings.</summary>
internal static class PlainReference
{
    /// <summary>Butterworth band-pass from rest, pole by pole in complex numbers, on samples less the first one; gain 1 at the centre.</summary>
    public static double[] BandPass(double[] x, double lowHz, double highHz, int corners, double rateHz)
    {
        double warpLow = 2 * rateHz * Math.Tan(Math.PI * lowHz / rateHz), warpHigh = 2 * rateHz * Math.Tan(Math.PI * highHz / rateHz);
        double width = warpHigh - warpLow, centre = Math.Sqrt(warpLow * warpHigh);
        var poles = new List<Complex>();
        for (int k = 1; k <= corners; k++)
        {
            Complex p = Complex.Exp(Complex.ImaginaryOne * Math.PI * ((2 * k) + corners - 1) / (2 * corners)) * width / 2;
            Complex root = Complex.Sqrt((p * p) - (centre * centre));
            foreach (Complex s in new[] { p + root, p - root }) poles.Add(((2 * rateHz) + s) / ((2 * rateHz) - s));
        }

        Complex z = Complex.Exp(Complex.ImaginaryOne * 2 * Math.Atan(centre / (2 * rateHz))), response = 1;
        foreach (Complex p in poles) response /= 1 - (p / z);
        response *= Complex.Pow(1 - (1 / (z * z)), corners);
        Complex[] y = [.. x.Select(v => new Complex((v - x[0]) / response.Magnitude, 0))];
        for (int k = 0; k < corners; k++)
        {
            for (int i = y.Length - 1; i >= 0; i--) y[i] -= i >= 2 ? y[i - 2] : 0;
        }

        foreach (Complex p in poles)
        {
            for (int i = 1; i < y.Length; i++) y[i] += p * y[i - 1];
        }

        return [.. y.Select(v => v.Real)];
    }

    /// <summary>Recursive STA/LTA as ObsPy has it: the first sample is left out, and the ratio is 0 for the first long window.</summary>
    public static double[] Recursive(double[] x, int nsta, int nlta)
    {
        double[] ratio = new double[x.Length];
        double sta = 0, lta = 1e-99;
        for (int i = 1; i < x.Length; i++)
        {
            double square = x[i] * x[i];
            sta = (square / nsta) + ((1 - (1.0 / nsta)) * sta);
            lta = (square / nlta) + ((1 - (1.0 / nlta)) * lta);
            ratio[i] = i < nlta ? 0 : sta / lta;
        }

        return ratio;
    }

    /// <summary>Classic STA/LTA, each window summed anew.</summary>
    public static double[] Classic(double[] x, int nsta, int nlta)
    {
        double[] ratio = new double[x.Length];
        for (int i = nlta - 1; i < x.Length; i++)
        {
            double sta = 0, lta = 0;
            for (int k = i - nsta + 1; k <= i; k++) sta += x[k] * x[k];
            for (int k = i - nlta + 1; k <= i; k++) lta += x[k] * x[k];
            ratio[i] = lta > 0 ? sta / nsta / (lta / nlta) : 0;
        }

        return ratio;
    }

    /// <summary>Trigger on and off samples by ObsPy's rules: starts and ends of the stretches above both thresholds, paired.</summary>
    public static List<(int On, int Off)> Triggers(double[] ratio, double on, double off, double longest = double.PositiveInfinity)
    {
        var starts = new Queue<int>(Enumerable.Range(0, ratio.Length).Where(i => ratio[i] > on && (i == 0 || !(ratio[i - 1] > on))));
        var ends = new LinkedList<int>(Enumerable.Range(0, ratio.Length).Where(i => ratio[i] > off && (i == ratio.Length - 1 || !(ratio[i + 1] > off))));
        var triggers = new List<(int, int)>();
        int last = -1;
        while (starts.Count > 0)
        {
            int begin = starts.Dequeue();
            if (begin <= last) continue;
            while (ends.First!.Value < begin) ends.RemoveFirst();
            int end = ends.First.Value;
            if (end - begin > longest) end = begin + (int)longest;
            triggers.Add((begin, end));
            last = end;
        }

        return triggers;
    }
}
