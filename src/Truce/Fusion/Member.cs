using Truce.Detections;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Fusion;

/// <summary>A detection in an incident.</summary>
/// <remarks>Holds the detection it speaks of rather than copies of its ids: a day of a million detections has as many members.</remarks>
public readonly struct Member : IEquatable<Member>
{
    private readonly Detection _of;

    /// <summary>From its words, as read back from a record.</summary>
    /// <param name="detection">Its id.</param>
    /// <param name="observation">The observation it came from.</param>
    /// <param name="feed">Feed of the observation.</param>
    /// <param name="origin">Who is ultimately speaking.</param>
    /// <param name="weight">P(this detection belongs to this incident | all evidence), 0 to 1.</param>
    public Member(Hash256 detection, Hash256 observation, string feed, OriginGroup origin, double weight)
        : this(new() { Id = detection, Observation = observation, Feed = feed, Origin = origin, When = default, Where = Nowhere, ClassLogLikelihood = [] }, weight)
    {
    }

    internal Member(Detection of, double weight) => (_of, Weight) = (of, weight);

    private static readonly PlaceEvidence Nowhere = new PlaceEvidence.Mixture([]);

    /// <summary>Its id.</summary>
    public Hash256 Detection => _of.Id;

    /// <summary>The observation it came from.</summary>
    public Hash256 Observation => _of.Observation;

    /// <summary>Feed of the observation.</summary>
    public string Feed => _of.Feed;

    /// <summary>Who is ultimately speaking.</summary>
    public OriginGroup Origin => _of.Origin;

    /// <summary>P(this detection belongs to this incident | all evidence), 0 to 1.</summary>
    public double Weight { get; }

    /// <summary>Whether two members say the same.</summary>
    public static bool operator ==(Member left, Member right) => left.Equals(right);

    /// <summary>Whether two members differ.</summary>
    public static bool operator !=(Member left, Member right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Member other) =>
        Weight == other.Weight && (ReferenceEquals(_of, other._of)
            || (Detection == other.Detection && Observation == other.Observation && Feed == other.Feed && Origin == other.Origin));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Member other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Detection, Weight);

    /// <inheritdoc/>
    public override string ToString() => $"{Detection.Short} {Feed} {Weight}";
}
