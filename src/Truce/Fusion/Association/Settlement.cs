namespace Truce.Fusion.Association;

/// <summary>
/// After the search: events take arrivals from each other, and whole events, where the score of all together grows. This mends what "the best first" got wrong: one event found as two, and arrivals that went to the
/// larger of two events because it came first.
/// </summary>
internal sealed class Settlement(Readings readings, EventFit fit, double longestS, double leastNats)
{
    private const int Rounds = 3; // it mostly ends by itself after two
    private const float Better = 0.01f; // nats: less is rounding
    private readonly int[] _owner = new int[readings.ArrivalCount];

    /// <summary>Settles events that are ordered by time. Those that lose what they stood on are gone from the list. True where anything changed.</summary>
    internal bool Run(List<Draft> drafts)
    {
        Draft?[] events = [.. drafts.OrderBy(d => d.TimeS).ThenBy(d => d.Cell).ThenBy(d => d.East).ThenBy(d => d.North)];
        Array.Fill(_owner, -1);
        for (int i = 0; i < events.Length; i++) Own(events[i]!, i);
        bool ever = false, changed = true;
        for (int round = 0; round < Rounds && changed; round++)
        {
            changed = false;
            for (int i = 0; i < events.Length; i++)
            {
                if (events[i] is not null) changed |= Alone(events, i);
                foreach (int other in Rivals(events, i)) changed |= events[i] is not null && events[other] is not null && Pair(events, i, other);
            }

            ever |= changed;
        }

        drafts.Clear();
        drafts.AddRange(events.OfType<Draft>());
        for (int a = 0; a < _owner.Length; a++) readings.Take(a, _owner[a] >= 0);
        return ever;
    }

    // Events that hold an arrival which this one would want too.
    private SortedSet<int> Rivals(Draft?[] events, int i)
    {
        SortedSet<int> rivals = [];
        if (events[i] is not { } draft) return rivals;
        int low = 0;
        for (int high = readings.Count; low < high;)
        {
            int middle = (low + high) / 2;
            if (readings.TimeS[middle] < draft.TimeS - 5) low = middle + 1;
            else high = middle;
        }

        for (int r = low; r < readings.Count && readings.TimeS[r] <= draft.TimeS + longestS; r++)
        {
            int owner = _owner[readings.Arrival[r]];
            if (owner < 0 || owner == i || rivals.Contains(owner)) continue;
            float ratio = fit.LogRatio(draft, r, out float distance, out _);
            if (!float.IsNegativeInfinity(ratio) && fit.Wants(draft, ratio, distance)) rivals.Add(owner);
        }

        return rivals;
    }

    private bool Alone(Draft?[] events, int i)
    {
        Draft trial = events[i]!.Copy();
        if (!Improved(trial, a => _owner[a] < 0 || _owner[a] == i) || trial.Score < events[i]!.Score + Better) return false;
        Replace(events, i, trial);
        return true;
    }

    private bool Pair(Draft?[] events, int i, int other)
    {
        Draft first = events[i]!.Copy(), second = events[other]!.Copy();
        float before = first.Score + second.Score;
        if (!Improved(first, a => _owner[a] < 0 || _owner[a] == i || _owner[a] == other)) return false;
        HashSet<int> mine = [.. first.Members.Select(r => readings.Arrival[r])];
        bool left = Improved(second, a => !mine.Contains(a) && (_owner[a] < 0 || _owner[a] == i || _owner[a] == other));
        if (first.Score + (left ? second.Score : 0) < before + Better) return false;
        Disown(i, events[i]!);
        Disown(other, events[other]!);
        events[i] = first;
        events[other] = left ? second : null;
        Own(first, i);
        if (left) Own(second, other);
        return true;
    }

    private bool Improved(Draft draft, Func<int, bool> free) => fit.Improve(draft, 2, free) && draft.Score >= leastNats;

    private void Replace(Draft?[] events, int i, Draft draft)
    {
        Disown(i, events[i]!);
        events[i] = draft;
        Own(draft, i);
    }

    private void Own(Draft draft, int i)
    {
        foreach (int r in draft.Members) _owner[readings.Arrival[r]] = i;
    }

    private void Disown(int i, Draft draft)
    {
        foreach (int r in draft.Members)
        {
            if (_owner[readings.Arrival[r]] == i) _owner[readings.Arrival[r]] = -1;
        }
    }
}
