using Truce.Detections;
using Truce.Measures;

namespace Truce.Fusion;

/// <summary>What one factor adds to the log-odds that the incident is real.</summary>
/// <remarks>Holds who speaks rather than copies of two ids: there are four shares a member.</remarks>
public readonly struct FactorShare : IEquatable<FactorShare>
{
    private readonly object? _from;

    /// <summary>From its words, as read back from a record.</summary>
    /// <param name="kind">A word: <c>prior</c>, <c>report</c>, <c>place</c>, <c>time</c>, <c>context</c>, …</param>
    /// <param name="source">The detection or context factor; absent for the prior.</param>
    /// <param name="origin">The origin group it is counted under; absent for the prior.</param>
    /// <param name="logOdds">Nats; positive speaks for the incident.</param>
    public FactorShare(string kind, Hash256? source, Hash256? origin, double logOdds)
    {
        (Kind, LogOdds) = (kind, logOdds);
        _from = source is null && origin is null ? null : new Speaker(source, origin);
    }

    internal FactorShare(string kind, Detection? from, double logOdds) => (Kind, _from, LogOdds) = (kind, from, logOdds);

    internal FactorShare(string kind, ContextFactor from, double logOdds) => (Kind, _from, LogOdds) = (kind, from, logOdds);

    /// <summary>A word: <c>prior</c>, <c>report</c>, <c>place</c>, <c>time</c>, <c>context</c>, …</summary>
    public string Kind { get; }

    /// <summary>The detection or context factor; absent for the prior.</summary>
    public Hash256? Source => _from switch
    {
        Detection d => d.Id,
        ContextFactor f => f.Id,
        Speaker s => s.Source,
        _ => null,
    };

    /// <summary>The origin group it is counted under; absent for the prior.</summary>
    public Hash256? Origin => _from switch
    {
        Detection d => d.Origin.Key,
        ContextFactor f => f.Origin.Key,
        Speaker s => s.Origin,
        _ => null,
    };

    /// <summary>Nats; positive speaks for the incident.</summary>
    public double LogOdds { get; }

    /// <summary>Whether two shares say the same.</summary>
    public static bool operator ==(FactorShare left, FactorShare right) => left.Equals(right);

    /// <summary>Whether two shares differ.</summary>
    public static bool operator !=(FactorShare left, FactorShare right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(FactorShare other) =>
        LogOdds == other.LogOdds && Kind == other.Kind && (ReferenceEquals(_from, other._from) || (Source == other.Source && Origin == other.Origin));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FactorShare other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Source, LogOdds);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {LogOdds}";

    private sealed record Speaker(Hash256? Source, Hash256? Origin);
}
