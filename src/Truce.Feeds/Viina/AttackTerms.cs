using Truce.Observations;

namespace Truce.Feeds.Viina;

/// <summary>What the stems that a VIINA row matched say was seen; Ukrainian and Russian.</summary>
public static class AttackTerms
{
    private static readonly string[] Explosion = ["вибух", "взрыв", "удар", "ракет", "атак", "обстріл", "обстрел", "дрон", "безпілот", "беспилот"];
    private static readonly string[] Damage = ["знищ", "уничтож", "пошкодж", "поврежд"];
    private static readonly string[] Fire = ["пожеж", "пожар"];

    /// <summary>
    /// The class of the first of three lists that any stem is in: a strike or an explosion, else destruction or damage, else fire;
    /// <see cref="ObservationClass.Unknown"/> when no stem is known.
    /// </summary>
    /// <param name="terms">Stems separated by bars, any case.</param>
    public static ObservationClass Classify(string terms)
    {
        string[] stems = terms.ToLowerInvariant().Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Any(stems, Explosion) ? ObservationClass.Explosion
            : Any(stems, Damage) ? ObservationClass.Damage
            : Any(stems, Fire) ? ObservationClass.Fire
            : ObservationClass.Unknown;
    }

    private static bool Any(string[] stems, string[] list) =>
        stems.Any(stem => list.Any(word => stem.StartsWith(word, StringComparison.Ordinal)));
}
