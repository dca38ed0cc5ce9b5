using System.Collections.Immutable;
using NodaTime;

namespace Truce.Reports.Waveforms;

/// <summary>The marks of one channel with their labels in lanes, so that no label covers another or stands in another's line.</summary>
/// <param name="Placed">In the order of time.</param>
/// <param name="Lanes">Lanes that are used; the lowest is number 0.</param>
/// <param name="Unlabelled">Marks whose label found no room.</param>
internal sealed record PictureLabels(ImmutableArray<PictureLabels.Label> Placed, int Lanes, int Unlabelled)
{
    private const int MostLanes = 5;
    private const int MostMarks = 400;
    private const double CharacterWidth = 6.6; // mean of the fonts' letters and digits at 12
    private const double Apart = 6;

    /// <summary>Every mark within the span.</summary>
    internal static PictureLabels Of(IEnumerable<PictureMark> marks, PictureFrame frame)
    {
        PictureMark[] inside = [.. marks.Where(m => m.At >= frame.From && m.At <= frame.To).OrderBy(m => m.At).ThenBy(m => m.Phase, StringComparer.Ordinal)];
        var placed = new List<Label>();
        // From the right to the left: a label stands to the right of its line, so a line further left never runs through it.
        foreach (PictureMark mark in inside.Reverse().Take(MostMarks)) placed.Add(Place(mark, frame, placed));
        int lanes = placed.Count == 0 ? 0 : placed.Max(p => p.Lane) + 1;
        placed.Reverse();
        return new([.. placed], lanes, placed.Count(p => p.Lane < 0) + Math.Max(0, inside.Length - MostMarks));
    }

    /// <summary>What is written beside the line: phase, time, 1 σ.</summary>
    internal static string Text(PictureMark mark, Catalogue words)
    {
        string named = words.Has("phase." + mark.Phase) ? words["phase." + mark.Phase] : mark.Phase;
        string phase = mark.Predicted
            ? words.Format("predicted", named.Length == 0 ? words["arrival"] : named)
            : named.Length == 0 ? words["pick"] : named;
        if (mark.OfArray) phase = words.Format("array", phase);
        int decimals = mark.SigmaS is { } s && s > 0 && double.IsFinite(s) ? (int)Math.Clamp(Math.Ceiling(-Math.Log10(s)) + 1, 0, 6) : 2;
        string error = mark.SigmaS is { } sigmaS && double.IsFinite(sigmaS) && sigmaS > 0 ? $" ± {words.Format("s", Significant(sigmaS, words))}" : "";
        var half = Duration.FromNanoseconds(decimals == 0 ? 500_000_000 : 5 * (long)Math.Pow(10, 8 - decimals)); // patterns cut, a person rounds
        return $"{phase} {TimeTicks.Clock(mark.At + half, decimals)}{error}";
    }

    /// <summary>A number above 0 to two significant figures.</summary>
    internal static string Significant(double value, Catalogue words) =>
        words.Number(value, (int)Math.Clamp(1 - Math.Floor(Math.Log10(value)), 0, 6)) is var text && text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.')
        : text.Contains(',', StringComparison.Ordinal) && words.Language != "en" ? text.TrimEnd('0').TrimEnd(',') : text;

    private static Label Place(PictureMark mark, PictureFrame frame, List<Label> placed)
    {
        string text = Text(mark, frame.Words);
        double x = frame.X(mark.At), width = text.Length * CharacterWidth;
        bool flipped = x + 4 + width > PictureFrame.Width - 2;
        double begin = flipped ? x - 4 - width : x + 4;
        var label = new Label(mark, text, x, begin, begin + width, flipped, -1);
        for (int lane = 0; lane < MostLanes && begin > 2; lane++)
        {
            bool free = placed.All(p => p.Lane != lane || p.End + Apart < begin || p.Begin - Apart > label.End);
            bool lineFree = placed.All(p => p.Lane < 0 || p.Lane >= lane || p.End < x - 2 || p.Begin > x + 2);
            bool notCrossed = placed.All(p => p.Lane <= lane || p.X < begin - 2 || p.X > label.End + 2);
            if (free && lineFree && notCrossed) return label with { Lane = lane };
        }

        return label;
    }

    /// <summary>A mark and where its label stands; lane −1 for one without.</summary>
    internal sealed record Label(PictureMark Mark, string Text, double X, double Begin, double End, bool Flipped, int Lane);
}
