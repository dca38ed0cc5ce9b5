using System.Collections.Immutable;
using Truce.Detections;
using Truce.Observations;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Scenarios;

/// <summary>Reads the lines that begin with <c>day</c>, <c>notice</c> and <c>blind</c>.</summary>
internal static class EventWords
{
    private const string Example = "day 1  09:24  explosion  at village near  14 rounds  W3  by B  as burst-village";
    private const string NoticeExample = "notice  liveFireExercise  by B  day 4 13:00 to 15:00  at line km 100, 44 km on side B  radius 2.5 km  W3  given 60 h before  as exercise-in-time";

    private static readonly TimeSpan LongestEvent = TimeSpan.FromDays(3);
    private static readonly TimeSpan LongestLead = TimeSpan.FromDays(10);

    /// <summary>What can happen; the rest of the classes are what machines make of it.</summary>
    private static readonly ImmutableArray<IncidentClass> Classes =
    [
        IncidentClass.Explosion, IncidentClass.SmallArmsFire, IncidentClass.IlluminationFlare, IncidentClass.Fire, IncidentClass.WeaponPresence, IncidentClass.Flight,
        IncidentClass.AdvanceOfPositions, IncidentClass.RestrictionOfMovement, IncidentClass.InterferenceWithMonitoring,
    ];

    /// <summary>The words of the classes, in the order of <see cref="Classes"/>.</summary>
    public static ImmutableArray<string> ClassWords { get; } = [.. Classes.Select(ObservationJson.Word)];

    private static readonly ImmutableArray<string> Weapons = ["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8"];

    private static readonly ImmutableArray<string> Things =
        ["round", "rounds", "burst", "bursts", "shot", "shots", "flare", "flares", "weapon", "weapons", "aircraft"];

    private static readonly ImmutableArray<string> Phrases =
        [.. Weapons, "at", "off", "scatter", "lasts", "burns", "by", "serial", "as", "told", "copied", "misplaced", "verified", "not", "overflown", "stated", "seen", "delayed"];

    /// <summary>Phrases that one class of event alone can bear: with another, nothing would read them.</summary>
    private static readonly ImmutableSortedDictionary<string, IncidentClass> Bearers = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
    [
        .. ((string[])["told", "copied", "misplaced", "verified", "not", "overflown"]).Select(p => KeyValuePair.Create(p, IncidentClass.Explosion)),
        .. ((string[])["serial", "stated", "seen"]).Select(p => KeyValuePair.Create(p, IncidentClass.WeaponPresence)),
        KeyValuePair.Create("delayed", IncidentClass.RestrictionOfMovement),
    ]);

    /// <summary>An event, after <c>day</c>.</summary>
    public static ScenarioEvent ReadEvent(LineWords words)
    {
        ScenarioTime when = Time(words);
        string kind = words.OneOf(ClassWords, "what happened");
        var e = new ScenarioEvent
        {
            Part = "",
            Class = words.Failed ? default : Classes[ClassWords.IndexOf(kind)],
            When = when,
            Place = new ScenarioPlace.ByTheLine(0, 0, null),
        };
        var said = new HashSet<string>(StringComparer.Ordinal);
        while (words.More) e = Phrase(words, e, said);
        foreach (string needed in (string[])["at", "as"])
        {
            if (!said.Contains(needed)) words.Fail($"'{needed}' is missing; write for instance: {Example}");
        }

        bool retold = said.Contains("copied") || said.Contains("misplaced");
        if (retold && e.Telling.Told != true) words.Fail("what is copied or misplaced must be told; write told in the same line");

        return e;
    }

    private static ScenarioEvent Phrase(LineWords words, ScenarioEvent e, HashSet<string> said)
    {
        if (char.IsAsciiDigit(words.Peek()[0]))
        {
            Once(words, said, "count");
            e = e with { Count = words.Whole("how many there were", 1, 100_000) };
            words.OneOf(Things, "what was counted");
            return e;
        }

        string phrase = words.OneOf(Phrases, "a phrase");
        if (!Weapons.Contains(phrase))
        {
            if (phrase != "not") Once(words, said, phrase);
            if (Bearers.TryGetValue(phrase, out IncidentClass bearer) && bearer != e.Class) words.FailBefore($"'{phrase}' is said of {ObservationJson.Word(bearer)} alone; leave it out");
            return Telling(words, e, phrase, said) is { } telling ? e with { Telling = telling } : Fact(words, e, phrase);
        }

        Once(words, said, "weapon");
        return e with { Weapon = phrase };
    }

    private static ScenarioEvent Fact(LineWords words, ScenarioEvent e, string phrase) => phrase switch
    {
        "at" => e with { Place = PlaceWords.Read(words) },
        "off" => e with { OffM = words.DistanceM("the miss", 5_000) },
        "scatter" => e with { ScatterM = words.DistanceM("the scatter", 5_000) },
        "lasts" => e with { Lasts = words.Duration("the time it lasts", LongestEvent) },
        "burns" => e with { Burns = words.Duration("the time it burns", LongestEvent) },
        "by" => e with { By = words.OneOf(["A", "B"], "a party") },
        "serial" => e with { Serial = Serial(words) },
        _ => e with { Part = words.Name("burst-village") },
    };

    private static Telling? Telling(LineWords words, ScenarioEvent e, string phrase, HashSet<string> said)
    {
        Telling t = e.Telling;
        switch (phrase)
        {
            case "told": return t with { Told = true };
            case "copied":
                words.Must("by", "copied by 5");
                return t with { Copies = words.Whole("the number of outlets that copy", 0, 5) };
            case "misplaced": return t with { Misplaced = true };
            case "verified": return t with { Verifications = words.Take("twice") ? 2 : 1 };
            case "not":
                string not = words.OneOf(["told", "verified"], "what it is not");
                Once(words, said, not);
                return not == "told" ? t with { Told = false } : t with { Verifications = 0 };
            case "overflown": return t with { Overflown = true };
            case "stated":
                words.Must("error", "stated error 500 m");
                return t with { StatedErrorM = words.DistanceM("the stated error", 20_000) };
            case "seen":
                words.Must("by", "seen by 3 aircraft");
                t = t with { Aircraft = words.Whole("how many aircraft saw it", 1, 6) };
                words.Must("aircraft", "seen by 3 aircraft");
                return t;
            case "delayed": return t with { Delayed = true };
            default: return null;
        }
    }

    private static string Serial(LineWords words)
    {
        string serial = words.Any("a serial number");
        if (!words.Failed && (serial.Length > 40 || serial.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))) words.FailBefore("a serial number has 1 to 40 letters, digits and hyphens, such as SIM-T-5041");
        return serial;
    }

    /// <summary>A notice, after <c>notice</c>.</summary>
    public static ScenarioNotice ReadNotice(LineWords words)
    {
        string what = words.OneOf(["liveFireExercise"], "what is notified");
        words.Must("by", NoticeExample);
        string by = words.OneOf(["A", "B"], "a party");
        words.Must("day", NoticeExample);
        ScenarioSpan window = Span(words);
        words.Must("at", NoticeExample);
        ScenarioPlace place = PlaceWords.Read(words);
        words.Must("radius", NoticeExample);
        double radiusM = words.DistanceM("the radius", 30_000);
        string weapon = words.OneOf(Weapons, "a weapon category");
        words.Must("given", NoticeExample);
        TimeSpan lead = words.Duration("the time before", LongestLead);
        words.Must("before", NoticeExample);
        words.Must("as", NoticeExample);
        string name = words.Name("exercise-in-time");
        words.End(NoticeExample);
        return new(name, what, by, window, lead, place, radiusM / 1000, weapon);
    }

    /// <summary>A time without watch, after <c>blind</c>.</summary>
    public static ScenarioSpan ReadBlind(LineWords words)
    {
        const string BlindExample = "blind  day 3 19:00 to day 4 07:00";
        words.Must("day", BlindExample);
        ScenarioSpan span = Span(words);
        words.End(BlindExample);
        return span;
    }

    /// <summary>A day and a time of day, after <c>day</c>.</summary>
    public static ScenarioTime Time(LineWords words) => new(Day(words), words.Clock());

    /// <summary>A day.</summary>
    public static int Day(LineWords words) => words.Whole("a day", 1, ExerciseDays.Count);

    /// <summary>Two times, after <c>day</c>: <c>4 13:00 to 15:00</c>, or <c>3 19:00 to day 4 07:00</c>.</summary>
    public static ScenarioSpan Span(LineWords words)
    {
        ScenarioTime from = Time(words);
        words.Must("to", "day 4 13:00 to 15:00");
        int day = words.Take("day") ? Day(words) : from.Day;
        var to = new ScenarioTime(day, words.Clock(endOfDay: true));
        if (!words.Failed && to.Instant <= from.Instant) words.FailBefore("the time ends before it begins; write the earlier time first");
        return new(from, to);
    }

    private static void Once(LineWords words, HashSet<string> said, string phrase)
    {
        if (!said.Add(phrase)) words.FailBefore($"'{phrase}' stands twice in this line; write it once");
    }
}
