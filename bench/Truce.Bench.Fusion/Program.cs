using System.Diagnostics;
using System.Globalization;
using Truce.Bench.Fusion;
using Truce.Detections;
using Truce.Fusion;

// Usage: Truce.Bench.Fusion [lengthKm=1200] [hotKm=7] [seed …] [--echoes=0] [--stated=1]. Echoes: mean copies of a row by its own origin;
// stated: P(report | event) that fusion is told, over the true one. Seeds 1 and 2 were used to choose constants; state figures for others.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
double Option(string name, double otherwise) =>
    args.LastOrDefault(a => a.StartsWith(name, StringComparison.Ordinal)) is { } a ? double.Parse(a[name.Length..], CultureInfo.InvariantCulture) : otherwise;
double lengthKm = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 1200;
double hotKm = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 7;
double echoes = Option("--echoes=", 0), stated = Option("--stated=", 1);
args = [.. args.Where(a => !a.StartsWith('-'))];
ulong[] seeds = args.Length > 2 ? [.. args[2..].Select(a => ulong.Parse(a, CultureInfo.InvariantCulture))] : [11, 12, 13];
WarmUp(hotKm);
foreach (ulong seed in seeds) Run(seed, lengthKm, hotKm, echoes, stated);

// A service has been running for long when a busy day comes: compile before the clock starts.
static void WarmUp(double hotKm)
{
    var world = new MillionRows(3, 8, hotKm);
    for (int run = 0; run < 40; run++)
    {
        var state = new FusionState(new() { Rates = MillionRows.RatesOf(world.RatePerKm2Hour), OthersSilentLog = -5.8, AreaKm2 = 8 * MillionRows.DepthKm });
        foreach (Detection d in world.Detections) state.Add(d);
        state.Resolve();
    }

    Console.WriteLine($"warmed up on forty times {world.Detections.Length} detections of seed 3");
}

static void Run(ulong seed, double lengthKm, double hotKm, double echoes, double stated)
{
    var world = new MillionRows(seed, lengthKm, hotKm, echoes, stated);
    Console.WriteLine($"seed {seed}, {echoes} echoes a row, P(report | event) stated as {stated} of the true one: {world.Detections.Length} detections, {world.Incidents.Length} incidents, hot spots of {hotKm} km");
    Peer(world);
    GC.Collect();
    long before = GC.GetTotalMemory(true);
    var options = new FusionOptions
    {
        Rates = MillionRows.RatesOf(world.RatePerKm2Hour),
        OthersSilentLog = MillionRows.SensorsNear * Math.Log(1 - (0.135 * stated)), // −5.8 when it is true
        AreaKm2 = lengthKm * MillionRows.DepthKm,
    };
    using var process = Process.GetCurrentProcess();
    TimeSpan cpu = process.TotalProcessorTime, paused = GC.GetTotalPauseDuration();
    long allocated = GC.GetTotalAllocatedBytes();
    long wall = Stopwatch.GetTimestamp();
    var state = new FusionState(options);
    foreach (Detection d in world.Detections) state.Add(d);
    TimeSpan added = Stopwatch.GetElapsedTime(wall);
    FusionDelta delta = state.Resolve();
    TimeSpan took = Stopwatch.GetElapsedTime(wall);
    process.Refresh();
    double cpuS = (process.TotalProcessorTime - cpu).TotalSeconds;
    double n = world.Detections.Length;
    Console.WriteLine($"  time      {took.TotalSeconds:F2} s wall (adding {added.TotalSeconds:F2}), {cpuS:F2} s CPU: {n / took.TotalSeconds:N0} rows/s wall, {n / cpuS:N0} rows/s CPU");
    Console.WriteLine($"  collector {(GC.GetTotalPauseDuration() - paused).TotalSeconds:F2} s of it, for {(GC.GetTotalAllocatedBytes() - allocated) / 1e6:F0} MB allocated");
    Console.WriteLine($"  memory    {(GC.GetTotalMemory(false) - before) / 1e6:F0} MB more, peak of the process {process.PeakWorkingSet64 / 1e6:F0} MB");
    Console.WriteLine($"  found     {delta.Current.Length} hypotheses, {delta.ComponentsSolved} components, the largest of {delta.LargestComponent}");
    Quality.Print(world, delta.Current);
    Steps(state, seed, hotKm);
}

// A live store: ten more detections at a time into what is already there.
static void Steps(FusionState state, ulong seed, double hotKm)
{
    const int Count = 200, Each = 10;
    Detection[] late = new MillionRows(seed + 1_000_000, 8, hotKm).Detections;
    double[] tookMs = new double[Count];
    int solved = 0;
    for (int s = 0; s < Count; s++)
    {
        long began = Stopwatch.GetTimestamp();
        for (int k = 0; k < Each; k++) state.Add(late[(s * Each) + k]);
        solved += state.Resolve().ComponentsSolved;
        tookMs[s] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    Array.Sort(tookMs);
    Console.WriteLine($"  step      {Each} more into {state.Count}: median {tookMs[Count / 2]:F2} ms, 95 % within {tookMs[Count * 95 / 100]:F2} ms wall, {(double)solved / Count:F1} components solved");
}

static void Peer(MillionRows world)
{
    int n = world.Detections.Length;
    double[] x = new double[n], y = new double[n], t = new double[n];
    for (int i = 0; i < n; i++)
    {
        Detection d = world.Detections[i];
        (x[i], y[i]) = world.Strip(((PlaceEvidence.Point)d.Where).Position);
        t[i] = MillionRows.Seconds(d.When.Start);
    }

    long wall = Stopwatch.GetTimestamp();
    int[] found = Dbscan.Cluster(x, y, t, 1.5, 30);
    TimeSpan took = Stopwatch.GetElapsedTime(wall);
    ClusterAgreement a = FusionScore.Pairwise(world.Truth, found);
    Console.WriteLine($"  DBSCAN    P {a.Precision:F3} R {a.Recall:F3} F1 {a.F1:F3} in {took.TotalSeconds:F2} s (1.5 km, 30 s, minpts 2)");
}
