using System.Collections.Immutable;
using System.Numerics;
using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Signals;

/// <summary>How a spectrum over time is made.</summary>
/// <param name="MostColumns">Most cells along time.</param>
/// <param name="MostRows">Most cells along frequency.</param>
/// <param name="WindowSamples">Samples in a window, a power of two from 16 to <see cref="SpectrumOverTime.LongestWindow"/>; 0 leaves it to the span.</param>
/// <param name="HighestHz">Upper end of the rows, hertz; 0 for half the sample rate.</param>
public sealed record SpectrumOptions(int MostColumns = 430, int MostRows = 96, int WindowSamples = 0, double HighestHz = 0);

/// <summary>Power of one channel over time and frequency: short-time Fourier transforms with a Hann window and an overlap of half.</summary>
/// <remarks>
/// One-sided power spectral density, 2|X(k)|²/(f·Σw²), mean of the window's samples taken away (Welch 1967; Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed.,
/// sections 10.3 to 10.5). A cell is the mean density of the windows whose middle lies in it and of its frequencies. Windows with a gap or a sample that is no number give nothing.
/// </remarks>
public sealed record SpectrumOverTime
{
    /// <summary>Longest window, samples.</summary>
    public const int LongestWindow = 4096;

    private const int ShortestWindow = 16;

    /// <summary>Where the first column begins.</summary>
    public required Instant Start { get; init; }

    /// <summary>Width of a column, seconds.</summary>
    public required double ColumnWidthS { get; init; }

    /// <summary>Columns, along time.</summary>
    public required int Columns { get; init; }

    /// <summary>Rows, along frequency.</summary>
    public required int Rows { get; init; }

    /// <summary>Lower edge of the lowest row, hertz.</summary>
    public required double LowestHz { get; init; }

    /// <summary>Height of a row, hertz.</summary>
    public required double RowHz { get; init; }

    /// <summary>Upper end of what was asked for, hertz: half the sample rate, or less.</summary>
    public required double HighestHz { get; init; }

    /// <summary>Samples in a window.</summary>
    public required int WindowSamples { get; init; }

    /// <summary>Samples a second.</summary>
    public required double SampleRateHz { get; init; }

    /// <summary>Decibels of the density, re 1 unit² a hertz; row by row from the lowest frequency. Not a number where there are no data, −∞ where there is no power.</summary>
    public required ImmutableArray<float> LevelsDb { get; init; }

    /// <summary>Length of a window, seconds.</summary>
    public double WindowS => WindowSamples / SampleRateHz;

    /// <summary>A cell, decibels.</summary>
    public float LevelDb(int row, int column) => LevelsDb[(row * Columns) + column];

    /// <summary>The spectrum over a span; <c>null</c> when no window fits into its data.</summary>
    /// <param name="segments">Of one channel, in any order. Where rates differ, the one that most samples have is used.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends; later than that.</param>
    /// <param name="countsPerUnit">Samples are divided by it: the sensitivity, or 1.</param>
    /// <param name="options">How.</param>
    public static SpectrumOverTime? Of(IEnumerable<WaveformSegment> segments, Instant from, Instant to, double countsPerUnit, SpectrumOptions options)
    {
        double spanS = (to - from).TotalSeconds;
        SampleRun[] runs = [.. SampleRun.Of(segments).Where(r => r.End > from && r.Start < to)];
        if (runs.Length == 0 || !(spanS > 0) || countsPerUnit == 0 || !double.IsFinite(countsPerUnit)) return null;
        double rateHz = runs.GroupBy(r => r.SampleRateHz).OrderByDescending(g => g.Sum(r => r.Count)).ThenBy(g => g.Key).First().Key;
        runs = [.. runs.Where(r => Math.Abs(r.SampleRateHz - rateHz) <= 1e-4 * rateHz)];
        int n = options.WindowSamples > 0 ? options.WindowSamples : Window(Math.Min(spanS * rateHz, runs.Sum(r => (double)r.Count)));
        int columns = (int)Math.Clamp(Math.Floor(2 * spanS * rateHz / n), 1, options.MostColumns);
        double highestHz = options.HighestHz > 0 && options.HighestHz < rateHz / 2 ? options.HighestHz : rateHz / 2;
        int bins = Math.Clamp((int)Math.Round(highestHz * n / rateHz), 1, n / 2), merged = Math.Max(1, (int)Math.Ceiling((double)bins / options.MostRows));
        var sums = new Sums(from, spanS / columns, columns, bins / merged, merged);
        var transform = new SpectrumFft(n);
        foreach (SampleRun run in runs) Add(run, transform, sums, to, countsPerUnit);
        if (sums.Windows.All(w => w == 0)) return null;
        return new()
        {
            Start = from,
            ColumnWidthS = sums.ColumnWidthS,
            Columns = columns,
            Rows = sums.Rows,
            LowestHz = rateHz / n / 2, // bins stand in the middle of their width; the one of 0 Hz is left out
            RowHz = rateHz / n * merged,
            HighestHz = highestHz,
            WindowSamples = n,
            SampleRateHz = rateHz,
            LevelsDb = sums.Levels(),
        };
    }

    // As many samples as give about as many columns as rows: neither time nor frequency is favoured. The factor makes the window a little longer, for lines of low frequency.
    private static int Window(double samples)
    {
        double wanted = Math.Log2(1.5 * Math.Sqrt(Math.Max(1, samples)));
        return Math.Clamp(1 << (int)Math.Round(Math.Min(wanted, 20)), ShortestWindow, LongestWindow);
    }

    private static void Add(SampleRun run, SpectrumFft transform, Sums sums, Instant to, double countsPerUnit)
    {
        int n = transform.Length, hop = n / 2;
        double[] hann = Hann(n);
        double scale = 2 / (run.SampleRateHz * hann.Sum(w => w * w) * countsPerUnit * countsPerUnit);
        double[] samples = new double[n];
        var spectrum = new Complex[hop + 1];
        double beginS = (sums.Start - run.Start).TotalSeconds, endS = (to - run.Start).TotalSeconds;
        long first = Math.Max(0, (long)Math.Floor(((beginS * run.SampleRateHz) - hop) / hop)) * hop;
        for (long at = first; at + n <= run.Count; at += hop)
        {
            double middleS = (at + hop) / run.SampleRateHz;
            if (middleS >= endS) break;
            int column = (int)Math.Floor((middleS - beginS) / sums.ColumnWidthS);
            if (middleS < beginS || column >= sums.Columns) continue;
            run.Read(at, samples);
            double mean = samples.Sum() / n;
            if (!double.IsFinite(mean)) continue;
            for (int i = 0; i < n; i++) samples[i] = (samples[i] - mean) * hann[i];
            transform.Transform(samples, spectrum);
            sums.Take(column, spectrum, scale);
        }
    }

    private static double[] Hann(int n)
    {
        double[] window = new double[n];
        for (int i = 0; i < n; i++) window[i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / n));
        return window;
    }

    private sealed class Sums(Instant start, double columnWidthS, int columns, int rows, int merged)
    {
        private readonly double[] _power = new double[rows * columns];

        public Instant Start => start;

        public double ColumnWidthS => columnWidthS;

        public int Columns => columns;

        public int Rows => rows;

        public int[] Windows { get; } = new int[columns];

        public void Take(int column, ReadOnlySpan<Complex> spectrum, double scale)
        {
            Windows[column]++;
            for (int row = 0; row < rows; row++)
            {
                double sum = 0;
                for (int k = 0; k < merged; k++)
                {
                    Complex x = spectrum[1 + (row * merged) + k];
                    sum += (x.Real * x.Real) + (x.Imaginary * x.Imaginary);
                }

                _power[(row * columns) + column] += sum * scale / merged;
            }
        }

        public ImmutableArray<float> Levels()
        {
            float[] levels = new float[_power.Length];
            for (int i = 0; i < levels.Length; i++)
            {
                int windows = Windows[i % columns];
                levels[i] = windows == 0 ? float.NaN : (float)(10 * Math.Log10(_power[i] / windows));
            }

            return ImmutableArray.Create(levels);
        }
    }
}
