using Truce.Fusion.Association;
using Truce.Simulation.Arrivals;

namespace Truce.Bench.Association;

/// <summary>Events found against events planted: matched when they share at least 60 % of the arrivals of the larger of the two.</summary>
internal sealed record Match(int Scorable, int Found, int Matched, int Unscorable, double OriginErrorS, double PlaceErrorKm)
{
    public double Precision => Found == 0 ? 1 : (double)Matched / Found;

    public double Recall => Scorable == 0 ? 1 : (double)Matched / Scorable;

    public double F1 => Matched == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Events with fewer arrivals than <paramref name="least"/>, or all from one site, cannot be found: found ones of them count neither way.</summary>
    public static Match Of(ArrivalSet set, AssociationResult result, int least)
    {
        Dictionary<string, int> index = set.Arrivals.Select((a, i) => (a.Id, i)).ToDictionary(a => a.Id, a => a.i);
        int[] size = new int[set.Events.Length];
        var sites = new HashSet<string>[set.Events.Length];
        for (int i = 0; i < set.EventOf.Length; i++)
        {
            if (set.EventOf[i] < 0) continue;
            size[set.EventOf[i]]++;
            (sites[set.EventOf[i]] ??= []).Add(set.Arrivals[i].Site);
        }

        bool Counts(int e) => size[e] >= least && sites[e].Count >= 2;
        int matched = 0, ignored = 0;
        var times = new List<double>();
        var places = new List<double>();
        var taken = new bool[set.Events.Length];
        foreach (AssociatedEvent found in result.Events)
        {
            var most = found.Members.Select(m => set.EventOf[index[m.ArrivalId]]).Where(e => e >= 0).GroupBy(e => e).OrderByDescending(g => g.Count()).FirstOrDefault();
            if (most is null || taken[most.Key] || most.Count() < 0.6 * Math.Max(found.Members.Length, size[most.Key])) continue;
            taken[most.Key] = true;
            if (!Counts(most.Key))
            {
                ignored++;
                continue;
            }

            matched++;
            times.Add(Math.Abs((found.At - set.Events[most.Key].At).TotalSeconds));
            places.Add(found.Position.DistanceM(set.Events[most.Key].Position) / 1000);
        }

        times.Sort();
        places.Sort();
        int scorable = Enumerable.Range(0, size.Length).Count(Counts);
        return new(scorable, result.Events.Length - ignored, matched, size.Length - scorable, times.Count > 0 ? times[times.Count / 2] : double.NaN, places.Count > 0 ? places[places.Count / 2] : double.NaN);
    }
}
