using System.Numerics;
using Truce.Detections.Signals;

namespace Truce.Simulation.Injection;

/// <summary>A signal that is planted, sampled anywhere between samples: a closed set. Its size is set afterwards, by the signal-to-noise ratio.</summary>
public abstract record PlantedSignal
{
    private PlantedSignal()
    {
    }

    /// <summary>Seconds behind the arrival until nothing is left of it.</summary>
    public abstract double LengthS { get; }

    /// <summary>Seconds behind the arrival at which a detection counts too: the S wave.</summary>
    public abstract double SecondS { get; }

    /// <summary>Samples of the signal.</summary>
    /// <param name="arrival">Where it arrives, in samples from the first one of <paramref name="count"/>; need not be whole.</param>
    /// <param name="count">How many.</param>
    /// <param name="rateHz">Samples a second.</param>
    public abstract double[] Sampled(double arrival, int count, double rateHz);

    /// <summary>The pressure of a blast: (1 − t/T)·exp(−t/T) behind the shock (Friedlander 1946, Proc. R. Soc. A 186, 322; Reed 1977, J. Acoust. Soc. Am. 61, 39), without net impulse.</summary>
    /// <param name="PositiveS">T, the time for which pressure is above the air's, seconds, above 0.</param>
    /// <param name="DispersionSPerHz">Each hertz arrives so much later than the one below it, seconds, 0 or more: a train of waves in place of a pulse.</param>
    /// <remarks>Made from its Fourier transform at the arrival's exact instant, so that shifts of parts of a sample are exact; faded out between 0.8 and 1 of half the sample rate.</remarks>
    public sealed record Blast(double PositiveS, double DispersionSPerHz = 0) : PlantedSignal
    {
        private const double FadeFrom = 0.8;

        /// <inheritdoc/>
        public override double LengthS => (12 * PositiveS) + (DispersionSPerHz * 10);

        /// <inheritdoc/>
        public override double SecondS => 0;

        /// <inheritdoc/>
        public override double[] Sampled(double arrival, int count, double rateHz)
        {
            // The row repeats after its length: room before for the ringing of the fade, room behind for the tail and for what comes late.
            double lateS = DispersionSPerHz * rateHz / 2;
            int before = (int)rateHz, length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(before + ((LengthS + lateS + 2) * rateHz)));
            int from = (int)Math.Floor(arrival) - before;
            double lagS = (arrival - from) / rateHz;
            double[] row = Row(length, rateHz, lagS);
            double[] samples = new double[count];
            for (int i = Math.Max(0, -from); i < length && from + i < count; i++) samples[from + i] = row[i];
            return samples;
        }

        private double[] Row(int length, double rateHz, double lagS)
        {
            double[] cos = new double[length], row = new double[length];
            for (int i = 0; i < length; i++) cos[i] = Math.Cos(2 * Math.PI * i / length);
            for (int k = 1; k < length / 2; k++)
            {
                double hz = k * rateHz / length, omega = 2 * Math.PI * hz, share = hz / (rateHz / 2);
                Complex s = new(1 / PositiveS, omega);
                double fade = share <= FadeFrom ? 1 : 0.5 * (1 + Math.Cos(Math.PI * (share - FadeFrom) / (1 - FadeFrom)));
                Complex value = ((1 / s) - (1 / (PositiveS * s * s))) * Complex.FromPolarCoordinates(2 * rateHz * fade / length, (-omega * lagS) - (Math.PI * DispersionSPerHz * hz * hz));
                int quarter = length / 4;
                for (int i = 0; i < length; i++)
                {
                    int angle = (int)((long)i * k & (length - 1));
                    row[i] += (value.Real * cos[angle]) - (value.Imaginary * cos[(angle - quarter) & (length - 1)]);
                }
            }

            return row;
        }
    }

    /// <summary>A local event on a vertical channel: P, then S, each a decaying wave of the band, (t/D)·exp(1 − t/D)·sin(2πft + φ).</summary>
    /// <param name="FrequencyHz">f, hertz.</param>
    /// <param name="DecayS">D, seconds, above 0.</param>
    /// <param name="PhaseRad">φ, radians.</param>
    /// <param name="SAfterPS">S behind P, seconds.</param>
    /// <param name="SOverP">Amplitude of S over that of P.</param>
    public sealed record Shock(double FrequencyHz, double DecayS, double PhaseRad, double SAfterPS, double SOverP) : PlantedSignal
    {
        /// <inheritdoc/>
        public override double LengthS => SAfterPS + (12 * DecayS);

        /// <inheritdoc/>
        public override double SecondS => SAfterPS;

        /// <inheritdoc/>
        public override double[] Sampled(double arrival, int count, double rateHz)
        {
            double[] samples = new double[count];
            for (int i = Math.Max(0, (int)Math.Ceiling(arrival)); i < count; i++)
            {
                double t = (i - arrival) / rateHz;
                samples[i] = Wave(t) + (SOverP * Wave(t - SAfterPS));
            }

            return samples;
        }

        private double Wave(double t) => t <= 0 ? 0 : t / DecayS * Math.Exp(1 - (t / DecayS)) * Math.Sin((2 * Math.PI * FrequencyHz * t) + PhaseRad);
    }

    /// <summary>Greatest absolute value behind a causal band filter from rest.</summary>
    /// <param name="samples">The signal.</param>
    /// <param name="band">The band; it fits the rate.</param>
    /// <param name="rateHz">Samples a second.</param>
    public static double PeakInBand(double[] samples, FilterBand band, double rateHz)
    {
        double[] filtered = [.. samples];
        new BiquadCascade(Butterworth.BandPass(band, rateHz)).Run(filtered);
        return filtered.Max(Math.Abs);
    }
}
