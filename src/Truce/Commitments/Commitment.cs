using System.Collections.Immutable;
using Truce.Observations;

namespace Truce.Commitments;

/// <summary>One promise of one guarantor. What has become of it is computed from gates and deliveries, never typed in.</summary>
public sealed record Commitment
{
    /// <summary>Name of the row.</summary>
    public required RowId Id { get; init; }

    /// <summary>Who promised, by code (<see cref="Countries.Normal"/>) or name of a group.</summary>
    public required string Guarantor { get; init; }

    /// <summary>Pillar.</summary>
    public required string Pillar { get; init; }

    /// <summary>land, sea, air, cyber, space, finance; empty where none was said.</summary>
    public string Domain { get; init; } = "";

    /// <summary>What was promised, in our words.</summary>
    public string Text { get; init; } = "";

    /// <summary>capability, money, legalUndertaking, …; empty where not said.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Capability of a requirement that it serves; empty for none.</summary>
    public string Capability { get; init; } = "";

    /// <summary>How much; absent for a promise without a number.</summary>
    public Amount? Quantity { get; init; }

    /// <summary>What has to hold first.</summary>
    public ImmutableArray<string> Conditions { get; init; } = [];

    /// <summary>Promises that have to be kept first.</summary>
    public ImmutableArray<RowId> DependsOn { get; init; } = [];

    /// <summary>Day by which it is due; absent where an event or nothing sets it.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Kind of event that makes it fall due; empty for none.</summary>
    public string DueEvent { get; init; } = "";

    /// <summary>Days after the event by which it is due.</summary>
    public int DueDays { get; init; }

    /// <summary>Day after which nothing more can come of it; absent where none was said.</summary>
    public DateOnly? Lapses { get; init; }

    /// <summary>Day and reason of a withdrawal; absent while it stands.</summary>
    public (DateOnly On, string Why)? Withdrawn { get; init; }

    /// <summary>First announced; absent where only a gate says.</summary>
    public LedgerDate? Announced { get; init; }

    /// <summary>Weight in the weighted rate, above zero; 1 where nobody said.</summary>
    public double WeightFactor { get; init; } = 1;

    /// <summary>State that the pack itself states; kept to be compared, never used.</summary>
    public string StatedState { get; init; } = "";

    /// <summary>Where it was read.</summary>
    public RowId? Source { get; init; }
    /// <summary>Who may see it; a row that names its published report is for everyone, one that names none is held for the mission.</summary>
    public Label Label { get; init; } = Label.Default;
}

/// <summary>A text in which a promise stands: one version of it.</summary>
public sealed record Instrument
{
    /// <summary>Name of the row.</summary>
    public required RowId Id { get; init; }

    /// <summary>Id that all versions of the text share.</summary>
    public required string Work { get; init; }

    /// <summary>joint statement, declaration of intent, law, treaty, appropriation, ….</summary>
    public required string Kind { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>Version, for instance "draft", "final".</summary>
    public required string Version { get; init; }

    /// <summary>Day of this version; absent where not known.</summary>
    public LedgerDate? Date { get; init; }

    /// <summary>Text or summary of this version, in our words where the text is not free.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whom it binds, by code.</summary>
    public ImmutableArray<string> Binds { get; init; } = [];

    /// <summary>Since when it binds; absent while it does not, or where not known.</summary>
    public DateOnly? BindingSince { get; init; }

    /// <summary>Whether it binds at all; absent where not known.</summary>
    public bool? Binding { get; init; }

    /// <summary>Promises that stand in it.</summary>
    public ImmutableArray<RowId> Commitments { get; init; } = [];

    /// <summary>Where it was read.</summary>
    public RowId? Source { get; init; }
    /// <summary>Who may see it; a row that names its published report is for everyone, one that names none is held for the mission.</summary>
    public Label Label { get; init; } = Label.Default;
}

/// <summary>Stations on the way from a word to a delivery, in the order in which they usually come.</summary>
public enum GateKind
{
    /// <summary>Announced in public.</summary>
    Announced = 0,

    /// <summary>Signed.</summary>
    Signed,

    /// <summary>Before a parliament: tabled, debated, voted.</summary>
    Parliament,

    /// <summary>Ratified.</summary>
    Ratified,

    /// <summary>Money voted.</summary>
    Appropriated,

    /// <summary>Set aside for this promise.</summary>
    Allocated,

    /// <summary>Sent out or deployed.</summary>
    Deployed,
}

/// <summary>How a decision ended.</summary>
public enum GateResult
{
    /// <summary>Not decided, or not known.</summary>
    Open = 0,

    /// <summary>Agreed.</summary>
    Approved,

    /// <summary>Refused.</summary>
    Rejected,
}

/// <summary>One station of a promise, with what shows that it was passed.</summary>
public sealed record Gate
{
    /// <summary>Name of the row.</summary>
    public required RowId Id { get; init; }

    /// <summary>The promise.</summary>
    public required RowId Commitment { get; init; }

    /// <summary>Station.</summary>
    public required GateKind Kind { get; init; }

    /// <summary>Day on which a text was tabled.</summary>
    public DateOnly? Tabled { get; init; }

    /// <summary>Day of the debate.</summary>
    public DateOnly? Debated { get; init; }

    /// <summary>Day on which it was passed or decided; absent while open.</summary>
    public DateOnly? Decided { get; init; }

    /// <summary>Day by which it ought to be passed.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>How it ended.</summary>
    public GateResult Result { get; init; }

    /// <summary>Chambers, in words; empty for none.</summary>
    public ImmutableArray<string> Chambers { get; init; } = [];

    /// <summary>Majority, as said: "simple", "two thirds", "372 to 99".</summary>
    public string Majority { get; init; } = "";

    /// <summary><c>binding</c>, <c>consultative</c>, or empty where not known.</summary>
    public string Force { get; init; } = "";

    /// <summary><c>before</c> or <c>after</c> deployment, or empty where not known.</summary>
    public string When { get; init; } = "";

    /// <summary>Law or custom; empty where not known.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>How much of the promise passed, where it is a number.</summary>
    public Amount? Passed { get; init; }

    /// <summary>What shows it, in words.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>Where it was read.</summary>
    public RowId? Source { get; init; }
    /// <summary>Who may see it; a row that names its published report is for everyone, one that names none is held for the mission.</summary>
    public Label Label { get; init; } = Label.Default;
}

/// <summary>Who says that something was delivered.</summary>
public enum Witness
{
    /// <summary>Nobody is named.</summary>
    NotSaid = 0,

    /// <summary>The giver alone.</summary>
    Giver,

    /// <summary>The recipient.</summary>
    Recipient,

    /// <summary>A third party.</summary>
    Third,
}

/// <summary>What arrived, and who says so.</summary>
/// <param name="Id">Name of the row.</param>
/// <param name="Commitment">The promise.</param>
/// <param name="Date">Day of the delivery.</param>
/// <param name="Quantity">How much; absent where only "delivered" was said.</param>
/// <param name="Complete">Whether the source says that it completes the promise.</param>
/// <param name="Witness">Who says so.</param>
/// <param name="Disputed">Whether the other end contradicts.</param>
/// <param name="Evidence">What shows it, in words.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Label">Who may see it.</param>
public sealed record Delivery(
    RowId Id, RowId Commitment, DateOnly Date, Amount? Quantity, bool Complete, Witness Witness, bool Disputed, string Evidence, RowId? Source, Label Label);
