namespace Truce.Pages;

// How each figure is computed, by the anchor to which it links. Same keys in every language; a test compares them. The formulas: docs/metrics.md.
internal static class EnglishMethodWords
{
    internal const string Text = """
        definition.of = How computed: {0}
        method.contents = On this page
        method.lead = Everything on these pages is computed from rows that name where they were read. The program and the formulas are open; the same rows give the same pages.
        method.sources.title = Sources and origins
        method.sources = A statement is one sentence in our own words, with its speaker, day and report. Reports that repeat one another, name the same origin or come from one outlet count as one origin; each page gives origins letters of its own. Times are kept twice: when something was said or happened, and when it entered the ledger. Nothing is edited.
        method.state.title = State of a promise
        method.state = The stage is the furthest gate that evidence shows. A delivery counts only when the recipient or a third party shows it; the giver’s word and disputed quantities stand beside, uncounted. The standing follows in this order: taken back; delivered whole; refused by a binding vote or past the day until which it could be kept; a condition or event that has not come; no due day known; the day not over; part of it delivered; else late.
        method.contested.title = Contested
        method.contested = A matter is contested when different voices say what cannot be true together: for and against, binding and not, amounts without a number in common, ranks without one in common. All standpoints stand side by side with the number of independent origins. The ledger does not choose.
        method.strength.title = Words of strength
        method.strength = Eight steps from “refuses” to “guarantees”. The order is ours and no source’s; a word that is not on the scale is shown and gets no place. The picture joins words of one speaker; it measures nothing between two steps.
        method.representation.title = Level of representation
        method.representation = Who was announced for a meeting and who came, by rank: head of state, head of government, minister, envoy and below. A signal of its own; no state of a promise is computed from it.
        method.honoured.title = Honoured rate
        method.honoured = Promises kept whole over promises that fell due (kept, kept in part, late, lapsed). Not due, not known and taken back stand apart. The interval is exact (Clopper and Pearson 1934). Beside it stands a public base rate as reported.
        method.base.title = Public base rate
        method.base = 27% of security commitments fully honoured within five years, as press of January 2026 reports and attributes to Chatham House; nobody of this project has seen the study. A ledger that states another base rate is held against that one.
        method.value.title = Honoured by value
        method.value = Σ min(delivered, promised) / Σ promised, in euro, over promises of money that fell due; other currencies at the ledger’s rate of the day. Promises without a rate are counted apart and are not in it.
        method.weighted.title = Honoured by weight
        method.weighted = Σ weight · delivered share / Σ weight, over what fell due. Weights stand in the rows; a promise without one weighs 1. Parts delivered count as parts.
        method.conversion.title = Conversion at gates
        method.conversion = Of the promises that have a gate: passed, refused, open. The share so far is passed over all that have it, with its exact interval (Clopper and Pearson 1934). A promise with several votes has passed when all of them have.
        method.coverage.title = Coverage of what is required
        method.coverage = Only against a requirement that somebody stated: a promise answers it in its pillar, in its domain and capability where it names them, unless it was taken back or lapsed. A requirement with a number is answered by the share of it that is promised in its own unit, at most the whole; one without a number by any promise. Two means over the requirements of a pillar and domain: what any promise answers, and what those in force or further do. Without a stated requirement nothing is said.
        method.without.title = Without some guarantors (N-1)
        method.without = Their promises and statements are taken away and the pillar is counted again: who is left, whose lead is gone, which domains nobody covers, what share of the money is of those who stay. A statement that several share is one and stays while one of them does. A group stays: no source says who its members are. It says what is left, not what would happen.
        method.attention.title = Attention elsewhere
        method.attention = They pause in pillars 1 and 4 for 90 days from the day shown and stay in the others. Said are what is left in these days, the last of them, and the promises of theirs in these pillars whose due day lies among them. The same rule as truce commitments metrics --scenario. A what-if, no forecast.
        method.dependence.title = Share of the largest
        method.dependence = The share of each giver: of promises by count, of money promised in euro, and for support to the armed forces and economic aid of what the support tracker calls allocated. Promises taken back or lapsed are not in it.
        method.hhi.title = Herfindahl-Hirschman index (HHI)
        method.hhi = The sum of the squared shares, Σ sᵢ² (Hirschman 1964): 1 is one giver alone, one over the number of givers an even split.
        method.support.title = Support by year
        method.support = Rows of a public support tracker by donor and month: committed and allocated. Neither is a delivery and neither is ever called one.
        method.parliament.title = Time in parliament
        method.parliament = Days from tabling to decision, with votes that are still open counted as such (Kaplan and Meier 1958). The interval is on the log-minus-log scale; that of the median is where the curve’s bounds cross one half.
        method.powers.title = War powers
        method.powers = Facts of law and custom, a row for each country and act: who takes part, before or after, binding or not. Each names where it was read and how far that was checked. No legal advice, and no forecast of a vote.
        method.outlook.title = Outlook
        method.outlook = For an open promise: the base rate, given the weight of four promises, and what became of promises in the same pillar, with or without conditions, that fell due. The middle 95% of that beta distribution stands beside it.
        method.reversals.title = Reversals
        method.reversals = The same voice about the same guarantor, pillar and domain on a later day: two or more steps weaker on our scale of words, or turned, or no longer binding; and promises taken back. Sentences of one day have no order.
        method.postponements.title = Due days that were moved
        method.postponements = A due day that a later version of the row moved: the first one and the one that holds now.
        method.slippage.title = Days past the due day
        method.slippage = From the due day to the whole delivery, of promises past their day; in time counts as 0, still owed is counted as such (Kaplan and Meier 1958). A median that fewer than half have reached is not given.
        method.posture.title = Sites and units of the force
        method.posture = What was promised of the force, by domain and region of half a degree. Against the agreement: far enough from the line, and outside zones, by probability with the error of line and place; near enough by a travel model that is given, not measured, over the straight distance times a detour. Distance and travel time on the page are what the region allows, outward in steps of 25 km and whole hours. No exact place leaves its label.
        method.labels.title = What is not shown
        method.labels = Rows whose label does not let this reader see them are left out, and so is every name that only they use. Figures are computed from what is shown. The place of a site or unit is never given more exactly than half a degree.
        method.data.title = Data
        door.what = What guarantors promised, how far it has come by evidence, what contradicts what, and what would be left without any one of them.
        method.data = The same rows and figures for spreadsheets and programs:
        """;
}
