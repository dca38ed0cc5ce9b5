using System.Collections.Immutable;
using System.Globalization;
using Truce.Commitments;
using Truce.Feeds.Ledgers;
using Truce.Testing;

namespace Truce.Feeds.Tests.Ledgers;

/// <summary>The packs in missions/guarantors are fit to ship: nothing refused, every answer says where it was read, no two answers to one question.</summary>
public class ShippedPacksTests
{
    private const string GeneralKnowledge = "from general knowledge, not checked against the text";
    private const string NotKnown = "not known";

    private static readonly string Folder = Path.Combine(Repository.Root, "missions", "guarantors");
    private static readonly ImmutableArray<string> Acts = ["troops", "treaty", "money", "weapons", "intelligence", "hosting"];

    private static LedgerReading Reading(string file) => LedgerFile.Read(File.ReadAllBytes(Path.Combine(Folder, file)), file);

    private static ImmutableArray<WarPower> Powers => Reading("parliaments.json").Batch.WarPowers;

    [Theory]
    [InlineData("parliaments.json")]
    [InlineData("paris-2026.json")]
    public void Nothing_in_a_shipped_pack_is_refused(string file)
    {
        LedgerReading reading = Reading(file);

        Assert.Empty(reading.Rejects.Select(r => r.ToString()));
        Assert.Equal(0, reading.Refused);
        Assert.False(reading.Broken);
        Assert.True(reading.Batch.Rows > 30, $"{file}: {reading.Batch.Rows} rows");
    }

    [Fact]
    public void The_statements_are_shipped_as_they_were_given() =>
        Assert.Equal(File.ReadAllBytes(SharedData.Path("commitments/paris-2026.json")), File.ReadAllBytes(Path.Combine(Folder, "paris-2026.json")));

    [Fact]
    public void Every_answer_says_where_it_was_read_and_what_is_not_known_says_nothing_else()
    {
        Assert.Empty(Powers.SelectMany(Unsupported));

        WarPower sound = Powers.First(p => p.Force == "binding");
        Assert.Single(Unsupported(sound with { Reference = "" }));
        Assert.Single(Unsupported(sound with { Reference = "a friend said so" }));
        Assert.Single(Unsupported(sound with { Basis = "" }));
        Assert.Single(Unsupported(sound with { Reference = NotKnown }));
        Assert.Single(Unsupported(sound with { Force = "notKnown" }));
    }

    [Fact]
    public void Every_country_is_a_state_by_its_code_and_answers_for_troops_and_treaties()
    {
        Assert.All(Powers, p => Assert.True(Countries.IsState(p.Country) && p.Country is { Length: 2 } and not "EU", p.Id.ToString()));
        Assert.All(Powers, p => Assert.Contains(p.Act, Acts));
        Assert.All(Powers.GroupBy(p => p.Country), of => Assert.Superset(new HashSet<string>(["troops", "treaty"]), of.Select(p => p.Act).ToHashSet()));
        Assert.False(Countries.IsState("coalition"));
    }

    [Fact]
    public void No_country_answers_one_question_twice_with_different_words()
    {
        Assert.Empty(Contradictions(Powers));

        WarPower sound = Powers.First(p => p is { When: "before", Force: "binding" });
        Assert.Equal([$"{sound.Country} {sound.Act}"], Contradictions([.. Powers, sound with { Id = new(sound.Id.Pack, "planted"), Force = "consultative" }]));
    }

    [Fact]
    public void The_readme_counts_the_rows_as_they_are()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, "README.md"));
        ImmutableArray<WarPower> powers = Powers;

        Assert.All(Acts, act => Assert.Contains(Row(act, powers.Where(p => p.Act == act)), lines));
        Assert.Contains(Row("all", powers), lines);
        Assert.Contains(lines, l => l.Contains(string.Create(CultureInfo.InvariantCulture, $"in {powers.Select(p => p.Country).Distinct().Count()} states"), StringComparison.Ordinal));
    }

    private static string Row(string name, IEnumerable<WarPower> rows)
    {
        ImmutableArray<int> kinds = [.. rows.Select(p => KindOf(p.Reference))];
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {kinds.Count(k => k == 0)} | {kinds.Count(k => k == 1)} | {kinds.Count(k => k == 2)} | {kinds.Count(k => k == 3)} | {kinds.Length} |");
    }

    // 0 the text, 1 an account of it, 2 general knowledge, 3 not known; −1 nothing that a reader could follow.
    private static int KindOf(string reference) => reference switch
    {
        GeneralKnowledge => 2,
        NotKnown => 3,
        _ when !reference.Contains("http", StringComparison.Ordinal) => -1,
        _ when reference.StartsWith("text read", StringComparison.Ordinal) => 0,
        _ when reference.StartsWith("account read", StringComparison.Ordinal) => 1,
        _ => -1,
    };

    private static IEnumerable<string> Unsupported(WarPower p)
    {
        int kind = KindOf(p.Reference);
        bool answered = p.When != "notKnown" && p.Force != "notKnown", silent = p is { When: "notKnown", Force: "notKnown", Basis: "" };
        if (kind < 0) yield return $"{p.Id}: nobody can tell where it was read: '{p.Reference}'";
        else if (kind == 3 ? !silent : !answered || p.Basis.Length == 0 || p.Body.Length == 0) yield return $"{p.Id}: half an answer";
    }

    private static IEnumerable<string> Contradictions(IEnumerable<WarPower> powers) =>
        from p in powers group (p.When, p.Force) by (p.Country, p.Act) into answers where answers.Distinct().Count() > 1 select $"{answers.Key.Country} {answers.Key.Act}";
}
