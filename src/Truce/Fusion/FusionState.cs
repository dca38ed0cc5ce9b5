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
    private readonly Dictionary<Hash256, int> _slots = [];
    private readonly Dictionary<Hash256, Hypothesis> _hypotheses = [];
    private readonly Dictionary<int, Component> _components = []; // by first slot in canonical order
    private readonly List<ContextFactor> _changedContext = [];
    private bool _changed;

    /// <summary>An empty state; throws <see cref="ArgumentException"/> when an option makes no sense.</summary>
    public FusionState(FusionOptions options)
    {
        _options = options.Validated();
        _evidence = new(options);
        _solver = new(_evidence, options, _contexts);
    }

    /// <summary>Number of detections.</summary>
    public int Count => _slots.Count;

    /// <summary>All hypotheses at or above <see cref="FusionOptions.LeastProbability"/> after the last <see cref="Resolve"/>, ordered by id.</summary>
    public ImmutableArray<Hypothesis> Hypotheses => [.. _hypotheses.Values.OrderBy(h => h.Id)];

    /// <summary>Adds a detection; false when one of its id is already there.</summary>
    public bool Add(Detection detection)
    {
        ref int slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_slots, detection.Id, out bool known);
        if (known) return false;
        slot = _evidence.Add(detection);
        _changed = true;
        return true;
    }

    /// <summary>Withdraws a detection; false when there is none of that id.</summary>
    public bool Remove(Hash256 detection)
    {
        if (!_slots.Remove(detection, out int slot)) return false;
        _evidence.Remove(slot);
        _changed = true;
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
        if (!_changed && _changedContext.Count == 0) return new([], [], 0, 0, 0);
        return new Resolution(this).Run();
    }

    private sealed record Component(int[] Slots, Hypothesis[] Hypotheses);

    // One call of Resolve: finds the components, keeps those that did not change, solves the others.
    private sealed class Resolution(FusionState state)
    {
        private readonly Dictionary<Hash256, Hypothesis> _gone = [];
        private readonly List<Hypothesis> _current = [];
        private int _heldBack, _solved, _largest;

        public FusionDelta Run()
        {
            int[] slots = Ordered();
            Links links = new SpaceTimeSweep(state._evidence, state._options, state._solver.Gate).Find(slots);
            var grouped = new LinkedComponents(slots, links, state._evidence.Count);
            var stale = new HashSet<int>(state._components.Keys);
            var fresh = new List<int>();
            for (int c = 0; c < grouped.Count; c++)
            {
                ReadOnlySpan<int> members = grouped.Slots(c);
                if (state._components.TryGetValue(members[0], out Component? old) && members.SequenceEqual(old.Slots) && !Touched(old)) stale.Remove(members[0]);
                else fresh.Add(c);
            }

            foreach (int key in stale.Order()) Forget(key);
            foreach (int c in fresh) Solve(grouped, c);
            return Finish();
        }

        private int[] Ordered()
        {
            int[] slots = new int[state._slots.Count];
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

        private bool Touched(Component c)
        {
            foreach (ContextFactor f in state._changedContext)
            {
                foreach (int slot in c.Slots)
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

        private void Forget(int key)
        {
            state._components.Remove(key, out Component? old);
            foreach (Hypothesis h in old!.Hypotheses)
            {
                if (state._hypotheses.Remove(h.Id)) _gone.Add(h.Id, h);
            }
        }

        private void Solve(LinkedComponents grouped, int c)
        {
            int[] slots = grouped.Slots(c).ToArray();
            Hypothesis[] found = state._solver.Solve(slots, grouped, c);
            state._components.Add(slots[0], new(slots, found));
            _solved++;
            _largest = Math.Max(_largest, slots.Length);
            foreach (Hypothesis h in found)
            {
                if (h.Probability < state._options.LeastProbability)
                {
                    _heldBack++;
                    continue;
                }

                state._hypotheses.Add(h.Id, h);
                if (!_gone.Remove(h.Id, out Hypothesis? before) || !before.SameAs(h)) _current.Add(h);
            }
        }

        private FusionDelta Finish()
        {
            _current.Sort(static (x, y) => x.Id.CompareTo(y.Id));
            state._changed = false;
            state._changedContext.Clear();
            return new([.. _current], [.. _gone.Keys.Order()], _heldBack, _solved, _largest);
        }
    }
}
