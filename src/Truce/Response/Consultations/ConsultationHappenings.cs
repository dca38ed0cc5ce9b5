using System.Collections.Immutable;
using Truce.Commitments;
using Truce.Observations;

namespace Truce.Response.Consultations;

/// <summary>What of a consultation the guarantors' ledger needs to know: that one was opened, and which tiers it reached. Promises that hang on it then fall due on every page and in every figure.</summary>
public static class ConsultationHappenings
{
    /// <summary>Pack of these rows.</summary>
    public const string Pack = "consultations";

    /// <summary>The happenings that an event of a consultation is; none for most. They are held for the mission, as consultations are.</summary>
    public static ImmutableArray<LedgerEvent> Of(ConsultationEvent said) => said switch
    {
        ConsultationEvent.Opened o => [.. PromisesDue.Openings.Append(PromisesDue.EventOf(o.Tier)).Select(kind => Row(o, kind))],
        ConsultationEvent.Escalated e => [Row(e, PromisesDue.EventOf(e.Tier))],
        _ => [],
    };

    private static LedgerEvent Row(ConsultationEvent said, string kind) =>
        new(new(Pack, $"{said.Consultation.Short} {kind}"), kind, DateOnly.FromDateTime(said.At.UtcDateTime), null, null) { Label = Label.Default };
}
