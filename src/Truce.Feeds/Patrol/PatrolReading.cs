using System.Collections.Immutable;
using System.Globalization;
using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.Patrol;

/// <summary>Makes an observation of the values of one report; the same for both forms. Rules: docs/formats/patrol-report.md.</summary>
internal static class PatrolReading
{
    private const int IdChars = 64;
    private static readonly string[] Interferences = ["jamming", "spoofing", "gunfire", "laser", "covering", "damage", "removal", "other"];
    private static readonly string[] Reaches = ["full", "reduced"];
    private static readonly string[] Directions = ["outgoing", "incoming", "crossing", "unknown"];
    private static readonly string[] Notices = ["exercise", "movement", "demolition", "demining", "repair", "flight", "other"];

    private static readonly ObservationClass[] Classes = [.. Enum.GetValues<ObservationClass>()
        .Where(c => c is not (ObservationClass.AirRaidAlarm or ObservationClass.ControlAssessment))];

    /// <summary>Reads a report. The observation has no raw reference yet.</summary>
    public static Refusal Read(PatrolValues values, FeedContext context, PatrolOptions options, out Observation? observation)
    {
        observation = null;
        Refusal refusal = Head(values, out ObservationClass cls, out ObservationMeans means);
        if (refusal.IsSome) return refusal;
        refusal = When(values, out TimeInterval? when, out ClockTrust clock, out string writtenOffset);
        if (refusal.IsSome) return refusal;
        refusal = PatrolPlace.Read(values, options, context.ResolvePlace, out ObservedPlace place);
        if (refusal.IsSome) return refusal;
        refusal = HowMany(values, out Count count);
        if (refusal.IsSome) return refusal;
        refusal = Weapon(values, out ObservedWeapon? weapon);
        if (refusal.IsSome) return refusal;
        refusal = Kinds(values, cls, out RestrictionKind restriction);
        if (refusal.IsSome) return refusal;
        refusal = Handling(values, context, out SourceGrade grade, out Label label, out bool simulated);
        if (refusal.IsSome) return refusal;
        refusal = Facts(values, writtenOffset, out ImmutableSortedDictionary<string, string> facts);
        if (refusal.IsSome) return refusal;

        observation = new()
        {
            Feed = context.Feed,
            SourceKey = values[PatrolField.Id],
            Source = values[PatrolField.Patrol],
            Means = means,
            Class = cls,
            When = when,
            Clock = clock,
            Where = place,
            Count = count,
            Weapon = weapon,
            Restriction = restriction,
            Grade = grade,
            Origin = OriginGroup.Of(OriginBasis.Outlet, $"patrol {values[PatrolField.Patrol]}"),
            Text = values[PatrolField.Text],
            References = [.. values[PatrolField.References].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Facts = facts,
            Label = label,
            Simulated = simulated,
        };
        return default;
    }

    private static Refusal Head(PatrolValues values, out ObservationClass cls, out ObservationMeans means)
    {
        cls = ObservationClass.Unknown;
        means = ObservationMeans.Unknown;
        if (values[PatrolField.Id].Length is 0 or > IdChars) return values.Bad(PatrolField.Id, $"an id of 1 to {IdChars} characters");
        if (values[PatrolField.Patrol].Length is 0 or > IdChars) return values.Bad(PatrolField.Patrol, $"the patrol's name, 1 to {IdChars} characters,");
        Refusal refusal = values.Word(PatrolField.Class, out ObservationClass? given);
        if (refusal.IsSome || (given is { } c && !Classes.Contains(c)))
        {
            return values.Bad(PatrolField.Class, "one of " + string.Join(", ", Classes.Select(ObservationJson.Word)));
        }

        if (given is null && !values.Has(PatrolField.Withdraws)) return values.Bad(PatrolField.Class, "a class, or withdraws,");
        if (values[PatrolField.Withdraws] == values[PatrolField.Id]) return values.Bad(PatrolField.Withdraws, "the id of another report");
        cls = given ?? ObservationClass.Unknown;
        refusal = values.Word(PatrolField.Means, out ObservationMeans? by);
        means = by ?? ObservationMeans.Unknown;
        return refusal;
    }

    /// <summary>The offset as written is kept as a fact: it may be a headquarters' and not the place's.</summary>
    private static Refusal When(PatrolValues values, out TimeInterval? when, out ClockTrust clock, out string writtenOffset)
    {
        when = null;
        clock = ClockTrust.Person;
        writtenOffset = "";
        Refusal refusal = values.Instant(PatrolField.Start, out DateTimeOffset? start, out TimeSpan offset);
        if (refusal.IsSome) return refusal;
        refusal = values.Instant(PatrolField.End, out DateTimeOffset? end, out _);
        if (refusal.IsSome) return refusal;
        refusal = values.Word(PatrolField.Clock, out ClockTrust? said);
        if (refusal.IsSome) return refusal;
        if (start is null)
        {
            clock = ClockTrust.Unknown;
            return values.Has(PatrolField.Withdraws) && end is null ? default : values.Bad(PatrolField.Start, "a time");
        }

        if (end < start) return values.Bad(PatrolField.End, "a time not before start");
        when = new(start.Value, end ?? start.Value);
        clock = said ?? ClockTrust.Person;
        writtenOffset = (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
        return default;
    }

    private static Refusal HowMany(PatrolValues values, out Count count)
    {
        count = default;
        Refusal refusal = values.Number(PatrolField.Count, 0, 1_000_000, out double? number);
        if (refusal.IsSome) return refusal;
        if (number is { } n && n != Math.Floor(n)) return values.Bad(PatrolField.Count, "a whole number");
        refusal = values.Word(PatrolField.Exactness, out CountExactness? exactness);
        if (refusal.IsSome) return refusal;
        if (number is null && exactness is not (null or CountExactness.Unknown)) return values.Bad(PatrolField.Exactness, "a count beside it");
        if (number is not null && exactness is null) return values.Bad(PatrolField.Exactness, "exact, atLeast or about beside a count");
        count = number is { } value ? new((int)value, exactness!.Value) : default;
        return default;
    }

    /// <summary>"N/K", not known, is what the field's tables write where no weapon is known: it is the same as nothing.</summary>
    private static Refusal Weapon(PatrolValues values, out ObservedWeapon? weapon)
    {
        weapon = null;
        string text = values[PatrolField.Weapon];
        if (text is "N/K" or "N/k" or "n/k") text = "";
        Refusal refusal = values.Number(PatrolField.CalibreLowMm, 1, 1000, out double? low);
        if (refusal.IsSome) return refusal;
        refusal = values.Number(PatrolField.CalibreHighMm, 1, 1000, out double? high);
        if (refusal.IsSome) return refusal;
        if (high < low) return values.Bad(PatrolField.CalibreHighMm, "calibreHighMm not below calibreLowMm");
        string category = values[PatrolField.WeaponCategory];
        if (text.Length > 0 || category.Length > 0 || low is not null || high is not null)
        {
            weapon = new(text, category.Length > 0 ? category : null, low, high);
        }

        return default;
    }

    /// <summary>A restriction, an interference and a notice must say of which kind they are, and only they may.</summary>
    private static Refusal Kinds(PatrolValues values, ObservationClass cls, out RestrictionKind restriction)
    {
        restriction = RestrictionKind.None;
        Refusal refusal = values.Word(PatrolField.Restriction, out RestrictionKind? kind);
        if (refusal.IsSome) return refusal;
        bool restricts = kind is not (null or RestrictionKind.None);
        if (restricts != (cls == ObservationClass.RestrictionOfMovement))
        {
            return values.Bad(PatrolField.Restriction, restricts ? "the class restrictionOfMovement beside it" : "denial, delay or conditionalAccess");
        }

        restriction = kind ?? RestrictionKind.None;
        refusal = values.OneOf(PatrolField.Interference, Interferences);
        if (refusal.IsSome) return refusal;
        if (values.Has(PatrolField.Interference) != (cls == ObservationClass.InterferenceWithMonitoring))
        {
            return values.Bad(PatrolField.Interference, "a kind for the class interferenceWithMonitoring, and for no other,");
        }

        refusal = values.OneOf(PatrolField.Reach, Reaches);
        if (refusal.IsSome) return refusal;
        if (values.Has(PatrolField.Reach) && cls != ObservationClass.Watch) return values.Bad(PatrolField.Reach, "the class watch beside it");
        if (cls == ObservationClass.Watch && !values.Has(PatrolField.End)) return values.Bad(PatrolField.End, "the end of the watch");
        refusal = values.OneOf(PatrolField.Notice, Notices);
        if (refusal.IsSome) return refusal;
        bool notice = cls == ObservationClass.Notification;
        return values.Has(PatrolField.Notice) == notice ? values.OneOf(PatrolField.Assessed, Directions)
            : values.Bad(PatrolField.Notice, "a kind for the class notification, and for no other,");
    }

    private static Refusal Handling(PatrolValues values, FeedContext context, out SourceGrade grade, out Label label, out bool simulated)
    {
        grade = context.Grade;
        label = context.Label;
        simulated = context.Simulated;
        string text = values[PatrolField.Grade];
        if (text.Length > 0)
        {
            bool ok = text[0] is >= 'A' and <= 'F' && (text.Length == 1 || (text.Length == 2 && text[1] is >= '1' and <= '6'));
            if (!ok) return values.Bad(PatrolField.Grade, "a letter A to F and a digit 1 to 6 or none");
            grade = new(text[0], text.Length == 2 ? text[1] - '0' : 0);
        }

        Refusal refusal = values.Word(PatrolField.Classification, out Classification? held);
        if (refusal.IsSome) return refusal;
        if (held is not null || values.Has(PatrolField.ReleasableTo) || values.Has(PatrolField.Caveats))
        {
            label = context.Label.With(new(
                held ?? Classification.Public,
                values.Has(PatrolField.ReleasableTo) ? Sorted(values[PatrolField.ReleasableTo]) : "*",
                Sorted(values[PatrolField.Caveats])));
        }

        switch (values[PatrolField.Simulated].ToLowerInvariant())
        {
            case "" or "false": return default;
            case "true":
                simulated = true;
                return default;
            default: return values.Bad(PatrolField.Simulated, "true or false");
        }
    }

    private static string Sorted(string list) => string.Join(
        ',', list.Split([',', '|', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Order(StringComparer.Ordinal));

    private static Refusal Facts(PatrolValues values, string writtenOffset, out ImmutableSortedDictionary<string, string> facts)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts = found.ToImmutable();
        Refusal refusal = values.Number(PatrolField.DelayMinutes, 0, 100_000, out double? delay);
        if (refusal.IsSome) return refusal;
        refusal = values.Instant(PatrolField.NotifiedAt, out DateTimeOffset? notifiedAt, out _);
        if (refusal.IsSome) return refusal;
        foreach (PatrolField field in (PatrolField[])[PatrolField.Assessed, PatrolField.Interference, PatrolField.Notice, PatrolField.GivenBy, PatrolField.Reach, PatrolField.Withdraws])
        {
            if (values.Has(field)) found[ObservationJson.Word(field)] = values[field];
        }

        if (values.Has(PatrolField.Place)) found["place"] = values[PatrolField.Place];
        if (writtenOffset.Length > 0) found["writtenOffset"] = writtenOffset;
        if (delay is { } minutes) found["delayMinutes"] = minutes.ToString(CultureInfo.InvariantCulture);
        if (notifiedAt is { } received) found["notifiedAt"] = ObservationJson.Instant(received);
        facts = found.ToImmutable();
        return default;
    }
}
