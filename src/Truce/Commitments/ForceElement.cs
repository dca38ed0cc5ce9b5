using Truce.Measures;
using Truce.Observations;

namespace Truce.Commitments;

/// <summary>A site or unit of the multinational force as a promise with a place. Its exact place never leaves its label; every export rounds it.</summary>
public sealed record ForceElement
{
    /// <summary>Name of the row.</summary>
    public required RowId Id { get; init; }

    /// <summary>Promise it belongs to; absent where the pack does not say.</summary>
    public RowId? Commitment { get; init; }

    /// <summary>Who provides it, by code.</summary>
    public required string Guarantor { get; init; }

    /// <summary>land, sea or air.</summary>
    public required string Domain { get; init; }

    /// <summary>What it is: base, depot, headquarters, battalion, ….</summary>
    public required string Kind { get; init; }

    /// <summary>Strength as a band.</summary>
    public Amount? Strength { get; init; }

    /// <summary>Whether the host has agreed; absent where not known.</summary>
    public bool? HostApproved { get; init; }

    /// <summary>Readiness: days to be ready; absent where not known.</summary>
    public double? ReadyDays { get; init; }

    /// <summary>Rotation in months; absent where not known.</summary>
    public double? RotationMonths { get; init; }

    /// <summary>Where it is or is to be; absent where not known.</summary>
    public GeoPoint? Place { get; init; }

    /// <summary>From when; absent where not known.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Until when; absent while open.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Who may see it.</summary>
    public Label Label { get; init; } = Label.Default;

    /// <summary>Where it was read.</summary>
    public RowId? Source { get; init; }
}
