using System.Collections.Immutable;
using System.Globalization;

namespace Truce.Terms;

/// <summary>Was it a weapon of the term, and was that weapon bound already?</summary>
internal static class WeaponQuestion
{
    public const string Step = "weapon";

    /// <summary>Was it a weapon of the term?</summary>
    public static Trace Ask(CaseReading reading, Term term)
    {
        if (term.Weapons.IsEmpty) return Trace.Of(Step, Answer.Yes, "The term holds for every weapon and for none.");
        return Among(reading, term.Weapons, Step, "The term speaks of " + Say.List(term.Weapons));
    }

    /// <summary>Had the stage of the weapon begun? Asked only of terms with stages.</summary>
    public static Trace Stage(CaseReading reading, Term term)
    {
        const string StageStep = "stage";
        if (term.Stages.IsEmpty) return Trace.Of(StageStep, Answer.Yes, "The term has no stages.");
        if (reading.Subject.Time is TermsTime.Assumed) return Trace.Of(StageStep, Answer.Yes, "No time is given; the case is read as if every stage had begun.");
        if (reading.When is not { } when) return Trace.Lacks(StageStep, "time of the event", "The term begins by stages, and the time is not on record.");
        ImmutableArray<string> pool = term.Weapons.IsEmpty ? [.. reading.Agreement.Weapons.Select(w => w.Id)] : term.Weapons;
        ImmutableArray<string> atStart = [.. pool.Where(w => Begun(term, w, when.Start))], atEnd = [.. pool.Where(w => Begun(term, w, when.End))];
        if (atStart.Length == pool.Length) return Trace.Of(StageStep, Answer.Yes, "Every stage of the term had begun.");
        if (atEnd.IsEmpty) return Trace.Of(StageStep, Answer.No, $"No stage of the term had begun; the first begins {reading.Say(term.Stages.Min(s => s.From))}.");
        Trace early = Among(reading, atStart, StageStep, "Bound at the first instant: " + Say.List(atStart));
        Trace late = Among(reading, atEnd, StageStep, "Bound at the last instant: " + Say.List(atEnd));
        Answer answer = early.Answer == late.Answer ? early.Answer
            : early.Answer == Answer.Missing || late.Answer == Answer.Missing ? Answer.Missing : Answer.Uncertain;
        return new(StageStep, answer, $"The event was {ElementQuestions.SayWhen(reading, when)}; the weapons of the term are bound by stages.", [early, late])
        {
            Decides = answer == Answer.Uncertain && early.Answer != late.Answer ? "the time of the event more exactly" : "",
        };
    }

    private static bool Begun(Term term, string weapon, DateTimeOffset at)
    {
        bool staged = false;
        foreach (Stage stage in term.Stages)
        {
            if (!stage.Weapons.Contains(weapon)) continue;
            if (at >= stage.From) return true;
            staged = true;
        }

        return !staged;
    }

    private static Trace Among(CaseReading reading, ImmutableArray<string> wanted, string step, string speaks)
    {
        if (wanted.IsEmpty) return Trace.Of(step, Answer.No, speaks + " none.");
        return reading.Subject.Weapon switch
        {
            TermsWeapon.Categorised c => ByCategory(reading, c, wanted, step, speaks),
            TermsWeapon.Described d => ByDescription(reading, d, wanted, step, speaks),
            _ => Trace.Lacks(step, "weapon", $"{speaks}; the weapon is not known."),
        };
    }

    private static Trace ByCategory(CaseReading reading, TermsWeapon.Categorised weapon, ImmutableArray<string> wanted, string step, string speaks)
    {
        double low = 0, known = 0;
        var strangers = new List<string>();
        foreach (Weighted w in weapon.Categories)
        {
            if (w.Word == CaseReader.Other)
            {
                known += w.Probability;
                continue;
            }

            if (!reading.Index.Weapons.ContainsKey(w.Word))
            {
                strangers.Add(w.Word);
                continue;
            }

            known += w.Probability;
            if (wanted.Contains(w.Word)) low += w.Probability;
        }

        double high = Math.Min(1, low + Math.Max(0, 1 - known));
        string said = string.Join(", ", weapon.Categories.Select(w => w.Probability >= 1 ? w.Word : $"{w.Word} ({Say.P(w.Probability, w.Probability)})"));
        string decides = strangers.Count > 0 ? $"a category of the agreement for {JsonSpot.Quote(strangers[0])}"
            : known > 0 ? $"whether the weapon was of {string.Join(" or ", wanted)}" : "weapon";
        return Trace.Likely(step, low, high, reading.Agreement.Judgement, decides, $"{speaks}; the weapon on record is {said}: P {Say.P(low, high)}.", []);
    }

    private static Trace ByDescription(CaseReading reading, TermsWeapon.Described weapon, ImmutableArray<string> wanted, string step, string speaks)
    {
        ImmutableArray<Trace> parts = [.. wanted.Select(id => InCategory(reading.Index.Weapons[id], weapon, step))];
        return new(step, Trace.Any(parts), $"{speaks}; the weapon on record is {SayWeapon(weapon)}.", parts);
    }

    /// <summary>Is the described weapon in the category: yes, no, uncertain for a calibre that straddles its bounds, missing when the record or the category says too little.</summary>
    private static Trace InCategory(WeaponCategory category, TermsWeapon.Described weapon, string step)
    {
        if (category.Covers.IsEmpty)
        {
            return Trace.Lacks(step, $"what {category.Id} covers (the agreement says it in words only)", $"{category.Id} is declared by its label only, \"{category.Label}\"; a description cannot be held against it.");
        }

        ImmutableArray<Trace> parts = [.. category.Covers.Select(c => InCover(category.Id, c, weapon, step))];
        return parts.Length == 1 ? parts[0] : new(step, Trace.Any(parts), $"{category.Id} covers {parts.Length} kinds of weapon.", parts);
    }

    private static Trace InCover(string id, WeaponCover cover, TermsWeapon.Described weapon, string step)
    {
        string covers = $"{id} covers {cover.System ?? "any system"}{SayBounds(cover)}";
        bool? system = cover.System is null ? true : weapon.System is null ? null : string.Equals(cover.System, weapon.System, StringComparison.Ordinal);
        if (system == false) return Trace.Of(step, Answer.No, covers + ": another system.");
        if (cover.MinCalibreMm is not null || cover.MaxCalibreMm is not null)
        {
            if (weapon.LowMm is not { } low || weapon.HighMm is not { } high) return Trace.Lacks(step, "calibre", covers + ": the calibre is not known.");
            bool above = cover.MinCalibreMm is not { } min || low >= min, reaches = cover.MinCalibreMm is not { } least || high >= least;
            bool below = cover.MaxCalibreMm is not { } max || Under(high, max, cover.MaxIncluded), starts = cover.MaxCalibreMm is not { } most || Under(low, most, cover.MaxIncluded);
            if (!reaches || !starts) return Trace.Of(step, Answer.No, covers + ": the calibre is outside.");
            if (!above || !below) return Trace.Open(step, "the calibre more exactly", covers + ": the calibre may be inside or outside.");
        }

        return system is null ? Trace.Lacks(step, "kind of system", covers + ": the kind of system is not known.") : Trace.Of(step, Answer.Yes, covers + ".");
    }

    private static bool Under(double value, double bound, bool included) => included ? value <= bound : value < bound;

    private static string SayBounds(WeaponCover cover) =>
        (cover.MinCalibreMm is { } min ? $", {Number(min)} mm or more" : "") + (cover.MaxCalibreMm is { } max ? $", {(cover.MaxIncluded ? "up to" : "under")} {Number(max)} mm" : "");

    private static string SayWeapon(TermsWeapon.Described weapon) =>
        (weapon.System ?? "a system not known") + (weapon.LowMm is not { } low || weapon.HighMm is not { } high ? ", calibre not known"
            : low == high ? $" of {Number(low)} mm" : $" of {Number(low)} to {Number(high)} mm");

    private static string Number(double mm) => mm.ToString("0.###", CultureInfo.InvariantCulture);
}
