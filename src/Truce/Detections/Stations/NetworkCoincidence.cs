using System.Collections.Immutable;
using NodaTime;

namespace Truce.Detections.Stations;

/// <summary>Several stations triggered together.</summary>
/// <param name="On">When the first of them did.</param>
/// <param name="Off">When the last one fell off.</param>
/// <param name="Stations">The stations as network.station, in the order in which they triggered; all channels and bands of one are one voice.</param>
/// <param name="Triggers">Their triggers, by time.</param>
public sealed record NetworkCoincidence(Instant On, Instant Off, ImmutableArray<string> Stations, ImmutableArray<StationTrigger> Triggers);

/// <summary>Finds coincidences of triggers as they come.</summary>
/// <remarks>
/// The rules are those of ObsPy's <c>coincidence_trigger</c>: triggers stand by their on times; each one opens a group; a later one joins while it begins before the group's last off time plus the extension,
/// and then carries the off time on; a channel joins once; a group that ends no later than the one told before is part of it. Here stations are counted, not channels.
/// </remarks>
public sealed class CoincidenceWatch
{
    private readonly SortedSet<StationTrigger> _waiting = new(Comparer<StationTrigger>.Create(Compare));
    private readonly int _stations;
    private readonly Duration _extension;
    private Instant _lastOff = Instant.MinValue;

    /// <summary>A watch that has seen nothing.</summary>
    /// <param name="stations">Stations that make a coincidence, at least 1.</param>
    /// <param name="extension">How long behind its off time a trigger still counts as on; not negative.</param>
    public CoincidenceWatch(int stations, Duration extension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(extension, Duration.Zero);
        (_stations, _extension) = (stations, extension);
    }

    /// <summary>All coincidences of triggers, in the order of time.</summary>
    public static ImmutableArray<NetworkCoincidence> Of(IEnumerable<StationTrigger> triggers, int stations, Duration extension)
    {
        var watch = new CoincidenceWatch(stations, extension);
        var output = new List<NetworkCoincidence>();
        foreach (StationTrigger trigger in triggers) watch.Take(trigger);
        watch.Advance(Instant.MaxValue, output);
        return [.. output];
    }

    /// <summary>Takes a trigger; the same one twice counts once.</summary>
    public void Take(StationTrigger trigger) => _waiting.Add(trigger);

    /// <summary>Tells the coincidences that no trigger to come can change.</summary>
    /// <param name="complete">No trigger that is still to come begins before this instant.</param>
    /// <param name="output">Gets them in the order of time.</param>
    public void Advance(Instant complete, List<NetworkCoincidence> output)
    {
        while (_waiting.Count > 0)
        {
            (List<StationTrigger> group, Instant off) = Group();
            if (complete != Instant.MaxValue && !(off + _extension < complete)) return;
            _waiting.Remove(group[0]);
            string[] stations = [.. group.Select(Station).Distinct()];
            if (stations.Length < _stations || off <= _lastOff) continue;
            _lastOff = off;
            output.Add(new(group[0].On, off, [.. stations], [.. group]));
        }
    }

    private static string Station(StationTrigger t) => $"{t.Channel.Network}.{t.Channel.Station}";

    private (List<StationTrigger> Group, Instant Off) Group()
    {
        StationTrigger first = _waiting.Min!;
        var group = new List<StationTrigger> { first };
        var joined = new HashSet<(string, double, double, int)> { Key(first) };
        Instant off = first.Off;
        foreach (StationTrigger next in _waiting.Skip(1))
        {
            if (joined.Contains(Key(next))) continue;
            if (next.On > off + _extension) break;
            joined.Add(Key(next));
            group.Add(next);
            off = Instant.Max(off, next.Off);
        }

        return (group, off);
    }

    private static (string, double, double, int) Key(StationTrigger t) => (t.Channel.ToString(), t.Band.LowHz, t.Band.HighHz, t.Band.Poles);

    private static int Compare(StationTrigger? a, StationTrigger? b)
    {
        int order = a!.On.CompareTo(b!.On);
        if (order == 0) order = a.Off.CompareTo(b.Off);
        if (order == 0) order = string.CompareOrdinal(a.Channel.ToString(), b.Channel.ToString());
        if (order == 0) order = a.Band.LowHz.CompareTo(b.Band.LowHz);
        if (order == 0) order = a.Band.HighHz.CompareTo(b.Band.HighHz);
        return order != 0 ? order : a.Band.Poles.CompareTo(b.Band.Poles);
    }
}
