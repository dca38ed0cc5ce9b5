using System.Collections.Immutable;
using Truce.Commitments;
using Truce.Evidence.Logs;
using Truce.Observations;
using Truce.Pages;
using Truce.Server.Running;

namespace Truce.Server.Guarantors;

/// <summary>The ledger of a store as its pages show it, computed once for each question and kept while the log does not grow.</summary>
/// <remarks>
/// What is for named people of the mission is not shown: these pages know nobody by name (decision 0101).
/// A log that grew is read from where it ended before; only new rows of the ledger make what was computed stale.
/// </remarks>
/// <param name="store">Folder of the store.</param>
/// <param name="clock">Says which day is today.</param>
/// <param name="settled">Until when an exercise has been played, where there is one; absent for a ledger without a mission.</param>
internal sealed class LedgerPages(string store, TimeProvider clock, Func<DateTimeOffset?>? settled = null)
{
    /// <summary>Highest classification that the pages show.</summary>
    public const Classification Highest = Classification.Mission;

    // Questions kept: today, and some other days that people look at together. The oldest goes first.
    private const int MostKept = 8;

    // What does not hang on the day is kept for the newest state of the ledger asked for, and for two others.
    private const int MostBases = 3;

    private readonly Lock _gate = new();
    private readonly List<(DateTimeOffset? Known, DateOnly Day, Lazy<LedgerView> View)> _kept = [];
    private readonly List<(DateTimeOffset? Newest, Lazy<ShownBasis> Basis)> _bases = [];
    private LedgerHistory _history = new();
    private long _read;
    private bool _exercise;
    private DateOnly _last;

    /// <summary>The view that a page asks for; throws what a damaged store throws.</summary>
    /// <param name="state">What the address says.</param>
    public LedgerView View(PageState state)
    {
        Lazy<LedgerView> view;
        lock (_gate)
        {
            Grow();
            DateOnly day = state.On ?? (state.Known is { } instant ? DateOnly.FromDateTime(instant.UtcDateTime) : Today());
            int at = _kept.FindIndex(k => k.Known == state.Known && k.Day == day);
            (Lazy<ShownBasis> basis, bool exercise) = (Basis(state.Known), _exercise);
            view = at >= 0 ? _kept[at].View : new(() => LedgerView.Of(basis.Value, state.Known, day, exercise));
            if (at >= 0) _kept.RemoveAt(at);
            _kept.Add((state.Known, day, view));
            if (_kept.Count > MostKept) _kept.RemoveAt(0);
        }

        return view.Value;
    }

    /// <summary>When the ledger grew before it grew last, newest first: as many states of it as are kept beside the newest.</summary>
    public ImmutableArray<DateTimeOffset> Earlier()
    {
        lock (_gate)
        {
            Grow();
            return [.. _history.Batches.Select(b => b.Recorded).Distinct().OrderDescending().Skip(1).Take(MostBases - 1)];
        }
    }

    // Instants between two sealed packs know the same.
    private Lazy<ShownBasis> Basis(DateTimeOffset? known)
    {
        LedgerHistory history = _history;
        DateTimeOffset? newest = history.Batches.Where(b => !(b.Recorded > known)).Max(b => (DateTimeOffset?)b.Recorded);
        int at = _bases.FindIndex(b => b.Newest == newest);
        Lazy<ShownBasis> basis = at >= 0 ? _bases[at].Basis : new(() => LedgerView.BasisOf(history, known, Highest));
        if (at >= 0) _bases.RemoveAt(at);
        _bases.Add((newest, basis));
        if (_bases.Count > MostBases) _bases.RemoveAt(0);
        return basis;
    }

    // An exercise may play in a year to come: there, today is the last day on which anything happened.
    private DateOnly Today()
    {
        DateOnly today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (!_exercise) return today;
        DateOnly played = settled?.Invoke() is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : today;
        return new[] { today, played, _last }.Max();
    }

    /// <summary>Last day on which anything in a ledger was said, decided or delivered; the first of all days where nothing has one.</summary>
    internal static DateOnly LastDay(LedgerHistory history) => history.Batches.SelectMany(b => Days(b.Batch)).Max() ?? default;

    private static IEnumerable<DateOnly?> Days(LedgerBatch b) =>
    [
        .. b.Statements.Select(s => s.Date?.First), .. b.Commitments.Select(c => c.Announced?.First), .. b.Gates.SelectMany(g => new[] { g.Tabled, g.Debated, g.Decided }), .. b.Deliveries.Select(d => (DateOnly?)d.Date), .. b.Events.Select(e => (DateOnly?)e.From),
    ];

    private void Grow()
    {
        EvidenceReader reader = LedgerStore.Reader(store);
        long size = reader.Checkpoint.Size;
        _exercise = reader.Checkpoint.Origin.EndsWith(LogOrigin.SimulatedSuffix, StringComparison.Ordinal);
        if (size == _read) return;
        LedgerHistory rest = LedgerStore.Read(store, reader, _read);
        _read = size;
        if (rest.Batches.Count == 0) return;
        var whole = new LedgerHistory();
        foreach ((DateTimeOffset recorded, LedgerBatch batch) in _history.Batches.Concat(rest.Batches)) whole.Add(recorded, batch);
        _history = whole;
        _last = LastDay(whole);
        _kept.Clear();
        _bases.Clear();
    }
}
