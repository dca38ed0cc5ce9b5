using System.Collections.Immutable;
using Truce.Detections;
using Truce.Observations;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Scenarios;

/// <summary>Reads the lines that begin with <c>expect</c>.</summary>
internal static class ExpectationWords
{
    private static readonly ImmutableArray<string> Kinds =
        ["incident", "incidents", "finding", "findings", "reading", "readings", "correction", "corrections", "alike", "watch", "no", "exactly", "at"];

    /// <summary>Readings by their words; one of two or three words begins with "not".</summary>
    private static readonly ImmutableArray<(string[] Words, Verdict Verdict)> Verdicts =
        [.. Enum.GetValues<Verdict>().Select(v => (Expectation.Word(v).Split(' '), v))];

    private static readonly ImmutableArray<string> Phrases = ["for", "near", "within", "level", "origins", "probability", "day", "known", "reported"];

    /// <summary>Every class that an incident can have.</summary>
    private static readonly ImmutableArray<IncidentClass> Classes = [.. Enum.GetValues<IncidentClass>()];

    private static readonly ImmutableArray<string> ClassWords = [.. Classes.Select(ObservationJson.Word)];

    private static readonly ImmutableArray<string> Feeds = ["firms", "alarms", "patrol", "press", "verified"];

    /// <summary>An expectation, after <c>expect</c>; absent after a mistake.</summary>
    public static Expectation? Read(LineWords words)
    {
        Amount number = ReadAmount(words);
        string kind = words.OneOf(Kinds, "what is expected");
        Expectation? read = kind switch
        {
            "incident" or "incidents" => Incidents(words, number),
            "finding" or "findings" or "reading" or "readings" => Judged(words, number, kind[0] == 'f'),
            "correction" or "corrections" => Corrections(words, number),
            "alike" => Alike(words),
            "watch" => Watch(words),
            _ => null,
        };
        if (read is null && !words.Failed) words.FailBefore("two numbers of one thing; write no, exactly 2, at least 2 or at most 2 once");
        return words.Failed ? null : read;
    }

    private static Amount ReadAmount(LineWords words)
    {
        if (words.Take("no")) return new(0, 0);
        if (words.Take("exactly")) return words.Whole("a number", 0, 10_000) is var n ? new(n, n) : default;
        if (!words.Take("at")) return new(1, null);
        return words.OneOf(["least", "most"], "least or most") == "least"
            ? new(words.Whole("a number", 1, 10_000), null)
            : new(0, words.Whole("a number", 0, 10_000));
    }

    private static Expectation.Incidents Incidents(LineWords words, Amount number)
    {
        (IncidentChoice choice, int? report) = Choice(words, ReadClass(words));
        NoReport(words, report);
        return new(number, choice) { Line = words.Line, Text = words.Said };
    }

    private static Expectation Judged(LineWords words, Amount number, bool findings)
    {
        string? article = words.More && char.IsAsciiDigit(words.Peek()[0]) ? words.Any("an article") : null;
        Verdict? verdict = ReadVerdict(words);
        if (findings && verdict == Verdict.NotConcerned) words.FailBefore("no finding is made where an article does not speak of it; write expect reading … not concerned");
        (IncidentChoice choice, int? report) = Choice(words, null);
        NoReport(words, report);
        return findings
            ? new Expectation.Findings(number, article, verdict, choice) { Line = words.Line, Text = words.Said }
            : new Expectation.Readings(number, article, verdict, choice) { Line = words.Line, Text = words.Said };
    }

    private static Expectation.Corrections Corrections(LineWords words, Amount number)
    {
        (IncidentChoice choice, int? report) = Choice(words, ReadClass(words));
        if (report is null) words.Fail("'reported' is missing; write expect correction  for late-evidence  reported day 5");
        return new(number, choice, report ?? 1) { Line = words.Line, Text = words.Said };
    }

    private static Expectation.Alike Alike(LineWords words)
    {
        const string Example = "expect alike  burst-a and burst-b";
        string one = words.Name("burst-a");
        words.Must("and", Example);
        string other = words.Name("burst-b");
        words.End(Example);
        return new(one, other) { Line = words.Line, Text = words.Said };
    }

    private static Expectation.Watch Watch(LineWords words)
    {
        const string Example = "expect watch observed  day 2 07:00 to 19:00  by patrol";
        string state = words.OneOf([.. Expectation.WatchStates], "what could be seen");
        words.Must("day", Example);
        ScenarioSpan span = EventWords.Span(words);
        bool whole = span.From.TimeOfDay.TotalHours % 1 == 0 && span.To.TimeOfDay.TotalHours % 1 == 0;
        if (!words.Failed && (span.From.Day != span.To.Day || !whole)) words.FailBefore($"a watch is asked for whole hours of one day; write {Example}");
        words.Must("by", Example);
        string feed = words.OneOf(Feeds, "a feed");
        words.End(Example);
        return new(state, span, feed) { Line = words.Line, Text = words.Said };
    }

    private static void NoReport(LineWords words, int? report)
    {
        if (report is not null) words.FailBefore("'reported' belongs to corrections alone; write known day 3 13:00 to ask for what was known then");
    }

    private static IncidentClass? ReadClass(LineWords words) =>
        !words.More || Phrases.Contains(words.Peek()) ? null
        : words.OneOf([.. ClassWords, .. Phrases], "a class of incidents or a phrase") is { Length: > 0 } word ? Classes[ClassWords.IndexOf(word)] : null;

    private static Verdict? ReadVerdict(LineWords words)
    {
        if (!words.More || Phrases.Contains(words.Peek())) return null;
        (string[] Words, Verdict Verdict)[] left = [.. Verdicts];
        for (int i = 0; i == 0 || left.Any(v => v.Words.Length > i); i++)
        {
            string word = words.OneOf([.. left.Select(v => v.Words[i]).Distinct(), .. i == 0 ? Phrases : []], "a reading or a phrase");
            left = [.. left.Where(v => v.Words[i] == word)];
        }

        return left.Length == 1 ? left[0].Verdict : null;
    }

    private static (IncidentChoice Choice, int? Report) Choice(LineWords words, IncidentClass? kind)
    {
        var choice = new IncidentChoice { Class = kind };
        int? report = null;
        var said = new HashSet<string>(StringComparer.Ordinal);
        while (words.More)
        {
            string phrase = words.OneOf(Phrases, "a phrase");
            if (!said.Add(phrase)) words.FailBefore($"'{phrase}' stands twice in this line; write it once");
            if (phrase == "reported") report = ReportDay(words);
            else choice = Phrase(words, choice, phrase);
        }

        if (choice is { WithinM: not null, Part: null, Near: null }) words.Fail("within what? Write for burst-village, or near line km 92, 5.5 km on side A");
        if (choice is { Near: not null, WithinM: null }) words.Fail("how near? Write within 5 km");
        return (choice, report);
    }

    private static IncidentChoice Phrase(LineWords words, IncidentChoice choice, string phrase) => phrase switch
    {
        "for" => choice with { Part = words.Name("burst-village") },
        "near" => choice with { Near = PlaceWords.Read(words) },
        "within" => choice with { WithinM = words.DistanceM("the distance", 100_000) },
        "level" => choice with { Level = Bounds(words, "a level", 5) },
        "origins" => choice with { Origins = Bounds(words, "a number of origins", 100) },
        "probability" => Probability(words, choice),
        "day" => choice with { Day = EventWords.Day(words) },
        _ => choice with { Known = Known(words) },
    };

    private static IncidentChoice Probability(LineWords words, IncidentChoice choice)
    {
        double p = words.Number("a probability", 0, 1);
        words.Must("or", "probability 0.9 or more");
        return words.OneOf(["more", "less"], "more or less") == "more" ? choice with { ProbabilityLeast = p } : choice with { ProbabilityMost = p };
    }

    private static ScenarioTime Known(LineWords words)
    {
        words.Must("day", "known day 3 13:00");
        return EventWords.Time(words);
    }

    private static int ReportDay(LineWords words)
    {
        words.Must("day", "reported day 5");
        return words.Whole("a day", 1, ExerciseDays.Count);
    }

    private static Amount Bounds(LineWords words, string what, int most)
    {
        int n = words.Whole(what, 0, most);
        if (!words.Take("or")) return new(n, n);
        return words.OneOf(["more", "fewer"], "more or fewer") == "more" ? new(n, null) : new(0, n);
    }
}
