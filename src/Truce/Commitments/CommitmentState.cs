using System.Collections.Immutable;
using System.Globalization;
using Truce.Observations;

namespace Truce.Commitments;

/// <summary>How far a promise has come, by the furthest station that evidence shows.</summary>
public enum Stage
{
    /// <summary>Somebody said it; no text and no date of an announcement.</summary>
    Stated = 0,

    /// <summary>Announced.</summary>
    Announced,

    /// <summary>A parliament has it and has not decided.</summary>
    AwaitingParliament,

    /// <summary>A parliament refused it, bindingly.</summary>
    RefusedByParliament,

    /// <summary>A parliament agreed.</summary>
    ApprovedByParliament,

    /// <summary>Signed; a ratification is open or nothing shows that it is in force.</summary>
    SignedNotInForce,

    /// <summary>In force: ratified, or a binding text with a day from which it binds.</summary>
    InForce,

    /// <summary>Money voted.</summary>
    Appropriated,

    /// <summary>Set aside. Not delivered.</summary>
    Allocated,

    /// <summary>Sent out or deployed; nobody shows that it arrived.</summary>
    Deployed,

    /// <summary>Part of it arrived.</summary>
    PartlyDelivered,

    /// <summary>All of it arrived.</summary>
    Delivered,

    /// <summary>Taken back.</summary>
    Withdrawn,
}

/// <summary>Whether a promise was kept, as of a day.</summary>
public enum Standing
{
    /// <summary>Nothing says when it is due, so nobody can say.</summary>
    Unknown = 0,

    /// <summary>Its day has not come, or what it hangs on has not happened.</summary>
    NotDue,

    /// <summary>All of it was delivered.</summary>
    Honoured,

    /// <summary>It is due and part of it was delivered.</summary>
    Partly,

    /// <summary>It is due and nothing was delivered.</summary>
    Late,

    /// <summary>The time in which it could be kept is over, or a parliament refused it.</summary>
    Lapsed,

    /// <summary>Taken back.</summary>
    Withdrawn,
}

/// <summary>Whether a promise binds.</summary>
public enum Bindingness
{
    /// <summary>Nobody says.</summary>
    NotSaid = 0,

    /// <summary>It does not, by what is known.</summary>
    No,

    /// <summary>It does.</summary>
    Yes,

    /// <summary>Sources contradict one another.</summary>
    Contested,
}

/// <summary>What a promise waits for.</summary>
/// <param name="Kind"><c>condition</c>, <c>parliament</c>, <c>ratification</c>, <c>event</c>, <c>promise</c> or <c>evidence</c>.</param>
/// <param name="What">The condition, chamber, event or promise.</param>
/// <param name="Since">Since when, where known.</param>
public sealed record Wait(string Kind, string What, DateOnly? Since)
{
    /// <summary>Whether nothing can be due while this has not happened; a parliament that takes its time holds nothing back.</summary>
    public bool HoldsBack => Kind is "condition" or "event" or "promise";
}

/// <summary>What has become of a promise, computed from what the ledger holds.</summary>
public sealed record CommitmentState
{
    /// <summary>The promise.</summary>
    public required Commitment Commitment { get; init; }

    /// <summary>Who may see it: the promise's own label, and no less than that of the report in which it was read.</summary>
    public required Label Label { get; init; }

    /// <summary>How far it has come.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Whether it was kept.</summary>
    public required Standing Standing { get; init; }

    /// <summary>Why the standing is what it is, in English.</summary>
    public string Because => Standing switch
    {
        Standing.Withdrawn when Commitment.Withdrawn is { } w => $"taken back on {Day(w.On)}: {w.Why}",
        Standing.Honoured when DeliveredOn is { } on => $"all of it delivered by {Day(on)}{(Due < on ? $", due on {Day(Due.Value)}" : "")}",
        Standing.Lapsed when Stage == Stage.RefusedByParliament => "a parliament refused it",
        Standing.Lapsed when Commitment.Lapses is { } until => $"it could be kept until {Day(until)}",
        Standing.NotDue when Waits.Any(w => w.HoldsBack) => "it hangs on what has not happened by what the ledger knows: " + string.Join(", ", Waits.Where(w => w.HoldsBack).Select(w => w.What)),
        Standing.NotDue when Due is { } due => $"due on {Day(due)}",
        Standing.Partly when Due is { } due => string.Create(CultureInfo.InvariantCulture, $"due on {Day(due)}; {(DeliveredShare is { } s ? $"{s:P0} delivered" : "part of it delivered")}"),
        Standing.Late when Due is { } due => $"due on {Day(due)}; no delivery that the recipient or a third party shows",
        _ => "nothing says when it is due",
    };

    /// <summary>Whether it binds.</summary>
    public required Bindingness Binding { get; init; }

    /// <summary>Day on which it fell or falls due; absent where unknown.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>What it waits for.</summary>
    public ImmutableArray<Wait> Waits { get; init; } = [];

    /// <summary>Share of the promise that was delivered, 0 to 1 or more; absent where the promise has no number.</summary>
    public double? DeliveredShare { get; init; }

    /// <summary>Delivered by the giver's word or nobody's, not counted, in the unit of the promise.</summary>
    public double UnconfirmedQuantity { get; init; }

    /// <summary>Delivered by one end and contradicted by the other, not counted, in the unit of the promise.</summary>
    public double DisputedQuantity { get; init; }

    /// <summary>Day on which it was wholly delivered; absent while it is not.</summary>
    public DateOnly? DeliveredOn { get; init; }

    /// <summary>Whether the state that the pack states is another; nothing where it states none.</summary>
    public bool? StatedStateDiffers { get; init; }

    private static string Day(DateOnly d) => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
