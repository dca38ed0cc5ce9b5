using Truce.Commitments;

namespace Truce.Feeds.Ledgers;

/// <summary>Reads gates and deliveries, inside a promise or as rows of their own.</summary>
internal sealed class GateReaders(string pack)
{
    /// <summary>A gate; or a delivery, where the kind says so.</summary>
    public (Gate? Gate, Delivery? Delivery) Read(RowFields row, string? commitment, int place)
    {
        string kind = row.Text("kind", required: true), to = commitment ?? row.Text("commitment", required: true);
        RowId of = RowId.Of(pack, to), id = row.Has("id") ? RowId.Of(pack, row.Text("id")) : new(pack, $"{of.Id}#{place}");
        if (kind is "delivery" or "delivered") return (null, Delivery(row, of, id));
        return (GateOf(row, of, id, kind), null);
    }

    private Gate? GateOf(RowFields row, RowId of, RowId id, string kind)
    {
        GateKind? known = kind switch
        {
            "announcement" or "announced" => GateKind.Announced,
            "signature" or "signed" => GateKind.Signed,
            "parliamentVote" or "parliament" or "vote" => GateKind.Parliament,
            "ratification" or "ratified" => GateKind.Ratified,
            "appropriation" or "appropriated" => GateKind.Appropriated,
            "allocation" or "allocated" => GateKind.Allocated,
            "deployment" or "deployed" => GateKind.Deployed,
            _ => null,
        };
        if (known is null) row.Add("kind", $"the gate '{kind}' is not known", "write announced, signed, parliament, ratified, appropriated, allocated, deployed or delivery");
        DateOnly? tabled = row.Day("tabled"), debated = row.Day("debated"), decided = row.Day("decided") ?? row.Day("date") ?? row.Day("voted");
        if (decided < tabled) row.Add("decided", $"the vote of {decided:yyyy-MM-dd} lies before the tabling of {tabled:yyyy-MM-dd}", "check the two dates");
        if (debated < tabled) row.Add("debated", $"the debate of {debated:yyyy-MM-dd} lies before the tabling of {tabled:yyyy-MM-dd}", "check the two dates");
        if (decided < debated) row.Add("decided", $"the vote of {decided:yyyy-MM-dd} lies before the debate of {debated:yyyy-MM-dd}", "check the two dates");
        GateResult result = row.Word("result", ["", "open", "approved", "passed", "rejected", "refused"]) switch
        {
            "approved" or "passed" => GateResult.Approved,
            "rejected" or "refused" => GateResult.Rejected,
            "open" => GateResult.Open,
            _ => decided is null || known == GateKind.Parliament ? GateResult.Open : GateResult.Approved,
        };
        double? value = row.Number("value", 0);
        return known is not { } gate ? null : new Gate
        {
            Id = id,
            Commitment = of,
            Kind = gate,
            Tabled = tabled,
            Debated = debated,
            Decided = decided,
            Due = row.Day("due"),
            Result = result,
            Chambers = [.. row.Texts("chambers").Concat(row.Texts("chamber"))],
            Majority = row.Text("majority"),
            Force = row.Word("force", ["", "binding", "consultative"]),
            When = row.Word("when", ["", "before", "after"]),
            LegalBasis = row.Text("legalBasis"),
            Passed = value is { } v ? Amount.Exactly(v, row.Text("unit")) : null,
            Evidence = row.Text("evidence"),
            Source = row.Text("source") is { Length: > 0 } s ? RowId.Of(pack, s) : null,
            Label = RowReaders.LabelOf(row),
        };
    }

    public Delivery Delivery(RowFields row, RowId of, RowId id)
    {
        DateOnly? date = row.Day("date");
        if (date is null && !row.Has("date")) row.Add("date", "is missing", "write the day of the delivery");
        Amount? quantity = row.Child("quantity") is not null || row.Has("quantity") ? RowReaders.Quantity(row, "quantity")
            : row.Number("value", 0) is { } v ? Amount.Exactly(v, row.Text("unit")) : null;
        string evidence = row.Text("evidence"), witness = row.Word("witness", ["", "giver", "recipient", "third"]);
        return new(
            id, of, date ?? default, quantity, row.Flag("complete") ?? false, WitnessOf(witness.Length > 0 ? witness : evidence), row.Flag("disputed") ?? false, evidence,
            row.Text("source") is { Length: > 0 } s ? RowId.Of(pack, s) : null, RowReaders.LabelOf(row));
    }

    // "recipient receipt" names who says so; a sentence that names nobody does not.
    private static Witness WitnessOf(string text) =>
        text.StartsWith("recipient", StringComparison.OrdinalIgnoreCase) ? Witness.Recipient
        : text.StartsWith("giver", StringComparison.OrdinalIgnoreCase) || text.StartsWith("donor", StringComparison.OrdinalIgnoreCase) ? Witness.Giver
        : text.StartsWith("third", StringComparison.OrdinalIgnoreCase) ? Witness.Third
        : Witness.NotSaid;
}
