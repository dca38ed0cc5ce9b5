using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>Promises that wait for other promises.</summary>
internal static class Dependencies
{
    /// <summary>The promises so that each comes after those it waits for (Kahn 1962); those in circles, and those behind a circle, come last.</summary>
    public static (ImmutableArray<Commitment> InOrder, HashSet<RowId> Circles) Order(Ledger ledger)
    {
        if (ledger.Commitments.Values.All(c => c.DependsOn.Length == 0)) return ([.. ledger.Commitments.Values], []);
        var open = new Dictionary<RowId, int>();
        var followers = new Dictionary<RowId, List<Commitment>>();
        foreach (Commitment c in ledger.Commitments.Values)
        {
            RowId[] needs = [.. c.DependsOn.Where(ledger.Commitments.ContainsKey).Distinct()];
            open[c.Id] = needs.Length;
            foreach (RowId need in needs)
            {
                if (!followers.TryGetValue(need, out List<Commitment>? list)) followers[need] = list = [];
                list.Add(c);
            }
        }

        var order = ImmutableArray.CreateBuilder<Commitment>(open.Count);
        order.AddRange(ledger.Commitments.Values.Where(c => open[c.Id] == 0));
        for (int i = 0; i < order.Count; i++)
        {
            foreach (Commitment next in followers.GetValueOrDefault(order[i].Id, []))
            {
                if (--open[next.Id] == 0) order.Add(next);
            }
        }

        HashSet<RowId> circles = [.. ledger.Commitments.Keys.Where(id => open[id] > 0)];
        order.AddRange(ledger.Commitments.Values.Where(c => circles.Contains(c.Id)));
        return (order.ToImmutable(), circles);
    }
}
