using Truce.Commitments;
using Truce.Findings;
using Truce.Measures;
using Truce.Observations;
using Truce.Pages;
using Truce.Response.Clocks;
using Truce.Response.Consultations;
using Truce.Response.Protocols;
using Truce.Review;
using Truce.Tests.Response;

namespace Truce.Tests.Pages;

public sealed class ConsultationPageTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Hash256 FindingId = Hash256.Of("finding"u8);
    private static readonly Hash256 Id = ConsultationEvent.ConsultationOf(FindingId, Samples.Protocol.Id);
    private static readonly LedgerView Ledger = LedgerView.Of(new LedgerHistory(), null, new(2030, 5, 1), Classification.Mission, exercise: true);
    private static readonly PageLinks Live = new(Files: false, Console: true);

    public static TheoryData<string> Languages => [.. PageWords.Languages];

    [Theory]
    [InlineData(10.0, "14 h 0 min left of 24 h 0 min, counted from determination.")]
    [InlineData(24.5, "Past for 0 h 30 min; the time allowed was 24 h 0 min, counted from determination.")]
    [InlineData(100.0, "Past for 3 d 4 h; the time allowed was 24 h 0 min, counted from determination.")]
    public void A_clock_says_what_is_left_and_from_where_it_counts(double hours, string said)
    {
        string html = Room(hours, "en", Opened());
        Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.Contains("from determination, 1 May 2030, 12:00 UTC", html, StringComparison.Ordinal);
        Assert.Equal(hours > 24, html.Contains("class=\"overdue\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_clock_without_its_start_does_not_run()
    {
        string html = Room(10, "en", Opened(new(Noon, null, null, null)));
        Assert.Contains("The clock has not started: the time of determination is not known.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("left of", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_answered_stands_beside_who_did_not()
    {
        var answer = new ConsultationEvent.Answered("R1", "ALDER", AnswerKind.Accept, "<b>we will</b>", "note verbale", "") { Consultation = Id, At = Noon.AddHours(3), Known = Noon.AddHours(3), By = "desk" };
        string html = Room(25, "en", Opened(), answer);
        Assert.Contains("answered in time", html, StringComparison.Ordinal);
        Assert.Contains("<b>overdue</b>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;we will&lt;/b&gt;", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "came in by webhook, 1 May 2030, 15:00 UTC", "not yet entered by a person: ", "Basis at opening: version 2 of the finding, level 4, severity ordinary.", "Basis now: version 3 of the finding, level 2, severity grave; people found that it did not occur.")]
    [InlineData("fr", "arrivé par webhook, 1er mai 2030, 15:00 UTC", "pas encore consigné par une personne", "Base à l’ouverture : version 2 du constat, niveau 4, gravité ordinary.", "Base maintenant : version 3 du constat, niveau 2, gravité grave")]
    [InlineData("ru", "поступило через вебхук, 1 мая 2030", "человеком ещё не внесено", "Основание при открытии: версия вывода 2, уровень 4, тяжесть ordinary.", "Основание сейчас: версия вывода 3, уровень 2, тяжесть grave")]
    [InlineData("uk", "надійшло через вебхук, 1 травня 2030", "людиною ще не внесено", "Підстава на час відкриття: версія висновку 2, ступінь перевірки 4, тяжкість ordinary.", "Підстава зараз: версія висновку 3, ступінь перевірки 2, тяжкість grave")]
    public void What_came_in_and_what_became_of_the_finding_are_seen(string language, string came, string waits, string then, string now)
    {
        var answer = new ConsultationEvent.CameIn("R1", "ALDER", AnswerKind.Refuse, "<i>never</i>", "", "", "", "webhook", "d-1", Hash256.Of("b"u8)) { Consultation = Id, At = Noon.AddHours(3), Known = Noon.AddHours(3), By = "machine:webhook" };
        var aside = new ConsultationEvent.SetAside(answer.Id, "a test of their system") { Consultation = Id, At = Noon.AddHours(4), Known = Noon.AddHours(4), By = "r1" };
        var standing = new FindingStanding(3, Level.Corroborated, "grave", "violation-candidate", FindingState.Refuted, Noon.AddHours(5));
        string Said(ConsultationBasis? basis, params ConsultationEvent[] events) =>
            ConsultationPage.Room(Ledger, new PageState { Language = language }, Live, Id, ConsultationState.Of(Samples.Protocol, events, Noon.AddHours(6), basis: basis));
        string html = Said(new(null, standing), Opened(), answer);
        Assert.All((string[])[came, waits, "&lt;i&gt;never&lt;/i&gt;", then, now], said => Assert.Contains(said, html, StringComparison.Ordinal));
        Assert.Contains("a test of their system", Said(null, Opened(), answer, aside), StringComparison.Ordinal);
        Assert.DoesNotContain(waits, Said(null, Opened(), answer, aside), StringComparison.Ordinal);
        Assert.DoesNotContain(waits, Said(null, Opened(), answer, answer.Entered("r1", Noon.AddHours(5))), StringComparison.Ordinal);
        ConsultationBasis same = new(null, standing with { Level = Level.Determined, Severity = "ordinary", State = FindingState.Confirmed });
        Assert.DoesNotContain(then, Said(same, Opened()), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Room_and_list_speak_every_language_and_say_that_they_are_an_exercise(string language)
    {
        var state = new PageState { Language = language };
        ConsultationState s = ConsultationState.Of(Samples.Protocol, [Opened()], Noon.AddHours(2));
        foreach (string html in (string[])[Room(2, language, Opened()), ConsultationPage.List(Ledger, state, Live, [(Id, s)], [], Noon), ConsultationPage.List(Ledger, state, Live, [], [Waiting], Noon)])
        {
            Assert.Contains("<strong>SIMULATED</strong>", html, StringComparison.Ordinal);
            Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
            Assert.Equal(2, html.Split("<h1").Length);
        }

        Assert.Contains($"/response/{Id}", ConsultationPage.List(Ledger, state, Live, [(Id, s)], [], Noon), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_has_decided_stands_above_the_consultations_with_the_way_to_its_evidence()
    {
        ConsultationState s = ConsultationState.Of(Samples.Protocol, [Opened()], Noon.AddHours(2));
        string html = ConsultationPage.List(Ledger, new PageState(), Live, [(Id, s)], [Waiting, Waiting with { Id = Hash256.Of("later"u8), Since = Noon.AddHours(-3) }], Noon);
        Assert.Contains("2 confirmed findings on which nobody has decided", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("class=\"undecided\"", StringComparison.Ordinal) < html.IndexOf($"/response/{Id}", StringComparison.Ordinal));
        Assert.Contains($"href=\"/?day=2030-04-28&amp;incident={Waiting.Incident}&amp;lang=en&amp;pane=evidence\"", html, StringComparison.Ordinal);
        Assert.Contains("<b>3 Confirmed by two people</b>", html, StringComparison.Ordinal);
        Assert.Contains("28 April 2030, 12:00 UTC (3 d 0 h ago)", html, StringComparison.Ordinal);
        Assert.Contains("T1 (Article 2 &lt;a&gt;)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"undecided\"", ConsultationPage.List(Ledger, new PageState(), Live, [(Id, s)], [], Noon), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_state_has_its_words_in_every_language()
    {
        foreach (string language in PageWords.Languages)
        {
            PageWords words = PageWords.For(language);
            Assert.All(Enum.GetValues<ConsultationStage>(), v => Assert.NotEmpty(words.Word("conststage", v)));
            Assert.All(Enum.GetValues<TierStanding>(), v => Assert.NotEmpty(words.Word("tierstanding", v)));
            Assert.All(Enum.GetValues<InviteeStatus>(), v => Assert.NotEmpty(words.Word("inviteestatus", v)));
            Assert.All(Enum.GetValues<AnswerKind>(), v => Assert.NotEmpty(words.Word("answer", v)));
            Assert.All(Enum.GetValues<PromiseStanding>(), v => Assert.NotEmpty(words.Word("promisestanding", v)));
            Assert.All(Enum.GetValues<DeadlineStart>(), v => Assert.NotEmpty(words.Word("start", v)));
        }
    }

    private static string Room(double hours, string language, params ConsultationEvent[] events) =>
        ConsultationPage.Room(Ledger, new PageState { Language = language }, Live, Id, ConsultationState.Of(Samples.Protocol, events, Noon.AddHours(hours)));

    private static ConsultationEvent.Opened Opened(FourTimes? times = null) =>
        Opening.Open(ConfirmedFinding.TryConfirm(Proposed, [Confirm("a"), Confirm("b")])!, times ?? new(Noon.AddHours(-9), null, Noon, null), Samples.Protocol, "R1", Noon, "desk");

    private static UndecidedFinding Waiting { get; } = new(FindingId, Hash256.Of("incident"u8), Level.Confirmed, "T1", "Article 2 <a>", Noon.AddDays(-3)) { Day = new(2030, 4, 28) };

    private static Finding Proposed { get; } = new()
    {
        Id = FindingId,
        Version = 2,
        Known = Noon,
        Incident = Hash256.Of("incident"u8),
        IncidentVersion = 1,
        Agreement = "EX-1 v1",
        Term = "T1",
        Article = "2",
        Result = "violation-candidate",
        Severity = "ordinary",
        Level = Level.Determined,
    };

    private static Statement Confirm(string person) => new()
    {
        Id = Hash256.Of(System.Text.Encoding.UTF8.GetBytes(person)),
        Kind = StatementKind.Confirm,
        Question = Question.Occurrence,
        Finding = FindingId,
        FindingVersion = 2,
        Person = person,
        Nation = "N",
        Reason = "seen",
        AlternativesRejected = ["thunder"],
        At = Noon,
    };
}
