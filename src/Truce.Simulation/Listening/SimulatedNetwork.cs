using System.Collections.Immutable;
using NodaTime;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Simulation.Listening;

/// <summary>A shock at the surface of an even ground under still air.</summary>
/// <param name="At">Origin time.</param>
/// <param name="Place">Where.</param>
/// <param name="Counts">Amplitude of S close by, counts; P has half of it, sound as much.</param>
public sealed record SimulatedShock(Instant At, GeoPoint Place, double Counts);

/// <summary>SIMULATED sensors of ground and air: Gaussian noise of each sensor's own, P and S of 10 Hz that die away in a second and a half, sound of 2.5 Hz that dies away in one.</summary>
/// <remarks>Amplitudes fall as one over (1 + distance / 10 km). Everything follows from the seed. Segments of a sensor are asked for in the order of time: its noise goes on where it was left.</remarks>
public sealed class SimulatedNetwork
{
    /// <summary>Speeds, km/s.</summary>
    public const double VpKmPerS = 6, VsKmPerS = 3.5, SoundKmPerS = 0.34;

    private const double GroundHz = 10, SoundHz = 2.5, GroundDiesS = 1.5, SoundDiesS = 1, LastsS = 12, NoiseCounts = 20;
    private readonly ImmutableArray<SimulatedShock> _shocks;
    private readonly SeededRandom[] _noise;

    /// <param name="sensors">Where they stand; pressure sensors hear the air, others the ground.</param>
    /// <param name="shocks">What happens.</param>
    /// <param name="seed">Seed of the noise.</param>
    public SimulatedNetwork(IEnumerable<SensorChannel> sensors, IEnumerable<SimulatedShock> shocks, ulong seed)
    {
        (Sensors, _shocks) = ([.. sensors], [.. shocks]);
        _noise = [.. Sensors.Select((_, i) => new SeededRandom(seed + (ulong)i))];
    }

    /// <summary>The sensors, in the order of their numbers.</summary>
    public ImmutableArray<SensorChannel> Sensors { get; }

    /// <summary>Samples of one sensor as integers.</summary>
    /// <param name="sensor">Its number.</param>
    /// <param name="start">First sample.</param>
    /// <param name="count">How many.</param>
    public WaveformSegment Segment(int sensor, Instant start, int count)
    {
        SensorChannel of = Sensors[sensor];
        double rateHz = of.SampleRateHz ?? throw new InvalidOperationException("a simulated sensor has a rate");
        double[] x = new double[count];
        for (int i = 0; i < count; i++) x[i] = NoiseCounts * _noise[sensor].NextNormal();
        foreach (SimulatedShock shock in _shocks)
        {
            double km = shock.Place.DistanceM(of.Position) / 1000, counts = shock.Counts / (1 + (km / 10)), sinceS = (start - shock.At).TotalSeconds;
            if (of.Channel.IsPressure) Add(x, rateHz, sinceS - (km / SoundKmPerS), counts, SoundHz, SoundDiesS);
            else
            {
                Add(x, rateHz, sinceS - (km / VpKmPerS), counts / 2, GroundHz, GroundDiesS);
                Add(x, rateHz, sinceS - (km / VsKmPerS), counts, GroundHz, GroundDiesS);
            }
        }

        return new() { Channel = of.Channel, Start = start, SampleRateHz = rateHz, Samples = new WaveformSamples.Int32(x.Select(v => (int)Math.Round(v)).ToArray()) };
    }

    private static void Add(double[] x, double rateHz, double sinceS, double counts, double hz, double diesS)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double t = sinceS + (i / rateHz);
            if (t is > 0 and < LastsS) x[i] += counts * Math.Exp(-t / diesS) * Math.Sin(2 * Math.PI * hz * t);
        }
    }
}
