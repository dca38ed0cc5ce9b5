using System.Reflection;
using System.Text.RegularExpressions;
using Truce.Detections;
using Truce.Observations;
using Truce.Sayings;
using Truce.Terms;
using Truce.Testing;

namespace Truce.Tests.Sayings;

/// <summary>The catalogues and the code that uses them fit: every key and blank, in every language, and nothing that nobody says.</summary>
public sealed partial class SayingCatalogueTests
{
    public static TheoryData<string> Languages => [.. SayingWords.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_the_keys_and_the_blanks_of_English(string language) => Assert.Empty(Differences(SayingWords.For(language)));

    [Fact]
    public void A_lost_key_a_lost_blank_and_another_number_of_decimals_are_found()
    {
        string Planted(string from, string to)
        {
            string text = string.Join('\n', SayingWords.English.Keys.Select(k => $"{k} = {SayingWords.English.Message(k)}"));
            Assert.Contains(from, text, StringComparison.Ordinal);
            return text.Replace(from, to, StringComparison.Ordinal);
        }

        Assert.Empty(Differences(new("xx", Planted("need.weapon = weapon", "need.weapon = w"), ".")));
        Assert.NotEmpty(Differences(new("xx", Planted("need.weapon = weapon", "need.gun = gun"), ".")));
        Assert.NotEmpty(Differences(new("xx", Planted("{0} is everywhere.", "everywhere."), ".")));
        Assert.NotEmpty(Differences(new("xx", Planted("probability {0:F3}, at", "probability {0:F2}, at"), ".")));
    }

    [Fact]
    public void Every_key_in_the_code_is_said_with_as_many_parts_as_it_has_blanks()
    {
        Assert.Empty(Uses().SelectMany(Faults));
        Assert.True(Uses().Count() > 150);
        Assert.NotEmpty(Calls("Say.Of(\"no.such.key\")").SelectMany(Faults));
        Assert.NotEmpty(Calls("Say.Of(\"zone.everywhere\")").SelectMany(Faults));
        Assert.NotEmpty(Calls("Say.Of(key, zone)").SelectMany(Faults));
        Assert.Empty(Calls("Say.Of(\"zone.all\"), Say.Of(\"zone.near\", id, Say.Km(Math.Max(1, 2)), name)").SelectMany(Faults));
    }

    [Fact]
    public void No_catalogue_has_a_message_that_nobody_says()
    {
        var used = Uses().Select(u => u.Key).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(SayingWords.English.Keys, k => !IsWord(k) && k != SayingWords.Verbatim && !used.Contains(k));
    }

    [Fact]
    public void The_words_of_closed_vocabularies_are_all_there_and_no_others()
    {
        Assert.Equal(Sorted(ActVocabulary.Standard.All), Family("act"));
        Assert.Equal(Sorted(Constants(typeof(TermGrounds))), Family("ground"));
        Assert.Equal(Sorted(Constants(typeof(CaseFactNames))), Family("fact"));
        Assert.Equal(Sorted(Enum.GetValues<IncidentClass>().Select(c => ObservationJson.Word(c))), Family("class"));
        string code = string.Concat(Sources().Select(s => s.Code));
        Assert.All(SayingWords.English.Keys.Where(IsWord).Select(k => k.Split(':')[0]).Distinct(), family =>
            Assert.Matches($"Words?\\(\"{family}\"", code));
        Assert.All(SayingWords.English.Keys.Where(IsWord), k => Assert.DoesNotContain('{', SayingWords.English.Message(k)));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_message_in_another_language_is_left_in_English(string language)
    {
        SayingWords words = SayingWords.For(language);
        if (language == "en")
        {
            Assert.True(SayingLeaks.Foreign("uk", "час of події") && SayingLeaks.Foreign("fr", "le lieu is connu"));
            return;
        }

        Assert.Empty(words.Keys.Where(k => SayingLeaks.Foreign(language, Blank().Replace(words.Message(k), "…"))).Select(k => $"{k} = {words.Message(k)}"));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_message_speaks_of_guilt(string language)
    {
        string[] heavy = ["violat", "breach", "guilt", "enemy", "порушен", "ворог", "провин", "нарушен", "враг", "винов", "coupable", "ennemi"];
        SayingWords words = SayingWords.For(language);
        Assert.All(words.Keys, k => Assert.DoesNotContain(heavy, h => words.Message(k).Contains(h, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Differences(SayingWords words)
    {
        SayingWords english = SayingWords.English;
        foreach (string key in english.Keys.Union(words.Keys))
        {
            if (!english.Has(key) || !words.Has(key)) yield return $"{words.Language}: {key} is not in both";
            else if (!Blanks(english.Message(key)).SequenceEqual(Blanks(words.Message(key)))) yield return $"{words.Language}: {key} has other blanks";
        }
    }

    private static IEnumerable<string> Faults((string Key, int Parts) use)
    {
        if (!SayingWords.English.Has(use.Key)) return [$"no message {use.Key}"];
        int blanks = Blanks(SayingWords.English.Message(use.Key)).Count();
        return use.Key.StartsWith("list", StringComparison.Ordinal) || blanks == use.Parts ? [] : [$"{use.Key} has {blanks} blanks and is said with {use.Parts} parts"];
    }

    private static IEnumerable<(string Key, int Parts)> Uses() => Sources().SelectMany(s => Calls(s.Code));

    private static IEnumerable<(string Path, string Code)> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(p => (p, p.EndsWith("/Sayings/Say.cs", StringComparison.Ordinal) ? File.ReadAllText(p).Replace(" Of(\"", " Say.Of(\"", StringComparison.Ordinal) : File.ReadAllText(p)));

    /// <summary>Every call of <c>Say.Of</c>: its key, and how many parts follow; a call without a literal key comes out as an empty one.</summary>
    private static IEnumerable<(string Key, int Parts)> Calls(string code)
    {
        foreach (Match call in Call().Matches(code))
        {
            int at = call.Index + call.Length, depth = 1, parts = 0;
            for (bool quoted = false; depth > 0 && at < code.Length; at++)
            {
                char c = code[at];
                if (c == '"' && code[at - 1] != '\\') quoted = !quoted;
                if (quoted) continue;
                if (c is '(' or '[' or '{') depth++;
                else if (c is ')' or ']' or '}') depth--;
                else if (c == ',' && depth == 1) parts++;
            }

            yield return (call.Groups[1].Value, parts);
        }
    }

    private static bool IsWord(string key) => key.Contains(':', StringComparison.Ordinal);

    private static string[] Family(string family) => Sorted(SayingWords.English.Keys.Where(k => k.StartsWith(family + ":", StringComparison.Ordinal)).Select(k => k[(family.Length + 1)..]));

    private static string[] Sorted(IEnumerable<string> words) => [.. words.Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Constants(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);

    private static IEnumerable<string> Blanks(string message) => Blank().Matches(message).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}")]
    private static partial Regex Blank();

    [GeneratedRegex("""(?<!["\w>])Say\.Of\((?:"([^"]*)")?""")]
    private static partial Regex Call();
}
