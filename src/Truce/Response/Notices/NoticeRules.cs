using NodaTime;
using Truce.Observations;

namespace Truce.Response.Notices;

/// <summary>What a notice may say, and to whom.</summary>
/// <remarks>docs/formats/notices.md, "What may be said". The distances are our choice: none is finer than what the report releases under the same label.</remarks>
public static class NoticeRules
{
    /// <summary>Places of weapons and positions are never finer than this, kilometres: about the 0.1° of the reports.</summary>
    public const double ForcesWithinKm = 10;

    /// <summary>Longest name, id or tier in a notice, characters.</summary>
    public const int LongestName = 200;

    /// <summary>The finest place under a label, kilometres.</summary>
    public static double FinestKm(Classification classification) => classification switch
    {
        Classification.Public => 10,
        Classification.Parties => 5,
        Classification.Mission => 1,
        _ => 0.1,
    };

    /// <summary>The most exact of the places that may be said; absent when none may.</summary>
    public static NoticePlace? Place(NoticeFacts facts)
    {
        double finestKm = Math.Max(FinestKm(facts.Label.Classification), facts.ConcernsForces ? ForcesWithinKm : 0);
        return facts.Places.Where(p => p.WithinKm >= finestKm).OrderBy(p => p.WithinKm).ThenBy(p => p.Words, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>Whether something under the label may go to the invitee.</summary>
    public static bool MayGoTo(Label label, string invitee) =>
        label.ReleasableTo == "*" || label.ReleasableTo.Split(',', StringSplitOptions.RemoveEmptyEntries).Contains(invitee, StringComparer.Ordinal);

    /// <summary>Why a notice may not be made of this; nothing when it may.</summary>
    public static string? Fault(NoticeFacts facts, string invitee)
    {
        (string Name, string Value)[] words =
            [("invitee", invitee), ("house", facts.House), ("consultation", facts.Consultation), ("protocol", facts.Protocol), ("tier", facts.Tier), ("severity", facts.Severity ?? "-"),
             .. facts.Places.Select(p => ("place", p.Words))];
        foreach ((string name, string value) in words)
        {
            if (value.Length is 0 or > LongestName) return $"{name}: 1 to {LongestName} characters expected, there are {value.Length}";
            if (value.Any(IsHidden)) return $"{name}: control characters and line ends are refused; they could forge a header";
        }

        if (!MayGoTo(facts.Label, invitee)) return $"the label lets it go to {facts.Label.ReleasableTo}, not to {invitee}";
        if (facts.Kind != NoticeKind.Convened && facts.Follows is null) return "only a first notice follows no other; say which one this follows";
        if (facts.Places.Any(p => p.WithinKm is not (> 0 and < 20_000))) return "a place is exact to more than 0 km and less than 20,000 km";
        if (facts.SeverityShare is < 0 or > 1 or double.NaN) return "where a severity stands is a share from 0 to 1";
        if (facts.AnswerDueAt < facts.ClockStartedAt) return "an answer cannot be due before the clock has started";
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(facts.TimeZone) is null ? $"no time zone '{facts.TimeZone}'; write a name such as Europe/Kyiv" : null;
    }

    /// <summary>Controls, line and paragraph separators, and direction marks that could reorder what a person reads.</summary>
    internal static bool IsHidden(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f';
}
