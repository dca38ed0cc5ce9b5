using NodaTime;
using Truce.Detections.Arrivals;

namespace Truce.Fusion.Association;

/// <summary>Arrivals in columns. An arrival of which the phase is not known has a reading for each phase that it may be.</summary>
/// <remarks>The arrays are those of the last <see cref="Load"/>; the object stays, so that what is built upon it does too.</remarks>
internal sealed class Readings
{
    internal const int Phases = 4;
    private const double LongestPauseS = 6 * 3600; // our choice
    private static readonly ArrivalPhases[] Single = [ArrivalPhases.P, ArrivalPhases.S, ArrivalPhases.Acoustic, ArrivalPhases.Infrasound];

    private readonly Dictionary<string, int> _siteOf = [];
    private readonly int _sites;
    private readonly AssociationOptions _options;

    internal Readings(IReadOnlyList<ListeningSite> sites, AssociationOptions options)
    {
        (_sites, _options) = (sites.Count, options);
        for (int i = 0; i < sites.Count; i++) _siteOf.TryAdd(sites[i].Id, i);
    }

    /// <summary>Takes other arrivals instead of those before; none of them is in an event.</summary>
    /// <param name="arrivals">With different ids.</param>
    /// <param name="start">From when times count.</param>
    /// <param name="rates">How often sites tell of nothing; guessed from the arrivals themselves when absent.</param>
    internal void Load(IReadOnlyList<Arrival> arrivals, Instant start, ClutterRates? rates = null)
    {
        Arrivals = arrivals;
        ArrivalCount = arrivals.Count;
        double[] time = [.. arrivals.Select(a => (a.At - start).TotalSeconds)];
        int[] order = [.. Enumerable.Range(0, arrivals.Count).OrderBy(i => time[i]).ThenBy(i => arrivals[i].Site, StringComparer.Ordinal)
            .ThenBy(i => arrivals[i].Phases).ThenBy(i => arrivals[i].BackAzimuthDeg ?? -1).ThenBy(i => arrivals[i].SigmaS).ThenBy(i => arrivals[i].Id, StringComparer.Ordinal)];
        Order = order;
        Refused = new LeftReason?[arrivals.Count];
        List<int> kept = [];
        List<(int Arrival, int Site, int Phase)> readings = [];
        foreach (int i in order)
        {
            Arrival a = arrivals[i];
            if (!_siteOf.TryGetValue(a.Site, out int site)) Refused[i] = LeftReason.UnknownSite;
            else if (IsDuplicate(arrivals, time, kept, i)) Refused[i] = LeftReason.Duplicate;
            else
            {
                kept.Add(i);
                for (int p = 0; p < Phases; p++)
                {
                    if ((a.Phases & Single[p]) != 0) readings.Add((i, site, p));
                }
            }
        }

        Count = readings.Count;
        KeptCount = kept.Count;
        double heardS = 0;
        for (int i = 1; i < kept.Count; i++) heardS += Math.Min(LongestPauseS, time[kept[i]] - time[kept[i - 1]]);
        DurationS = Math.Max(600, heardS);
        Columns(readings, time);
        Taken = new bool[arrivals.Count];
        ReadingsOf = new int[arrivals.Count + 1][];
        if (rates is null) Rates(arrivals, readings);
        else LogOverClutter = [.. Enumerable.Range(0, Count).Select(r => rates.LogOverClutter(Site[r], arrivals[Arrival[r]].Phases, Phase[r], !float.IsNaN(BearingRad[r])))];
        Channels(_sites);
    }

    private void Columns(List<(int Arrival, int Site, int Phase)> readings, double[] time)
    {
        Arrival = [.. readings.Select(r => r.Arrival)];
        Site = [.. readings.Select(r => r.Site)];
        Phase = [.. readings.Select(r => r.Phase)];
        TimeS = [.. readings.Select(r => time[r.Arrival])];
        SigmaS = [.. readings.Select(r => (float)Math.Max(0.01, Arrivals[r.Arrival].SigmaS))];
        BearingRad = [.. readings.Select(r => Arrivals[r.Arrival].BackAzimuthDeg is { } deg ? (float)(deg * Math.PI / 180) : float.NaN)];
        BearingSigmaRad = [.. readings.Select(r => BearingSigma(Arrivals[r.Arrival], r.Phase, _options))];
    }

    internal IReadOnlyList<Arrival> Arrivals { get; private set; } = [];

    internal int ArrivalCount { get; private set; }

    /// <summary>Arrivals that are neither duplicates nor of an unknown site.</summary>
    internal int KeptCount { get; private set; }

    internal int[] Order { get; private set; } = [];

    internal LeftReason?[] Refused { get; private set; } = [];

    internal int Count { get; private set; }

    /// <summary>How long was listened, as far as the arrivals say, seconds: pauses count for six hours at most, since one wrong clock makes years of them.</summary>
    internal double DurationS { get; private set; }

    internal int[] Arrival { get; private set; } = [];

    internal int[] Site { get; private set; } = [];

    internal int[] Phase { get; private set; } = [];

    internal double[] TimeS { get; private set; } = [];

    internal float[] SigmaS { get; private set; } = [];

    internal float[] BearingRad { get; private set; } = [];

    internal float[] BearingSigmaRad { get; private set; } = [];

    // Logarithm of: probability of this label given the phase, over the density of clutter in time (and in bearing, a radian).
    internal float[] LogOverClutter { get; private set; } = [];

    // By arrival: whether it stands in an event.
    internal bool[] Taken { get; private set; } = [];

    internal int[][] ReadingsOf { get; private set; } = [];

    // By site × phase: readings in order of time.
    internal int[][] OfChannel { get; private set; } = [];

    internal double[][] TimesOfChannel { get; private set; } = [];

    internal static ArrivalPhases PhaseOf(int phase) => Single[phase];

    internal void Take(int arrival, bool taken) => Taken[arrival] = taken;

    /// <summary>Clutter as it turned out: of each kind and site what is in no event, smoothed by the first guess with the weight of ten arrivals.</summary>
    internal void LearnClutter()
    {
        SortedDictionary<(int Site, int Phases), (int All, int Left)> kinds = [];
        int last = -1;
        for (int r = 0; r < Count; r++)
        {
            if (Arrival[r] == last) continue;
            last = Arrival[r];
            (int, int) kind = (Site[r], (int)Arrivals[last].Phases);
            (int all, int left) = kinds.GetValueOrDefault(kind);
            kinds[kind] = (all + 1, left + (Taken[last] ? 0 : 1));
        }

        for (int r = 0; r < Count; r++)
        {
            (int all, int left) = kinds[(Site[r], (int)Arrivals[Arrival[r]].Phases)];
            double guess = (_options.ClutterShare * all) + 1, learned = (left + (10 * guess / all)) / (all + 10.0) * all;
            LogOverClutter[r] += (float)Math.Log(guess / Math.Max(0.5, learned));
        }
    }

    private static bool IsDuplicate(IReadOnlyList<Arrival> arrivals, double[] time, List<int> kept, int i)
    {
        for (int k = kept.Count - 1; k >= 0 && time[kept[k]] == time[i]; k--)
        {
            Arrival a = arrivals[kept[k]], b = arrivals[i];
            if (a.Site == b.Site && a.Phases == b.Phases && a.BackAzimuthDeg == b.BackAzimuthDeg) return true;
        }

        return false;
    }

    private static float BearingSigma(Arrival a, int phase, AssociationOptions options)
    {
        double bend = phase >= 2 ? options.AirBendDeg : options.GroundBendDeg, own = a.BackAzimuthSigmaDeg ?? 5;
        return (float)(Math.Max(0.1, Math.Sqrt((bend * bend) + (own * own))) * Math.PI / 180);
    }

    private void Rates(IReadOnlyList<Arrival> arrivals, List<(int Arrival, int Site, int Phase)> readings)
    {
        SortedDictionary<(int Site, int Phases), int> ofKind = [];
        SortedDictionary<(int Site, int Phase), int> ofPhase = [];
        int last = -1;
        foreach ((int arrival, int site, int phase) in readings)
        {
            ofPhase[(site, phase)] = ofPhase.GetValueOrDefault((site, phase)) + 1;
            if (arrival == last) continue;
            last = arrival;
            (int, int) kind = (site, (int)arrivals[arrival].Phases);
            ofKind[kind] = ofKind.GetValueOrDefault(kind) + 1;
        }

        LogOverClutter = new float[Count];
        for (int r = 0; r < Count; r++)
        {
            double kind = ofKind[(Site[r], (int)arrivals[Arrival[r]].Phases)], label = kind / ofPhase[(Site[r], Phase[r])];
            double rate = ((_options.ClutterShare * kind) + 1) / DurationS;
            double bearing = float.IsNaN(BearingRad[r]) ? 0 : Math.Log(2 * Math.PI);
            LogOverClutter[r] = (float)(Math.Log(label / rate) + bearing);
        }
    }

    private void Channels(int sites)
    {
        List<int>[] lists = [.. Enumerable.Range(0, sites * Phases).Select(_ => new List<int>())];
        List<int>[] own = [.. Enumerable.Range(0, ArrivalCount).Select(_ => new List<int>(1))];
        for (int r = 0; r < Count; r++)
        {
            lists[(Site[r] * Phases) + Phase[r]].Add(r);
            own[Arrival[r]].Add(r);
        }

        OfChannel = [.. lists.Select(l => l.ToArray())];
        TimesOfChannel = [.. OfChannel.Select(l => l.Select(r => TimeS[r]).ToArray())];
        for (int i = 0; i < ArrivalCount; i++) ReadingsOf[i] = [.. own[i]];
    }
}
