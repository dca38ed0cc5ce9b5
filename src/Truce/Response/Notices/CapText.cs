using System.Globalization;
using System.Text;
using Truce.Observations;
using Truce.Sayings;

namespace Truce.Response.Notices;

/// <summary>Notices as an alert of the Common Alerting Protocol 1.2 (OASIS Standard, 1 July 2010), for systems that take alerts in that form.</summary>
/// <remarks>
/// What stands in which element and why: docs/formats/notices.md, "CAP 1.2". Never public, never with a polygon, circle or code of an area. Compared with the standard's schema and with the words
/// of its section 3.2: docs/conformance.md. "Execute" is by those words an activity "identified in instruction", so what is asked stands there, too.
/// </remarks>
public static class CapText
{
    /// <summary>The XML name space of the standard.</summary>
    public const string Namespace = "urn:oasis:names:tc:emergency:cap:1.2";

    /// <summary>The alert; or why there is none.</summary>
    /// <param name="notices">One notice a language; all of the same step of the same consultation to the same invitee. The first names the alert.</param>
    /// <param name="sender">The sender's name, unique in the world, for instance a domain name.</param>
    /// <param name="xml">UTF-8; empty when there is none.</param>
    /// <param name="reason">Why there is none.</param>
    public static bool TryWrite(IReadOnlyList<Notice> notices, string sender, out byte[] xml, out string reason)
    {
        xml = [];
        reason = Fault(notices, sender) ?? "";
        if (reason.Length > 0) return false;
        xml = Encoding.UTF8.GetBytes(Alert(notices, sender));
        return true;
    }

    /// <summary>Whether a name may stand as sender or identifier: no blanks, commas, &lt; and &amp;.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= 250 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or '<' or '&');

    /// <summary>A time as CAP writes it: whole seconds, an offset in digits, and <c>-00:00</c> for UTC.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        + (time.Offset == TimeSpan.Zero ? "-00:00" : time.ToString("zzz", CultureInfo.InvariantCulture));

    /// <summary>When the invitee has to act: the CAP word.</summary>
    internal static string Urgency(Notice notice) => notice.Kind switch
    {
        NoticeKind.StoodDown => "Past",
        NoticeKind.Overdue => "Immediate",
        _ => notice.AnswerDueAt is not { } due ? "Unknown"
            : due <= notice.IssuedAt ? "Immediate"
            : due - notice.IssuedAt <= TimeSpan.FromHours(1) ? "Expected" : "Future",
    };

    /// <summary>The severity's place on the agreement's own scale, on the four steps of CAP.</summary>
    internal static string Severity(double? share) => share switch
    {
        null => "Unknown",
        >= 1 => "Extreme",
        >= 2.0 / 3 => "Severe",
        >= 1.0 / 3 => "Moderate",
        _ => "Minor",
    };

    /// <summary>What people have said of the event: the CAP word. A report alone is no probability.</summary>
    internal static string Certainty(NoticeBasis basis) => basis switch
    {
        NoticeBasis.Confirmed => "Observed",
        NoticeBasis.Corroborated => "Likely",
        _ => "Unknown",
    };

    internal static string MessageType(NoticeKind kind) => kind switch
    {
        NoticeKind.Convened => "Alert",
        NoticeKind.StoodDown => "Cancel",
        _ => "Update",
    };

    private static string? Fault(IReadOnlyList<Notice> notices, string sender)
    {
        if (notices.Count == 0) return "an alert is made of at least one notice";
        if (!IsName(sender)) return "the sender of an alert is a name without blanks, commas, < and &; write for instance a domain name";
        Notice first = notices[0];
        if (notices.Any(n => n.Kind != first.Kind || n.Consultation != first.Consultation || n.Invitee != first.Invitee || n.IssuedAt != first.IssuedAt || n.IsSimulated != first.IsSimulated
            || n.EvidenceHash != first.EvidenceHash || n.AnswerDueAt != first.AnswerDueAt || n.Label != first.Label || n.Follows != first.Follows))
        {
            return "the notices of one alert are of one step of one consultation to one invitee";
        }

        if (notices.DistinctBy(n => n.Language).Count() != notices.Count) return "an alert has one notice a language";
        return first.Invitee.Contains('"', StringComparison.Ordinal) || first.Consultation.Contains('"', StringComparison.Ordinal) ? "a quotation mark cannot stand in an address or incident of CAP" : null;
    }

    // The order is that of the schema's sequence.
    private static string Alert(IReadOnlyList<Notice> notices, string sender)
    {
        Notice first = notices[0];
        bool isPrivate = first.Label.Classification == Classification.Restricted || first.Label.ReleasableTo != "*";
        var xml = new CapXml();
        xml.Open("alert", $" xmlns=\"{Namespace}\"");
        xml.Element("identifier", first.Id.ToString());
        xml.Element("sender", sender);
        xml.Element("sent", Time(first.IssuedAt.ToUniversalTime()));
        xml.Element("status", first.IsSimulated ? "Exercise" : "Actual");
        xml.Element("msgType", MessageType(first.Kind));
        xml.Element("source", first.House);
        xml.Element("scope", isPrivate ? "Private" : "Restricted");
        if (!isPrivate) xml.Element("restriction", NoticeText.Handling(first.Language, first.Label));
        xml.Element("addresses", Quoted(first.Invitee));
        if (first.IsSimulated) xml.Element("note", $"SIMULATED · {first.Consultation} · " + NoticeWords.For(first.Language).Say(NoticeText.Of("body.simulated")));
        if (first.Follows is { } follows) xml.Element("references", $"{sender},{follows.Id},{Time(follows.IssuedAt.ToUniversalTime())}");
        xml.Element("incidents", Quoted(first.Consultation));
        foreach (Notice notice in notices) Info(xml, notice);
        xml.Close("alert");
        return xml.ToString();
    }

    private static void Info(CapXml xml, Notice notice)
    {
        SayingWords words = NoticeWords.For(notice.Language);
        xml.Open("info");
        xml.Element("language", notice.Language);
        xml.Element("category", "Security");
        xml.Element("event", words.Say(NoticeText.Of("cap.event")));
        string instruction = Instruction(notice, words);
        xml.Element("responseType", notice.Kind == NoticeKind.StoodDown ? "None" : instruction.Length > 0 ? "Execute" : "Assess");
        xml.Element("urgency", Urgency(notice));
        xml.Element("severity", Severity(notice.SeverityShare));
        xml.Element("certainty", Certainty(notice.Basis));
        // After its time an alert counts as withdrawn: one that says "you are late" must not be.
        if (notice.Kind is not (NoticeKind.Overdue or NoticeKind.StoodDown) && notice.AnswerDueLocal is { } due)
        {
            xml.Element("expires", Time(DateTimeOffset.ParseExact(due, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)));
        }

        xml.Element("senderName", notice.House);
        xml.Element("headline", notice.Subject);
        xml.Element("description", string.Join("\n", notice.Paragraphs));
        if (instruction.Length > 0) xml.Element("instruction", instruction);
        Parameter(xml, "truce:notice", notice.Id.ToString());
        Parameter(xml, "truce:tier", notice.Tier);
        Parameter(xml, "truce:evidence-sha256", notice.EvidenceHash.ToString());
        Parameter(xml, "truce:handling", NoticeText.Handling(notice.Language, notice.Label));
        if (notice.IsSimulated) Parameter(xml, "truce:simulated", "SIMULATED");
        if (notice.Place is { } place)
        {
            xml.Open("area");
            xml.Element("areaDesc", place);
            xml.Close("area");
        }

        xml.Close("info");
    }

    /// <summary>What is asked of the invitee, and by when: the two paragraphs that say so. Empty when the notice asks nothing, or was worded before it asked in these words.</summary>
    private static string Instruction(Notice notice, SayingWords words)
    {
        int answer = notice.Paragraphs.IndexOf(words.Say(NoticeText.Of("body.answer")));
        return notice.Kind == NoticeKind.StoodDown || answer < 1 ? "" : notice.Paragraphs[answer - 1] + "\n" + notice.Paragraphs[answer];
    }

    private static void Parameter(CapXml xml, string name, string value)
    {
        xml.Open("parameter");
        xml.Element("valueName", name);
        xml.Element("value", value);
        xml.Close("parameter");
    }

    private static string Quoted(string name) => name.Any(char.IsWhiteSpace) ? $"\"{name}\"" : name;

    /// <summary>Elements as text; the core writes XML itself because the library's writers belong to the world of streams.</summary>
    private sealed class CapXml
    {
        private readonly StringBuilder _text = new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

        public void Open(string name, string attributes = "") => _text.Append('<').Append(name).Append(attributes).Append(">\n");

        public void Close(string name) => _text.Append("</").Append(name).Append(">\n");

        public void Element(string name, string value)
        {
            _text.Append('<').Append(name).Append('>');
            foreach (Rune rune in value.EnumerateRunes())
            {
                _ = rune.Value switch
                {
                    '&' => _text.Append("&amp;"),
                    '<' => _text.Append("&lt;"),
                    '>' => _text.Append("&gt;"),
                    '\n' => _text.Append('\n'),
                    < 0x20 or 0xFFFD or 0xFFFE or 0xFFFF => _text.Append('_'), // not characters of XML 1.0 §2.2, or half of a pair
                    _ => _text.Append(rune.ToString()),
                };
            }

            _text.Append("</").Append(name).Append(">\n");
        }

        public override string ToString() => _text.ToString();
    }
}
