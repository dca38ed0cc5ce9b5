using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Fusion;

/// <summary>One detection, flattened: all that the likelihood reads, side by side in memory.</summary>
/// <remarks>An array of these, not an array a column: a hypothesis reads all of a few detections, never one column of many.</remarks>
internal struct Item
{
    /// <summary>Place when it has one bump; the heaviest when it has several.</summary>
    public PlaceBump Place;

    /// <summary>Time.</summary>
    public TimeFactor Time;

    /// <summary>Number of its mixture when it has several bumps, or "somewhere else" has weight; −1 for the common single bump.</summary>
    public int Mixture;

    /// <summary>ln P(report | event).</summary>
    public double LogReport;

    /// <summary>ln of the density of false ones, per km² and hour.</summary>
    public double LogClutter;

    /// <summary>ln of the weight of an incident with this one alone, against clutter.</summary>
    public double LogAlone;

    /// <summary>ln(1 + e^<see cref="LogAlone"/>): real or not.</summary>
    public double LogEither;

    /// <summary>P(real) by itself.</summary>
    public readonly double Real => 1 / (1 + Math.Exp(-LogAlone));

    /// <summary>First instant, ticks: the first key of the canonical order.</summary>
    public long StartTicks;

    /// <summary>First bytes of the id: the second key.</summary>
    public ulong IdSeed;

    /// <summary>Number of the class vector in <see cref="Evidence"/>.</summary>
    public int ClassRow;

    /// <summary>Number of the origin group; all unknown origins share number 0.</summary>
    public int Origin;

    /// <summary>Whether it was found to repeat a text: nearly the same words, or forwarded.</summary>
    public bool Copied;

    /// <summary>Number of its label in <see cref="Evidence"/>.</summary>
    public int Label;

    /// <summary>Whether a simulation made it.</summary>
    public bool IsSimulated;

    /// <summary>A round point at an instant: <see cref="PointScore"/> takes it.</summary>
    public bool IsPlain;
}

/// <summary>The detections of a state, flattened, with their class vectors and origins numbered.</summary>
internal sealed class Evidence
{
    private const int ChunkBits = 12, Chunk = 1 << ChunkBits;
    private readonly Dictionary<Hash256, int> _origins = [];
    private readonly Dictionary<ImmutableArray<double>, int> _rowsByReference = [];
    private readonly Dictionary<Hash256, int> _rowsByContent = [];
    private readonly List<double[]> _rows = [];
    private readonly List<(PlaceBump[] Bumps, double LogElsewhere)> _mixtures = [];
    private int[] _slotOf = new int[16]; // by number of arrival
    private Item[][] _items = []; // in chunks: what has been put down is never copied again
    private readonly Dictionary<Label, int> _numberOfLabel = [];
    private readonly List<Label> _labels = [];
    private int _lastLabel;
    private readonly List<double> _rowLogs = [], _rowSums = []; // ln of the divisor, and of Σ prior × row
    private readonly FusionOptions _options;

    public Evidence(FusionOptions options)
    {
        _options = options;
        Prior = new double[IncidentClasses.Count];
        for (int c = 0; c < Prior.Length; c++) Prior[c] = options.Rates.PerKm2Hour[c] / options.Rates.Total;
        LogRate = Math.Log(options.Rates.Total);
    }

    /// <summary>Flattened detection of a slot.</summary>
    public ref Item this[int slot] => ref _items[slot >> ChunkBits][slot & (Chunk - 1)];

    /// <summary>The detections by slot; null where one was taken away.</summary>
    public Detection?[] Detections { get; private set; } = new Detection?[16];

    /// <summary>Slots in use, the emptied ones included.</summary>
    public int Count { get; private set; }

    /// <summary>How many origin numbers were given, the shared unknown included.</summary>
    public int OriginCount => _origins.Count + 1;

    /// <summary>P(class) before evidence.</summary>
    public double[] Prior { get; }

    /// <summary>ln of the total rate, per km² and hour.</summary>
    public double LogRate { get; }

    /// <summary>The class vector of a row, scaled so that its largest entry is 1.</summary>
    public double[] ClassRow(int row) => _rows[row];

    /// <summary>ln of what the row was divided by.</summary>
    public double ClassRowLog(int row) => _rowLogs[row];

    /// <summary>Throws <see cref="ArgumentException"/> on a detection that <c>Lookout</c> must not pass on.</summary>
    public static void Check(Detection d)
    {
        if (d.ClassLogLikelihood.IsDefault || d.ClassLogLikelihood.Length != IncidentClasses.Count) throw new ArgumentException("a class vector has one entry for each class", nameof(d));
        if (d.Where is PlaceEvidence.Mixture m && !m.Candidates.Any(c => c.Weight > 0)) throw new ArgumentException($"detection {d.Id.Short} has no place: Lookout must not pass it on", nameof(d));
    }

    /// <summary>All bumps of an item.</summary>
    public ReadOnlySpan<PlaceBump> Bumps(in Item item) => item.Mixture < 0 ? new ReadOnlySpan<PlaceBump>(in item.Place) : _mixtures[item.Mixture].Bumps;

    /// <summary>ln of the weight of "somewhere else"; −∞ for none.</summary>
    public double LogElsewhere(in Item item) => item.Mixture < 0 ? double.NegativeInfinity : _mixtures[item.Mixture].LogElsewhere;

    /// <summary>The label of a number.</summary>
    public Label LabelOf(int number) => _labels[number];

    /// <summary>Puts a detection that passed <see cref="Check"/> in the last slot. It stays the so-many-th that arrived; its slot may change once, in <see cref="Arrange"/>.</summary>
    public void Put(Detection d)
    {
        int slot = Count++;
        if (slot == Detections.Length)
        {
            Detection?[] detections = Detections;
            Array.Resize(ref detections, 2 * slot);
            Array.Resize(ref _slotOf, 2 * slot);
            Detections = detections;
        }

        _slotOf[slot] = slot;
        if (slot >> ChunkBits == _items.Length) _items = [.. _items, new Item[Chunk]];
        Detections[slot] = d;
        Flatten(d, ref this[slot]);
    }

    /// <summary>The slot of the so-many-th that arrived.</summary>
    public int SlotOf(int number) => _slotOf[number];

    /// <summary>Puts the slots from this one on in canonical order: neighbours in time then lie side by side in memory.</summary>
    public void Arrange(int from)
    {
        int n = Count - from;
        int[] order = new int[n];
        long[] starts = new long[n];
        for (int k = 0; k < n; k++) (starts[k], order[k]) = (this[from + k].StartTicks, from + k);
        Array.Sort(starts, order);
        for (int k = 0; k < n; k++) _slotOf[order[k]] = from + k;
        for (int k = from; k < Count; k++)
        {
            if (order[k - from] != k) Turn(order, from, k);
        }
    }

    // One cycle of the permutation: what is to stand at k comes from order[k].
    private void Turn(int[] order, int from, int k)
    {
        (Item item, Detection? detection) = (this[k], Detections[k]);
        int at = k;
        for (int next = order[at - from]; next != k; next = order[at - from])
        {
            (this[at], Detections[at], order[at - from]) = (this[next], Detections[next], at);
            at = next;
        }

        (this[at], Detections[at], order[at - from]) = (item, detection, at);
    }

    private void Flatten(Detection d, ref Item item)
    {
        (item.StartTicks, item.IdSeed) = (d.When.Start.UtcTicks, d.Id.Seed);
        item.Mixture = -1;
        if (d.Where is PlaceEvidence.Point point)
        {
            item.Place = PlaceFactor.OfPoint(point, _options.LeastPlaceSigmaM);
        }
        else
        {
            (PlaceBump[] bumps, double elsewhere) = PlaceFactor.Of(d.Where, _options.LeastPlaceSigmaM);
            item.Place = Heaviest(bumps);
            if (bumps.Length > 1 || !double.IsNegativeInfinity(elsewhere))
            {
                item.Mixture = _mixtures.Count;
                _mixtures.Add((bumps, elsewhere));
            }
        }

        item.Time = new(d.When, d.ClockSigmaS, _options.LeastClockSigmaS);
        item.LogReport = Math.Log(Math.Clamp(d.ReportGivenEvent, 1e-6, 1));
        item.LogClutter = d.LogClutterPerKm2Hour;
        item.ClassRow = RowOf(d.ClassLogLikelihood);
        item.Origin = OriginOf(d.Origin);
        item.Copied = d.Origin.Basis is Observations.OriginBasis.NearDuplicateText or Observations.OriginBasis.Forwarded;
        item.Label = NumberOf(d.Label);
        item.IsSimulated = d.Simulated;
        item.LogAlone = LogRate + _options.OthersSilentLog + item.LogReport + _rowSums[item.ClassRow] + _rowLogs[item.ClassRow] - item.LogClutter;
        item.LogEither = Probability.LogAdd(0, item.LogAlone);
        item.IsPlain = item.Mixture < 0 && item.Place.HeavyTail && item.Place.InfoEN == 0 && item.Place.InfoEE == item.Place.InfoNN && item.Time.IsNarrow;
    }

    /// <summary>Empties a slot; the number is not used again.</summary>
    public void Remove(int slot) => Detections[slot] = null;

    /// <summary>Canonical order: start, then id.</summary>
    public int Compare(int a, int b)
    {
        ref readonly Item x = ref this[a];
        ref readonly Item y = ref this[b];
        int c = x.StartTicks.CompareTo(y.StartTicks);
        if (c == 0) c = x.IdSeed.CompareTo(y.IdSeed);
        return c != 0 ? c : Detections[a]!.Id.CompareTo(Detections[b]!.Id);
    }

    private static PlaceBump Heaviest(PlaceBump[] bumps)
    {
        int best = 0;
        for (int k = 1; k < bumps.Length; k++)
        {
            if (bumps[k].LogWeight > bumps[best].LogWeight) best = k;
        }

        return bumps[best];
    }

    private int OriginOf(OriginGroup origin)
    {
        if (origin.Basis == OriginBasis.Unknown) return 0;
        if (!_origins.TryGetValue(origin.Key, out int number)) _origins.Add(origin.Key, number = _origins.Count + 1);
        return number;
    }

    // Labels are few: most often that of the one before.
    private int NumberOf(Label label)
    {
        if (_labels.Count > 0 && ReferenceEquals(_labels[_lastLabel], label)) return _lastLabel;
        if (!_numberOfLabel.TryGetValue(label, out int number))
        {
            _numberOfLabel.Add(label, number = _labels.Count);
            _labels.Add(label);
        }

        return _lastLabel = number;
    }

    // Rows are few and shared: first by reference, then by content.
    private int RowOf(ImmutableArray<double> logs)
    {
        if (_rowsByReference.TryGetValue(logs, out int row)) return row;
        byte[] bytes = new byte[logs.Length * sizeof(double)];
        for (int c = 0; c < logs.Length; c++) System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(c * sizeof(double)), logs[c]);
        var key = Hash256.Of(bytes);
        if (!_rowsByContent.TryGetValue(key, out row))
        {
            _rowsByContent.Add(key, row = _rows.Count);
            double max = double.NegativeInfinity;
            foreach (double l in logs) max = Math.Max(max, l);
            double[] linear = new double[logs.Length];
            double sum = 0;
            for (int c = 0; c < logs.Length; c++) sum += Prior[c] * (linear[c] = Math.Max(Math.Exp(logs[c] - max), 1e-9));
            _rows.Add(linear);
            _rowLogs.Add(max);
            _rowSums.Add(Math.Log(sum));
        }

        if (_rowsByReference.Count < 4096) _rowsByReference.Add(logs, row);
        return row;
    }
}
