namespace Truce.Feeds.SeedLink;

/// <summary>The numbers of all followed stations, bounded.</summary>
/// <param name="version">3 or 4.</param>
/// <param name="most">Stations at most.</param>
internal sealed class StationNumbers(int version, int most)
{
    private readonly Dictionary<string, SequenceTracker> _stations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);

    /// <summary>Version of the protocol whose numbers these are.</summary>
    public int Version => version;

    /// <summary>Stations of which something was taken, or that a state file knows.</summary>
    public IEnumerable<string> Stations => _stations.Keys;

    /// <summary>Which request a station belongs to; filled by the client, so that patterns are matched once.</summary>
    public Dictionary<string, SeedLinkRequest> Requests { get; } = new(StringComparer.Ordinal);

    /// <summary>The numbers of a station; <c>null</c> when it would be one too many.</summary>
    public SequenceTracker? Of(string station)
    {
        if (_stations.TryGetValue(station, out SequenceTracker? tracker)) return tracker;
        if (_stations.Count >= most) return null;
        return _stations[station] = new(version == 4 ? 64 : 24);
    }

    /// <summary>The numbers of a station if it is followed.</summary>
    public SequenceTracker? Find(string station) => _stations.GetValueOrDefault(station);

    /// <summary>From here each station's first packet is told as resumed.</summary>
    /// <param name="counts">Whether this is a connection after another one, of this process or of one before.</param>
    public void Reconnected(bool counts)
    {
        _awaited.Clear();
        if (counts) _awaited.UnionWith(_stations.Keys);
    }

    /// <summary>Whether a packet is its station's first since the connection.</summary>
    public bool TakeReconnected(string station) => _awaited.Remove(station);
}
