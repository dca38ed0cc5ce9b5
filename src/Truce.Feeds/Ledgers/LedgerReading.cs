using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Feeds.Ledgers;

/// <summary>A row that was not taken: where it stands, why, and what to write instead. Its bytes stay sealed with the file.</summary>
/// <param name="Place">File and path or line, for instance <c>paris.json: statements[12] (T13).value</c>.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record LedgerReject(string Place, string Reason, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Reason}; {Remedy}";
}

/// <summary>What came of a file: rows, and those that were refused.</summary>
/// <param name="Batch">The rows.</param>
/// <param name="Rejects">Rows that were refused, the first <see cref="MostRejects"/>.</param>
/// <param name="Refused">How many were refused, listed or not.</param>
/// <param name="Broken">Whether the file as a whole could not be read.</param>
public sealed record LedgerReading(LedgerBatch Batch, ImmutableArray<LedgerReject> Rejects, int Refused, bool Broken)
{
    /// <summary>Most rejects that are listed; more are counted.</summary>
    public const int MostRejects = 1000;
}

/// <summary>Collects what is wrong in a file; bounded.</summary>
internal sealed class LedgerProblems(string file)
{
    private readonly List<LedgerReject> _rejects = [];
    private int _marks;

    /// <summary>Rows refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Remarks so far: a row that adds one is not taken.</summary>
    public int Marks => _marks;

    public ImmutableArray<LedgerReject> All => [.. _rejects];

    public void Add(string place, string reason, string remedy)
    {
        _marks++;
        if (_rejects.Count < LedgerReading.MostRejects) _rejects.Add(new($"{file}: {place}", reason, remedy));
    }

    public void RefuseRow() => Refused++;

    /// <summary>What was said since then concerned a row that has been dealt with; the row around it stands.</summary>
    public void Settle(int marks) => _marks = marks;
}
