using System.Collections.Immutable;
using Truce.Detections;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Storage.Sqlite;
using Truce.Testing;

namespace Truce.Storage.Tests;

public sealed class SqliteStoreTests
{
    private static readonly DateTimeOffset Day = new(2031, 3, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Writing_the_same_rows_again_changes_neither_digest()
    {
        using var folder = new TempFolder();
        using SqliteStore store = SqliteStore.OpenForWriting(folder.At("t.db"));
        store.Write(Fill);
        (Hash256 state, Hash256 history) = (StoreHash.State(store.Read), StoreHash.History(store.Read));
        store.Write(Fill);
        Assert.Equal(state, StoreHash.State(store.Read));
        Assert.Equal(history, StoreHash.History(store.Read));

        void Fill(StoreWriter w)
        {
            w.PutIncident(Version("a", 1, Day), 1, Hash("s1"), "{}", 0);
            w.PutObservation(Seen("x"), Day, "{}");
        }
    }

    [Fact]
    public void A_transaction_that_throws_leaves_nothing_behind()
    {
        using var folder = new TempFolder();
        using SqliteStore store = SqliteStore.OpenForWriting(folder.At("t.db"));
        Assert.Throws<InvalidOperationException>(() => store.Write(w =>
        {
            w.PutIncident(Version("a", 1, Day), 1, Hash("s1"), "{}", 0);
            throw new InvalidOperationException("planted");
        }));
        Assert.Empty(store.Read.Incidents());
    }

    [Fact]
    public void As_known_then_is_the_newest_version_of_that_time()
    {
        using var folder = new TempFolder();
        using SqliteStore store = SqliteStore.OpenForWriting(folder.At("t.db"));
        store.Write(w =>
        {
            w.PutIncident(Version("a", 1, Day), 1, Hash("s1"), "{\"n\":1}", 0);
            w.PutIncident(Version("a", 2, Day.AddDays(1)), 1, Hash("s2"), "{\"n\":2}", 1);
            w.PutIncident(Version("a", 3, Day.AddDays(2)) with { Change = IncidentChange.Dissolved }, 0, Hash("s3"), "{\"n\":3}", 2);
        });
        Assert.Empty(store.Read.Incidents(Day.AddSeconds(-1).ToUnixTimeMilliseconds()));
        Assert.Equal(1, Assert.Single(store.Read.Incidents(Day.ToUnixTimeMilliseconds())).Version);
        Assert.Equal(2, Assert.Single(store.Read.Incidents(Day.AddDays(1).ToUnixTimeMilliseconds())).Version);
        Assert.Empty(store.Read.Incidents());
    }

    [Fact]
    public void An_incident_that_went_into_another_is_found_under_its_new_name_only()
    {
        using var folder = new TempFolder();
        using SqliteStore store = SqliteStore.OpenForWriting(folder.At("t.db"));
        store.Write(w =>
        {
            w.PutIncident(Version("a", 1, Day), 1, Hash("s1"), "{}", 0);
            w.PutIncident(Version("b", 2, Day.AddDays(1)) with { Aliases = [Hash("a")], Change = IncidentChange.Merged }, 1, Hash("s2"), "{}", 1);
        });
        Assert.Equal(Hash("b"), Assert.Single(store.Read.Incidents()).Id);
        Assert.Equal(Hash("a"), Assert.Single(store.Read.Incidents(Day.ToUnixTimeMilliseconds())).Id);
        Assert.Equal(Hash("b"), store.Read.Alias(Hash("a")));
    }

    [Fact]
    public void The_store_hash_does_not_depend_on_the_order_of_writing()
    {
        using var folder = new TempFolder();
        Hash256[] hashes = [.. Enumerable.Range(0, 2).Select(turn =>
        {
            using SqliteStore store = SqliteStore.OpenForWriting(folder.At($"{turn}.db"));
            string[] names = turn == 0 ? ["a", "b", "c"] : ["c", "b", "a"];
            store.Write(w =>
            {
                foreach (string n in names)
                {
                    w.PutIncident(Version(n, 1, Day), 1, Hash("s" + n), "{}", n[0]);
                    w.PutObservation(Seen(n), Day, "{}");
                }
            });
            return StoreHash.State(store.Read);
        })];
        Assert.Equal(hashes[0], hashes[1]);
    }

    [Fact]
    public void A_missing_store_is_told_in_one_line_with_what_to_do()
    {
        StoreException e = Assert.Throws<StoreException>(() => SqliteStore.OpenForReading("no/such/truce.db"));
        Assert.Contains("truce run", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData("no-place", false, false)]
    [InlineData("withdrawn-by-source 00ff 2031-03-04T12:00:00.000Z", false, true)]
    [InlineData("withdrawn-by-source 00ff", true, true)] // a store from before the time was written
    public void What_was_taken_back_stood_until_then(string? notUsed, bool dayBefore, bool dayAfter)
    {
        var row = new ObservationRow(Hash("o"), 0, notUsed, "{}");
        var noon = new DateTimeOffset(2031, 3, 4, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal((dayBefore, dayAfter, dayAfter), (row.WasWithdrawnBy(noon.AddDays(-1).ToUnixTimeMilliseconds()), row.WasWithdrawnBy(noon.ToUnixTimeMilliseconds()), row.WasWithdrawnBy(noon.AddDays(1).ToUnixTimeMilliseconds())));
    }

    private static Hash256 Hash(string s) => Hash256.Of(System.Text.Encoding.UTF8.GetBytes(s));

    private static Observation Seen(string key) => new()
    {
        Feed = "patrol",
        SourceKey = key,
        Source = "SIMULATED patrol",
        Class = ObservationClass.Explosion,
        When = TimeInterval.At(Day),
        Where = new ObservedPlace.Nowhere(""),
        Simulated = true,
    };

    private static Incident Version(string id, int version, DateTimeOffset known) => new()
    {
        Id = Hash(id),
        Version = version,
        Known = known,
        Change = version == 1 ? IncidentChange.New : IncidentChange.Revised,
        Hypothesis = new Hypothesis
        {
            Id = Hash(id),
            Members = [],
            ClassProbability = [.. Enumerable.Repeat(1.0 / IncidentClasses.Count, IncidentClasses.Count)],
            Probability = 0.9,
            Robustness = 0.5,
            When = TimeInterval.At(Day),
            Where = new PosteriorPlace(new GeoPoint(0.5, -19), Covariance2.Circular(100), ImmutableArray<PlaceMode>.Empty, false),
            Origins = 1,
            Label = Label.Default,
            Simulated = true,
        },
    };
}
