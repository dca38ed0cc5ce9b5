using System.Text;
using Truce.Commitments;
using Truce.Feeds.Ledgers;
using Truce.Testing;

namespace Truce.Feeds.Tests.Ledgers;

/// <summary>Packs and tables: the given ones to their known figures, then what is wrong in them, with place and remedy.</summary>
public sealed class LedgerReadingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    private static LedgerReading Shared(string path) => LedgerFile.Read(File.ReadAllBytes(SharedData.Path(path)), Path.GetFileName(path));

    private static LedgerReading Text(string text, string file = "f.json") => LedgerFile.Read(Encoding.UTF8.GetBytes(text), file);

    private static Ledger LedgerOf(params LedgerBatch[] batches)
    {
        var history = new LedgerHistory();
        foreach (LedgerBatch b in batches) history.Add(Noon, b);
        return history.AsKnown();
    }

    [Fact]
    public void The_statements_of_January_show_who_contradicts_whom()
    {
        LedgerReading reading = Shared("commitments/paris-2026.json");
        Assert.Equal((0, 34, 5, 8), (reading.Refused, reading.Batch.Statements.Length, reading.Batch.Sources.Length, reading.Batch.Pillars.Length));
        Ledger ledger = LedgerOf(reading.Batch);
        var contested = ContestedMatters.In(ledger);
        Assert.Equal(["27 heads of state", "30 countries", "35 participants"], contested.Single(c => c.About == "attendance").Standpoints.Select(p => p.Said).Order(StringComparer.Ordinal));
        Assert.Equal(Facet.Support, contested.Single(c => c is { Guarantor: "US", Pillar: "P4" }).Facet);
        Position[] board = [.. Positions.On(ledger, new(2026, 2, 1))];
        Assert.Equal((Bindingness.No, true), (Cell("US", "P4").Binding, Cell("US", "P4").Contested.Length > 0));
        Assert.Equal((true, "oral statement"), (Cell("US", "P1").Leads, Cell("US", "P1").Instrument));
        Assert.All(new[] { "FR", "GB" }, g => Assert.Equal(("declaration of intent", Bindingness.No, "ceasefire"), (Cell(g, "P3").Instrument, Cell(g, "P3").Binding, Cell(g, "P3").Conditions.Single())));
        PillarRemainder p1 = Dependence.Without(ledger, [.. board], ["US"], []).Single(r => r.Pillar == "P1");
        Assert.Equal(["coalition"], p1.After);
        Assert.Equal(["US"], p1.LeadsLost);

        Position Cell(string guarantor, string pillar) => board.Single(p => p.Guarantor == guarantor && p.Pillar == pillar);
    }

    [Fact]
    public void The_tracker_s_rows_give_the_published_totals_and_are_never_called_delivery()
    {
        LedgerReading reading = Shared("incidents/dev-cut/kiel_data_explorer_to_2024.csv");
        Assert.Equal((786, 0, 0), (reading.Batch.Support.Length, reading.Refused, reading.Batch.Deliveries.Length));
        var years = SupportYear.Of(reading.Batch.Support);
        Assert.Equal((387.41, 263.19, 124.22), (Billions(years.Sum(y => y.CommittedEur)), Billions(years.Sum(y => y.AllocatedEur)), Billions(years.Sum(y => y.ToBeAllocatedEur))));
        Assert.Equal(125.68, Billions(years.Sum(y => y.Military.Total)));
        Assert.Equal(
            [(2022, "US", 0.553, 0.327), (2023, "US", 0.499, 0.276), (2024, "US", 0.484, 0.262)],
            years.Select(y => (y.Year, y.Military.Largest, Math.Round(y.Military.LargestShare, 3), Math.Round(y.Military.HhiFactor, 3))));
        Assert.Equal(42, reading.Batch.Support.Select(s => s.Guarantor).Distinct().Count(Countries.IsState));

        static double Billions(double eur) => Math.Round(eur / 1e9, 2);
    }

    [Fact]
    public void The_invented_promises_come_to_the_states_that_their_file_states()
    {
        LedgerReading reading = Shared("incidents/examples/commitments.example.json");
        Assert.Equal((3, 8, 1, 0), (reading.Batch.Commitments.Length, reading.Batch.Gates.Length, reading.Batch.Deliveries.Length, reading.Refused));
        Assert.All(StatusRule.On(LedgerOf(reading.Batch), new(2030, 12, 31)), s => Assert.False(s.StatedStateDiffers));
    }

    [Theory]
    [InlineData("""{"commitments":[{"id":"C","guarantor":"FR","pillar":"P3","quantity":{"value":-2,"unit":"battalion"}}]}""", "commitments[0] (C).quantity.value", "negative")]
    [InlineData("""{"commitments":[{"id":"C","guarantor":"FR","pillar":"P2","amount":{"value":2,"unit":"MXQQ"}}]}""", "amount.unit", "currency 'MXQQ' is not known")]
    [InlineData("""{"commitments":[{"id":"C","guarantor":"FR","pillar":"P2","amount":{"value":2}}]}""", "amount", "no unit")]
    [InlineData("""{"sources":[{"id":"S","outlet":"o","cites":["S"]}]}""", "sources[0] (S).cites", "quotes itself")]
    [InlineData("""{"statements":[{"id":"T","claim":"c"}]}""", "statements[0] (T).source", "is missing")]
    [InlineData("""{"statements":[{"id":"T","source":"S","claim":"c","date":"06.01.2026"}]}""", "statements[0] (T).date", "not a date")]
    [InlineData("""{"statements":[{"id":"T","source":"S","claim":"c","quote":"one\ntwo"}]}""", "statements[0] (T).quote", "more than one line")]
    [InlineData("""{"deliveries":[{"id":"D","date":"2030-01-01"}]}""", "deliveries[0] (D).commitment", "is missing")]
    [InlineData("""{"gates":[{"commitment":"C","kind":"parliament","tabled":"2030-03-01","decided":"2030-02-01"}]}""", "gates[0].decided", "before the tabling")]
    [InlineData("""{"rates":[{"currency":"ZZZ","eur":1,"from":"2030-01-01"}]}""", "rates[0].currency", "not known")]
    [InlineData("""{"statments":[]}""", "statments", "not known")]
    [InlineData("""{"statements":{}}""", "statements", "is no list")]
    [InlineData("""{"statements":[""", "line 1", "not JSON")]
    [InlineData("[]", "$", "no JSON object")]
    public void What_is_wrong_is_said_with_its_place(string json, string place, string reason)
    {
        LedgerReading reading = Text(json);
        Assert.Contains(reading.Rejects, r => r.Place.Contains(place, StringComparison.Ordinal) && r.Reason.Contains(reason, StringComparison.Ordinal) && r.Remedy.Length > 0);
        Assert.True(reading.Refused > 0);
        Assert.Equal(0, reading.Batch.Rows);
    }

    [Fact]
    public void A_bad_gate_is_refused_and_its_promise_stands()
    {
        LedgerReading reading = Text("""
            {"commitments":[{"id":"C","guarantor":"FR","pillar":"P3","gates":[{"kind":"parliamentVote","tabled":"2030-03-01","decided":"2030-02-01"},{"kind":"announcement","date":"2030-01-01"}]}]}
            """);
        Assert.Equal((1, 1, 1), (reading.Refused, reading.Batch.Commitments.Length, reading.Batch.Gates.Length));
    }

    [Fact]
    public void A_table_and_a_pack_say_the_same()
    {
        LedgerReading table = Text("row,id,guarantor,pillar,quantity.value,quantity.unit,conditions,commitment,kind,tabled,source,claim,guarantors,outlet\n"
            + "commitment,C,France,P3,2,battalion,ceasefire;host request,,,,,,,\n"
            + "gate,G,,,,,,C,parliament,2030-02-01,,,,\n"
            + "statement,T,,P3,,,,,,,S,\"a claim, with a comma\",FR;GB,\n"
            + "source,S,,,,,,,,,,,,paper\n", "f.csv");
        LedgerReading pack = Text("""
            {"commitments":[{"id":"C","guarantor":"FR","pillar":"P3","quantity":{"value":2,"unit":"battalion"},"conditions":["ceasefire","host request"]}],
             "gates":[{"id":"G","commitment":"C","kind":"parliament","tabled":"2030-02-01"}],
             "statements":[{"id":"T","source":"S","claim":"a claim, with a comma","guarantors":["FR","GB"],"pillar":"P3"}],"sources":[{"id":"S","outlet":"paper"}]}
            """);
        Assert.Equal((0, 0), (table.Refused, pack.Refused));
        Assert.Equal(LedgerWriting.Board(Positions.On(LedgerOf(pack.Batch), new(2030, 3, 1)), LedgerOf(pack.Batch)).ToJsonString(), LedgerWriting.Board(Positions.On(LedgerOf(table.Batch), new(2030, 3, 1)), LedgerOf(table.Batch)).ToJsonString());
    }

    [Theory]
    [InlineData("row,id,guarantor,pillar\ncommitment,C,FR,P3\nfleet,X,FR,P3\n", "line 3 (X).row", "no kind of row")]
    [InlineData("row,id,guarantor,pillar\ncommitment,C,FR,P3\ncommitment,D\n", "line 3", "has 2 cells")]
    [InlineData("name,value\na,1\n", "line 1", "no table known")]
    [InlineData("country,iso,year,month,financial,humanitarian,military,commitments,to_be_allocated\nFrance,FRA,2022,13,0,0,0,0,0\n", "line 2.month", "above 12")]
    [InlineData("country,iso,year,month,financial,humanitarian,military,commitments,to_be_allocated\nFrance,FRA,2022,1,0,0,0,0,0\nFrance,FRA,2022,1,0,0,0,0,0\n", "line 3.month", "stands twice")]
    public void Lines_of_tables_are_refused_one_by_one(string csv, string place, string reason) =>
        Assert.Contains(Text(csv, "f.csv").Rejects, r => r.Place.Contains(place, StringComparison.Ordinal) && r.Reason.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void The_template_takes_a_line_of_each_kind()
    {
        string header = File.ReadAllLines(Path.Combine(Repository.Root, "missions", "guarantors", "template.csv")).Single();
        string Line(params (string Column, string Cell)[] cells) => string.Join(',', header.Split(',').Select(c => cells.FirstOrDefault(x => x.Column == c).Cell ?? ""));
        LedgerReading reading = Text(string.Join('\n',
            header,
            Line(("row", "source"), ("id", "S"), ("outlet", "gazette"), ("published", "2030-01-05")),
            Line(("row", "commitment"), ("id", "C"), ("guarantor", "FR"), ("pillar", "P3"), ("quantity.value", "2"), ("quantity.unit", "battalion"), ("due", "2030-06-01"), ("source", "S")),
            Line(("row", "gate"), ("id", "G"), ("commitment", "C"), ("kind", "parliament"), ("tabled", "2030-02-01"), ("chambers", "lower;upper")),
            Line(("row", "delivery"), ("id", "D"), ("commitment", "C"), ("date", "2030-05-01"), ("quantity.value", "2"), ("quantity.unit", "battalion"), ("witness", "recipient")),
            Line(("row", "rate"), ("currency", "USD"), ("eur", "0.9"), ("from", "2030-01-01")),
            Line(("row", "event"), ("id", "E"), ("kind", "ceasefire"), ("from", "2030-03-01"))), "template.csv");
        Assert.Equal((0, 6), (reading.Refused, reading.Batch.Rows));
        Assert.Equal(Standing.Honoured, StatusRule.On(LedgerOf(reading.Batch), new(2030, 7, 1)).Single().Standing);
    }

    [Theory]
    [InlineData("""{"pauses":[{"guarantor":"US","from":"2030-01-01"}]}""", "pauses[0].days")]
    [InlineData("""{"pauses":[{"guarantor":"US","from":"2030-01","days":9}]}""", "pauses[0].from")]
    [InlineData("""{"pauses":[{"guarantor":"US","from":"2030-01-01","days":-9}]}""", "pauses[0].days")]
    [InlineData("""{"pauses":[]}""", "pauses")]
    [InlineData("""[1]""", "$")]
    [InlineData("""{""", "line 1")]
    public void A_scenario_of_attention_that_cannot_be_read_says_where(string json, string place)
    {
        (AttentionScenario? scenario, var rejects) = ScenarioReader.Read(Encoding.UTF8.GetBytes(json), "away.json");
        Assert.Null(scenario);
        Assert.Contains(rejects, r => r.Place.Contains(place, StringComparison.Ordinal) && r.Remedy.Length > 0);
    }

    [Theory]
    [InlineData("""{"nearEnoughHours":12,"travel":[{"domain":"land","mode":"road"}]}""", "travel[0].kmPerHour")]
    [InlineData("""{"nearEnoughHours":12,"travel":[{"domain":"space","kmPerHour":9}]}""", "travel[0].domain")]
    [InlineData("""{"leastKmFromLine":-1}""", "leastKmFromLine")]
    [InlineData("""{}""", "$")]
    public void Rules_of_posture_that_cannot_be_read_say_where(string json, string place)
    {
        (PostureRules? rules, var rejects) = PostureRulesReader.Read(Encoding.UTF8.GetBytes(json), "rules.json");
        Assert.Null(rules);
        Assert.Contains(rejects, r => r.Place.Contains(place, StringComparison.Ordinal) && r.Remedy.Length > 0);
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_never_thrown_on()
    {
        byte[] good = File.ReadAllBytes(SharedData.Path("commitments/paris-2026.json"));
        const int seed = 4096;
        var random = new Measures.SeededRandom(seed);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bad = [.. good.AsSpan(0, 1 + random.NextBelow(good.Length - 1))];
            for (int k = 0; k < 3; k++) bad[random.NextBelow(bad.Length)] = (byte)random.NextBelow(256);
            LedgerReading reading = LedgerFile.Read(bad, "damaged.json");
            Assert.True(reading.Batch.Rows > 0 || reading.Rejects.Length > 0, $"seed {seed}, damage {i}: neither rows nor a reason");
        }
    }

    [Theory]
    [InlineData(new byte[] { (byte)'r', (byte)'o', (byte)'w', (byte)',', (byte)'i', (byte)'d', (byte)'\n', (byte)'p', (byte)',', 0xCF, 0xE5, (byte)'\n' }, "byte 9")] // a Cyrillic code page
    [InlineData(new byte[] { (byte)'r', 0, (byte)'o', 0, (byte)'w', 0, (byte)'\n', 0 }, "byte 1")] // UTF-16
    public void A_table_that_is_no_utf8_is_told_once(byte[] bytes, string place)
    {
        LedgerReading reading = LedgerFile.Read(bytes, "f.csv");
        LedgerReject said = Assert.Single(reading.Rejects);
        Assert.True(reading is { Broken: true, Refused: 1 } && said.Reason.StartsWith(place, StringComparison.Ordinal) && said.Remedy.Contains("CSV UTF-8", StringComparison.Ordinal), said.ToString());
    }

    [Fact]
    public void Under_an_unknown_header_one_message_is_said_and_not_one_for_each_line()
    {
        LedgerReading reading = LedgerFile.Read("name,amount\na,b,c\nd\n\"x"u8.ToArray(), "f.csv");
        Assert.Contains("no table known", Assert.Single(reading.Rejects).Reason, StringComparison.Ordinal);
        Assert.True(reading.Broken);
    }
}
