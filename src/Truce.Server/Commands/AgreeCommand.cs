using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Commitments;
using Truce.Feeds.Ledgers;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce commitments agree</c>: how far two people who coded the same statements agree.</summary>
internal static class AgreeCommand
{
    public static Command Agree()
    {
        var first = new Argument<string>("FIRST") { Description = "the pack as one person coded it" };
        var second = new Argument<string>("SECOND") { Description = "the same statements as another person coded them" };
        Option<bool> json = Shared.Json();
        var command = new Command("agree", "Agreement of two people's coding (Krippendorff's alpha, facet by facet) and the rows on which they differ.") { first, second, json };
        command.SetAction(parsed => Shared.Guarded("commitments agree", () =>
        {
            DoubleCoding both = DoubleCoding.Compare(Read(parsed.GetValue(first)!), Read(parsed.GetValue(second)!));
            if (parsed.GetValue(json)) Console.WriteLine(Json(both).ToJsonString(Shared.Compact));
            else Print(both);
            return 0;
        }));
        return command;
    }

    private static LedgerBatch Read(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file");
        LedgerReading reading = LedgerFile.Read(File.ReadAllBytes(path), Path.GetFileName(path));
        // A refused row would look like one that its coder left out.
        if (reading.Refused > 0) throw new BadInputException($"{reading.Rejects[0]} ({reading.Refused} rows refused)");
        return reading.Batch;
    }

    private static JsonObject Json(DoubleCoding both) => new()
    {
        ["facets"] = new JsonArray([.. both.Facets.Select(f => (JsonNode)Facet(f))]),
        ["differences"] = new JsonArray([.. both.Differences.Select(d => (JsonNode)new JsonObject { ["row"] = d.Row, ["facet"] = d.Facet, ["first"] = d.First, ["second"] = d.Second })]),
        ["onlyFirst"] = new JsonArray([.. both.OnlyFirst.Select(r => (JsonNode)r)]),
        ["onlySecond"] = new JsonArray([.. both.OnlySecond.Select(r => (JsonNode)r)]),
    };

    private static JsonObject Facet(FacetAgreement f)
    {
        var json = new JsonObject { ["facet"] = f.Facet, ["rows"] = f.Rows, ["same"] = f.Same };
        if (f.AlphaFactor is { } alpha) json["alpha"] = Math.Round(alpha, 6);
        return json;
    }

    private static void Print(DoubleCoding both)
    {
        foreach (FacetAgreement f in both.Facets) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{f.Facet}: {f.Same} of {f.Rows} the same, alpha {(f.AlphaFactor is { } a ? a.ToString("0.000", CultureInfo.InvariantCulture) : "not defined (nothing varies)")}"));
        foreach (CodingDifference d in both.Differences) Console.WriteLine($"  {d.Row} {d.Facet}: '{d.First}' against '{d.Second}'");
        if (both.OnlyFirst.Length > 0) Console.WriteLine($"only the first: {string.Join(", ", both.OnlyFirst)}");
        if (both.OnlySecond.Length > 0) Console.WriteLine($"only the second: {string.Join(", ", both.OnlySecond)}");
    }
}
