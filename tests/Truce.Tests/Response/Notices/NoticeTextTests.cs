using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Truce.Measures;
using Truce.Observations;
using Truce.Response.Notices;
using Truce.Sayings;
using Truce.Tests.Sayings;

namespace Truce.Tests.Response.Notices;

public sealed partial class NoticeTextTests
{
    public static TheoryData<string> Languages => [.. NoticeWords.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_the_keys_and_the_blanks_of_English(string language) => Assert.Empty(Differences(NoticeWords.For("en"), NoticeWords.For(language)));

    [Fact]
    public void A_planted_lost_key_and_a_lost_blank_are_found()
    {
        SayingWords english = NoticeWords.For("en");
        string text = string.Join('\n', english.Keys.Select(k => $"{k} = {english.Message(k)}"));
        Assert.NotEmpty(Differences(english, new("xx", text.Replace("letter.to = To", "letter.unto = To", StringComparison.Ordinal), ".")));
        Assert.NotEmpty(Differences(english, new("xx", text.Replace("answer is due by {0}.", "answer is due.", StringComparison.Ordinal), ".")));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_message_is_left_in_English_and_none_speaks_of_guilt(string language)
    {
        SayingWords words = NoticeWords.For(language);
        string[] heavy = ["violat", "breach", "guilt", "enemy", "порушен", "ворог", "провин", "нарушен", "враг", "винов", "coupable", "ennemi"];
        Assert.All(words.Keys, k => Assert.DoesNotContain(heavy, h => words.Message(k).Contains(h, StringComparison.OrdinalIgnoreCase)));
        if (language == "en") return;
        string[] same = ["SIMULATED", "UTC", "SHA-256"];
        Assert.DoesNotContain(words.Keys, k => SayingLeaks.Foreign(language, same.Aggregate(Blank().Replace(words.Message(k), "…"), (t, s) => t.Replace(s, "…", StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_kind_clock_and_basis_is_worded_and_no_blank_is_left(string language)
    {
        foreach (NoticeKind kind in Enum.GetValues<NoticeKind>())
            foreach (NoticeClock clock in Enum.GetValues<NoticeClock>())
                foreach (NoticeBasis basis in Enum.GetValues<NoticeBasis>())
                {
                    Notice notice = NoticeSample.Make(language, f => f with { Kind = kind, Clock = clock, Basis = basis, Follows = new(Hash256.Of("first"u8), NoticeSample.Issued) });
                    Assert.All(notice.Paragraphs.Add(notice.Subject), p => Assert.DoesNotContain('{', p));
                    Assert.Equal(kind != NoticeKind.StoodDown, notice.Paragraphs.Contains(NoticeWords.For(language).Message("body.answer")));
                }
    }

    [Fact]
    public void The_deadline_is_said_in_local_time_across_the_change_of_clocks_and_in_UTC()
    {
        Notice notice = NoticeSample.Make();
        Assert.Contains("Your answer is due by 31 March 2030, 13:00 Europe/Kyiv (UTC+03:00); that is 2030-03-31 10:00 UTC.", notice.Paragraphs);
        Assert.Contains("The clock runs from the time at which people confirmed the finding: 30 March 2030, 12:00 Europe/Kyiv (UTC+02:00); that is 2030-03-30 10:00 UTC.", notice.Paragraphs);
        Assert.Equal("2030-03-31T13:00:00+03:00", notice.AnswerDueLocal);
        Assert.Contains("Votre réponse est attendue au plus tard le 1er avril 2030, 01:00 Europe/Kyiv (UTC+03:00), soit 2030-03-31 22:00 UTC.",
            NoticeSample.Make("fr", f => f with { AnswerDueAt = new(2030, 3, 31, 22, 0, 0, TimeSpan.Zero) }).Paragraphs);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_simulated_notice_says_so_in_its_subject_and_its_body_and_a_real_one_nowhere(string language)
    {
        Notice simulated = NoticeSample.Make(language), real = NoticeSample.Make(language, f => f with { IsSimulated = false });
        Assert.Contains("SIMULATED", simulated.Subject, StringComparison.Ordinal);
        Assert.Contains("SIMULATED", simulated.Paragraphs[0], StringComparison.Ordinal);
        Assert.DoesNotContain("SIMULATED", real.ToJson().ToJsonString(), StringComparison.Ordinal);
        Assert.NotEqual(simulated.Id, real.Id);
    }

    [Theory]
    [InlineData(Classification.Restricted, false, "the village of Example")] // 0.05 km is finer than anything that is said
    [InlineData(Classification.Mission, false, "the village of Example")]
    [InlineData(Classification.Parties, false, "Example district")]
    [InlineData(Classification.Public, false, "Example district")]
    [InlineData(Classification.Restricted, true, "Example district")]
    public void A_place_is_no_more_exact_than_the_label_and_the_forces_allow(Classification classification, bool forces, string expected)
    {
        Notice notice = NoticeSample.Make(change: f => f with { Label = new(classification, "*", ""), ConcernsForces = forces });
        string all = notice.ToJson().ToJsonString();
        Assert.Contains(expected, all, StringComparison.Ordinal);
        Assert.All(NoticeSample.Facts.Places.Where(p => p.Words != expected), p => Assert.DoesNotContain(p.Words, all, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_every_place_is_too_exact_none_is_given_and_it_says_so()
    {
        Notice notice = NoticeSample.Make(change: f => f with { Label = Label.Open, Places = [new("the village of Example", 1.5)] });
        Assert.Null(notice.Place);
        Assert.Contains("Place: not given under the handling of this notice.", notice.Paragraphs);
    }

    [Fact]
    public void What_may_not_be_said_is_refused_with_a_reason()
    {
        static string Refused(Func<NoticeFacts, NoticeFacts> change, string invitee = "GB", string language = "en")
        {
            Assert.False(NoticeText.TryWord(change(NoticeSample.Facts), invitee, language, out Notice? notice, out string reason));
            Assert.Null(notice);
            return reason;
        }

        Assert.Contains("not to GB", Refused(f => f with { Label = new(Classification.Mission, "FR,UA", "") }), StringComparison.Ordinal);
        Assert.Contains("forge a header", Refused(f => f with { Consultation = "C-1\r\nBcc: everybody@example.org" }), StringComparison.Ordinal);
        Assert.Contains("forge a header", Refused(f => f with { Tier = "one \u202e owt" }), StringComparison.Ordinal);
        Assert.Contains("forge a header", Refused(f => f, "GB\n"), StringComparison.Ordinal);
        Assert.Contains("follows", Refused(f => f with { Kind = NoticeKind.Reminder }), StringComparison.Ordinal);
        Assert.Contains("Europe/Kyiv", Refused(f => f with { TimeZone = "Kyiv" }), StringComparison.Ordinal);
        Assert.Contains("before the clock", Refused(f => f with { AnswerDueAt = f.ClockStartedAt.AddSeconds(-1) }), StringComparison.Ordinal);
        Assert.Contains("en, fr, ru, uk", Refused(f => f, language: "de"), StringComparison.Ordinal);
        Assert.True(NoticeText.TryWord(NoticeSample.Facts with { Label = new(Classification.Mission, "FR,GB", "") }, "GB", "en", out _, out _));
    }

    [Fact]
    public void The_id_is_the_hash_of_the_canonical_record_and_survives_a_round_trip()
    {
        Notice notice = NoticeSample.Make("uk", f => f with { Kind = NoticeKind.Escalated, Follows = new(Hash256.Of("first"u8), NoticeSample.Issued.AddDays(-1)) });
        JsonObject json = notice.ToJson();
        Notice again = Notice.Read((JsonObject)JsonNode.Parse(CanonicalJson.Write(json))!);
        Assert.Equal(CanonicalJson.Hash(json), notice.Id);
        Assert.Equal(notice.Id, again.Id);
        Assert.Equal(CanonicalJson.Write(json), CanonicalJson.Write(again.ToJson()));
        json["subject"] = "another";
        Assert.NotEqual(notice.Id, Notice.Read(json).Id);
        Assert.Throws<RecordException>(() => Notice.Read(new JsonObject { ["schema"] = "truce-notice-2" }));
    }

    private static IEnumerable<string> Differences(SayingWords english, SayingWords other)
    {
        foreach (string key in english.Keys.Union(other.Keys))
        {
            if (!english.Has(key) || !other.Has(key)) yield return key;
            else if (!Blanks(english.Message(key)).SequenceEqual(Blanks(other.Message(key)))) yield return key + " has other blanks";
        }
    }

    private static IEnumerable<string> Blanks(string message) => Blank().Matches(message).Select(m => m.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}")]
    private static partial Regex Blank();
}
