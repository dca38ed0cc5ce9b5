using Truce.Commitments;

namespace Truce.Pages;

/// <summary>How far a promise has come as a shape: seven steps from a word to a delivery. The words stand beside it; the shape needs no colour.</summary>
internal static class Ladder
{
    private const int Steps = 7;

    // A page shows the same few shapes hundreds of times.
    private static readonly string[] Shapes = [.. Enum.GetValues<Stage>().Select(Draw)];

    /// <summary>Steps reached: said, announced, before parliament or signed, agreed or in force, money, sent, arrived.</summary>
    internal static int StepOf(Stage stage) => stage switch
    {
        Stage.Stated => 1,
        Stage.Announced => 2,
        Stage.AwaitingParliament or Stage.SignedNotInForce or Stage.RefusedByParliament => 3,
        Stage.ApprovedByParliament or Stage.InForce => 4,
        Stage.Appropriated or Stage.Allocated => 5,
        Stage.Deployed or Stage.PartlyDelivered => 6,
        Stage.Delivered => 7,
        _ => 0,
    };

    /// <summary>The shape: filled steps, the rest in outline; crossed out where it was refused or taken back, half a step where part arrived.</summary>
    internal static string Svg(Stage stage) => Shapes[(int)stage];

    private static string Draw(Stage stage)
    {
        int reached = StepOf(stage);
        var svg = new Reports.Html();
        svg.Raw("<svg class=\"ladder\" viewBox=\"0 0 70 12\" width=\"70\" height=\"12\" aria-hidden=\"true\" focusable=\"false\">");
        for (int i = 0; i < Steps; i++) svg.Raw($"<rect class=\"{(i < reached ? "on" : "off")}\" x=\"{(i * 10) + 1}\" y=\"2\" width=\"7\" height=\"8\"/>");
        if (stage == Stage.PartlyDelivered) svg.Raw("<rect class=\"on\" x=\"61\" y=\"6\" width=\"7\" height=\"4\"/>");
        if (stage is Stage.RefusedByParliament or Stage.Withdrawn) svg.Raw("<path class=\"strike\" d=\"M1 11L69 1\"/>");
        return svg.Raw("</svg>").ToString();
    }

    /// <summary>The shape of nothing known: a dashed outline.</summary>
    internal static string None => "<svg class=\"ladder\" viewBox=\"0 0 70 12\" width=\"70\" height=\"12\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"none\" x=\"1\" y=\"2\" width=\"67\" height=\"8\"/></svg>";
}
