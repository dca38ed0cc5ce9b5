using Truce.Findings;

namespace Truce.Response.Consultations;

/// <summary>One version of the finding that a consultation rests on.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Level">Its level.</param>
/// <param name="Severity">Severity as the agreement says; empty when it says none.</param>
/// <param name="Result">How it reads against the term, as records write it; <c>closed</c> when its incident went into another or dissolved.</param>
/// <param name="State">Where it stands with people.</param>
/// <param name="Known">When this version became known, UTC.</param>
public sealed record FindingStanding(int Version, Level Level, string Severity, string Result, FindingState State, DateTimeOffset Known)
{
    /// <summary>Whether two people stand behind it, nobody found it within the term, and it is still read under its name.</summary>
    public bool IsConfirmed => State == FindingState.Confirmed && Result != FindingLedger.Closed;
}

/// <summary>What a consultation rests on, then and now. What was opened is never changed by it: both are shown, and what the protocol makes of level and severity follows the one of now.</summary>
/// <param name="Then">The version it was opened on; absent where the store does not hold it.</param>
/// <param name="Now">The newest version.</param>
public sealed record ConsultationBasis(FindingStanding? Then, FindingStanding Now)
{
    /// <summary>Whether it stands otherwise than when the consultation was opened.</summary>
    public bool HasChanged(ConsultationEvent.Opened opened) =>
        Now.Level != opened.Level || Now.Severity != opened.Severity || Now.State != FindingState.Confirmed || (Then is { } then && then.Result != Now.Result);
}
