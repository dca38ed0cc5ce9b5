using Truce.Observations.Waveforms;

namespace Truce.Simulation.SeedLink;

/// <summary>What one client asked for: a list of stations, each with its selectors and where to begin. The first that matches a station counts.</summary>
internal sealed class Subscription
{
    private readonly List<StationAsked> _asked = [];
    private readonly Dictionary<(string, string), StationAsked?> _known = [];

    /// <summary>Stations asked for.</summary>
    public int Count => _asked.Count;

    /// <summary>The one that SELECT and DATA speak of.</summary>
    public StationAsked? Current => _asked.Count > 0 ? _asked[^1] : null;

    /// <summary>STATION.</summary>
    public void Ask(string pattern) => _asked.Add(new(pattern));

    /// <summary>Whether a record goes to the client, by station, stream and number.</summary>
    public bool Wants(ServedRecord record, ulong sequence)
    {
        if (!_known.TryGetValue((record.Station, record.Stream), out StationAsked? asked))
        {
            asked = _asked.FirstOrDefault(a => CodePattern.Matches(a.Pattern, record.Station));
            if (asked?.Selects(record.Stream) == false) asked = null;
            _known[(record.Station, record.Stream)] = asked;
        }

        return asked is not null && (asked.From is not { } from || sequence >= from) && record.End > asked.Since;
    }

    /// <summary>Whether the client wants something older than what comes next.</summary>
    public bool WantsPast => _asked.Any(a => a.From is not null);
}

/// <summary>One STATION with what followed it.</summary>
internal sealed class StationAsked(string pattern)
{
    private readonly List<(string Pattern, bool Exclude)> _selectors = [];

    /// <summary>Pattern of <c>NET_STA</c>.</summary>
    public string Pattern => pattern;

    /// <summary>First number wanted; absent: from the next record to come.</summary>
    public ulong? From { get; set; }

    /// <summary>Records that end before are not wanted.</summary>
    public DateTimeOffset Since { get; set; } = DateTimeOffset.MinValue;

    /// <summary>SELECT, in the form of SeedLink 4.</summary>
    public void Select(string stream, bool exclude) => _selectors.Add((stream, exclude));

    /// <summary>SELECT without a pattern in SeedLink 3: all again.</summary>
    public void SelectAll() => _selectors.Clear();

    /// <summary>Whether a stream is among them.</summary>
    public bool Selects(string stream)
    {
        bool wanted = _selectors.All(s => s.Exclude);
        foreach ((string selector, bool exclude) in _selectors)
        {
            if (!CodePattern.Matches(selector, stream)) continue;
            if (exclude) return false;
            wanted = true;
        }

        return wanted;
    }
}
