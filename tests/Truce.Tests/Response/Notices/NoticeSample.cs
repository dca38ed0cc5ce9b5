using Truce.Measures;
using Truce.Observations;
using Truce.Response.Notices;

namespace Truce.Tests.Response.Notices;

/// <summary>An invented consultation, for the tests of notices.</summary>
internal static class NoticeSample
{
    public static readonly DateTimeOffset Issued = new(2030, 3, 30, 12, 0, 0, TimeSpan.Zero);

    public static NoticeFacts Facts { get; } = new()
    {
        Kind = NoticeKind.Convened,
        House = "Special Commission",
        Consultation = "C-2030-0007",
        Protocol = "Example Agreement, article 9",
        Tier = "consultation within 24 hours",
        IssuedAt = Issued,
        Clock = NoticeClock.Determined,
        ClockStartedAt = Issued.AddHours(-2),
        AnswerDueAt = Issued.AddHours(22), // 31 March 2030, after the clocks of Kyiv went forward
        TimeZone = "Europe/Kyiv",
        Basis = NoticeBasis.Confirmed,
        Severity = "serious",
        SeverityShare = 0.5,
        Places = [new("house 7, Garden Street", 0.05), new("the village of Example", 1.5), new("Example district", 12)],
        Label = Label.Default,
        IsSimulated = true,
        EvidenceHash = Hash256.Of("evidence"u8),
    };

    public static Notice Make(string language = "en", Func<NoticeFacts, NoticeFacts>? change = null, string invitee = "GB")
    {
        Assert.True(NoticeText.TryWord((change ?? (f => f))(Facts), invitee, language, out Notice? notice, out string reason), reason);
        return notice!;
    }
}
