using Truce.Detections;
using Truce.Measures;

namespace Truce.Fusion;

/// <summary>The detections of a state by id. What is new waits, and is flattened in canonical order when it is asked for: neighbours in time then lie side by side.</summary>
internal sealed class Arrivals(Evidence evidence)
{
    private readonly Dictionary<Hash256, int> _numbers = []; // in order of arrival
    private readonly List<Detection?> _waiting = [];
    private int[] _slots = [];
    private int _flattened; // arrivals before this number have slots

    /// <summary>How many are there.</summary>
    public int Count => _numbers.Count;

    /// <summary>Takes a detection in; false when one of its id is there. Throws <see cref="ArgumentException"/> as <see cref="Evidence.Check"/> does.</summary>
    public bool Add(Detection d)
    {
        Evidence.Check(d);
        if (!_numbers.TryAdd(d.Id, _flattened + _waiting.Count)) return false;
        _waiting.Add(d);
        return true;
    }

    /// <summary>Withdraws one; false when there is none of that id.</summary>
    public bool Remove(Hash256 id)
    {
        if (!_numbers.Remove(id, out int number)) return false;
        if (number < _flattened) evidence.Remove(_slots[number]);
        else _waiting[number - _flattened] = null;
        return true;
    }

    /// <summary>Gives slots to all that wait.</summary>
    public void Flatten()
    {
        int n = 0;
        long[] starts = new long[_waiting.Count];
        int[] order = new int[_waiting.Count];
        for (int i = 0; i < order.Length; i++)
        {
            if (_waiting[i] is not { } d) continue;
            (starts[n], order[n]) = (d.When.Start.UtcTicks, i);
            n++;
        }

        Array.Sort(starts, order, 0, n);
        for (int from = 0, to; from < n; from = to)
        {
            for (to = from + 1; to < n && starts[to] == starts[from];) to++;
            if (to - from > 1) order.AsSpan(from, to - from).Sort((x, y) => _waiting[x]!.Id.CompareTo(_waiting[y]!.Id));
        }

        int count = _flattened + _waiting.Count;
        if (_slots.Length < count) Array.Resize(ref _slots, _slots.Length == 0 ? count : Math.Max(count, _slots.Length + (_slots.Length / 2)));
        int first = evidence.Reserve(n);
        for (int k = 0; k < n; k++) _slots[_flattened + order[k]] = first + k;
        for (int i = 0; i < _waiting.Count; i++) // in order of arrival, in which they lie in memory
        {
            if (_waiting[i] is { } d) evidence.Put(_slots[_flattened + i], d);
        }

        _flattened = count;
        _waiting.Clear();
        if (_waiting.Capacity > 1024) _waiting.Capacity = 0;
    }
}
