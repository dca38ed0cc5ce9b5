using Truce.Response.Indicators;
using Truce.Server.Running;
using Truce.Storage.Sqlite;

namespace Truce.Server.Guarantors;

/// <summary>The board of indicators of a served mission, by the mission's own sealed definitions, else the standard ones; made again when another day has settled.</summary>
/// <param name="store">The open store.</param>
/// <param name="world">The mission.</param>
internal sealed class IndicatorPages(StoreFolder store, MissionWorld world)
{
    private readonly Lock _gate = new();
    private readonly Lazy<IndicatorDefinitions> _definitions = new(() => IndicatorDefinitions.Of(world, store.Log.Read(), null));
    private (long Tick, DateTimeOffset? Known, IndicatorBoard? Board)? _last;

    /// <summary>The board as known at an instant; nothing while no day is settled.</summary>
    /// <param name="known">As known at this instant; everything where absent.</param>
    public IndicatorBoard? Board(DateTimeOffset? known)
    {
        lock (_gate)
        {
            // A connection of its own: the mission's own may stand in the middle of a write.
            using StoreView view = StoreView.Open(store.Path);
            StoreReader read = view.Read;
            if (read.LastTickMs() is not { } tick) return null;
            if (_last is { } last && last.Tick == tick && last.Known == known) return last.Board;
            DateTimeOffset settled = DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(tick, known?.ToUnixTimeMilliseconds() ?? long.MaxValue));
            bool any = world.Days.Settled(world.Mission.FirstDay) <= settled;
            IndicatorBoard? board = any ? IndicatorBoards.Make(read, world, _definitions.Value, known, null, null) : null;
            _last = (tick, known, board);
            return board;
        }
    }
}
