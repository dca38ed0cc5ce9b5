using Truce.Measures;
using Truce.Response.Protocols;

namespace Truce.Response.Notices;

/// <summary>What the system of an invitee says by webhook: that it has a notice, or how it answers. Who says it is whose key signed it, never a member of the body.</summary>
/// <remarks>docs/formats/notices.md, "What comes back".</remarks>
/// <param name="IsSimulated">Whether it speaks of an exercise; what it answers must be one too.</param>
public abstract record InviteeReply(bool IsSimulated)
{
    /// <summary>It has a notice.</summary>
    /// <param name="IsSimulated">Whether it speaks of an exercise.</param>
    /// <param name="Notice">Id of the notice.</param>
    public sealed record Acknowledged(bool IsSimulated, Hash256 Notice) : InviteeReply(IsSimulated);

    /// <summary>It answers on one tier of one consultation.</summary>
    /// <param name="IsSimulated">Whether it speaks of an exercise.</param>
    /// <param name="Consultation">Id of the consultation, or how it begins: 8 to 64 digits of hex, as in the notice.</param>
    /// <param name="Tier">The tier.</param>
    /// <param name="Kind">What.</param>
    /// <param name="Text">In words; empty when there are none.</param>
    /// <param name="Instrument">By which instrument; empty when not said.</param>
    /// <param name="Reference">The invitee's number of the answer; empty when it has none.</param>
    /// <param name="Remedy">What was done to put it right; empty when nothing is said of it.</param>
    public sealed record Answer(bool IsSimulated, string Consultation, string Tier, AnswerKind Kind, string Text, string Instrument, string Reference, string Remedy) : InviteeReply(IsSimulated);
}
