namespace Truce.Reports.Waveforms;

/// <summary>The colours of a picture, as values of attributes. Every colour says what a shape, a dash or a word says too.</summary>
/// <remarks>Picks and predictions are the vermilion and the blue of Okabe and Ito (2008), which colour-blind people tell apart, made lighter for the dark.</remarks>
internal sealed record PicturePalette(
    string Ink, string Soft, string Line, string Paper, string Panel, string Trace, string Pick, string Predicted, string Hatch, string Warn, string WarnPaper)
{
    private static readonly PicturePalette Light = new("#1b232c", "#51606f", "#c9d1d9", "#fbfcfd", "#e6ebf0", "#2d4a66", "#c85000", "#0072b2", "#5f6b78", "#7a4b00", "#fff3d6");
    private static readonly PicturePalette Dark = new("#dfe6ec", "#9fb0bf", "#3a4651", "#141a20", "#26303a", "#a9c9e6", "#ff9d5c", "#62b6f0", "#8d9aa8", "#ffd58a", "#3a2c10");

    private static readonly PicturePalette Page = new(
        "var(--ink)", "var(--soft)", "var(--line)", "var(--paper)", "var(--panel)", "var(--mark)", "var(--pick,#d55e00)", "var(--predicted,#2f80c4)", "var(--hatch)", "var(--warn)", "var(--warnbg)");

    private string[] Values => [Ink, Soft, Line, Paper, Panel, Trace, Pick, Predicted, Hatch, Warn, WarnPaper];

    /// <summary>The palette of a theme.</summary>
    internal static PicturePalette For(PictureTheme theme) => theme switch
    {
        PictureTheme.Light => Light,
        PictureTheme.Dark => Dark,
        PictureTheme.Page => Page,
        _ => new("var(--c0)", "var(--c1)", "var(--c2)", "var(--c3)", "var(--c4)", "var(--c5)", "var(--c6)", "var(--c7)", "var(--c8)", "var(--c9)", "var(--c10)"),
    };

    /// <summary>The sheet that follows the reader's choice, for <see cref="PictureTheme.Auto"/>; paper stays light.</summary>
    /// <param name="id">Of the picture.</param>
    internal static string Sheet(string id) =>
        $"<style>#{id}{{{Variables(Light)}}}@media screen and (prefers-color-scheme:dark){{#{id}{{{Variables(Dark)}}}}}</style>\n";

    private static string Variables(PicturePalette palette) => string.Join(';', palette.Values.Select((v, i) => $"--c{i}:{v}"));
}
