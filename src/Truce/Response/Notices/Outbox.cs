using System.Collections.Immutable;

namespace Truce.Response.Notices;

/// <summary>All notices on their way, folded from their steps in the order in which they were appended.</summary>
/// <remarks>
/// At least once, never silently twice. A step "attempted" is on the disk before anything goes out; if the program dies before the result is, the delivery is in doubt,
/// is tried again under the same name (Message-ID, delivery id), and the second attempt stands in the record. Whoever receives can tell the two as one by that name.
/// A step that does not fit (a result without an attempt, a delivery that was never queued) changes nothing and is kept among <see cref="Oddities"/>.
/// </remarks>
public sealed record Outbox
{
    /// <summary>Most oddities that are kept in words; more are counted.</summary>
    public const int MostOddities = 100;

    /// <summary>With nothing in it.</summary>
    public static Outbox Empty { get; } = new();

    private Outbox()
    {
    }

    /// <summary>Deliveries by name.</summary>
    public ImmutableSortedDictionary<string, OutboxDelivery> Deliveries { get; private init; } = ImmutableSortedDictionary.Create<string, OutboxDelivery>(StringComparer.Ordinal);

    /// <summary>Steps that did not fit, in words, oldest first.</summary>
    public ImmutableArray<string> Oddities { get; private init; } = [];

    /// <summary>How many steps did not fit.</summary>
    public int OdditiesInAll { get; private init; }

    /// <summary>The state after all of these.</summary>
    public static Outbox Of(IEnumerable<OutboxEvent> events) => events.Aggregate(Empty, (state, e) => state.Apply(e));

    /// <summary>What is to be tried at an instant, the longest due first.</summary>
    public IEnumerable<OutboxDelivery> DueAt(DateTimeOffset now) =>
        Deliveries.Values.Where(d => d.NextAt <= now).OrderBy(d => d.NextAt).ThenBy(d => d.Name, StringComparer.Ordinal);

    /// <summary>When the next attempt is due; absent when none is waiting.</summary>
    public DateTimeOffset? NextAt => Deliveries.Values.Min(d => d.NextAt);

    /// <summary>Deliveries in a stage, by name.</summary>
    public IEnumerable<OutboxDelivery> In(OutboxStage stage) => Deliveries.Values.Where(d => d.Stage == stage);

    /// <summary>The state after one more step.</summary>
    public Outbox Apply(OutboxEvent e)
    {
        if (e is OutboxEvent.Queued queued)
        {
            return Deliveries.ContainsKey(e.Delivery)
                ? Odd($"{e.Delivery} was queued again; it is one delivery")
                : this with { Deliveries = Deliveries.Add(e.Delivery, OutboxDelivery.Of(queued)) };
        }

        if (!Deliveries.TryGetValue(e.Delivery, out OutboxDelivery? delivery)) return Odd($"{e.Delivery} was never queued");
        return delivery.After(e) is { } next ? this with { Deliveries = Deliveries.SetItem(e.Delivery, next) } : Odd($"{e.Delivery}: {e.GetType().Name} does not follow {delivery.Stage} at attempt {delivery.Attempts}");
    }

    private Outbox Odd(string what) => this with { Oddities = Oddities.Length < MostOddities ? Oddities.Add(what) : Oddities, OdditiesInAll = OdditiesInAll + 1 };
}
