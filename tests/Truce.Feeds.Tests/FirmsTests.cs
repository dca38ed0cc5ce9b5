using System.IO.Compression;
using System.Text;
using Truce.Feeds.Firms;
using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;
using Truce.Testing;

namespace Truce.Feeds.Tests;

/// <summary>FIRMS in all its shapes.</summary>
public sealed class FirmsTests
{
    private const string Head = "latitude,longitude,acq_date,acq_time,satellite,instrument,confidence,scan,track,frp\n";

    [Fact]
    public void A_viirs_row_of_the_area_interface_keeps_what_it_says()
    {
        Observation o = Decoding.Run("firms", Samples.FirmsArea).OfType<Decoded.Seen>().First().Observation;
        var footprint = Assert.IsType<ObservedPlace.Footprint>(o.Where);
        Assert.Equal((48.10123, 37.20456), (footprint.Centre.LatitudeDeg, footprint.Centre.LongitudeDeg));
        Assert.Equal((440.0, 390.0, 75.0), (footprint.AlongM, footprint.AcrossM, footprint.GeoregistrationM));
        Assert.Equal(Interval("2025-10-24T01:43Z", "2025-10-24T01:55Z"), o.When);
        Assert.Equal(("NOAA-20", ObservationClass.Fire, ObservationMeans.SatelliteThermal, ClockTrust.Gnss), (o.Source, o.Class, o.Means, o.Clock));
        Assert.Equal((0.55, 4.37), (o.Confidence, o.Strength));
        Assert.Equal(("n", "N20", "2.0NRT", "N"), (o.Facts["confidence"], o.Facts["satellite"], o.Facts["version"], o.Facts["daynight"]));
    }

    [Fact]
    public void A_modis_row_has_its_larger_pixel_its_percentage_and_its_type()
    {
        Observation[] rows = [.. Decoding.Run("firms", Samples.FirmsModis).OfType<Decoded.Seen>().Select(s => s.Observation)];
        Assert.Equal(["Terra", "Aqua"], rows.Select(r => r.Source));
        Assert.Equal([0.73, 1.0], rows.Select(r => r.Confidence!.Value));
        Assert.Equal(["vegetation", "static"], rows.Select(r => r.Facts["type"]));
        Assert.Equal([1200.0, 4800.0], rows.Select(r => ((ObservedPlace.Footprint)r.Where).AlongM));
    }

    [Fact]
    public void A_reduced_row_is_the_whole_utc_day_of_an_unknown_sensor()
    {
        Observation o = Decoding.Run("firms", Samples.FirmsReduced).OfType<Decoded.Seen>().First().Observation;
        Assert.Equal(Interval("2022-01-01T00:00Z", "2022-01-01T23:59:59.999Z"), o.When);
        Assert.Equal((ClockTrust.DayOnly, "FIRMS, sensors merged"), (o.Clock, o.Source));
        Assert.Null(o.Confidence);
        Assert.Null(o.Strength);
        Assert.Equal((1000.0, 300.0), (((ObservedPlace.Footprint)o.Where).AlongM, ((ObservedPlace.Footprint)o.Where).GeoregistrationM));
    }

    [Theory]
    [InlineData("149", 1, 49, 0)]
    [InlineData("39", 0, 39, 0)]
    [InlineData("5", 0, 5, 0)]
    [InlineData("0", 0, 0, 0)]
    [InlineData("0948", 9, 48, 0)]
    [InlineData("2359", 23, 59, 0)]
    [InlineData("09:48", 9, 48, 0)]
    [InlineData("9:48", 9, 48, 0)]
    [InlineData("10:43:07", 10, 43, 7)]
    public void Times_are_read_in_every_spelling(string text, int hour, int minute, int second)
    {
        Observation o = Decoding.One("firms", Head + $"48.1,37.2,2025-10-24,{text},N20,VIIRS,n,,,\n");
        Assert.Equal(new DateTimeOffset(2025, 10, 24, hour, minute, second, TimeSpan.Zero), o.When!.Value.Middle);
    }

    [Theory]
    [InlineData("91,37.2,2025-10-24,149,N20,VIIRS,n,,,", "latitude-out-of-range")]
    [InlineData("48.1,181,2025-10-24,149,N20,VIIRS,n,,,", "longitude-out-of-range")]
    [InlineData("x,37.2,2025-10-24,149,N20,VIIRS,n,,,", "position-not-a-number")]
    [InlineData(",37.2,2025-10-24,149,N20,VIIRS,n,,,", "position-not-a-number")]
    [InlineData("NaN,37.2,2025-10-24,149,N20,VIIRS,n,,,", "position-not-a-number")]
    [InlineData("48.1,37.2,24/10/2025,149,N20,VIIRS,n,,,", "day-not-readable")]
    [InlineData("48.1,37.2,2025-02-29,149,N20,VIIRS,n,,,", "day-not-readable")]
    [InlineData("48.1,37.2,2025-10-24,2400,N20,VIIRS,n,,,", "time-not-readable")]
    [InlineData("48.1,37.2,2025-10-24,1260,N20,VIIRS,n,,,", "time-not-readable")]
    [InlineData("48.1,37.2,2025-10-24,12:3,N20,VIIRS,n,,,", "time-not-readable")]
    [InlineData("48.1,37.2,2025-10-24,149,N20,VIIRS,101,,,", "confidence-out-of-range")]
    [InlineData("48.1,37.2,2025-10-24,149,N20,VIIRS,n,0,0.4,", "pixel-out-of-range")]
    [InlineData("48.1,37.2,2025-10-24,149,N20,VIIRS,n,a,0.4,", "pixel-not-a-number")]
    [InlineData("48.1,37.2,2025-10-24,149,N20,VIIRS,n,,,-1", "power-out-of-range")]
    [InlineData("48.1,37.2,2025-10-24,149,N20,VIIRS,n,,,x", "power-not-a-number")]
    [InlineData("48.1,37.2,2025-10-24,149,N20,VIIRS,n,,", "row-too-short")]
    [InlineData("48.1,37.2,2025-10-24,149,N20,VIIRS,n,,,1,2", "row-too-long")]
    [InlineData("48.1,37.2,2025-10-24,149,N20,VIIRS,né,,,", "not-ascii")]
    public void A_row_that_cannot_be_read_is_refused_with_its_reason(string row, string reason) =>
        Assert.Equal(reason, Decoding.Reason("firms", Head + row + "\n"));

    [Fact]
    public void Rows_before_a_header_are_refused_and_a_second_header_is_taken()
    {
        List<Decoded> pieces = Decoding.Run("firms", "48.1,37.2,2025-10-24\nLongitude,Latitude,ACQ_DATE\n37.2,48.1,2025-10-24\nlatitude\tx\n\nacq_date,latitude,longitude\n2025-10-25,48.1,37.2\n");
        Assert.Equal(["no-header", "row-too-short"], pieces.OfType<Decoded.Refused>().Select(r => r.Reject.Reason));
        Assert.All(pieces.OfType<Decoded.Seen>(), s => Assert.Equal(new GeoPoint(48.1, 37.2), ((ObservedPlace.Footprint)s.Observation.Where).Centre));
        Assert.Equal(2, pieces.OfType<Decoded.Seen>().Count());
    }

    [Fact]
    public void One_pass_is_one_voice_and_the_next_night_is_another()
    {
        OriginGroup Of(string day, string time, string satellite, double longitude = 37.2) =>
            Decoding.One("firms", Head + $"48.1,{longitude},{day},{time},{satellite},VIIRS,n,,,\n").Origin;

        Assert.Equal(Of("2025-10-24", "1043", "N20"), Of("2025-10-24", "1045", "N20", 25.2));
        Assert.Equal(Of("2025-10-24", "2259", "N20"), Of("2025-10-25", "0040", "N20")); // one night over midnight
        Assert.NotEqual(Of("2025-10-24", "1043", "N20"), Of("2025-10-24", "2259", "N20"));
        Assert.NotEqual(Of("2025-10-24", "1043", "N20"), Of("2025-10-24", "1043", "N21"));
        Assert.NotEqual(Of("2025-10-24", "1043", "N20"), Of("2025-10-25", "1043", "N20"));
    }

    [Fact]
    public void The_light_path_gives_the_same_places_and_days_as_the_full_one()
    {
        foreach (string sample in new[] { Samples.FirmsArea, Samples.FirmsModis, Samples.FirmsReduced, "x\n" + Samples.FirmsReduced + "99,1,2022-01-01\n" })
        {
            List<(double, double)> light = [];
            (long points, long refused) = FirmsDecoder.ForEachPoint(new MemoryStream(Encoding.UTF8.GetBytes(sample)), FeedLimits.Default, (la, lo, _) => light.Add((la, lo)));
            List<Decoded> full = Decoding.Run("firms", sample);
            Assert.Equal(full.OfType<Decoded.Seen>().Select(s => ((ObservedPlace.Footprint)s.Observation.Where).Centre).Select(p => (p.LatitudeDeg, p.LongitudeDeg)), light);
            Assert.Equal((full.OfType<Decoded.Seen>().Count(), full.OfType<Decoded.Refused>().Count()), (points, refused));
        }
    }

    [Fact]
    public void The_light_path_reads_the_years_behind_the_background()
    {
        long points = 0, refused = 0;
        foreach (string path in Directory.GetFiles(SharedData.Path("satellite/firms-ukraine-hotspots"), "*.gz"))
        {
            using FileStream file = File.OpenRead(path);
            (long p, long r) = FirmsDecoder.ForEachPoint(file, FeedLimits.Default, static (_, _, _) => { });
            (points, refused) = (points + p, refused + r);
        }

        Assert.Equal((767_245L, 0L), (points, refused));
    }

    [Fact]
    public void Fast_numbers_are_the_frameworks_numbers()
    {
        var random = new SeededRandom(7);
        for (int i = 0; i < 20_000; i++)
        {
            string text = ((random.NextUnit() - 0.5) * Math.Pow(10, random.NextBelow(8) - 2)).ToString($"F{random.NextBelow(9)}", System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(AsciiNumber.TryDouble(Encoding.ASCII.GetBytes(text), out double value));
            Assert.Equal(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture), value);
        }
    }

    [Theory]
    [InlineData(0, "gzip-truncated")]
    [InlineData(1, "gzip-broken")]
    [InlineData(2, "inflates-too-much")]
    public void Broken_cut_and_excessive_compression_is_told_and_what_came_before_is_kept(int kind, string reason)
    {
        string text = "latitude,longitude,acq_date\n" + string.Concat(Enumerable.Repeat("48.1,37.2,2022-01-01\n", 100_000));
        byte[] zipped = Zip(text, kind == 2 ? CompressionLevel.SmallestSize : CompressionLevel.Fastest);
        byte[] damaged = [.. zipped];
        if (kind == 0) damaged = zipped[..^(zipped.Length / 2)];
        if (kind == 1) Array.Fill(damaged, (byte)0xff, zipped.Length / 2, 40);
        FeedContext context = Decoding.Context with { Limits = new FeedLimits { InflateRatio = kind == 2 ? 20 : 2000 } };
        List<Decoded> pieces = Decoding.Run("firms", damaged, context);
        Assert.Equal(reason, pieces.OfType<Decoded.Refused>().Last().Reject.Reason);
        Assert.InRange(pieces.OfType<Decoded.Seen>().Count(), kind == 2 ? 1000 : 0, 99_999);
    }

    [Fact]
    public void Several_compressed_members_end_to_end_are_one_item()
    {
        byte[] two = [.. Zip("latitude,longitude,acq_date\n48.1,37.2,2022-01-01\n", CompressionLevel.Fastest), .. Zip("48.2,37.2,2022-01-01\n", CompressionLevel.Fastest)];
        List<Decoded> pieces = Decoding.Run("firms", two);
        Assert.Equal(2, pieces.OfType<Decoded.Seen>().Count());
        Assert.Empty(pieces.OfType<Decoded.Refused>());
    }

    private static byte[] Zip(string text, CompressionLevel level)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, level)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return to.ToArray();
    }

    private static TimeInterval Interval(string start, string end) => new(
        DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture));
}
