namespace Truce.Fusion.Association;

/// <summary>Why an arrival stands in no event: the reason of the event that comes nearest to having it.</summary>
internal sealed class Reasons(Readings readings, EventFit fit, List<Draft> drafts, HashSet<int> weak, double longestS)
{
    private const double NearFactor = 4; // "comes near in time": within four times what the gate allows, our choice
    private readonly Draft[] _byTime = [.. drafts.OrderBy(d => d.TimeS)];

    internal LeftReason Of(int arrival)
    {
        LeftReason reason = weak.Contains(arrival) ? LeftReason.WeakEvidence : LeftReason.NoCompany;
        int rank = 0;
        foreach (int r in readings.ReadingsOf[arrival])
        {
            for (int k = First(readings.TimeS[r] - longestS); k < _byTime.Length && _byTime[k].TimeS <= readings.TimeS[r] + 5; k++)
            {
                (LeftReason why, int its) = Against(_byTime[k], r);
                if (its > rank) (reason, rank) = (why, its);
            }
        }

        return reason;
    }

    private (LeftReason Reason, int Rank) Against(Draft draft, int r)
    {
        float ratio = fit.LogRatio(draft, r, out float distance, out bool inTime);
        if (!float.IsNegativeInfinity(ratio))
        {
            bool wanted = fit.Wants(draft, r, ratio, distance);
            return wanted ? (LeftReason.BetterArrival, 4) : (LeftReason.UnlikelyToBeHeard, 2);
        }

        if (inTime) return (LeftReason.BearingElsewhere, 3);
        return Math.Abs(fit.Residual(draft, r, out _)) < NearFactor * 3 * readings.SigmaS[r] ? (LeftReason.ResidualTooLarge, 1) : (LeftReason.NoCompany, 0);
    }

    private int First(double timeS)
    {
        int low = 0, high = _byTime.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_byTime[middle].TimeS < timeS) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
