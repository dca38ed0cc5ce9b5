using System.Globalization;
using Truce.Bench.Indicators;

// False lights a year of whole boards against the promise, and the delay until a planted change lights: docs/quality-indicators.md.
// Usage: Truce.Bench.Indicators false|beyond|weeks|delay|all [boards or runs] [part of a world's name, or days before the change] [season allowance] [seed]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ulong seed = args.Length > 4 ? ulong.Parse(args[4], CultureInfo.InvariantCulture) : 20270314; // the seeds by which numbers were chosen were others: 5551 and 9100
string what = args.Length > 0 ? args[0] : "all";
int? runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : null;
double allowance = args.Length > 3 ? double.Parse(args[3], CultureInfo.InvariantCulture) : Truce.Response.Indicators.IndicatorDefinition.DefaultSeasonAllowance;
string part = args.Length > 2 ? args[2] : "";
if (what is "false" or "all") FalseLights.Print(World.Unchanged, runs ?? 25, part, allowance, weeks: false, seed);
if (what is "weeks" or "all") FalseLights.Print(World.Unchanged, runs ?? 25, part, allowance, weeks: true, seed);
if (what is "beyond" or "all") FalseLights.Print(World.Beyond, runs ?? 25, part, allowance, weeks: false, seed);
if (what is "delay" or "all")
{
    foreach (int change in part.Length > 0 ? [int.Parse(part, CultureInfo.InvariantCulture)] : (int[])[200, 440]) Delays.Print(change, runs ?? 100, allowance, seed);
}
