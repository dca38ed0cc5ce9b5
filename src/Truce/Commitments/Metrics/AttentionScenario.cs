using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>One guarantor who does nothing for some pillars for some time.</summary>
/// <param name="Guarantor">By code.</param>
/// <param name="Pillars">Pillars; all where empty.</param>
/// <param name="From">First day.</param>
/// <param name="Days">For how many days, 1 or more.</param>
public sealed record Pause(string Guarantor, ImmutableArray<string> Pillars, DateOnly From, int Days)
{
    /// <summary>Last day, included.</summary>
    public DateOnly Last => From.AddDays(Days - 1);

    /// <summary>Whether it pauses a pillar on a day.</summary>
    public bool Holds(string pillar, DateOnly day) => day >= From && day <= Last && (Pillars.IsEmpty || Pillars.Contains(pillar));
}

/// <summary>"Attention elsewhere": what is left of each pillar while guarantors pause, and what falls due meanwhile. A what-if, no forecast.</summary>
/// <param name="Name">Name of the scenario.</param>
/// <param name="Pauses">Who pauses what.</param>
public sealed record AttentionScenario(string Name, ImmutableArray<Pause> Pauses)
{
    /// <summary>A stretch of days over which the same guarantors pause.</summary>
    /// <param name="From">First day.</param>
    /// <param name="Last">Last day, included.</param>
    /// <param name="Paused">Who pauses, by code.</param>
    /// <param name="Left">What is left of each pillar.</param>
    /// <param name="DueMeanwhile">Promises of theirs in the paused pillars that fall due in the stretch.</param>
    public sealed record Stretch(DateOnly From, DateOnly Last, ImmutableArray<string> Paused, ImmutableArray<PillarRemainder> Left, ImmutableArray<RowId> DueMeanwhile);

    /// <summary>Stretch by stretch, in order of days.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="day">The day on which the ledger is judged.</param>
    public ImmutableArray<Stretch> Play(Ledger ledger, DateOnly day) => Play(ledger.On(day), Positions.On(ledger, day));

    /// <summary>The same from a ledger that is of its day already and its board.</summary>
    internal ImmutableArray<Stretch> Play(Ledger then, ImmutableArray<Position> positions)
    {
        ImmutableArray<PillarStock> stocks = Dependence.Stocks(then, positions);
        DateOnly[] edges = [.. Pauses.SelectMany(p => new[] { p.From, p.Last.AddDays(1) }).Distinct().Order()];
        var stretches = ImmutableArray.CreateBuilder<Stretch>();
        for (int i = 0; i + 1 < edges.Length; i++)
        {
            (DateOnly from, DateOnly last) = (edges[i], edges[i + 1].AddDays(-1));
            Pause[] now = [.. Pauses.Where(p => p.From <= from && p.Last >= last)];
            if (now.Length == 0) continue;
            // Who pauses differs from pillar to pillar, so each pillar is asked by itself.
            ImmutableArray<PillarRemainder> left = [.. stocks.Select(stock => stock.Without([.. now.Where(p => p.Holds(stock.Pillar, from)).Select(p => p.Guarantor)]))];
            RowId[] due = [.. positions.SelectMany(p => p.Commitments).Where(c => c.Due >= from && c.Due <= last && now.Any(p => p.Guarantor == c.Commitment.Guarantor && p.Holds(c.Commitment.Pillar, from))).Select(c => c.Commitment.Id)];
            stretches.Add(new(from, last, [.. now.Select(p => p.Guarantor).Distinct().Order(StringComparer.Ordinal)], left, [.. due]));
        }

        return stretches.ToImmutable();
    }
}
