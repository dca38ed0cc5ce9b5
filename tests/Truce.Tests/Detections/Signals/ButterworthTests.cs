using System.Collections.Immutable;
using System.Numerics;
using Truce.Detections.Signals;

namespace Truce.Tests.Detections.Signals;

public sealed class ButterworthTests
{
    [Theory]
    [InlineData(1, 5, 4, 100)]
    [InlineData(0.5, 3, 4, 100)]
    [InlineData(6, 16, 2, 100)]
    [InlineData(1, 8, 1, 200)]
    [InlineData(0.02, 45, 8, 100)]
    [InlineData(10, 20, 3, 50)]
    public void The_response_is_the_analytic_one_at_every_frequency(double lowHz, double highHz, int poles, double rateHz)
    {
        ImmutableArray<Biquad> sections = Butterworth.BandPass(new(lowHz, highHz, poles), rateHz);
        Assert.Equal(poles, sections.Length);
        for (double hz = 0.001 * rateHz; hz < 0.499 * rateHz; hz += 0.001 * rateHz)
        {
            double wanted = Analytic(hz, lowHz, highHz, poles, rateHz), found = Response(sections, hz, rateHz);
            Assert.True(Math.Abs(wanted - found) <= 1e-9 + (1e-6 * wanted), $"{hz} Hz: {found}, the formula gives {wanted}");
        }

        Assert.Equal(Math.Sqrt(0.5), Response(sections, lowHz, rateHz), 6);
        Assert.Equal(Math.Sqrt(0.5), Response(sections, highHz, rateHz), 6);
    }

    [Fact]
    public void A_standing_offset_makes_no_step()
    {
        var filter = new BiquadCascade(Butterworth.BandPass(new(1, 5), 100));
        filter.Settle(1e6);
        double[] x = new double[1000];
        Array.Fill(x, 1e6);
        filter.Run(x);
        Assert.All(x, v => Assert.Equal(0, v));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public void Cut_anywhere_the_output_is_the_same_to_the_bit(int poles)
    {
        ImmutableArray<Biquad> sections = Butterworth.BandPass(new(1, 5, poles), 100);
        double[] whole = new double[1000];
        for (int i = 0; i < whole.Length; i++) whole[i] = Math.Sin(i * i * 0.001) * 1000;
        double[] parts = [.. whole];
        new BiquadCascade(sections).Run(whole);
        var cut = new BiquadCascade(sections);
        for (int i = 0, n = 1; i < parts.Length; i += n, n = (n * 7 % 61) + 1) cut.Run(parts.AsSpan(i, Math.Min(n, parts.Length - i)));
        Assert.Equal(whole, parts);
    }

    [Theory]
    [InlineData(0, 5, 4)]
    [InlineData(5, 5, 4)]
    [InlineData(5, 50, 4)]
    [InlineData(1, 5, 0)]
    [InlineData(1, 5, 9)]
    [InlineData(double.NaN, 5, 4)]
    public void A_band_that_cannot_be_built_is_refused(double lowHz, double highHz, int poles) =>
        Assert.Throws<ArgumentException>(() => Butterworth.BandPass(new(lowHz, highHz, poles), 100));

    [Theory]
    [InlineData(0.95, 2, 10, 4.1028)]
    [InlineData(0.99, 1, 4, 21.198)]
    [InlineData(0.95, 10, 20, 2.3479)]
    [InlineData(0.5, 80, 240, 0.9945)]
    public void Quantiles_of_F_are_those_of_the_tables(double probability, double over, double under, double wanted)
    {
        double found = FDistribution.Quantile(probability, over, under);
        Assert.InRange(found, wanted * 0.9995, wanted * 1.0005);
        Assert.Equal(probability, FDistribution.Cdf(found, over, under), 9);
    }

    private static double Analytic(double hz, double lowHz, double highHz, int poles, double rateHz)
    {
        double w = Math.Tan(Math.PI * hz / rateHz), a = Math.Tan(Math.PI * lowHz / rateHz), b = Math.Tan(Math.PI * highHz / rateHz);
        return 1 / Math.Sqrt(1 + Math.Pow(((w * w) - (a * b)) / ((b - a) * w), 2 * poles));
    }

    private static double Response(ImmutableArray<Biquad> sections, double hz, double rateHz)
    {
        Complex z = Complex.FromPolarCoordinates(1, -2 * Math.PI * hz / rateHz), h = 1;
        foreach (Biquad s in sections) h *= (s.B0 + (s.B1 * z) + (s.B2 * z * z)) / (1 + (s.A1 * z) + (s.A2 * z * z));
        return Complex.Abs(h);
    }
}
