using System.Text.Json.Nodes;
using Truce.Server.Running;

namespace Truce.Server.Tests.Running;

public sealed class LinkFiguresTests
{
    private static readonly DateOnly First = new(2030, 6, 1), Second = new(2030, 6, 2);

    private static double Value(JsonObject figures, string name, string part = "value") => (double)figures[name]![part]!;

    [Fact]
    public void A_worked_case()
    {
        // Report a: two right, one of them found. Report b: one wrong, found. Report c: one right and found.
        JsonObject f = LinkFigures.Of([new("a", First, true, true), new("a", First, false, true), new("b", First, true, false), new("c", Second, true, true)]);
        Assert.Equal((3, 3, 2), ((int)f["right"]!, (int)f["found"]!, (int)f["foundRight"]!));
        Assert.Equal(0.6667, Value(f, "pairwisePrecision"));
        Assert.Equal(0.6667, Value(f, "pairwiseRecall"));
        Assert.Equal(0.6667, Value(f, "bCubedPrecision")); // means of 1, 0, 1
        Assert.Equal(0.75, Value(f, "bCubedRecall"));      // means of ½ and 1
    }

    [Fact]
    public void The_interval_holds_the_value_and_comes_out_the_same_again()
    {
        ReadPair[] pairs = [.. Enumerable.Range(0, 200).Select(i => new ReadPair($"r{i % 37}", First.AddDays(i % 20), i % 3 > 0, i % 7 > 1))];
        JsonObject f = LinkFigures.Of(pairs), again = LinkFigures.Of([.. pairs.Reverse()]);
        Assert.Equal(f.ToJsonString(), again.ToJsonString());
        Assert.All(["pairwisePrecision", "pairwiseRecall", "pairwiseF1", "bCubedPrecision", "bCubedRecall", "bCubedF1"], name =>
        {
            Assert.InRange(Value(f, name), Value(f, name, "low95"), Value(f, name, "high95"));
            Assert.True(Value(f, name, "low95") < Value(f, name, "high95"));
        });
    }

    [Fact]
    public void Days_are_drawn_and_not_pairs()
    {
        // Forty pairs of one day are one draw: with two days, one all right and one all wrong, the interval is everything.
        ReadPair[] pairs = [.. Enumerable.Range(0, 80).Select(i => new ReadPair($"r{i}", i < 40 ? First : Second, true, i < 40))];
        JsonObject f = LinkFigures.Of(pairs);
        Assert.Equal((0.0, 1.0), (Value(f, "pairwisePrecision", "low95"), Value(f, "pairwisePrecision", "high95")));
    }

    [Fact]
    public void A_method_is_no_better_than_itself_and_what_it_shares_with_another_cancels()
    {
        ReadPair[] ours = [.. Enumerable.Range(0, 60).Select(i => new ReadPair($"r{i}", First.AddDays(i % 10), i % 2 == 0, i % 3 == 0))];
        Assert.All(["value", "low95", "high95"], part => Assert.Equal(0, Value(LinkFigures.Difference(ours, ours), "bCubedF1", part)));
        ReadPair[] theirs = [.. ours.Select(p => p with { Found = p.Found || !p.Right })]; // as many right, more wrong
        JsonObject d = LinkFigures.Difference(ours, theirs);
        Assert.True(Value(d, "pairwisePrecision", "low95") > 0);
        Assert.Equal(0, Value(d, "pairwiseRecall", "high95"));
    }

    [Fact]
    public void Nothing_read_gives_no_figure() => Assert.Null(LinkFigures.Of([])["pairwisePrecision"]!["value"]);
}
