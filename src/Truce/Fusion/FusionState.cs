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
    private readonly Arrivals _arrivals;
    private Hypothesis?[] _founded = []; // by the slot of the founder
    private int _held;
    private LinkedComponents? _components; // of the last Resolve
    private readonly List<ContextFactor> _changedContext = [];
    private bool _changed;

    /// <summary>An empty state; throws <see cref="ArgumentException"/> when an option makes no sense.</summary>
    public FusionState(FusionOptions options)
    {
        _options = options.Validated();
        _evidence = new(options);
        _arrivals = new(_evidence);
        _solver = new(_evidence, options, _contexts);
    }

    /// <summary>Number of detections.</summary>
    public int Count => _arrivals.Count;

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
        bool added = _arrivals.Add(detection);
        _changed |= added;
        return added;
    }

    /// <summary>Withdraws a detection; false when there is none of that id.</summary>
    public bool Remove(Hash256 detection)
    {
        bool removed = _arrivals.Remove(detection);
        _changed |= removed;
        return removed;
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
        if (!_changed && _changedContext.Count == 0) return new([], [], 0, 0, 0);
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

    // One call of Resolve: finds the components, keeps those that did not change, solves the others.
    private sealed class Resolution(FusionState state)
    {
        private readonly Dictionary<Hash256, Hypothesis> _gone = [];
        private readonly List<Hypothesis> _current = [];
        private int _heldBack, _solved, _largest;

        public FusionDelta Run()
        {
            state._arrivals.Flatten();
            Array.Resize(ref state._founded, state._evidence.Count);
            int[] slots = Ordered();
            Links links = new SpaceTimeSweep(state._evidence, state._options, state._solver.Gate).Find(slots);
            var grouped = new LinkedComponents(slots, links, state._evidence.Count);
            bool[] fresh = Compare(grouped);
            for (int c = 0; c < fresh.Length; c++)
            {
                if (fresh[c]) Solve(grouped, c);
            }

            grouped.DropLinks();
            state._components = grouped;
            return Finish();
        }

        // Which components are new or changed; forgets the hypotheses of those that are no more.
        private bool[] Compare(LinkedComponents grouped)
        {
            bool[] fresh = new bool[grouped.Count];
            LinkedComponents? before = state._components;
            bool[] stays = new bool[before?.Count ?? 0];
            for (int c = 0; c < fresh.Length; c++)
            {
                ReadOnlySpan<int> members = grouped.Slots(c);
                int old = before?.Of(members[0]) ?? -1;
                fresh[c] = old < 0 || !members.SequenceEqual(before!.Slots(old)) || Touched(members);
                if (!fresh[c]) stays[old] = true;
            }

            for (int old = 0; old < stays.Length; old++)
            {
                if (!stays[old]) Forget(before!.Slots(old));
            }

            return fresh;
        }

        private int[] Ordered()
        {
            int[] slots = new int[state._arrivals.Count];
            long[] starts = new long[slots.Length];
            int n = 0;
            for (int slot = 0; slot < state._evidence.Count; slot++)
            {
                if (state._evidence.Detections[slot] is null) continue;
                starts[n] = state._evidence.Items[slot].StartTicks;
                slots[n++] = slot;
            }

            Array.Sort(starts, slots);
            for (int from = 0, to; from < n; from = to)
            {
                for (to = from + 1; to < n && starts[to] == starts[from];) to++;
                if (to - from > 1) slots.AsSpan(from, to - from).Sort(state._evidence.Compare);
            }

            return slots;
        }

        private bool Touched(ReadOnlySpan<int> slots)
        {
            foreach (ContextFactor f in state._changedContext)
            {
                foreach (int slot in slots)
                {
                    if (Touches(f, state._evidence.Items[slot])) return true;
                }
            }

            return false;
        }

        private static bool Touches(ContextFactor f, in Item item)
        {
            if (TimeFactor.Hours(f.When.Start) > item.Time.High || TimeFactor.Hours(f.When.End) < item.Time.Low) return false;
            ReadOnlySpan<PlaceBump> bumps = item.Bumps ?? [item.Place];
            foreach (ref readonly PlaceBump p in bumps)
            {
                if (f.Centre.DistanceM(new(p.LatDeg, p.LonDeg)) <= f.RadiusM + (12_000 * p.SigmaKm)) return true;
            }

            return false;
        }

        private void Forget(ReadOnlySpan<int> slots)
        {
            foreach (int slot in slots)
            {
                if (state._founded[slot] is not { } h) continue;
                _gone.Add(h.Id, h);
                state._founded[slot] = null;
                state._held--;
            }
        }

        private void Solve(LinkedComponents grouped, int c)
        {
            ReadOnlySpan<int> slots = grouped.Slots(c);
            List<Hypothesis> found = state._solver.Solve(slots, grouped, c);
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

        private FusionDelta Finish()
        {
            state._changed = false;
            state._changedContext.Clear();
            return new(ById(_current), [.. _gone.Keys.Order()], _heldBack, _solved, _largest);
        }
    }
}
