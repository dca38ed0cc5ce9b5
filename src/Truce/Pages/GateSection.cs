using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>How far promises come, gate by gate, and how much of what was stated as needed they answer: a picture, and the numbers under it.</summary>
internal static class GateSection
{
    /// <summary>From gate to gate.</summary>
    internal static void Conversion(PageContext page)
    {
        PageWords w = page.Words;
        FiguresPage.Head(page, "conversion.title", "conversion");
        GateConversion[] rows = [.. page.View.Metrics.Conversions.Where(c => c.Needed > 0)];
        if (rows.Length == 0)
        {
            page.Out.Element("p", page["conversion.empty"]).Raw("</section>\n");
            return;
        }

        (string Look, string Says)[] legend = [("part", page["conversion.passed"]), ("hatch", page["conversion.rejected"]), ("all", page["conversion.open"])];
        BarChart.Write(page, "gates", [.. rows.Select(c => new BarRow(Name(page, c), [new("part", c.Passed), new("hatch", c.Rejected), new("all", c.Open)], w.Say("chart.of", w.Number(c.Passed), w.Number(c.Needed))))], page["conversion.spoken"], legend);
        string[] headers = [page["conversion.gate"], page["conversion.needed"], page["conversion.passed"], page["conversion.rejected"], page["conversion.open"], page["conversion.share"]];
        page.Out.Table(page["conversion.title"], headers, rows.Select(c => (string[])
        [
            "\u0001" + PageContext.Esc(Name(page, c)), w.Number(c.Needed), w.Number(c.Passed), w.Number(c.Rejected), w.Number(c.Open),
            PageContext.Esc(c.SoFarShare is { } s && c.SoFarInterval is { } i ? w.Percent(s, i.Low, i.High) : page["not.known"]),
        ]), "cards", 1, 2, 3, 4);
        page.Out.Raw("</section>\n");
    }

    /// <summary>What is required and what answers it.</summary>
    internal static void Coverage(PageContext page)
    {
        PageWords w = page.Words;
        ImmutableArray<PillarCoverage> all = page.View.Metrics.Coverage;
        FiguresPage.Head(page, "coverage.title", "coverage");
        if (all.Length == 0)
        {
            page.Out.Element("p", page["coverage.empty"]).Raw("</section>\n");
            return;
        }

        (string Look, string Says)[] legend = [("part", page["coverage.inForce"]), ("hatch", page["coverage.promised"]), ("none", page["coverage.nothing"])];
        BarChart.Write(page, "coverage", [.. all.Select(c => new BarRow(Where(page, c), [new("part", c.InForceShare), new("hatch", c.PromisedShare - c.InForceShare), new("none", 1 - c.PromisedShare)], w.Percent(c.InForceShare)))], page["coverage.spoken"], legend);
        string[] headers = [page["coverage.where"], page["coverage.what"], page["coverage.needed"], page["coverage.has"], page["coverage.promises"], page["coverage.ofThem"]];
        page.Out.Table(page["coverage.title"], headers, all.SelectMany(c => c.Requirements.Select(r => (string[])
        [
            "\u0001" + PageContext.Esc(Where(page, c)), r.Requirement.Capability.Length > 0 ? PageContext.Claim(r.Requirement.Capability) : PageContext.Esc(page["coverage.any"]), PageContext.Esc(w.Amount(r.Requirement.Needed)),
            PageContext.Esc(r.PromisedQuantity is { } q ? w.Amount(Amount.Exactly(q, r.Requirement.Needed?.Unit ?? "")) : page["not.known"]), w.Number(r.Promised), w.Number(r.InForce),
        ])), "cards", 4, 5);
        page.Out.Raw("</section>\n");
    }

    private static string Name(PageContext page, GateConversion c) => c.Kind is { } kind ? page.Words.Word("gate", kind) : page["gate.delivered"];

    private static string Where(PageContext page, PillarCoverage c) => c.Domain.Length > 0 ? $"{c.Pillar}, {page.Words.Known("domain", c.Domain)}" : c.Pillar;
}
