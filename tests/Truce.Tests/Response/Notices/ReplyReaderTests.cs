using System.Text;
using Truce.Measures;
using Truce.Response.Notices;
using Truce.Response.Protocols;
using Truce.Testing;

namespace Truce.Tests.Response.Notices;

/// <summary>What invitees' systems post is read strictly: what is understood is understood whole, and what is not has its place.</summary>
public sealed class ReplyReaderTests
{
    private const string Has = """{"schema":"truce-reply-1","kind":"acknowledged","simulated":true,"notice":"7b2811591458df31619320c9735a77acdfcf41589668f7dc0adea5d1ac34e3e7"}""";

    private const string Answers = """
        {"schema":"truce-reply-1","kind":"answer","simulated":false,"consultation":"0a1b2c3d4e5f","tier":"R2","answer":"partial",
         "text":"We come.\r\nNot before Monday.","instrument":"note verbale","reference":"17/2030","remedy":"the guns are back"}
        """;

    private static readonly (string From, string To, string Says)[] Mistakes =
    [
        ("truce-reply-1", "truce-reply-2", "body:1:11: error at $.schema"),
        ("\"kind\":\"answer\",", "", "the member \"kind\" is missing"),
        ("\"kind\":\"answer\"", "\"kind\":\"answers\"", "write \"answer\""),
        ("\"simulated\":false,", "", "the member \"simulated\" is missing"),
        ("\"simulated\":false", "\"simulated\":null", "the member \"simulated\" is missing"),
        ("\"simulated\":false", "\"simulated\":\"no\"", "true or false is expected"),
        ("\"tier\":\"R2\",", "", "the member \"tier\" is missing"),
        ("\"tier\":\"R2\"", "\"tier\":\"R\\u202e2\"", "one line of at most 200 characters"),
        ("\"answer\":\"partial\"", "\"answer\":\"perhaps\"", "accept"),
        ("0a1b2c3d4e5f", "0A1B2C3D4E5F", "8 to 64 digits of lower-case hex"),
        ("0a1b2c3d4e5f", "0a1b2c3", "8 to 64 digits of lower-case hex"),
        ("17/2030", "17\\n2030", "one line of at most 200 characters"),
        ("We come.", "We \\u0007 come.", "a control character"),
        ("We come.", "We \\u2066come.", "a direction mark"),
        ("\"text\":\"We come.\\r\\nNot before Monday.\"", "\"text\":\"\"", "a text of 1 to 20000 characters"),
        ("\"text\":", "\"invitee\":\"FR\",\"text\":", "the member \"invitee\" is not known here"),
        ("\"text\":", "\"notice\":\"x\",\"text\":", "the member \"notice\" is not known here"),
        ("\"text\":", "\"tier\":\"R1\",\"text\":", "stands twice"),
        ("\"remedy\":\"the guns are back\"}", "\"remedy\":7}", "a text of 1 to 20000 characters"),
        ("}", "}}", "not JSON"),
    ];

    [Fact]
    public void Both_kinds_are_read_whole()
    {
        var has = Assert.IsType<InviteeReply.Acknowledged>(Read(Has));
        Assert.Equal((true, "7b2811591458"), (has.IsSimulated, has.Notice.Short));
        Assert.Equal(
            new InviteeReply.Answer(false, "0a1b2c3d4e5f", "R2", AnswerKind.Partial, "We come.\nNot before Monday.", "note verbale", "17/2030", "the guns are back"),
            Read(Answers));
        Assert.Equal(
            new InviteeReply.Answer(false, "0a1b2c3d", "R2", AnswerKind.Refuse, "", "", "", ""),
            Read("""{"schema":"truce-reply-1","kind":"answer","simulated":false,"consultation":"0a1b2c3d","tier":"R2","answer":"refuse"}"""));
    }

    [Fact]
    public void The_examples_of_the_document_are_read()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/formats/notices.md"));
        InviteeReply[] read = [.. page.Split("```jsonl\n")[1].Split("```")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Read(line)!)];
        Assert.Equal((2, AnswerKind.Accept, "7b2811591458"), (read.Length, ((InviteeReply.Answer)read[1]).Kind, ((InviteeReply.Acknowledged)read[0]).Notice.Short));
    }

    [Fact]
    public void Each_mistake_is_told_with_its_place()
    {
        foreach ((string from, string to, string says) in Mistakes)
        {
            string bad = Answers.With(from, to);
            (InviteeReply? reply, var mistakes) = ReplyReader.Read(Encoding.UTF8.GetBytes(bad));
            Assert.True(reply is null, bad);
            Assert.True(mistakes.Any(m => m.ToString().Contains(says, StringComparison.Ordinal)), $"{to}: {string.Join(" | ", mistakes)}");
        }

        Assert.Contains("64 digits", Assert.Single(ReplyReader.Read(Encoding.UTF8.GetBytes(Has.With("7b2811591458", ""))).Mistakes).Message, StringComparison.Ordinal);
        Assert.Null(ReplyReader.Read(Encoding.UTF8.GetBytes("[]")).Reply);
        Assert.Null(ReplyReader.Read(ReadOnlyMemory<byte>.Empty).Reply);
        Assert.Null(ReplyReader.Read(Encoding.UTF8.GetBytes(Answers.With("We come.", new string('x', ReplyReader.LongestText)))).Reply);
        Assert.Null(ReplyReader.Read(new byte[ReplyReader.MaxBytes + 1]).Reply);
    }

    [Fact]
    public void Damaged_bytes_never_throw_and_are_told_or_understood()
    {
        int seed = Seeds.Next();
        var random = new SeededRandom((ulong)seed);
        byte[] good = Encoding.UTF8.GetBytes(Answers);
        for (int i = 0; i < 3000; i++)
        {
            byte[] bad = [.. good];
            for (int n = 0; n <= i % 4; n++) bad[(int)(random.NextUnit() * bad.Length)] = (byte)(random.NextUnit() * 256);
            (InviteeReply? reply, var mistakes) = ReplyReader.Read(bad.AsMemory(0, i % 5 == 0 ? (int)(random.NextUnit() * bad.Length) : bad.Length));
            Assert.True(reply is null != mistakes.IsEmpty, $"seed {seed}, {i}: {Encoding.UTF8.GetString(bad)}");
        }
    }

    private static InviteeReply? Read(string text)
    {
        (InviteeReply? reply, var mistakes) = ReplyReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(mistakes);
        return reply;
    }
}
