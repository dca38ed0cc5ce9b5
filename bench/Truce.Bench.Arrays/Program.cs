using System.Diagnostics;
using Truce.Bench.Arrays;
using Truce.Detections.Arrays;

string data = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "../shared/data/seismo";
Console.WriteLine($"machine: {Environment.ProcessorCount} processors, .NET {Environment.Version}");
foreach (Recording r in Recording.All(data))
{
    if (args.Contains("--windows")) Print.Windows(r);
    else if (args.Contains("--faults")) Faults.Run(r);
    else Speed(r);
}

static void Speed(Recording r)
{
    ArrayRun run = ArrayRun.Over(r.Elements, r.RateHz, r.Options, r.Segments);
    var times = new List<double>();
    for (int i = 0; i < 15; i++)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        run = ArrayRun.Over(r.Elements, r.RateHz, r.Options, r.Segments);
        times.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }

    times.Sort();
    Console.WriteLine($"{r.Name}: {r.Elements.Length} elements, {r.Segments.Sum(s => (long)s.Count)} samples, {run.Windows.Length} windows, {run.Windows.Count(w => w.Detected)} above threshold, "
        + $"{run.Detections.Length} detections, {run.Coefficients} coefficients; CPU s median {times[times.Count / 2]:f4} ({times[0]:f4} to {times[^1]:f4})");
}
