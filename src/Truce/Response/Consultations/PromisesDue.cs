using Truce.Commitments;

namespace Truce.Response.Consultations;

/// <summary>Which promises of the ledger fall due when a consultation is opened.</summary>
public static class PromisesDue
{
    /// <summary>Kinds of events that the opening of a consultation is: a promise that names one of them falls due by it.</summary>
    private static readonly string[] Openings = ["consultation", "confirmed finding"];

    /// <summary>One event for each promise that names the opening, or its tier, as what makes it fall due and that was not taken back.</summary>
    /// <param name="ledger">The ledger as known.</param>
    /// <param name="opened">The opening; everything else of the events is its own.</param>
    public static IEnumerable<ConsultationEvent.PromiseDue> By(Ledger ledger, ConsultationEvent.Opened opened) =>
        ledger.Commitments.Values
            .Where(c => c.Withdrawn is null && (Openings.Contains(c.DueEvent) || c.DueEvent == "tier " + ConditionWords.Normal(opened.Tier)))
            .Select(c => new ConsultationEvent.PromiseDue(c.Id.ToString(), c.Guarantor, opened.Tier, c.DueDays > 0 ? opened.At.AddDays(c.DueDays) : null)
            {
                Consultation = opened.Consultation,
                At = opened.At,
                Known = opened.Known,
                By = opened.By,
                Simulated = opened.Simulated,
            });
}
