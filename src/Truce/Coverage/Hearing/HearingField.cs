using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Coverage.Hearing;

/// <summary>A probability of detection and how well it is known.</summary>
/// <param name="Probability">Best value, 0 to 1.</param>
/// <param name="ProbabilityLow">The same by the lower end of the curve's 95 % interval at every ratio.</param>
/// <param name="ProbabilityHigh">By the upper end. Neither holds what was assumed of sources and of the way.</param>
public readonly record struct HeardShare(double Probability, double ProbabilityLow, double ProbabilityHigh);

/// <summary>What an event of one size makes at a sensor.</summary>
/// <param name="Amplitude">Peak in the detector's band at a distance in metres, in the unit of the noise; above 0 and falling with distance.</param>
/// <param name="SpreadLnSigma">1 σ of the natural logarithm of what arrives: the way, the weather, the kind of event; 0 or more.</param>
/// <param name="NearestM">Least distance for which the relation holds, metres, above 0.</param>
/// <param name="FarthestM">Greatest one.</param>
/// <param name="Words">The assumptions, for people.</param>
public sealed record SourceAtDistance(Func<double, double> Amplitude, double SpreadLnSigma, double NearestM, double FarthestM, string Words);

/// <summary>The probability that a sensor detects an event of one size, by distance: the coverage field of a sensor that listens. A closed set: known, or not known and why.</summary>
/// <remarks>"Not known" is no zero and no one: a map shows it as not known.</remarks>
public abstract record HearingField
{
    private HearingField()
    {
    }

    /// <summary>Probability at a distance; absent where it is not known.</summary>
    /// <param name="distanceM">Metres.</param>
    public abstract HeardShare? At(double distanceM);

    /// <summary>The distance up to which an event is detected with at least this probability, metres: 0 when it is not even nearest by, the farthest distance of the relation when it still is there. Absent where it is not known.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    public abstract double? RadiusM(double probability);

    /// <summary>The field over places, for a map: one answer for each place, in their order; absent where it is not known.</summary>
    /// <param name="sensor">Where the sensor stands.</param>
    /// <param name="places">Middles of cells, for instance.</param>
    public ImmutableArray<HeardShare?> Over(GeoPoint sensor, IReadOnlyList<GeoPoint> places) => [.. places.Select(p => At(Geodesic.Inverse(sensor, p).DistanceM))];

    /// <summary>The field by rings: one answer for each distance, in their order.</summary>
    /// <param name="distancesM">Metres.</param>
    public ImmutableArray<HeardShare?> Rings(IReadOnlyList<double> distancesM) => [.. distancesM.Select(At)];

    /// <summary>The best of several sensors, place by place. One sensor's miss and the next one's are made by the same weather, so chances are not multiplied: the best alone is a lower bound of all. Absent where none is known.</summary>
    /// <param name="fields">Answers of the sensors over the same places.</param>
    public static ImmutableArray<HeardShare?> Best(IReadOnlyList<ImmutableArray<HeardShare?>> fields) => fields.Count == 0
        ? []
        : [.. Enumerable.Range(0, fields[0].Length).Select(i => fields.Select(f => f[i]).Where(h => h is not null).OrderByDescending(h => h!.Value.Probability).FirstOrDefault())];

    /// <summary>Not known, and why.</summary>
    /// <param name="Reason">For people.</param>
    public sealed record Unknown(string Reason) : HearingField
    {
        /// <inheritdoc/>
        public override HeardShare? At(double distanceM) => null;

        /// <inheritdoc/>
        public override double? RadiusM(double probability) => null;
    }

    /// <summary>Known under stated assumptions: the curve, averaged over the spread of the way and over the sensor's own noise.</summary>
    public sealed record Known : HearingField
    {
        // Midpoints of equal shares of the standard normal up to 4 σ: 65 steps of an eighth of σ hold the mean of a logistic to 10⁻⁴.
        private const int Steps = 65;
        private const double Reach = 4;

        private readonly DetectionCurve _curve;
        private readonly ImmutableArray<double> _noise;
        private readonly SourceAtDistance _source;

        /// <summary>A field.</summary>
        /// <param name="curve">What the detector sees by signal-to-noise ratio: 20 log₁₀ of peak over root mean square, in its band.</param>
        /// <param name="noise">Root mean squares of the noise in that band, equally likely each: quantiles of the sensor's own recording. At least one, all above 0.</param>
        /// <param name="source">What arrives, in the unit of the noise.</param>
        public Known(DetectionCurve curve, ImmutableArray<double> noise, SourceAtDistance source)
        {
            if (noise.IsDefaultOrEmpty || noise.Any(n => !(n > 0) || !double.IsFinite(n))) throw new ArgumentException("noise levels are above 0, and there is at least one", nameof(noise));
            if (!(source.SpreadLnSigma >= 0) || !(source.NearestM > 0) || !(source.FarthestM > source.NearestM)) throw new ArgumentException("a spread of 0 or more, distances above 0 in their order", nameof(source));
            (_curve, _noise, _source) = (curve, noise, source);
        }

        /// <summary>What was assumed of events and of the way.</summary>
        public string Words => _source.Words;

        /// <summary>Probability at a distance; absent outside the distances for which the relation of amplitudes holds.</summary>
        /// <param name="distanceM">Metres.</param>
        public override HeardShare? At(double distanceM) => distanceM >= _source.NearestM && distanceM <= _source.FarthestM ? Mean(distanceM) : null;

        /// <inheritdoc/>
        public override double? RadiusM(double probability)
        {
            if (probability is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "above 0 and below 1");
            if (Mean(_source.NearestM).Probability < probability) return 0;
            if (Mean(_source.FarthestM).Probability >= probability) return _source.FarthestM;
            double near = Math.Log(_source.NearestM), far = Math.Log(_source.FarthestM);
            for (int i = 0; i < 50; i++)
            {
                double middle = (near + far) / 2;
                if (Mean(Math.Exp(middle)).Probability >= probability) near = middle;
                else far = middle;
            }

            return Math.Exp(near);
        }

        private HeardShare Mean(double distanceM)
        {
            double best = 0, low = 0, high = 0, weights = 0, amplitude = _source.Amplitude(distanceM);
            for (int k = 0; k < Steps; k++)
            {
                double z = -Reach + (2 * Reach * k / (Steps - 1)), weight = Math.Exp(-z * z / 2);
                foreach (double noise in _noise)
                {
                    double snrDb = 20 * Math.Log10(amplitude * Math.Exp(_source.SpreadLnSigma * z) / noise);
                    Interval95 interval = _curve.IntervalAt(snrDb);
                    best += weight * _curve.ProbabilityAt(snrDb);
                    low += weight * interval.Low;
                    high += weight * interval.High;
                    weights += weight;
                }
            }

            return new(best / weights, low / weights, high / weights);
        }
    }
}
