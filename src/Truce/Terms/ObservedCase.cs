using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>Reads the form in which people write a case: <c>{"act":"fire","weapon":"W3","side":"B","kmFromLine":22,"sigmaKm":0.5,"at":"…"}</c>.</summary>
/// <remarks>
/// The person who writes it has looked into the registers, so they count as complete unless <c>registers</c> says which are. <c>side</c> says both on whose
/// side of the line it was and who acted, unless <c>actor</c> says otherwise. Without a time it is read as if in the time of force.
/// </remarks>
internal static class ObservedCase
{
    public static TermsCase? Read(JsonSpot obs, string id, Agreement agreement, Problems problems)
    {
        obs.OnlyMembers(
            problems,
            [
                "act", "weapon", "side", "actor", "line", "kmFromLine", "sigmaKm", "heardBearing", "heardKm", "observerKmFromLine", "at", "from", "to", "how",
                "position", "sigmaM", "note", "reason", .. CaseFactsReader.Members,
            ]);
        string? act = obs.TextMember("act", problems, required: true, example: "fire");
        if (act is null) return null;
        if (!agreement.Acts.Contains(act)) problems.Add(obs["act"]!, $"the act {JsonSpot.Quote(act)} is not known", SpotReading.Choose(act, agreement.Acts.All, problems));
        string? side = CaseReader.IdOf(obs["side"], CaseReader.Parties(agreement), "party", problems);
        return new TermsCase
        {
            Id = id,
            Acts = TermsCase.Certainly(act),
            Actor = obs["actor"] is not null ? CaseReader.IdOf(obs["actor"], CaseReader.Parties(agreement), "party", problems) : side,
            Weapon = CaseReader.Weapon(obs["weapon"], problems),
            Place = Place(obs, side, agreement, problems),
            Time = When(obs, agreement, problems),
            Facts = CaseFactsReader.Read(obs, agreement, CaseRegisters.All, problems),
        };
    }

    private static TermsTime When(JsonSpot obs, Agreement agreement, Problems problems)
    {
        if (obs["at"] is null && obs["from"] is null && obs["to"] is null) return new TermsTime.Assumed();
        TimeInterval? at = CaseReader.Time(obs["at"], agreement, problems);
        if (at is { } instant) return new TermsTime.During(instant);
        TimeInterval? from = CaseReader.Time(obs["from"], agreement, problems), to = CaseReader.Time(obs["to"], agreement, problems);
        if (from is not { } f || to is not { } t) return new TermsTime.Unknown();
        if (t.End >= f.Start) return new TermsTime.During(new(f.Start, t.End));
        problems.Add(obs["to"]!, "the time ends before it starts", "write a time not before \"from\"");
        return new TermsTime.Unknown();
    }

    private static TermsPlace Place(JsonSpot obs, string? side, Agreement agreement, Problems problems)
    {
        const double MostKm = 5000;
        string? line = CaseReader.IdOf(obs["line"], agreement.Lines.Select(l => l.Id), "line", problems);
        if (PlaceReader.Position(obs["position"], problems) is { } position)
        {
            double sigmaM = obs.NumberMember("sigmaM", 0, 1_000_000, problems) ?? 0;
            return TermsPlace.Mixture.At(position, Covariance2.Circular(sigmaM));
        }

        if (obs.NumberMember("kmFromLine", 0, MostKm, problems) is { } km)
        {
            return new TermsPlace.FromLine(line, side, km * 1000, (obs.NumberMember("sigmaKm", 0, MostKm, problems) ?? 0) * 1000);
        }

        CaseReader.Range(obs["heardBearing"], 0, 360, problems);
        (double Low, double High)? heard = CaseReader.Range(obs["heardKm"], 0, MostKm, problems);
        double? observer = obs.NumberMember("observerKmFromLine", 0, MostKm, problems);
        if (heard is not { } h || observer is not { } o) return new TermsPlace.Unknown();

        // How the bearing lies to the line is not said, so the distance is bounded by the two extremes: straight at the line, straight away from it.
        double near = Math.Max(0, Math.Max(o - h.High, h.Low - o));
        return new TermsPlace.BetweenFromLine(line, side, near * 1000, (o + h.High) * 1000);
    }
}

/// <summary>Reads the incident form: what a machine knows, with probabilities, and no actor until people say so.</summary>
/// <remarks>
/// <c>{"id":"…","classes":{"explosion":0.9},"time":{"start":"…","end":"…"},"place":[{"weight":1,"position":[lon,lat],"covarianceM2":[ee,en,nn]}],"weapon":…,"actor":null}</c>.
/// No register counts as complete unless <c>registers</c> says so.
/// </remarks>
internal static class IncidentCase
{
    public static TermsCase? Read(JsonSpot spot, string id, Agreement agreement, Problems problems)
    {
        ImmutableArray<Weighted> acts = Acts(spot, agreement, problems);
        if (acts.IsEmpty && spot["act"] is null && spot["acts"] is null && spot["classes"] is null)
        {
            problems.Add(spot, "the case says no act", "add \"act\": \"fire\", or \"classes\": { \"explosion\": 0.9 }");
            return null;
        }

        return new TermsCase
        {
            Id = id,
            Acts = acts,
            Actor = CaseReader.IdOf(spot["actor"], CaseReader.Parties(agreement), "party", problems),
            Weapon = CaseReader.Weapon(spot["weapon"], problems),
            Place = PlaceReader.Read(spot, problems),
            Time = When(spot["time"], agreement, problems),
            Facts = CaseFactsReader.Read(spot, agreement, CaseRegisters.None, problems),
        };
    }

    private static ImmutableArray<Weighted> Acts(JsonSpot spot, Agreement agreement, Problems problems)
    {
        if (spot["act"] is { Kind: SpotKind.Text } act)
        {
            if (!agreement.Acts.Contains(act.Text)) problems.Add(act, $"the act {act.Said} is not known", SpotReading.Choose(act.Text, agreement.Acts.All, problems));
            return TermsCase.Certainly(act.Text);
        }

        if (spot["acts"] is { } acts) return [.. CaseReader.Posterior(acts, problems).Select(a => a.Word == CaseReader.Other ? a with { Word = ActVocabulary.Other } : a)];
        return spot["classes"] is { } classes ? IncidentActs.OfClasses(CaseReader.Posterior(classes, problems)) : [];
    }

    private static TermsTime When(JsonSpot? time, Agreement agreement, Problems problems)
    {
        if (time is null or { Kind: SpotKind.Null }) return new TermsTime.Unknown();
        if (time.Kind == SpotKind.Text) return CaseReader.Time(time, agreement, problems) is { } at ? new TermsTime.During(at) : new TermsTime.Unknown();
        if (!time.IsObject(problems, "an interval of time")) return new TermsTime.Unknown();
        TimeInterval? start = CaseReader.Time(time["start"], agreement, problems), end = CaseReader.Time(time["end"], agreement, problems);
        if (start is not { } s || end is not { } e) return new TermsTime.Unknown();
        if (e.End >= s.Start) return new TermsTime.During(new(s.Start, e.End));
        problems.Add(time, "the time ends before it starts", "write a time not before \"start\"");
        return new TermsTime.Unknown();
    }
}

/// <summary>From the classes of observations to acts of agreements.</summary>
public static class IncidentActs
{
    /// <summary>Acts with probabilities from classes with probabilities; one word an act, in the order in which they first appear.</summary>
    public static ImmutableArray<Weighted> OfClasses(IEnumerable<Weighted> classes) =>
        [.. classes.GroupBy(c => OfClass(c.Word), StringComparer.Ordinal).Select(g => new Weighted(g.Key, g.Sum(c => c.Probability))).Where(w => w.Probability > 0)];

    /// <summary>The act that an incident class speaks of, as an agreement calls it; the class itself when no act is meant (heat, damage, harm are no acts).</summary>
    /// <param name="incidentClass">Name of a class, with a small or a capital first letter, for instance "explosion" or "MuzzleFlash".</param>
    public static string OfClass(string incidentClass)
    {
        string name = incidentClass.Length > 0 ? char.ToLowerInvariant(incidentClass[0]) + incidentClass[1..] : "";
        return name switch
        {
            "explosion" => "explosion",
            "projectileInFlight" => "projectile",
            "muzzleFlash" => "launch",
            "burstOrShot" or "smallArmsFire" => "burstOrShot",
            "weaponPresence" => "presence",
            "flight" => "flight",
            "advanceOfPositions" => "advanceOfPositions",
            "restrictionOfMovement" => "grantAccess",
            "interferenceWithMonitoring" => "interfereWithMonitoring",
            "notification" => ActVocabulary.Notify,
            _ => ActVocabulary.ClassPrefix + name,
        };
    }
}
