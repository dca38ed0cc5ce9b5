using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Tests.Commitments;

/// <summary>Small ledgers, written in the test that needs them.</summary>
internal static class LedgerOf
{
    public static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static Ledger Rows(LedgerBatch batch)
    {
        var history = new LedgerHistory();
        history.Add(Noon, batch);
        return history.AsKnown();
    }

    public static RowId Id(string id) => new("p", id);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    public static LedgerSource Source(string id, string outlet = "", string origin = "", params string[] cites) =>
        new() { Id = Id(id), Outlet = outlet.Length > 0 ? outlet : "outlet " + id, Origin = origin, Cites = [.. cites.Select(Id)] };

    public static LedgerStatement Said(string id, string source = "S1", string guarantor = "FR", string pillar = "P3", Direction direction = Direction.For, string speaker = "", string day = "") => new()
    {
        Id = Id(id),
        Source = Id(source),
        Claim = "claim " + id,
        Guarantors = [guarantor],
        Pillar = pillar,
        Direction = direction,
        Speaker = speaker,
        Date = day.Length > 0 && LedgerDate.TryParse(day, out LedgerDate date) ? date : null,
    };

    public static Commitment Promise(string id, string guarantor = "FR", double? quantity = 10, string unit = "battalion", string due = "") => new()
    {
        Id = Id(id),
        Guarantor = guarantor,
        Pillar = "P3",
        Quantity = quantity is { } q ? Amount.Exactly(q, unit) : null,
        Due = due.Length > 0 ? Day(due) : null,
    };

    public static Delivery Delivered(string id, string of, string day, double quantity, Witness witness = Witness.Recipient, string unit = "battalion", bool disputed = false, bool complete = false) =>
        new(Id(id), Id(of), Day(day), quantity > 0 ? Amount.Exactly(quantity, unit) : null, complete, witness, disputed, "", null, Truce.Observations.Label.Default);

    public static Gate Gate(string id, string of, GateKind kind, string tabled = "", string decided = "", GateResult result = GateResult.Open, string force = "") => new()
    {
        Id = Id(id),
        Commitment = Id(of),
        Kind = kind,
        Result = result,
        Force = force,
        Tabled = tabled.Length > 0 ? Day(tabled) : null,
        Decided = decided.Length > 0 ? Day(decided) : null,
    };

    public static CommitmentState State(LedgerBatch batch, string id, string day) => StatusRule.On(Rows(batch), Day(day)).Single(s => s.Commitment.Id == Id(id));

    public static LedgerBatch Batch => new() { Pack = "p" };

    public static ImmutableArray<T> Of<T>(params ImmutableArray<T> rows) => rows;
}
