using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truce.Detections.Stations;
using Truce.Feeds.Waveforms;
using Truce.Observations.Waveforms;

namespace Truce.Bench.Stations;

/// <summary>Onsets of three icequakes beside the picks of QuakeMigrate, which are a peer's and not the truth.</summary>
internal static class Icequakes
{
    public static void Run(string data)
    {
        string folder = Path.Combine(data, "quakemigrate", "benchmarks", "Icequake_Iceland");
        StationOptions options = new() { Bands = [new(10, 125)], StaS = 0.02, LtaS = 0.5, OnRatio = 3 };
        foreach (char phase in "PS")
        {
            var off = new List<double>();
            int picks = 0, within = 0;
            foreach (string file in Directory.GetFiles(folder, "*.picks").Order(StringComparer.Ordinal))
            {
                WaveformSegment[] segments = [.. WaveformFiles.Read(Path.ChangeExtension(file, ".m")).Segments.OrderBy(s => s.Start)];
                StationsRun run = StationsRun.Over(segments.Where(s => (phase == 'P') == (s.Channel.Subsource is "Z" or "3")), options);
                foreach (string[] row in File.ReadLines(file).Skip(1).Select(l => l.Split(',')).Where(r => r[1] == phase.ToString() && r[3] != "-1"))
                {
                    picks++;
                    Instant at = InstantPattern.ExtendedIso.Parse(row[3]).Value;
                    double sigmaS = double.Parse(row[4], CultureInfo.InvariantCulture);
                    StationTrigger? near = run.Triggers.Where(t => t.Channel.Station == row[0] && t.Onset is not null).MinBy(t => Math.Abs((t.Onset!.At - at).TotalSeconds));
                    if (near is null || Math.Abs((near.Onset!.At - at).TotalSeconds) > 0.2) continue;
                    double s = (near.Onset.At - at).TotalSeconds;
                    off.Add(s);
                    within += Math.Abs(s) <= 2 * Math.Sqrt((near.Onset.SigmaS * near.Onset.SigmaS) + (sigmaS * sigmaS)) ? 1 : 0;
                }
            }

            double[] sorted = [.. off.Order()];
            double median = sorted.Length > 0 ? sorted[sorted.Length / 2] : double.NaN;
            double[] away = [.. off.Select(o => Math.Abs(o - median)).Order()];
            Console.WriteLine($"{phase}: {picks} picks of the peer, {off.Count} with an onset of ours within 0.2 s; ours less the peer's: median {median:f4} s, MAD {(away.Length > 0 ? away[away.Length / 2] : double.NaN):f4} s; {within} of {off.Count} within 2 sigma of both");
        }
    }
}
