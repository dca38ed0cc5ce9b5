using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>The scenario "attention elsewhere" as a page asks for it: a pause of 90 days from the day shown, by the rule of <c>truce commitments metrics --scenario</c>.</summary>
internal static class Attention
{
    /// <summary>How long the pause lasts.</summary>
    internal const int Days = 90;

    /// <summary>Pillars that it touches: watching the ceasefire and answering a renewed attack.</summary>
    internal static ImmutableArray<string> Pillars { get; } = ["P1", "P4"];

    /// <summary>What the scenario says of a board: what is left in these days, until when, and what falls due meanwhile.</summary>
    /// <param name="view">The ledger.</param>
    /// <param name="who">Who pauses, by code; at least one.</param>
    /// <param name="pillars">In which pillars; at least one.</param>
    internal static AttentionScenario.Stretch Of(LedgerView view, ImmutableArray<string> who, ImmutableArray<string> pillars) =>
        new AttentionScenario("attention elsewhere", [.. who.Select(g => new Pause(g, pillars, view.Metrics.Day, Days))]).Play(view.Ledger, view.Metrics.Positions).Single();
}
