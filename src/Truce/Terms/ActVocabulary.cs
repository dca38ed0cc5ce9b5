using System.Collections.Frozen;
using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Terms;

/// <summary>Kinds of acts and which is a kind of which.</summary>
/// <remarks>
/// A record of the wider act leaves open whether it was the narrower one: "fire" may have been sniper fire. A record of the narrower act is one of
/// the wider. A weapon that fires is present where it fires; where its shell flies or bursts it is not. Any kind of fire may also have been an attack on a protected object, unless the record says what it was aimed at.
/// </remarks>
public sealed class ActVocabulary
{
    /// <summary>An attack on an object.</summary>
    public const string AttackOn = "attackOn";

    /// <summary>A duty to give notice.</summary>
    public const string Notify = "notify";

    /// <summary>People were killed by armed force, and the record does not say by what: a kind of fire. Where they died, a weapon need not have stood.</summary>
    public const string LethalForce = "lethalForce";

    /// <summary>Something left behind went off or a death had another cause than firing: no kind of fire.</summary>
    public const string LeftBehind = "leftBehind";

    /// <summary>Before the name of a class of incidents that is no act.</summary>
    internal const string ClassPrefix = "class:";

    /// <summary>Something happened that is none of the acts: knowledge, where "unknown" is none.</summary>
    internal const string Other = ClassPrefix + "other";

    private static readonly FrozenSet<string> TracesOfFire =
        new[] { ClassPrefix + "illuminationFlare", ClassPrefix + "heat", ClassPrefix + "damage", ClassPrefix + "harm" }.ToFrozenSet(StringComparer.Ordinal);

    private const string Fire = "fire", Explosion = "explosion", Presence = "presence", Projectile = "projectile", LayMines = "layMines";

    private static readonly ImmutableArray<(string Act, string? KindOf)> BuiltIn =
    [
        ("fire", null), ("explosion", "fire"), ("burstOrShot", "fire"), ("sniperFire", "burstOrShot"), ("launch", "fire"), ("projectile", "fire"),
        ("presence", null), ("flight", null), (AttackOn, null), ("advanceOfPositions", null), ("works", null), ("reconnaissance", null),
        (LayMines, null), ("interfereWithMonitoring", null), ("grantAccess", null), (Notify, null), ("reportDiscipline", null),
        ("withdraw", null), ("releaseDetainees", null), ("clearMines", null), ("movement", null), ("detonation", "explosion"),
        (LethalForce, "fire"), (LeftBehind, null),
    ];

    private readonly FrozenDictionary<string, string?> _parents;

    private ActVocabulary(FrozenDictionary<string, string?> parents, ImmutableArray<string> all)
    {
        _parents = parents;
        All = all;
    }

    /// <summary>The built-in acts alone.</summary>
    public static ActVocabulary Standard { get; } = With([]);

    /// <summary>Every act, the built-in ones first.</summary>
    public ImmutableArray<string> All { get; }

    /// <summary>The built-in acts and further ones; a later one of the same name is left out (the reader has reported it).</summary>
    public static ActVocabulary With(IEnumerable<(string Act, string? KindOf)> further)
    {
        var parents = new Dictionary<string, string?>(StringComparer.Ordinal);
        ImmutableArray<string>.Builder all = ImmutableArray.CreateBuilder<string>();
        foreach ((string act, string? kindOf) in BuiltIn.Concat(further))
        {
            if (parents.TryAdd(act, kindOf)) all.Add(act);
        }

        return new(parents.ToFrozenDictionary(StringComparer.Ordinal), all.ToImmutable());
    }

    /// <summary>Whether the act is known.</summary>
    public bool Contains(string act) => _parents.ContainsKey(act);

    /// <summary>Whether the first is the second, or a kind of it.</summary>
    public bool IsKindOf(string act, string wider)
    {
        string? at = act;
        for (int i = 0; at is not null && i <= _parents.Count; i++)
        {
            if (string.Equals(at, wider, StringComparison.Ordinal)) return true;
            at = _parents.GetValueOrDefault(at);
        }

        return false;
    }

    /// <summary>The word of a class of incidents that is no act, as <see cref="IncidentActs.OfClass"/> writes it, without its prefix; any other word as it is.</summary>
    internal static SayingPart Say(string act) =>
        act.StartsWith(ClassPrefix, StringComparison.Ordinal) ? Sayings.Say.Word("noact", act[ClassPrefix.Length..]) : Sayings.Say.Word("act", act);

    /// <summary>Whether a record of the first act meets the second: yes, no, or not said by the record.</summary>
    /// <remarks>
    /// "Other" and a burning are knowledge: none of the acts. A flare, heat, damage and harm are no acts either, but fire may stand behind them; they speak
    /// against everything else. An agreement that counts one of them as fire says so in its own <c>acts</c>.
    /// </remarks>
    internal Answer Meets(string recorded, string wanted)
    {
        if (recorded is Other or ClassPrefix + "fire") return Answer.No;
        if (TracesOfFire.Contains(recorded)) return IsKindOf(wanted, Fire) || wanted == AttackOn ? Answer.Missing : Answer.No;
        if (IsKindOf(recorded, wanted)) return Answer.Yes;
        if (IsKindOf(recorded, LethalForce)) return wanted is Presence or AttackOn or LayMines || IsKindOf(wanted, Fire) ? Answer.Missing : Answer.No;
        if (IsKindOf(recorded, LeftBehind)) return wanted == LayMines ? Answer.Missing : Answer.No;
        if (wanted == Presence && IsKindOf(recorded, Fire)) return IsKindOf(recorded, Explosion) || IsKindOf(recorded, Projectile) ? Answer.No : Answer.Yes;
        if (IsKindOf(wanted, recorded) || !Contains(recorded)) return Answer.Missing;
        return wanted == AttackOn && IsKindOf(recorded, Fire) ? Answer.Missing : Answer.No;
    }
}
