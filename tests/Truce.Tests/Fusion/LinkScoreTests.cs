using Truce.Fusion;
using Truce.Measures;

namespace Truce.Tests.Fusion;

public class LinkScoreTests
{
    private static readonly DateOnly Day = new(2022, 6, 10);

    [Fact]
    public void The_interval_of_Wilson_is_the_published_one()
    {
        // Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81/263 and 15/148; 0/20 and 1/29.
        Assert.Equal((0.2553, 0.3662), Ends(WilsonShare.Over(81, 263)));
        Assert.Equal((0.0624, 0.1605), Ends(WilsonShare.Over(15, 148)));
        Assert.Equal((0, 0.1611), Ends(WilsonShare.Over(0, 20)));
        Assert.Equal((0.0061, 0.1718), Ends(WilsonShare.Over(1, 29)));
        Assert.Equal((0, 1), Ends(WilsonShare.Over(0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonShare.Over(3, 2));
    }

    [Fact]
    public void The_naive_join_takes_pairs_inside_both_reaches_and_nothing_without_a_place()
    {
        DatedPlace[] reports = [new("r", Day, new GeoPoint(48, 37)), new("nowhere", Day, null)];
        DatedPlace[] truths =
        [
            new("near, next day", Day.AddDays(1), new GeoPoint(48.04, 37)), // 4.4 km
            new("near, two days on", Day.AddDays(2), new GeoPoint(48, 37)),
            new("near, day before", Day.AddDays(-1), new GeoPoint(48, 37)),
            new("far", Day, new GeoPoint(48.05, 37)), // 5.6 km
            new("nowhere", Day, null),
        ];
        Assert.Equal([new Link("r", "near, day before"), new Link("r", "near, next day")], LinkScore.NaiveJoin(reports, truths, 5000, 1));
    }

    [Fact]
    public void One_much_reported_event_does_not_outvote_the_rest_in_b_cubed()
    {
        HashSet<Link> reference = [new("a", "1"), new("a", "2"), new("a", "3"), new("b", "9")];
        HashSet<Link> found = [new("a", "1"), new("a", "2"), new("a", "3"), new("b", "8")];
        Assert.Equal(new ClusterAgreement(0.75, 0.75), LinkScore.Pairwise(reference, found));
        Assert.Equal(new ClusterAgreement(0.5, 0.5), LinkScore.BCubed(reference, found));
        ClusterAgreement few = LinkScore.BCubed(reference, new HashSet<Link> { new("a", "1"), new("b", "8") });
        Assert.Equal(0.5, few.Precision, 9);
        Assert.Equal(1.0 / 6, few.Recall, 9);
        Assert.Equal(new ClusterAgreement(1, 0), LinkScore.Pairwise(reference, new HashSet<Link>()));
        Assert.Equal(new ClusterAgreement(1, 1), LinkScore.BCubed(new HashSet<Link>(), new HashSet<Link>()));
    }

    private static (double Low, double High) Ends(WilsonShare s) => (Math.Round(s.Low, 4), Math.Round(s.High, 4));
}
