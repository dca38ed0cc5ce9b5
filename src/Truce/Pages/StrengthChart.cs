using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>Words of strength over time: the day to the right, the scale upward with its own words. Only words of one voice are joined.</summary>
internal static class StrengthChart
{
    private const double Left = 216, Right = 860, Top = 18, RowPx = 30, UnknownX = 920;

    // More than this on one picture nobody reads; the list below the picture has them all.
    private const int MostPoints = 60;

    internal static void Write(PageContext page, ImmutableArray<StrengthPoint> all)
    {
        if (all.Length == 0) return;
        Reports.Html o = page.Out;
        WordScale scale = WordScale.Strength;
        double bottom = Top + (RowPx * (scale.Steps - 1)), height = bottom + 44;
        StrengthPoint[] points = [.. all.Take(MostPoints)];
        o.Raw("<section>").Element("h2", page["strength.title"]).Raw($"<p class=\"soft\">{PageContext.Esc(page["strength.note"])} {page.Definition("strength")}</p>\n");
        o.Raw($"<figure class=\"chart\" tabindex=\"0\"><svg viewBox=\"0 0 1000 {PageContext.F(height)}\" role=\"img\" aria-label=\"{PageContext.Esc(page.Words.Say("strength.spoken", page.Words.Number(all.Length)))}\">\n");
        for (int rank = 0; rank < scale.Steps; rank++)
        {
            double y = bottom - (rank * RowPx);
            o.Raw($"<line class=\"grid\" x1=\"{Left}\" y1=\"{PageContext.F(y)}\" x2=\"960\" y2=\"{PageContext.F(y)}\"/><text x=\"{Left - 10}\" y=\"{PageContext.F(y + 4)}\" class=\"end\">{PageContext.Esc(page[$"rank.{rank}"])}</text>");
        }

        (StrengthPoint Point, double X, double Y)[] placed = Place(points, bottom, out DateOnly first, out DateOnly last);
        foreach (var voice in placed.Where(p => p.Point is { Rank: not null, Day: not null }).GroupBy(p => p.Point.Statement.Speaker).Where(v => v.Key.Length > 0 && v.Count() > 1))
        {
            o.Raw($"<polyline class=\"voice\" points=\"{string.Join(' ', voice.Select(p => $"{PageContext.F(p.X)},{PageContext.F(p.Y)}"))}\"/>");
        }

        for (int i = 0; i < placed.Length; i++)
        {
            (StrengthPoint point, double x, double y) = placed[i];
            if (point.Rank is null) continue;
            o.Raw($"<circle class=\"point{(point.Statement.Direction == Direction.Against ? " against" : "")}\" cx=\"{PageContext.F(x)}\" cy=\"{PageContext.F(y)}\" r=\"10\"/><text class=\"num\" x=\"{PageContext.F(x)}\" y=\"{PageContext.F(y + 4)}\">{i + 1}</text>");
        }

        if (points.Any(p => p.Day is not null)) o.Raw($"<text x=\"{Left}\" y=\"{PageContext.F(bottom + 34)}\">{PageContext.Esc(page.Words.Date(first))}</text>");
        if (last != first) o.Raw($"<text class=\"end\" x=\"{Right}\" y=\"{PageContext.F(bottom + 34)}\">{PageContext.Esc(page.Words.Date(last))}</text>");
        if (points.Any(p => p.Day is null)) o.Raw($"<text class=\"mid\" x=\"{UnknownX}\" y=\"{PageContext.F(bottom + 34)}\">{PageContext.Esc(page["strength.noDay"])}</text>");
        o.Raw("</svg></figure>\n<ol class=\"words\">");
        foreach (StrengthPoint p in all.Take(MostPoints)) Item(page, p);
        o.Raw("</ol>\n");
        if (all.Length > MostPoints) o.Element("p", page.Words.Say("more.below", page.Words.Number(all.Length - MostPoints)), "class=\"soft\"");
        o.Raw("</section>\n");
    }

    private static void Item(PageContext page, StrengthPoint p)
    {
        string rank = p.Rank is { } r ? page[$"rank.{r}"] : page["strength.noRank"];
        page.Out.Raw("<li>").Raw($"<q lang=\"en\">{PageContext.Esc(p.Word)}</q> ").Text($"({rank}), {(p.Statement.Speaker.Length > 0 ? p.Statement.Speaker : page["speaker.none"])}, {page.Words.Date(p.Day)}").Raw("</li>");
    }

    // Days on the axis; points that would lie on one another step to the right.
    private static (StrengthPoint Point, double X, double Y)[] Place(StrengthPoint[] points, double bottom, out DateOnly first, out DateOnly last)
    {
        DateOnly[] days = [.. points.Where(p => p.Day is not null).Select(p => p.Day!.Value.First)];
        DateOnly from = first = days.Length > 0 ? days.Min() : default;
        last = days.Length > 0 ? days.Max() : default;
        double span = Math.Max(1, last.DayNumber - from.DayNumber);
        bool one = last == first;
        var taken = new List<(double X, int Rank)>();
        return
        [
            .. points.Select(p =>
            {
                int rank = p.Rank ?? 0;
                double x = p.Day is { } d ? Left + 20 + (one ? 0 : (d.First.DayNumber - from.DayNumber) / span * (Right - Left - 60)) : UnknownX;
                while (p.Rank is not null && taken.Any(t => t.Rank == rank && Math.Abs(t.X - x) < 21) && x < 975) x += 22;
                if (p.Rank is not null) taken.Add((x, rank));
                return (p, x, bottom - (rank * RowPx));
            }),
        ];
    }
}
