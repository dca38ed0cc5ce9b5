using System.Collections.Immutable;
using Truce.Measures;
using Truce.Response.Consultations;
using Truce.Response.Protocols;

namespace Truce.Response.Exercises;

/// <summary>A share of runs with its exact 95 % interval (Clopper and Pearson): how well so many runs know the chance under the assumptions, not how true the assumptions are.</summary>
/// <param name="Hits">Runs in which it was so.</param>
/// <param name="Of">Runs in which it could be so.</param>
public readonly record struct RunShare(int Hits, int Of)
{
    /// <summary>The interval as shares, 0 to 1; all of it when nothing could be so.</summary>
    public Interval95 Interval
    {
        get
        {
            (double low, double high) = ExactIntervals.Share(Hits, Of);
            return new(low, high);
        }
    }
}

/// <summary>Counts over many runs. Adding is commutative, so any number of threads counts the same.</summary>
public sealed class ExerciseTally
{
    private static readonly int Standings = Enum.GetValues<TierStanding>().Length;
    private static readonly int Statuses = Enum.GetValues<InviteeStatus>().Length;
    private static readonly int Promises = Enum.GetValues<PromiseStanding>().Length;
    private readonly Protocol _protocol;
    private readonly Exercise _exercise;
    private readonly ImmutableArray<string> _asked;
    private readonly int[] _standing, _status, _promise;

    /// <summary>Nothing counted yet.</summary>
    public ExerciseTally(Protocol protocol, Exercise exercise)
    {
        (_protocol, _exercise) = (protocol, exercise);
        _asked = [.. protocol.Tiers.SelectMany(t => protocol.Asked(t)).Distinct(StringComparer.Ordinal)];
        int tiers = exercise.Findings.Length * protocol.Tiers.Length;
        _standing = new int[tiers * Standings];
        _status = new int[tiers * _asked.Length * Statuses];
        _promise = new int[exercise.Findings.Length * exercise.Promises.Length * Promises];
    }

    /// <summary>Runs counted.</summary>
    public int Runs { get; private set; }

    /// <summary>Plays and counts runs <paramref name="from"/> to <paramref name="to"/>, the last one excluded.</summary>
    public void Play(ulong seed, int from, int to)
    {
        for (int run = from; run < to; run++) Add(ExerciseRun.Play(_protocol, _exercise, seed, run));
    }

    /// <summary>Counts one run.</summary>
    public void Add(ExerciseResult result)
    {
        Runs++;
        for (int f = 0; f < result.Consultations.Length; f++)
        {
            ConsultationState state = result.Consultations[f].State;
            foreach (TierState tier in state.Tiers)
            {
                int t = (f * _protocol.Tiers.Length) + _protocol.Rank(tier.Tier.Id);
                _standing[(t * Standings) + (int)tier.Standing]++;
                foreach (InviteeState i in tier.Invitees) _status[(((t * _asked.Length) + _asked.IndexOf(i.Invitee)) * Statuses) + (int)i.Status]++;
            }

            foreach (PromiseListed p in state.Promises)
            {
                int at = (f * _exercise.Promises.Length) + Index(p.Due.Commitment);
                _promise[(at * Promises) + (int)p.State]++;
            }
        }
    }

    /// <summary>Adds the counts of another tally of the same exercise.</summary>
    public void Merge(ExerciseTally other)
    {
        Runs += other.Runs;
        Sum(_standing, other._standing);
        Sum(_status, other._status);
        Sum(_promise, other._promise);
    }

    /// <summary>Runs in which a tier was reached, of all.</summary>
    public RunShare Reached(int finding, int tier) => new(Enum.GetValues<TierStanding>().Sum(s => Count(finding, tier, s)), Runs);

    /// <summary>Runs in which a tier was met in time, of those in which its deadline came and somebody can tell.</summary>
    public RunShare Met(int finding, int tier)
    {
        int met = Count(finding, tier, TierStanding.Met);
        return new(met, met + Count(finding, tier, TierStanding.MetLate) + Count(finding, tier, TierStanding.Missed));
    }

    /// <summary>Runs in which a tier stood so at the end.</summary>
    public int Count(int finding, int tier, TierStanding standing) => _standing[(((finding * _protocol.Tiers.Length) + tier) * Standings) + (int)standing];

    /// <summary>Runs in which somebody answered in time, of those in which they answered at all or let the deadline pass.</summary>
    public RunShare Answered(int finding, int tier, string invitee)
    {
        int at = ((((finding * _protocol.Tiers.Length) + tier) * _asked.Length) + _asked.IndexOf(invitee)) * Statuses;
        int inTime = _status[at + (int)InviteeStatus.AnsweredInTime];
        return new(inTime, inTime + _status[at + (int)InviteeStatus.AnsweredLate] + _status[at + (int)InviteeStatus.Overdue]);
    }

    /// <summary>Runs in which a promise lapsed, of those in which its time came.</summary>
    public RunShare Failed(int finding, int promise)
    {
        int at = ((finding * _exercise.Promises.Length) + promise) * Promises;
        int lapsed = _promise[at + (int)PromiseStanding.Lapsed];
        return new(lapsed, lapsed + _promise[at + (int)PromiseStanding.Honoured]);
    }

    private int Index(string commitment)
    {
        for (int i = 0; i < _exercise.Promises.Length; i++)
        {
            if (_exercise.Promises[i].Commitment == commitment) return i;
        }

        throw new ArgumentException($"the scenario claims no promise '{commitment}'", nameof(commitment));
    }

    private static void Sum(int[] to, int[] from)
    {
        for (int i = 0; i < to.Length; i++) to[i] += from[i];
    }
}
