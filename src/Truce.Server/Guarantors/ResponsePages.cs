using System.Collections.Immutable;
using Truce.Evidence.Logs;
using Truce.Measures;
using Truce.Pages;
using Truce.Response.Consultations;
using Truce.Server.Running;
using Truce.Terms;

namespace Truce.Server.Guarantors;

/// <summary>The consultations of a mission's store. Events are read again when the log has grown; clocks are read whenever somebody looks.</summary>
/// <param name="store">Folder of the store.</param>
/// <param name="mission">The mission, whose people's keys count.</param>
/// <param name="agreement">Its agreement, which may name a protocol.</param>
/// <param name="clock">The clock.</param>
/// <param name="settled">Until when the mission has been played.</param>
/// <param name="basis">How the finding of an opening stood and stands, as known at an instant.</param>
internal sealed class ResponsePages(
    string store, Mission mission, Agreement? agreement, TimeProvider clock, Func<DateTimeOffset?> settled, Func<ConsultationEvent.Opened, DateTimeOffset?, ConsultationBasis?> basis)
{
    private readonly Lock _gate = new();
    private ResponseBook? _book;
    private long _read = -1;

    /// <summary>Every consultation, read now, or at the instant at which it is asked for as known.</summary>
    /// <param name="known">As known at this instant; everything where absent.</param>
    public ImmutableArray<(Hash256 Id, ConsultationState State)> All(DateTimeOffset? known)
    {
        ResponseBook book = Book();
        DateTimeOffset now = Now(book, known);
        return [.. book.Events.Keys.Select(id => (Id: id, State: book.State(id, now, known, basis))).Where(c => c.State is not null).Select(c => (c.Id, c.State!))];
    }

    /// <summary>Confirmed findings on which nobody has decided, and the instant at which that was read.</summary>
    /// <remarks>Read over a connection of its own: the mission's own connection may stand in the middle of a write.</remarks>
    /// <param name="known">As known at this instant; everything where absent.</param>
    public (ImmutableArray<UndecidedFinding> Findings, DateTimeOffset Now) Undecided(DateTimeOffset? known)
    {
        ResponseBook book = Book();
        using StoreView view = StoreView.Open(store);
        return (UndecidedFindings.In(view.Read, book, new(mission), known), Now(book, known));
    }

    private ResponseBook Book()
    {
        lock (_gate)
        {
            EvidenceReader reader = LedgerStore.Reader(store);
            // A new book, not the old one read on: somebody may be reading that one.
            if (_book is null || reader.Checkpoint.Size != _read) (_book, _read) = (ResponseBook.Read(reader, store, mission, agreement), reader.Checkpoint.Size);
            return _book;
        }
    }

    // An exercise plays in a year of its own: its clocks are read at the last thing that happened there.
    private DateTimeOffset Now(ResponseBook book, DateTimeOffset? known)
    {
        DateTimeOffset now = known ?? clock.GetUtcNow();
        return mission.Simulated && known is null ? new[] { now, book.Latest ?? now, settled() ?? now }.Max() : now;
    }
}
