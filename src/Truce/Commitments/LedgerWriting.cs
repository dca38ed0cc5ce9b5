using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Observations;

namespace Truce.Commitments;

/// <summary>What is computed from the ledger as JSON; members and meanings: docs/formats/ledger.md, docs/metrics.md. Unknown is left out, never zero.</summary>
public static class LedgerWriting
{
    /// <summary>A word of an enumeration as JSON writes it.</summary>
    public static string Word<T>(T value) where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A contested matter, side by side.</summary>
    public static JsonObject Contested(Contested c, Ledger ledger)
    {
        OriginGroups origins = OriginGroups.Of(ledger);
        var json = new JsonObject { ["facet"] = Word(c.Facet), ["why"] = c.Why };
        Put(json, "about", c.About);
        Put(json, "regarding", c.Regarding);
        Put(json, "guarantor", c.Guarantor);
        Put(json, "pillar", c.Pillar);
        Put(json, "domain", c.Domain);
        json["origins"] = origins.Count(c.Standpoints.SelectMany(p => p.Statements).Select(s => s.Source));
        json["standpoints"] = Array(c.Standpoints, p =>
        {
            var point = new JsonObject { ["said"] = p.Said };
            if (c.Facet == Facet.Value && p.Statements[0].Value is { } v) point["value"] = Amount(v);
            point["origins"] = p.Origins;
            point["statements"] = Array(p.Statements, s => Statement(s, ledger, origins));
            return point;
        });
        return json;
    }

    /// <summary>A statement with its report.</summary>
    public static JsonObject Statement(LedgerStatement s, Ledger ledger, OriginGroups origins)
    {
        var json = new JsonObject { ["id"] = s.Id.ToString(), ["source"] = s.Source.ToString() };
        if (ledger.Sources.TryGetValue(s.Source, out LedgerSource? source))
        {
            json["outlet"] = source.Outlet;
            Put(json, "published", source.Published?.ToString() ?? "");
            Put(json, "restsOn", source.Origin);
        }

        json["origin"] = origins.Of(s.Source).ToString();
        Put(json, "speaker", s.Speaker);
        Put(json, "date", ledger.DayOf(s)?.ToString() ?? "");
        Put(json, "about", s.About);
        if (s.Guarantors.Length > 0) json["guarantors"] = Texts(s.Guarantors);
        Put(json, "pillar", s.Pillar);
        Put(json, "domain", s.Domain);
        json["claim"] = s.Claim;
        Put(json, "quote", s.Quote);
        Put(json, "strength", s.Strength);
        Put(json, "instrument", s.Instrument);
        if (s.BindingNow is { } binding) json["bindingNow"] = binding;
        if (s.Conditions.Length > 0) json["conditions"] = Texts(s.Conditions);
        if (s.Value is { } value) json["value"] = Amount(value);
        if (s.Quantity is { } quantity) json["quantity"] = Amount(quantity);
        if (s.Levels.Length > 0) json["level"] = Texts(s.Levels);
        Put(json, "planned", s.PlannedLevel);
        json["direction"] = Word(s.Direction);
        if (s.Verified is { } verified) json["verified"] = verified;
        Put(json, ledger.LabelOf(s.Label, s.Source));
        return json;
    }

    /// <summary>A cell of the board.</summary>
    public static JsonObject Position(Position p, Ledger ledger)
    {
        OriginGroups origins = OriginGroups.Of(ledger);
        var json = new JsonObject
        {
            ["guarantor"] = p.Guarantor,
            ["pillar"] = p.Pillar,
            ["leads"] = p.Leads,
            ["promised"] = p.Promised,
            ["stage"] = Word(p.Stage),
            ["binding"] = Word(p.Binding),
            ["contested"] = p.Contested.Any(c => c.Facet is Facet.Support or Facet.Binding or Facet.Quantity),
        };
        Put(json, "instrument", p.Instrument);
        if (p.Conditions.Length > 0) json["conditions"] = Texts(p.Conditions);
        if (p.OpenConditions.Length > 0) json["openConditions"] = Texts(p.OpenConditions);
        if (p.Domains.Length > 0) json["domains"] = Texts(p.Domains);
        if (p.NextDue is { } due) json["nextDue"] = Day(due);
        if (p.Waits.Length > 0) json["waits"] = Array(p.Waits, Wait);
        if (p.Strength.Length > 0) json["strength"] = Array(p.Strength, Strength);
        if (p.Contested.Length > 0) json["why"] = Texts(p.Contested.Select(c => c.Why));
        json["statements"] = Array(p.Statements, s => Statement(s, ledger, origins));
        json["commitments"] = Array(p.Commitments, State);
        return json;
    }

    /// <summary>The whole board, with the pillars, and what parliaments are said to be needed for.</summary>
    public static JsonObject Board(ImmutableArray<Position> board, Ledger ledger) => new()
    {
        ["pillars"] = Array(ledger.Pillars, p => Put(new JsonObject { ["id"] = p.Id, ["name"] = p.Name, ["leads"] = Texts(p.Leads), ["constraint"] = p.Constraint, ["beside"] = p.Beside }, p.Label)),
        ["positions"] = Array(board, p => Position(p, ledger)),
        ["needsApproval"] = Approvals(ledger, s => s.NeedsApproval),
        ["withoutApproval"] = Approvals(ledger, s => s.WithoutApproval),
        ["parliaments"] = Array(ledger.WarPowers, w => Put(new JsonObject { ["country"] = w.Country, ["act"] = w.Act, ["when"] = w.When, ["force"] = w.Force, ["body"] = w.Body, ["basis"] = w.Basis, ["reference"] = w.Reference }, w.Label)),
    };

    private static JsonArray Approvals(Ledger ledger, Func<LedgerStatement, ImmutableArray<string>> kinds) => Array(
        ledger.Statements.SelectMany(s => kinds(s).Select(k => (Kind: k, Statement: s))).GroupBy(p => p.Kind, StringComparer.OrdinalIgnoreCase).OrderBy(g => g.Key, StringComparer.Ordinal),
        g => new JsonObject { ["kind"] = g.Key, ["statements"] = Texts(g.Select(p => p.Statement.Id.ToString())) });

    private static JsonObject Strength(StrengthPoint s)
    {
        var json = new JsonObject { ["word"] = s.Word };
        if (s.Day is { } day) json["day"] = day.ToString();
        if (s.Rank is { } rank) json["rank"] = rank;
        json["statement"] = s.Statement.Id.ToString();
        Put(json, "speaker", s.Statement.Speaker);
        return json;
    }

    /// <summary>A wait.</summary>
    public static JsonObject Wait(Wait w)
    {
        var json = new JsonObject { ["kind"] = w.Kind, ["what"] = w.What };
        if (w.Since is { } since) json["since"] = Day(since);
        return json;
    }

    /// <summary>A promise and what has become of it.</summary>
    public static JsonObject State(CommitmentState s)
    {
        Commitment c = s.Commitment;
        var json = new JsonObject
        {
            ["id"] = c.Id.ToString(),
            ["guarantor"] = c.Guarantor,
            ["pillar"] = c.Pillar,
            ["stage"] = Word(s.Stage),
            ["standing"] = Word(s.Standing),
            ["because"] = s.Because,
            ["binding"] = Word(s.Binding),
        };
        Put(json, "domain", c.Domain);
        Put(json, "text", c.Text);
        if (c.Quantity is { } q) json["quantity"] = Amount(q);
        if (s.Due is { } due) json["due"] = Day(due);
        if (s.DeliveredOn is { } on) json["deliveredOn"] = Day(on);
        if (s.DeliveredShare is { } share) json["deliveredShare"] = Round(share);
        if (s.UnconfirmedQuantity > 0) json["unconfirmed"] = Round(s.UnconfirmedQuantity);
        if (s.DisputedQuantity > 0) json["disputed"] = Round(s.DisputedQuantity);
        if (s.Waits.Length > 0) json["waits"] = Array(s.Waits, Wait);
        if (c.Conditions.Length > 0) json["conditions"] = Texts(c.Conditions);
        if (s.StatedStateDiffers is { } differs) json["statedStateDiffers"] = differs;
        return Put(json, s.Label);
    }

    /// <summary>An amount.</summary>
    public static JsonObject Amount(Amount a)
    {
        var json = new JsonObject();
        if (a.Exact is { } exact) json["value"] = exact;
        else
        {
            if (a.AtLeast is { } low) json["atLeast"] = low;
            if (a.AtMost is { } high) json["atMost"] = high;
        }

        json["unit"] = a.Unit;
        Put(json, "word", a.Word ?? "");
        return json;
    }

    /// <summary>Six significant decimals: more would be noise.</summary>
    internal static double Round(double d) => Math.Round(d, 6);

    internal static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    internal static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new([.. items.Select(write)]);

    // What is for everyone carries no label; whatever else leaves the ledger takes its label along.
    private static JsonObject Put(JsonObject json, Label label)
    {
        if (label != Label.Open) json["label"] = ObservationJson.LabelOf(label);
        return json;
    }

    private static void Put(JsonObject json, string name, string text)
    {
        if (text.Length > 0) json[name] = text;
    }
}
