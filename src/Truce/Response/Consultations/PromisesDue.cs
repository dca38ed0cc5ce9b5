using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Response.Consultations;

/// <summary>Which promises of the ledger fall due when a consultation is opened, or reaches a further tier.</summary>
public static class PromisesDue
{
    /// <summary>Kinds of events that the opening of a consultation is: a promise that names one of them falls due by it.</summary>
    internal static readonly ImmutableArray<string> Openings = ["consultation", "confirmed finding"];

    /// <summary>Kind of the event that reaching a tier is.</summary>
    internal static string EventOf(string tier) => "tier " + ConditionWords.Normal(tier);

    /// <summary>One event for each promise that names the opening, or its tier, as what makes it fall due and that was not taken back.</summary>
    /// <param name="ledger">The ledger as known.</param>
    /// <param name="opened">The opening; everything else of the events is its own.</param>
    public static IEnumerable<ConsultationEvent.PromiseDue> By(Ledger ledger, ConsultationEvent.Opened opened) => By(ledger, opened, opened.Tier, isOpening: true);

    /// <summary>One event for each promise that names the tier that is reached now.</summary>
    /// <param name="ledger">The ledger as known.</param>
    /// <param name="escalated">The step to the tier; everything else of the events is its own.</param>
    public static IEnumerable<ConsultationEvent.PromiseDue> By(Ledger ledger, ConsultationEvent.Escalated escalated) => By(ledger, escalated, escalated.Tier, isOpening: false);

    private static IEnumerable<ConsultationEvent.PromiseDue> By(Ledger ledger, ConsultationEvent reached, string tier, bool isOpening) =>
        ledger.Commitments.Values
            .Where(c => c.Withdrawn is null && ((isOpening && Openings.Contains(c.DueEvent)) || c.DueEvent == EventOf(tier)))
            .Select(c => new ConsultationEvent.PromiseDue(c.Id.ToString(), c.Guarantor, tier, c.DueDays > 0 ? reached.At.AddDays(c.DueDays) : null)
            {
                Consultation = reached.Consultation,
                At = reached.At,
                Known = reached.Known,
                By = reached.By,
                Simulated = reached.Simulated,
            });
}
