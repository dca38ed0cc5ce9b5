namespace Truce.Fusion.Association;

/// <summary>
/// After the search: events take arrivals from each other, and whole events, where the score of all together grows. This mends what "the best first" got wrong: one event found as two, and arrivals that went to the
/// larger of two events because it came first.
/// </summary>
internal sealed class Settlement(Readings readings, EventFit fit, double longestS, double leastNats)
{
    private const int Rounds = 3; // it mostly ends by itself after two
    private const float Better = 0.01f; // nats: less is rounding
    private int[] _owner = [];

    /// <summary>Reads events again as things stand now: what came to be silent since, and arrivals told anew. Those that no longer stand are gone from the list.</summary>
    /// <returns>Keys of those that have other members.</returns>
    internal HashSet<int> Refresh(List<Draft> drafts)
    {
        Draft?[] events = Owned(drafts);
        HashSet<int> changed = [];
        for (int i = 0; i < events.Length; i++)
        {
            Draft trial = events[i]!.Copy();
            bool stands = fit.Rescore(trial, a => _owner[a] < 0 || _owner[a] == i) && trial.Score >= leastNats;
            if (!stands || !trial.Members.Order().SequenceEqual(events[i]!.Members.Order())) changed.Add(trial.Key);
            Disown(i, events[i]!);
            events[i] = stands ? trial : null;
            if (stands) Own(trial, i);
        }

        GiveBack(drafts, events);
        return changed;
    }

    /// <summary>Settles events. Those that lose what they stood on are gone from the list.</summary>
    /// <param name="drafts">All that stand.</param>
    /// <param name="active">Those that something new was heard of; their rivals follow. All when absent.</param>
    /// <returns>Keys of those that are other than they were.</returns>
    internal HashSet<int> Run(List<Draft> drafts, Func<Draft, bool>? active = null)
    {
        Draft?[] events = Owned(drafts);
        HashSet<int> changed = [];
        bool[] turn = [.. events.Select(e => active is null || active(e!))];
        for (int round = 0; round < Rounds && turn.Contains(true); round++)
        {
            bool[] next = new bool[turn.Length];
            for (int i = 0; i < events.Length; i++)
            {
                if (!turn[i]) continue;
                if (events[i] is { } own && Alone(events, i))
                {
                    next[i] = true;
                    changed.Add(own.Key);
                }

                foreach (int other in Rivals(events, i))
                {
                    if (events[i] is not { } mine || events[other] is not { } theirs || !Pair(events, i, other)) continue;
                    next[i] = next[other] = true;
                    changed.Add(mine.Key);
                    changed.Add(theirs.Key);
                }
            }

            turn = next;
        }

        GiveBack(drafts, events);
        return changed;
    }

    private Draft?[] Owned(List<Draft> drafts)
    {
        Draft?[] events = [.. drafts.OrderBy(d => d.TimeS).ThenBy(d => d.Cell).ThenBy(d => d.East).ThenBy(d => d.North)];
        _owner = new int[readings.ArrivalCount];
        Array.Fill(_owner, -1);
        for (int i = 0; i < events.Length; i++) Own(events[i]!, i);
        return events;
    }

    private void GiveBack(List<Draft> drafts, Draft?[] events)
    {
        drafts.Clear();
        drafts.AddRange(events.OfType<Draft>());
        for (int a = 0; a < _owner.Length; a++) readings.Take(a, _owner[a] >= 0);
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
            if (!float.IsNegativeInfinity(ratio) && fit.Wants(draft, r, ratio, distance)) rivals.Add(owner);
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
