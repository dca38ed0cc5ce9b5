namespace Truce.Observations.Waveforms;

/// <summary>Samples in the type in which they were recorded: a closed set. Counts, or physical units where the channel's metadata say so.</summary>
public abstract record WaveformSamples
{
    private WaveformSamples()
    {
    }

    /// <summary>How many.</summary>
    public abstract int Count { get; }

    /// <summary>Copies the samples as single precision, for detectors; integers above 2²⁴ in magnitude lose their last bits.</summary>
    /// <param name="target">At least <see cref="Count"/> long.</param>
    public abstract void CopyTo(Span<float> target);

    /// <summary>Copies the samples as double precision, without loss.</summary>
    /// <param name="target">At least <see cref="Count"/> long.</param>
    public abstract void CopyTo(Span<double> target);

    /// <summary>32-bit integers: also 16- and 24-bit ones and all integer compressions.</summary>
    public sealed record Int32(ReadOnlyMemory<int> Values) : WaveformSamples
    {
        /// <inheritdoc/>
        public override int Count => Values.Length;

        /// <inheritdoc/>
        public override void CopyTo(Span<float> target)
        {
            ReadOnlySpan<int> from = Values.Span;
            for (int i = 0; i < from.Length; i++) target[i] = from[i];
        }

        /// <inheritdoc/>
        public override void CopyTo(Span<double> target)
        {
            ReadOnlySpan<int> from = Values.Span;
            for (int i = 0; i < from.Length; i++) target[i] = from[i];
        }
    }

    /// <summary>Single precision.</summary>
    public sealed record Float32(ReadOnlyMemory<float> Values) : WaveformSamples
    {
        /// <inheritdoc/>
        public override int Count => Values.Length;

        /// <inheritdoc/>
        public override void CopyTo(Span<float> target) => Values.Span.CopyTo(target);

        /// <inheritdoc/>
        public override void CopyTo(Span<double> target)
        {
            ReadOnlySpan<float> from = Values.Span;
            for (int i = 0; i < from.Length; i++) target[i] = from[i];
        }
    }

    /// <summary>Double precision.</summary>
    public sealed record Float64(ReadOnlyMemory<double> Values) : WaveformSamples
    {
        /// <inheritdoc/>
        public override int Count => Values.Length;

        /// <inheritdoc/>
        public override void CopyTo(Span<float> target)
        {
            ReadOnlySpan<double> from = Values.Span;
            for (int i = 0; i < from.Length; i++) target[i] = (float)from[i];
        }

        /// <inheritdoc/>
        public override void CopyTo(Span<double> target) => Values.Span.CopyTo(target);
    }
}
