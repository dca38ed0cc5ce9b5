using System.Collections.Immutable;

namespace Truce.Terms;

/// <summary>Reads the facts of a case that exceptions and duties ask for.</summary>
internal static class CaseFactsReader
{
    /// <summary>Members that are read here.</summary>
    public static ImmutableArray<string> Members { get; } =
    [
        "notified", "insideZone", "outsideZone", CaseFactNames.InInventory, CaseFactNames.InResponseTo, CaseFactNames.CoordinationTried,
        CaseFactNames.WrittenOrderNotifiedTo, CaseFactNames.EscortedBy, CaseFactNames.Operator, "hazardDocumented", "clearanceDate", "refusedHours", "duty",
        "target", "activity", "registers",
    ];

    /// <summary>The facts; <paramref name="complete"/> are the registers that count as complete when the case does not say.</summary>
    public static CaseFacts Read(JsonSpot spot, Agreement agreement, CaseRegisters complete, Problems problems) => new()
    {
        Complete = spot["registers"] is { Kind: not SpotKind.Null } ? Registers(spot, problems) : complete,
        Notifications = Notifications(spot["notified"], agreement, problems),
        InsideZones = Zones(spot, "insideZone", agreement, problems),
        OutsideZones = Zones(spot, "outsideZone", agreement, problems),
        Values = Values(spot, problems),
        Target = spot.TextMember("target", problems),
        Activity = spot.TextMember("activity", problems),
        Duty = Duty(spot, agreement, problems),
    };

    private static CaseRegisters Registers(JsonSpot spot, Problems problems)
    {
        CaseRegisters all = CaseRegisters.None;
        foreach (JsonSpot item in spot.Texts("registers", problems))
        {
            if (CaseRegisterNames.TryParse(item.Text, out CaseRegisters one)) all |= one;
            else problems.Add(item, $"{item.Said} is no register", SpotReading.Choose(item.Text, CaseRegisterNames.All, problems));
        }

        return all;
    }

    private static ImmutableArray<string> Zones(JsonSpot spot, string name, Agreement agreement, Problems problems) =>
        [.. spot.Texts(name, problems).Select(z => CaseReader.IdOf(z, agreement.Zones.Select(a => a.Id), "zone", problems)).OfType<string>()];

    private static ImmutableArray<CaseFact> Values(JsonSpot spot, Problems problems)
    {
        var values = ImmutableArray.CreateBuilder<CaseFact>();
        foreach ((string member, string fact) in (ReadOnlySpan<(string, string)>)[("inInventory", CaseFactNames.InInventory), ("hazardDocumented", CaseFactNames.DocumentedHazard)])
        {
            if (spot.FlagMember(member, problems) is { } flag) values.Add(new(fact, flag ? "true" : "false"));
        }

        foreach (string name in (ReadOnlySpan<string>)[CaseFactNames.InResponseTo, CaseFactNames.CoordinationTried, CaseFactNames.WrittenOrderNotifiedTo, CaseFactNames.EscortedBy, CaseFactNames.Operator])
        {
            foreach (JsonSpot value in spot.Texts(name, problems)) values.Add(new(name, value.Text));
        }

        if (spot.TextMember("clearanceDate", problems) is { } date)
        {
            if (AgreementClock.TryDate(date, out _)) values.Add(new(CaseFactNames.PlannedClearanceDate, date));
            else problems.Add(spot["clearanceDate"]!, $"{JsonSpot.Quote(date)} is not a date", "write year, month and day: \"2030-03-01\"");
        }

        return values.ToImmutable();
    }

    private static ImmutableArray<CaseNotification> Notifications(JsonSpot? at, Agreement agreement, Problems problems)
    {
        if (at is null or { Kind: SpotKind.Null }) return [];
        IReadOnlyList<JsonSpot> items = at.Kind == SpotKind.Array ? at.Items : [at];
        return [.. items.Select(i => Notification(i, agreement, problems)).OfType<CaseNotification>()];
    }

    private static CaseNotification? Notification(JsonSpot item, Agreement agreement, Problems problems)
    {
        if (!item.IsObject(problems, "a notification")) return null;
        item.OnlyMembers(problems, "kind", "leadHours", "insideWindow", "receivedAt", "changedAt", "start", "end", "fields", "to");
        if (item.TextMember("kind", problems, required: true, example: "liveFireExercise") is not { } kind) return null;
        return new()
        {
            Kind = kind,
            LeadHours = item.NumberMember("leadHours", -1_000_000, 1_000_000, problems),
            InsideWindow = item.FlagMember("insideWindow", problems),
            ReceivedAt = CaseReader.Instant(item["receivedAt"], agreement, problems),
            ChangedAt = CaseReader.Instant(item["changedAt"], agreement, problems),
            Start = CaseReader.Instant(item["start"], agreement, problems),
            End = CaseReader.Instant(item["end"], agreement, problems),
            Fields = item["fields"] is { Kind: SpotKind.Array } ? [.. item.Texts("fields", problems).Select(f => f.Text)] : null,
            To = item["to"] is { Kind: SpotKind.Array } ? [.. item.Texts("to", problems).Select(f => f.Text)] : null,
        };
    }

    private static DutyRecord? Duty(JsonSpot spot, Agreement agreement, Problems problems)
    {
        double? hours = spot.NumberMember("refusedHours", 0, 1_000_000, problems);
        if (spot["duty"] is { Kind: not SpotKind.Null } duty && duty.IsObject(problems, "how a duty was met"))
        {
            duty.OnlyMembers(problems, "since", "done", "asOf");
            return new(CaseReader.Instant(duty["since"], agreement, problems), CaseReader.Instant(duty["done"], agreement, problems), CaseReader.Instant(duty["asOf"], agreement, problems), Span(hours));
        }

        return hours is null ? null : new(null, null, null, Span(hours));
    }

    private static TimeSpan? Span(double? hours) => hours is { } h ? TimeSpan.FromHours(Math.Round(h * 3600, MidpointRounding.ToEven) / 3600) : null;
}
