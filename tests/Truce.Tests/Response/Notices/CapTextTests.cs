using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Truce.Measures;
using Truce.Observations;
using Truce.Response.Notices;

namespace Truce.Tests.Response.Notices;

/// <summary>CAP 1.2: element order and cardinality of the schema, and what the standard says MUST and SHALL of what we write.</summary>
/// <remarks>Our own table of CAP-v1.2.xsd (OASIS, 2010; section 3.4 of the standard) and of sections 3.2.1, 3.2.2 and 3.3.2; how it was compared: docs/conformance.md. The schema itself is not in the project.</remarks>
public sealed partial class CapTextTests
{
    private static readonly XNamespace Cap = CapText.Namespace;

    // Name, least, most; in the order of the schema's sequences.
    private static readonly (string Name, int Least, int Most)[] AlertSequence =
    [
        ("identifier", 1, 1), ("sender", 1, 1), ("sent", 1, 1), ("status", 1, 1), ("msgType", 1, 1), ("source", 0, 1), ("scope", 1, 1), ("restriction", 0, 1),
        ("addresses", 0, 1), ("code", 0, 99), ("note", 0, 1), ("references", 0, 1), ("incidents", 0, 1), ("info", 0, 99),
    ];

    private static readonly (string Name, int Least, int Most)[] InfoSequence =
    [
        ("language", 0, 1), ("category", 1, 99), ("event", 1, 1), ("responseType", 0, 99), ("urgency", 1, 1), ("severity", 1, 1), ("certainty", 1, 1), ("audience", 0, 1),
        ("eventCode", 0, 99), ("effective", 0, 1), ("onset", 0, 1), ("expires", 0, 1), ("senderName", 0, 1), ("headline", 0, 1), ("description", 0, 1), ("instruction", 0, 1),
        ("web", 0, 1), ("contact", 0, 1), ("parameter", 0, 99), ("resource", 0, 99), ("area", 0, 99),
    ];

    private static readonly Dictionary<string, (string Name, int Least, int Most)[]> Inner = new()
    {
        ["parameter"] = [("valueName", 1, 1), ("value", 1, 1)],
        ["eventCode"] = [("valueName", 1, 1), ("value", 1, 1)],
        ["resource"] = [("resourceDesc", 1, 1), ("mimeType", 1, 1), ("size", 0, 1), ("uri", 0, 1), ("derefUri", 0, 1), ("digest", 0, 1)],
        ["area"] = [("areaDesc", 1, 1), ("polygon", 0, 99), ("circle", 0, 99), ("geocode", 0, 99), ("altitude", 0, 1), ("ceiling", 0, 1)],
    };

    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["status"] = ["Actual", "Exercise", "System", "Test", "Draft"],
        ["msgType"] = ["Alert", "Update", "Cancel", "Ack", "Error"],
        ["scope"] = ["Public", "Restricted", "Private"],
        ["category"] = ["Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"],
        ["responseType"] = ["Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"],
        ["urgency"] = ["Immediate", "Expected", "Future", "Past", "Unknown"],
        ["severity"] = ["Extreme", "Severe", "Moderate", "Minor", "Unknown"],
        ["certainty"] = ["Observed", "Likely", "Possible", "Unlikely", "Unknown"],
    };

    [Fact]
    public void Every_alert_keeps_the_order_the_words_and_the_rules_of_the_standard()
    {
        int seen = 0;
        foreach (string language in NoticeWords.Languages)
            foreach (NoticeKind kind in Enum.GetValues<NoticeKind>())
                foreach (Classification classification in Enum.GetValues<Classification>())
                    foreach (bool isSimulated in new[] { false, true })
                        foreach (bool hasLimit in new[] { false, true })
                        {
                            string releasable = seen++ % 2 == 0 ? "*" : "FR,GB";
                            Notice notice = NoticeSample.Make(language, f => f with
                            {
                                Kind = kind,
                                IsSimulated = isSimulated,
                                Label = new(classification, releasable, ""),
                                AnswerDueAt = hasLimit ? f.AnswerDueAt : null,
                                Follows = kind == NoticeKind.Convened ? null : new(Hash256.Of("first"u8), NoticeSample.Issued.AddDays(-1)),
                            });
                            Assert.Empty(Faults(Alert([notice])));
                        }

        Assert.Equal(4 * 5 * 4 * 2 * 2, seen);
    }

    [Theory]
    [InlineData("<status>Exercise</status>", "")]
    [InlineData("<status>Exercise</status>", "<status>SIMULATED</status>")]
    [InlineData("<sent>2030-03-30T12:00:00-00:00</sent>", "<sent>2030-03-30T12:00:00Z</sent>")]
    [InlineData("<sent>2030-03-30T12:00:00-00:00</sent>", "<sent>2030-03-30T12:00:00+00:00</sent>")]
    [InlineData("<scope>Restricted</scope>", "<scope>Private</scope>")]
    [InlineData("<sender>commission.example</sender>", "<sender>the commission</sender>")]
    [InlineData("<category>Security</category>", "")]
    [InlineData("<language>en</language>", "<urgency>Future</urgency>")]
    [InlineData("<areaDesc>", "<polygon>0,0 0,1 1,1 0,0</polygon><areaDesc>")]
    [InlineData("<valueName>truce:tier</valueName>", "")]
    [InlineData("<instruction>", "<note>x</note><instruction>")]
    [InlineData("<addresses>GB</addresses>", "<addresses>Great \"Britain</addresses>")]
    public void A_planted_fault_is_found(string from, string to)
    {
        string xml = Text([NoticeSample.Make()]);
        Assert.Contains(from, xml, StringComparison.Ordinal);
        string planted = xml.Replace(from, to, StringComparison.Ordinal);
        if (to.Contains("Private", StringComparison.Ordinal)) planted = planted.Replace("<addresses>GB</addresses>", "", StringComparison.Ordinal);
        Assert.NotEmpty(Faults(XDocument.Parse(planted)));
    }

    [Fact]
    public void An_exercise_is_Exercise_with_a_note_and_the_real_thing_is_Actual_without()
    {
        XElement exercise = Alert([NoticeSample.Make()]).Root!, real = Alert([NoticeSample.Make(change: f => f with { IsSimulated = false })]).Root!;
        Assert.Equal("Exercise", exercise.Element(Cap + "status")!.Value);
        Assert.StartsWith("SIMULATED · C-2030-0007", exercise.Element(Cap + "note")!.Value, StringComparison.Ordinal);
        Assert.StartsWith("SIMULATED", exercise.Descendants(Cap + "headline").Single().Value, StringComparison.Ordinal);
        Assert.Equal("Actual", real.Element(Cap + "status")!.Value);
        Assert.DoesNotContain("SIMULATED", real.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scope_is_never_public_and_comes_with_what_it_needs()
    {
        XElement some = Alert([NoticeSample.Make(change: f => f with { Label = Label.Open })]).Root!;
        Assert.Equal(("Restricted", "Handling: for everyone. It may go to: all who are under this handling."), (some.Element(Cap + "scope")!.Value, some.Element(Cap + "restriction")!.Value));
        XElement named = Alert([NoticeSample.Make(change: f => f with { Label = new(Classification.Mission, "United Kingdom", "") }, invitee: "United Kingdom")]).Root!;
        Assert.Equal(("Private", "\"United Kingdom\"", null), (named.Element(Cap + "scope")!.Value, named.Element(Cap + "addresses")!.Value, named.Element(Cap + "restriction")));
    }

    [Fact]
    public void What_follows_refers_to_what_it_follows_as_sender_identifier_sent()
    {
        Notice first = NoticeSample.Make();
        XElement update = Alert([NoticeSample.Make(change: f => f with { Kind = NoticeKind.Escalated, Follows = first.Reference })]).Root!;
        XElement cancel = Alert([NoticeSample.Make(change: f => f with { Kind = NoticeKind.StoodDown, Follows = first.Reference })]).Root!;
        Assert.Equal("Update", update.Element(Cap + "msgType")!.Value);
        Assert.Equal($"commission.example,{first.Id},2030-03-30T12:00:00-00:00", update.Element(Cap + "references")!.Value);
        Assert.Equal("Cancel", cancel.Element(Cap + "msgType")!.Value);
        Assert.Equal("Past", cancel.Descendants(Cap + "urgency").Single().Value);
        Assert.Empty(cancel.Descendants(Cap + "expires"));
    }

    [Fact]
    public void What_is_asked_stands_in_the_instruction_to_which_Execute_refers()
    {
        foreach (string language in NoticeWords.Languages)
        {
            Notice notice = NoticeSample.Make(language);
            XElement info = Alert([notice]).Root!.Element(Cap + "info")!;
            Assert.Equal("Execute", Value(info, "responseType"));
            Assert.Equal(NoticeWords.For(language).Say(NoticeText.Of("body.answer")), Value(info, "instruction").Split('\n')[1]);
            Assert.Contains(Value(info, "instruction").Split('\n')[0], notice.Paragraphs);
        }

        XDocument planted = Alert([NoticeSample.Make()]);
        planted.Descendants(Cap + "instruction").Remove();
        Assert.Equal("what to do stands in the instruction", Assert.Single(Faults(planted)));

        Notice first = NoticeSample.Make(), ended = NoticeSample.Make(change: f => f with { Kind = NoticeKind.StoodDown, Follows = first.Reference });
        XElement over = Alert([ended]).Root!.Element(Cap + "info")!;
        Assert.Equal(("None", ""), (Value(over, "responseType"), Value(over, "instruction")));
        System.Text.Json.Nodes.JsonObject older = first.ToJson(); // worded by a version of the program that asked in other words
        older["paragraphs"] = new System.Text.Json.Nodes.JsonArray("You are asked.");
        XElement old = Alert([Notice.Read(older)]).Root!.Element(Cap + "info")!;
        Assert.Equal(("Assess", ""), (Value(old, "responseType"), Value(old, "instruction")));
    }

    [Theory]
    [InlineData(0, "Immediate")]
    [InlineData(60, "Expected")]
    [InlineData(61, "Future")]
    public void Urgency_is_how_soon_an_answer_is_due(int minutes, string expected) =>
        Assert.Equal(expected, CapText.Urgency(NoticeSample.Make(change: f => f with { AnswerDueAt = f.IssuedAt.AddMinutes(minutes) })));

    [Fact]
    public void Severity_and_certainty_are_mapped_as_documented()
    {
        Assert.Equal(["Unknown", "Minor", "Minor", "Moderate", "Severe", "Extreme"], new double?[] { null, 0, 0.33, 0.34, 0.67, 1 }.Select(CapText.Severity));
        Assert.Equal(["Unknown", "Likely", "Observed"], new[] { NoticeBasis.Reported, NoticeBasis.Corroborated, NoticeBasis.Confirmed }.Select(CapText.Certainty));
    }

    [Fact]
    public void The_time_limit_is_said_with_the_local_offset_and_UTC_as_minus_zero()
    {
        Assert.Equal("2030-03-31T13:00:00+03:00", Alert([NoticeSample.Make()]).Descendants(Cap + "expires").Single().Value);
        Assert.Equal("2030-03-31T10:00:00-00:00", Alert([NoticeSample.Make(change: f => f with { TimeZone = "UTC" })]).Descendants(Cap + "expires").Single().Value);
        Assert.Empty(Alert([NoticeSample.Make(change: f => f with { Kind = NoticeKind.Overdue, Follows = new(Hash256.Of("x"u8), f.IssuedAt) })]).Descendants(Cap + "expires"));
    }

    [Fact]
    public void Several_languages_make_one_alert_with_an_info_each()
    {
        XDocument alert = Alert([.. NoticeWords.Languages.Select(l => NoticeSample.Make(l))]);
        Assert.Empty(Faults(alert));
        Assert.Equal(NoticeWords.Languages, alert.Descendants(Cap + "language").Select(l => l.Value));
        Assert.False(CapText.TryWrite([NoticeSample.Make(), NoticeSample.Make()], "commission.example", out _, out _));
        Assert.False(CapText.TryWrite([NoticeSample.Make(), NoticeSample.Make("fr", f => f with { IsSimulated = false })], "commission.example", out _, out _));
        Assert.False(CapText.TryWrite([NoticeSample.Make()], "the commission", out byte[] xml, out string reason));
        Assert.Empty(xml);
        Assert.Contains("without blanks", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_from_outside_cannot_forge_an_element()
    {
        XElement alert = Alert([NoticeSample.Make(change: f => f with { Tier = "one</value><value>& \ud83d \ufffe", House = "<House> & Sons" })]).Root!;
        Assert.Equal("<House> & Sons", alert.Element(Cap + "source")!.Value);
        Assert.Contains(alert.Descendants(Cap + "value"), v => v.Value == "one</value><value>& _ _");
    }

    private static string Text(IReadOnlyList<Notice> notices)
    {
        Assert.True(CapText.TryWrite(notices, "commission.example", out byte[] xml, out string reason), reason);
        return Encoding.UTF8.GetString(xml);
    }

    private static XDocument Alert(IReadOnlyList<Notice> notices) => XDocument.Parse(Text(notices));

    private static IEnumerable<string> Faults(XDocument document)
    {
        XElement alert = document.Root!;
        if (alert.Name != Cap + "alert") yield return "the root is not an alert of CAP 1.2";
        foreach (string fault in Sequence(alert, AlertSequence).Concat(alert.Elements(Cap + "info").SelectMany(i => Sequence(i, InfoSequence)))) yield return fault;
        foreach (XElement element in alert.Descendants())
        {
            if (Words.TryGetValue(element.Name.LocalName, out string[]? words) && !words.Contains(element.Value)) yield return $"{element.Name.LocalName} {element.Value}";
            if (element.Name.LocalName is "sent" or "effective" or "onset" or "expires" && !(Time().IsMatch(element.Value) && !element.Value.EndsWith("+00:00", StringComparison.Ordinal))) yield return $"time {element.Value}";
            if (element.Name.LocalName is "identifier" or "sender" && element.Value.Any(c => c is ' ' or ',' or '<' or '&')) yield return $"name {element.Value}";
            if (Inner.TryGetValue(element.Name.LocalName, out var inner))
            {
                foreach (string fault in Sequence(element, inner)) yield return fault;
            }

            if (element.Name.LocalName is "addresses" or "incidents" && !Listed().IsMatch(element.Value)) yield return $"a list {element.Value}";
            if (element.Name.LocalName is "polygon" or "circle" or "geocode") yield return "no area is more exact than its words";
        }

        foreach (XElement info in alert.Elements(Cap + "info"))
        {
            // Section 3.2.2: all but these two refer to the instruction.
            if (info.Elements(Cap + "responseType").Any(r => r.Value is not ("None" or "Assess")) && Value(info, "instruction").Length == 0) yield return "what to do stands in the instruction";
        }

        string scope = Value(alert, "scope");
        if (scope == "Restricted" && Value(alert, "restriction").Length == 0) yield return "Restricted says its restriction";
        if (scope == "Private" && Value(alert, "addresses").Length == 0) yield return "Private says its addresses";
        if (Value(alert, "msgType") is "Update" or "Cancel" or "Ack" or "Error" && !References().IsMatch(Value(alert, "references"))) yield return "an update refers to what it updates";
    }

    private static IEnumerable<string> Sequence(XElement parent, (string Name, int Least, int Most)[] sequence)
    {
        int[] places = [.. parent.Elements().Select(e => Array.FindIndex(sequence, s => s.Name == e.Name.LocalName))];
        if (places.Contains(-1) || !places.SequenceEqual(places.Order())) yield return $"{parent.Name.LocalName}: order {string.Join(' ', parent.Elements().Select(e => e.Name.LocalName))}";
        foreach ((string name, int least, int most) in sequence)
        {
            int count = parent.Elements(Cap + name).Count();
            if (count < least || count > most) yield return $"{parent.Name.LocalName}: {count} times {name}";
        }
    }

    private static string Value(XElement parent, string name) => parent.Element(Cap + name)?.Value ?? "";

    /// <summary>Names between blanks; those with blanks in double quotes (3.2.1).</summary>
    [GeneratedRegex("^(\"[^\"]+\"|[^\\s\"]+)( (\"[^\"]+\"|[^\\s\"]+))*$")]
    private static partial Regex Listed();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^[^ ,<&]+,[^ ,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d( .*)?$")]
    private static partial Regex References();
}
