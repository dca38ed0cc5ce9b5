using System.Collections.Immutable;
using Truce.Findings;
using Truce.Terms;

namespace Truce.Response.Protocols;

/// <summary>The response of an agreement file as a protocol. Such a file says less than a protocol does: what it leaves open is named and stays unknown.</summary>
public static class AgreementProtocol
{
    // In the order of DeadlineStart; the words are those of the agreement's schema.
    private static readonly ImmutableArray<string> Clocks = ["occurrence", "detection", "determination", "notification"];

    /// <summary>The protocol in an agreement; nothing when the agreement has no response.</summary>
    public static Protocol? From(Agreement agreement)
    {
        if (agreement.Response is not { } response) return null;
        return new Protocol
        {
            Id = agreement.Id,
            Version = agreement.Version,
            Title = agreement.Title,
            Hypothetical = agreement.Hypothetical,
            Zone = agreement.Zone,
            ZoneData = agreement.ZoneData,
            ValidFrom = agreement.EffectiveFrom,
            ValidTo = agreement.EffectiveTo,
            ClockStart = (DeadlineStart)(Clocks.IndexOf(response.ClockStart) + 1),
            Severities = agreement.Severities,
            Bodies = [.. agreement.Bodies.Select(b => new ConvenedBody(b.Id, b.Id, null))],
            Words = [.. response.Tiers.Select(t => t.Or).OfType<string>().Distinct(StringComparer.Ordinal).Select(w => new WordsTrigger(w, w, null))],
            Tiers = [.. response.Tiers.Select(t => Tier(t, (DeadlineStart)(Clocks.IndexOf(response.ClockStart) + 1)))],
            LeftOpen = [.. Open(response).Select(o => o.What)],
        };
    }

    internal static ProtocolReading Read(byte[] bytes, string fileName, JsonSpot root)
    {
        AgreementReading reading = AgreementReader.Read(bytes, fileName, _ => null);
        if (reading.Agreement is not { } agreement) return new(null, [.. reading.Errors]);
        var problems = new Problems(fileName, bytes);
        if (From(agreement) is not { } protocol)
        {
            problems.Add(root, "the agreement has no response", "add \"responseProtocol\", or check a file of schema " + ProtocolReader.Schema);
            return new(null, problems.All());
        }

        JsonSpot response = root["responseProtocol"]!;
        var spots = new Dictionary<string, JsonSpot>(StringComparer.Ordinal);
        foreach (JsonSpot tier in response["tiers"]!.Items) spots.TryAdd(tier["id"]!.Text, tier);
        ProtocolCheck.Run(protocol, spots, problems);
        foreach ((string? tier, string what) in Open(agreement.Response!))
        {
            problems.Warn(tier is null ? response : spots[tier], "the file leaves open " + what, $"write the response as a file of schema {ProtocolReader.Schema}; until then it stays unknown");
        }

        return new(problems.HasErrors ? null : protocol, problems.All());
    }

    private static ProtocolTier Tier(ResponseTier tier, DeadlineStart clock) => new()
    {
        Id = tier.Id,
        Trigger = new TierTrigger { Level = (Level?)tier.Level, SeverityAtLeast = tier.SeverityAtLeast, Continues = tier.Continues, After = tier.After, Or = tier.Or },
        Deadline = tier.Deadline,
        // A tier after another one may count from the common start or from that tier: the file has no word for it.
        From = tier.After is null ? clock : DeadlineStart.NotSaid,
        Asks = tier.Convenes,
        Actions = tier.Actions,
    };

    private static IEnumerable<(string? Tier, string What)> Open(ResponseProtocol response)
    {
        yield return (null, "who the members of the bodies are");
        yield return (null, "by which instrument is asked, and what counts as an answer");
        yield return (null, "what ends a consultation");
        yield return (null, "what a machine may send alone: two people release everything");
        foreach (ResponseTier tier in response.Tiers)
        {
            if (tier.After is not null) yield return (tier.Id, $"whether {tier.Deadline} of tier {tier.Id} runs from the clock's start or from tier {tier.After}: its clock does not start");
            if (tier.QuorumShare is null) yield return (tier.Id, $"how many answers meet tier {tier.Id}");
            if (tier.Or is not null) yield return (tier.Id, $"who decides whether \"{tier.Or}\" is met");
        }
    }
}
