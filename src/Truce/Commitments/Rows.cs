using System.Collections.Immutable;
using Truce.Observations;

namespace Truce.Commitments;

/// <summary>A pillar of the guarantees, or a task beside them.</summary>
/// <param name="Id">Id, for instance <c>P1</c>.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Leads">Who leads it, by code.</param>
/// <param name="Constraint">What limits it, in words; empty for nothing.</param>
/// <param name="Beside">Whether it stands beside the pillars.</param>
public sealed record Pillar(string Id, string Name, ImmutableArray<string> Leads, string Constraint, bool Beside)
{
    /// <summary>Who may see it; for everyone where nothing else is said: it is a heading.</summary>
    public Label Label { get; init; } = Label.Open;
}

/// <summary>Something that happened and that promises hang on: a ceasefire began, a host asked, a finding was confirmed.</summary>
/// <param name="Id">Name of the row.</param>
/// <param name="Kind">Kind, in the words of the conditions: ceasefire, peace deal, host request, ….</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; absent while it holds.</param>
/// <param name="Source">Where that was read.</param>
public sealed record LedgerEvent(RowId Id, string Kind, DateOnly From, DateOnly? To, RowId? Source)
{
    /// <summary>Who may see it; a row that names its report is for everyone, one that names none is held for the mission.</summary>
    public Label Label { get; init; } = Label.Default;
}

/// <summary>What each pillar needs in a domain, as stated by somebody.</summary>
/// <param name="Id">Name of the row.</param>
/// <param name="Pillar">Pillar.</param>
/// <param name="Domain">Domain; empty for all.</param>
/// <param name="Capability">What is needed, in words.</param>
/// <param name="Needed">How much; absent where only the kind was said.</param>
/// <param name="Source">Who said so.</param>
public sealed record Requirement(RowId Id, string Pillar, string Domain, string Capability, Amount? Needed, RowId? Source)
{
    /// <summary>Who may see it; a row that names its report is for everyone, one that names none is held for the mission.</summary>
    public Label Label { get; init; } = Label.Default;
}

/// <summary>What one unit of a currency was worth in euro from a day on.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="EurPerUnit">Euro for one unit, above zero.</param>
/// <param name="From">First day for which it holds, until the next rate of that currency.</param>
/// <param name="Source">Where it was read.</param>
public sealed record ExchangeRate(string Currency, double EurPerUnit, DateOnly From, RowId? Source)
{
    /// <summary>Who may see it; a row that names its report is for everyone, one that names none is held for the mission.</summary>
    public Label Label { get; init; } = Label.Default;
}

/// <summary>Money of one donor in one month, as a tracker counts it: committed and allocated. Never called delivery.</summary>
/// <param name="Guarantor">Donor by code.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="CommittedEur">Committed, all kinds, euro.</param>
/// <param name="FinancialEur">Allocated, financial, euro.</param>
/// <param name="HumanitarianEur">Allocated, humanitarian, euro.</param>
/// <param name="MilitaryEur">Allocated, military, euro.</param>
/// <param name="ToBeAllocatedEur">Committed and not allocated, as the tracker states it, euro; may be negative where an earlier month is drawn down.</param>
public sealed record SupportRow(string Guarantor, DateOnly Month, double CommittedEur, double FinancialEur, double HumanitarianEur, double MilitaryEur, double ToBeAllocatedEur)
{
    /// <summary>Allocated, all kinds, euro.</summary>
    public double AllocatedEur => FinancialEur + HumanitarianEur + MilitaryEur;

    /// <summary>Who may see it; for everyone where nothing else is said: the tracker is published.</summary>
    public Label Label { get; init; } = Label.Open;
}

/// <summary>Who must agree to what in a country, and when.</summary>
public sealed record WarPower
{
    /// <summary>Name of the row.</summary>
    public required RowId Id { get; init; }

    /// <summary>Country by code.</summary>
    public required string Country { get; init; }

    /// <summary>What is to be agreed: troops, treaty, money, weapons, intelligence, ….</summary>
    public required string Act { get; init; }

    /// <summary>Chambers or bodies that decide, in words; empty where not known.</summary>
    public string Body { get; init; } = "";

    /// <summary><c>before</c>, <c>after</c>, <c>both</c>, <c>none</c>, or <c>notKnown</c>.</summary>
    public required string When { get; init; }

    /// <summary><c>binding</c>, <c>consultative</c>, <c>none</c>, or <c>notKnown</c>.</summary>
    public required string Force { get; init; }

    /// <summary>Law or custom it rests on; empty where not known.</summary>
    public string Basis { get; init; } = "";

    /// <summary>Where that was read; "not known" is said where there is none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Who may see it; for everyone where nothing else is said: law is public.</summary>
    public Label Label { get; init; } = Label.Open;
}
