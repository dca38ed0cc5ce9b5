using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>What one sealed file says: rows, each of which is a first or a later version of a row of that name.</summary>
public sealed record LedgerBatch
{
    /// <summary>Id of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Day on which the pack itself says it was made; empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>Reports.</summary>
    public ImmutableArray<LedgerSource> Sources { get; init; } = [];

    /// <summary>Pillars.</summary>
    public ImmutableArray<Pillar> Pillars { get; init; } = [];

    /// <summary>Statements.</summary>
    public ImmutableArray<LedgerStatement> Statements { get; init; } = [];

    /// <summary>Promises.</summary>
    public ImmutableArray<Commitment> Commitments { get; init; } = [];

    /// <summary>Texts.</summary>
    public ImmutableArray<Instrument> Instruments { get; init; } = [];

    /// <summary>Gates.</summary>
    public ImmutableArray<Gate> Gates { get; init; } = [];

    /// <summary>Deliveries.</summary>
    public ImmutableArray<Delivery> Deliveries { get; init; } = [];

    /// <summary>Events.</summary>
    public ImmutableArray<LedgerEvent> Events { get; init; } = [];

    /// <summary>Requirements.</summary>
    public ImmutableArray<Requirement> Requirements { get; init; } = [];

    /// <summary>Exchange rates.</summary>
    public ImmutableArray<ExchangeRate> Rates { get; init; } = [];

    /// <summary>Money by donor and month.</summary>
    public ImmutableArray<SupportRow> Support { get; init; } = [];

    /// <summary>Who must agree to what.</summary>
    public ImmutableArray<WarPower> WarPowers { get; init; } = [];

    /// <summary>Sites and units of the multinational force.</summary>
    public ImmutableArray<ForceElement> Forces { get; init; } = [];

    /// <summary>Whether it is data of an exercise.</summary>
    public bool Simulated { get; init; }

    /// <summary>How many rows it holds.</summary>
    public int Rows => Sources.Length + Pillars.Length + Statements.Length + Commitments.Length + Instruments.Length + Gates.Length + Deliveries.Length
        + Events.Length + Requirements.Length + Rates.Length + Support.Length + WarPowers.Length + Forces.Length;
}
