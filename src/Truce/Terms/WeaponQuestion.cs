using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Terms;

/// <summary>Was it a weapon of the term, and was that weapon bound already?</summary>
internal static class WeaponQuestion
{
    public const string Step = "weapon";

    /// <summary>Was it a weapon of the term?</summary>
    public static Trace Ask(CaseReading reading, Term term)
    {
        if (term.Weapons.IsEmpty) return Trace.Of(Step, Answer.Yes, Say.Of("weapon.every"));
        return Among(reading, term.Weapons, Step, Say.Of("weapon.speaks", Say.List(term.Weapons)));
    }

    /// <summary>Had the stage of the weapon begun? Asked only of terms with stages.</summary>
    public static Trace Stage(CaseReading reading, Term term)
    {
        const string StageStep = "stage";
        if (term.Stages.IsEmpty) return Trace.Of(StageStep, Answer.Yes, Say.Of("stage.none"));
        if (reading.Subject.Time is TermsTime.Assumed) return Trace.Of(StageStep, Answer.Yes, Say.Of("stage.assumed"));
        if (reading.When is not { } when) return Trace.Lacks(StageStep, Say.Of("need.time"), Say.Of("stage.notime"));
        ImmutableArray<string> pool = term.Weapons.IsEmpty ? [.. reading.Agreement.Weapons.Select(w => w.Id)] : term.Weapons;
        ImmutableArray<string> atStart = [.. pool.Where(w => Begun(term, w, when.Start))], atEnd = [.. pool.Where(w => Begun(term, w, when.End))];
        if (atStart.Length == pool.Length) return Trace.Of(StageStep, Answer.Yes, Say.Of("stage.all"));
        if (atEnd.IsEmpty) return Trace.Of(StageStep, Answer.No, Say.Of("stage.not", reading.Say(term.Stages.Min(s => s.From))));
        Trace early = Among(reading, atStart, StageStep, Say.Of("stage.first", Bound(atStart)));
        Trace late = Among(reading, atEnd, StageStep, Say.Of("stage.last", Bound(atEnd)));
        Answer answer = early.Answer == late.Answer ? early.Answer
            : early.Answer == Answer.Missing || late.Answer == Answer.Missing ? Answer.Missing : Answer.Uncertain;
        return new(StageStep, answer, Say.Of("stage", ElementQuestions.SayWhen(reading, when)), [early, late])
        {
            Fact = answer == Answer.Uncertain && early.Answer != late.Answer ? Say.Of("need.time.exact") : null,
        };
    }

    private static Saying Bound(ImmutableArray<string> weapons) => weapons.IsEmpty ? Say.Of("weapon.none") : Say.List(weapons);

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

    private static Trace Among(CaseReading reading, ImmutableArray<string> wanted, string step, Saying speaks)
    {
        if (wanted.IsEmpty) return Trace.Of(step, Answer.No, Say.Of("weapon.only", speaks));
        return reading.Subject.Weapon switch
        {
            TermsWeapon.Categorised c => ByCategory(reading, c, wanted, step, speaks),
            TermsWeapon.Described d => ByDescription(reading, d, wanted, step, speaks),
            _ => Trace.Lacks(step, Say.Of("need.weapon"), Say.Of("weapon.unknown", speaks)),
        };
    }

    private static Trace ByCategory(CaseReading reading, TermsWeapon.Categorised weapon, ImmutableArray<string> wanted, string step, Saying speaks)
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
        Saying said = Say.Join(weapon.Categories.Select(w => ElementQuestions.Said(w.Word == CaseReader.Other ? Say.Of("weapon.other") : w.Word, w.Probability)));
        Saying decides = strangers.Count > 0 ? Say.Of("need.category", JsonSpot.Quote(strangers[0]))
            : known > 0 ? Say.Of("need.weapon.of", Say.Of("list.or", [.. wanted.Select(SayingPart.Of)])) : Say.Of("need.weapon");
        return Trace.Likely(step, low, high, reading.Agreement.Judgement, decides, Say.Of("weapon", speaks, said, Say.P(low, high)), []);
    }

    private static Trace ByDescription(CaseReading reading, TermsWeapon.Described weapon, ImmutableArray<string> wanted, string step, Saying speaks)
    {
        ImmutableArray<Trace> parts = [.. wanted.Select(id => InCategory(reading.Index.Weapons[id], weapon, step))];
        return new(step, Trace.Any(parts), Say.Of("weapon.described", speaks, SayWeapon(weapon)), parts);
    }

    /// <summary>Is the described weapon in the category: yes, no, uncertain for a calibre that straddles its bounds, missing when the record or the category says too little.</summary>
    private static Trace InCategory(WeaponCategory category, TermsWeapon.Described weapon, string step)
    {
        if (category.Covers.IsEmpty)
        {
            return Trace.Lacks(step, Say.Of("need.covers", category.Id), Say.Of("weapon.label", category.Id, category.Label));
        }

        ImmutableArray<Trace> parts = [.. category.Covers.Select(c => InCover(category.Id, c, weapon, step))];
        return parts.Length == 1 ? parts[0] : new(step, Trace.Any(parts), Say.Of("weapon.kinds", category.Id, parts.Length), parts);
    }

    private static Trace InCover(string id, WeaponCover cover, TermsWeapon.Described weapon, string step)
    {
        Saying covers = Say.Of("covers", id, SayCover(cover));
        bool? system = cover.System is null ? true : weapon.System is null ? null : string.Equals(cover.System, weapon.System, StringComparison.Ordinal);
        if (system == false) return Trace.Of(step, Answer.No, Say.Of("covers.other", covers));
        if (cover.MinCalibreMm is not null || cover.MaxCalibreMm is not null)
        {
            if (weapon.LowMm is not { } low || weapon.HighMm is not { } high) return Trace.Lacks(step, Say.Of("need.calibre"), Say.Of("covers.nocalibre", covers));
            bool above = cover.MinCalibreMm is not { } min || low >= min, reaches = cover.MinCalibreMm is not { } least || high >= least;
            bool below = cover.MaxCalibreMm is not { } max || Under(high, max, cover.MaxIncluded), starts = cover.MaxCalibreMm is not { } most || Under(low, most, cover.MaxIncluded);
            if (!reaches || !starts) return Trace.Of(step, Answer.No, Say.Of("covers.outside", covers));
            if (!above || !below) return Trace.Open(step, Say.Of("need.calibre.exact"), Say.Of("covers.open", covers));
        }

        return system is null ? Trace.Lacks(step, Say.Of("need.system"), Say.Of("covers.nosystem", covers)) : Trace.Of(step, Answer.Yes, Say.Of("covers.yes", covers));
    }

    private static bool Under(double value, double bound, bool included) => included ? value <= bound : value < bound;

    private static Saying SayCover(WeaponCover cover)
    {
        var said = new List<SayingPart> { cover.System is { } system ? Say.Word("system", system) : Say.Of("system.any") };
        if (cover.MinCalibreMm is { } min) said.Add(Say.Of("calibre.from", Say.Number(min)));
        if (cover.MaxCalibreMm is { } max) said.Add(cover.MaxIncluded ? Say.Of("calibre.upto", Say.Number(max)) : Say.Of("calibre.under", Say.Number(max)));
        return Say.Join(said);
    }

    private static Saying SayWeapon(TermsWeapon.Described weapon)
    {
        SayingPart system = weapon.System is { } named ? Say.Word("system", named) : Say.Of("system.unknown");
        return weapon.LowMm is not { } low || weapon.HighMm is not { } high ? Say.Of("described.nocalibre", system)
            : low == high ? Say.Of("described.calibre", system, Say.Number(low))
            : Say.Of("described.range", system, Say.Number(low), Say.Number(high));
    }
}
