using System.Collections.Immutable;
using NodaTime;
using Truce.Terms;

namespace Truce.Response.Protocols;

/// <summary>What a protocol must not be once every reference in it resolves: circular, unreachable, without exit, due in the wrong order, or asking nobody.</summary>
internal static class ProtocolCheck
{
    /// <summary>A local day lasts 23 to 25 hours where clocks change by an hour; zones that change by more are rare and are not looked for here.</summary>
    private static readonly TimeSpan ClockChange = TimeSpan.FromHours(1);

    public static void Run(Protocol protocol, Dictionary<string, JsonSpot> spots, Problems problems)
    {
        Circles.Report(problems, "tiers", "escalates\" or \"after", [.. protocol.Tiers.Select(t => (t.Id, spots[t.Id], (IReadOnlyList<string>)[.. LeadsTo(protocol, t)]))]);
        ImmutableHashSet<string> reached = Reachable(protocol);
        foreach (ProtocolTier tier in protocol.Tiers)
        {
            JsonSpot at = spots[tier.Id];
            if (!reached.Contains(tier.Id)) problems.Add(at, $"nothing leads to tier {tier.Id}", "give it a \"trigger\" that a finding can meet, or name it under \"escalates\" of a tier that is reached");
            if (protocol.LeftOpen.IsEmpty && protocol.StandDownOf(tier) is null) problems.Add(at, $"tier {tier.Id} has no exit: nothing ends a consultation on it", "add \"standDown\" to the protocol or to the tier");
            Asks(protocol, tier, at, problems);
            Release(protocol, tier, at, problems);
        }

        foreach ((ProtocolTier first, ProtocolTier next) in Follows(protocol)) Cross(first, next, spots[next.Id], problems);
    }

    private static IEnumerable<string> LeadsTo(Protocol protocol, ProtocolTier tier) =>
        tier.Escalates.Targets.Concat(protocol.Tiers.Where(t => t.Trigger?.After == tier.Id).Select(t => t.Id)).Distinct(StringComparer.Ordinal);

    private static ImmutableHashSet<string> Reachable(Protocol protocol)
    {
        var reached = protocol.Tiers.Where(t => t.Trigger is { } g && (g.Or is not null || (g.IsComputable && g.After is null))).Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        var waiting = new Queue<string>(reached);
        while (waiting.TryDequeue(out string? id))
        {
            foreach (string next in LeadsTo(protocol, protocol.Find(id)!))
            {
                if (reached.Add(next)) waiting.Enqueue(next);
            }
        }

        return [.. reached];
    }

    private static void Asks(Protocol protocol, ProtocolTier tier, JsonSpot at, Problems problems)
    {
        ImmutableArray<string> asked = protocol.Asked(tier);
        if (asked.IsEmpty)
        {
            problems.AddAt(
                at.Offset, at.Path, $"tier {tier.Id} asks nobody", "name bodies with members, or invitees, under \"asks\"", protocol.LeftOpen.IsEmpty ? RemarkWeight.Error : RemarkWeight.Warning);
            return;
        }

        if (tier.Answer?.QuorumAtLeast > asked.Length)
        {
            problems.Add(at["answer"]?["quorumAtLeast"] ?? at, $"the quorum of {tier.Answer.QuorumAtLeast} cannot be reached: tier {tier.Id} asks {asked.Length}", $"write {asked.Length} or less, or ask more");
        }

        foreach (ConvenedBody body in protocol.Bodies.Where(b => b.Members is not null && tier.Asks.Contains(b.Id)))
        {
            foreach (string twice in body.Members!.Value.Where(m => tier.Asks.Contains(m)))
            {
                problems.Add(at["asks"] ?? at, $"{JsonSpot.Quote(twice)} is named twice: by itself and as a member of {body.Id}", $"remove \"{twice}\" from \"asks\"");
            }
        }
    }

    private static void Release(Protocol protocol, ProtocolTier tier, JsonSpot at, Problems problems)
    {
        if (at["release"] is { Text: "machine" } release && !protocol.MachineMaySend(tier.Id))
        {
            string limit = protocol.Release?.MachineUpToTier is { } upTo ? $"a machine may send up to tier {upTo}" : "a machine may send nothing alone";
            problems.Add(release, $"tier {tier.Id} is released by machine above the limit: {limit}", "write \"twoPeople\", or raise \"release\".\"machineUpTo\"");
        }

        if (tier.Id == protocol.Tiers[^1].Id && protocol.MachineMaySend(tier.Id))
        {
            problems.Warn(at, "no tier needs people: a machine may send everything up to the last one", "name an earlier tier under \"release\".\"machineUpTo\"");
        }
    }

    /// <summary>Tiers that are reached only once the deadline of another has passed.</summary>
    private static IEnumerable<(ProtocolTier First, ProtocolTier Next)> Follows(Protocol protocol) =>
        from first in protocol.Tiers
        from next in protocol.Tiers
        where next.Trigger?.After == first.Id || first.Escalates.OnNoAnswer == next.Id || first.Escalates.IfContinues == next.Id
        select (first, next);

    private static void Cross(ProtocolTier first, ProtocolTier next, JsonSpot at, Problems problems)
    {
        if (first.From != next.From || next.From is DeadlineStart.NotSaid or DeadlineStart.TierReached) return;
        JsonSpot deadline = at["deadline"] ?? at;
        (TimeSpan low, TimeSpan high) = Length(next.Deadline);
        (TimeSpan firstLow, TimeSpan firstHigh) = Length(first.Deadline);
        string both = $"tier {next.Id} is due {next.Deadline} and tier {first.Id}, which it follows, {first.Deadline} after the same start ({ProtocolWords.Word(next.From)})";
        string instead = $"give {next.Id} a longer deadline, or write \"from\": \"{ProtocolWords.TierReached}\"";
        if (high < firstLow) problems.Add(deadline, "deadlines cross: " + both, instead);
        else if (low <= firstHigh) problems.Warn(deadline, "deadlines meet: " + both + ", so that it can be overdue the moment it is reached", instead);
    }

    /// <summary>The least and the greatest time a duration can last.</summary>
    private static (TimeSpan Low, TimeSpan High) Length(AgreedDuration duration)
    {
        if (duration.IsElapsed) return (duration.Elapsed, duration.Elapsed);
        Period p = duration.Calendar;
        double fixedDays = (p.Weeks * 7.0) + p.Days;
        TimeSpan low = TimeSpan.FromDays((p.Years * 365.0) + (p.Months * 28.0) + fixedDays) - ClockChange + duration.Elapsed;
        TimeSpan high = TimeSpan.FromDays((p.Years * 366.0) + (p.Months * 31.0) + fixedDays) + ClockChange + duration.Elapsed;
        return (low, high);
    }
}
