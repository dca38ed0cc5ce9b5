using Truce.Feeds.Text;

namespace Truce.Feeds.Patrol;

/// <summary>What a patrol report leaves open.</summary>
public sealed record PatrolOptions
{
    /// <summary>1 σ of an observer's position that gives none, metres: a hand-held receiver under trees.</summary>
    public double ObserverSigmaM { get; init; } = 20;

    /// <summary>Greatest distance of a sector that gives none, metres: artillery is heard this far on a quiet day. Chosen by us.</summary>
    public double FarthestM { get; init; } = 20_000;

    /// <summary>Reads the options of a mission; the list of mistakes is empty when all is well.</summary>
    public static PatrolOptions Read(IReadOnlyDictionary<string, string> given, out IReadOnlyList<string> problems)
    {
        var reader = new FeedOptionReader(given);
        var options = new PatrolOptions
        {
            ObserverSigmaM = reader.Number("observerSigmaM", 20, 0.1, 10_000),
            FarthestM = reader.Number("farthestM", 20_000, 1, 100_000),
        };
        problems = reader.Problems();
        return options;
    }
}
