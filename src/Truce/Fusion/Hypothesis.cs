using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Fusion;

/// <summary>What fusion holds to have happened: a weighted bundle of detections and what they say together. The Incidents room gives it a name in time and versions.</summary>
public sealed record Hypothesis
{
    /// <summary>Id of the founding detection: the earliest of its members (start, then id). The same for every order of arrival.</summary>
    public required Hash256 Id { get; init; }

    /// <summary>Members in canonical order (id).</summary>
    public required ImmutableArray<Member> Members { get; init; }

    /// <summary>P(class | evidence), indexed by <see cref="IncidentClass"/>; sums to 1.</summary>
    public required ImmutableArray<double> ClassProbability { get; init; }

    /// <summary>P(something of this mission's interest happened | evidence): the calibrated posterior, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>The lowest probability that is left when any one origin group is taken away, 0 to 1.</summary>
    public required double Robustness { get; init; }

    /// <summary>90 % interval of the time of the event.</summary>
    public required TimeInterval When { get; init; }

    /// <summary>Where, with its error.</summary>
    public required PosteriorPlace Where { get; init; }

    /// <summary>Number of independent origin groups among its members.</summary>
    public required int Origins { get; init; }

    /// <summary>P(side | evidence that speaks of origin); absent: undetermined, which impact location alone always is.</summary>
    public ImmutableSortedDictionary<string, double>? Attribution { get; init; }

    /// <summary>What each factor adds, in nats, in canonical order; their sum and the prior give the log-odds of <see cref="Probability"/>.</summary>
    public ImmutableArray<FactorShare> Factors { get; init; } = [];

    /// <summary>Members that might as well belong elsewhere.</summary>
    public ImmutableArray<RunnerUp> RunnersUp { get; init; } = [];

    /// <summary>Who may see it: the label of all its members together.</summary>
    public required Label Label { get; init; }

    /// <summary>Whether any member was made by a simulation.</summary>
    public bool Simulated { get; init; }

    /// <summary>Whether two hypotheses say the same in every number and word.</summary>
    public bool SameAs(Hypothesis other) =>
        Id == other.Id && Probability == other.Probability && Robustness == other.Robustness && When == other.When && Origins == other.Origins
        && Simulated == other.Simulated && Label == other.Label && Where.Position == other.Where.Position && Where.Error == other.Where.Error
        && Where.Multimodal == other.Where.Multimodal && Where.Modes.SequenceEqual(other.Where.Modes)
        && ClassProbability.SequenceEqual(other.ClassProbability) && Members.SequenceEqual(other.Members)
        && Factors.SequenceEqual(other.Factors) && RunnersUp.SequenceEqual(other.RunnersUp);

    /// <summary>The class with the highest probability; ties go to the lower index.</summary>
    public IncidentClass MostLikelyClass
    {
        get
        {
            int best = 0;
            for (int i = 1; i < ClassProbability.Length; i++)
            {
                if (ClassProbability[i] > ClassProbability[best]) best = i;
            }

            return (IncidentClass)best;
        }
    }
}

/// <summary>Where an incident was: a mean with covariance, the modes behind it, and whether one ellipse tells the truth.</summary>
/// <param name="Position">Posterior mean (of the heaviest mode when there are several).</param>
/// <param name="Error">1 σ covariance about it.</param>
/// <param name="Modes">All modes; <c>default</c> for the one that position and error make.</param>
/// <param name="Multimodal">True when an ellipse alone would mislead.</param>
public sealed record PosteriorPlace(GeoPoint Position, Covariance2 Error, ImmutableArray<PlaceMode> Modes, bool Multimodal)
{
    private readonly ImmutableArray<PlaceMode> _modes = Modes;

    /// <summary>All modes; one when the posterior has one.</summary>
    public ImmutableArray<PlaceMode> Modes
    {
        get => _modes.IsDefault ? [new(Position, Error, 1)] : _modes; // most posteriors have one: it is not kept twice
        init => _modes = value;
    }
}

/// <summary>One mode of a posterior over places.</summary>
/// <param name="Position">Its mean.</param>
/// <param name="Error">1 σ covariance.</param>
/// <param name="Weight">Its share, 0 to 1.</param>
public sealed record PlaceMode(GeoPoint Position, Covariance2 Error, double Weight);
