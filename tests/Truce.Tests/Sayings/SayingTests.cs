using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Truce.Findings;
using Truce.Measures;
using Truce.Sayings;
using Truce.Terms;
using Truce.Testing;
using Truce.Tests.Terms;

namespace Truce.Tests.Sayings;

/// <summary>Sayings as values: what is said of them, what is sealed of them, and what comes back.</summary>
public sealed partial class SayingTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats", "terms.md"));

    [Fact]
    public void The_English_of_the_thirteen_vectors_is_word_for_word_what_it_was_before_reasons_were_values()
    {
        var said = new StringBuilder();
        foreach (TermResult result in Vectors().SelectMany(r => r)) Gather(said, result.Trace);
        // SHA-256 of every sentence of every trace, each followed by the fact that it lacks, taken from the program as it was before.
        Assert.Equal("548ee9895be0377aa00083fe8b4931774a82aefbd08626bf6e258770bf194801", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said.ToString()))));
    }

    [Fact]
    public void Every_reason_of_the_thirteen_vectors_is_said_in_every_language_without_a_blank_and_without_English() =>
        Assert.Empty(Vectors().SelectMany(r => r).SelectMany(Sayings).Distinct().SelectMany(s => SayingLeaks.Of(s, Agreement())));

    [Fact]
    public void Every_reason_of_the_documented_examples_is_said_in_every_language_without_a_blank_and_without_English()
    {
        int seen = 0;
        foreach (JsonObject example in Block().Matches(Page).Select(m => JsonNode.Parse(m.Groups[1].Value)!.AsObject()).Where(e => e["error"] is null))
        {
            byte[] agreement = ExampleAgreement.With(example["with"]?.AsObject());
            JsonNode one = example["case"]?.DeepClone() ?? new JsonObject { ["id"] = "E", ["obs"] = example["obs"]!.DeepClone() };
            string own = Encoding.UTF8.GetString(agreement) + one.ToJsonString();
            Saying[] sayings = [.. TermsCommand.Results(ExampleAgreement.Read(agreement), Encoding.UTF8.GetBytes(one.ToJsonString())).SelectMany(r => r).SelectMany(Sayings).Distinct()];
            Assert.Empty(sayings.SelectMany(s => SayingLeaks.Of(s, own)));
            seen += sayings.Length;
        }

        Assert.True(seen > 1000, $"only {seen} sayings");
    }

    [Fact]
    public void A_planted_leak_is_found()
    {
        Assert.NotEmpty(SayingLeaks.Of(new("verbatim", ["the act is not known"]), ""));
        Assert.NotEmpty(SayingLeaks.Of(new("zone.missing", [new Saying("zone.everywhere", ["Z"]), "side of the line"]), ""));
        Assert.NotEmpty(SayingLeaks.Of(new("zone.everywhere", ["{0}"]), ""));
        Assert.Empty(SayingLeaks.Of(new("weapon.label", ["W2", "tanks and mortars"]), "tanks and mortars"));
    }

    [Theory]
    [InlineData("en", "article 2(a)", "P 0.577 to over 0.9995")]
    [InlineData("uk", "стаття 2(a)", "P від 0,577 до понад 0,9995")]
    [InlineData("fr", "article 2(a)", "P de 0,577 à plus de 0,9995")]
    [InlineData("ru", "статья 2(a)", "P от 0,577 до более 0,9995")]
    public void Numbers_inside_a_saying_are_written_as_their_readers_write_them(string language, string article, string p)
    {
        SayingWords words = SayingWords.For(language);
        Assert.Contains(article, words.Say(new("term.article", ["T1", "2(a)"])), StringComparison.Ordinal);
        Assert.Contains(p, words.Say(new("act", ["x", "y", new Saying("p.range", [SayingPart.Of(0.5771, 3), new Saying("p.over", [])])])), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_sealed_comes_back_and_says_the_same() => Prop.ForAll(Any().ToArbitrary(), saying =>
    {
        byte[] bytes = CanonicalJson.Write(SayingJson.Write(saying));
        Saying? back = SayingJson.Read(JsonNode.Parse(bytes));
        return back == saying && back.GetHashCode() == saying.GetHashCode() && CanonicalJson.Write(SayingJson.Write(back)).AsSpan().SequenceEqual(bytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_is_said_as_it_would_have_been_said_before_it_was_rounded() => Prop.ForAll(Gen.Choose(-2_000_000_000, 2_000_000_000).ToArbitrary(), n =>
    {
        double value = n / 131_071.0;
        return (string[])["0", "1", "2", "3"] is var all && all.All(d => Fixed(SayingPart.Of(value, d[0] - '0'), d) == Unsigned(value.ToString("F" + d, CultureInfo.InvariantCulture)));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[\"act\",null]")]
    [InlineData("[\"act\",[]]")]
    [InlineData("[\"act\",true]")]
    public void What_is_no_saying_is_not_read_as_one(string json) => Assert.Null(SayingJson.Read(JsonNode.Parse(json)));

    [Fact]
    public void The_saying_on_the_page_of_records_says_what_the_page_says()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats", "records.md"));
        Match example = Regex.Match(page, @"```json\n(\[""zone.*?)\n```\n\nsays \*(.*?)\*");
        Assert.Equal(example.Groups[2].Value, SayingJson.Read(JsonNode.Parse(example.Groups[1].Value))!.English);
    }

    [Fact]
    public void A_record_of_another_version_is_shown_in_the_English_that_is_sealed()
    {
        SayingWords uk = SayingWords.For("uk");
        Assert.Null(uk.TrySay(new("no.such.key", [])));
        Assert.Null(uk.TrySay(new("zone.everywhere", [])));
        Assert.Null(uk.TrySay(new("zone.everywhere", ["Z", "more"])));
        Assert.Equal("sealed words", new LevelReason(Level.Screened, "c", true, "sealed words").In(uk));
        Assert.Equal("sealed words", new LevelReason(Level.Screened, "c", true, "sealed words") { Says = new("no.such.key", []) }.In(uk));
        Assert.Equal("Z — це всюди.", new LevelReason(Level.Screened, "c", true, new Saying("zone.everywhere", ["Z"])).In(uk));
    }

    [Fact]
    public void A_word_that_an_agreement_brings_itself_stays_as_it_is_whatever_it_is_called()
    {
        foreach (string word in (string[])["what", "unknown", "absent", "rocketry"])
        {
            byte[] agreement = ExampleAgreement.With($$"""{"acts": [{"id": "{{word}}", "kindOf": "fire"}], "terms": [{"id": "T1", "act": "{{word}}"}]}""");
            TermResult result = TermsCommand.Results(ExampleAgreement.Read(agreement), Encoding.UTF8.GetBytes($$"""{"id": "E", "obs": {"act": "{{word}}"} }"""))[0].First(r => r.Term == "T1");
            Assert.Contains($" forbids {word}:", result.Trace.Sentence, StringComparison.Ordinal);
            Assert.Contains($"забороняє: {word} —", SayingWords.For("uk").Say(result.Trace.Says), StringComparison.Ordinal);
        }
    }

    private static Gen<Saying> Any(int depth = 3)
    {
        Gen<SayingPart> text = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => SayingPart.Of(new string([.. s.Get.Where(c => !char.IsSurrogate(c))])));
        Gen<SayingPart> number = Gen.Choose(-1_000_000, 1_000_000).Select(n => SayingPart.Of(n / 997.0, 3));
        Gen<SayingPart> part = depth == 0 ? Gen.OneOf(text, number) : Gen.OneOf(text, number, Any(depth - 1).Select(SayingPart.Of));
        return from key in Gen.Elements(SayingWords.English.Keys.ToArray())
               from parts in Gen.ListOf(part, 3)
               select new Saying(key, [.. parts]);
    }

    private static string Fixed(SayingPart part, string decimals) => part.Number!.Value.ToString("F" + decimals, CultureInfo.InvariantCulture);

    private static string Unsigned(string text) => text.Any(c => c is >= '1' and <= '9') ? text : text.TrimStart('-');

    private static System.Collections.Immutable.ImmutableArray<System.Collections.Immutable.ImmutableArray<TermResult>> Vectors() =>
        TermsCommand.Results(ExampleAgreement.Read(Encoding.UTF8.GetBytes(Agreement())), File.ReadAllBytes(SharedData.Path("incidents/examples/terms-vectors.json")));

    private static string Agreement() => File.ReadAllText(SharedData.Path("incidents/examples/agreement.example.json"));

    private static IEnumerable<Saying> Sayings(TermResult result) =>
        [.. Sayings(result.Trace), .. result.MissingFacts, .. result.WouldDecide is { } said ? [said] : Array.Empty<Saying>()];

    private static IEnumerable<Saying> Sayings(Trace trace) =>
        [trace.Says, .. trace.Fact is { } fact ? [fact] : Array.Empty<Saying>(), .. trace.Parts.SelectMany(Sayings)];

    private static void Gather(StringBuilder said, Trace trace)
    {
        said.Append(trace.Sentence).Append('\n');
        if (trace.Decides.Length > 0) said.Append(trace.Decides).Append('\n');
        foreach (Trace part in trace.Parts) Gather(said, part);
    }

    [GeneratedRegex(@"```terms-example\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
