using System.Globalization;
using Truce.Bench.Evidence;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Dictionary<string, string> options = [];
foreach (string arg in args)
{
    string[] parts = arg.TrimStart('-').Split('=', 2);
    options[parts[0]] = parts.Length > 1 ? parts[1] : "";
}

if (options.ContainsKey("help"))
{
    Console.WriteLine("options: --dir=FOLDER --runs=5 --probe=1 (seconds) --entries=20480 (durable, a run) --verify=1000000 --only=probe,keys,seal,verify,kill --kills=20");
    return 0;
}

string Option(string name, string otherwise) => options.GetValueOrDefault(name, otherwise);
int Number(string name, int otherwise) => int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
if (options.TryGetValue("writer", out string? store)) return Kills.Write(store);

string folder = Option("dir", Directory.CreateTempSubdirectory("truce-bench-").FullName);
Directory.CreateDirectory(folder);
HashSet<string> only = [.. Option("only", "probe,keys,seal,verify").Split(',')];
Machine.Print();
double probeS = Number("probe", 1);
if (only.Contains("probe")) Machine.Probe(folder, probeS, "before");
if (only.Contains("keys")) KeyRates.Run(Number("runs", 5));
if (only.Contains("seal")) Sealing.Run(folder, Number("runs", 5), Number("entries", 20_480));
if (only.Contains("verify")) Verifying.Run(folder, Number("runs", 5), Number("verify", 1_000_000));
if (only.Contains("probe")) Machine.Probe(folder, probeS, "after");
return only.Contains("kill") ? Kills.Run(folder, Number("kills", 20)) : 0;
