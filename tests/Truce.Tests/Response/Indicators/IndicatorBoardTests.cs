using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Response.Indicators;
using Truce.Sayings;

namespace Truce.Tests.Response.Indicators;

/// <summary>What a row says, and what it does not say.</summary>
public sealed class IndicatorBoardTests
{
    private const int Change = 120;
    private const ulong Seed = 5;

    private static double? Day(int day) => 24;

    [Fact]
    public void A_planted_rise_lights_with_its_beginning_its_size_and_its_evidence()
    {
        IndicatorRow row = MadeUp.Row(MadeUp.Poisson(Seed, 150, d => d < Change ? 5 : 20, Day));
        Assert.Equal(RowState.Risen, row.State);
        ChangeEstimate change = row.On!.Change;
        DateOnly truth = MadeUp.First.AddDays(Change);
        Assert.InRange(truth, change.Earliest, change.Latest);
        Assert.InRange(4, change.RatioLow, change.RatioHigh!.Value);
        Assert.InRange(row.On.Lit, truth, truth.AddDays(10));
        Assert.Equal(row.Series.Periods.Where(p => p.First >= change.Began).SelectMany(p => p.Evidence), row.On.Evidence);
        Assert.Equal(row.Series.Periods.Where(p => p.First >= change.Began).Sum(p => p.Count), change.Count);
        Assert.NotEmpty(row.Doubts);
    }

    [Fact]
    public void A_fall_lights_as_a_fall() =>
        Assert.Equal(RowState.Fallen, MadeUp.Row(MadeUp.Poisson(Seed, 160, d => d < Change ? 6 : 1, Day)).State);

    [Fact]
    public void More_eyes_are_not_more_events()
    {
        Assert.Equal(RowState.Quiet, MadeUp.Row(MadeUp.Poisson(Seed, 150, d => d < Change ? 4 : 12, d => d < Change ? 8 : 24)).State);
        Assert.Equal(RowState.Risen, MadeUp.Row(MadeUp.Poisson(Seed, 150, d => d < Change ? 4 : 12, _ => 8)).State); // the same counts, the same eyes
    }

    [Fact]
    public void A_day_that_was_not_watched_is_not_known_and_never_zero()
    {
        (int Count, double? Hours)[] days = [.. MadeUp.Poisson(Seed, 150, _ => 6, Day)];
        (int Count, double? Hours)[] Blind(double? hours) => [.. days.Select((d, i) => i >= Change && i % 4 != 3 ? (0, hours) : d)];
        Assert.Equal(RowState.Quiet, MadeUp.Row(Blind(null), 1).State);
        Assert.Equal(RowState.Quiet, MadeUp.Row(Blind(0), 1).State);
        Assert.Equal(RowState.Fallen, MadeUp.Row(Blind(24), 1).State); // the same zeros, watched
        JsonNode? json = IndicatorBoardJson.Write(MadeUp.Board(MadeUp.Series("x", Blind(null))), SayingWords.English)["rows"]![0]!["series"]![Change];
        Assert.True(json!.AsObject().ContainsKey("count") && json["count"] is null);
    }

    [Fact]
    public void What_is_not_known_says_why()
    {
        Assert.Equal(RowState.TooLittleBaseline, MadeUp.Row(MadeUp.Poisson(Seed, 40, _ => 5, Day)).State);
        Assert.Equal(RowState.NotWatched, MadeUp.Row(MadeUp.Poisson(Seed, 150, _ => 5, d => d < 143 ? 24 : null)).State);
        Assert.Equal(RowState.ExposureNotKnown, MadeUp.Row(MadeUp.Poisson(Seed, 150, _ => 5, _ => null)).State);
        IndicatorRow lit = MadeUp.Row(MadeUp.Poisson(Seed, 150, d => d < Change ? 5 : 20, d => d < 140 ? 24 : null));
        Assert.Equal(RowState.NotWatched, lit.State);
        Assert.NotNull(lit.On); // what was lit before the watch was lost still stands beside it
    }

    [Fact]
    public void A_doubling_in_the_first_year_may_be_the_season_and_after_a_year_it_is_not()
    {
        IndicatorRow Doubled(int after, double allowance) => MadeUp.Row(MadeUp.Poisson(Seed, after + 40, d => d < after ? 30 : 60, Day), allowance);
        Assert.Equal(RowState.Quiet, Doubled(200, 2).State);
        Assert.Equal(2, Doubled(200, 2).Baseline!.SeasonFactor);
        Assert.Equal(RowState.Risen, Doubled(200, 1).State);
        Assert.Equal(RowState.Risen, Doubled(420, 2).State);
    }

    [Fact]
    public void A_row_whose_past_leaps_says_that_it_is_too_restless_and_lights_only_beyond_its_leaps()
    {
        IEnumerable<(int Count, double? Hours)> Leaps(int last) => MadeUp.Poisson(Seed, 520, d => d < 500 ? (d / 45 % 2 == 0 ? 2 : 20) : last, Day);
        IndicatorRow row = MadeUp.Row(Leaps(20));
        Assert.Equal(RowState.TooRestless, row.State);
        Assert.Empty(row.Lights.Where(l => l.Lit > MadeUp.First.AddDays(365)));
        Assert.Equal("not-known:too-restless", (string)IndicatorBoardJson.Write(MadeUp.Board(MadeUp.Series("x", Leaps(20))), SayingWords.English)["rows"]![0]!["state"]!);
        Assert.Equal(RowState.Risen, MadeUp.Row(Leaps(1500)).State);
    }

    [Fact]
    public void A_board_says_by_which_definitions_it_was_made_and_promises_nothing_where_they_came_after_the_counts()
    {
        IndicatorBoard board = MadeUp.Board(MadeUp.Series("x", MadeUp.Poisson(Seed, 60, _ => 2, Day)));
        Hash256 digest = Hash256.Of([7]);
        string Said(BoardDefinitions by) => string.Join(" ", IndicatorWords.Promise(board with { Definitions = by }).Select(SayingWords.English.Say));
        Assert.StartsWith("Expected false lights", Said(new BoardDefinitions.Sealed(digest, 3, null)), StringComparison.Ordinal);
        Assert.Contains("2031-04-01", Said(new BoardDefinitions.Sealed(digest, 9, new(2031, 4, 1))), StringComparison.Ordinal);
        Assert.Equal($"Definitions from a file, not sealed ({digest.ToString()[..16]}): chosen after the counts, the promise on false lights does not hold.", Said(new BoardDefinitions.Trial(digest)));
        JsonNode json = IndicatorBoardJson.Write(board with { Definitions = new BoardDefinitions.Sealed(digest, 3, null) }, SayingWords.English)["definitions"]!;
        Assert.Equal(("mission", digest.ToString(), 3L), ((string)json["from"]!, (string)json["sha256"]!, (long)json["logIndex"]!));
    }

    [Fact]
    public void One_wild_day_lights_nothing_and_a_light_rests_on_three()
    {
        (int Count, double? Hours)[] days = [.. MadeUp.Poisson(Seed, 150, _ => 2, Day)];
        IndicatorRow With(int wild) => MadeUp.Row(days.Select((d, i) => i >= Change && i < Change + wild ? (5000, d.Hours) : d));
        Assert.Empty(With(1).Lights);
        Assert.All(With(2).Lights, l => Assert.True(l.Lit > MadeUp.First.AddDays(Change + 1)));
        Assert.Equal(MadeUp.First.AddDays(Change + 2), With(3).Lights[0].Lit);
    }

    [Fact]
    public void A_light_goes_out_when_nothing_confirms_it_and_is_kept()
    {
        IndicatorRow row = MadeUp.Row(MadeUp.Poisson(Seed, 220, d => d is >= Change and < Change + 15 ? 20 : 5, Day));
        Assert.Null(row.On);
        IndicatorLight light = row.Lights.First();
        Assert.NotNull(light.Out);
        Assert.True(light.Out > light.Confirmed);
        Assert.InRange(MadeUp.First.AddDays(Change), light.Change.Earliest, light.Change.Latest);
    }

    [Fact]
    public void No_board_looks_ahead()
    {
        (int Count, double? Hours)[] days = [.. MadeUp.Poisson(Seed, 200, d => d < Change ? 5 : 12, Day)];
        IndicatorLight[] whole = [.. MadeUp.Row(days).Lights];
        foreach (int day in (int[])[100, 121, 126, 140, 180])
        {
            Assert.Equal(whole.Where(l => l.Lit < MadeUp.First.AddDays(day)).Select(l => l.Lit), MadeUp.Row(days.Take(day)).Lights.Select(l => l.Lit));
        }
    }

    [Fact]
    public void A_stated_baseline_stays_where_it_was_stated()
    {
        (int Count, double? Hours)[] days = [.. MadeUp.Poisson(Seed, 700, d => d < 60 ? 5 : 20, Day)];
        IndicatorDefinition stated = MadeUp.Definition() with { Baseline = (MadeUp.First, MadeUp.First.AddDays(55)), SeasonAllowance = 1 };
        Assert.Equal(RowState.Risen, MadeUp.Board(false, [stated], MadeUp.Series("x", days)).Rows[0].State);
        Assert.Equal(RowState.Quiet, MadeUp.Row(days).State); // its own past has moved on by now
    }

    [Fact]
    public void The_promise_is_shared_by_all_rows_whether_anybody_watched_them_or_not()
    {
        IndicatorSeries[] series = [.. Enumerable.Range(0, 8).Select(i => MadeUp.Series($"s{i}", MadeUp.Poisson(Seed, 60, _ => 2, _ => i < 4 ? 24 : null)))];
        Assert.All(MadeUp.Board(series).Rows, r => Assert.Equal(1.0 / 8, r.FalseLightsPerYear, 12));
    }

    [Fact]
    public void Exchange_the_parties_and_the_board_is_mirrored()
    {
        (int Count, double? Hours)[] one = [.. MadeUp.Poisson(Seed, 150, d => d < Change ? 5 : 12, Day)], other = [.. MadeUp.Poisson(Seed + 1, 150, _ => 3, d => d % 3 == 0 ? null : 12)];
        string Board(string first, string second) => IndicatorBoardJson.Write(
            MadeUp.Board(Bare(MadeUp.Series(first, one)), Bare(MadeUp.Series(second, other))), SayingWords.English)["rows"]!.AsArray()
            .OrderBy(r => Swap((string)r!["sector"]!, first == "zone-B"), StringComparer.Ordinal).Aggregate("", (text, r) => text + r!.ToJsonString());
        string straight = Board("zone-A", "zone-B"), mirrored = Board("zone-B", "zone-A");
        Assert.NotEqual(straight, mirrored);
        Assert.Equal(straight, Swap(mirrored, true));

        static string Swap(string text, bool swap) => swap ? text.Replace("zone-A", "#", StringComparison.Ordinal).Replace("zone-B", "zone-A", StringComparison.Ordinal).Replace("#", "zone-B", StringComparison.Ordinal) : text;
        static IndicatorSeries Bare(IndicatorSeries s) => s with { Periods = [.. s.Periods.Select(p => p with { Evidence = [] })] };
    }

    [Fact]
    public void There_is_no_number_over_the_rows()
    {
        JsonObject json = IndicatorBoardJson.Write(MadeUp.Board(MadeUp.Series("x", MadeUp.Poisson(Seed, 150, _ => 5, Day))), SayingWords.English);
        Assert.Equal(["v", "type", "mission", "simulated", "through", "falseLightsPerYear", "promise", "definitions", "notes", "rows"], json.Select(m => m.Key));
    }
}
