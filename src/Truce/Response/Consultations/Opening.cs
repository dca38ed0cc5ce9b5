using Truce.Findings;
using Truce.Measures;
using Truce.Response.Clocks;
using Truce.Response.Protocols;
using Truce.Review;

namespace Truce.Response.Consultations;

/// <summary>The door to a consultation: a finding that two people confirmed opens one, or explicitly does not.</summary>
public static class Opening
{
    /// <summary>Opens a consultation; throws <see cref="ArgumentException"/> for a tier that the protocol does not have.</summary>
    /// <param name="finding">What people confirmed.</param>
    /// <param name="times">The four times as known.</param>
    /// <param name="protocol">The version of the protocol that holds.</param>
    /// <param name="tier">The tier people open it on.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="by">Who opens it.</param>
    /// <param name="simulated">Whether it is of an exercise.</param>
    public static ConsultationEvent.Opened Open(ConfirmedFinding finding, FourTimes times, Protocol protocol, string tier, DateTimeOffset at, string by, bool simulated = false)
    {
        Finding f = finding.Finding;
        Level level = f.Level < Level.Confirmed ? Level.Confirmed : f.Level; // two people signed, whatever version they had before them
        return Open(f.Id, f.Version, level, f.Severity, times, protocol, tier, at, by, simulated);
    }

    /// <summary>People say that the finding opens no consultation, and why.</summary>
    /// <param name="finding">What people confirmed.</param>
    /// <param name="protocol">The version of the protocol that holds.</param>
    /// <param name="reason">Why, in their words.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="by">Who decides it.</param>
    /// <param name="simulated">Whether it is of an exercise.</param>
    public static ConsultationEvent.NotOpened Decline(ConfirmedFinding finding, Protocol protocol, string reason, DateTimeOffset at, string by, bool simulated = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Hash256 id = finding.Finding.Id;
        return new(id, reason) { Consultation = ConsultationEvent.ConsultationOf(id, protocol.Id), At = at, Known = at, By = by, Simulated = simulated };
    }

    /// <summary>The tiers whose trigger a finding meets by itself, in the order of the protocol. Tiers after another one, and tiers of something that goes on, are not among them.</summary>
    public static IEnumerable<ProtocolTier> Triggered(Protocol protocol, Level level, string severity) =>
        protocol.Tiers.Where(t => t.Trigger is { Continues: false, After: null, IsComputable: true } g && Meets(protocol, g, level, severity));

    /// <summary>Whether level and severity meet what a trigger asks of them.</summary>
    internal static bool Meets(Protocol protocol, TierTrigger trigger, Level level, string severity) =>
        (trigger.Level is not { } least || level >= least)
        && (trigger.SeverityAtLeast is not { } gravest || protocol.SeverityRank(severity) >= protocol.SeverityRank(gravest));

    /// <summary>For exercises, whose findings nobody confirmed because they are invented.</summary>
    internal static ConsultationEvent.Opened Open(
        Hash256 finding, int version, Level level, string severity, FourTimes times, Protocol protocol, string tier, DateTimeOffset at, string by, bool simulated)
    {
        ProtocolTier opened = protocol.Find(tier) ?? throw new ArgumentException($"the protocol {protocol.Id} has no tier '{tier}'", nameof(tier));
        return new()
        {
            Consultation = ConsultationEvent.ConsultationOf(finding, protocol.Id),
            At = at,
            Known = at,
            By = by,
            Simulated = simulated,
            Finding = finding,
            FindingVersion = version,
            Level = level,
            Severity = severity,
            Times = times,
            Protocol = protocol.Id,
            ProtocolVersion = protocol.Version,
            Tier = tier,
            Invitees = protocol.Asked(opened),
        };
    }
}
