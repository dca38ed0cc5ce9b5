using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Feeds.Arrivals;
using Truce.Testing;

namespace Truce.Feeds.Tests.Arrivals;

/// <summary>Picks and detections as files bring them: our own lines, tables, and infrapy's lists.</summary>
public sealed class ArrivalFileTests
{
    [Fact]
    public void The_two_forms_of_one_infrapy_set_give_the_same_arrivals()
    {
        ArrivalsRead list = ArrivalFile.Read(SharedData.Path("seismo/infrapy-detections/example2.dets.json"));
        ArrivalsRead table = ArrivalFile.Read(SharedData.Path("seismo/infrapy-detections/detection_set2.dat"));
        Assert.Empty(list.Rejects);
        Assert.Equal(list.Arrivals.Select(a => (a.Site, a.At, a.BackAzimuthDeg)), table.Arrivals.Select(a => (a.Site, a.At, a.BackAzimuthDeg)));
        Assert.Equal(list.Sites, table.Sites);
        Arrival first = list.Arrivals[0];
        Assert.Equal((Instant.FromUtc(2004, 6, 2, 17, 42, 14), 360 - 125.6, ArrivalPhases.Infrasound), (first.At, first.BackAzimuthDeg, first.Phases));
    }

    [Fact]
    public void A_table_of_picks_in_seconds_is_read_whole()
    {
        ArrivalsRead read = ArrivalFile.Read(SharedData.Path("seismo/association/shallow0d_50_0.1_picks.csv"));
        Assert.Equal((2361, 0, 1), (read.Arrivals.Length, read.Rejects.Length, read.PassedOver));
        Assert.Equal(("S0071", ArrivalPhases.S, Instant.FromUnixTimeTicks(134540000)), (read.Arrivals[0].Site, read.Arrivals[0].Phases, read.Arrivals[0].At));
    }

    [Fact]
    public void What_the_detectors_print_is_taken_and_their_other_lines_are_passed_over()
    {
        ArrivalsRead read = Read("""
            {"kind":"trigger","channel":"FDSN:XX_AAA__H_H_Z","station":"AAA","on":"2026-02-03T04:05:06.5Z","onset":"2026-02-03T04:05:06.25Z","onset_sigma_s":0.04}
            {"kind":"trigger","channel":"FDSN:XX_BBB__H_D_F","station":"BBB","on":"2026-02-03T04:05:16Z"}
            {"kind":"health","element":"1","state":"dead"}
            {"kind":"detection","array":"CCC","latitude":50.1,"longitude":30.2,"time":"2026-02-03T04:06:06Z","arrival":"2026-02-03T04:06:00Z","arrival_sigma_s":5,"back_azimuth_deg":12.5,"sigma":1.5,"slowness_s_per_km":2.9,"slowness_sigma":0.05}
            """);
        Assert.Equal(["AAA", "BBB", "CCC"], read.Arrivals.Select(a => a.Site));
        Assert.Equal([ArrivalPhases.Ground, ArrivalPhases.Air, ArrivalPhases.Infrasound], read.Arrivals.Select(a => a.Phases));
        Assert.Equal([0.04, 0.1, 5], read.Arrivals.Select(a => a.SigmaS));
        Assert.Equal((1, 1.5, "CCC"), (read.PassedOver, read.Arrivals[2].BackAzimuthSigmaDeg, Assert.Single(read.Sites).Id));
    }

    [Theory]
    [InlineData("station,phase,time\nA,P,yesterday", "no-time")]
    [InlineData("station,phase,time\nA,P,9e99", "no-time")]
    [InlineData("station,phase,time\nA,P,1815-06-18T11:00:00Z", "time-out-of-range")]
    [InlineData("station,phase,time\nA,PKIKP,12.5", "unknown-phase")]
    [InlineData("station,phase,time\n,P,12.5", "no-site")]
    [InlineData("station,phase,time\nA,P", "row-too-short")]
    [InlineData("station,phase,time,sigma_s\nA,P,12.5,NaN", "not-a-number")]
    [InlineData("station,phase,time,sigma_s\nA,P,12.5,-1", "number-out-of-range")]
    [InlineData("id,station,phase,time\nx,A,P,1\nx,A,P,2", "id-twice")]
    [InlineData("station,phase,time,latitude,longitude\nA,P,12.5,91,0", "number-out-of-range")]
    [InlineData("{\"station\":\"A\",\"time\":", "broken-json")]
    [InlineData("[{\"station\":\"A\",\"time\":1},", "broken-json")]
    [InlineData("[3]", "not-an-object")]
    [InlineData("41.1 -112.9", "not-a-row")]
    public void Bad_rows_are_counted_with_a_reason(string text, string reason) => Assert.Equal(reason, Assert.Single(Read(text).Rejects).Reason);

    [Fact]
    public void An_empty_file_holds_nothing() => Assert.Empty(Read("").Arrivals);

    private static ArrivalsRead Read(string text)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return ArrivalFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
