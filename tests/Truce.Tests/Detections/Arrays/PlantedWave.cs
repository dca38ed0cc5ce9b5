using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrays;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Tests.Detections.Arrays;

/// <summary>A plane wave of random phases in a band over an array, with noise of each element's own: SIMULATED.</summary>
internal sealed class PlantedWave
{
    public static readonly Instant Begin = Instant.FromUtc(2030, 1, 1, 0, 0);
    private readonly (double Hz, double Phase, double Amplitude)[] _lines;
    private readonly SeededRandom _random;

    public PlantedWave(ulong seed, double lowHz, double highHz, int lines = 60)
    {
        _random = new(seed);
        _lines = [.. Enumerable.Range(0, lines).Select(i => (lowHz + ((highHz - lowHz) * (i + _random.NextUnit()) / lines), 2 * Math.PI * _random.NextUnit(), 0.5 + _random.NextUnit()))];
    }

    public double East { get; init; }

    public double North { get; init; }

    public double Noise { get; init; } = 0.1;

    /// <summary>Seconds after the beginning at which the wave sets in and ends; before and after there is noise only.</summary>
    public (double From, double To) On { get; init; } = (double.MinValue, double.MaxValue);

    public static ImmutableArray<ArrayElement> Elements(params (double East, double North)[] places) =>
        [.. places.Select((p, i) => new ArrayElement(Channel(i), p.East, p.North))];

    public static ChannelId Channel(int element) => ChannelId.FromSeed("XX", "A" + element, "", "HDF", out _)!;

    /// <summary>A seeded slowness from a bearing and a trace velocity.</summary>
    public static (double East, double North) Slowness(double backAzimuthDeg, double kmS) =>
        (-Math.Sin(backAzimuthDeg * Math.PI / 180) / kmS, -Math.Cos(backAzimuthDeg * Math.PI / 180) / kmS);

    /// <summary>What an element records: it starts late by <paramref name="startS"/>, its clock shows <paramref name="clockS"/> too much.</summary>
    public WaveformSegment Record(ArrayElement place, int element, double seconds, double rateHz, double startS = 0, double clockS = 0, double sign = 1, double signal = 1)
    {
        double delay = (East * place.EastM / 1000) + (North * place.NorthM / 1000);
        float[] x = new float[(int)(seconds * rateHz)];
        for (int i = 0; i < x.Length; i++)
        {
            double t = startS + (i / rateHz) - delay, v = 0;
            if (t >= On.From && t < On.To)
            {
                foreach ((double hz, double phase, double amplitude) in _lines) v += amplitude * Math.Sin((2 * Math.PI * hz * t) + phase);
            }

            x[i] = (float)((sign * signal * v) + (Noise * Math.Sqrt(_lines.Length / 2.0) * _random.NextNormal()));
        }

        return new()
        {
            Channel = Channel(element),
            SampleRateHz = rateHz,
            Samples = new WaveformSamples.Float32(x),
            Start = Begin + Duration.FromNanoseconds(Math.Round((startS + clockS) * 1e9)),
        };
    }
}
