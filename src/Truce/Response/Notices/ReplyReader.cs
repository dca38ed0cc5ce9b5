using System.Collections.Immutable;
using Truce.Measures;
using Truce.Response.Protocols;
using Truce.Terms;

namespace Truce.Response.Notices;

/// <summary>Reads what an invitee's system posts, strictly: a member that is not known is an error, and every mistake has its place and what to write instead.</summary>
/// <remarks>docs/formats/notices.md, "What comes back".</remarks>
public static class ReplyReader
{
    /// <summary>The form's name.</summary>
    public const string Schema = "truce-reply-1";

    /// <summary>Longest body, bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Longest text and longest remedy, characters: some eight pages.</summary>
    public const int LongestText = 20_000;

    private const string Here = "body";

    /// <summary>The reply; nothing, and all mistakes, when it cannot be read.</summary>
    public static (InviteeReply? Reply, ImmutableArray<AgreementError> Mistakes) Read(ReadOnlyMemory<byte> utf8)
    {
        var problems = new Problems(Here, utf8);
        JsonSpot? root = JsonSpotReader.Read(utf8, MaxBytes, problems);
        InviteeReply? reply = root is not null && root.IsObject(problems, "a reply") ? Root(root, problems) : null;
        return (problems.HasErrors ? null : reply, problems.All());
    }

    private static InviteeReply? Root(JsonSpot root, Problems problems)
    {
        root.WordMember("schema", [Schema], problems, required: true);
        bool? simulated = root.FlagMember("simulated", problems);
        if (simulated is null && root["simulated"] is null or { Kind: SpotKind.Null }) problems.Add(root["simulated"] ?? root, "the member \"simulated\" is missing", "add \"simulated\": true or false, as the notice has it");
        switch (root.WordMember("kind", ["acknowledged", "answer"], problems, required: true))
        {
            case "acknowledged":
                root.OnlyMembers(problems, "schema", "kind", "simulated", "notice");
                return Hash256.TryParse(Digits(root, "notice", 64, problems), out Hash256 notice) ? new InviteeReply.Acknowledged(simulated ?? false, notice) : null;
            case "answer":
                root.OnlyMembers(problems, "schema", "kind", "simulated", "consultation", "tier", "answer", "text", "instrument", "reference", "remedy");
                string? kind = root.WordMember("answer", ProtocolWords.Answers, problems, required: true);
                string consultation = Digits(root, "consultation", 8, problems) ?? "";
                string tier = Line(root, "tier", problems, required: true), instrument = Line(root, "instrument", problems), reference = Line(root, "reference", problems);
                string text = Words(root, "text", problems), remedy = Words(root, "remedy", problems);
                return kind is null ? null : new InviteeReply.Answer(simulated ?? false, consultation, tier, (AnswerKind)ProtocolWords.Answers.IndexOf(kind), text, instrument, reference, remedy);
            default:
                return null; // and that has been told
        }
    }

    private static string? Digits(JsonSpot root, string name, int least, Problems problems)
    {
        string example = least == 64 ? "the 64 digits of the notice's id" : "the digits by which the notice names it";
        if (root.TextMember(name, problems, required: true, example) is not { } text) return null;
        if (text.Length >= least && text.Length <= 64 && text.All(char.IsAsciiHexDigitLower)) return text;
        problems.Add(root[name]!, $"{JsonSpot.Quote(text)} is not {(least == 64 ? "64" : "8 to 64")} digits of lower-case hex", $"write \"{name}\": \"{example}\"");
        return null;
    }

    /// <summary>One line; empty when it is absent.</summary>
    private static string Line(JsonSpot root, string name, Problems problems, bool required = false)
    {
        if (!required && root[name] is null) return "";
        string text = root.TextMember(name, problems, required: true) ?? "";
        if (text.Length <= NoticeRules.LongestName && !text.Any(NoticeRules.IsHidden)) return text;
        problems.Add(root[name]!, $"one line of at most {NoticeRules.LongestName} characters is expected, without controls and direction marks", required ? "shorten it" : "shorten it, or leave the member out");
        return "";
    }

    /// <summary>Words of people, with line ends; empty when it is absent.</summary>
    private static string Words(JsonSpot root, string name, Problems problems)
    {
        if (root[name] is not { } value) return "";
        if (value.Kind != SpotKind.Text || value.Text.Length is 0 or > LongestText)
        {
            problems.Add(value, $"a text of 1 to {LongestText} characters is expected", "shorten it, or leave the member out");
            return "";
        }

        string text = value.Text.ReplaceLineEndings("\n");
        if (!text.Any(c => c is not ('\n' or '\t') && NoticeRules.IsHidden(c))) return text;
        problems.Add(value, "a control character or a direction mark stands in the text", "leave it out: it could change what people read");
        return "";
    }
}
