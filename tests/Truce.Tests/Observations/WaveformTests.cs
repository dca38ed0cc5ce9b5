using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Tests.Observations;

public sealed class WaveformTests
{
    [Theory]
    [InlineData("FDSN:IU_COLA_00_L_H_1", "LH1")]
    [InlineData("FDSN:XX_SENSOR_A_3_BB_2_Q", null)]
    [InlineData("FDSN:NET_STA__B_H_Z", "BHZ")]
    [InlineData("FDSN:NET_STA__BA_H_ZZ", "BA_H_ZZ")]
    [InlineData("XFDSN:NET_STA__B_H_Z", null)]
    [InlineData("FDSN:NET_S A__B_H_Z", null)]
    public void A_source_identifier_is_read_and_written_back(string text, string? channel)
    {
        Assert.Equal(channel is not null, ChannelId.TryParse(text, out ChannelId? id, out string problem));
        Assert.Equal(channel, id?.Channel);
        if (id is null) Assert.NotEmpty(problem);
        else Assert.Equal(text, id.ToString());
    }

    [Fact]
    public void Codes_of_SEED_become_the_same_identifier()
    {
        ChannelId id = ChannelId.FromSeed("YJ", "BRP1", "", "EDF", out _)!;
        Assert.Equal("FDSN:YJ_BRP1__E_D_F", id.ToString());
        Assert.True(id.IsPressure);
        Assert.Null(ChannelId.FromSeed("Y J", "BRP1", "", "EDF", out string problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void The_next_sample_of_a_day_of_odd_rate_falls_where_arithmetic_says()
    {
        var segment = new WaveformSegment
        {
            Channel = ChannelId.FromSeed("XX", "A", "", "HHZ", out _)!,
            Start = Instant.FromUtc(2022, 6, 1, 0, 0),
            SampleRateHz = 3,
            Samples = new WaveformSamples.Int32(new int[7]),
        };
        Assert.Equal(2_333_333_333, (segment.End - segment.Start).TotalNanoseconds);
        Assert.Equal(segment.Start + Duration.FromSeconds(1), segment.InstantOf(3));
    }

    [Fact]
    public void Samples_keep_their_values_in_double_precision()
    {
        double[] copy = new double[3];
        new WaveformSamples.Int32(new[] { int.MaxValue, 0, int.MinValue }).CopyTo(copy);
        Assert.Equal([int.MaxValue, 0, int.MinValue], copy);
        new WaveformSamples.Float32(new[] { 0.1f, float.NaN, 3f }).CopyTo(copy);
        Assert.Equal([0.1f, double.NaN, 3], copy);
    }
}
