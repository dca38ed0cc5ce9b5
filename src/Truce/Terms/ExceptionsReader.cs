using System.Collections.Immutable;

namespace Truce.Terms;

/// <summary>Reads exceptions, and checks that they do not refer to each other in a circle.</summary>
internal static class ExceptionsReader
{
    private static readonly ImmutableArray<string> Known =
    [
        "notified", "leadTimeMet", "leadTime", "insideNotifiedWindow", "outsideZones", "insideZone", CaseFactNames.InInventory, CaseFactNames.InResponseTo,
        CaseFactNames.CoordinationTried, CaseFactNames.WrittenOrderNotifiedTo, CaseFactNames.EscortedBy, CaseFactNames.Operator,
        CaseFactNames.DocumentedHazard, CaseFactNames.PlannedClearanceDate, "anyOf", "allOf", "not",
    ];

    public static ImmutableArray<ExceptionClause> Read(JsonSpot root, DraftIds ids)
    {
        var clauses = ImmutableArray.CreateBuilder<ExceptionClause>();
        var references = new List<(string, JsonSpot, IReadOnlyList<string>)>();
        ImmutableSortedDictionary<string, AgreedDuration?> leadTimes = LeadTimes(root, ids);
        foreach (JsonSpot item in root.Array("exceptions", ids.Problems))
        {
            if (!item.IsObject(ids.Problems, "an exception")) continue;
            item.OnlyMembers(ids.Problems, "id", "when", "article", "text", "note");
            string id = ids.IdOf(item);
            if (item["when"] is not { } when)
            {
                ids.Problems.Add(item, $"the exception {id} does not say when it holds", "add \"when\": { … }");
                continue;
            }

            if (!when.IsObject(ids.Problems, "what must hold")) continue;
            if (when.Members.Count == 0) ids.Problems.Add(when, $"the exception {id} holds always", "add what must hold, or remove the terms it lifts");
            ImmutableArray<Predicate> predicates = Predicates(when, ids, leadTimes);
            clauses.Add(new(id, predicates));
            references.Add((id, when, [.. predicates.SelectMany(References)]));
        }

        Circles.Report(ids.Problems, "exceptions", "anyOf\", \"allOf\" or \"not", references);
        return clauses.ToImmutable();
    }

    private static IEnumerable<string> References(Predicate predicate) => predicate switch
    {
        Predicate.AnyOf a => a.Exceptions,
        Predicate.AllOf a => a.Exceptions,
        Predicate.Not n => [n.Exception],
        _ => [],
    };

    /// <summary>Lead times by kind of notification, from the duties to notify; the first in file order where several speak of one kind.</summary>
    private static ImmutableSortedDictionary<string, AgreedDuration?> LeadTimes(JsonSpot root, DraftIds ids)
    {
        var byKind = ImmutableSortedDictionary.CreateBuilder<string, AgreedDuration?>(StringComparer.Ordinal);
        foreach (JsonSpot term in root["terms"]?.Kind == SpotKind.Array ? root["terms"]!.Items : [])
        {
            if (term.Kind != SpotKind.Object || term["what"] is not { Kind: SpotKind.Text } what || term["leadTime"] is not { Kind: SpotKind.Text } lead) continue;
            if (AgreedDuration.TryParse(lead.Text, out AgreedDuration? duration)) byKind.TryAdd(what.Text, duration); // a bad one is reported with its term
        }

        return byKind.ToImmutable();
    }

    private static ImmutableArray<Predicate> Predicates(JsonSpot when, DraftIds ids, ImmutableSortedDictionary<string, AgreedDuration?> leadTimes)
    {
        when.OnlyMembers(ids.Problems, Known.AsSpan());
        var all = ImmutableArray.CreateBuilder<Predicate>();
        string? kind = when.TextMember("notified", ids.Problems);
        if (kind is not null) all.Add(new Predicate.Notified(kind));
        Notice(when, kind, ids, leadTimes, all);
        Places(when, ids, all);
        foreach ((string name, JsonSpot value) in when.Members)
        {
            if (Fact(name, value, ids) is { } fact) all.Add(fact);
        }

        ImmutableArray<string> any = ids.ResolveAll(when, "anyOf", ids.Exceptions, "exception"), every = ids.ResolveAll(when, "allOf", ids.Exceptions, "exception");
        if (!any.IsEmpty) all.Add(new Predicate.AnyOf(any));
        if (!every.IsEmpty) all.Add(new Predicate.AllOf(every));
        if (ids.Resolve(when["not"], ids.Exceptions, "exception") is { } not) all.Add(new Predicate.Not(not));
        return all.ToImmutable();
    }

    private static void Notice(
        JsonSpot when, string? kind, DraftIds ids, ImmutableSortedDictionary<string, AgreedDuration?> leadTimes, ImmutableArray<Predicate>.Builder all)
    {
        foreach (string name in (ReadOnlySpan<string>)["leadTimeMet", "leadTime", "insideNotifiedWindow"])
        {
            if (when[name] is { } needs && kind is null) ids.Problems.Add(needs, $"\"{name}\" needs to know of which notification", "add \"notified\": the kind of notification");
        }

        AgreedDuration? own = ids.Duration(when, "leadTime");
        if (OnlyTrue(when, "leadTimeMet", ids) || own is not null)
        {
            AgreedDuration? wanted = own ?? leadTimes.GetValueOrDefault(kind ?? "");
            if (wanted is null && kind is not null)
            {
                ids.Problems.Warn(when["leadTimeMet"]!, $"no term gives the lead time of {JsonSpot.Quote(kind)}, so this exception can never be found to hold", "add a duty to notify it with \"leadTime\", or write \"leadTime\" here");
            }

            if (kind is not null) all.Add(new Predicate.LeadTimeMet(kind, wanted));
        }

        if (OnlyTrue(when, "insideNotifiedWindow", ids) && kind is not null) all.Add(new Predicate.InsideNotifiedWindow(kind));
    }

    private static bool OnlyTrue(JsonSpot when, string name, DraftIds ids)
    {
        bool? flag = when.FlagMember(name, ids.Problems);
        if (flag == false) ids.Problems.Add(when[name]!, $"\"{name}\": false would reward a missing notice", $"write \"{name}\": true, or remove it");
        return flag == true;
    }

    private static void Places(JsonSpot when, DraftIds ids, ImmutableArray<Predicate>.Builder all)
    {
        ImmutableArray<string> outside = ids.ResolveAll(when, "outsideZones", ids.Zones, "zone"), inside = ids.ResolveAll(when, "insideZone", ids.Zones, "zone");
        if (!outside.IsEmpty) all.Add(new Predicate.OutsideZones(outside));
        if (!inside.IsEmpty) all.Add(new Predicate.InsideZone(inside));
    }

    private static Predicate.Fact? Fact(string name, JsonSpot value, DraftIds ids)
    {
        switch (name)
        {
            case CaseFactNames.InInventory or CaseFactNames.DocumentedHazard:
                bool? flag = value.Parent!.FlagMember(name, ids.Problems);
                return flag is null ? null : new(name, flag.Value ? "true" : "false");
            case CaseFactNames.PlannedClearanceDate:
                return value.Parent!.WordMember(name, ["required"], ids.Problems) is { } required ? new(name, required) : null;
            case CaseFactNames.InResponseTo:
                return value.Parent!.TextMember(name, ids.Problems) is { } act ? new(name, act) : null;
            case CaseFactNames.CoordinationTried or CaseFactNames.WrittenOrderNotifiedTo or CaseFactNames.EscortedBy or CaseFactNames.Operator:
                return ids.Resolve(value, [.. ids.Bodies, .. ids.Parties], "body or party") is { } body ? new(name, body) : null;
            default:
                return null;
        }
    }
}

/// <summary>Reads the response tiers.</summary>
internal static class ResponseReader
{
    private static readonly ImmutableArray<string> Clocks = ["occurrence", "detection", "determination", "notification"];

    public static ResponseProtocol? Read(JsonSpot root, DraftIds ids)
    {
        if (root["responseProtocol"] is not { } response || !response.IsObject(ids.Problems, "the response protocol")) return null;
        response.OnlyMembers(ids.Problems, "clockStart", "tiers", "note");
        string? clock = response.WordMember("clockStart", Clocks, ids.Problems, required: true);
        var tiers = ImmutableArray.CreateBuilder<ResponseTier>();
        var after = new List<(string, JsonSpot, IReadOnlyList<string>)>();
        foreach (JsonSpot item in response.Array("tiers", ids.Problems, required: true))
        {
            if (!item.IsObject(ids.Problems, "a tier")) continue;
            ResponseTier tier = Tier(item, ids);
            tiers.Add(tier);
            after.Add((tier.Id, item, tier.After is null ? [] : [tier.After]));
        }

        Circles.Report(ids.Problems, "tiers", "after", after);
        return clock is null ? null : new(clock, tiers.ToImmutable());
    }

    private static ResponseTier Tier(JsonSpot item, DraftIds ids)
    {
        item.OnlyMembers(ids.Problems, "id", "trigger", "deadline", "actions", "convenes", "quorum", "decidedBy", "note");
        JsonSpot? trigger = item["trigger"];
        if (trigger is null) ids.Problems.Add(item, "the tier has no trigger", "add \"trigger\": { \"level\": 4, \"severityAtLeast\": … }");
        else if (!trigger.IsObject(ids.Problems, "a trigger")) trigger = null;
        trigger?.OnlyMembers(ids.Problems, "level", "severityAtLeast", "continues", "after", "or");
        if (trigger is { Members.Count: 0 }) ids.Problems.Add(trigger, "the trigger says nothing", "add \"level\", \"severityAtLeast\", \"continues\" or \"after\"");
        return new ResponseTier
        {
            Id = ids.IdOf(item),
            Level = (int?)trigger?.NumberMember("level", 0, 5, ids.Problems),
            SeverityAtLeast = trigger?.WordMember("severityAtLeast", ids.Severities, ids.Problems),
            Continues = trigger?.FlagMember("continues", ids.Problems) ?? false,
            After = ids.Resolve(trigger?["after"], ids.Tiers, "tier"),
            Or = trigger?.TextMember("or", ids.Problems),
            Deadline = ids.Duration(item, "deadline", required: true)!,
            Actions = [.. item.Texts("actions", ids.Problems).Select(a => a.Text)],
            Convenes = ids.ResolveAll(item, "convenes", ids.Bodies, "body"),
            QuorumShare = item.NumberMember("quorum", 0, 1, ids.Problems),
        };
    }
}
