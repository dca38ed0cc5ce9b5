namespace Truce.Commitments;

/// <summary>Name of a row of the ledger: the pack it came in and its id there. A row of the same name that comes later is a new version of it.</summary>
/// <param name="Pack">Id of the pack, for instance <c>paris-2026</c>.</param>
/// <param name="Id">Id inside the pack.</param>
public readonly record struct RowId(string Pack, string Id) : IComparable<RowId>
{
    /// <summary>The row that a reference inside a pack means: <c>id</c> of the same pack, or <c>pack/id</c>.</summary>
    public static RowId Of(string pack, string reference)
    {
        int slash = reference.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new(pack, reference) : new(reference[..slash], reference[(slash + 1)..]);
    }

    /// <inheritdoc/>
    public int CompareTo(RowId other)
    {
        int pack = string.CompareOrdinal(Pack, other.Pack);
        return pack != 0 ? pack : string.CompareOrdinal(Id, other.Id);
    }

    /// <summary>Whether one comes before the other by ordinal order of pack and id.</summary>
    public static bool operator <(RowId left, RowId right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after the other.</summary>
    public static bool operator >(RowId left, RowId right) => left.CompareTo(right) > 0;

    /// <summary>Whether one does not come after the other.</summary>
    public static bool operator <=(RowId left, RowId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one does not come before the other.</summary>
    public static bool operator >=(RowId left, RowId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Pack}/{Id}";
}
