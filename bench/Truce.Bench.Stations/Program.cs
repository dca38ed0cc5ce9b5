using System.Globalization;
using Truce.Bench.Stations;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string data = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "../shared/data/seismo";
if (args.Contains("--onsets")) OnsetTrials.Run(data);
else if (args.Contains("--icequakes")) Icequakes.Run(data);
else Speed.Run(args.FirstOrDefault(a => a.StartsWith("--lanes=", StringComparison.Ordinal)) is { } lanes ? [int.Parse(lanes[8..], CultureInfo.InvariantCulture)] : [1, 4, 8]);
