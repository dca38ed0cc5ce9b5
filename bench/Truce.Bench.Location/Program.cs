using Truce.Bench.Location;

string data = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "../shared/data/seismo";
Console.WriteLine($"machine: {Environment.ProcessorCount} processors, .NET {Environment.Version}");
if (args.Contains("--real") || args.Length == 0) Real.Run(data);
