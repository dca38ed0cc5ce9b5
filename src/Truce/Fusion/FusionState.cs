using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Truce.Detections;
using Truce.Measures;

namespace Truce.Fusion;

/// <summary>The detections and context factors known now, and the hypotheses that follow from them: docs/fusion.md.</summary>
/// <remarks>
/// What follows depends on the set only, never on the order in which it came: detections are put in canonical order (start, then id)
/// before anything is summed, components are solved each on its own, and numbers are rounded as they leave. Late and withdrawn evidence
/// takes the same path; only components that changed are solved again. Not for several threads at once.
/// </remarks>
public sealed class FusionState
{
    private readonly FusionOptions _options;
    private readonly Evidence _evidence;
    private readonly ContextIndex _contexts = new();
    private readonly ComponentSolver _solver;
    private readonly LinkGraph _graph;
    private readonly NeighbourIndex _index;
    private readonly Dictionary<Hash256, int> _numbers = []; // in order of arrival
    private int _arranged; // slots before this one are linked
    private Hypothesis?[] _founded = []; // by the slot of the founder
    private int _held;
    private readonly List<int> _removed = []; // numbers, since the last Resolve
    private readonly List<ContextFactor> _changedContext = [];

    /// <summary>An empty state; throws <see cref="ArgumentException"/> when an option makes no sense.</summary>
    public FusionState(FusionOptions options)
    {
        _options = options.Validated();
        _evidence = new(options);
        _graph = new(_evidence);
        _solver = new(_evidence, options, _contexts);
        _index = new(_evidence, options, _solver.Gate, _graph);
    }

    /// <summary>Number of detections.</summary>
    public int Count => _numbers.Count;

    /// <summary>All hypotheses at or above <see cref="FusionOptions.LeastProbability"/> after the last <see cref="Resolve"/>, ordered by id.</summary>
    public ImmutableArray<Hypothesis> Hypotheses
    {
        get
        {
            var all = new List<Hypothesis>(_held);
            foreach (Hypothesis? h in _founded)
            {
                if (h is not null) all.Add(h);
            }

            return ById(all);
        }
    }

    /// <summary>Adds a detection; false when one of its id is already there.</summary>
    public bool Add(Detection detection)
    {
        Evidence.Check(detection);
        if (!_numbers.TryAdd(detection.Id, _evidence.Count)) return false;
        _evidence.Put(detection);
        return true;
    }

    /// <summary>Withdraws a detection; false when there is none of that id.</summary>
    public bool Remove(Hash256 detection)
    {
        if (!_numbers.Remove(detection, out int number)) return false;
        _evidence.Remove(_evidence.SlotOf(number));
        _removed.Add(number);
        return true;
    }

    /// <summary>Adds a context factor; false when one of its id is already there.</summary>
    public bool AddContext(ContextFactor factor)
    {
        if (!_contexts.Add(factor)) return false;
        _changedContext.Add(factor);
        return true;
    }

    /// <summary>Withdraws a context factor; false when there is none of that id.</summary>
    public bool RemoveContext(Hash256 id)
    {
        if (_contexts.Remove(id) is not { } factor) return false;
        _changedContext.Add(factor);
        return true;
    }

    /// <summary>Solves again what changed since the last call, and says what that changed.</summary>
    public FusionDelta Resolve()
    {
        if (_arranged == _evidence.Count && _removed.Count + _changedContext.Count == 0) return new([], [], 0, 0, 0);
        return new Resolution(this).Run();
    }

    // Sorted by the first bytes of the ids, kept beside the hypotheses; whole ids only where those are equal.
    private static ImmutableArray<Hypothesis> ById(List<Hypothesis> hypotheses)
    {
        Hypothesis[] sorted = [.. hypotheses];
        ulong[] keys = new ulong[sorted.Length];
        for (int i = 0; i < keys.Length; i++) keys[i] = sorted[i].Id.Seed;
        Array.Sort(keys, sorted);
        for (int from = 0, to; from < keys.Length; from = to)
        {
            for (to = from + 1; to < keys.Length && keys[to] == keys[from];) to++;
            if (to - from > 1) sorted.AsSpan(from, to - from).Sort(static (x, y) => x.Id.CompareTo(y.Id));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(sorted);
    }

    // One call of Resolve: links what is new, unlinks what is gone, and solves the components that this or a changed context touches.
    private sealed class Resolution(FusionState state)
    {
        private readonly Dictionary<Hash256, Hypothesis> _gone = [];
        private readonly List<Hypothesis> _current = [];
        private readonly List<int> _touched = [];
        private int _heldBack, _solved, _largest;

        public FusionDelta Run()
        {
            if (state._founded.Length < state._evidence.Count) Array.Resize(ref state._founded, Math.Max(state._evidence.Count, state._founded.Length * 3 / 2));
            Unlink();
            Link();
            foreach (ContextFactor f in state._changedContext) state._index.Touched(f, _touched);
            state._graph.BeginWalk();
            foreach (int slot in _touched)
            {
                if (state._evidence.Detections[slot] is not null && !state._graph.Reached(slot)) Solve(state._graph.Component(slot));
            }

            state._changedContext.Clear();
            return new(ById(_current), [.. _gone.Keys.Order()], _heldBack, _solved, _largest);
        }

        private void Unlink()
        {
            foreach (int number in state._removed)
            {
                int slot = state._evidence.SlotOf(number);
                if (slot >= state._arranged) continue; // came and went since the last call
                Forget(slot);
                state._index.Remove(slot);
                state._graph.Drop(slot, _touched);
            }

            state._removed.Clear();
        }

        private void Link()
        {
            state._graph.Grow(state._evidence.Count);
            state._evidence.Arrange(state._arranged);
            for (int slot = state._arranged; slot < state._evidence.Count; slot++)
            {
                if (state._evidence.Detections[slot] is null) continue;
                state._index.Add(slot);
                _touched.Add(slot);
            }

            state._arranged = state._evidence.Count;
        }

        private void Forget(int slot)
        {
            if (state._founded[slot] is not { } h) return;
            _gone.Add(h.Id, h);
            state._founded[slot] = null;
            state._held--;
        }

        private void Solve(ReadOnlySpan<int> slots)
        {
            foreach (int slot in slots) Forget(slot);
            List<Hypothesis> found = state._solver.Solve(slots, state._graph);
            _solved++;
            _largest = Math.Max(_largest, slots.Length);
            for (int k = 0; k < found.Count; k++)
            {
                Hypothesis h = found[k];
                if (h.Probability < state._options.LeastProbability)
                {
                    _heldBack++;
                    continue;
                }

                state._founded[state._solver.Founder(k)] = h;
                state._held++;
                if (_gone.Count == 0 || !_gone.Remove(h.Id, out Hypothesis? before) || !before.SameAs(h)) _current.Add(h);
            }
        }
    }
}
