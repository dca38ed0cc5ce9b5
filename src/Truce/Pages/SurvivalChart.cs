using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>How long votes stay open: the product-limit curve with its interval, and a mark for each vote that is open still.</summary>
internal static class SurvivalChart
{
    private const double Left = 64, Right = 960, Top = 14, Bottom = 214;

    internal static void Write(PageContext page, IEnumerable<Gate> gates)
    {
        KaplanMeier km = page.View.Metrics.InParliament;
        Reports.Html o = page.Out;
        o.Raw("<section>").Element("h2", page["km.title"]);
        if (km.Ended + km.Open == 0)
        {
            o.Element("p", page["km.empty"]).Raw("</section>\n");
            return;
        }

        string median = km.MedianDays is { } m
            ? page.Words.Say("km.median", page.Words.Plural("n.days", (long)m), km.MedianLowDays is { } lo ? page.Words.Number((long)lo) : page["km.notReached"], km.MedianHighDays is { } hi ? page.Words.Number((long)hi) : page["km.notReached"])
            : page["km.noMedian"];
        o.Raw("<p>").Text($"{median} {page.Words.Say("km.counts", page.Words.Number(km.Ended), page.Words.Number(km.Open))}").Raw(" ").Raw(page.Definition("parliament")).Raw("</p>\n");
        DateOnly day = page.View.Metrics.Day;
        double[] censored = [.. gates.Where(g => g.Tabled <= day && (g.Decided is null || g.Decided > day || g.Result == GateResult.Open)).Select(g => (double)(day.DayNumber - g.Tabled!.Value.DayNumber))];
        double last = Math.Max(1, Math.Max(km.Steps.Select(s => s.Days).DefaultIfEmpty().Max(), censored.DefaultIfEmpty().Max()));
        // Four equal steps of whole days.
        Draw(page, km.Steps, censored, last, Math.Ceiling(last / 4) * 4);
        o.Raw("</section>\n");
    }

    private static void Draw(PageContext page, ImmutableArray<SurvivalStep> steps, double[] censored, double last, double longest)
    {
        Reports.Html o = page.Out;
        double X(double days) => Left + (days / longest * (Right - Left));
        double Y(double share) => Bottom - (share * (Bottom - Top));
        o.Raw($"<figure class=\"chart\" tabindex=\"0\"><svg viewBox=\"0 0 1000 262\" role=\"img\" aria-label=\"{PageContext.Esc(page["km.spoken"])}\">\n");
        foreach (double share in (double[])[0, 0.25, 0.5, 0.75, 1])
        {
            o.Raw($"<line class=\"grid\" x1=\"{Left}\" y1=\"{PageContext.F(Y(share))}\" x2=\"{Right}\" y2=\"{PageContext.F(Y(share))}\"/><text class=\"end\" x=\"{Left - 8}\" y=\"{PageContext.F(Y(share) + 4)}\">{PageContext.Esc(page.Words.Percent(share))}</text>");
        }

        for (int i = 0; i <= 4; i++) o.Raw($"<text class=\"mid\" x=\"{PageContext.F(X(longest * i / 4))}\" y=\"{Bottom + 20}\">{PageContext.Esc(page.Words.Number((long)Math.Round(longest * i / 4)))}</text>");
        o.Raw($"<text class=\"mid\" x=\"{(Left + Right) / 2}\" y=\"{Bottom + 42}\">{PageContext.Esc(page["km.axis"])}</text>");
        // The interval of a step holds until the next one; before the first step the curve is 1 and says nothing of its uncertainty.
        for (int i = 0; i < steps.Length; i++)
        {
            double from = X(steps[i].Days), to = X(i + 1 < steps.Length ? steps[i + 1].Days : last);
            if (to > from) o.Raw($"<rect class=\"interval\" x=\"{PageContext.F(from)}\" y=\"{PageContext.F(Y(steps[i].HighShare))}\" width=\"{PageContext.F(to - from)}\" height=\"{PageContext.F(Y(steps[i].LowShare) - Y(steps[i].HighShare))}\"/>");
        }

        var path = new System.Text.StringBuilder($"M{PageContext.F(Left)} {PageContext.F(Y(1))}");
        foreach (SurvivalStep s in steps) path.Append($"H{PageContext.F(X(s.Days))}V{PageContext.F(Y(s.OpenShare))}");
        o.Raw($"<path class=\"curve\" d=\"{path}H{PageContext.F(X(last))}\"/>");
        // Marks that would lie on one pixel are one mark.
        foreach (double days in censored.GroupBy(d => Math.Round(X(d))).Select(g => g.First()))
        {
            double y = Y(steps.LastOrDefault(s => s.Days <= days)?.OpenShare ?? 1);
            o.Raw($"<path class=\"censored\" d=\"M{PageContext.F(X(days))} {PageContext.F(y - 7)}v14\"/>");
        }

        o.Raw($"</svg><figcaption>{PageContext.Esc(page["km.caption"])}</figcaption></figure>\n");
    }
}
