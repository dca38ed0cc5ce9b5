using System.Collections.Immutable;
using Truce.Detections;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Observations;
using Truce.Terms;

namespace Truce.Findings;

/// <summary>Puts an incident into the words of the Terms room. It never names an actor: only people do.</summary>
/// <param name="complete">Registers that are complete for the mission.</param>
public sealed class CaseMaker(CaseRegisters complete)
{
    /// <summary>A notification counts for places within this many metres of the notified one, beside the error of both. Chosen by us.</summary>
    private const double NotifiedRadiusM = 5_000;

    /// <summary>
    /// Share of deaths by armed force without a named weapon that no act of firing at that time caused: mines, shells left behind, wounds of an earlier
    /// day. Chosen by us, on the careful side of one in twenty, so that such a record alone never meets "fire" to the usual standard of 0.95.
    /// </summary>
    private const double LeftBehindShare = 0.1;

    /// <summary>Facts that a source may state by a name the Terms room knows.</summary>
    private static readonly ImmutableSortedSet<string> Stated =
    [
        CaseFactNames.InInventory, CaseFactNames.InResponseTo, CaseFactNames.CoordinationTried, CaseFactNames.WrittenOrderNotifiedTo,
        CaseFactNames.EscortedBy, CaseFactNames.Operator, CaseFactNames.DocumentedHazard, CaseFactNames.PlannedClearanceDate,
    ];

    /// <summary>The case of an incident. All of it is conditional on the incident having occurred: whether it did is the first question, apart.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="observations">The observations of its members, in canonical order.</param>
    /// <param name="notifications">Notifications known so far, in canonical order.</param>
    public TermsCase Make(Incident incident, IReadOnlyList<Observation> observations, IReadOnlyList<Observation> notifications)
    {
        Hypothesis h = incident.Hypothesis;
        return new TermsCase
        {
            Id = $"{incident.Id} v{incident.Version}",
            Acts = Acts(h, observations),
            Weapon = Weapon(observations),
            Place = new TermsPlace.Mixture([.. h.Where.Modes.Select(m => new PlaceComponent(m.Weight, m.Position, m.Error))]),
            Time = new TermsTime.During(h.When),
            Facts = new CaseFacts
            {
                Complete = complete,
                Notifications = [.. notifications.Where(n => SpeaksOf(n, h)).Select(Notification)],
                Values = [.. observations.SelectMany(Values).Distinct().OrderBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.Value, StringComparer.Ordinal)],
                Duty = Refusal(observations),
            },
        };
    }

    /// <summary>Acts from classes. Only the class "unknown" is left out: what is known to be no act speaks against every act.</summary>
    /// <remarks>
    /// A record of deaths that names no weapon says more than "other" or "unknown": fire of some kind, but for mines, shells left behind and other causes.
    /// </remarks>
    private static ImmutableArray<Weighted> Acts(Hypothesis h, IReadOnlyList<Observation> observations)
    {
        bool lethal = observations.Any(o => o.Class == ObservationClass.LethalEvent);
        ImmutableArray<Weighted> acts = IncidentActs.OfClasses(Enum.GetValues<IncidentClass>()
            .Where(c => c != IncidentClass.Unknown && !(lethal && c == IncidentClass.Other)).Select(c => new Weighted(c.ToString(), h.ClassProbability[(int)c])));
        if (!lethal) return acts;
        double unnamed = h.ClassProbability[(int)IncidentClass.Unknown] + h.ClassProbability[(int)IncidentClass.Other];
        return [.. acts, new(ActVocabulary.LethalForce, unnamed * (1 - LeftBehindShare)), new(ActVocabulary.LeftBehind, unnamed * LeftBehindShare)];
    }

    /// <summary>The weapon, when all members that name one agree; otherwise not known.</summary>
    private static TermsWeapon Weapon(IReadOnlyList<Observation> observations)
    {
        ObservedWeapon[] named = [.. observations.Select(o => o.Weapon).OfType<ObservedWeapon>()];
        string[] categories = [.. named.Select(w => w.Category).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (categories.Length == 1) return new TermsWeapon.Categorised([new(categories[0], 1)]);
        (double?, double?)[] calibres = [.. named.Select(w => (w.CalibreLowMm, w.CalibreHighMm)).Where(c => c != (null, null)).Distinct()];
        return categories.Length == 0 && calibres.Length == 1
            ? new TermsWeapon.Described(null, calibres[0].Item1, calibres[0].Item2)
            : new TermsWeapon.Unknown();
    }

    private static bool SpeaksOf(Observation notification, Hypothesis h)
    {
        if (notification.When is not { } window || !window.Overlaps(h.When)) return false;
        return notification.Where is not ObservedPlace.At at
            || at.Position.DistanceM(h.Where.Position) <= NotifiedRadiusM + (2 * (at.Error.Ellipse().MajorM + h.Where.Error.Ellipse().MajorM));
    }

    private static CaseNotification Notification(Observation n) => new()
    {
        Kind = KindOf(n.Facts.GetValueOrDefault("notice", "")),
        ReceivedAt = Fact(n, "notifiedAt"),
        Start = n.When?.Start,
        End = n.When?.End,
    };

    /// <summary>The agreement's word for a notice of a patrol report (docs/formats/patrol-report.md); words that agreements know already stay.</summary>
    private static string KindOf(string notice) => notice switch
    {
        "exercise" => "liveFireExercise",
        "demolition" or "demining" => "controlledDetonation",
        _ => notice,
    };

    private static DateTimeOffset? Fact(Observation n, string name) =>
        n.Facts.TryGetValue(name, out string? text)
        && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset t) ? t : null;

    private static IEnumerable<CaseFact> Values(Observation o) =>
        o.Facts.Where(f => Stated.Contains(f.Key)).Select(f => new CaseFact(f.Key, f.Value));

    /// <summary>For refused access: from when until when it is known to have been refused.</summary>
    private static DutyRecord? Refusal(IReadOnlyList<Observation> observations)
    {
        Observation? refused = observations.FirstOrDefault(o => o.Class == ObservationClass.RestrictionOfMovement && o.When is not null);
        return refused is null ? null : new(refused.When!.Value.Start, null, refused.When!.Value.End, null);
    }
}
