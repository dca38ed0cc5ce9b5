using Truce.Bench.Location;

string data = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "../shared/data/seismo";
Console.WriteLine($"machine: {Environment.ProcessorCount} processors, .NET {Environment.Version}");
if (args.Contains("--real") || args.Length == 0) Real.Run(data);
if (args.Contains("--real")) Icequakes.Run(data);
if (args.Contains("--coverage"))
{
    int events = args.SkipWhile(a => a != "--events").Skip(1).Select(int.Parse).FirstOrDefault(1000);
    ulong seed = args.SkipWhile(a => a != "--seed").Skip(1).Select(ulong.Parse).FirstOrDefault(20_301_122UL);
    Coverages.Run(events, seed, new() { LeaveOneOut = false }, args.SkipWhile(a => a != "--error").Skip(1).FirstOrDefault(), args.SkipWhile(a => a != "--layout").Skip(1).FirstOrDefault());
}
