using System.Diagnostics;
using Truce.Bench.Arrays;
using Truce.Detections.Arrays;

string data = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "../shared/data/seismo";
Console.WriteLine($"machine: {Environment.ProcessorCount} processors, .NET {Environment.Version}");
string only = args.FirstOrDefault(a => a.StartsWith("--only=", StringComparison.Ordinal)) ?? "--only=";
foreach (Recording r in Recording.All(data).Where(r => only.Length == 7 || r.Name == only[7..]))
{
    if (args.Contains("--windows")) Print.Windows(r);
    else if (args.Contains("--faults")) Faults.Run(r);
    else if (args.Contains("--left-out")) LeftOut.Run(r);
    else if (args.Contains("--truth")) Truth.Run(r);
    else Speed(r);
}

static void Speed(Recording r)
{
    // The first run compiles; so do the next ones in part, until every loop has its last form.
    TimeSpan began = Process.GetCurrentProcess().TotalProcessorTime;
    ArrayRun run = ArrayRun.Over(r.Elements, r.RateHz, r.Options, r.Segments);
    double firstS = (Process.GetCurrentProcess().TotalProcessorTime - began).TotalSeconds;
    while ((Process.GetCurrentProcess().TotalProcessorTime - began).TotalSeconds < 4) run = ArrayRun.Over(r.Elements, r.RateHz, r.Options, r.Segments);
    var times = new List<double>();
    for (int i = 0; i < 15; i++)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        run = ArrayRun.Over(r.Elements, r.RateHz, r.Options, r.Segments);
        times.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }

    times.Sort();
    Console.WriteLine($"{r.Name}: {r.Elements.Length} elements, {r.Segments.Sum(s => (long)s.Count)} samples, {run.Windows.Length} windows, {run.Windows.Count(w => w.Detected)} above threshold, "
        + $"{run.Detections.Length} detections, {run.Coefficients} coefficients; CPU s first run {firstS:f3}, settled median {times[times.Count / 2]:f4} ({times[0]:f4} to {times[^1]:f4})");
}
