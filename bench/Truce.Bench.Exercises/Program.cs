using System.Diagnostics;
using System.Globalization;
using Truce.Response.Consultations;
using Truce.Response.Exercises;
using Truce.Response.Protocols;

// 10,000 runs of the 90-day sample on one thread and on two, in wall and CPU seconds. Goal: 60 s on two cores.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Runs = 10_000, Times = 3, Block = 64;
string folder = args.FirstOrDefault() ?? "missions/examples";
Protocol protocol = ProtocolReader.Read(File.ReadAllBytes(Path.Combine(folder, "protocol.example.json")), "protocol").Protocol!;
Exercise exercise = ExerciseReader.Read(File.ReadAllBytes(Path.Combine(folder, "response-scenario.example.json")), "scenario", protocol).Exercise!;
Console.WriteLine($"machine: {Environment.ProcessorCount} processors, .NET {Environment.Version}; SIMULATED; {Runs} runs of {exercise.Length.TotalDays} days, {exercise.Findings.Length} findings, {protocol.Tiers.Length} tiers, seed 1");
double events = Enumerable.Range(0, 200).Average(r => ExerciseRun.Play(protocol, exercise, 1, r).Consultations.Sum(c => c.Events.Length));
Console.WriteLine($"events a run: {events:F1}");
string? first = null;
for (int i = 0; i < Times; i++)
{
    foreach (int threads in (int[])[1, 2])
    {
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        ExerciseTally tally = Play(threads);
        TimeSpan wall = watch.Elapsed;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        string said = ExerciseJson.Many(protocol, exercise, tally, 1).ToJsonString();
        first ??= said;
        Console.WriteLine($"{threads} threads: {wall.TotalSeconds:F2} s wall, {cpu.TotalSeconds:F2} s CPU, counts {(said == first ? "equal" : "DIFFER")}");
    }
}

ConsultationEvent[] one = [.. ExerciseRun.Play(protocol, exercise, 1, 0).Consultations[0].Events];
TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
for (int i = 0; i < 1000; i++) _ = ConsultationState.Of(protocol, one, exercise.End).Tiers.Length;
Console.WriteLine($"a consultation of {one.Length} sealed events read whole, ids included: {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds:F0} µs CPU");

ExerciseTally Play(int threads)
{
    var whole = new ExerciseTally(protocol, exercise);
    var gate = new Lock();
    Parallel.For(0, (Runs + Block - 1) / Block, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new ExerciseTally(protocol, exercise),
        (block, _, own) =>
        {
            own.Play(1, block * Block, Math.Min(Runs, (block + 1) * Block));
            return own;
        },
        own =>
        {
            lock (gate) whole.Merge(own);
        });
    return whole;
}
