using Truce.Fusion.Character;
using Truce.Sayings;

namespace Truce.Tests.Fusion.Character;

public sealed class CharacterReaderTests
{
    [Fact]
    public void Nothing_known_leaves_it_unknown()
    {
        CharacterReading reading = CharacterReader.Read(new());
        Assert.Equal(Likeness.Unknown, reading.Named);
        Assert.Empty(reading.Reasons);
        Assert.Equal(1, reading.Probability.Sum(), 12);
    }

    [Fact]
    public void A_blast_heard_through_ground_and_air_from_one_direction_is_like_an_explosion_and_by_day_it_could_be_a_quarry()
    {
        EventFeatures heard = new() { Ground = Hearing.Heard, Air = Hearing.Heard, LogPOverS = 0.4, POverSStations = 4, BearingSwingDeg = 2, Lightning = Hearing.NotHeard, InQuarry = 0, WorkingHours = false };
        Assert.Equal(Likeness.Explosion, CharacterReader.Read(heard).Named);
        CharacterReading byDay = CharacterReader.Read(heard with { InQuarry = 0.9, WorkingHours = true });
        Assert.Equal(Likeness.Quarry, byDay.Probability.Select((p, i) => (p, i)).MaxBy(x => x.p).i is var i ? (Likeness)i : default);
        Assert.True(byDay.Probability[(int)Likeness.Explosion] > 0.005, "a weapon can strike a quarry");
    }

    [Fact]
    public void A_deep_event_with_strong_S_that_the_air_does_not_carry_is_like_an_earthquake() =>
        Assert.Equal(Likeness.Earthquake, CharacterReader.Read(new() { Ground = Hearing.Heard, Air = Hearing.NotHeard, LogPOverS = -0.4, POverSStations = 5, DepthKm = (5, 12) }).Named);

    [Fact]
    public void A_sound_with_lightning_whose_bearing_swings_is_like_thunder() =>
        Assert.Equal(Likeness.Thunder, CharacterReader.Read(new() { Ground = Hearing.NotHeard, Air = Hearing.Heard, BearingSwingDeg = 40, Lightning = Hearing.Heard }).Named);

    [Fact]
    public void A_sound_alone_is_not_enough_for_any_name() =>
        Assert.Equal(Likeness.Unknown, CharacterReader.Read(new() { Ground = Hearing.NotHeard, Air = Hearing.Heard, BearingSwingDeg = 2 }).Named);

    [Fact]
    public void What_nobody_listened_for_says_nothing() =>
        Assert.Empty(CharacterReader.Read(new() { Ground = Hearing.Heard, Air = Hearing.NotListened, Lightning = Hearing.NotListened }).Reasons);

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    [InlineData("fr")]
    [InlineData("ru")]
    public void Every_reason_can_be_said_in_every_language(string language)
    {
        EventFeatures all = new() { Ground = Hearing.Heard, Air = Hearing.Heard, LogPOverS = 0.1, POverSStations = 2, DepthKm = (0, 2), BearingSwingDeg = 30, Lightning = Hearing.Heard, InQuarry = 0.7, WorkingHours = true };
        CharacterReading reading = CharacterReader.Read(all);
        Assert.Equal(7, reading.Reasons.Length);
        Assert.All(reading.Reasons, r => Assert.NotEmpty(SayingWords.For(language).Say(r.Reason)));
    }
}

public sealed class SizeProxyTests
{
    // Kinney and Graham's curve itself: about 0.83 of the ambient pressure over Z far away, and rising with the charge.
    [Fact]
    public void Far_away_overpressure_falls_as_one_over_scaled_distance() =>
        Assert.Equal(0.827 * 101_325 / 500, SizeProxy.OverpressurePa(1, 500), 1.0);

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(1000)]
    public void A_range_holds_the_charge_that_made_the_pressure(double kg)
    {
        SizeProxy size = SizeProxy.FromAir(SizeProxy.OverpressurePa(kg, 3000), 3000)!.Value;
        Assert.InRange(kg, size.LowKg, size.HighKg);
        Assert.InRange(Math.Log10(size.HighKg / size.LowKg), 3, 6); // a range, never a point
    }

    [Fact]
    public void A_magnitude_gives_a_range_from_a_tamped_charge_to_one_on_the_ground()
    {
        SizeProxy size = SizeProxy.FromGround(2.45)!.Value; // one tonne, tamped
        Assert.True(size.LowKg < 1000 && size.HighKg > 50_000);
    }

    [Fact]
    public void A_local_magnitude_follows_its_standard_formula() =>
        Assert.Equal(3.0, SizeProxy.LocalMagnitude(Math.Pow(10, 3 + 2.09 - (1.11 * 2) - 0.189), 100), 9);

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(double.NaN, 1000)]
    [InlineData(10, -1)]
    [InlineData(1e-9, 1)]
    public void Numbers_that_make_no_sense_give_no_size(double peakPa, double distanceM) => Assert.Null(SizeProxy.FromAir(peakPa, distanceM));
}
